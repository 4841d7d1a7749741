"""What the page of a report shows, in words and in order; as many queries whatever happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.channels import queries as channels
from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import Choice, Waiting
from motcua.domain.feedback.states import LegalKind, State, Visibility
from motcua.domain.journal import queries as journal
from motcua.domain.matters import queries as matters
from motcua.kernel.actors import Official
from motcua.web.desk import words
from motcua.web.desk.open_steps import Button, Step, step_shown

SENDERS = frozenset({"reporter", "report-link", "verdict-link", "portal-report", "app", "mail", "zalo", "open311"})
"""Whom the journal names for whoever reported: signed in, by the link of their page, or by the way it came."""
GRAVE = frozenset({"reject"})
ONE_PRESS = frozenset({"accept"})
"""Moves with nothing to say and nothing to look at first."""

HISTORY: Mapping[str, Promise] = {
    "feedback.filed": gettext_lazy("Gửi phản ánh"),
    "feedback.forwarded": gettext_lazy("Chuyển đơn vị giải quyết"),
    "feedback.rejected": gettext_lazy("Không tiếp nhận"),
    "feedback.merged": gettext_lazy("Gộp vào phản ánh trùng"),
    "feedback.guided": gettext_lazy("Hướng dẫn khiếu nại, tố cáo"),
    "feedback.passed_on": gettext_lazy("Chuyển cơ quan ngoài tỉnh"),
    "feedback.accepted": gettext_lazy("Đơn vị nhận giải quyết"),
    "feedback.returned": gettext_lazy("Đơn vị trả lại"),
    "feedback.asked": gettext_lazy("Hỏi thêm người gửi"),
    "feedback.replied": gettext_lazy("Người gửi trả lời thêm"),
    "feedback.reply_lapsed": gettext_lazy("Không nhận được bổ sung, thời hạn tính tiếp"),
    "feedback.answer_drafted": gettext_lazy("Trình duyệt trả lời"),
    "feedback.answer_sent_back": gettext_lazy("Trả lại dự thảo trả lời"),
    "feedback.answered": gettext_lazy("Duyệt và gửi trả lời"),
    "feedback.confirmed": gettext_lazy("Xác nhận đã xong"),
    "feedback.reopened": gettext_lazy("Mở lại vì chưa xong"),
    "feedback.closed": gettext_lazy("Kết thúc"),
    "feedback.withdrawn": gettext_lazy("Người gửi rút lại"),
    "feedback.published": gettext_lazy("Công khai"),
    "feedback.kept_private": gettext_lazy("Để không công khai"),
    "feedback.extended": gettext_lazy("Gia hạn trả lời"),
    "feedback.escalated": gettext_lazy("Cảnh báo thời hạn"),
    "feedback.rated": gettext_lazy("Người gửi đánh giá"),
    "feedback.split": gettext_lazy("Tách cho nhiều đơn vị"),
    "matters.task_claimed": gettext_lazy("Nhận việc"),
    "matters.task_released": gettext_lazy("Trả việc cho cả bộ phận"),
    "matters.task_reassigned": gettext_lazy("Giao việc cho đồng nghiệp"),
    "matters.due_date_recomputed": gettext_lazy("Tính lại hạn theo lịch làm việc mới"),
}
"""What the journal's verbs are called on a report's page; what is not here is not shown."""


def whole(report: Any, official: Official, now: datetime, language: Literal["vi", "en"]) -> dict[str, Any]:
    """Everything on the page of this report, for this official at this moment."""
    matter = report.matter
    coordinates = queries.coordinates(report, official)
    entries = journal.history_of(matter.pk)
    before_work = report.state in {State.NEW, State.RETURNED}
    holds = matters.holds_of(matter.pk)
    return {
        "report": report,
        "coordinates": coordinates,
        "steps": [_step(waiting, report, official, now) for waiting in queries.desk_view(report, official)],
        "deeds": queries.deeds_open_to(official, report, now),
        "due": _due(report, now),
        "explanation": matters.explained(matter, holds, language),
        "sender": queries.sender_shown_to(report, official),
        "place": agencies.full_name(matter.event_area, english=language == "en") if matter.event_area else "",
        "map_link": _map_link(report),
        "legal_kind": LegalKind(report.legal_kind).label if report.legal_kind else "",
        "pictures": queries.pictures_of(report, official),
        "said": queries.correspondence(report),
        "near": queries.near_for_dispatcher(report, official, now) if coordinates and before_work else [],
        "guide": _guide(report, language) if coordinates and before_work else "",
        "letters": [each for each in channels.letters_of(report.pk, official) if each.text] if coordinates else [],
        "merge": queries.task_for(report.pk, "merge") if coordinates and before_work else None,
        "merged": queries.merged_into(report) if coordinates else [],
        "parts": queries.parts_of(report) if coordinates else [],
        "public": report.visibility == Visibility.PUBLIC,
        "history": _history(report, entries),
    }


def _guide(report: Any, language: Literal["vi", "en"]) -> str:
    """What a complaint needs, its days and its form, where the words are those of one; else nothing."""
    if not queries.sounds_like_complaint(report):
        return ""
    return str(dict(queries.terms().get("complaint_guide") or {}).get(language, "")) or " "


def _step(waiting: Waiting, report: Any, official: Official, now: datetime) -> Step:
    buttons = [_button(choice, first=place == 0) for place, choice in enumerate(waiting.choices)]
    return step_shown(waiting, report.matter, buttons, _not_because(waiting, report), official, now)


def _button(choice: Choice, *, first: bool) -> Button:
    look = "govuk-button--warning" if choice.move in GRAVE else "" if first else "govuk-button--secondary"
    return Button(choice, choice.move not in ONE_PRESS, look)


def _not_because(waiting: Waiting, report: Any) -> str:
    task = waiting.task
    if task.agency_id is None:
        if report.state == State.ASKED:
            return _("Đang chờ người gửi trả lời. Thời gian chờ không tính vào hạn.")
        return _("Đã trả lời. Đang chờ người gửi cho biết việc đã xong hay chưa.")
    if waiting.not_because == "task_of_another" and task.assignee:
        return _("%(holder)s đang giữ việc này.") % {"holder": task.assignee.full_name}
    return str(words.NOT_BECAUSE.get(waiting.not_because, ""))


def _due(report: Any, now: datetime) -> dict[str, Any]:
    matter = report.matter
    if matter.finished_at is not None or matter.closed_at is not None:
        return {"at": matter.due_at, "tone": "", "note": matter.get_verdict_display()}
    if report.state == State.ASKED:
        return {"at": matter.due_at, "tone": "waiting", "note": ""}
    return {"at": matter.due_at, "tone": "late" if matter.due_at < now else "", "note": ""}


def _map_link(report: Any) -> str:
    """A map of the spot, by the address that the province chose."""
    pattern = str(queries.terms().get("map_link", ""))
    if report.latitude is None or not pattern:
        return ""
    return pattern.replace("{latitude}", f"{report.latitude:.6f}").replace("{longitude}", f"{report.longitude:.6f}")


def _history(report: Any, entries: Iterable[Any]) -> list[dict[str, Any]]:
    """What happened, the newest first; whoever sent it is called the sender, whoever looks."""
    shown = [entry for entry in entries if entry.verb in HISTORY]
    people = accounts.names({int(entry.by_id) for entry in shown if entry.by_kind == "official"})
    return [
        {
            "title": str(HISTORY[entry.verb]),
            "when": entry.at,
            "who": people.get(int(entry.by_id), "") if entry.by_kind == "official" else _who(entry),
            "text": _detail(report, entry),
        }
        for entry in reversed(shown)
    ]


def _who(entry: Any) -> str:
    """Whoever sent it, by whatever way; or the program."""
    return _("Người gửi") if entry.by_kind == "citizen" or entry.by_id in SENDERS else _("Hệ thống")


def _detail(report: Any, entry: Any) -> str:
    facts = entry.facts
    if entry.verb == "feedback.escalated":
        return _("Đã dùng %(percent)s%% thời hạn") % {"percent": facts["percent"]}
    if entry.verb == "feedback.forwarded" and facts.get("binding"):
        return _("Quyết định của nơi điều phối: đơn vị không trả lại được nữa")
    if entry.verb == "feedback.confirmed" and facts.get("by_lapse"):
        return _("Hết thời gian chờ mà người gửi không nói gì khác")
    if entry.verb == "feedback.rejected":
        return str(report.get_reject_reason_display())
    return ""
