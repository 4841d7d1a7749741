"""What goes with each move of a petition: whose it becomes, its clock, its answer, who is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.rules import verdict_of
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.models import Assignment, Petition, Point, Review
from motcua.domain.petitions.states import WORKFLOW, Event
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer


@dataclass
class Context:
    """One step of one petition while its transaction is open."""

    petition: Petition
    matter: Matter
    said: rules.Said
    by: Actor
    now: datetime
    step: matters.Step | None = None
    touched: set[str] = field(default_factory=set)
    matter_touched: set[str] = field(default_factory=set)
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the act."""
        return localdate(self.now)

    def tell(self, event: Event) -> None:
        """Have everybody who asked told after the commit."""
        defer(f"petitions.tell_{event}", petition_id=self.petition.pk)

    def author(self) -> int:
        """The account that acts; a step with words in it is somebody's."""
        if not isinstance(self.by, Citizen | Official):
            raise Refused("only_an_official_asks")
        return self.by.account_id

    def keep(self, *columns: str) -> None:
        """Note columns of the petition that changed."""
        self.touched |= set(columns)

    def the_step(self) -> matters.Step:
        """The step, once it has been played."""
        assert self.step is not None
        return self.step


def due_by(matter: Matter, day: date, now: datetime) -> set[str]:
    """Let the matter be due at the end of a day that a letter sets; the columns that changed."""
    matter.counted_from, matter.limit = now, f"{(day - localdate(now)).days} days"
    matter.due_at = matters_asked.due_at(matter, [])
    return {"counted_from", "limit", "due_at"}


def _classify(context: Context) -> None:
    """Which field it is of, which level and agency are competent: of the whole, and of each point."""
    petition, said, terms = context.petition, context.said, queries.terms()
    rules.ensure_cleared(petition)
    chosen = rules.entry(terms, "field", said.field)
    rules.entry(terms, "level", said.level)
    competent = agencies.agency_coded(said.competent, context.today)
    petition.field, petition.level, petition.competent = said.field, said.level, competent
    context.keep("field", "level", "competent")
    matter, step = context.matter, context.the_step()
    matter.topic, matter.title, matter.title_en = said.field, chosen["name"]["vi"], chosen["name"]["en"]
    step.touched |= {"topic", "title", "title_en"}
    each_said = {point.number: point for point in said.points}
    points = queries.points_of(petition.pk)
    if set(each_said) - {point.number for point in points}:
        raise Refused("no_such_point")
    for point in points:
        own = each_said.get(point.number, rules.PointSaid(point.number))
        point.field, point.level = own.field or said.field, own.level or said.level
        rules.entry(terms, "field", point.field)
        rules.entry(terms, "level", point.level)
        point.competent = agencies.agency_coded(own.competent, context.today) if own.competent else competent
    Point.objects.bulk_update(points, ["field", "level", "competent"])
    context.facts |= {"level": said.level, "to": competent.code}
    context.tell(Event.CLASSIFIED)


def _set_aside(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    rules.ensure_cleared(context.petition)
    context.petition.note = rules.as_said(context.said.reason)
    context.keep("note")
    context.tell(Event.SET_ASIDE)


def _guide(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    context.petition.note = rules.as_said(context.said.reason)
    context.keep("note")
    context.tell(Event.GUIDED)


def _join(context: Context) -> None:
    """Into an open petition that asks the same; its voter is told with everybody else from now on."""
    code = parse_report_code(context.said.into)
    # Held until the commit, so that it is still open then; one that is being worked on right now is not waited for.
    held = Petition.objects.select_for_update(of=("self",), skip_locked=True).exclude(state__in=WORKFLOW.final)
    other = held.filter(matter__code=code).order_by("pk").first()
    if other is None or other.pk == context.petition.pk or other.suspected or context.petition.suspected:
        raise Refused("nothing_to_join_to")
    # What was joined to this one follows it, or its voters would be told nothing any more.
    Petition.objects.filter(joined_to=context.petition).update(joined_to=other)
    context.petition.joined_to = other
    context.keep("joined_to")
    context.facts["into"] = other.pk
    context.tell(Event.JOINED)


def _send(context: Context) -> None:
    rules.ensure_cleared(context.petition)
    if context.said.batch is None:
        raise Refused("letter_without_symbol")
    context.petition.batch_id = context.said.batch
    context.keep("batch")
    context.facts["batch"] = context.said.batch
    context.tell(Event.SENT)


def _choose_lead(context: Context) -> None:
    """Before the next step opens: whose petition it is, and the day the letter sets."""
    assigning = rules.ensure_assigning(context.said.assigning, context.today)
    lead = agencies.agency_coded(assigning.lead, context.today)
    context.matter.lead_agency = lead
    context.matter_touched |= {"lead_agency"} | due_by(context.matter, assigning.due_on, context.now)


def _assign(context: Context) -> None:
    said = rules.ensure_assigning(context.said.assigning, context.today)
    helping = [agencies.agency_coded(code, context.today) for code in said.coordinating]
    made = Assignment.objects.create(
        petition=context.petition,
        symbol=rules.as_said(said.letter.symbol),
        signed_on=said.letter.signed_on,
        lead=context.matter.lead_agency,
        due_on=said.due_on,
        assigned_at=context.now,
        assigned_by_id=context.author(),
    )
    made.coordinating.set(helping)
    context.petition.due_on = said.due_on
    context.keep("due_on")
    context.facts |= {
        "to": context.matter.lead_agency.code,
        "with": [agency.code for agency in helping],
        "letter_of": said.letter.signed_on,
        "due_on": said.due_on,
    }
    context.tell(Event.ASSIGNED)


def _accept(context: Context) -> None:
    Assignment.objects.filter(petition=context.petition, returned_at__isnull=True).update(accepted_at=context.now)


def _give_back(context: Context) -> None:
    said = context.said
    rules.ensure_reason(said.reason)
    rules.ensure_may_give_back(context.petition, queries.terms())
    suggested = agencies.agency_coded(said.suggested, context.today) if said.suggested else None
    if suggested is not None and suggested.pk == context.matter.lead_agency_id:
        raise Refused("suggests_itself")
    Assignment.objects.filter(petition=context.petition, returned_at__isnull=True).update(
        returned_at=context.now, why_returned=rules.as_said(said.reason), suggested=suggested
    )
    context.petition.returns += 1
    context.keep("returns")
    context.facts["times"] = context.petition.returns
    if suggested is not None:
        context.facts["suggested"] = suggested.code


def _answer(context: Context) -> None:
    """Every point is answered in a letter that was issued: what was owed is done, unless the council says it is not."""
    petition, matter, step = context.petition, context.matter, context.the_step()
    points = queries.points_of(petition.pk)
    if any(point.answered_at is None for point in points):
        raise Refused("points_unanswered")
    petition.answered_at = context.now
    petition.first_answered_at = petition.first_answered_at or context.now
    petition.result = rules.furthest({point.result for point in points})
    context.keep("answered_at", "first_answered_at", "result")
    due_on = petition.due_on or context.today
    matter.finished_at = context.now
    matter.verdict = verdict_of(context.today, due_on)
    matter.in_time = context.today <= due_on
    step.touched |= {"finished_at", "verdict", "in_time"}
    _to_the_committee(context)
    context.facts |= {"result": petition.result, "verdict": str(matter.verdict), "in_time": matter.in_time}
    context.tell(Event.ANSWERED)


def _to_the_committee(context: Context) -> None:
    """Where the pack says that committees review at their own desk, the step stands at that of the field's."""
    terms = queries.terms()
    code = _committee_of(context.petition, terms)
    if not terms.get("committees_review") or not code:
        return
    steps = {task.pk for task in queries.open_tasks(context.petition.pk) if _reviews(task)}
    Task.objects.filter(pk__in=steps).update(agency=agencies.agency_now(code, context.today), assignee=None)


def _reviews(task: Task) -> bool:
    return any(choice.move == "come_back" for choice in queries.choices(task))


def _committee_of(petition: Petition, terms: Mapping[str, Any]) -> str:
    return next((str(each["committee"]) for each in terms["fields"] if each["code"] == petition.field), "")


def _reviewed(context: Context, *, satisfied: bool) -> None:
    """What the committee of the council thinks; the field names it where nobody does."""
    terms, said = queries.terms(), context.said
    code = said.committee
    if not code:
        code = _committee_of(context.petition, terms)
    if said.committee and said.committee not in terms.get("committees", ()):
        raise NotFound("committee")
    rules.ensure_fits(said.reason)
    committee: Agency | None = agencies.agency_now(code, context.today) if code else None
    Review.objects.create(
        petition=context.petition,
        committee=committee,
        satisfied=satisfied,
        words=rules.as_said(said.reason),
        at=context.now,
        by_id=context.author(),
    )
    if committee is not None:
        context.facts["committee"] = committee.code


def _come_back(context: Context) -> None:
    """Not enough: these points, or all, are owed again, by a new day."""
    petition, matter, said = context.petition, context.matter, context.said
    rules.ensure_reason(said.reason)
    due_on = said.due_on or queries.suggested_due(context.today, "come_back_days")
    if due_on <= context.today:
        raise Refused("due_day_is_over")
    points = Point.objects.filter(petition=petition)
    if set(said.owed) - set(points.order_by("number").values_list("number", flat=True)):
        raise Refused("no_such_point")
    (points.filter(number__in=said.owed) if said.owed else points).update(answered_at=None, result="", detail="")
    _reviewed(context, satisfied=False)
    petition.rounds += 1
    petition.answered_at, petition.result, petition.due_on = None, "", due_on
    context.keep("rounds", "answered_at", "result", "due_on")
    matter.finished_at, matter.verdict, matter.in_time = None, "", None
    context.the_step().touched |= {"finished_at", "verdict", "in_time"} | due_by(matter, due_on, context.now)
    context.facts["times"] = petition.rounds
    context.tell(Event.CAME_BACK)


def _follow(context: Context) -> None:
    open_ones = queries.open_commitments(context.petition.pk)
    if not open_ones:
        raise Refused("nothing_promised")
    _reviewed(context, satisfied=True)
    context.facts["promises"] = open_ones


def _settle(context: Context) -> None:
    if queries.open_commitments(context.petition.pk):
        raise Refused("promises_wait")
    _reviewed(context, satisfied=True)


def _fulfil(context: Context) -> None:
    if queries.open_commitments(context.petition.pk):
        raise Refused("promises_wait")


def _report_back(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    context.petition.note = rules.as_said(context.said.reason)
    context.keep("note")
    if context.said.meeting is not None:
        context.facts["meeting"] = context.said.meeting
    context.tell(Event.REPORTED)


BEFORE: dict[str | None, Callable[[Context], None]] = {"assign": _choose_lead}
"""What must be so before the next step opens at its desk."""
EFFECTS: dict[str, Callable[[Context], None]] = {
    "classify": _classify,
    "set_aside": _set_aside,
    "join": _join,
    "guide": _guide,
    "send": _send,
    "assign": _assign,
    "accept": _accept,
    "give_back": _give_back,
    "answer": _answer,
    "come_back": _come_back,
    "follow": _follow,
    "settle": _settle,
    "fulfil": _fulfil,
    "report_back": _report_back,
}
