"""The page of a petition: what can be done now, by when, its points with answers and promises, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import queries as feedback
from motcua.domain.journal import queries as journal
from motcua.domain.letters.states import NUMBERED
from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import Choice, Waiting
from motcua.domain.petitions.states import PROMISING, Detail, State
from motcua.kernel.actors import Official
from motcua.web.desk import words
from motcua.web.desk.open_steps import Button, Step, step_shown
from motcua.web.desk.petitions.forms import english, named, session_name
from motcua.web.desk.seat import DeskRequest, at_desk, page

ONE_PRESS = frozenset({"accept"})
"""Moves with nothing to say and nothing to look at first."""
MOST_REPORTS = 60
"""Reports of the same place that are compared."""
HISTORY: Mapping[str, Promise] = {
    "petitions.taken": gettext_lazy("Ghi nhận kiến nghị"),
    "petitions.cleared": gettext_lazy("Xác nhận không phải tố cáo"),
    "petitions.pointed": gettext_lazy("Tách thành các ý"),
    "petitions.classified": gettext_lazy("Phân loại, xác định thẩm quyền"),
    "petitions.set_aside": gettext_lazy("Không xử lý như kiến nghị"),
    "petitions.joined": gettext_lazy("Gộp với kiến nghị giống nhau"),
    "petitions.guided": gettext_lazy("Hướng dẫn khiếu nại"),
    "petitions.sent": gettext_lazy("Chuyển cơ quan điều hành"),
    "petitions.assigned": gettext_lazy("Giao cơ quan trả lời"),
    "petitions.accepted": gettext_lazy("Cơ quan chủ trì nhận trả lời"),
    "petitions.returned": gettext_lazy("Cơ quan được giao trả lại"),
    "petitions.answered": gettext_lazy("Mọi ý đã có trả lời"),
    "petitions.answer_recalled": gettext_lazy("Văn bản trả lời bị thu hồi"),
    "petitions.answer_taken_over": gettext_lazy("Văn bản trả lời được thay bằng văn bản khác"),
    "petitions.owed_again": gettext_lazy("Phải trả lời lại"),
    "petitions.came_back": gettext_lazy("Thẩm tra: chưa đạt, trả lời lại"),
    "petitions.followed": gettext_lazy("Thẩm tra: đạt, theo dõi lời hứa"),
    "petitions.settled": gettext_lazy("Thẩm tra: đạt"),
    "petitions.fulfilled": gettext_lazy("Đã thực hiện hết lời hứa"),
    "petitions.committed": gettext_lazy("Thêm mốc thực hiện"),
    "petitions.commitment_kept": gettext_lazy("Một việc đã hứa được thực hiện"),
    "petitions.carried_over": gettext_lazy("Chuyển kỳ họp sau"),
    "petitions.reported": gettext_lazy("Báo cáo kết quả với cử tri"),
    "petitions.reminded": gettext_lazy("Nhắc trả lời"),
    "petitions.called_unanswered": gettext_lazy("Cử tri bấm “Chưa được trả lời”"),
    "petitions.paper_added": gettext_lazy("Thêm giấy tờ kèm theo"),
    "petitions.paper_removed": gettext_lazy("Bỏ giấy tờ kèm theo"),
    "petitions.paper_passed_on": gettext_lazy("Đổi người được xem giấy tờ kèm theo"),
    "petitions.published": gettext_lazy("Công khai"),
    "petitions.voter_named": gettext_lazy("Đổi việc công khai tên cử tri"),
    "petitions.handed_on": gettext_lazy("Chuyển việc phối hợp, lời hứa sang cơ quan tiếp nhận"),
    "petitions.kept_private": gettext_lazy("Để không công khai"),
    "matters.task_claimed": gettext_lazy("Nhận việc"),
    "matters.task_released": gettext_lazy("Trả việc cho cả bộ phận"),
    "matters.task_reassigned": gettext_lazy("Giao việc cho đồng nghiệp"),
    "matters.handed_on": gettext_lazy("Chuyển sang cơ quan tiếp nhận"),
}
"""What the journal's verbs are called on a petition's page; what is not here is not shown."""
OF_EACH_POINT = frozenset({"petitions.answer_recalled", "petitions.answer_taken_over"})
"""Verbs that stand in the journal once for each point."""


@dataclass
class PointShown:
    """A point with the answer that stands, what it promises, and the drafts that this reader may see."""

    point: Any
    topic: str
    level: str
    answer: Any = None
    letter: str = ""
    milestones: list[Any] = field(default_factory=list)
    drafts: list[Any] = field(default_factory=list)
    red: bool = False


@require_safe
@at_desk
def petition(request: DeskRequest, petition_id: int) -> HttpResponse:
    """Everything an official needs of one petition, and nothing of who asked that is not theirs to know."""
    official, now = request.official, request.now
    found = queries.one_seen_by(petition_id, official)
    today = localdate(now)
    deeds = queries.deeds_open_to(found, official)
    desks = queries.desks_of(official)
    sorting = desks.council and found.state in {State.COLLECTED, State.CLASSIFIED} and not found.suspected
    context = {
        "petition": found,
        "steps": [_step(each, found, official, now) for each in queries.desk_view(found, official)],
        "deeds": deeds,
        "desks": desks,
        "late": queries.is_overdue(found, today),
        "today": today,
        "points": _points(found, official, drafting="draft" in deeds),
        "voter": queries.voter_shown_to(found, official),
        "place": agencies.full_name(found.matter.event_area, english=english()) if found.matter.event_area else "",
        "session": session_name(found.session) if found.session else "",
        "field": dict(named(queries.fields())).get(found.field, ""),
        "beside": queries.beside(found),
        "letters": _letters(found, official),
        "papers": queries.attachments_for(found.pk, official),
        "recalled": queries.recalled_letters(found.pk),
        "similar": _similar(found, official) if sorting else [],
        "join": queries.task_for(found.pk, "join") if sorting else None,
        "into": queries.of_matter(found.joined_to_id) if found.joined_to_id and desks.council else None,
        "letter_href": letter_address(found.pk) if "issue" in deeds else "",
        "here": official.agency_id,
        "specialist": "specialist" in official.duties,
        "history": _history(found),
    }
    return page(request, "petitions/petition", context)


def letter_address(petition_id: int) -> str:
    """Where the letter that answers is written."""
    return reverse("desk:petition_letter", kwargs={"petition_id": petition_id})


def _points(found: Any, official: Official, *, drafting: bool) -> list[PointShown]:
    topics, levels = dict(named(queries.fields())), dict(named(queries.levels()))
    standing = {each.point_id: each for each in queries.answers_of(found.pk, issued=True)}
    promised: dict[int, list[Any]] = {}
    for row in queries.commitments_of(found.pk):
        promised.setdefault(row.answer.point_id, []).append(row)
    drafts: dict[int, list[Any]] = {}
    for each in queries.drafts_of(found.pk, official) if drafting else ():
        drafts.setdefault(each.point_id, []).append(each)
    shown = []
    for point in queries.points_of(found.pk):
        answer = standing.get(point.pk) if point.answered_at is not None else None
        milestones = promised.get(point.pk, [])
        shown.append(
            PointShown(
                point,
                topics.get(point.field, ""),
                levels.get(point.level, ""),
                answer,
                _letter(answer, official),
                milestones,
                drafts.get(point.pk, []),
                point.result in PROMISING and (point.detail == Detail.NO_ROADMAP or not milestones),
            )
        )
    return shown


def _letters(found: Any, official: Official) -> list[dict[str, Any]]:
    """The letters that answer: drafts for the agency that writes them, what went out for everybody at these desks.

    Who did not write it is led to where anybody checks it.
    """
    shown = []
    for each in queries.letters_of(found.pk):
        letter = each.letter
        own, out = letter.agency_id == official.agency_id, letter.state in NUMBERED
        if own or out:
            href = (
                reverse("desk:letter", kwargs={"letter_id": letter.pk})
                if own
                else reverse("portal:document", kwargs={"code": letter.check_code})
            )
            shown.append({"said": each, "href": href, "own": own, "out": out, "state": letter.get_state_display()})
    return shown


def _letter(answer: Any, official: Official) -> str:
    """The page of the letter, for the people of the agency that wrote it."""
    if answer is None or answer.letter_id is None or answer.agency_id != official.agency_id:
        return ""
    return reverse("desk:letter", kwargs={"letter_id": answer.letter_id})


def _similar(found: Any, official: Official) -> list[dict[str, Any]]:
    """What may be the same: petitions of any session, and published reports of the same place."""
    told = []
    if found.matter.event_area is not None:
        code = found.matter.event_area.code
        near = feedback.public_reports(feedback.PublicFilter(area=code))[:MOST_REPORTS]
        told = [queries.Told(str(each.matter.code), each.public_text, code) for each in near]
    words_of = {each.code: each.words for each in told}
    return [
        {
            "code": each.code,
            "petition": each.petition,
            "percent": round(each.words),
            "words": each.petition.content if each.petition is not None else words_of[each.code],
            "session": session_name(each.petition.session) if each.petition and each.petition.session else "",
        }
        for each in queries.similar_for_council(found, official, told)
    ]


def _step(waiting: Waiting, found: Any, official: Official, now: datetime) -> Step:
    holder = waiting.task.assignee.full_name if waiting.task.assignee else ""
    said = words.NOT_BECAUSE.get(waiting.not_because, "")
    if waiting.not_because == "task_of_another" and holder:
        said = _("%(holder)s đang giữ việc này.") % {"holder": holder}
    buttons = [_button(each, first=place == 0) for place, each in enumerate(waiting.choices)]
    return step_shown(waiting, found.matter, buttons, str(said), official, now, due_otherwise=True)


def _button(choice: Choice, *, first: bool) -> Button:
    look = "" if first else "govuk-button--secondary"
    return Button(choice, choice.move not in ONE_PRESS, look)


def _history(found: Any) -> list[dict[str, Any]]:
    """What happened, the newest first; whoever asked is called the voter."""
    shown = [entry for entry in journal.history_of(found.pk) if entry.verb in HISTORY]
    # A letter that answers several points is recalled once.
    shown = [
        entry
        for before, entry in zip([None, *shown], shown, strict=False)
        if entry.verb not in OF_EACH_POINT or before is None or (before.verb, before.at) != (entry.verb, entry.at)
    ]
    people = accounts.names({int(entry.by_id) for entry in shown if entry.by_kind == "official"})
    return [
        {
            "title": str(HISTORY[entry.verb]),
            "when": entry.at,
            "who": people.get(int(entry.by_id), "") if entry.by_kind == "official" else _who(entry),
            "text": _detail(entry),
        }
        for entry in reversed(shown)
    ]


def _who(entry: Any) -> str:
    return _("Cử tri") if entry.by_id == "voter" or entry.by_kind == "citizen" else _("Hệ thống")


def _detail(entry: Any) -> str:
    facts = entry.facts
    if entry.verb == "petitions.reminded" and facts.get("percent"):
        return _("Đã dùng %(percent)s%% thời hạn") % {"percent": facts["percent"]}
    if entry.verb == "petitions.assigned":
        return _("Trả lời chậm nhất ngày %(day)s") % {"day": _day(facts.get("due_on"))}
    return ""


def _day(said: Any) -> str:
    return f"{date.fromisoformat(str(said)):%d/%m/%Y}" if said else ""
