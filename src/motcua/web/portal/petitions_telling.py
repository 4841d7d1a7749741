"""Petitions of voters in plain words: where one is, what its class means, what each part of a drawing counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.petitions.queries import Milestone, Progress, PublicPetition, Way
from motcua.domain.petitions.states import PROMISING, Result, State
from motcua.web.portal.telling import Told

WIDE = 100
"""A whole bar, in the units of its drawing."""

STANDINGS: Mapping[str, Promise] = {
    State.COLLECTED: gettext_lazy("Kiến nghị đã được ghi lại, đang chờ xem xét."),
    State.CLASSIFIED: gettext_lazy("Đã biết việc này thuộc lĩnh vực nào; đang chờ chuyển đi để được trả lời."),
    State.SENT: gettext_lazy("Đã chuyển đi để giao cho một cơ quan trả lời."),
    State.ASSIGNED: gettext_lazy("%(unit)s được giao trả lời."),
    State.RETURNED: gettext_lazy("Cơ quan được giao thấy việc không thuộc mình; đang chọn cơ quan khác."),
    State.ACCEPTED: gettext_lazy("%(unit)s đã nhận việc và đang chuẩn bị trả lời."),
    State.ANSWERED: gettext_lazy("%(unit)s đã trả lời. Các đại biểu đang xem trả lời đó đã được chưa."),
    State.CAME_BACK: gettext_lazy("Các đại biểu thấy trả lời chưa được. %(unit)s phải trả lời lại."),
    State.FOLLOWED: gettext_lazy("Đã trả lời và hứa làm. Việc đã hứa được theo dõi đến khi làm xong."),
    State.SETTLED: gettext_lazy("Đã trả lời, đã xem xét xong; kết quả sẽ được báo lại với cử tri."),
    State.REPORTED: gettext_lazy("Kết quả đã được báo lại với cử tri. Việc này đã kết thúc."),
    State.SET_ASIDE: gettext_lazy("Nội dung này không được xử lý như kiến nghị của cử tri."),
    State.GUIDED: gettext_lazy("Việc này phải có đơn khiếu nại theo luật, không giải quyết như kiến nghị."),
    State.JOINED: gettext_lazy("Việc này được giải quyết chung với kiến nghị giống nhau."),
}
"""Where a petition is; a state has its words here whatever it is called in offices."""
CLASSES: Mapping[str, Promise] = {
    Result.DONE: gettext_lazy("Đã làm xong"),
    Result.ONGOING: gettext_lazy("Đang làm, có ngày hẹn"),
    Result.PLANNED: gettext_lazy("Sẽ làm, có ngày hẹn"),
    Result.EXPLAINED: gettext_lazy("Đã giải thích, không có việc làm thêm"),
    Result.NOT_OURS: gettext_lazy("Không thuộc thẩm quyền của tỉnh"),
    Result.CARRIED: gettext_lazy("Chuyển theo dõi ở kỳ họp sau"),
}
NO_ROADMAP, NOT_ANSWERED, OVERDUE, ALL_KEPT = (
    gettext_lazy("Chưa có lộ trình"),
    gettext_lazy("Chưa trả lời"),
    gettext_lazy("Quá hạn, chưa trả lời"),
    gettext_lazy("Đã làm xong việc đã hứa"),
)
TONES: Mapping[str, str] = {
    Result.DONE: "finished",
    Result.ONGOING: "in_progress",
    Result.PLANNED: "new",
    Result.EXPLAINED: "draft",
    Result.NOT_OURS: "draft",
    Result.CARRIED: "soon",
}


@dataclass(frozen=True)
class Said:
    """A class or a state as a coloured word: `tone` is one that `state_tag` knows."""

    words: str
    tone: str


@dataclass(frozen=True)
class Part:
    """One part of a bar: what it counts, where it begins and how long it is, and by which colour it is known."""

    kind: str
    words: str
    count: int
    begins: float
    length: float


@dataclass(frozen=True)
class Bar:
    """The petitions of a session as a bar, and the numbers it is drawn of."""

    progress: Progress
    parts: tuple[Part, ...]


def standing(state: str, unit: str) -> str:
    """Where a petition is, in a sentence."""
    return str(STANDINGS.get(state, "")) % {"unit": unit}


def classed(result: str, *, red: bool, overdue: bool = False, milestones: Sequence[Milestone] = ()) -> Said:
    """What was answered, in a word or two; promised without milestone, day and unit: red; kept whole: done."""
    if red:
        return Said(str(NO_ROADMAP), "late")
    if not result:
        return Said(str(OVERDUE), "late") if overdue else Said(str(NOT_ANSWERED), "supplement")
    if result in PROMISING and milestones and all(each.kept for each in milestones):
        return Said(str(ALL_KEPT), TONES[Result.DONE])
    return Said(str(CLASSES[result]), TONES[result])


def classed_as_a_whole(petition: PublicPetition) -> Said:
    """The class of a petition with all its points; what is owed again after a review is not answered."""
    if petition.state == State.CAME_BACK:
        return classed("", red=False, overdue=petition.overdue)
    return classed(petition.result, red=petition.red, overdue=petition.overdue, milestones=petition.milestones)


def bar_of(progress: Progress) -> Bar:
    """The session as a bar: its parts make up the whole, and one that is there is never too thin to be seen."""
    counted = (
        ("done", _("đã làm xong"), progress.done),
        ("under-way", _("đang làm, có ngày hẹn"), progress.under_way),
        ("told", _("đã giải thích, trả lời khác"), progress.told),
        ("bare", _("chưa có lộ trình"), progress.bare),
        ("owed", _("chưa trả lời xong"), progress.owed),
    )
    parts, begins = [], 0.0
    for kind, words, count in counted:
        length = WIDE * count / progress.total if progress.total else 0.0
        if count:
            parts.append(Part(kind, words, count, round(begins, 2), round(length, 2)))
        begins += length
    return Bar(progress, tuple(parts))


def timeline(way: Way, due_on: date | None, *, owed: bool) -> list[Told]:
    """The days of a petition, the first first, and the day by which an answer is owed."""
    happened = [
        (way.taken_at, _("Đã ghi nhận kiến nghị")),
        (way.sent_at, _("Đã chuyển đi để giao cơ quan trả lời")),
        (way.assigned_at, _("Đã giao cơ quan trả lời")),
        (way.first_answered_at, _("Đã có trả lời")),
        (way.came_back_at, _("Trả lời chưa đạt, phải trả lời lại")),
        (way.answered_at if way.answered_at != way.first_answered_at else None, _("Đã trả lời lại")),
        *((at, _("Văn bản trả lời số %(symbol)s bị thu hồi") % {"symbol": symbol}) for symbol, at in way.recalled),
        *((at, _("Chuyển theo dõi ở kỳ họp thứ %(number)s") % {"number": number}) for number, at in way.carried),
        (way.closed_at, _("Kết thúc")),
    ]
    past = [(at, words) for at, words in happened if at is not None]
    lines = [Told(title=words, when=at) for at, words in sorted(past, key=itemgetter(0))]
    if owed and due_on is not None:
        lines.append(Told(title=_("Phải trả lời chậm nhất ngày %(day)s") % {"day": f"{due_on:%d/%m/%Y}"}, mark="next"))
    return lines
