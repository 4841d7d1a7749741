"""The catalogue of administrative procedures (thủ tục hành chính), each version true for a period, and beside
it the national records: to be read and found, not to be filed here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.agencies.models import (
    Calendar,
    Dated,
    PublishedJSONField,
    composed,
    ends_after_it_begins,
    never_twice,
)

LARGE = ("body", "form", "title_folded", "words_folded")
"""What a query that only needs to know the procedure defers: body and form are kept by each process."""


def without_large(prefix: str) -> list[str]:
    """`LARGE` of a procedure that a query reaches by `prefix`, for its `defer`."""
    return [f"{prefix}__{column}" for column in LARGE]


class Procedure(Dated):
    """One procedure for one period: what is asked, by when it is due, what it costs, what comes of it.

    Texts that are only read (steps, parts, fees, legal bases …) stay together in `body`; the e-form is
    in `form`. Both are the pack's file forms.
    """

    code = models.TextField()
    name = models.TextField()
    name_en = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    field_code = models.TextField()
    field_name = models.TextField()
    field_name_en = models.TextField(blank=True)
    level = models.TextField()
    online = models.TextField()
    limit = models.TextField()
    policy = models.TextField()
    cutoff = models.TimeField()
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="procedures")
    competent_kind = models.TextField()
    one_stop_kind = models.TextField()
    route_code = models.TextField()
    body = PublishedJSONField()
    form = PublishedJSONField()
    digest = models.TextField(editable=False)
    title_folded = models.TextField(editable=False)
    words_folded = models.TextField(editable=False)

    class Meta:
        constraints = [
            never_twice("procedure_code_once_a_day", "code"),
            ends_after_it_begins("procedure_period"),
            composed("procedure_name_is_nfc"),
        ]
        indexes = [
            models.Index(fields=["code", "valid_from"], name="procedure_code"),
        ]

    def __str__(self) -> str:
        return self.name


class NationalProcedure(models.Model):
    """One version of a procedure as the national database publishes it; the newest has no `replaced_at`.

    `body` keeps the record's texts as they were sent, run together as they are: what they say is read from
    them when somebody looks (`rules.legible`), so that better reading helps every record at once.
    """

    code = models.TextField()
    version = models.PositiveIntegerField()
    name = models.TextField()
    decision = models.TextField(blank=True)
    field_name = models.TextField(blank=True)
    levels = models.JSONField(default=list)
    body = PublishedJSONField()
    digest = models.TextField(editable=False)
    title_folded = models.TextField(editable=False)
    words_folded = models.TextField(editable=False)
    source = models.TextField()
    source_digest = models.TextField()
    imported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="national_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(replaced_at__isnull=True), name="national_newest_once"
            ),
            composed("national_name_is_nfc"),
        ]

    def __str__(self) -> str:
        return self.name


class Catalogue(models.Model):
    """The single row that every change of either catalogue locks first and marks.

    `revision` is a new random text after each change, so that two processes (or a change that was rolled back)
    never take two contents for the same. `words` are the synonyms, abbreviations and levels of the pack.
    """

    revision = models.TextField()
    words = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="catalogue_is_single")]
