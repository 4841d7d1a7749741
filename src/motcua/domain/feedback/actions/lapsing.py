"""Questions that nobody answered: the report goes back to whoever asked, and a person decides what comes of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.actions.stepping import carry_out, task_taken
from motcua.domain.feedback.models import Question
from motcua.domain.feedback.states import State
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import Actor

AT_ONCE = 1000
"""Questions that one run of the job ends."""


def lapse_questions(*, by: Actor, now: datetime) -> int:
    """End the wait for a reply where its day has come: the unit goes on, its clock with it; how many."""
    today = localdate(now)
    patience = rules.last_day_to_reply(today, queries.terms()) - today
    # Asked before questions had their day: they end after as many days.
    over = Q(reply_before__lte=today) | Q(reply_before__isnull=True, asked_at__date__lte=today - patience)
    waiting = Question.objects.filter(over, answered_at__isnull=True, report__state=State.ASKED)
    ended = 0
    for question_id, report_id in list(waiting.order_by("asked_at", "pk").values_list("pk", "report_id")[:AT_ONCE]):
        ended += _lapse(question_id, report_id, by=by, now=now)
    return ended


@atomic
def _lapse(question_id: int, report_id: int, *, by: Actor, now: datetime) -> bool:
    found = queries.task_for(report_id, "reply")
    if found is None:
        return False
    task = task_taken(found[0])
    question = Question.objects.filter(pk=question_id, answered_at__isnull=True).order_by("pk").first()
    if task.closed_at is not None or question is None:  # answered in the meantime
        return False
    report = carry_out(task, found[1], by=by, now=now, said=rules.Said(lapsed=True))
    code = report.matter.code
    notices.tell(
        question.asked_by_id,
        f"reply-lapsed-{question.pk}",
        f"Phản ánh {code}: không nhận được bổ sung",
        f"Đã hết ngày chờ mà người gửi phản ánh {code} chưa trả lời. Thời hạn được tính tiếp; "
        "xin giải quyết theo những gì đã có, hoặc hỏi lại.",
        by=by,
        now=now,
        matter_id=report.pk,
    )
    return True
