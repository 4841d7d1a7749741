"""What the law attaches to each move of a dossier: its code and clock, its papers, its holds, its message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.documents import actions as documents
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions import charging, signing
from motcua.domain.dossiers.models import Attachment, Dossier, Leave, Obligation, SupplementRequest
from motcua.domain.dossiers.queries.signing import Result, results_signed_by
from motcua.domain.dossiers.rules import Said
from motcua.domain.dossiers.rules.obligations import Sent, ensure_notice, ensure_receipt
from motcua.domain.dossiers.rules.standing import Standing, in_time
from motcua.domain.dossiers.states import ANSWER_WITHIN, NOTICE_PART, RECEIPT_PART, WAITING, Event, State
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.queries import holds_of, spans
from motcua.domain.matters.states import HoldReason
from motcua.domain.papers import actions as papers
from motcua.domain.papers import queries as issued
from motcua.domain.papers.models import Paper
from motcua.domain.payments import actions as payments
from motcua.domain.signatures.actions import Pen
from motcua.kernel.actors import Actor, Official
from motcua.kernel.codes import dossier_code
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.worktime import add_working_minutes, worked

RECEIPT = "form-01"
CODES = "ma-ho-so"  # the register of dossier codes, per receiving unit and day
OTHER = "khac"  # something missing that is none of the procedure's papers
WINDOW_DAYS = 30  # where a procedure names no window of its own


def issue_paper(
    dossier: Dossier,
    template: str,
    agency: Agency,
    content: Mapping[str, object],
    *,
    by: Actor,
    now: datetime,
    result: bool = False,
) -> Paper:
    """Number a paper of a dossier in the agency's register and have it typeset."""
    return papers.issue(
        papers.NewPaper(
            template_code=template,
            agency_id=agency.pk,
            content={**queries.common_content(dossier, by, now, agency), **content},
            matter_id=dossier.pk,
            result=result,
        ),
        by=by,
        now=now,
    )


def issue_receipt_of(dossier: Dossier, unit: Agency, *, by: Actor, now: datetime) -> Paper:
    """Form 01: what was handed in, and by when the answer is due."""
    content = {
        **queries.receipt_content(dossier),
        **queries.authority_content(dossier),
        **queries.counter_content(dossier),
    }
    return issue_paper(dossier, RECEIPT, unit, content, by=by, now=now)


def put_in(dossier: Dossier, file: Sent, part: str, *, by: Official, now: datetime) -> Attachment:
    """A file that an office adds to a dossier: a notice, a receipt, the proof of a hold."""
    name, content = file
    kept = documents.take_in(name, content, by=by, now=now)
    return Attachment.objects.create(dossier=dossier, part=part, file=kept, added_at=now)


@dataclass
class Context:
    """One step of one dossier while its transaction is open."""

    dossier: Dossier
    step: matters.Step
    said: Said
    by: Actor
    now: datetime
    pen: Pen | None = None
    state_before: str = ""
    touched: set[str] = field(default_factory=set)
    facts: dict[str, object] = field(default_factory=dict)

    def tell(self, event: Event) -> None:
        """Have the applicant told after the commit."""
        defer(f"dossiers.tell_{event}", dossier_id=self.dossier.pk)

    def issue(self, template: str, agency: Agency, content: dict[str, object], *, result: bool = False) -> int:
        """Number a paper of this dossier and have it typeset; its id."""
        paper = issue_paper(self.dossier, template, agency, content, by=self.by, now=self.now, result=result)
        return int(paper.pk)

    def keep(self, file: Sent | None, part: str) -> Attachment | None:
        """Put a file of the office into the dossier, under a part of its own."""
        if file is None or not isinstance(self.by, Official):
            return None
        return put_in(self.dossier, file, part, by=self.by, now=self.now)

    def issue_results(self) -> None:
        """The results this outcome of this step brings forth, each numbered in its agency's register."""
        task = self.step.task
        for result in self.dossier.procedure.body.get("results", []):
            if result["step"] != task.step or result["outcome"] != self.step.outcome or task.agency is None:
                continue
            matters.settle(self.step)
            matters.know_area(self.step.matter)
            agency = self._issuer_of(result, task.agency)
            if self.pen is not None and self.pen.key.agency_id == agency.pk and isinstance(self.by, Official):
                paper_id = signing.seal_result(self.dossier, result, pen=self.pen, by=self.by, now=self.now).pk
            else:
                content = queries.result_content(self.dossier, result, self.now)
                paper_id = self.issue(result["template"], agency, content, result=True)
            journal.record(
                "dossiers.result_issued",
                subject=("dossier", self.dossier.pk),
                matter_id=self.dossier.pk,
                by=self.by,
                at=self.now,
                facts={**queries.common_facts(self.dossier), "paper": paper_id, "result": result["code"]},
            )

    def sign_results(self) -> None:
        """The results that this outcome approves, signed with the leader's key where they have it open."""
        task, by, pen = self.step.task, self.by, self.pen
        if pen is None or not isinstance(by, Official) or pen.key.account_id != by.account_id or task.agency is None:
            return
        results = results_signed_by(task, self.step.outcome)
        signed = issued.signable({result["template"] for result in results}, localdate(self.now))
        for result in results:
            if result["template"] in signed:
                matters.settle(self.step)
                matters.know_area(self.step.matter)
                agency = self._issuer_of(result, task.agency)
                signing.sign_result(self.dossier, result, agency, task_id=task.pk, pen=pen, by=by, now=self.now)

    def _issuer_of(self, result: Result, at_work: Agency) -> Agency:
        return self.dossier.matter.lead_agency if result.get("agency_desk") == "competent" else at_work


def _accept(context: Context) -> None:
    """Receipt: the dossier gets its code of the unit and day, and its clock starts (forms 01 and later 05)."""
    matter, day = context.step.matter, localdate(context.now)
    number = papers.take_number(matter.one_stop_id, CODES, period=f"{day:%y%m%d}")
    code = dossier_code(matter.one_stop.code, day, number)
    matters.begin_counting(context.step, code, now=context.now)
    context.facts["code"] = code
    charging.fix(context.dossier, by=context.by, now=context.now)
    if context.said.at_once:
        context.facts["at_once"] = True  # settled while the person waits: a code and a line of the register, no form 01
    else:
        issue_receipt_of(context.dossier, matter.one_stop, by=context.by, now=context.now)
    context.tell(Event.ACCEPTED)


def _reject(context: Context) -> None:
    rules.ensure_reasoned(context.said)
    payments.drop(context.dossier.pk, by=context.by, now=context.now)
    context.issue("form-03", context.step.matter.one_stop, {"reason": context.said.reason})
    context.tell(Event.REJECTED)


def _ask_supplement(context: Context) -> None:
    """One request that lists everything; the clock rests until it is answered (form 02)."""
    dossier, said = context.dossier, context.said
    rules.ensure_lists_everything(said)
    rules.ensure_reasoned(said)
    before = context.state_before == State.NEW
    terms = dossier.procedure.body.get("supplement") or {}
    known = rules.part_codes(dossier.procedure.body)
    leave = None if before else _leave_to_ask(dossier, int(terms.get("max_after_acceptance", 1)))
    if not isinstance(context.by, Official):
        raise Refused("only_an_official_asks")
    ends_on = localdate(context.now) + timedelta(days=int(terms.get("window_days", WINDOW_DAYS)))
    request = SupplementRequest.objects.create(
        dossier=dossier,
        items=rules.items_kept(said.items, known),
        reason=said.reason,
        before_acceptance=before,
        asked_at=context.now,
        asked_by_id=context.by.account_id,
        window_ends_on=ends_on,
    )
    if leave is not None:
        leave.request = request
        leave.save(update_fields=["request"])
    content = queries.supplement_content(dossier, request)
    context.issue("form-02", context.step.task.agency or context.step.matter.one_stop, content)
    context.facts |= {
        # Only codes of the procedure's own papers: whatever else stands there may be somebody's words.
        "items": [item.get("code", OTHER) if item.get("code") in known else OTHER for item in said.items],
        "window_ends": ends_on,
    }
    context.tell(Event.SUPPLEMENT_ASKED)


def _leave_to_ask(dossier: Dossier, most: int) -> Leave | None:
    """The leader's leave that this request needs and uses up; `None` while the procedure itself allows it."""
    asked = SupplementRequest.objects.filter(dossier=dossier, before_acceptance=False).count()
    if asked < most:
        return None
    leave = Leave.objects.filter(dossier=dossier, request__isnull=True).order_by("pk").first()
    if leave is None:
        rules.ensure_one_supplement(asked, most)
    return leave


def _resume(context: Context) -> None:
    """The applicant has supplied: the clock goes on, or starts anew where the procedure says so.

    Before acceptance there is no clock yet, and the office has its eight working hours again.
    """
    SupplementRequest.objects.filter(dossier=context.dossier, supplied_at__isnull=True).update(supplied_at=context.now)
    restart = (context.dossier.procedure.body.get("supplement") or {}).get("style") == "restart"
    matters.release_holds(context.step, restart=restart, now=context.now)
    if context.dossier.state == State.NEW:
        one_stop = agencies.working(context.step.matter.one_stop.calendar)
        context.dossier.answer_due_at = add_working_minutes(context.now, ANSWER_WITHIN, one_stop)
        context.dossier.answer_overdue_at = None
        context.touched |= {"answer_due_at", "answer_overdue_at"}
    context.tell(Event.SUPPLIED)


def _ask_payment(context: Context) -> None:
    """The notice of whoever is to be paid; the clock rests until the payment is noted."""
    notice = ensure_notice(context.said.notice, localdate(context.now))
    days = (context.dossier.procedure.body.get("supplement") or {}).get("window_days", WINDOW_DAYS)
    matters.settle(context.step)
    matters.hold(context.step, HoldReason.PAYMENT, ground=context.said.reason, by=context.by, now=context.now)
    Obligation.objects.create(
        dossier=context.dossier,
        notice=notice.kept(),
        notice_file=context.keep(notice.file, NOTICE_PART),
        asked_at=context.now,
        pay_by=notice.pay_by or localdate(context.now) + timedelta(days=int(days)),
        asked_by_id=context.by.account_id if isinstance(context.by, Official) else None,
    )
    context.tell(Event.PAYMENT_ASKED)


def _paid(context: Context) -> None:
    receipt = ensure_receipt(context.said.receipt, localdate(context.now))
    met = Obligation.objects.filter(dossier=context.dossier, met_at__isnull=True).order_by("pk").first()
    if met is not None:
        met.met_at, met.receipt = context.now, receipt.kept()
        met.receipt_file = context.keep(receipt.file, RECEIPT_PART)
        met.noted_by_id = context.by.account_id if isinstance(context.by, Official) else None
        met.save(update_fields=["met_at", "receipt", "receipt_file", "noted_by"])
    matters.release_holds(context.step, restart=False, now=context.now)
    context.tell(Event.PAID)


def _withdraw(context: Context) -> None:
    payments.drop(context.dossier.pk, by=context.by, now=context.now)
    _end(context)
    context.tell(Event.WITHDRAWN)


def _stop(context: Context) -> None:
    """A written refusal with its reason."""
    rules.ensure_reasoned(context.said)
    payments.drop(context.dossier.pk, by=context.by, now=context.now)
    _end(context)
    agency = context.step.task.agency or context.step.matter.one_stop
    context.issue("notice-of-stop", agency, {"reason": context.said.reason})
    context.tell(Event.STOPPED)


def _finish(context: Context) -> None:
    """The result is at the one-stop: the verdict on time is fixed here, whenever it is collected."""
    matter = context.step.matter
    matter.finished_at, matter.verdict = context.now, matters.verdict_at(matter, context.now)
    context.step.touched |= {"finished_at", "verdict"}
    context.facts["verdict"] = str(matter.verdict)
    _end(context)
    context.tell(Event.FINISHED)


def _hand_over(context: Context) -> None:
    context.facts["method"] = context.dossier.result_method
    context.tell(Event.HANDED_OVER)


def _end(context: Context) -> None:
    """What is known of the time once nothing more is worked: how long it took, and the national reading.

    A wait that ends with the dossier moves the due date first: it was not the agency's time.
    """
    matter, dossier = context.step.matter, context.dossier
    if matter.received_at is None:
        return
    if context.state_before in WAITING or matter.held_at is not None:
        matters.release_holds(context.step, restart=False, now=context.now)
    matter.in_time = in_time(
        Standing(
            state=dossier.state,
            received=True,
            due_at=matter.due_at,
            requests=SupplementRequest.objects.filter(dossier=dossier).count(),
            ended_at=context.now,
        ),
        context.now,
    )
    matter.held_at = None
    context.step.touched |= {"in_time", "held_at"}
    context.facts["in_time"] = matter.in_time
    calendar = queries.working_calendar(matter)
    gross = worked(matter.received_at, context.now, calendar)
    held = sum(
        worked(max(span.start, matter.received_at), span.end, calendar)
        for span in spans(holds_of(matter.pk))
        if span.end > matter.received_at
    )
    context.facts |= {"gross_minutes": gross, "net_minutes": max(gross - held, 0)}


EFFECTS: dict[str, Callable[[Context], None]] = {
    "accept": _accept,
    "reject": _reject,
    "begin": lambda context: None,
    "ask_supplement": _ask_supplement,
    "resume": _resume,
    "ask_payment": _ask_payment,
    "paid": _paid,
    "withdraw": _withdraw,
    "stop": _stop,
    "finish": _finish,
    "hand_over": _hand_over,
}
