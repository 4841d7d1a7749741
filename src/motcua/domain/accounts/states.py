"""What an official may be trusted with, and the verbs the journal keeps about accounts."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Duty(TextChoices):
    """What a person does at an agency; routes name the duty a step needs."""

    RECEPTION = "reception", _("Tiếp nhận hồ sơ")
    SPECIALIST = "specialist", _("Chuyên viên xử lý")
    LEADER = "leader", _("Lãnh đạo phê duyệt")
    CLERK = "clerk", _("Văn thư")
    RETURNS = "returns", _("Trả kết quả")
    ADMINISTRATOR = "administrator", _("Quản trị danh mục")
    DISPATCHER = "dispatcher", _("Điều phối phản ánh, kiến nghị")
    OPERATOR = "operator", _("Tổng đài viên 1022")
    SEALED = "sealed", _("Tiếp nhận đơn tố cáo")
    COUNCIL = "council", _("Thư ký cơ quan dân cử")


declare(
    {
        "accounts.recognised": {"level": FactKind.CODE},
        "accounts.posted": {"agency": FactKind.CODE, "duty": FactKind.CODE, "from": FactKind.DAY},
        "accounts.relieved": {"agency": FactKind.CODE, "duty": FactKind.CODE, "until": FactKind.DAY},
        "accounts.delegated": {
            "to": FactKind.ID,
            "agency": FactKind.CODE,
            "from": FactKind.INSTANT,
            "until": FactKind.INSTANT,
        },
        "accounts.delegation_revoked": {"to": FactKind.ID, "agency": FactKind.CODE},
    }
)
