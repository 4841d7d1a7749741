"""How a result leaves the office, who may take it, and the verbs the journal keeps of it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Way(TextChoices):
    COUNTER = "counter", _("Tại bộ phận một cửa")
    POST = "post", _("Qua bưu chính công ích")


class Relation(TextChoices):
    """Who stands at the counter, as seen from the applicant."""

    SELF = "self", _("Chính người nộp hồ sơ")
    FAMILY = "family", _("Người thân trong gia đình")
    AUTHORISED = "authorised", _("Người được ủy quyền bằng văn bản")


IDENTITY_ENDING = 4  # digits of the identity number that are checked and kept
REMIND_EVERY_DAYS = 7  # nobody is reminded more often of a result that waits

declare(
    {
        "returns.handed_over": {
            "agency": FactKind.CODE,
            "way": FactKind.CODE,
            "relation": FactKind.CODE,
            "signed": FactKind.FLAG,
            "originals": FactKind.COUNT,
        },
        "returns.posted": {"agency": FactKind.CODE, "posting": FactKind.ID},
        "returns.reminded": {"agency": FactKind.CODE, "times": FactKind.COUNT},
    }
)
