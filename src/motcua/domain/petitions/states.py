"""The states of a voter's petition, its legal moves, the classes of results, and the verbs it writes to the journal."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.kernel.workflow import Move, Workflow


class State(TextChoices):
    """Where a petition stands, from the meeting with voters to the report back to them."""

    COLLECTED = "collected", _("Đã ghi nhận")
    CLASSIFIED = "classified", _("Đã phân loại")
    SENT = "sent", _("Đã chuyển cơ quan điều hành")
    ASSIGNED = "assigned", _("Đã giao cơ quan trả lời")
    RETURNED = "returned", _("Cơ quan được giao trả lại")
    ACCEPTED = "accepted", _("Đang chuẩn bị trả lời")
    ANSWERED = "answered", _("Đã có văn bản trả lời")
    CAME_BACK = "came_back", _("Trả lời chưa đạt, phải trả lời lại")
    FOLLOWED = "followed", _("Đang theo dõi lời hứa")
    SETTLED = "settled", _("Đã thẩm tra xong")
    REPORTED = "reported", _("Đã báo cáo cử tri")
    SET_ASIDE = "set_aside", _("Không phải kiến nghị")
    JOINED = "joined", _("Gộp với kiến nghị giống nhau")
    GUIDED = "guided", _("Đã hướng dẫn khiếu nại")
    SEALED = "sealed", _("Đã chuyển bộ phận tiếp công dân")


_OWED = (State.ACCEPTED, State.CAME_BACK)
_OPEN = (
    State.COLLECTED,
    State.CLASSIFIED,
    State.SENT,
    State.ASSIGNED,
    State.RETURNED,
    State.ACCEPTED,
    State.ANSWERED,
    State.CAME_BACK,
    State.FOLLOWED,
    State.SETTLED,
)

WORKFLOW = Workflow(
    initial=State.COLLECTED,
    moves={
        "classify": Move.to(State.CLASSIFIED, State.COLLECTED, State.CLASSIFIED),
        "set_aside": Move.to(State.SET_ASIDE, State.COLLECTED, State.CLASSIFIED),
        "join": Move.to(State.JOINED, State.COLLECTED, State.CLASSIFIED),
        "guide": Move.to(State.GUIDED, State.COLLECTED, State.CLASSIFIED),
        "send": Move.to(State.SENT, State.CLASSIFIED),
        "assign": Move.to(State.ASSIGNED, State.SENT, State.RETURNED),
        "accept": Move.to(State.ACCEPTED, State.ASSIGNED),
        "give_back": Move.to(State.RETURNED, State.ASSIGNED),
        "answer": Move.to(State.ANSWERED, *_OWED),
        "come_back": Move.to(State.CAME_BACK, State.ANSWERED),
        "follow": Move.to(State.FOLLOWED, State.ANSWERED),
        "settle": Move.to(State.SETTLED, State.ANSWERED),
        "fulfil": Move.to(State.SETTLED, State.FOLLOWED),
        "report_back": Move.to(State.REPORTED, State.SETTLED),
        "owe_again": Move.to(State.ACCEPTED, State.ANSWERED, State.FOLLOWED, State.SETTLED),
        "seal": Move.to(State.SEALED, *_OPEN),
    },
)

OWED = frozenset({State.SENT, State.ASSIGNED, State.RETURNED, *_OWED})
"""Sent to the executive, and an answer is owed: what may be overdue."""
ANSWERED = frozenset({State.ANSWERED, State.FOLLOWED, State.SETTLED, State.REPORTED})
"""Every point has an answer that stands."""
APART = frozenset({State.SET_ASIDE, State.JOINED, State.GUIDED, State.SEALED})
"""What is no petition of its own: out of every denominator."""
UNSEEN = frozenset({State.SEALED, State.SET_ASIDE, State.GUIDED, State.JOINED})
"""What is never on the public board by itself."""


class Source(TextChoices):
    """By which way a petition came."""

    MEETING = "meeting", _("Tiếp xúc cử tri")
    FRONT = "front", _("Mặt trận Tổ quốc tổng hợp")
    RECEPTION = "reception", _("Tiếp công dân")
    WRITTEN = "written", _("Đơn, thư")
    HOTLINE = "hotline", _("Tổng đài")
    SHEET = "sheet", _("Bảng tổng hợp")


class Period(TextChoices):
    """When voters are met, seen from a session of the council."""

    BEFORE = "before", _("Trước kỳ họp")
    AFTER = "after", _("Sau kỳ họp")
    BETWEEN = "between", _("Thường xuyên, theo chuyên đề")


class Screening(TextChoices):
    """What somebody's words turn out to be instead of a petition."""

    NOT_A_PETITION = "not_a_petition", _("Không phải kiến nghị")
    COMPLAINT = "complaint", _("Là khiếu nại")
    DENUNCIATION = "denunciation", _("Là tố cáo")


class Result(TextChoices):
    """The class of a point's answer: how the council counts it (docs/law/petitions.md)."""

    DONE = "done", _("Đã giải quyết xong")
    ONGOING = "ongoing", _("Đang giải quyết")
    PLANNED = "planned", _("Sẽ giải quyết")
    EXPLAINED = "explained", _("Giải trình, cung cấp thông tin")
    NOT_OURS = "not_ours", _("Không thuộc thẩm quyền")
    CARRIED = "carried", _("Chuyển kỳ họp sau")


class Detail(TextChoices):
    """What is behind a class: what was done, or why it is not done yet."""

    ISSUED = "issued", _("Ban hành, sửa đổi văn bản")
    INSPECTED = "inspected", _("Thanh tra, kiểm tra")
    CARRIED_OUT = "carried_out", _("Tổ chức thực hiện")
    ROADMAP = "roadmap", _("Có lộ trình")
    SUBMITTED = "submitted", _("Đã trình cấp trên")
    NO_ROADMAP = "no_roadmap", _("Chưa có lộ trình")
    NO_MEANS = "no_means", _("Chưa có nguồn lực")
    NOT_NOW = "not_now", _("Chưa thể giải quyết ngay")
    HIGHER_RULE = "higher_rule", _("Liên quan văn bản của cấp trên")
    OTHER = "other", _("Lý do khác")


PROMISING = frozenset({Result.ONGOING, Result.PLANNED})
"""Classes that promise something: without milestone, day and unit they count as without a roadmap, in red."""
_OF_DONE = frozenset({Detail.ISSUED, Detail.INSPECTED, Detail.CARRIED_OUT})
DETAILS: dict[str, frozenset[Detail]] = {
    Result.DONE: _OF_DONE,
    Result.ONGOING: frozenset(set(Detail) - _OF_DONE),
    Result.PLANNED: frozenset(set(Detail) - _OF_DONE),
}
"""The details a class must choose from; the others have none."""
FURTHEST_FIRST = (
    Result.PLANNED,
    Result.ONGOING,
    Result.CARRIED,
    Result.NOT_OURS,
    Result.EXPLAINED,
    Result.DONE,
)
"""A petition with several points counts in the class that is furthest from done."""


class BatchState(TextChoices):
    """How far a batch is, by its petitions."""

    SENT = "sent", _("Đã chuyển")
    UNDER_WAY = "under_way", _("Đang xử lý")
    ANSWERED = "answered", _("Đã trả lời")


class Way(TextChoices):
    """By which way a voter without an account is told."""

    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn")


class Event(TextChoices):
    """What a voter is told of; each has its message (`rules.letters`) and its job."""

    TAKEN = "taken", _("Đã ghi nhận kiến nghị")
    CLASSIFIED = "classified", _("Đã phân loại kiến nghị")
    SET_ASIDE = "set_aside", _("Không xử lý như kiến nghị")
    JOINED = "joined", _("Đã gộp với kiến nghị giống nhau")
    GUIDED = "guided", _("Hướng dẫn khiếu nại")
    SENT = "sent", _("Đã chuyển cơ quan điều hành")
    ASSIGNED = "assigned", _("Đã giao cơ quan trả lời")
    ANSWERED = "answered", _("Đã có trả lời")
    CAME_BACK = "came_back", _("Trả lời chưa đạt")
    PROMISED = "promised", _("Có lời hứa mới")
    KEPT = "kept", _("Lời hứa đã thực hiện")
    CARRIED_OVER = "carried_over", _("Chuyển kỳ họp sau")
    REPORTED = "reported", _("Đã báo cáo cử tri")
    RECALLED = "recalled", _("Văn bản trả lời bị thu hồi")
    OWED_AGAIN = "owed_again", _("Phải trả lời lại")
    HANDED_ON = "handed_on", _("Cơ quan khác tiếp tục giải quyết")
    DUE_DATE_CHANGED = "due_date_changed", _("Ngày trả lời thay đổi")


OF_ONE_VOTER = frozenset({Event.TAKEN, Event.JOINED})
"""What is told to the voter of that petition alone; of the rest, everybody whose petition was joined to it is told."""
MAY_COME_AGAIN = frozenset(
    {Event.ASSIGNED, Event.ANSWERED, Event.CAME_BACK, Event.PROMISED, Event.KEPT, Event.RECALLED, Event.OWED_AGAIN}
)

VERB_OF_MOVE = {
    "classify": "petitions.classified",
    "set_aside": "petitions.set_aside",
    "join": "petitions.joined",
    "guide": "petitions.guided",
    "send": "petitions.sent",
    "assign": "petitions.assigned",
    "accept": "petitions.accepted",
    "give_back": "petitions.returned",
    "answer": "petitions.answered",
    "come_back": "petitions.came_back",
    "follow": "petitions.followed",
    "settle": "petitions.settled",
    "fulfil": "petitions.fulfilled",
    "report_back": "petitions.reported",
    "owe_again": "petitions.owed_again",
    "seal": "petitions.sealed",
}

COMMON = {"state": FactKind.CODE, "agency": FactKind.CODE, "source": FactKind.CODE, "field?": FactKind.CODE}
MOVED = {**COMMON, "step?": FactKind.CODE, "outcome?": FactKind.CODE, "due?": FactKind.INSTANT}

declare(
    {
        "petitions.terms_published": {"fields": FactKind.COUNT},
        "petitions.term_opened": {"term": FactKind.CODE},
        "petitions.session_opened": {"term": FactKind.CODE, "number": FactKind.COUNT, "opens": FactKind.DAY},
        "petitions.group_named": {"group": FactKind.CODE},
        "petitions.delegate_named": {"group?": FactKind.CODE},
        "petitions.meeting_held": {
            "period": FactKind.CODE,
            "day": FactKind.DAY,
            "area": FactKind.CODE,
            "attendance": FactKind.COUNT,
        },
        "petitions.opinion_noted": {"meeting": FactKind.ID},
        "petitions.opinion_answered": {"meeting": FactKind.ID},
        "petitions.taken": {
            **COMMON,
            "code": FactKind.CODE,
            "area?": FactKind.CODE,
            "session?": FactKind.COUNT,
            "anonymous": FactKind.FLAG,
            "suspected": FactKind.FLAG,
        },
        "petitions.cleared": COMMON,
        "petitions.pointed": {**COMMON, "points": FactKind.COUNT},
        "petitions.classified": {**MOVED, "level": FactKind.CODE, "to": FactKind.CODE},
        "petitions.set_aside": MOVED,
        "petitions.joined": {**MOVED, "into": FactKind.ID},
        "petitions.guided": MOVED,
        "petitions.sealed": {"source": FactKind.CODE},
        "petitions.sent": {**MOVED, "batch": FactKind.ID},
        "petitions.assigned": {
            **MOVED,
            "to": FactKind.CODE,
            "with": FactKind.CODES,
            "letter_of": FactKind.DAY,
            "due_on": FactKind.DAY,
        },
        "petitions.accepted": MOVED,
        "petitions.returned": {**MOVED, "times": FactKind.COUNT, "suggested?": FactKind.CODE},
        "petitions.answer_drafted": {
            **COMMON,
            "point": FactKind.COUNT,
            "result": FactKind.CODE,
            "promises": FactKind.COUNT,
        },
        "petitions.reply_drafted": {**COMMON, "point": FactKind.COUNT, "letter": FactKind.ID},
        "petitions.answer_issued": {
            **COMMON,
            "point": FactKind.COUNT,
            "result": FactKind.CODE,
            "letter?": FactKind.ID,
        },
        "petitions.answered": {**MOVED, "result": FactKind.CODE, "verdict": FactKind.CODE, "in_time": FactKind.FLAG},
        "petitions.answer_recalled": {**COMMON, "point": FactKind.COUNT, "letter": FactKind.ID},
        "petitions.answer_withdrawn": {
            **COMMON,
            "point": FactKind.COUNT,
            "letter": FactKind.ID,
            "promises": FactKind.COUNT,
        },
        "petitions.answer_taken_over": {
            **COMMON,
            "point": FactKind.COUNT,
            "letter": FactKind.ID,
            "from_letter": FactKind.ID,
        },
        "petitions.owed_again": MOVED,
        "petitions.came_back": {**MOVED, "times": FactKind.COUNT, "committee?": FactKind.CODE},
        "petitions.followed": {**MOVED, "committee?": FactKind.CODE, "promises": FactKind.COUNT},
        "petitions.settled": {**MOVED, "committee?": FactKind.CODE},
        "petitions.fulfilled": MOVED,
        "petitions.committed": {**COMMON, "unit": FactKind.CODE, "due_on": FactKind.DAY},
        "petitions.commitment_kept": {**COMMON, "unit": FactKind.CODE, "due_on": FactKind.DAY, "late": FactKind.FLAG},
        "petitions.carried_over": {**COMMON, "from": FactKind.COUNT, "to": FactKind.COUNT},
        "petitions.reported": {**MOVED, "meeting?": FactKind.ID},
        "petitions.reminded": {**COMMON, "percent?": FactKind.COUNT},
        "petitions.commitment_watched": {
            **COMMON,
            "unit": FactKind.CODE,
            "days": FactKind.COUNT,
            "late": FactKind.FLAG,
        },
        "petitions.called_unanswered": COMMON,
        "petitions.paper_added": {**COMMON, "passed_on": FactKind.FLAG},
        "petitions.paper_removed": COMMON,
        "petitions.paper_passed_on": {**COMMON, "passed_on": FactKind.FLAG},
        "petitions.minutes_handed_in": {},
        "petitions.published": COMMON,
        "petitions.kept_private": COMMON,
        "petitions.voter_named": {**COMMON, "named": FactKind.FLAG},
        "petitions.handed_on": {**COMMON, "from": FactKind.CODE, "to": FactKind.CODE, "roles": FactKind.CODES},
        "petitions.sheet_read": {"digest": FactKind.HASH, "lines": FactKind.COUNT, "faulty": FactKind.COUNT},
        "petitions.sheet_taken": {"digest": FactKind.HASH, "lines": FactKind.COUNT},
        "petitions.rerouted": {"source": FactKind.CODE},
    }
)
