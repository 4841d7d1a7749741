"""Where a message to a person stands on its way."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Delivery(TextChoices):
    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    DELIVERED = "delivered", _("Đã đến máy người nhận")
    FAILED = "failed", _("Gửi chưa được, sẽ gửi lại")
    UNDELIVERED = "undelivered", _("Không đến được máy người nhận")
    GIVEN_UP = "given_up", _("Không gửi được")


WAITING = (Delivery.QUEUED, Delivery.FAILED)
"""What is still to be handed to a provider."""

declare({"notices.chosen": {"email": FactKind.FLAG, "sms": FactKind.FLAG, "accented": FactKind.FLAG}})
