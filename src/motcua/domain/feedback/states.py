"""The life of a report (phản ánh, kiến nghị): its states, the legal moves between them, and its closed lists.

States follow what Vietnamese feedback systems share (docs/law/feedback.md); the reading of Nghị định 20/2008/NĐ-CP
is in `LegalKind`. A denunciation is no report: it leaves this table at once (`models.SealedLetter`).
"""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.domain.matters.states import RECOUNTED
from motcua.kernel.workflow import Move, Workflow


class State(TextChoices):
    NEW = "new", _("Mới gửi")
    FORWARDED = "forwarded", _("Đã chuyển đơn vị")
    RETURNED = "returned", _("Đơn vị trả lại")
    ACCEPTED = "accepted", _("Đơn vị đã nhận")
    ASKED = "asked", _("Chờ người gửi trả lời thêm")
    ANSWER_DRAFTED = "answer_drafted", _("Chờ duyệt trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    REOPENED = "reopened", _("Mở lại vì chưa xong")
    CONFIRMED = "confirmed", _("Người gửi đã xác nhận")
    CLOSED = "closed", _("Đã kết thúc")
    REJECTED = "rejected", _("Không tiếp nhận")
    MERGED = "merged", _("Gộp vào phản ánh trùng")
    GUIDED = "guided", _("Đã hướng dẫn khiếu nại, tố cáo")
    PASSED_ON = "passed_on", _("Đã chuyển cơ quan ngoài tỉnh")
    SEALED = "sealed", _("Đã chuyển bộ phận tiếp công dân")
    WITHDRAWN = "withdrawn", _("Người gửi rút lại")


_BEFORE_WORK = (State.NEW, State.RETURNED)
_AT_THE_UNIT = (State.ACCEPTED, State.REOPENED)

WORKFLOW = Workflow(
    initial=State.NEW,
    moves={
        "forward": Move.to(State.FORWARDED, *_BEFORE_WORK),
        "reject": Move.to(State.REJECTED, *_BEFORE_WORK),
        "merge": Move.to(State.MERGED, *_BEFORE_WORK),
        "guide": Move.to(State.GUIDED, *_BEFORE_WORK),
        "pass_on": Move.to(State.PASSED_ON, *_BEFORE_WORK),
        "accept": Move.to(State.ACCEPTED, State.FORWARDED),
        "give_back": Move.to(State.RETURNED, State.FORWARDED),
        "ask": Move.to(State.ASKED, *_AT_THE_UNIT),
        "reply": Move.to(State.ACCEPTED, State.ASKED),
        "draft_answer": Move.to(State.ANSWER_DRAFTED, *_AT_THE_UNIT),
        "send_back": Move.to(State.ACCEPTED, State.ANSWER_DRAFTED),
        "answer": Move.to(State.ANSWERED, State.ANSWER_DRAFTED),
        "confirm": Move.to(State.CONFIRMED, State.ANSWERED),
        "reopen": Move.to(State.REOPENED, State.ANSWERED),
        "close": Move.to(State.CLOSED, State.CONFIRMED),
        "seal": Move.to(
            State.SEALED,
            State.NEW,
            State.FORWARDED,
            State.RETURNED,
            State.ACCEPTED,
            State.ASKED,
            State.ANSWER_DRAFTED,
            State.ANSWERED,
            State.REOPENED,
            State.CONFIRMED,
        ),
        "withdraw": Move.to(
            State.WITHDRAWN, State.NEW, State.FORWARDED, State.RETURNED, State.ACCEPTED, State.ASKED, State.REOPENED
        ),
    },
)

DONE = frozenset({State.ANSWERED, State.CONFIRMED, State.CLOSED})
"""Answered, and not called unfinished: what counts as done, by the unit's figures and by Open311."""
OUTSIDE_THE_ROUTE = frozenset({"seal", "withdraw"})
"""Moves that are made whatever step is open; every open task closes with them."""


class Channel(TextChoices):
    WEB = "web", _("Trang thông tin")
    APP = "app", _("Ứng dụng")
    PHONE = "phone", _("Tổng đài 1022")
    EMAIL = "email", _("Thư điện tử")
    ZALO = "zalo", _("Zalo")
    COUNTER = "counter", _("Tại bộ phận một cửa")
    OPEN311 = "open311", _("Hệ thống khác (Open311)")


class Urgency(TextChoices):
    NORMAL = "normal", _("Thông thường")
    URGENT = "urgent", _("Khẩn cấp")


class Visibility(TextChoices):
    """Whether anybody may read it: nobody before it was looked at, then by decision."""

    UNSEEN = "unseen", _("Chưa duyệt công khai")
    PUBLIC = "public", _("Công khai")
    PRIVATE = "private", _("Không công khai")


class LegalKind(IntegerChoices):
    """What a report about rules is, by Nghị định 20/2008/NĐ-CP, Điều 5; `NONE` for everything else."""

    NONE = 0, _("Không phải về quy định hành chính")
    BEHAVIOUR = 1, _("Chậm trễ, phiền hà, không thực hiện hoặc thực hiện sai quy định")
    UNFIT = 2, _("Quy định không phù hợp thực tế")
    INCONSISTENT = 3, _("Quy định mâu thuẫn với quy định khác")
    ILLEGAL = 4, _("Quy định trái pháp luật")
    TREATY = 5, _("Quy định trái điều ước quốc tế")
    OTHER = 6, _("Vấn đề khác về quy định hành chính")
    SOLUTION = 7, _("Phương án xử lý những phản ánh trên")
    INITIATIVE = 8, _("Sáng kiến ban hành quy định mới")


class RejectReason(TextChoices):
    """Why a report is not taken: a closed list, told to whoever sent it."""

    UNCLEAR = "unclear", _("Không rõ nội dung hoặc địa điểm")
    UNREACHABLE = "unreachable", _("Không liên hệ được để làm rõ")
    INSULTING = "insulting", _("Lời lẽ xúc phạm")
    OUTSIDE = "outside", _("Ngoài địa bàn tỉnh")
    SETTLED = "settled", _("Đã được trả lời dứt điểm")
    IN_COURT = "in_court", _("Tòa án hoặc cơ quan điều tra đang thụ lý")
    SPAM = "spam", _("Tin rác hoặc gửi thử")


class Remedy(TextChoices):
    """What an answer did: counted, so that answers which only inform are seen for what they are."""

    DONE = "done", _("Đã khắc phục, sửa chữa")
    PLANNED = "planned", _("Đã có kế hoạch, có ngày hoàn thành")
    INFORMED = "informed", _("Giải thích, cung cấp thông tin")
    NOT_OURS = "not_ours", _("Không thuộc thẩm quyền, đã hướng dẫn nơi giải quyết")


class OpeningReason(TextChoices):
    """Why a letter of the sealed queue is opened: said before each opening, and kept."""

    CLASSIFY = "classify", _("Xem xét thụ lý")
    HANDLE = "handle", _("Đang xử lý đơn")
    SUPERVISE = "supervise", _("Kiểm tra theo nhiệm vụ được giao")


class ReadingReason(TextChoices):
    """Why an official opens a report; the list is closed, so that whoever sent it can be shown it."""

    WORK = "work", _("Đang giải quyết phản ánh")
    ENQUIRY = "enquiry", _("Trả lời câu hỏi của người gửi")
    SUPERVISION = "supervision", _("Theo dõi, chỉ đạo việc giải quyết")
    CHECK = "check", _("Kiểm tra, đối chiếu")


OPENING = "report_opening"
"""The subject of the journal's entries about openings: apart from the history, which everybody reads at each step."""


class SealedOutcome(TextChoices):
    """What became of a letter of the sealed queue (Luật Tố cáo 2018, Điều 24, 25)."""

    ACCEPTED = "accepted", _("Đã thụ lý tố cáo")
    TRANSFERRED = "transferred", _("Đã chuyển cơ quan có thẩm quyền")
    DECLINED = "declined", _("Không thụ lý, đã thông báo lý do")
    INSPECTED = "inspected", _("Không đủ điều kiện thụ lý; dùng cho thanh tra, kiểm tra")
    NO_DENUNCIATION = "no_denunciation", _("Không phải tố cáo, đã hướng dẫn")


UNFIT = frozenset({State.SEALED, State.REJECTED, State.MERGED, State.GUIDED, State.WITHDRAWN})
"""What is never shown to the public."""

VERB_OF_MOVE = {
    "forward": "feedback.forwarded",
    "reject": "feedback.rejected",
    "merge": "feedback.merged",
    "guide": "feedback.guided",
    "pass_on": "feedback.passed_on",
    "accept": "feedback.accepted",
    "give_back": "feedback.returned",
    "ask": "feedback.asked",
    "reply": "feedback.replied",
    "draft_answer": "feedback.answer_drafted",
    "send_back": "feedback.answer_sent_back",
    "answer": "feedback.answered",
    "confirm": "feedback.confirmed",
    "reopen": "feedback.reopened",
    "close": "feedback.closed",
    "seal": "feedback.sealed",
    "withdraw": "feedback.withdrawn",
}

COMMON = {
    "state": FactKind.CODE,
    "agency": FactKind.CODE,
    "category": FactKind.CODE,
    "channel": FactKind.CODE,
    "urgency": FactKind.CODE,
}
MOVED = {**COMMON, "step?": FactKind.CODE, "outcome?": FactKind.CODE, "due?": FactKind.INSTANT}

declare(
    {
        "feedback.categories_published": {"categories": FactKind.COUNT},
        "feedback.filed": {
            **COMMON,
            "code": FactKind.CODE,
            "due": FactKind.INSTANT,
            "respond_due": FactKind.INSTANT,
            "area?": FactKind.CODE,
            "anonymous": FactKind.FLAG,
            "legal_kind": FactKind.COUNT,
        },
        "feedback.forwarded": {**MOVED, "to": FactKind.CODE, "binding": FactKind.FLAG},
        "feedback.rejected": {**MOVED, "reason": FactKind.CODE},
        "feedback.merged": {**MOVED, "into": FactKind.ID},
        "feedback.guided": {**MOVED, "matter_of": FactKind.CODE},
        "feedback.passed_on": MOVED,
        "feedback.accepted": {**MOVED, "responded_in_time": FactKind.FLAG},
        "feedback.returned": {**MOVED, "times": FactKind.COUNT},
        "feedback.asked": MOVED,
        "feedback.replied": MOVED,
        "feedback.reply_lapsed": MOVED,
        "feedback.answer_drafted": {**MOVED, "remedy": FactKind.CODE},
        "feedback.answer_sent_back": MOVED,
        "feedback.answered": {
            **MOVED,
            "remedy": FactKind.CODE,
            "verdict": FactKind.CODE,
            "in_time": FactKind.FLAG,
            "net_minutes": FactKind.MINUTES,
            "gross_minutes": FactKind.MINUTES,
        },
        "feedback.confirmed": {**MOVED, "by_lapse": FactKind.FLAG},
        "feedback.reopened": {**MOVED, "times": FactKind.COUNT},
        "feedback.closed": MOVED,
        "feedback.sealed": {"channel": FactKind.CODE},
        "feedback.withdrawn": MOVED,
        "feedback.published": COMMON,
        "feedback.kept_private": COMMON,
        "feedback.extended": {**COMMON, "old_due": FactKind.INSTANT, "new_due": FactKind.INSTANT},
        "feedback.escalated": {**COMMON, "percent": FactKind.COUNT},
        "feedback.rated": {**COMMON, "satisfied": FactKind.FLAG},
        "feedback.read": {"agency": FactKind.CODE, "reason": FactKind.CODE},
        "feedback.opened": {"agency": FactKind.CODE, "reason": FactKind.CODE},
        "feedback.response_recounted": {**COMMON, **RECOUNTED},
        "feedback.split": {**COMMON, "into": FactKind.COUNT},
        "feedback.sealed_added": {"channel": FactKind.CODE},
        "feedback.sealed_taken": {"agency": FactKind.CODE},
        "feedback.sealed_closed": {"agency": FactKind.CODE, "outcome": FactKind.CODE},
    }
)


class Event(TextChoices):
    """What whoever sent a report is told of; each has its message (`rules.letters`) and its job."""

    FILED = "filed", _("Đã nhận phản ánh")
    FORWARDED = "forwarded", _("Đã chuyển đơn vị giải quyết")
    ACCEPTED = "accepted", _("Đơn vị đã nhận giải quyết")
    ASKED = "asked", _("Đơn vị hỏi thêm")
    REPLY_LAPSED = "reply_lapsed", _("Không nhận được bổ sung")
    REJECTED = "rejected", _("Không tiếp nhận phản ánh")
    MERGED = "merged", _("Đã gộp với phản ánh trùng")
    GUIDED = "guided", _("Hướng dẫn khiếu nại, tố cáo")
    PASSED_ON = "passed_on", _("Đã chuyển cơ quan ngoài tỉnh")
    EXTENDED = "extended", _("Gia hạn trả lời")
    ANSWERED = "answered", _("Đã có trả lời")
    REOPENED = "reopened", _("Đã mở lại phản ánh")
    CLOSED = "closed", _("Phản ánh kết thúc")
    HANDED_ON = "handed_on", _("Đơn vị khác tiếp tục giải quyết")
    DUE_DATE_CHANGED = "due_date_changed", _("Ngày trả lời thay đổi")


OF_ONE_SENDER = frozenset({Event.MERGED, Event.ASKED, Event.REPLY_LAPSED})
"""What is told to the sender of that report alone; of the rest, everybody whose report was merged into it is told."""
