"""What is done whatever step a report stands at: more time, a warning, a seal, taking it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.transaction import atomic

from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.actions.sealing import move_under_seal
from motcua.domain.feedback.models import Escalation, Extension, Report
from motcua.domain.feedback.states import VERB_OF_MOVE, WORKFLOW, Event, State
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer

MOMENT = timedelta(minutes=1)
SHARES = (50, 80, 100)
"""Percent of a report's time after which somebody higher is told."""
OF_A_CLOCK = (
    *("state", "channel", "urgency", "category__code"),
    *("matter__due_at", "matter__received_at", "matter__lead_agency__code"),
)
"""What is read of every open report every few minutes: nothing that would have to be unsealed."""


@atomic
def extend(report_id: int, days: int, reason: str, *, by: Official, now: datetime) -> Extension:
    """Promise the answer some days later: once, before the date, by a leader of the unit, with a reason.

    Raises:
        NotFound: the official does not lead the unit that acts.
        Refused: `already_extended`, `too_late_to_extend`, `extension_is_not_later`, `reason_too_short`.
    """
    matter, report = _locked(report_id, by)
    if matter.lead_agency_id != by.agency_id or "leader" not in by.duties:
        raise NotFound("report")
    rules.ensure_reason(reason)
    before = matter.due_at
    assert before is not None
    matter.limit = rules.longer(matter.limit, days)
    after = matters_asked.due_at(matter, matters_asked.holds_of(matter.pk))
    extended = Extension.objects.filter(report=report).exists()
    rules.ensure_may_extend(report, before, after, now, extended=extended)
    matter.due_at = after
    matter.save(update_fields=["limit", "due_at"])
    report.updated_at = now
    report.save(update_fields=["updated_at"])
    made = Extension.objects.create(
        report=report, reason=reason.strip(), old_due_at=before, new_due_at=after, at=now, by_id=by.account_id
    )
    facts = {**queries.common_facts(report), "old_due": before, "new_due": after}
    journal.record("feedback.extended", subject=("report", report.pk), matter_id=report.pk, by=by, at=now, facts=facts)
    defer(f"reports.tell_{Event.EXTENDED}", report_id=report.pk)
    return made


@atomic
def withdraw(report_id: int, *, by: Citizen, now: datetime) -> Report:
    """Take one's own report back while nobody has answered it."""
    queries.own(report_id, by)
    return end_outside_the_route("withdraw", report_id, by=by, now=now)


@atomic
def seal(report_id: int, *, by: Official, now: datetime) -> Report:
    """Take a report that turns out to be a denunciation out of every list; its text goes under seal.

    So do the reports it was split into and those merged into it, which say the same of the same person, at whatever
    unit they are and however they ended.

    Raises:
        NotFound: the official neither coordinates it nor works on it.
    """
    asked = queries.seen_by(by).filter(pk=report_id).first()
    if asked is None:
        raise NotFound("report")
    report = _seal(report_id, by=by, now=now)
    whole = asked.part_of_id or report_id
    same = Q(pk=whole) | Q(part_of_id=whole) | Q(merged_into_id=whole) | Q(merged_into__part_of_id=whole)
    family = Report.objects.filter(same).exclude(pk=report_id).exclude(state=State.SEALED)
    for other in family.order_by("pk"):
        _seal(other.pk, by=by, now=now, over=other.state in WORKFLOW.final)
    return report


def _seal(report_id: int, *, by: Official, now: datetime, over: bool = False) -> Report:
    end = _end_anew if over else end_outside_the_route
    report = end("seal", report_id, by=by, now=now)
    move_under_seal(report, limit=str(queries.terms()["sealed_limit"]), now=now)
    return report


def _end_anew(move: str, report_id: int, *, by: Actor, now: datetime) -> Report:
    """What is over has no step left to leave: only how it ended is another thing now."""
    matter = Matter.objects.lock(report_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("category").get(pk=report_id)
    report.matter = matter
    report.state, report.updated_at = State.SEALED, now
    report.save(update_fields=["state", "updated_at"])
    facts = {"channel": str(report.channel)}
    writer = rules.as_recorded(by)
    journal.record(
        VERB_OF_MOVE[move], subject=("report", report.pk), matter_id=report.pk, by=writer, at=now, facts=facts
    )
    return report


def escalate(*, by: Actor, now: datetime) -> int:
    """Note each open report that has used up another share of its time, and have those told whom the pack names."""
    noted, waiting = 0, {"report__closed_at__isnull": True, "report__answered_at__isnull": True}
    # While its sender is asked the clock rests, and the date has not moved yet.
    # Asked once: this runs every few minutes, and nearly everything it finds was noted long ago.
    before = set(Escalation.objects.filter(**waiting).order_by("pk").values_list("report_id", "percent"))
    open_now = (
        Report.objects.filter(closed_at__isnull=True, answered_at__isnull=True)
        .exclude(state=State.ASKED)
        .select_related("matter__lead_agency", "category")
        .only(*OF_A_CLOCK)
        .order_by("matter__due_at", "pk")
    )
    for report in open_now.iterator(chunk_size=500):
        matter = report.matter
        if matter.due_at is None or matter.received_at is None:
            continue
        whole = max(matter.due_at - matter.received_at, MOMENT)
        used = 100 * (now - matter.received_at) / whole
        fresh = [share for share in SHARES if used >= share and (report.pk, share) not in before]
        noted += sum(_note(report, share, by=by, now=now) for share in fresh)
    return noted


@atomic
def _note(report: Report, share: int, *, by: Actor, now: datetime) -> bool:
    _row, fresh = Escalation.objects.get_or_create(report=report, percent=share, defaults={"at": now})
    if not fresh:
        return False
    facts = {**queries.common_facts(report), "percent": share}
    journal.record("feedback.escalated", subject=("report", report.pk), matter_id=report.pk, by=by, at=now, facts=facts)
    defer("reports.tell_escalation", report_id=report.pk, percent=share)
    return True


def _locked(report_id: int, by: Official) -> tuple[Matter, Report]:
    if not queries.seen_by(by).filter(pk=report_id).exists():
        raise NotFound("report")
    matter = Matter.objects.lock(report_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("category").get(pk=report_id)
    report.matter = matter
    return matter, report


def end_outside_the_route(move: str, report_id: int, *, by: Actor, now: datetime) -> Report:
    """A move outside the route: every open step closes, and the matter with them."""
    matter = Matter.objects.lock(report_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("category").get(pk=report_id)
    report.matter = matter
    report.state = WORKFLOW.after(move, report.state)
    tasks = list(Task.objects.filter(matter=matter, closed_at__isnull=True).order_by("pk"))
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(closed_at=now, outcome=move)
    Hold.objects.filter(matter=matter, ends_at__isnull=True).update(ends_at=now)
    step = matters.Step.outside_the_route(matter, tasks, move)
    matters.close(step, now=now)
    report.closed_at = report.updated_at = now
    writes = matters.keep(step)
    writes.save(report, ["state", "closed_at", "updated_at"])
    facts: dict[str, object] = (
        {"channel": str(report.channel)} if move == "seal" else dict(queries.common_facts(report))
    )
    entry = journal.NewEntry(
        VERB_OF_MOVE[move], ("report", report.pk), rules.as_recorded(by), now, matter_id=report.pk, facts=facts
    )
    journal.record_all([entry], along=writes)
    writes.send()
    return report
