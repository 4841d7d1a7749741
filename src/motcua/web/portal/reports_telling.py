"""The life of a report in plain sentences for whoever sent it: its journal, its open step, the date to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.feedback.queries import Followed, Main
from motcua.domain.feedback.states import DONE, WORKFLOW, State
from motcua.web.portal.telling import Told
from motcua.web.shared.filters import moment

SENTENCES: dict[str, Promise] = {
    "feedback.filed": gettext_lazy("Phản ánh đã được ghi nhận"),
    "feedback.forwarded": gettext_lazy("Đã chuyển đơn vị giải quyết"),
    "feedback.rejected": gettext_lazy("Phản ánh không được tiếp nhận"),
    "feedback.merged": gettext_lazy("Đã gộp với phản ánh trùng; bạn vẫn được báo khi có kết quả"),
    "feedback.guided": gettext_lazy("Đã hướng dẫn gửi đơn theo luật"),
    "feedback.passed_on": gettext_lazy("Đã chuyển cơ quan có thẩm quyền ngoài tỉnh"),
    "feedback.accepted": gettext_lazy("Đơn vị đã nhận giải quyết"),
    "feedback.returned": gettext_lazy("Đơn vị trả lại để chọn đơn vị khác"),
    "feedback.asked": gettext_lazy("Đơn vị hỏi thêm"),
    "feedback.replied": gettext_lazy("Đã có câu trả lời thêm; thời hạn được tính tiếp"),
    "feedback.reply_lapsed": gettext_lazy(
        "Không nhận được câu trả lời thêm; đơn vị giải quyết tiếp theo những gì đã có"
    ),
    "feedback.answered": gettext_lazy("Đã có trả lời"),
    "feedback.confirmed": gettext_lazy("Việc được xác nhận là đã xong"),
    "feedback.reopened": gettext_lazy("Mở lại vì việc chưa xong; hạn cũ vẫn giữ"),
    "feedback.closed": gettext_lazy("Phản ánh kết thúc"),
    "feedback.withdrawn": gettext_lazy("Bạn đã rút phản ánh"),
    "feedback.extended": gettext_lazy("Gia hạn trả lời đến %(new_due)s"),
    "feedback.published": gettext_lazy("Được đăng công khai, không có tên người gửi"),
    "matters.due_date_recomputed": gettext_lazy("Lịch làm việc thay đổi, hạn trả lời mới là %(new_due)s"),
}
"""What each verb of the journal is called here; a verb that is not here is the office's own affair."""
WITH_UNIT = {"feedback.accepted", "feedback.answered", "feedback.asked", "feedback.extended"}
TONES = {
    "answered": "finished",
    "confirmed": "finished",
    "closed": "finished",
    "asked": "supplement",
    "reopened": "late",
    "rejected": "rejected",
    "new": "new",
    "withdrawn": "withdrawn",
    "merged": "withdrawn",
}
"""States by the colour that `state_tag` knows; the others are being worked on."""

ON_ITS_WAY, AT_WORK, ANSWERED = (
    gettext_lazy("Việc này đang được chuyển đến đơn vị giải quyết."),
    gettext_lazy("Đơn vị đang giải quyết việc này."),
    gettext_lazy("Việc này đã có trả lời."),
)
STANDINGS: Mapping[str, Promise] = {
    State.NEW: ON_ITS_WAY,
    State.FORWARDED: ON_ITS_WAY,
    State.RETURNED: ON_ITS_WAY,
    State.ACCEPTED: AT_WORK,
    State.ASKED: AT_WORK,
    State.ANSWER_DRAFTED: AT_WORK,
    State.REOPENED: gettext_lazy("Việc này được mở lại vì chưa xong; đơn vị đang làm tiếp."),
    State.ANSWERED: ANSWERED,
    State.CONFIRMED: ANSWERED,
    State.CLOSED: ANSWERED,
    State.PASSED_ON: gettext_lazy("Việc này đã được chuyển cơ quan có thẩm quyền ngoài tỉnh."),
}
"""How the report that somebody's own was merged into stands, without what its sender did about it."""
NOT_ANSWERED = gettext_lazy("Việc này đã kết thúc mà không có trả lời. Nếu vẫn còn, hãy gửi phản ánh mới.")


def standing(main: Main) -> str:
    """How that report stands, in a plain sentence."""
    return str(STANDINGS.get(main.state, NOT_ANSWERED))


def tone(state: str) -> str:
    """The colour of a state."""
    return TONES.get(state, "in_progress")


def timeline(followed: Followed, *, english: bool) -> list[Told]:
    """What happened, and the date by which the answer is owed."""
    report = followed.report
    unit = _in(report.matter.lead_agency, "name", english)
    lines = [
        Told(
            title=str(SENTENCES[entry.verb]) % _words(entry.facts),
            when=entry.at,
            who=unit if entry.verb in WITH_UNIT else "",
        )
        for entry in followed.history
        if entry.verb in SENTENCES
    ]
    if followed.asked is not None:
        lines.append(Told(title=_("Chờ bạn trả lời câu hỏi"), when=followed.asked.asked_at, mark="now"))
    if report.matter.due_at and report.state not in {*DONE, *WORKFLOW.final}:
        lines.append(Told(title=_("Hạn trả lời"), when=report.matter.due_at, who=unit, mark="next"))
    return lines


def is_late(report: Any, now: datetime) -> bool:
    """Whether the answer is owed since a time that is past; while the sender is asked, the clock rests."""
    due = report.matter.due_at if report.state != State.ASKED else None
    return bool(due and now > due and report.answered_at is None and report.closed_at is None)


def _words(facts: Mapping[str, Any]) -> dict[str, str]:
    written = facts.get("new_due")
    return {"new_due": moment(datetime.fromisoformat(str(written))) if written else ""}


def _in(thing: Any, name: str, english: bool) -> str:
    return str((getattr(thing, f"{name}_en") if english else "") or getattr(thing, name))
