"""The dossiers an agency ever saw, as its list shows them: the newest first, and never counted to the end.

An agency sees a dossier for one of four causes. Each is read from an index of its own that stops at a limit, so
a page costs as much after ten years as after one. What no index knows by agency (how a dossier ended, a part of
a code) is looked for within a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, overload

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_default_timezone

from motcua.domain.dossiers.models import Dossier, Forwarding
from motcua.domain.dossiers.queries.reading import seen_by
from motcua.domain.dossiers.states import WORKFLOW
from motcua.domain.matters.models import Matter, Task
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import Official

MOST_LISTED = 1_000
"""So many are listed and counted; of more it is only said that there are."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: a state, a part of a code, the days of handing in (both included).

    One day alone means the year that begins or ends with it.
    """

    state: str = ""
    code: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Listing(Sequence[Dossier]):
    """The dossiers that were found, fetched page by page; `more` when there are more than `MOST_LISTED`.

    `since` and `until` are the days that were looked through, where they are bounded.
    """

    ids: tuple[int, ...]
    more: bool
    since: date | None
    until: date | None

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self[:])

    @overload
    def __getitem__(self, part: int) -> Dossier: ...
    @overload
    def __getitem__(self, part: slice) -> list[Dossier]: ...
    def __getitem__(self, part: int | slice) -> Dossier | list[Dossier]:
        """One of them or a page: one query."""
        wanted = self.ids[part] if isinstance(part, slice) else (self.ids[part],)
        found = list(
            Dossier.objects.filter(pk__in=wanted)
            .select_related("procedure", "matter")
            .defer(*without_large("procedure"), "answers", "findings")
            .order_by("-matter__submitted_at", "-pk")
        )
        return found if isinstance(part, slice) else found[0]


def listed_for(official: Official, wanted: Wanted, today: date) -> Listing:
    """What the official's agency receives, leads, has or had a task of, or is sent the papers of: one query."""
    since, until = _days(wanted, today)
    first, *others = (branch[: MOST_LISTED + 1] for branch in _branches(official.agency_id, wanted, since, until))
    found = first.union(*others).order_by("-submitted_at", "-pk")[: MOST_LISTED + 1]
    ids = tuple(dict.fromkeys(pk for _moment, pk in found))
    return Listing(ids[:MOST_LISTED], len(ids) > MOST_LISTED, since, until)


def coded_for(official: Official, code: str) -> int | None:
    """The dossier of this whole code, or request code, if the official's agency may see it; of whatever day."""
    named = Matter.objects.filter(Q(code=code) | Q(request_code=code)).order_by()
    return seen_by(official).filter(pk__in=named.values("pk")).order_by("pk").values_list("pk", flat=True).first()


def _days(wanted: Wanted, today: date) -> tuple[date | None, date | None]:
    since, until = wanted.since, wanted.until
    if since is None and until is None:
        return (today - A_YEAR, None) if wanted.code or wanted.state in WORKFLOW.final else (None, None)
    if since is None and until is not None:
        since = until - A_YEAR
    elif since is not None and until is None:
        until = since + A_YEAR
    return since, until


def _branches(
    agency_id: int, wanted: Wanted, since: date | None, until: date | None
) -> Iterator[QuerySet[Any, tuple[datetime, int]]]:
    """One query a cause, all of the same two columns in the same order: when it was handed in, which it is.

    Papers are sent on at the moment the dossier is handed in.
    """
    matters, tasks, sent = Matter.objects.all(), Task.objects.all(), Forwarding.objects.all()
    for rows, moment, key, to_matter in (
        (matters.filter(one_stop_id=agency_id), "submitted_at", "pk", ""),
        (matters.filter(lead_agency_id=agency_id), "submitted_at", "pk", ""),
        (tasks.filter(agency_id=agency_id).distinct(), "submitted_at", "matter_id", "matter__"),
        (sent.filter(unit_id=agency_id), "sent_at", "pk", "dossier__matter__"),
    ):
        narrowed = Q()
        if since is not None:
            narrowed &= Q(**{f"{moment}__gte": _midnight(since)})
        if until is not None:
            narrowed &= Q(**{f"{moment}__lt": _midnight(until + timedelta(days=1))})
        if wanted.state:
            narrowed &= Q(Exists(_in_state(wanted.state, since).filter(pk=OuterRef(key))))
        if wanted.code:
            part = wanted.code
            narrowed &= Q(**{f"{to_matter}code__contains": part}) | Q(**{f"{to_matter}request_code__contains": part})
        ordered: Any = rows.filter(narrowed).order_by(f"-{moment}", f"-{key}")
        yield ordered.values_list(moment, key)


def _in_state(state: str, since: date | None) -> QuerySet[Dossier]:
    """Dossiers in a state, asked as the indexes of states can answer: nothing closes before it was handed in."""
    found = Dossier.objects.filter(state=state)
    if state not in WORKFLOW.final:
        return found.filter(closed_at__isnull=True)
    return found if since is None else found.filter(closed_at__gte=_midnight(since))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone())
