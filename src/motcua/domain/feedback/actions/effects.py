"""What goes with each move of a report: whose it becomes, its clock, its answer, who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.documents import actions as documents
from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.actions.beginning import respond_by
from motcua.domain.feedback.models import Answer, Photo, Question, Report, Verdict
from motcua.domain.feedback.rules.letters import with_its_day
from motcua.domain.feedback.states import WORKFLOW, Event, State, Visibility
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.matters.models import Matter
from motcua.domain.matters.rules import verdict_of
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.codes import new_lookup_token, parse_report_code
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.worktime import worked


@dataclass
class Context:
    """One step of one report while its transaction is open."""

    report: Report
    matter: Matter
    said: rules.Said
    by: Actor
    now: datetime
    step: matters.Step | None = None
    state_before: str = ""
    touched: set[str] = field(default_factory=set)
    matter_touched: set[str] = field(default_factory=set)
    facts: dict[str, object] = field(default_factory=dict)
    verb: str = ""
    """What the journal calls it, where that is not the name of the move."""

    def tell(self, event: Event) -> None:
        """Have whoever reported told after the commit."""
        defer(f"reports.tell_{event}", report_id=self.report.pk)

    def author(self) -> int:
        """The account that acts; a step with words in it is somebody's."""
        if not isinstance(self.by, Citizen | Official):
            raise Refused("only_an_official_asks")
        return self.by.account_id

    def keep(self, *columns: str) -> None:
        """Note columns of the report that changed."""
        self.touched |= set(columns)

    def the_step(self) -> matters.Step:
        """The step, once it has been played."""
        assert self.step is not None
        return self.step


def _choose_unit(context: Context) -> None:
    """Before the next step opens: whose report it is, and by when they take it or give it back."""
    report, matter, said, today = context.report, context.matter, context.said, localdate(context.now)
    if said.category and said.category != report.category.code:
        report.category = queries.category(said.category, today)
        matter.topic, matter.title, matter.title_en = (
            report.category.code,
            report.category.name,
            report.category.name_en,
        )
        context.keep("category")
        context.matter_touched |= {"topic", "title", "title_en"}
        if not report.returns:
            _count_as(context)
    if said.urgency is not None and said.urgency != report.urgency:
        report.urgency = said.urgency
        context.keep("urgency")
    unit = agencies.agency_coded(said.to, today) if said.to else matter.lead_agency
    if (
        report.about_official_id is not None
        and Post.objects.filter(on(today), account_id=report.about_official_id, agency=unit).exists()
    ):
        raise Refused("unit_of_the_official")
    matter.lead_agency = unit
    context.matter_touched.add("lead_agency")
    report.binding = rules.binds(report, queries.terms())
    report.respond_due_at = respond_by(report.category, matter.calendar, context.now)
    context.keep("binding", "respond_due_at")


def _count_as(context: Context) -> None:
    """Count by the limit of another category, from when it was sent.

    Only before a unit ever had it: afterwards the date was promised, perhaps extended, and goes with the report.
    """
    report, matter = context.report, context.matter
    matter.limit = str(report.category.body["resolve"])
    matter.calendar = agencies.calendar_coded(str(report.category.body["calendar"]))
    matter.calendar_revision = matter.calendar.revision
    matter.due_at = matters_asked.due_at(matter, matters_asked.holds_of(matter.pk))
    context.matter_touched |= {"limit", "calendar", "calendar_revision", "due_at"}


def _forward(context: Context) -> None:
    context.facts |= {"to": context.matter.lead_agency.code, "binding": context.report.binding}
    context.tell(Event.FORWARDED)


def _accept(context: Context) -> None:
    report = context.report
    report.accepted_at = context.now
    context.keep("accepted_at")
    context.facts["responded_in_time"] = context.now <= report.respond_due_at
    context.tell(Event.ACCEPTED)


def _give_back(context: Context) -> None:
    rules.ensure_may_give_back(context.report)
    rules.ensure_reason(context.said.reason)
    context.report.returns += 1
    context.report.reject_note = context.said.reason.strip()
    context.keep("returns", "reject_note")
    context.facts["times"] = context.report.returns


def _ask(context: Context) -> None:
    if len(context.said.question.strip()) < rules.SHORTEST:
        raise Refused("question_says_nothing")
    last_day = rules.last_day_to_reply(localdate(context.now), queries.terms())
    Question.objects.create(
        report=context.report,
        text=with_its_day(context.said.question, last_day),
        reply_before=last_day,
        asked_at=context.now,
        asked_by_id=context.author(),
    )
    context.tell(Event.ASKED)


def _reply(context: Context) -> None:
    """The time of waiting was not the unit's. A reply may come by telephone, through whoever coordinates."""
    open_now = Question.objects.filter(report=context.report, answered_at__isnull=True)
    if context.said.lapsed:
        open_now.update(answered_at=context.now)
        context.verb = "feedback.reply_lapsed"
        context.tell(Event.REPLY_LAPSED)
    else:
        if len(context.said.reason.strip()) < 1:
            raise Refused("reply_says_nothing")
        rules.ensure_no_denunciation(context.said.reason, queries.terms())
        open_now.update(answer=context.said.reason.strip(), answered_at=context.now)
    matters.release_holds(context.the_step(), restart=False, now=context.now)


def _draft_answer(context: Context) -> None:
    report = context.report
    answer = rules.ensure_answers(context.said, report.category, localdate(context.now))
    made = Answer.objects.create(
        report=report,
        remedy=answer.remedy,
        what=answer.what.strip(),
        who=answer.who.strip(),
        done_on=answer.done_on,
        promised_on=answer.promised_on,
        drafted_at=context.now,
        drafted_by_id=context.author(),
    )
    for name, content in answer.evidence:
        file = documents.take_in(name, content, by=context.by, now=context.now)
        Photo.objects.create(report=report, answer=made, role=Photo.Role.EVIDENCE, file=file, added_at=context.now)
    if answer.evidence:
        defer("reports.make_public_copies", report_id=report.pk)
    context.facts["remedy"] = str(answer.remedy)


def _send_back(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    Answer.objects.filter(pk=_drafted(context).pk).update(sent_back=context.said.reason.strip())


def _answer(context: Context) -> None:
    """The answer goes out: what was owed is done, unless whoever reported says it is not."""
    report, matter, step = context.report, context.matter, context.the_step()
    answer = _drafted(context)
    answer.approved_at, answer.approved_by_id = context.now, context.author()
    answer.save(update_fields=["approved_at", "approved_by"])
    Verdict.objects.create(report=report, answer=answer, token=new_lookup_token(), asked_at=context.now)
    report.answered_at = context.now
    context.keep("answered_at")
    matter.finished_at = context.now
    due = matter.due_at or context.now
    matter.verdict = verdict_of(localdate(context.now), localdate(due))
    matter.in_time = context.now <= due
    step.touched |= {"finished_at", "verdict", "in_time"}
    calendar = agencies.working(matter.calendar)
    received = matter.received_at or matter.submitted_at
    gross = worked(received, context.now, calendar)
    held = sum(
        worked(max(span.start, received), span.end, calendar)
        for span in matters_asked.spans(matters_asked.holds_of(matter.pk))
        if span.end > received
    )
    context.facts |= {
        "remedy": str(answer.remedy),
        "verdict": str(matter.verdict),
        "in_time": matter.in_time,
        "gross_minutes": gross,
        "net_minutes": max(gross - held, 0),
    }
    context.tell(Event.ANSWERED)


def _confirm(context: Context) -> None:
    """Said by whoever reported, by whatever way; or the days ran out."""
    context.facts["by_lapse"] = context.said.lapsed


def _reopen(context: Context) -> None:
    """“Not fixed”: it counts as not done, on its first clock."""
    report, matter, step = context.report, context.matter, context.the_step()
    report.state, reached = State.ANSWERED, report.state
    rules.ensure_may_reopen(report, context.now, queries.terms())
    report.state = reached
    report.reopened += 1
    report.answered_at = None
    context.keep("reopened", "answered_at")
    matter.finished_at, matter.verdict, matter.in_time = None, "", None
    step.touched |= {"finished_at", "verdict", "in_time"}
    context.facts["times"] = report.reopened
    context.tell(Event.REOPENED)


def _close(context: Context) -> None:
    """The last look: whether and in which words the public may read it."""
    report, said = context.report, context.said
    if said.public_text.strip():
        if not report.category.body.get("publishable", False):
            raise Refused("not_publishable")
        answer = _drafted(context)
        answer.public_text = said.public_answer.strip()
        answer.save(update_fields=["public_text"])
        report.visibility, report.public_text = Visibility.PUBLIC, said.public_text.strip()
        report.published_at, report.published_by_id = report.published_at or context.now, context.author()
        context.keep("visibility", "public_text", "published_at", "published_by")
    elif report.visibility == Visibility.UNSEEN:
        report.visibility = Visibility.PRIVATE
        context.keep("visibility")
    context.tell(Event.CLOSED)


def _reject(context: Context) -> None:
    if context.said.reject is None:
        raise Refused("reject_needs_a_reason")
    context.report.reject_reason, context.report.reject_note = context.said.reject, context.said.reason.strip()
    context.keep("reject_reason", "reject_note")
    context.facts["reason"] = str(context.said.reject)
    context.tell(Event.REJECTED)


def _merge(context: Context) -> None:
    """Into an open report of the same kind of matter; its sender is told with everybody else."""
    code = parse_report_code(context.said.into)
    # Held until the commit, so that it is still open then; one that is being worked on right now is not waited for,
    # or two that are merged into each other would wait for ever.
    held = Report.objects.select_for_update(of=("self",), skip_locked=True).exclude(about_official=context.author())
    other = held.filter(matter__code=code).order_by("pk").first()
    if other is None or other.pk == context.report.pk or other.state in WORKFLOW.final:
        raise Refused("nothing_to_merge_into")
    # What was merged into this one follows it, or its senders would be told nothing any more.
    Report.objects.filter(merged_into=context.report).update(merged_into=other)
    context.report.merged_into = other
    context.keep("merged_into")
    context.facts["into"] = other.pk
    context.tell(Event.MERGED)


def _guide(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    context.report.reject_note = context.said.reason.strip()
    context.keep("reject_note")
    context.facts["matter_of"] = "complaint"
    context.tell(Event.GUIDED)


def _pass_on(context: Context) -> None:
    rules.ensure_reason(context.said.reason)
    context.report.reject_note = context.said.reason.strip()
    context.keep("reject_note")
    context.tell(Event.PASSED_ON)


def _drafted(context: Context) -> Answer:
    found = queries.latest_answer(context.report.pk)
    if found is None:
        raise Refused("answer_says_nothing")
    return found


BEFORE: dict[str | None, Callable[[Context], None]] = {"forward": _choose_unit}
"""What must be so before the next step opens at its desk."""
EFFECTS: dict[str, Callable[[Context], None]] = {
    "forward": _forward,
    "reject": _reject,
    "merge": _merge,
    "guide": _guide,
    "pass_on": _pass_on,
    "accept": _accept,
    "give_back": _give_back,
    "ask": _ask,
    "reply": _reply,
    "draft_answer": _draft_answer,
    "send_back": _send_back,
    "answer": _answer,
    "confirm": _confirm,
    "reopen": _reopen,
    "close": _close,
}
