"""Around a supplement request: a leader's leave to ask once more, and the window for supplying as it closes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.actions.deciding import record, taken
from motcua.domain.dossiers.models import Dossier, Leave, SupplementRequest
from motcua.domain.dossiers.states import Event
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import Actor, Official
from motcua.kernel.later import defer

WARN_DAYS = 3
"""Days before the window closes on which the applicant is told, where the procedure names none; none with 0."""
MOST_WARN_DAYS = 30
"""No pack may name more."""


@atomic
def allow_supplement(dossier_id: int, reason: str, *, by: Official, now: datetime) -> Leave:
    """A leader of the competent office lets a supplement be asked once more than the procedure allows.

    Raises:
        NotFound: the dossier is not this official's to see.
        Refused: `other_agency`, `other_duty`, `illegal_move`, `reason_missing`, `supplement_still_allowed` (the
            procedure itself still allows one), `already_allowed`.
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.LEADER)
    rules.ensure_under_way(dossier, "ask_supplement")
    rules.ensure_reason(reason)
    terms = dossier.procedure.body.get("supplement") or {}
    asked = SupplementRequest.objects.filter(dossier=dossier, before_acceptance=False).count()
    unused = Leave.objects.filter(dossier=dossier, request__isnull=True).exists()
    rules.ensure_leave_is_needed(asked, int(terms.get("max_after_acceptance", 1)), unused=unused)
    leave = Leave.objects.create(dossier=dossier, reason=reason.strip(), allowed_at=now, allowed_by_id=by.account_id)
    record("dossiers.supplement_allowed", dossier, by=by, now=now)
    return leave


@atomic
def note_closed_windows(*, by: Actor, now: datetime) -> int:
    """Note once each window for supplying that has closed: from now on the office may stop; how many there were."""
    today = localdate(now)
    closed = list(_waiting().filter(lapsed_at__isnull=True, window_ends_on__lt=today))
    for request in closed:
        request.lapsed_at = now
        request.save(update_fields=["lapsed_at"])
        facts = {"window_ends": request.window_ends_on}
        record("dossiers.window_closed", request.dossier, by=by, now=now, facts=facts)
    return len(closed)


@atomic
def warn_of_windows(*, by: Actor, now: datetime) -> int:
    """Tell each applicant once, some days before the window closes; the procedure says how many days."""
    today = localdate(now)
    soon = [
        request
        for request in _waiting().filter(
            warned_at__isnull=True,
            window_ends_on__range=(today, today + timedelta(days=MOST_WARN_DAYS)),
        )
        if request.window_ends_on < today + timedelta(days=_warn_days(request.dossier))
    ]
    for request in soon:
        request.warned_at = now
        request.save(update_fields=["warned_at"])
        facts = {"window_ends": request.window_ends_on}
        record("dossiers.window_closing", request.dossier, by=by, now=now, facts=facts)
        defer(f"dossiers.tell_{Event.WINDOW_CLOSING}", dossier_id=request.dossier_id)
    return len(soon)


def _waiting() -> QuerySet[SupplementRequest]:
    """What is asked and not supplied yet, of dossiers that are still open, held against other workers."""
    return (
        SupplementRequest.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(supplied_at__isnull=True, dossier__closed_at__isnull=True)
        .select_related("dossier__matter__one_stop", "dossier__procedure")
        .defer(*without_large("dossier__procedure"))
        .order_by("window_ends_on", "pk")
    )


def _warn_days(dossier: Dossier) -> int:
    terms = dossier.procedure.body.get("supplement") or {}
    return int(terms.get("warn_days", WARN_DAYS))
