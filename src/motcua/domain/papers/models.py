"""Official papers the system typesets, and the registers that number them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, Dated, ends_after_it_begins, never_twice
from motcua.kernel.secrecy import SealedJSONField


class Template(Dated):
    """A paper's typst source for a period, with the register that numbers it and how its number is written.

    Papers of a `specimen` say on every page that they are worth nothing: a demonstration has no others. One that may be
    `signed` leaves room for signatures made with keys, where the agency has any.
    """

    code = models.TextField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    register = models.TextField()
    symbol = models.TextField()
    source = models.TextField()
    specimen = models.BooleanField(default=False)
    signed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            never_twice("template_code_once_a_day", "code"),
            ends_after_it_begins("template_period"),
        ]

    def __str__(self) -> str:
        return self.title


class Register(models.Model):
    """A running number per agency, kind of register and year (or day); taken under its row's lock."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="registers")
    code = models.TextField()
    period = models.TextField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "code", "period"], name="register_once")]


class Paper(models.Model):
    """One paper: its number, what it says (sealed), and the PDF/A once it is typeset.

    `matter_id` is no foreign key: matters stand above papers.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="papers")
    title = models.TextField()
    title_en = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="papers")
    register = models.TextField()
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    symbol = models.TextField()
    issued_at = models.DateTimeField()
    matter_id = models.BigIntegerField(null=True)
    result = models.BooleanField(default=False)
    content = SealedJSONField[dict[str, object], dict[str, object]]()
    stored_name = models.TextField(blank=True)
    sha256 = models.TextField(blank=True)
    size = models.PositiveIntegerField(default=0)
    typeset_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "register", "year", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=Q(typeset_at__isnull=True, stored_name="")
                | (Q(typeset_at__isnull=False) & ~Q(stored_name="")),
                name="paper_typeset_iff_stored",
            ),
        ]
        indexes = [models.Index(fields=["matter_id", "id"], name="paper_matter")]


class Unsealed(models.Model):
    """A paper that a person has signed with their own key, with no number, day and seal yet (docs/adr/0013).

    `task_id` is the step in which they signed, no foreign key: matters stand above. `check_code` is printed on it;
    `boxes` says where its fields stand. It becomes one paper, or none where somebody signs anew.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    matter_id = models.BigIntegerField()
    task_id = models.BigIntegerField()
    content = SealedJSONField[dict[str, object], dict[str, object]]()
    check_code = models.TextField(unique=True)
    boxes = models.JSONField()
    stored_name = models.TextField()
    sha256 = models.TextField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="unsealed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task_id", "template"], name="unsealed_once_a_step")]
        indexes = [
            models.Index(fields=["matter_id", "id"], condition=Q(paper__isnull=True), name="unsealed_of_matter"),
            models.Index(fields=["signed_at", "id"], name="unsealed_oldest"),
        ]
