"""Outgoing letters with their versions, checks and deliveries; incoming ones; and the books both stand in by year.

What a letter says is sealed: it may name people.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, PublishedJSONField, composed
from motcua.domain.documents.models import File
from motcua.domain.letters.states import (
    INCOMING,
    NUMBERED,
    SIGNED,
    TAKEN_BACK,
    WORKFLOW,
    Authority,
    CheckKind,
    IncomingState,
    Kind,
    Role,
    State,
    Urgency,
)
from motcua.kernel.secrecy import SealedJSONField, SealedTextField

Parties = list[dict[str, str]]
"""Who a letter goes to, in order: `name` as it is written, `agency` its code where it is one of the platform."""


class Terms(models.Model):
    """What a province decided about its letters (`letters.yaml` of the pack): one row.

    While it is a `specimen`, every letter says on each page that it is worth nothing.
    """

    body = PublishedJSONField()
    digest = models.TextField(editable=False)
    specimen = models.BooleanField(default=False)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what is done with them."""

    def lock(self, letter_id: int) -> Letter | None:
        """The letter, held against other writers until the transaction ends."""
        return self.select_for_update(of=("self",)).filter(pk=letter_id).order_by("pk").first()


class Letter(models.Model):
    """An outgoing letter of an agency, from its first draft to what became of it.

    `unit` is the code of the drafting unit in the province's terms; `revision` counts every save, so that the second
    of two editors is told. `check_code` is what anybody checks it by; `boxes` is where the fields of the signed
    file stand. Number, year and day come with the seal. `press` is the one press of a button that began it. Only
    minutes have a `secretary`, who signs before the chair does (mẫu 1.9).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letters")
    kind = models.TextField(choices=Kind.choices)
    unit = models.TextField(blank=True)
    symbol = models.TextField()
    subject = SealedTextField[str, str]()
    to = SealedJSONField[Parties, Parties](default=list)
    copies = SealedJSONField[Parties, Parties](default=list)
    signer = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    authority = models.TextField(choices=Authority.choices, blank=True)
    secretary = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.TextField(blank=True)
    head = models.TextField(blank=True)
    collective = models.TextField(blank=True)
    urgency = models.TextField(choices=Urgency.choices, blank=True)
    copy_count = models.PositiveSmallIntegerField(default=1)
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    revision = models.PositiveIntegerField(default=0)
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="letters_drafted")
    drafted_at = models.DateTimeField()
    checker = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    answers = models.ForeignKey("Incoming", on_delete=models.PROTECT, null=True, related_name="answered_by")
    check_code = models.TextField(unique=True)
    press = models.TextField(unique=True)
    signed_name = models.TextField(blank=True)
    sha256 = models.TextField(blank=True)
    secretary_signed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    boxes = models.JSONField(default=dict)
    register = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = SealedTextField[str, str](blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="letter_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="letter_state_is_known"),
            models.CheckConstraint(
                condition=Q(authority__in=["", *Authority.values]), name="letter_authority_is_known"
            ),
            models.CheckConstraint(condition=Q(urgency__in=["", *Urgency.values]), name="letter_urgency_is_known"),
            composed("letter_symbol_is_nfc", "symbol"),
            models.UniqueConstraint(fields=["agency", "register", "year", "number"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=NUMBERED, number__isnull=False, year__isnull=False, issued_on__isnull=False)
                | (~Q(state__in=NUMBERED) & Q(number__isnull=True, year__isnull=True, issued_on__isnull=True)),
                name="letter_numbered_iff_issued",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=SIGNED, signed_at__isnull=False) & ~Q(signed_name=""))
                | (
                    Q(state=State.TO_SIGN, signed_at__isnull=True, secretary_signed_at__isnull=False)
                    & ~Q(signed_name="")
                )
                | (~Q(state__in=SIGNED) & Q(signed_at__isnull=True, secretary_signed_at__isnull=True, signed_name="")),
                name="letter_signed_iff_its_state_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "id"], name="letter_agency_state"),
            models.Index(fields=["drafted_by", "state", "id"], name="letter_drafter_state"),
            models.Index(
                fields=["agency", "-issued_at", "-id"], condition=Q(state__in=NUMBERED), name="letter_issued_newest"
            ),
            models.Index(fields=["id"], condition=Q(state__in=TAKEN_BACK), name="letter_taken_back"),
        ]


class Version(models.Model):
    """The text of a letter as somebody saved it, with the facts its links name.

    A version with a `name` stays as it is; one without is the last that was saved on its own. `aside` is what was
    written while somebody else had saved already: kept, and not what the letter says.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    name = models.TextField(blank=True)
    aside = models.BooleanField(default=False)
    body = SealedTextField[str, str]()
    facts = SealedJSONField[dict[str, Any], dict[str, Any]](default=dict)
    saved_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="version_number_once")]


class Comment(models.Model):
    """What somebody said of a version, or of one paragraph of it (counted from 1)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.PositiveSmallIntegerField(null=True)
    words = SealedTextField[str, str]()
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    resolved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    resolved_at = models.DateTimeField(null=True)


class Check(models.Model):
    """A look at a version before it is signed: it passed, or it was sent back with these words."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="checks")
    kind = models.TextField(choices=CheckKind.choices)
    passed = models.BooleanField()
    words = SealedTextField[str, str](blank=True, default="")
    checked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CheckKind.values), name="letter_check_kind_is_known")
        ]


class Delivery(models.Model):
    """One receiver of an issued letter: an agency of the platform, or whoever the words name."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="letters_received")
    name = SealedTextField[str, str]()
    role = models.TextField(choices=Role.choices)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="delivery_role_is_known"),
            models.UniqueConstraint(fields=["letter", "agency"], name="delivery_once_an_agency"),
        ]
        indexes = [
            models.Index(fields=["agency", "id"], condition=Q(received_at__isnull=True), name="delivery_not_received")
        ]


class Incoming(models.Model):
    """A letter that came to an agency, as its register of incoming letters holds it (Phụ lục IV).

    `letter` is the one itself where it was issued on the platform; of any other, `file` is what came. `press` is the
    one press of a button that registered it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="incoming", db_index=False)
    register = models.TextField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    arrived_on = models.DateField()
    author = SealedTextField[str, str]()
    symbol = models.TextField(blank=True)
    dated = models.DateField(null=True)
    abstract = SealedTextField[str, str]()
    urgency = models.TextField(choices=Urgency.choices, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="arrivals")
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    registered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    press = models.TextField(unique=True)
    state = models.TextField(choices=IncomingState.choices, default=INCOMING.initial)
    assigned_to = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="incoming_assigned")
    assigned_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    assigned_at = models.DateTimeField(null=True)
    instruction = SealedTextField[str, str](blank=True, default="")
    due_on = models.DateField(null=True)
    handled = SealedTextField[str, str](blank=True, default="")
    handled_at = models.DateTimeField(null=True)
    note = SealedTextField[str, str](blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncomingState.values), name="incoming_state_is_known"),
            models.CheckConstraint(condition=Q(urgency__in=["", *Urgency.values]), name="incoming_urgency_is_known"),
            models.UniqueConstraint(fields=["agency", "register", "year", "number"], name="incoming_number_once"),
            models.UniqueConstraint(fields=["agency", "letter"], name="incoming_letter_once"),
            models.CheckConstraint(
                condition=Q(state=IncomingState.REGISTERED, assigned_at__isnull=True, handled_at__isnull=True)
                | Q(state=IncomingState.ASSIGNED, assigned_at__isnull=False, handled_at__isnull=True)
                | Q(state=IncomingState.HANDLED, assigned_at__isnull=False, handled_at__isnull=False),
                name="incoming_times_fit_its_state",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "id"], name="incoming_agency_state"),
            models.Index(fields=["agency", "-year", "-number", "-id"], name="incoming_newest"),
            models.Index(
                fields=["assigned_to", "due_on", "id"],
                condition=Q(state=IncomingState.ASSIGNED),
                name="incoming_to_handle",
            ),
        ]


class Book(models.Model):
    """A register of a year that was closed, with the last number it gave (Nghị định 30/2020/NĐ-CP, Điều 15)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="books", db_index=False)
    register = models.TextField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "register", "year"], name="book_closed_once")]
