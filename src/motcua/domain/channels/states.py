"""Closed lists of the ways in, and the verbs the journal keeps about them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Outcome(TextChoices):
    """What became of something that came in by itself."""

    FILED = "filed", _("Thành phản ánh mới")
    SEALED = "sealed", _("Chuyển hàng kín")
    ADDED = "added", _("Bổ sung vào phản ánh đã có")
    ANSWERED = "answered", _("Trả lời câu hỏi của đơn vị")
    REFUSED = "refused", _("Không nhận được, đã báo người gửi")
    IGNORED = "ignored", _("Bỏ qua vì do máy gửi")


class Ignored(TextChoices):
    """Why a letter is not read: a machine wrote it, or it would be answered for ever."""

    AUTO_SUBMITTED = "auto_submitted", _("Thư trả lời tự động")
    BULK = "bulk", _("Thư gửi hàng loạt")
    BOUNCE = "bounce", _("Thư báo không gửi được")
    OWN_DOMAIN = "own_domain", _("Thư từ chính hệ thống")
    NO_SENDER = "no_sender", _("Không có người gửi")
    UNREADABLE = "unreadable", _("Không đọc được")


class Sending(TextChoices):
    """Where something that goes out, or is to be fetched, stands."""

    QUEUED = "queued", _("Chờ")
    DONE = "done", _("Xong")
    GIVEN_UP = "given_up", _("Đã thôi")


class ServiceType(TextChoices):
    """When whoever reports through another system learns the code (Open311)."""

    REALTIME = "realtime", _("Biết mã ngay")
    BATCH = "batch", _("Nhận thẻ, hỏi mã sau")
    BLACKBOX = "blackbox", _("Không cho biết mã")


declare(
    {
        "channels.key_issued": {},
        "channels.key_revoked": {},
        "channels.submitted": {"key": FactKind.ID, "category": FactKind.CODE, "pictures": FactKind.COUNT},
        "channels.letter_received": {"outcome": FactKind.CODE, "ignored?": FactKind.CODE},
        "channels.letter_read": {},
        "channels.conversation_ended": {"outcome": FactKind.CODE, "messages": FactKind.COUNT},
    }
)
