"""Agencies, areas, published contacts and calendars, each true for a period of days.

A row is one agency (or area) under one name for one period: a merger or a new name is a new row, so
that what was done under the old one keeps it. Codes are reused by the law, so the key is the row.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import Expression
from django.db.models.query_utils import DeferredAttribute

# Without btree_gist an exclusion constraint cannot compare texts with "="; a one-point range can be compared.
CODE_AS_POINT = "int8range(hashtextextended(code, 0), hashtextextended(code, 0), '[]')"
PERIOD = "daterange(valid_from, valid_to, '[]')"


def same(column: str) -> Func:
    """A whole-number column as a one-point range, for exclusion constraints."""
    return Func(F(column), F(column), models.Value("[]"), function="int8range")


def never_twice(name: str, *columns: str) -> ExclusionConstraint:
    """No two rows with the same key are valid on the same day."""
    keys = [
        (
            Func(F("code"), template=CODE_AS_POINT) if column == "code" else same(column),
            RangeOperators.OVERLAPS,
        )
        for column in columns
    ]
    period = (Func(F("valid_from"), F("valid_to"), template=PERIOD), RangeOperators.OVERLAPS)
    return ExclusionConstraint(name=name, expressions=[*keys, period])


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A period has at least one day."""
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name)


def composed(name: str, column: str = "name") -> models.CheckConstraint:
    """Two encodings of “Nguyễn” must not become two people or two places."""
    condition = Func(F(column), template="%(expressions)s IS NFC NORMALIZED", output_field=models.BooleanField())
    return models.CheckConstraint(condition=condition, name=name)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Any:
    return json.loads(text)


class _KeptByDigest(DeferredAttribute):
    """Reads a deferred value from what this process has read before, where the row says it is the same still."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        name = self.field.attname
        if instance is None or name in instance.__dict__ or not getattr(instance, "digest", ""):
            return super().__get__(instance, cls)
        key = (self.field, instance.pk, instance.digest)
        if key not in _kept:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[key] = super().__get__(instance, cls)
        value = instance.__dict__[name] = _kept[key]
        return value


_kept: dict[tuple[object, int, str], Any] = {}
MOST_KEPT = 4096


class PublishedJSONField(models.JSONField):
    """JSON that is published once and read with nearly every request: parsed once a process.

    Readers share the parsed value, so nobody may change it. Where the row has a `digest` of its content, a
    query that defers the field does not even fetch it again.
    """

    descriptor_class = _KeptByDigest

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else _parsed(value)

    def deconstruct(self) -> Any:
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options


class Dated(models.Model):
    """What is true from a day to a day, both included; an open end is `None`."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def on(day: date | Expression, prefix: str = "") -> Q:
    """The filter for rows valid on `day`; `prefix` reaches them through a relation (`agency__`)."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    )


FOR_SEARCHING = ("folded", "sort_key", "source")
"""Columns of areas and agencies that no page shows which reached them from something else."""


def without_searching(*prefixes: str) -> list[str]:
    """`FOR_SEARCHING` of what a query reaches by these prefixes, for its `defer`."""
    return [f"{prefix}__{column}" for prefix in prefixes for column in FOR_SEARCHING]


class Area(Dated):
    """A unit of the land (tỉnh, huyện, xã …); `kind` is a code of the pack, never of the program.

    `successor` is the row that it became part of on the day after it ended.
    """

    code = models.TextField()
    name = models.TextField()
    name_en = models.TextField(blank=True)
    kind = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    folded = models.TextField(editable=False)
    sort_key = models.TextField(editable=False)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            never_twice("area_code_once_a_day", "code"),
            ends_after_it_begins("area_period"),
            composed("area_name_is_nfc"),
        ]
        indexes = [
            models.Index(fields=["code"], name="area_code"),
            models.Index(fields=["kind"], name="area_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Calendar(models.Model):
    """A working calendar as it is now; `body` is the file form of `kernel.worktime`."""

    code = models.TextField(unique=True)
    revision = models.PositiveIntegerField(default=1)
    digest = models.TextField(editable=False)
    body = PublishedJSONField()

    def __str__(self) -> str:
        return self.code


class CalendarRevision(models.Model):
    """Every body a calendar ever had: an explained date can be recomputed as it was."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="calendar_revision_once")]


class Agency(Dated):
    """An agency or a unit of one, under one name for one period.

    `successor` is the row that takes its work over on the day after it ends; `handed_on_at` is when that was done.
    """

    code = models.TextField()
    name = models.TextField()
    name_en = models.TextField(blank=True)
    short_name = models.TextField(blank=True)
    symbol = models.TextField(blank=True)
    kind = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    handed_on_at = models.DateTimeField(null=True, blank=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="agencies")
    folded = models.TextField(editable=False)
    sort_key = models.TextField(editable=False)
    made_up_code = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            never_twice("agency_code_once_a_day", "code"),
            ends_after_it_begins("agency_period"),
            composed("agency_name_is_nfc"),
        ]
        indexes = [
            models.Index(fields=["code"], name="agency_code"),
            models.Index(fields=["kind", "area"], name="agency_kind_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Dated):
    """How the public reaches an agency: what the law wants published."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    address = models.TextField(blank=True)
    hours = models.TextField(blank=True)
    hours_en = models.TextField(blank=True)
    made_up = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [never_twice("contact_once_a_day", "agency_id"), ends_after_it_begins("contact_period")]


class Counter(models.Model):
    """A numbered counter of a one-stop unit and what is received there."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    title_en = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="counter_number_once")]
