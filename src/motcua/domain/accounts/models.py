"""People who sign in, the duties they hold at agencies, and dated delegations between them.

Everything personal is sealed at rest; a person is found again by a blind index of the identity number.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, Dated, ends_after_it_begins
from motcua.kernel.secrecy import SealedTextField


class AccountManager(BaseUserManager["Account"]):
    """Django and allauth make accounts through here."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Account:
        """A new account; without a password it can only enter through an identity provider."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


def but_the_name(prefix: str) -> list[str]:
    """What a query leaves out of an account it reaches by `prefix`, when only the name is shown."""
    columns = (field.name for field in Account._meta.concrete_fields if not field.primary_key)
    return [f"{prefix}__{column}" for column in columns if column != "full_name"]


class Account(AbstractBaseUser, PermissionsMixin):
    """A person. Citizens come by VNeID; officials by user name, password and a second factor.

    `named_by_others`: nobody has seen them yet, and the name is what somebody who files for them wrote.
    """

    username = models.TextField(unique=True)
    full_name = SealedTextField[str, str](blank=True, default="")
    birth_date = SealedTextField[str, str](blank=True, default="")
    identity_number = SealedTextField[str, str](blank=True, default="")
    identity_index = models.TextField(null=True, unique=True, editable=False)
    phone = SealedTextField[str, str](blank=True, default="")
    contact_email = SealedTextField[str, str](blank=True, default="")
    residence = SealedTextField[str, str](blank=True, default="")
    language = models.TextField(default="vi")
    wants_email = models.BooleanField(default=True)
    wants_sms = models.BooleanField(default=True)
    sms_accented = models.BooleanField(default=False)
    identity_level = models.PositiveSmallIntegerField(default=0)
    named_by_others = models.BooleanField(default=False)
    persona = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(null=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Post(Dated):
    """A duty that a person holds at an agency from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    duty = models.TextField(choices=Duty.choices)
    position = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="post_duty_is_known"),
            ends_after_it_begins("post_period"),
        ]
        indexes = [models.Index(fields=["agency", "duty"], name="post_agency_duty")]


class Delegation(models.Model):
    """For a time, `to` may do at `agency` what `holder` may: a dated stand-in with its written ground."""

    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_given")
    to = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_held")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="delegations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ground = SealedTextField[str, str]()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="delegation_period"),
            models.CheckConstraint(condition=~Q(holder=F("to")), name="delegation_to_another"),
        ]
        indexes = [models.Index(fields=["to", "ends_at"], name="delegation_to")]
