"""A catalogue as large as a province's: synthetic procedures published by the real action, and what people ask it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from datetime import time as time_of_day
from itertools import product
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from bench.ground import Ground, Size
from bench.report import Budget, Own, Row, percentile
from motcua.domain.agencies.models import Calendar
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Actor

ACTS = (
    "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Điều chỉnh", "Thu hồi", "Đăng ký", "Xác nhận", "Thẩm định", "Công nhận",
)  # fmt: skip
THINGS = (
    "giấy phép xây dựng nhà ở riêng lẻ", "giấy chứng nhận đủ điều kiện an toàn thực phẩm", "giấy phép lái xe",
    "chứng chỉ hành nghề dược", "giấy phép khai thác nước dưới đất", "giấy chứng nhận quyền sử dụng đất",
    "giấy phép kinh doanh vận tải bằng xe ô tô", "giấy phép bán lẻ rượu", "giấy phép hoạt động khám bệnh, chữa bệnh",
    "chứng chỉ hành nghề thú y", "giấy chứng nhận đầu tư", "giấy phép xả thải vào nguồn nước", "thẻ hướng dẫn viên",
    "giấy phép tổ chức biểu diễn nghệ thuật", "giấy phép lao động cho người nước ngoài", "trợ cấp xã hội hàng tháng",
    "chế độ người có công với cách mạng", "giấy chứng nhận hộ nghèo, hộ cận nghèo", "mã số vùng trồng cây ăn quả",
    "giấy phép thành lập trường mầm non tư thục", "bản sao trích lục hộ tịch", "việc nuôi con nuôi trong nước",
    "giấy chứng nhận đăng ký hợp tác xã", "giấy phép sử dụng vật liệu nổ công nghiệp", "đập, hồ chứa thủy lợi",
    "quy hoạch chi tiết khu dân cư", "chứng thực hợp đồng, giao dịch", "giấy phép in xuất bản phẩm",
)  # fmt: skip
PLACES = (
    "", "đối với tổ chức", "đối với cá nhân, hộ gia đình", "có yếu tố nước ngoài", "tại khu công nghiệp",
    "tại vùng có điều kiện kinh tế - xã hội đặc biệt khó khăn", "trong trường hợp bị mất, bị hỏng",
    "thuộc thẩm quyền của Ủy ban nhân dân cấp tỉnh", "trên địa bàn nhiều huyện", "theo cơ chế liên thông",
)  # fmt: skip
ASKED = (
    "khai sinh", "dang ky khai sinh", "làm giấy khai sinh cho con", "giay khai sanh", "1.001193", "2.000986", "bhyt",
    "thẻ bảo hiểm y tế cho trẻ em", "nhập hộ khẩu cho con", "xây nhà", "xin phep xay nha", "giấy phép xây dựng",
    "đổi bằng lái xe", "mất giấy phép lái xe", "so do", "quyền sử dụng đất", "trợ cấp", "tien nguoi gia", "hộ nghèo",
    "nuôi con nuôi", "trích lục", "ban sao trich luc ho tich", "nước ngoài", "giấy phép lao động", "mở quán", "rượu",
    "an toan thuc pham", "an tàon thực phẩm", "khoan giếng", "nước dưới đất", "chứng thực", "hợp tác xã", "kinh doanh",
    "gia hạn giấy phép", "cấp lại", "giấy phép", "đăng ký", "xe", "khai", "xyzzy",
)  # fmt: skip


def publish(count: int, *, by: Actor, now: datetime) -> None:
    """Publish synthetic procedures until there are `count` in all; none can be filed online."""
    calendar = Calendar.objects.order_by("pk").first()
    assert calendar is not None
    wanted = count - Procedure.objects.count()
    with atomic():
        for number, name in zip(range(wanted), _names(), strict=False):
            actions.publish(_written(number, name, now), {}, calendar_id=calendar.pk, by=by, now=now)


def _names() -> Iterator[str]:
    for place, thing, act in product(PLACES, THINGS, ACTS):
        yield " ".join(filter(None, [act, thing, place]))


def _written(number: int, name: str, now: datetime) -> dict[str, Any]:
    return {
        "code": f"9.{number:06d}",
        "name": {"vi": name, "en": ""},
        "field": {"code": f"linh-vuc-{number % 60}", "vi": f"Lĩnh vực số {number % 60}", "en": ""},
        "level": "tinh",
        "valid_from": localdate(now).replace(year=2024, month=1, day=1),
        "online": "none",
        "limit": "10 working_days",
        "policy": "end_of_day",
        "cutoff": time_of_day(15).isoformat(),
        "competent": "",
        "one_stop": "",
        "route": "",
        "summary": {"vi": f"{name}, theo quy định của pháp luật chuyên ngành.", "en": ""},
        "words": [f"từ riêng {number % 700}", f"chuyện số {number}"],
    }


def rows(ground: Ground, size: Size) -> list[Row]:
    """A search as the portal asks for it, warm; every question several times."""
    day, times = localdate(ground.now), []
    queries.find("khai sinh", day)
    for _ in range(max(2, size.calls // len(ASKED))):
        for words in ASKED:
            began = time.perf_counter()
            queries.find(words, day, limit=30)
            times.append(1000 * (time.perf_counter() - began))
    middle, late = percentile(times, 0.5), percentile(times, 0.95)
    found = Procedure.objects.count()
    return [
        Row(
            f"catalogue search, {found:,} procedures, p95",
            f"{late:.1f} ms (p50 {middle:.1f})",
            "",
            late,
            Budget(20, 5, "ms", most=True),
            own=Own("catalogue search, p95", late, "ms", cost=True),
        )
    ]
