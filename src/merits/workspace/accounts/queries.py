"""Who somebody is, and what an administrator sees: accounts, never a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from merits.workspace.accounts.models import Membership, Organisation, Role, User


@dataclass(frozen=True)
class RoleIn:
    """A role somebody has, and in which organisation (its key and its name)."""

    role: Role
    key: str
    organisation: str


def memberships_of(user: User) -> tuple[RoleIn, ...]:
    """The roles somebody has today, by organisation; none for a closed account."""
    rows = _live(user)
    return tuple(RoleIn(Role(row.role), row.organisation.key, row.organisation.name) for row in rows)


def _live(user: User) -> list[Membership]:
    if not user.is_active:
        return []
    rows = Membership.objects.filter(user=user, ended_at__isnull=True).select_related("organisation")
    return list(rows.order_by("organisation__name"))


def roles_of(user: User) -> frozenset[Role]:
    """The roles somebody has today, in whichever organisation."""
    return frozenset(item.role for item in memberships_of(user))


def membership_as(user: User, role: Role, *, organisation: str = "") -> Membership | None:
    """The membership in which somebody has this role.

    Args:
        user: who.
        role: which.
        organisation: key of the organisation; empty for the only one.
    """
    found = [row for row in _live(user) if row.role == role]
    if organisation:
        found = [row for row in found if row.organisation.key == organisation]
    return found[0] if len(found) == 1 else None


def is_administrator(user: User) -> bool:
    """Whether somebody runs the installation. Such an account sees no case."""
    return Role.ADMINISTRATOR in roles_of(user)


def must_be_administrator(user: User | None) -> None:
    """Let an administrator, or the installation itself (None), go on.

    Raises:
        Http404: anybody else; nobody learns what there is.
    """
    if user is not None and not is_administrator(user):
        raise Http404


@dataclass(frozen=True)
class Account:
    """An account as the administrator sees it."""

    id: UUID
    email: str
    name: str
    is_active: bool
    last_login: datetime | None
    has_second_factor: bool
    roles: tuple[tuple[str, str], ...]


def accounts(user: User) -> tuple[Account, ...]:
    """All accounts, by address, with (organisation, role) of each.

    Raises:
        Http404: not an administrator.
    """
    from allauth.mfa.models import Authenticator  # only here, and its tables load after ours

    must_be_administrator(user)
    secured = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user_id", flat=True)
    )
    rows: dict[UUID, list[tuple[str, str]]] = {}
    for item in Membership.objects.filter(ended_at__isnull=True).select_related("organisation"):
        rows.setdefault(item.user_id, []).append((item.organisation.name, Role(item.role).label))
    return tuple(
        Account(
            row.id,
            row.email,
            row.name,
            row.is_active,
            row.last_login,
            row.id in secured,
            tuple(sorted(rows.get(row.id, ()))),
        )
        for row in User.objects.order_by("email")
    )


def organisations(user: User) -> tuple[Organisation, ...]:
    """All organisations.

    Raises:
        Http404: not an administrator.
    """
    must_be_administrator(user)
    return tuple(Organisation.objects.order_by("name"))


def names_of(ids: set[UUID]) -> dict[UUID, str]:
    """Names of accounts, for logs that the reader may see anyway."""
    return dict(User.objects.filter(id__in=ids).values_list("id", "name"))
