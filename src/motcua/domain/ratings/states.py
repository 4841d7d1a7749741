"""The nine indices by which the settlement of procedures is rated (NĐ 61/2018/NĐ-CP Điều 30–33).

Each gives 0, 1 or 2 points. The system counts 1 and 2, the applicant's slip says 3, 4, 6 and 7, the unit assesses
5, 8 and 9 (and 6 for itself) each quarter.
"""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare


class Index(IntegerChoices):
    TOTAL_TIME = 1, _("Thời gian giải quyết so với quy định")
    EACH_BODY = 2, _("Thời gian của từng cơ quan tham gia")
    CONTACTS = 3, _("Số lần phải liên hệ để hoàn thiện hồ sơ")
    BODIES = 4, _("Số cơ quan phải liên hệ để hoàn thiện hồ sơ")
    ORGANISATION = 5, _("Tổ chức tiếp nhận, giải quyết, trả kết quả tại Bộ phận Một cửa")
    PUBLICATION = 6, _("Công khai thủ tục hành chính")
    ATTITUDE = 7, _("Thái độ của cán bộ, công chức")
    COMPLAINTS = 8, _("Tiếp thu, giải trình phản ánh, kiến nghị")
    ONLINE = 9, _("Tiến độ, chất lượng dịch vụ công trực tuyến")


BY_SYSTEM = (Index.TOTAL_TIME, Index.EACH_BODY)
BY_APPLICANT = (Index.CONTACTS, Index.BODIES, Index.PUBLICATION, Index.ATTITUDE)
BY_UNIT = (Index.ORGANISATION, Index.PUBLICATION, Index.COMPLAINTS, Index.ONLINE)
OF_OFFICIAL = (Index.TOTAL_TIME, Index.EACH_BODY, Index.CONTACTS, Index.BODIES, Index.ATTITUDE)
MOST_POINTS = 2


class Overall(TextChoices):
    VERY_SATISFIED = "very_satisfied", _("Rất hài lòng")
    SATISFIED = "satisfied", _("Hài lòng")
    NOT_SATISFIED = "not_satisfied", _("Không hài lòng")


class Band(TextChoices):
    """The rating of a body by its points of all nine indices, 18 at most."""

    EXCELLENT = "excellent", _("Xuất sắc")
    GOOD = "good", _("Tốt")
    FAIR = "fair", _("Khá")
    AVERAGE = "average", _("Trung bình")
    WEAK = "weak", _("Yếu")


BANDS = ((15, Band.EXCELLENT), (12, Band.GOOD), (9, Band.FAIR), (6, Band.AVERAGE), (0, Band.WEAK))
"""From so many points on."""

declare(
    {
        "ratings.given": {
            "agency": FactKind.CODE,
            "one_stop": FactKind.CODE,
            "overall": FactKind.CODE,
            "total_time": FactKind.COUNT,
            "each_body": FactKind.COUNT,
            "contacts": FactKind.COUNT,
            "bodies": FactKind.COUNT,
            "publication": FactKind.COUNT,
            "attitude": FactKind.COUNT,
            "convenience": FactKind.COUNT,
        },
        "ratings.assessed": {
            "agency": FactKind.CODE,
            "year": FactKind.COUNT,
            "quarter": FactKind.COUNT,
            "index": FactKind.COUNT,
            "points": FactKind.COUNT,
        },
    }
)
