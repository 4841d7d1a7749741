"""What an official may do with a petition now: the buttons of its open steps, and decisions beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.matters.models import Task
from motcua.domain.matters.rules import ensure_may_complete
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.queries.reading import coordinating, one_seen_by, open_commitments, seen_by
from motcua.domain.petitions.queries.recalled import recalled_letters
from motcua.domain.petitions.queries.steps import Choice, choices, open_tasks
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import OWED, UNSEEN, WORKFLOW, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

MADE_BY_THEMSELVES = frozenset({"answer", "fulfil"})
"""Moves that follow from a letter that was issued, or from the last promise that was kept."""
NOT_OF_THE_SUSPECTED = frozenset({"classify", "set_aside", "join", "send"})
Units = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Under each area its agencies: code and name."""


@dataclass(frozen=True)
class Waiting:
    """An open step with the outcomes this official may press, or the code of why there is none."""

    task: Task
    choices: list[Choice]
    not_because: str


@dataclass(frozen=True)
class Desks:
    """Which offices of a petition's way an official sits at."""

    council: bool
    assigning: bool
    committee: bool
    answering: bool

    @property
    def any(self) -> bool:
        """Whether petitions are their business at all."""
        return self.council or self.assigning or self.committee or self.answering


def desks_of(official: Official) -> Desks:
    """Whose desk it is: the council's office, who assigns, a committee of the council, whoever answers."""
    known = terms()
    here, specialist = official.agency_code, Duty.SPECIALIST in official.duties
    secretary = Duty.COUNCIL in official.duties
    return Desks(
        council=secretary and here == known.get("office"),
        assigning=specialist and here == known.get("assigning"),
        committee=secretary and here in known.get("committees", ()),
        answering=specialist or Duty.LEADER in official.duties,
    )


def desk_view(petition: Petition, official: Official) -> list[Waiting]:
    """Every open step with what the workflow and the rules both allow this official."""
    shown = []
    for task in open_tasks(petition.pk):
        try:
            ensure_may_complete(task, official)
        except (Refused, NotFound) as no:
            shown.append(Waiting(task, [], no.code if isinstance(no, Refused) else "other_agency"))
        else:
            shown.append(Waiting(task, _legal(task, petition), ""))
    return shown


def choice(task_id: int, outcome: str, official: Official) -> tuple[Petition, Choice]:
    """One button that the official may press, with the petition it is about.

    Raises:
        NotFound: there is no such step for this official.
        Refused: it is done already, a colleague's, or the outcome is not legal now.
    """
    task = Task.objects.filter(pk=task_id).select_related("matter__route", "agency", "assignee").order_by("pk").first()
    if task is None:
        raise NotFound("task")
    petition = one_seen_by(task.matter_id, official)
    ensure_may_complete(task, official)
    if task.closed_at is not None:
        raise Refused("task_closed", closed_by=task.closed_by_id, outcome=task.outcome, at=task.closed_at)
    found = next((each for each in _legal(task, petition) if each.outcome == outcome), None)
    if found is None:
        raise Refused("illegal_move", move=outcome, state=petition.state)
    return petition, found


def task_seen_by(official: Official, task_id: int) -> Task:
    """An open step of a petition, at the official's own agency.

    Raises:
        NotFound: it is no step of a petition this official may see, or stands at another agency.
        Refused: it was closed meanwhile (`task_closed`).
    """
    mine = Task.objects.filter(
        pk=task_id, agency_id=official.agency_id, matter__petition__in=seen_by(official).order_by()
    )
    task = mine.select_related("matter__route", "agency", "assignee").order_by("pk").first()
    if task is None:
        raise NotFound("task")
    if task.closed_at is not None:
        raise Refused("task_closed", closed_by=task.closed_by_id, outcome=task.outcome, at=task.closed_at)
    return task


def deeds_open_to(petition: Petition, official: Official) -> frozenset[str]:
    """What the official may decide or write beside the steps of the route."""
    known, desks = terms(), desks_of(official)
    leads = petition.matter.lead_agency_id == official.agency_id
    specialist = Duty.SPECIALIST in official.duties
    answers = specialist and (leads or official.agency_id in coordinating(petition.pk))
    found: set[str] = set()
    if petition.closed_at is None and (desks.council or (leads and specialist)):
        found.add("seal")
    if desks.council:
        found |= _of_the_council(petition)
    if answers and petition.state in {State.ACCEPTED, State.CAME_BACK}:
        found |= {"draft", "issue"} if leads else {"draft"}
    if answers and petition.state in {State.ANSWERED, State.FOLLOWED}:
        found.add("commit")
    if desks.committee and petition.state == State.ANSWERED:
        field: Mapping[str, Any] = next(
            (each for each in known.get("fields", ()) if each["code"] == petition.field), {}
        )
        if field.get("committee", official.agency_code) == official.agency_code:
            found.add("judge")
    return frozenset(found)


def _of_the_council(petition: Petition) -> set[str]:
    found = {"slip"}
    if petition.suspected:
        return found | {"clear"}
    found.add("pass_on")
    if petition.voter_name:
        found.add("name")
    if petition.closed_at is None:
        found.add("attach")
    if petition.state in {State.COLLECTED, State.CLASSIFIED}:
        found |= {"split", "detach"}
    if petition.state in OWED:
        found.add("remind")
    if petition.session_id is not None and petition.closed_at is None and petition.state != State.SETTLED:
        found.add("carry")
    if petition.state == State.SETTLED and any(not each.withdrawn for each in recalled_letters(petition.pk)):
        found.add("owe_again")
    if petition.state not in UNSEEN:
        found.add("publish")
    if petition.published_at is not None:
        found.add("keep_private")
    return found


def units(day: date) -> Units:
    """Every agency a petition may be sent to, under the area it works for: one query."""
    under: dict[str, list[tuple[str, str]]] = {}
    rows = Agency.objects.filter(on(day)).order_by("area__kind", "area__name", "sort_key", "code", "pk")
    for code, name, area in rows.values_list("code", "name", "area__name"):
        under.setdefault(area or "", []).append((code, name))
    return tuple((area, tuple(found)) for area, found in under.items())


def _legal(task: Task, petition: Petition) -> list[Choice]:
    legal = set(WORKFLOW.moves_from(petition.state)) - MADE_BY_THEMSELVES
    if petition.suspected:
        legal -= NOT_OF_THE_SUSPECTED
    if petition.returns >= int(terms().get("returns_before_binding", 2)):
        legal.discard("give_back")
    if petition.state == State.ANSWERED:
        legal.discard("settle" if open_commitments(petition.pk) else "follow")
    return [each for each in choices(task) if each.move in legal]
