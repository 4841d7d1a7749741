"""Telling whoever reported what happened; run by jobs, so that no request waits for it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.transaction import atomic
from django.utils import translation
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Question, Report, SealedLetter, Verdict
from motcua.domain.feedback.rules.letters import Circumstances, in_short, letter, sentences
from motcua.domain.feedback.states import OF_ONE_SENDER, WORKFLOW, Event
from motcua.domain.matters.models import Task
from motcua.domain.notices import actions as notices
from motcua.domain.notices.models import Message
from motcua.kernel.actors import Actor

ESCALATION_TO_LEADERS, ESCALATION_TO_COORDINATOR = 80, 100
AGAIN = {
    Event.FORWARDED: "returns",
    Event.ACCEPTED: "returns",
    Event.ANSWERED: "reopened",
    Event.REOPENED: "reopened",
}
"""Events that happen more than once, with what counts them."""


@atomic
def tell(report_id: int, event: Event, *, by: Actor, now: datetime) -> list[Message]:
    """One message about one event, to whoever reported and to everybody whose report was merged into it."""
    report = queries.of_matter(report_id)
    if report is None:
        return []
    told = []
    whose = [report, *report.merged.select_related("matter", "category").order_by("pk")]
    for each in whose if event not in OF_ONE_SENDER else [report]:
        if each.sender is not None:
            message = _tell(report, each, event, by=by, now=now)
            told += [message] if message is not None else []
    return told


def _tell(report: Report, mine: Report, event: Event, *, by: Actor, now: datetime) -> Message | None:
    assert mine.sender is not None
    counted = getattr(report, AGAIN[event]) if event in AGAIN else _times(report, event)
    with translation.override(mine.sender.language):
        about = _circumstances(report, mine, event)
        subject, body = letter(event, about)
        short = in_short(subject, about)
    return notices.tell(
        mine.sender.pk,
        f"report-{mine.pk}-{event}-{counted}",
        subject,
        body,
        by=by,
        now=now,
        matter_id=mine.pk,
        short=short,
    )


def words_about(report_id: int, event: Event, mine: Report | None = None) -> tuple[str, str, str, int] | None:
    """Subject, body, the same in short, and which time it is, for who is told by another way than an account.

    `mine` is what whoever is told sent themselves, where that was merged into this one.
    """
    report = queries.of_matter(report_id)
    if report is None or not report.content:
        return None
    counted = getattr(report, AGAIN[event]) if event in AGAIN else _times(report, event)
    with translation.override("vi"):
        about = _circumstances(report, mine or report, event)
        subject, body = letter(event, about)
        return subject, body, in_short(subject, about), int(counted)


def _times(report: Report, event: Event) -> int:
    if event in {Event.ASKED, Event.REPLY_LAPSED}:
        return Question.objects.filter(report=report).count()
    return report.matter.calendar_revision if event is Event.DUE_DATE_CHANGED else 0


def _circumstances(report: Report, mine: Report, event: Event) -> Circumstances:
    """What the sentences are filled with, in the language that is active."""
    english = translation.get_language() == "en"
    answer = queries.latest_answer(report.pk)
    # Whether it is done is asked of who reported it, not of everybody whose report was merged into it.
    first = mine.pk == report.pk
    verdict = Verdict.objects.filter(report=report).order_by("-pk").first() if first else None
    reason = ""
    if event is Event.ANSWERED and answer is not None:
        reason = f"{answer.what} ({answer.who})"
    elif event is Event.ASKED:
        asked = Question.objects.filter(report=report).order_by("-pk").first()
        reason = sentences(asked.text) if asked is not None else ""
    elif event is Event.REJECTED:
        reason = sentences(str(report.get_reject_reason_display()), report.reject_note)
    elif event in {Event.GUIDED, Event.PASSED_ON}:
        reason = report.reject_note
    elif event is Event.EXTENDED:
        reason = sentences(report.extension.reason)
    unit = report.matter.lead_agency
    return Circumstances(
        code=str(mine.matter.code),
        about=(english and report.category.name_en) or report.category.name,
        unit=(english and unit.name_en) or unit.name,
        due=f"{localtime(report.matter.due_at):%H:%M %d/%m/%Y}" if report.matter.due_at else "",
        reason=reason,
        address=f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/{mine.matter.token}/",
        verdict_address=f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/danh-gia/{verdict.token}/" if verdict else "",
        first=first,
        hotline=str(queries.terms().get("hotline", "1022")),
        days=int(queries.terms().get("reopen_days", 7)),
    )


@atomic
def tell_escalation(report_id: int, percent: int, *, by: Actor, now: datetime) -> int:
    """Tell the handler, the unit's leaders, or the coordinator, by how much of the time is gone; how many were told."""
    report = queries.of_matter(report_id)
    if report is None or report.state in WORKFLOW.final or report.answered_at is not None:
        return 0
    told = 0
    subject = f"Phản ánh {report.matter.code}: đã hết {percent} % thời hạn"
    body = (
        f"Phản ánh về “{report.category.name}” do {report.matter.lead_agency.name} giải quyết đã dùng {percent} % thời "
        f"hạn. Hạn trả lời: {localtime(report.matter.due_at):%H:%M %d/%m/%Y}."
    )
    for account_id in sorted(_above(report, percent, now)):
        event = f"report-{report_id}-escalated-{percent}"
        told += notices.tell(account_id, event, subject, body, by=by, now=now, matter_id=report_id) is not None
    return told


def _above(report: Report, percent: int, now: datetime) -> set[int]:
    """Whom a share of the time concerns: who has the step, then the unit's leaders, then the coordinators too."""
    posts = Post.objects.filter(on(localdate(now)))
    unit = posts.filter(agency=report.matter.lead_agency)
    tasks = Task.objects.filter(matter_id=report.pk, closed_at__isnull=True, assignee__isnull=False)
    whom = set(tasks.values_list("assignee_id", flat=True))
    if not whom or percent >= ESCALATION_TO_LEADERS:
        whom |= set(unit.filter(duty=Duty.LEADER).values_list("account_id", flat=True))
    if percent >= ESCALATION_TO_COORDINATOR:
        coordinators = posts.filter(agency=report.matter.one_stop, duty=Duty.DISPATCHER)
        whom |= set(coordinators.values_list("account_id", flat=True))
    return {account_id for account_id in whom if account_id not in {None, report.about_official_id}}


@atomic
def tell_sealed_queue(letter_id: int, *, by: Actor, now: datetime) -> int:
    """Tell those who may open it that there is a letter, and nothing of it; how many."""
    letter = SealedLetter.objects.filter(pk=letter_id).order_by("pk").first()
    if letter is None:
        return 0
    unit = str(queries.terms()["sealed_unit"])
    posts = Post.objects.filter(on(localdate(now)), agency__code=unit, duty=Duty.SEALED)
    told = 0
    for account_id in sorted(set(posts.values_list("account_id", flat=True))):
        subject = "Có đơn mới trong hàng kín"
        body = f"Hàng kín có đơn mới, phải xem xét thụ lý trước {localtime(letter.due_at):%d/%m/%Y}."
        told += notices.tell(account_id, f"sealed-{letter_id}", subject, body, by=by, now=now) is not None
    return told
