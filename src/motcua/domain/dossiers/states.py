"""The life of a dossier (hồ sơ): the ten national states and the legal moves between them.

Codes and names are those of the national portal (docs/law/one-stop.md). State 5 is kept as two
values, before and after acceptance, because the supplied dossier goes back to different states.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.domain.matters.states import RECOUNTED
from motcua.kernel.workflow import Move, Workflow


class State(TextChoices):
    NEW = "new", _("Mới đăng ký")
    ACCEPTED = "accepted", _("Được tiếp nhận")
    REJECTED = "rejected", _("Không được tiếp nhận")
    IN_PROGRESS = "in_progress", _("Đang xử lý")
    INCOMPLETE = "incomplete", _("Yêu cầu bổ sung giấy tờ (trước khi tiếp nhận)")
    SUPPLEMENT = "supplement", _("Yêu cầu bổ sung giấy tờ")
    PAYMENT = "payment", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    WITHDRAWN = "withdrawn", _("Công dân yêu cầu rút hồ sơ")
    STOPPED = "stopped", _("Dừng xử lý")
    FINISHED = "finished", _("Đã xử lý xong")
    HANDED_OVER = "handed_over", _("Đã trả kết quả")


NATIONAL_CODE: dict[str, int] = {
    State.NEW: 1,
    State.ACCEPTED: 2,
    State.REJECTED: 3,
    State.IN_PROGRESS: 4,
    State.INCOMPLETE: 5,
    State.SUPPLEMENT: 5,
    State.PAYMENT: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.FINISHED: 9,
    State.HANDED_OVER: 10,
}

RESULT_KIND = "paper"
"""What a result is called among the documents that anybody may check."""

WAITING = frozenset({State.INCOMPLETE, State.SUPPLEMENT, State.PAYMENT})
"""The next move is the applicant's, and the clock rests."""

WORKFLOW = Workflow(
    initial=State.NEW,
    moves={
        "accept": Move.to(State.ACCEPTED, State.NEW),
        "reject": Move.to(State.REJECTED, State.NEW),
        "begin": Move.to(State.IN_PROGRESS, State.ACCEPTED),
        "ask_supplement": Move(
            {
                State.NEW: State.INCOMPLETE,
                State.ACCEPTED: State.SUPPLEMENT,
                State.IN_PROGRESS: State.SUPPLEMENT,
            }
        ),
        "resume": Move({State.INCOMPLETE: State.NEW, State.SUPPLEMENT: State.IN_PROGRESS}),
        "ask_payment": Move.to(State.PAYMENT, State.ACCEPTED, State.IN_PROGRESS),
        "paid": Move.to(State.IN_PROGRESS, State.PAYMENT),
        "withdraw": Move.to(
            State.WITHDRAWN,
            State.NEW,
            State.ACCEPTED,
            State.IN_PROGRESS,
            State.INCOMPLETE,
            State.SUPPLEMENT,
            State.PAYMENT,
        ),
        "stop": Move.to(
            State.STOPPED,
            State.ACCEPTED,
            State.IN_PROGRESS,
            State.INCOMPLETE,
            State.SUPPLEMENT,
            State.PAYMENT,
        ),
        "finish": Move.to(State.FINISHED, State.ACCEPTED, State.IN_PROGRESS),
        "hand_over": Move.to(State.HANDED_OVER, State.FINISHED),
    },
)


class Channel(TextChoices):
    """How a dossier came in: the three ways the national statistics know."""

    DIRECT = "direct", _("Trực tiếp tại bộ phận một cửa")
    ONLINE = "online", _("Trực tuyến")
    POST = "post", _("Bưu chính công ích")


class ResultMethod(TextChoices):
    AT_COUNTER = "one_stop", _("Nhận tại bộ phận một cửa")
    ONLINE = "online", _("Nhận bản điện tử")
    POST = "post", _("Nhận qua bưu chính công ích")


# NĐ 45/2020/NĐ-CP: an online dossier is answered within eight working hours (in minutes) of its arrival.
ANSWER_WITHIN = 8 * 60

# A route needs not name this move: it happens when the first task opens at the competent desk.
IMPLICIT_MOVES = {"competent": "begin"}

# Parts under which an office puts its own files into a dossier; no procedure asks for them.
NOTICE_PART, RECEIPT_PART, PROOF_PART = "_thong-bao-nop-tien", "_chung-tu-nop-tien", "_can-cu-tam-dung"
OFFICE_PARTS = (NOTICE_PART, RECEIPT_PART, PROOF_PART)

# What a result paper may show besides answers and officials' entries (`content` in the pack).
RESULT_SOURCES = frozenset({"today", "area", "signer_name", "signer_position"})


class Reason(TextChoices):
    """Why an official opens a person's file; the list is closed, so that it can be shown and counted."""

    WORK = "work", _("Đang giải quyết hồ sơ")
    ENQUIRY = "enquiry", _("Trả lời câu hỏi của người dân")
    SUPERVISION = "supervision", _("Theo dõi, chỉ đạo việc giải quyết")
    CHECK = "check", _("Kiểm tra, đối chiếu")


OPENING = "file_opening"
"""The subject of the journal's entries about openings: apart from the history, which everybody reads at each step."""

# The verb under which the journal keeps each move.
VERB_OF_MOVE = {
    "accept": "dossiers.accepted",
    "reject": "dossiers.rejected",
    "begin": "dossiers.begun",
    "ask_supplement": "dossiers.supplement_asked",
    "resume": "dossiers.supplement_supplied",
    "ask_payment": "dossiers.payment_asked",
    "paid": "dossiers.paid",
    "withdraw": "dossiers.withdrawn",
    "stop": "dossiers.stopped",
    "finish": "dossiers.finished",
    "hand_over": "dossiers.handed_over",
}

ASKED = {
    "state": FactKind.CODE,
    "agency": FactKind.CODE,
    "procedure": FactKind.CODE,
    "channel": FactKind.CODE,
}
MOVED = {**ASKED, "step": FactKind.CODE, "outcome": FactKind.CODE, "due?": FactKind.INSTANT}
TOOK = {"in_time?": FactKind.FLAG, "net_minutes?": FactKind.MINUTES, "gross_minutes?": FactKind.MINUTES}

declare(
    {
        "dossiers.submitted": {**ASKED, "answer_due": FactKind.INSTANT},
        "dossiers.accepted": {**MOVED, "code": FactKind.CODE, "at_once?": FactKind.FLAG},
        "dossiers.rejected": MOVED,
        "dossiers.begun": MOVED,
        "dossiers.advanced": MOVED,
        "dossiers.supplement_asked": {**MOVED, "items": FactKind.CODES, "window_ends": FactKind.DAY},
        "dossiers.supplement_supplied": MOVED,
        "dossiers.supplement_allowed": ASKED,
        "dossiers.window_closing": {**ASKED, "window_ends": FactKind.DAY},
        "dossiers.window_closed": {**ASKED, "window_ends": FactKind.DAY},
        "dossiers.payment_asked": MOVED,
        "dossiers.paid": MOVED,
        "dossiers.withdrawn": {**MOVED, **TOOK},
        "dossiers.stopped": {**MOVED, **TOOK},
        "dossiers.finished": {
            **MOVED,
            "verdict": FactKind.CODE,
            "in_time": FactKind.FLAG,
            "net_minutes": FactKind.MINUTES,
            "gross_minutes": FactKind.MINUTES,
        },
        "dossiers.handed_over": {**MOVED, "method": FactKind.CODE},
        "dossiers.result_issued": {**ASKED, "paper": FactKind.ID, "result": FactKind.CODE},
        "dossiers.result_signed": {**ASKED, "result": FactKind.CODE, "sha256": FactKind.HASH},
        "dossiers.result_reissued": {**ASKED, "paper": FactKind.ID, "replaced": FactKind.ID},
        "dossiers.answer_overdue": ASKED,
        "dossiers.answer_recounted": {**ASKED, **RECOUNTED},
        "dossiers.opened": {"agency": FactKind.CODE, "reason": FactKind.CODE},
        "dossiers.held": {**ASKED, "reason": FactKind.CODE},
        "dossiers.hold_ended": {
            **ASKED,
            "reason": FactKind.CODE,
            "minutes": FactKind.MINUTES,
            "due": FactKind.INSTANT,
        },
        "dossiers.apology_drafted": {**ASKED, "due": FactKind.INSTANT},
        "dossiers.apology_written": {**ASKED, "at_fault": FactKind.CODE, "new_due": FactKind.INSTANT},
        "dossiers.apologised": {
            **ASKED,
            "at_fault": FactKind.CODE,
            "due": FactKind.INSTANT,
            "new_due": FactKind.INSTANT,
            "late": FactKind.FLAG,
        },
        "dossiers.consulted_in_vain": {
            **ASKED,
            "consulted": FactKind.CODE,
            "step": FactKind.CODE,
            "outcome": FactKind.CODE,
            "overdue_minutes": FactKind.MINUTES,
        },
        "dossiers.corrected": {**ASKED, "field": FactKind.CODE},
        "dossiers.reopened": {**ASKED, "reopens": FactKind.ID},
        "dossiers.taken_up_again": {**ASKED, "as": FactKind.ID},
    }
)


class Event(TextChoices):
    """What an applicant is told of; each has its message (`rules`) and its job `dossiers.tell_<event>`."""

    SUBMITTED = "submitted", _("Đã nhận hồ sơ trực tuyến")
    FILED_FOR_YOU = "filed_for_you", _("Có người nộp hồ sơ thay bạn")
    ACCEPTED = "accepted", _("Hồ sơ được tiếp nhận")
    REJECTED = "rejected", _("Hồ sơ không được tiếp nhận")
    SUPPLEMENT_ASKED = "supplement_asked", _("Cần bổ sung hồ sơ")
    SUPPLIED = "supplied", _("Đã nhận phần bổ sung")
    STOPPED = "stopped", _("Hồ sơ dừng xử lý")
    WITHDRAWN = "withdrawn", _("Hồ sơ đã được rút")
    FINISHED = "finished", _("Đã có kết quả")
    HANDED_OVER = "handed_over", _("Đã trả kết quả")
    WINDOW_CLOSING = "window_closing", _("Sắp hết thời hạn bổ sung")
    PAYMENT_ASKED = "payment_asked", _("Cần thực hiện nghĩa vụ tài chính")
    PAID = "paid", _("Đã ghi nhận việc nộp tiền")
    HELD = "held", _("Tạm dừng tính thời gian")
    HOLD_ENDED = "hold_ended", _("Tiếp tục tính thời gian")
    APOLOGISED = "apologised", _("Xin lỗi và hẹn lại ngày trả kết quả")
    CORRECTED = "corrected", _("Đã đính chính hồ sơ")
    REISSUED = "reissued", _("Đã cấp lại giấy tờ kết quả")
    REOPENED = "reopened", _("Hồ sơ được giải quyết lại")
    DUE_DATE_CHANGED = "due_date_changed", _("Ngày hẹn trả thay đổi")
    HANDED_ON = "handed_on", _("Hồ sơ chuyển sang cơ quan khác giải quyết")


class Digitised(IntegerChoices):
    """How far a part of a dossier is digitised: the four flags of the national exchange (`DuocSoHoa` …)."""

    NOT_YET = 0, _("Chưa số hóa")
    SCANNED = 1, _("Được số hóa")
    REUSED = 2, _("Tái sử dụng")
    REUSED_RESULT = 3, _("Tái sử dụng từ kết quả hồ sơ khác")


class Scope(TextChoices):
    """What somebody is authorised to do for the owner of a dossier."""

    HAND_IN = "hand_in", _("Nộp hồ sơ")
    COLLECT = "collect", _("Nhận kết quả")
    BOTH = "both", _("Nộp hồ sơ và nhận kết quả")


class Ground(TextChoices):
    """Why an authorisation holds: it was certified, or close kin need no certificate."""

    CERTIFIED = "certified", _("Văn bản ủy quyền có công chứng, chứng thực")
    KIN = "kin", _("Người thân (ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột)")
    PRIVATE = "private", _("Giấy ủy quyền, giấy giới thiệu không cần chứng thực")
    LEGAL = "legal", _("Người đại diện theo pháp luật (cha mẹ, người giám hộ)")


class Whom(TextChoices):
    """For whom a citizen files on the portal."""

    SELF = "self", _("Cho chính mình")
    OTHER = "other", _("Nộp thay người khác")


class Kinship(TextChoices):
    """What the one who files is to the owner of the dossier; which of them need less paper is said by the pack."""

    CHILD = "child", _("Con")
    PARENT = "parent", _("Cha hoặc mẹ")
    SPOUSE = "spouse", _("Vợ hoặc chồng")
    SIBLING = "sibling", _("Anh, chị, em ruột")
    GRANDPARENT = "grandparent", _("Ông hoặc bà")
    GRANDCHILD = "grandchild", _("Cháu")
    GUARDIAN = "guardian", _("Người giám hộ, người đại diện theo pháp luật")
    OTHER = "other", _("Người khác được ủy quyền")


class LookupReason(TextChoices):
    """Why an official looks a person up who is in no dossier of the office; the journal keeps the code."""

    AT_COUNTER = "at_counter", _("Người dân đang ở quầy để nộp hồ sơ")
    BY_POST = "by_post", _("Hồ sơ của người dân gửi qua bưu chính")
    BY_PHONE = "by_phone", _("Người dân gọi điện hỏi về hồ sơ của mình")


SHEET_KEPT = timedelta(days=7)
"""So long a sheet that never became a dossier is kept since it was last touched: whoever forgot a paper comes back
within the week, and after it the office has no ground to keep what the person told."""
UNSEALED_KEPT = timedelta(days=7)
"""So long the file that a leader signed lies beside the sealed one, or after nobody has to seal it any more."""

# What an official is warned of at reception and may override with a reason.
WARNINGS = ("same_procedure_open", "paper_in_custody", "name_differs")

declare(
    {
        "dossiers.received": {
            **ASKED,
            "undigitised": FactKind.COUNT,
            "digitised": FactKind.COUNT,
            "reused": FactKind.COUNT,
            "reused_results": FactKind.COUNT,
            "originals_kept": FactKind.COUNT,
            "authorised": FactKind.FLAG,
            "competent_unit?": FactKind.CODE,
            "overridden?": FactKind.CODES,
        },
        "dossiers.person_looked_up": {"agency": FactKind.CODE, "reason": FactKind.CODE, "known": FactKind.FLAG},
        "dossiers.papers_given_back": {**ASKED, "papers": FactKind.COUNT},
        "dossiers.forwarding_arrived": {**ASKED, "unit": FactKind.CODE},
        "dossiers.forwarding_returned": {**ASKED, "unit": FactKind.CODE},
        "dossiers.sheets_purged": {"agency": FactKind.CODE, "sheets": FactKind.COUNT, "files": FactKind.COUNT},
        "dossiers.unsealed_purged": {"agency": FactKind.CODE, "papers": FactKind.COUNT},
        "dossiers.receipt_issued": {**ASKED, "paper": FactKind.ID},
        "dossiers.bundle_receipted": {"agency": FactKind.CODE, "dossiers": FactKind.COUNT, "paper": FactKind.ID},
    }
)

declare(
    {
        "dossiers.filed_for_another": {**ASKED, "ground": FactKind.CODE, "scope": FactKind.CODE},
        "dossiers.disowned": ASKED,
        "dossiers.authority_confirmed": ASKED,
    }
)
