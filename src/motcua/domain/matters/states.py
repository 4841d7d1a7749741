"""Kinds of matters, verdicts on their time, the closed list of reasons to hold the clock, and the engine's verbs."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Kind(TextChoices):
    DOSSIER = "dossier", _("Hồ sơ thủ tục hành chính")


class Verdict(TextChoices):
    """The result against the due date, by the day (docs/law/one-stop.md)."""

    EARLY = "early", _("Trước hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Quá hạn")


class HoldReason(TextChoices):
    APPLICANT = "applicant", _("Chờ người nộp bổ sung hồ sơ")
    PAYMENT = "payment", _("Chờ thực hiện nghĩa vụ tài chính")


declare(
    {
        "matters.task_claimed": {"step": FactKind.CODE, "agency": FactKind.CODE},
        "matters.task_released": {"step": FactKind.CODE, "agency": FactKind.CODE},
        "matters.task_reassigned": {"step": FactKind.CODE, "agency": FactKind.CODE, "to": FactKind.ID},
        "matters.due_date_recomputed": {
            "calendar": FactKind.CODE,
            "revision": FactKind.COUNT,
            "old_due": FactKind.INSTANT,
            "new_due": FactKind.INSTANT,
        },
    }
)
