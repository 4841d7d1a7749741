"""A consulted agency that says nothing: once its time is over the lead office goes on without its answer."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.actions.stepping import carry_out, task_taken
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.rules import ensure_open
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.worktime import worked


@atomic
def close_silent(task_id: int, *, by: Official, now: datetime) -> Dossier:
    """Close another agency's step with the outcome its route names for silence; kept against that agency.

    Raises:
        NotFound: there is no such step of a dossier that the official's agency leads.
        Refused: `other_duty`, `task_closed`, `silence_means_nothing` (the route names no outcome for it),
            `agency_has_time_left`.
    """
    task = task_taken(task_id)
    dossier: Dossier = task.matter.dossier
    if task.agency is None or by.agency_id != dossier.matter.lead_agency_id or task.agency_id == by.agency_id:
        raise NotFound("task")
    rules.ensure_leads(dossier, by, Duty.SPECIALIST, Duty.LEADER)
    ensure_open(task)
    outcome = rules.ensure_silence_means(routes.playable(task.matter.route)[task.step].silence)
    due = rules.ensure_time_is_over(task.due_at, now)
    overdue = worked(due, now, agencies.working(task.agency.calendar))
    facts = {
        "consulted": task.agency.code,
        "step": task.step,
        "outcome": outcome,
        "overdue_minutes": overdue,
    }
    return carry_out(task, outcome, by=by, now=now, besides={"dossiers.consulted_in_vain": facts})
