"""Who opened a person's file, when and why: for the rule that asks for a reason, and for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Forwarding
from motcua.domain.dossiers.queries.reading import own
from motcua.domain.dossiers.states import OPENING, Reason
from motcua.domain.journal import queries as journal
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Citizen, Official

SHOWN = 200


@dataclass(frozen=True)
class Opening:
    """One opening as the person may know it: the office and the reason, not the name."""

    at: datetime
    agency: str
    agency_en: str
    reason: Reason


def works_on(dossier_id: int, official: Official) -> bool:
    """Whether the dossier is this official's work.

    It is with an open step at their agency, with one they did themselves, and while its papers are on their way to
    their unit or their unit waits for the result.
    """
    at_hand = Q(agency_id=official.agency_id, closed_at__isnull=True)
    if Task.objects.filter(matter_id=dossier_id).filter(at_hand | Q(closed_by_id=official.account_id)).exists():
        return True
    sent_here = Q(unit_id=official.agency_id) | Q(unit__parent_id=official.agency_id)
    awaited = sent_here | Q(dossier__matter__one_stop_id=official.agency_id)
    return Forwarding.objects.filter(awaited, pk=dossier_id, returned_at__isnull=True).exists()


def reasons_said(dossier_id: int, official: Official, since: datetime) -> set[str]:
    """The reasons for which this official has opened the dossier since that moment."""
    entries = journal.entries_about((OPENING, dossier_id)).filter(by_id=official.key, at__gte=since)
    return {str(facts["reason"]) for facts in entries.values_list("facts", flat=True)}


def openings_of(dossier_id: int, citizen: Citizen) -> list[Opening]:
    """Every opening of the person's own dossier, the latest first; anybody else's dossier does not exist."""
    own(dossier_id, citizen)
    entries = list(journal.entries_about((OPENING, dossier_id)).order_by("-id")[:SHOWN])
    codes = {str(entry.facts["agency"]) for entry in entries}
    names = {
        code: (name, name_en)
        for code, name, name_en in Agency.objects.filter(code__in=codes)
        .order_by("valid_from", "pk")
        .values_list("code", "name", "name_en")
    }
    return [
        Opening(entry.at, *names.get(str(entry.facts["agency"]), ("", "")), Reason(str(entry.facts["reason"])))
        for entry in entries
    ]
