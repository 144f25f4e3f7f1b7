"""Users, organisations, memberships with a role."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from merits.workspace.records import among


class Role(StrEnum):
    """What somebody does in an organisation. The administrator runs the installation and reads no case (S2)."""

    CASEWORKER = "caseworker"
    SOLICITOR = "solicitor"
    CODER = "coder"
    SUPERVISOR = "supervisor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """In words, for pages."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.CASEWORKER: "Caseworker",
    Role.SOLICITOR: "Solicitor",
    Role.CODER: "Coder",
    Role.SUPERVISOR: "Supervisor of coding",
    Role.ANALYST: "Analyst",
    Role.ADMINISTRATOR: "Administrator",
}


class UserManager(BaseUserManager):
    """Finds users by e-mail address, capitals aside."""

    def get_by_natural_key(self, email: str | None) -> Any:
        """The user with this address."""
        return self.get(email=normal_email(email or ""))


def normal_email(text: str) -> str:
    """The address as it is kept and looked for."""
    return text.strip().lower()


class User(AbstractBaseUser):
    """Somebody who signs in. There is no superuser and no permission beyond membership and being named on a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    #: Read by Django's and allauth's own code; nothing here ever grants by it.
    is_staff = False
    is_superuser = False

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_capitals"),
            models.CheckConstraint(name="user_email_in_small_letters", condition=Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return f"user {self.id}"

    def get_full_name(self) -> str:
        """The name shown on pages."""
        return str(self.name)

    def get_short_name(self) -> str:
        """The name shown on pages."""
        return str(self.name)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Never: nothing is granted this way."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Never: nothing is granted this way."""
        return False


class Organisation(models.Model):
    """An organisation that holds cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"organisation {self.key}"


class Membership(models.Model):
    """Somebody's role in an organisation. Access to cases hangs on it: when it ends, so do they."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            among("membership_role_is_known", "role", Role),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="membership_one_role_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"membership {self.id}"


class InstallationMark(models.Model):
    """Which installation key this database belongs to. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="installation_mark_is_one", condition=Q(id=1)),)
