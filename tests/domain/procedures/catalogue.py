"""A small catalogue of a year in which the project's own pack is not in force yet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from motcua.domain.agencies import actions as agencies
from motcua.domain.procedures import actions
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import System

CLERK = System("tests")
NOW = datetime(2015, 1, 1, tzinfo=UTC)
DAY = date(2015, 6, 1)

HOURS = ["07:00-11:30", "13:30-17:00"]
CALENDAR = {
    "calendar": "thu-nghiem",
    "timezone": "Asia/Ho_Chi_Minh",
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS) | {"sat": [], "sun": []},
    "exceptions": [],
}

NAMES: dict[str, tuple[str, str, list[str]]] = {
    "9.001193": ("Đăng ký khai sinh", "Birth registration", [
        "làm giấy khai sinh", "làm khai sinh cho con", "giấy khai sanh", "khai sinh quá hạn", "khai sinh trễ hạn",
        "làm ks"]),
    "9.000986": ("Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
                 "Birth and insurance", ["khai sinh 3 trong 1", "nhập hộ khẩu cho con", "thẻ bhyt cho con"]),
    "9.000894": ("Đăng ký kết hôn", "Marriage registration", ["giấy hôn thú", "đkkh", "cưới vợ làm giấy"]),
    "9.000656": ("Đăng ký khai tử", "Death registration", ["giấy chứng tử", "báo tử", "người nhà mất"]),
    "9.004873": ("Cấp Giấy xác nhận tình trạng hôn nhân", "Certificate of marital status",
                 ["giấy độc thân", "xác nhận độc thân", "giấy chưa kết hôn"]),
    "9.000635": ("Cấp bản sao trích lục hộ tịch", "Copy of a civil-status record",
                 ["mất giấy khai sinh", "sao y khai sinh", "xin lại giấy khai sinh"]),
    "9.001612": ("Đăng ký thành lập hộ kinh doanh", "Household business", ["mở quán", "mở tiệm tạp hóa", "gpkd"]),
    "9.009994": ("Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "Building permit for a house",
                 ["xin phép xây nhà", "xây nhà xin giấy"]),
    "9.001776": ("Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng", "Monthly social allowance",
                 ["tiền người già", "trợ cấp 80 tuổi"]),
    "9.001699": ("Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật", "Disability",
                 ["giấy khuyết tật", "sổ tàn tật"]),
}  # fmt: skip


def written(code: str = "9.001193", **changes: Any) -> dict[str, Any]:
    """A procedure file of this catalogue, with changes."""
    name, name_en, words = NAMES.get(code, (f"Thủ tục số {code}", "", []))
    return {
        "code": code,
        "name": {"vi": name, "en": name_en},
        "field": {"code": "ho-tich", "vi": "Hộ tịch", "en": "Civil status"},
        "level": "xa",
        "valid_from": date(2015, 1, 1),
        "valid_to": date(2015, 12, 31),
        "online": "full",
        "limit": "3 working_days",
        "policy": "end_of_day",
        "cutoff": "15:00",
        "competent": "ubnd-xa",
        "one_stop": "mot-cua-xa",
        "route": "ba-buoc",
        "words": words,
        **changes,
    }


def a_calendar() -> int:
    """The key of a calendar for these procedures."""
    return agencies.amend_calendar("thu-nghiem", CALENDAR, by=CLERK, now=NOW).pk


def publish(procedure: dict[str, Any], form: dict[str, Any] | None = None) -> str:
    """Publish as the pack would."""
    return actions.publish(procedure, form or {}, calendar_id=a_calendar(), by=CLERK, now=NOW)


def the_catalogue() -> None:
    """All procedures of this catalogue."""
    calendar_id = a_calendar()
    for code in NAMES:
        actions.publish(written(code), {}, calendar_id=calendar_id, by=CLERK, now=NOW)


def version(code: str, valid_from: date) -> Procedure:
    """The stored version that begins on this day."""
    return Procedure.objects.get(code=code, valid_from=valid_from)
