"""The life of a dossier in plain sentences for its applicant: its journal, its open steps, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import Whole
from motcua.domain.dossiers.states import WORKFLOW, State
from motcua.domain.matters.states import HoldReason
from motcua.web.shared.filters import day, moment
from motcua.web.shared.succession import handed_on_sentence

SENTENCES: dict[str, Promise | str] = {
    "dossiers.submitted": gettext_lazy("Hồ sơ đã đến %(unit)s"),
    "dossiers.filed_for_another": gettext_lazy("Hồ sơ do người được ủy quyền nộp thay"),
    "dossiers.disowned": gettext_lazy("Chủ hồ sơ báo không ủy quyền việc này"),
    "dossiers.authority_confirmed": gettext_lazy("Chủ hồ sơ xác nhận có ủy quyền"),
    "dossiers.answer_overdue": gettext_lazy(
        "Quá thời gian phải trả lời mà hồ sơ chưa được xem; việc này đã được ghi lại"
    ),
    "dossiers.accepted": gettext_lazy("Hồ sơ được tiếp nhận, mã hồ sơ %(code)s"),
    "dossiers.rejected": gettext_lazy("Hồ sơ không được tiếp nhận; lý do ghi trong phiếu từ chối"),
    "dossiers.begun": gettext_lazy("Cơ quan giải quyết bắt đầu làm"),
    "dossiers.advanced": gettext_lazy("Đã xong bước: %(step)s"),
    "dossiers.supplement_asked": gettext_lazy(
        "Cơ quan yêu cầu bổ sung, chậm nhất hết ngày %(window_ends)s; thời hạn tạm dừng"
    ),
    "dossiers.supplement_supplied": gettext_lazy("Bạn đã bổ sung hồ sơ; thời hạn được tính tiếp"),
    "dossiers.payment_asked": gettext_lazy("Cơ quan yêu cầu nộp nghĩa vụ tài chính; thời hạn tạm dừng"),
    "dossiers.paid": gettext_lazy("Đã nộp nghĩa vụ tài chính; thời hạn được tính tiếp"),
    "dossiers.supplement_allowed": gettext_lazy("Lãnh đạo cho phép cơ quan yêu cầu bổ sung thêm một lần"),
    "dossiers.window_closing": gettext_lazy("Nhắc bạn: hạn bổ sung là hết ngày %(window_ends)s"),
    "dossiers.window_closed": gettext_lazy("Đã hết hạn bổ sung; cơ quan có thể dừng giải quyết"),
    "dossiers.held": gettext_lazy("Thời hạn tạm dừng: %(hold)s"),
    "dossiers.hold_ended": gettext_lazy("Thời hạn được tính tiếp; hẹn trả %(due)s"),
    "dossiers.apologised": gettext_lazy("Cơ quan xin lỗi vì chưa kịp hẹn %(due)s và hẹn lại %(new_due)s"),
    "dossiers.consulted_in_vain": gettext_lazy(
        "Cơ quan được hỏi ý kiến không trả lời kịp; cơ quan giải quyết làm tiếp, việc này đã được ghi lại"
    ),
    "dossiers.corrected": gettext_lazy("Một mục ghi sai đã được đính chính"),
    "dossiers.result_reissued": gettext_lazy("Giấy tờ kết quả được cấp lại: %(paper)s"),
    "dossiers.reopened": gettext_lazy("Hồ sơ được mở theo quyết định giải quyết lại"),
    "dossiers.taken_up_again": gettext_lazy("Hồ sơ được giải quyết lại bằng một hồ sơ mới"),
    "dossiers.result_issued": gettext_lazy("Đã ban hành: %(paper)s"),
    "dossiers.finished": gettext_lazy("Đã có kết quả"),
    "dossiers.handed_over": gettext_lazy("Kết quả đã được trả"),
    "dossiers.withdrawn": gettext_lazy("Bạn đã rút hồ sơ"),
    "dossiers.stopped": gettext_lazy("Cơ quan dừng giải quyết; lý do ghi trong văn bản thông báo"),
    "matters.handed_on": "%(handed_on)s",
    "matters.due_date_recomputed": gettext_lazy(
        "Lịch làm việc thay đổi nên ngày hẹn trả chuyển từ %(old_due)s sang %(new_due)s"
    ),
}
"""What each verb of the journal is called here; a verb that is not here is the office's own affair."""

WHOEVER_DID: dict[str, Promise] = {
    "dossiers.supplement_supplied": gettext_lazy("Đã bổ sung hồ sơ; thời hạn được tính tiếp"),
    "dossiers.withdrawn": gettext_lazy("Hồ sơ đã được rút"),
}
"""The same where somebody else files for the owner: it may have been either of them."""

WITHOUT_AGENCY = {
    "dossiers.submitted",
    "dossiers.filed_for_another",
    "dossiers.disowned",
    "dossiers.authority_confirmed",
    "dossiers.begun",
    "dossiers.supplement_supplied",
    "dossiers.withdrawn",
    "dossiers.result_issued",
}
"""What the applicant did, and what no single step did."""

VERDICTS: dict[str, Promise] = {
    "early": gettext_lazy("Trước hạn"),
    "on_time": gettext_lazy("Đúng hạn"),
    "late": gettext_lazy("Quá hạn"),
}


@dataclass(frozen=True)
class Told:
    """One line of the timeline."""

    title: str
    when: datetime | None = None
    who: str = ""
    text: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """Where a dossier is now: at which step, whose turn it is, since when."""

    title: str
    who: str
    since: datetime
    mine: bool


def timeline(whole: Whole, tasks: Sequence[Any], *, english: bool) -> list[Told]:
    """What happened, what is being done now, and what the applicant waits for."""
    dossier = whole.dossier
    papers = {paper.pk: _in(paper, "title", english) for paper in whole.papers}
    steps = {task.step: task for task in tasks}
    sentences = SENTENCES if queries.agent_of(dossier) is None else {**SENTENCES, **WHOEVER_DID}
    lines = [
        Told(
            title=str(sentences[entry.verb]) % _words(entry, whole, steps, papers, english),
            when=entry.at,
            who=_who(entry.verb, entry.facts, steps, english),
            text=str(VERDICTS.get(entry.facts.get("verdict", ""), "")),
        )
        for entry in _in_order(whole.history)
        if entry.verb in SENTENCES
    ]
    lines += [
        Told(title=place.title, when=place.since, who=place.who, mark="now")
        for place in whereabouts(tasks, english=english)
    ]
    if dossier.matter.due_at and dossier.state not in {State.FINISHED, *WORKFLOW.final}:
        lines.append(Told(title=_("Hẹn trả kết quả"), when=dossier.matter.due_at, mark="next"))
    return lines


def whereabouts(tasks: Iterable[Any], *, english: bool) -> list[Whereabouts]:
    """The open steps of a dossier."""
    return [
        Whereabouts(
            title=_in(task, "title", english),
            who=_in(task.agency, "name", english) if task.agency else _("Đến lượt bạn"),
            since=task.opened_at,
            mine=task.agency is None,
        )
        for task in tasks
        if task.closed_at is None
    ]


def _in_order(history: Iterable[Any]) -> list[Any]:
    """By the moment things happened; at one moment, a paper comes after the step that brought it."""
    return sorted(history, key=lambda entry: (entry.at, entry.verb == "dossiers.result_issued", entry.pk))


def _words(
    entry: Any,
    whole: Whole,
    steps: Mapping[str, Any],
    papers: Mapping[int, str],
    english: bool,
) -> dict[str, str]:
    facts, dossier = entry.facts, whole.dossier
    step = steps.get(str(facts.get("step")))
    return {
        "unit": _in(_unit_then(whole, entry), "name", english),
        "handed_on": handed_on_sentence(whole.happened.handed_on.get(entry.pk), english=english),
        "code": str(facts.get("code") or dossier.matter.code or ""),
        "step": _in(step, "title", english) if step else "",
        "paper": papers.get(facts.get("paper", 0), _("kết quả")),
        "window_ends": _day(facts.get("window_ends")),
        "old_due": _moment(facts.get("old_due")),
        "new_due": _moment(facts.get("new_due")),
        "due": _moment(facts.get("due")),
        "hold": str(HoldReason(facts["reason"]).label) if "reason" in facts else "",
    }


def _unit_then(whole: Whole, entry: Any) -> Any:
    """The one-stop unit that the dossier was with at an entry: what was before a hand-over keeps its name."""
    later = (whole.happened.handed_on.get(each.pk) for each in whole.history if each.pk > entry.pk)
    return next((each.was for each in later if each and each.receives), whole.dossier.matter.one_stop)


def _who(verb: str, facts: Mapping[str, Any], steps: Mapping[str, Any], english: bool) -> str:
    """The agency whose step it was; nobody where the sentence says it all."""
    if verb in WITHOUT_AGENCY:
        return ""
    step = steps.get(str(facts.get("step")))
    return _in(step.agency, "name", english) if step and step.agency else ""


def _in(thing: Any, name: str, english: bool) -> str:
    return str((getattr(thing, f"{name}_en") if english else "") or getattr(thing, name))


def _day(written: object) -> str:
    return day(date.fromisoformat(str(written))) if written else ""


def _moment(written: object) -> str:
    return moment(datetime.fromisoformat(str(written))) if written else ""
