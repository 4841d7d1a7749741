"""Finding what an address names, for an official: what is not the agency's does not exist."""

from __future__ import annotations

from typing import Any

from motcua.domain.dossiers import queries
from motcua.domain.feedback import queries as reports
from motcua.domain.petitions import queries as petitions
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


def dossier(official: Official, dossier_id: int) -> Any:
    """The dossier, when the official's agency receives, leads or works on it."""
    return queries.one_seen_by(official, dossier_id)


def open_task(official: Official, task_id: int) -> Any:
    """An open task at the official's own agency, with its matter.

    Raises:
        NotFound: it is no task of a dossier, report or petition the official may see, or stands at another agency.
        Refused: it was closed meanwhile (`task_closed`).
    """
    seen = queries.seen_by(official).filter(matter__tasks=task_id).order_by("pk").first()
    if seen is None:
        try:
            return reports.task_seen_by(official, task_id)
        except NotFound:
            return petitions.task_seen_by(official, task_id)
    task = next((task for task in queries.open_tasks(seen.pk) if task.pk == task_id), None)
    if task is None:
        raise Refused("task_closed")
    if task.agency_id != official.agency_id:
        raise NotFound("task")
    return task


def ensure_not_about(official: Official, task_id: int) -> None:
    """Nobody takes a step of a report about themselves or their people; for them it is not there.

    Raises:
        NotFound: it is about this official, or about somebody of a unit that they lead.
    """
    if reports.is_about(official, task_id):
        raise NotFound("task")
