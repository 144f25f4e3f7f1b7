"""Accounts, organisations and memberships: the only writer."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from merits.base.errors import UserError
from merits.workspace import clock
from merits.workspace.accounts.models import Membership, Organisation, Role, User, normal_email
from merits.workspace.accounts.queries import must_be_administrator
from merits.workspace.audit.actions import Action, record


def add_organisation(*, key: str, name: str, kind: str = "", by: User | None) -> Organisation:
    """Add an organisation.

    Args:
        key: its short name, as dossiers use it.
        name: its name.
        kind: what it is.
        by: an administrator; None for the installation itself.

    Raises:
        UserError: there is one with this key.
    """
    must_be_administrator(by)
    with transaction.atomic():
        if Organisation.objects.filter(key=key).exists():
            raise UserError(f"There is an organisation {key!r} already.", remedy="Choose another short name.")
        row = Organisation.objects.create(key=key, name=name, kind=kind, added_at=clock.now())
        record(Action.ORGANISATION_ADDED, by=by, objects=[f"organisation:{row.id}"])
    return row


def add_person(*, email: str, name: str, password: str, by: User | None) -> User:
    """Add an account. The person changes the password and sets up a second factor at the first sign-in.

    Raises:
        UserError: no address, an account with it already, or a password that is too easy to guess.
    """
    must_be_administrator(by)
    address = normal_email(email)
    user = User(email=address, name=name.strip(), date_joined=clock.now())
    try:
        validate_email(address)
        validate_password(password, user)
    except ValidationError as error:
        raise UserError(" ".join(error.messages), remedy="Correct it, then try again.") from error
    user.set_password(password)
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise UserError("There is an account with this address already.", remedy="Look for it in the list.")
        user.save(force_insert=True)
        # The administrator vouches for the address; nothing is mailed.
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        record(Action.ACCOUNT_ADDED, by=by, objects=[f"user:{user.id}"])
    return user


def add_membership(*, user: User, organisation: Organisation, role: Role, by: User | None) -> Membership:
    """Give somebody a role in an organisation.

    Raises:
        UserError: the person has a role there, or would both run the installation and work on cases.
    """
    must_be_administrator(by)
    with transaction.atomic():
        live = Membership.objects.filter(user=user, ended_at__isnull=True)
        if live.filter(organisation=organisation).exists():
            raise UserError("The person has a role in this organisation already.", remedy="End that one first.")
        if live.exists() and (role is Role.ADMINISTRATOR) != live.filter(role=Role.ADMINISTRATOR).exists():
            raise UserError(
                "Nobody both administers the installation and works on cases.",
                remedy="Make a second account, with another address, for the other work.",
            )
        row = Membership.objects.create(user=user, organisation=organisation, role=role, added_at=clock.now())
        record(Action.MEMBERSHIP_ADDED, by=by, objects=[f"membership:{row.id}", f"user:{user.id}"])
    return row


def end_membership(*, membership: Membership, by: User | None, at: datetime | None = None) -> None:
    """End somebody's role, and with it every access that hangs on it."""
    must_be_administrator(by)
    with transaction.atomic():
        ended = Membership.objects.filter(id=membership.id, ended_at__isnull=True).update(ended_at=at or clock.now())
        if ended:
            record(Action.MEMBERSHIP_ENDED, by=by, objects=[f"membership:{membership.id}"])


def close_account(*, user: User, by: User | None) -> None:
    """Close an account: no more sign-in, and its sessions end at their next step. What it did stays in the trail."""
    must_be_administrator(by)
    with transaction.atomic():
        if User.objects.filter(id=user.id, is_active=True).update(is_active=False):
            record(Action.ACCOUNT_CLOSED, by=by, objects=[f"user:{user.id}"])
