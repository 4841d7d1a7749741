"""The life of an uploaded file."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileState(TextChoices):
    QUARANTINED = "quarantined", _("Đang kiểm tra")
    CLEAN = "clean", _("Đã kiểm tra")
    REFUSED = "refused", _("Không nhận")
