"""What a one-stop unit has to publish, how each item stands, and the verbs the journal keeps about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Where(TextChoices):
    """Where an item is to be read."""

    POSTED = "posted", _("Niêm yết tại trụ sở")
    ELECTRONIC = "electronic", _("Công khai trên mạng")
    BOTH = "both", _("Niêm yết tại trụ sở và công khai trên mạng")


class Standing(TextChoices):
    """How an item stands by its latest verification; what stands first in a list wants doing first."""

    WRONG = "wrong", _("Chưa đúng")
    NEVER = "never", _("Chưa kiểm tra lần nào")
    OVERDUE = "overdue", _("Quá hạn kiểm tra lại")
    GOOD = "good", _("Đúng, đủ")


class Lack(TextChoices):
    """What the program finds by itself that a unit has not published, or not looked after."""

    PHONE = "phone", _("Chưa công khai số điện thoại")
    EMAIL = "email", _("Chưa công khai địa chỉ thư điện tử")
    HOURS = "hours", _("Chưa công khai giờ làm việc")
    COUNTERS = "counters", _("Chưa có quầy nào")
    MADE_UP = "made_up", _("Thông tin liên hệ là giả định")
    WRONG = "wrong", _("Mục kiểm tra thấy chưa đúng")
    NEVER = "never", _("Mục chưa kiểm tra lần nào")
    OVERDUE = "overdue", _("Mục quá hạn kiểm tra lại")
    PROCEDURES = "procedures", _("Thủ tục chưa công khai thành phần hồ sơ hoặc phí, lệ phí")


declare(
    {
        "publicity.published": {"digest": FactKind.HASH, "items": FactKind.COUNT},
        "publicity.verified": {
            "agency": FactKind.CODE,
            "item": FactKind.CODE,
            "good": FactKind.FLAG,
            "evidence": FactKind.FLAG,
        },
    }
)
