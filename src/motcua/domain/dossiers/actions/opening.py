"""Opening a person's file: always for a reason, always written down, and shown to the person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

from django.db.transaction import atomic
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import OPENING, Reason
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


def open_file(dossier_id: int, *, by: Official, now: datetime, reason: Reason | None = None) -> Dossier:
    """Let an official read a dossier: for the work at hand without a word, else for a reason that is said once a day.

    The first opening of a day is journalled, and each further reason; looking again costs no transaction.

    Raises:
        NotFound: the dossier is nothing of the official's agency.
        Refused: `opening_without_reason`.
    """
    dossier = queries.one_seen_by(by, dossier_id)
    midnight = datetime.combine(localdate(now), time.min, get_current_timezone())
    said_today = queries.reasons_said(dossier_id, by, midnight)
    if said_today and reason in {None, *said_today}:
        return dossier
    if reason is None:
        if not queries.works_on(dossier_id, by):
            raise Refused("opening_without_reason", dossier=dossier_id)
        reason = Reason.WORK
    _write_down(dossier_id, reason, by, now)
    return dossier


@atomic
def note_openings(matter_ids: Collection[int], reason: Reason, *, by: Official, now: datetime) -> None:
    """Write down that the dossiers among these matters were opened at the asking of the person they belong to.

    Whether the person proved who they are is for the module that asks; what is no dossier is passed over.
    """
    facts = {"agency": by.agency_code, "reason": str(reason)}
    opened = Dossier.objects.filter(pk__in=matter_ids).order_by("pk").values_list("pk", flat=True)
    journal.record_all(journal.NewEntry("dossiers.opened", (OPENING, pk), by, now, facts=facts) for pk in opened)


@atomic
def _write_down(dossier_id: int, reason: Reason, by: Official, now: datetime) -> None:
    journal.record(
        "dossiers.opened",
        subject=(OPENING, dossier_id),
        by=by,
        at=now,
        facts={"agency": by.agency_code, "reason": str(reason)},
    )
