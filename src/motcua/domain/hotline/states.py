"""What a call, an operator and a callback can be, and the verbs of the journal about them.

A call has no moves of ours: it is what its events say (`rules.life`). People move callbacks only, so `State` and
`WORKFLOW` are those of a callback.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.kernel.workflow import Move, Workflow


class Direction(TextChoices):
    IN = "in", _("Gọi đến")
    OUT = "out", _("Gọi đi")


class CallState(TextChoices):
    """Where a call stands: the last thing its events say."""

    OFFERED = "offered", _("Đang nghe lời chào")
    QUEUED = "queued", _("Đang chờ")
    RINGING = "ringing", _("Đang đổ chuông")
    TALKING = "talking", _("Đang nói chuyện")
    HELD = "held", _("Đang giữ máy")
    TRANSFERRED = "transferred", _("Đã chuyển máy")
    ENDED = "ended", _("Đã kết thúc")


LIVE_TOPIC = "hotline"
"""Under which open pages of the hotline are told to look again."""

LIVE = frozenset({CallState.RINGING, CallState.TALKING, CallState.HELD})
"""States in which somebody's telephone is busy with the call."""


class Happening(TextChoices):
    """What a gateway tells of a call; the order here settles what came first within one instant."""

    OFFERED = "offered"
    DIGITS = "digits"
    QUEUED = "queued"
    RINGING = "ringing"
    NOT_TAKEN = "not_taken"
    ANSWERED = "answered"
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    TAKEN_OVER = "taken_over"
    VOICEMAIL = "voicemail"
    RECORDING = "recording"
    ENDED = "ended"


SOUNDS = frozenset({Happening.RECORDING, Happening.VOICEMAIL})
"""What tells the name of something that was recorded."""


class Ending(TextChoices):
    """How a call came out, for the figures of the shift."""

    ANSWERED = "answered", _("Đã được trả lời")
    LOST = "lost", _("Bỏ máy khi đang chờ")
    SHORT = "short", _("Bỏ máy ngay")
    VOICEMAIL = "voicemail", _("Để lại lời nhắn")
    UNREACHED = "unreached", _("Gọi đi không ai nghe")


class AgentState(TextChoices):
    READY = "ready", _("Sẵn sàng")
    RINGING = "ringing", _("Máy đang đổ chuông")
    BUSY = "busy", _("Đang có cuộc gọi")
    WRAP_UP = "wrap_up", _("Đang ghi kết quả")
    BREAK = "break", _("Tạm nghỉ")
    OFFLINE = "offline", _("Không trực")


class Pause(TextChoices):
    """Why an operator is not ready; the last two are said by the program."""

    NONE = "", _("Không")
    REST = "rest", _("Nghỉ giữa ca")
    MEETING = "meeting", _("Họp")
    TRAINING = "training", _("Tập huấn")
    PAPERWORK = "paperwork", _("Ghi chép, tra cứu")
    END_OF_SHIFT = "end_of_shift", _("Hết ca")
    NO_ANSWER = "no_answer", _("Máy đổ chuông mà không nghe")
    BROWSER_SILENT = "browser_silent", _("Trang tổng đài đã đóng hoặc mất mạng")


OWN_PAUSES = (Pause.REST, Pause.MEETING, Pause.TRAINING, Pause.PAPERWORK)
"""The reasons an operator chooses from."""


class WrapUp(TextChoices):
    """What a call was for and how it came out, said by the operator after it."""

    GUIDED = "guided", _("Đã hướng dẫn thủ tục")
    REPORTED = "reported", _("Đã ghi phản ánh, kiến nghị")
    STATUS = "status", _("Đã tra cứu hồ sơ, phản ánh")
    TRANSFERRED = "transferred", _("Đã chuyển máy cho đơn vị")
    EMERGENCY = "emergency", _("Khẩn cấp, đã nối 113, 114, 115")
    CALL_BACK = "call_back", _("Hẹn gọi lại")
    COMPLAINT = "complaint", _("Hướng dẫn khiếu nại, tố cáo")
    CUT_OFF = "cut_off", _("Ngắt giữa chừng")
    SPAM = "spam", _("Cuộc gọi rác")
    OTHER = "other", _("Việc khác")


class Proof(TextChoices):
    """By what a caller showed who they are; the number that calls is no proof."""

    READ_BACK = "read_back", _("Đọc đúng mã và thông tin cá nhân")
    PIN = "pin", _("Bấm đúng mã số đã gửi đến điện thoại đăng ký")


class Pin(TextChoices):
    """How far a number is that was sent to somebody's registered telephone."""

    NONE = "", _("Chưa gửi mã số")
    ASKED = "asked", _("Đang gửi mã số")
    SENDING = "sending", _("Đang gửi mã số")
    SENT = "sent", _("Đã gửi mã số")
    FAILED = "failed", _("Chưa gửi được mã số")


class Try(TextChoices):
    """What is counted against one matter, in whichever call it was."""

    FAILED = "failed", _("Xác minh không khớp")
    PIN_SENT = "pin_sent", _("Gửi mã số")


class Gone(TextChoices):
    """Why there is nothing to hear any more."""

    NO = "", _("Còn bản ghi")
    ERASED = "erased", _("Đã xóa khi hết thời hạn lưu")
    MISSING = "missing", _("Không tìm thấy ở tổng đài")


class Why(TextChoices):
    """For what an operator opens a caller's things: kept in the journal, and shown to the person."""

    ASKED_STATUS = "asked_status", _("Người gọi hỏi kết quả giải quyết")
    ASKED_GUIDANCE = "asked_guidance", _("Người gọi cần hướng dẫn làm tiếp")
    REPORTS_AGAIN = "reports_again", _("Người gọi nói về phản ánh đã gửi")


class Became(TextChoices):
    """What a matter is to a call."""

    FILED = "filed", _("Ghi trong cuộc gọi này")
    TOLD = "told", _("Đã báo tình trạng")
    OPENED = "opened", _("Đã mở cho người gọi")


class Source(TextChoices):
    """Why somebody is called back."""

    ASKED = "asked", _("Người gọi hẹn")
    VOICEMAIL = "voicemail", _("Để lại lời nhắn")
    OFFERED = "offered", _("Chờ lâu, bấm phím hẹn gọi lại")
    CUT_OFF = "cut_off", _("Cuộc gọi bị ngắt khi máy của tổng đài viên mất liên lạc")


class State(TextChoices):
    """The life of a callback."""

    WAITING = "waiting", _("Chờ gọi lại")
    TAKEN = "taken", _("Đang gọi lại")
    REACHED = "reached", _("Đã gọi được")
    GIVEN_UP = "given_up", _("Gọi nhiều lần không được")


WORKFLOW = Workflow(
    initial=State.WAITING,
    moves={
        "take_up": Move.to(State.TAKEN, State.WAITING),
        "reach": Move.to(State.REACHED, State.TAKEN),
        "miss": Move.to(State.WAITING, State.TAKEN),
        "give_up": Move.to(State.GIVEN_UP, State.TAKEN),
    },
)

SPOKEN_WORDS = 180
"""Syllables somebody says in a minute: the longest short answer of an article."""
ATTEMPTS = 3
"""So often a callback is tried (`callback_attempts_at_most_three`)."""

_OF_A_CALL = {"direction": FactKind.CODE, "gateway": FactKind.CODE}

declare(
    {
        "hotline.published": {"articles": FactKind.COUNT},
        "hotline.offered": _OF_A_CALL,
        "hotline.answered": {**_OF_A_CALL, "waited_seconds": FactKind.COUNT},
        "hotline.transferred": _OF_A_CALL,
        "hotline.ended": {
            **_OF_A_CALL,
            "ending": FactKind.CODE,
            "cause": FactKind.COUNT,
            "queue_seconds": FactKind.COUNT,
            "ring_seconds": FactKind.COUNT,
            "talk_seconds": FactKind.COUNT,
            "hold_seconds": FactKind.COUNT,
        },
        "hotline.wrapped_up": {"code": FactKind.CODE, "wrap_seconds": FactKind.COUNT},
        "hotline.commanded": {"command": FactKind.CODE},
        "hotline.opened": {
            "agency": FactKind.CODE,
            "reason": FactKind.CODE,
            "proof": FactKind.CODE,
            "reports?": FactKind.COUNT,
        },
        "hotline.pin_sent": {"agency": FactKind.CODE, "times": FactKind.COUNT},
        "hotline.abandoned": {"silent_seconds": FactKind.COUNT},
        "hotline.taken_over": {"from": FactKind.ID},
        "hotline.recording_gone": {"reason": FactKind.CODE},
        "hotline.proof_failed": {"agency": FactKind.CODE, "tries": FactKind.COUNT},
        "hotline.reported": {"agency": FactKind.CODE},
        "hotline.told": {"agency": FactKind.CODE},
        "hotline.state_changed": {"from": FactKind.CODE, "to": FactKind.CODE, "reason?": FactKind.CODE},
        "hotline.callback_asked": {"source": FactKind.CODE, "from": FactKind.INSTANT, "until": FactKind.INSTANT},
        "hotline.callback_taken": {"attempt": FactKind.COUNT},
        "hotline.callback_reached": {"attempt": FactKind.COUNT, "in_time": FactKind.FLAG},
        "hotline.callback_missed": {"attempt": FactKind.COUNT, "from": FactKind.INSTANT},
        "hotline.callback_given_up": {"attempt": FactKind.COUNT},
        "hotline.reviewed": {"points": FactKind.COUNT, "of": FactKind.COUNT},
        "hotline.listened": {"agency": FactKind.CODE},
    }
)
