"""Kinds of matters, verdicts on their time, the closed list of reasons to hold the clock, and the engine's verbs."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare

ASKING_WINDOW = timedelta(minutes=10)
MOST_FROM_AN_ADDRESS = 60
"""Look-ups by code within the window: a whole office may stand behind one address."""
MOST_OF_A_CODE = 30


class Kind(TextChoices):
    DOSSIER = "dossier", _("Hồ sơ thủ tục hành chính")
    REPORT = "report", _("Phản ánh, kiến nghị")
    PETITION = "petition", _("Kiến nghị cử tri")


class Verdict(TextChoices):
    """The result against the due date, by the day (docs/law/one-stop.md)."""

    EARLY = "early", _("Trước hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Quá hạn")


class Role(TextChoices):
    """In what an agency that ended had to do with a matter: it led it, received it, or had a task of it."""

    LEAD = "lead", _("Cơ quan giải quyết")
    ONE_STOP = "one_stop", _("Bộ phận Một cửa tiếp nhận")
    TASK = "task", _("Cơ quan làm bước đang mở")


class HoldReason(TextChoices):
    """Why the clock may rest: a closed list, each with its legal ground in docs/law/one-stop.md.

    The first two and the last are waiting steps of a route; the others an official declares, with the document that
    proves it.
    """

    APPLICANT = "applicant", _("Chờ người nộp bổ sung hồ sơ")
    PAYMENT = "payment", _("Chờ thực hiện nghĩa vụ tài chính")
    OPINION = "opinion", _("Chờ ý kiến bằng văn bản của cơ quan có thẩm quyền")
    EXPERTISE = "expertise", _("Chờ kết quả giám định, kiểm nghiệm, đo đạc")
    POSTING = "posting", _("Niêm yết, công khai theo quy định")
    DISPUTE = "dispute", _("Đang có tranh chấp, khiếu nại hoặc Tòa án đang thụ lý")
    FORCE_MAJEURE = "force_majeure", _("Thiên tai, dịch bệnh, sự kiện bất khả kháng")
    OUTAGE = "outage", _("Cơ sở dữ liệu, hệ thống dùng chung ngừng hoạt động")
    CONFIRMATION = "confirmation", _("Chờ người gửi xác nhận kết quả")


OF_ROUTES = frozenset({HoldReason.APPLICANT, HoldReason.PAYMENT, HoldReason.CONFIRMATION})
"""The reasons for which a step of a route waits."""
GROUNDED = frozenset(set(HoldReason) - OF_ROUTES)
"""The reasons an official may give, always with a ground in words and a document."""
UNCOUNTED = frozenset({HoldReason.CONFIRMATION})
"""Waits that move no date: what was owed is answered, and whether it holds is asked."""

RECOUNTED = {
    "calendar": FactKind.CODE,
    "revision": FactKind.COUNT,
    "old_due": FactKind.INSTANT,
    "new_due": FactKind.INSTANT,
}
"""What the journal keeps of any moment that was counted again after its calendar was amended."""

declare(
    {
        "matters.handed_on": {
            "from_agency": FactKind.CODE,
            "to_agency": FactKind.CODE,
            "since": FactKind.DAY,
            "roles": FactKind.CODES,
            "tasks": FactKind.COUNT,
        },
        "matters.task_claimed": {"step": FactKind.CODE, "agency": FactKind.CODE},
        "matters.task_released": {"step": FactKind.CODE, "agency": FactKind.CODE},
        "matters.task_reassigned": {"step": FactKind.CODE, "agency": FactKind.CODE, "to": FactKind.ID},
        "matters.due_date_recomputed": RECOUNTED,
    }
)
