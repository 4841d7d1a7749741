"""What befell a dossier beside its steps, for its pages; only what its history mentions is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from motcua.domain.dossiers.models import (
    Apology,
    Attachment,
    Correction,
    Dossier,
    Leave,
    Obligation,
    Reissue,
    Reopening,
    SupplementRequest,
)
from motcua.domain.dossiers.queries.succession import HandedOn, successions
from motcua.domain.dossiers.rules import UNDER_WAY
from motcua.domain.dossiers.states import PROOF_PART, RESULT_KIND
from motcua.domain.journal import queries as journal
from motcua.domain.matters.models import Hold, Task
from motcua.domain.papers.models import Paper
from motcua.domain.procedures.models import without_large
from motcua.domain.routes import queries as routes
from motcua.domain.routes.models import RouteVersion
from motcua.domain.signatures.models import Signed
from motcua.kernel.actors import Official

MOST_SILENT = 50


@dataclass(frozen=True)
class Happened:
    """Holds, obligations, apology, corrections, reissued results, leaves, and the dossiers before and after it."""

    holds: list[Hold] = field(default_factory=list)
    proofs: dict[int, Attachment] = field(default_factory=dict)
    obligations: list[Obligation] = field(default_factory=list)
    apology: Apology | None = None
    corrections: list[Correction] = field(default_factory=list)
    reissues: list[Reissue] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    before: Reopening | None = None
    after: Reopening | None = None
    handed_on: dict[int, HandedOn] = field(default_factory=dict)
    signed: dict[int, Signed] = field(default_factory=dict)
    """What anybody may check of each result that bears signatures, by the result's id."""

    @property
    def obligation(self) -> Obligation | None:
        """The one that still has to be met."""
        return next((each for each in self.obligations if each.met_at is None), None)

    @property
    def hold(self) -> Hold | None:
        """The official's hold that lasts."""
        return next((each for each in self.holds if each.ends_at is None), None)

    @property
    def replaced(self) -> dict[int, Reissue]:
        """Each result that has a successor, by its id."""
        return {each.old_id: each for each in self.reissues}


def happened(dossier: Dossier, history: Iterable[Any]) -> Happened:
    """Everything of these that the dossier's journal mentions."""
    history = list(history)
    verbs = {entry.verb for entry in history}
    of_dossier = {"dossier": dossier}
    holds = proofs = None
    if "dossiers.held" in verbs:
        holds = list(Hold.objects.filter(matter_id=dossier.pk, task__isnull=True).order_by("starts_at", "pk"))
        kept = Attachment.objects.filter(dossier=dossier, part=PROOF_PART).select_related("file").order_by("pk")
        proofs = {each.file_id: each for each in kept}
    return Happened(
        holds=holds or [],
        proofs=proofs or {},
        obligations=_all(
            "dossiers.payment_asked" in verbs,
            Obligation.objects.filter(**of_dossier).select_related("notice_file__file", "receipt_file__file"),
        ),
        apology=_one(
            bool({"dossiers.apology_drafted", "dossiers.apology_written"} & verbs),
            Apology.objects.filter(**of_dossier).select_related("at_fault", "paper"),
        ),
        corrections=_all("dossiers.corrected" in verbs, Correction.objects.filter(**of_dossier).select_related("by")),
        reissues=_all(
            "dossiers.result_reissued" in verbs, Reissue.objects.filter(**of_dossier).select_related("old", "new")
        ),
        leaves=_all(
            "dossiers.supplement_allowed" in verbs,
            Leave.objects.filter(**of_dossier).select_related("allowed_by"),
        ),
        before=_one(
            "dossiers.reopened" in verbs,
            Reopening.objects.filter(**of_dossier).select_related("reopens__matter"),
        ),
        after=_one(
            "dossiers.taken_up_again" in verbs,
            Reopening.objects.filter(reopens=dossier).select_related("dossier__matter"),
        ),
        handed_on=successions(history),
        signed=_signed(dossier) if "dossiers.result_signed" in verbs else {},
    )


def _signed(dossier: Dossier) -> dict[int, Signed]:
    results = Paper.objects.filter(matter_id=dossier.pk, result=True).values("pk")
    found = Signed.objects.filter(kind=RESULT_KIND, subject_id__in=results).order_by("pk")
    return {each.subject_id: each for each in found}


def happened_to(dossier: Dossier) -> Happened:
    """The same for a page that does not show the history."""
    return happened(dossier, journal.history_of(dossier.pk))


def _all(mentioned: bool, found: QuerySet[Any]) -> list[Any]:
    return list(found.order_by("pk")) if mentioned else []


def _one(mentioned: bool, found: QuerySet[Any]) -> Any:
    return found.order_by("pk").first() if mentioned else None


def windows_closed_for(official: Official, today: date) -> QuerySet[SupplementRequest]:
    """Requests whose window has closed, of dossiers the official's agency receives or leads: it may stop them."""
    return (
        SupplementRequest.objects.filter(
            _ours(official, "dossier__"), supplied_at__isnull=True, window_ends_on__lt=today, dossier__closed_at=None
        )
        .select_related("dossier__matter", "dossier__procedure")
        .defer(*without_large("dossier__procedure"))
        .order_by("window_ends_on", "pk")
    )


def apologies_waiting_for(official: Official) -> QuerySet[Apology]:
    """Drafts of form 04 that the official's agency has to write or sign, the earliest date first."""
    return (
        Apology.objects.filter(
            signed_at__isnull=True,
            dossier__matter__lead_agency_id=official.agency_id,
            dossier__state__in=UNDER_WAY,
            dossier__closed_at__isnull=True,  # follows; said for the index of open states
        )
        .select_related("dossier__matter", "dossier__procedure")
        .defer(*without_large("dossier__procedure"))
        .order_by("dossier__matter__due_at", "pk")
    )


def silent_steps_for(official: Official, now: datetime) -> list[Task]:
    """Steps of consulted agencies that have no time left and may be closed by the lead office without an answer.

    At most `MOST_SILENT`. Which steps those are, the routes say: they are asked first, so that ten thousand late
    steps of another sort are counted and not fetched. Three queries.
    """
    late = Task.objects.filter(
        matter__lead_agency_id=official.agency_id,
        matter__closed_at__isnull=True,
        matter__held_at__isnull=True,
        agency__isnull=False,
        closed_at__isnull=True,
        due_at__lt=now,
    ).exclude(agency_id=official.agency_id)
    steps = set(late.order_by().values_list("matter__route_id", "step").distinct())
    versions = RouteVersion.objects.filter(pk__in={route_id for route_id, _step in steps}).defer("body").order_by("pk")
    playable = {version.pk: routes.playable(version) for version in versions}
    silent = [
        Q(matter__route_id=route_id, step=step) for route_id, step in sorted(steps) if playable[route_id][step].silence
    ]
    if not silent:
        return []
    return list(
        late.filter(reduce(or_, silent))
        .select_related("matter__route", "matter__dossier__procedure", "agency")
        .defer("matter__route__body", *without_large("matter__dossier__procedure"))
        .order_by("due_at", "pk")[:MOST_SILENT]
    )


def held_by(official: Official) -> QuerySet[Hold]:
    """The holds of officials that last, of dossiers the official's agency leads, the oldest first."""
    return (
        Hold.objects.filter(
            matter__lead_agency_id=official.agency_id, matter__held_at__isnull=False, task__isnull=True, ends_at=None
        )
        .select_related("matter__dossier__procedure")
        .defer(*without_large("matter__dossier__procedure"))
        .order_by("starts_at", "pk")
    )


def _ours(official: Official, path: str) -> Q:
    agency = official.agency_id
    return Q(**{f"{path}matter__one_stop_id": agency}) | Q(**{f"{path}matter__lead_agency_id": agency})
