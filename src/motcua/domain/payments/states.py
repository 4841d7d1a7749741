"""What is owed for a matter and how it is met: the states of a charge, of an online order, and the journal's verbs.

State names are those in use in the offices; "không thu", "miễn" and "chưa thu" are three different things.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.kernel.workflow import Move, Workflow


class State(TextChoices):
    """Where a charge that is due stands; what is free or exempt has no state."""

    UNPAID = "unpaid", _("Chưa thu")
    WAITING = "waiting", _("Chờ thanh toán trực tuyến")
    PAID = "paid", _("Đã thu")
    CANCELLED = "cancelled", _("Không còn phải thu")
    REFUNDED = "refunded", _("Đã hoàn trả")


WORKFLOW = Workflow(
    initial=State.UNPAID,
    moves={
        "collect": Move.to(State.PAID, State.UNPAID, State.WAITING),
        "pay_online": Move.to(State.WAITING, State.UNPAID),
        "settle": Move.to(State.PAID, State.WAITING, State.UNPAID),
        "lapse": Move.to(State.UNPAID, State.WAITING),
        "drop": Move.to(State.CANCELLED, State.UNPAID, State.WAITING),
        "cancel_receipt": Move.to(State.UNPAID, State.PAID),
        "refund": Move.to(State.REFUNDED, State.PAID),
    },
)
OPEN = (State.UNPAID, State.WAITING)
"""Still to be paid."""


class Obligation(TextChoices):
    """Whether anything is owed at all, and if not, why."""

    DUE = "due", _("Phải thu")
    ZERO = "zero", _("Không thu phí")
    EXEMPT = "exempt", _("Đối tượng được miễn")


class Kind(TextChoices):
    """Phí pays for a service, lệ phí for the state's act (Luật Phí và lệ phí 2015, Điều 3)."""

    PHI = "phi", _("Phí")
    LE_PHI = "le_phi", _("Lệ phí")


class Stage(TextChoices):
    """When a charge is taken."""

    RECEPTION = "reception", _("Thu khi nộp hồ sơ")
    SUPPLEMENT = "supplement", _("Thu khi bổ sung hồ sơ")
    RETURN = "return", _("Thu khi trả kết quả")


NATIONAL_STAGE: dict[str, int] = {Stage.RECEPTION: 1, Stage.SUPPLEMENT: 2, Stage.RETURN: 4}
"""`HinhThucThu` of the national exchange."""


class Means(TextChoices):
    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản")
    CARD = "card", _("Thẻ")
    ONLINE = "online", _("Trực tuyến")


AT_COUNTER = (Means.CASH, Means.TRANSFER, Means.CARD)


class Undone(TextChoices):
    """How a receipt lost its force; its number stays."""

    CANCELLED = "cancelled", _("Đã hủy")
    REFUNDED = "refunded", _("Đã hoàn tiền")


class OrderState(TextChoices):
    WAITING = "waiting", _("Đang chờ")
    SETTLED = "settled", _("Đã thanh toán")
    FAILED = "failed", _("Không thành công")
    LAPSED = "lapsed", _("Quá thời gian chờ")
    OVERTAKEN = "overtaken", _("Đã thu tại quầy")


class Heard(TextChoices):
    """What a message of the payment provider turned out to be."""

    SETTLED = "settled", _("Khớp")
    FAILED = "failed", _("Giao dịch không thành công")
    AMOUNT_DIFFERS = "amount_differs", _("Sai số tiền")
    PAID_TWICE = "paid_twice", _("Nộp hai lần")
    UNKNOWN = "unknown", _("Không tìm thấy giao dịch")


TO_RECONCILE = (Heard.AMOUNT_DIFFERS, Heard.PAID_TWICE)
"""Money that came and belongs to nothing: somebody has to look."""

NUMBER_DIGITS = 7
ORDER_LASTS = 30  # minutes an online order waits for its money

_MONEY = {"agency": FactKind.CODE, "amount": FactKind.COUNT}
_RECEIPT = {**_MONEY, "receipt": FactKind.ID, "symbol": FactKind.CODE, "number": FactKind.COUNT, "means": FactKind.CODE}

declare(
    {
        "payments.charged": {**_MONEY, "lines": FactKind.COUNT, "exempt": FactKind.COUNT},
        "payments.fee_changed": {**_MONEY, "quoted": FactKind.COUNT},
        "payments.exempted": {**_MONEY, "charge": FactKind.ID},
        "payments.dropped": _MONEY,
        "payments.collected": _RECEIPT,
        "payments.receipt_cancelled": _RECEIPT,
        "payments.refunded": _RECEIPT,
        "payments.online_begun": {**_MONEY, "order": FactKind.ID, "provider": FactKind.CODE},
        "payments.online_heard": {**_MONEY, "order": FactKind.ID, "verdict": FactKind.CODE},
        "payments.day_closed": {**_MONEY, "day": FactKind.DAY, "receipts": FactKind.COUNT},
    }
)
