"""What applicants said of how they were served, once for each matter; and what a unit says of itself each quarter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.matters.models import Matter
from motcua.domain.ratings.states import BY_UNIT, MOST_POINTS, Overall
from motcua.kernel.secrecy import SealedTextField


def _points(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{name}__lte": MOST_POINTS}), name=f"rating_{name}_points")


SCORED = ("total_time", "each_body", "contacts", "bodies", "publication", "attitude", "convenience")


class Rating(models.Model):
    """One slip. Points of 0 to 2; `official` is who handled the matter at the agency that led it."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="rating", primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    one_stop = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    official = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    total_time = models.PositiveSmallIntegerField()
    each_body = models.PositiveSmallIntegerField()
    contacts = models.PositiveSmallIntegerField()
    bodies = models.PositiveSmallIntegerField()
    publication = models.PositiveSmallIntegerField()
    attitude = models.PositiveSmallIntegerField()
    convenience = models.PositiveSmallIntegerField()
    overall = models.TextField(choices=Overall.choices)
    reason = SealedTextField[str, str](blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(overall__in=Overall.values), name="rating_overall_is_known"),
            *(_points(name) for name in SCORED),
        ]
        indexes = [
            models.Index(fields=["agency", "given_at"], name="rating_agency"),
            models.Index(fields=["one_stop", "given_at"], name="rating_one_stop"),
        ]


class Assessment(models.Model):
    """What a unit gives itself for an index in a quarter; the last word stands, each is journalled."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    index = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "quarter", "index"], name="assessment_once_a_quarter"),
            models.CheckConstraint(condition=Q(points__lte=MOST_POINTS), name="assessment_points"),
            models.CheckConstraint(condition=Q(index__in=[int(index) for index in BY_UNIT]), name="assessment_index"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="assessment_quarter"),
        ]
