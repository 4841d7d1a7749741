"""Whether a signed document stands, what may be wrong with a certificate, and the verbs the journal keeps."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare

MOST_WRONG_PINS = 5
PIN_PAUSE = timedelta(minutes=15)
"""After so many wrong PINs in a row a key rests for so long, whatever the token itself does."""
SIGNS_NO_MORE = frozenset(
    {"token_gone", "token_missing", "token_of_another", "pin_locked", "wrong_pin", "time_not_stamped"}
)
"""After a refusal of these words the key signs nothing more: the rest of a batch is not even tried."""
PERSON, AGENCY = "ky", "dau"
"""The two fields of a document that signatures stand in: the person's, then the agency's."""
SECRETARY = "thu_ky"
"""A third one, before the others, where two people sign."""
NUMBER, DAY = "so", "ngay"
"""The two fields that are filled between the signatures."""


class Standing(TextChoices):
    """Whether a document that was signed and published still is what counts."""

    IN_FORCE = "in_force", _("Đang có hiệu lực sử dụng")
    REPLACED = "replaced", _("Đã được thay thế")
    RECALLED = "recalled", _("Đã bị thu hồi")


class Fault(TextChoices):
    """Why a certificate, or a signature made with it, is not trusted."""

    NOT_YET = "not_yet", _("Chứng thư số chưa đến ngày có hiệu lực")
    EXPIRED = "expired", _("Chứng thư số đã hết hạn")
    REVOKED = "revoked", _("Chứng thư số đã bị thu hồi")
    FOREIGN = "foreign", _("Chứng thư số không do tổ chức được tỉnh công nhận cấp")
    UNSURE = "unsure", _("Chưa kiểm tra được chứng thư số có bị thu hồi hay không")
    NOT_FOR_SIGNING = "not_for_signing", _("Chứng thư số không được cấp để ký")


declare(
    {
        "signatures.trusted": {"certificate": FactKind.HASH, "root": FactKind.FLAG},
        "signatures.revocations_taken": {"certificate": FactKind.HASH, "until": FactKind.INSTANT},
        "signatures.key_added": {"certificate": FactKind.HASH, "agency?": FactKind.CODE},
        "signatures.key_retired": {"certificate": FactKind.HASH},
        "signatures.published": {"code": FactKind.CODE, "agency": FactKind.CODE},
        "signatures.replaced": {"code": FactKind.CODE, "by_code": FactKind.CODE},
        "signatures.recalled": {"code": FactKind.CODE},
    }
)
