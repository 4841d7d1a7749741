"""The catalogue of administrative procedures (thủ tục hành chính), each version true for a period."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

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
            GinIndex(
                SearchVector("title_folded", "words_folded", config="simple"),
                name="procedure_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name
