"""Where a message to a person stands on its way."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Delivery(TextChoices):
    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Gửi chưa được, sẽ gửi lại")
    GIVEN_UP = "given_up", _("Không gửi được")
