"""The sentences that tell a citizen why something is due when it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import Act, Explanation, Limit, Span, explain, replay
from tests.kernel.calendars import HALF_FRIDAY, OFFICE, at


def explained(start: str, limit: str, *holds: tuple[str, str], **options: Any) -> Explanation:
    spans = [Span(at(begins), at(ends)) for begins, ends in holds]
    return explain(at(start), Limit.parse(limit), OFFICE, holds=spans, **options)


def test_a_term_across_a_swapped_weekend() -> None:
    assert explained("2024-04-26 10:00", "3 working_days").sentences == (
        "Tiếp nhận lúc 10:00 Thứ Sáu 26/04/2024; thời hạn là 3 ngày làm việc.",
        "Các ngày nghỉ hằng tuần trong khoảng từ Thứ Bảy 27/04/2024 đến Chủ nhật 28/04/2024 không tính (2 ngày).",
        "Thứ Hai 29/04/2024 là ngày nghỉ, không tính: hoán đổi sang 04/5/2024.",
        "Thứ Ba 30/04/2024 là ngày nghỉ lễ, không tính: Bộ luật Lao động, Điều 112.",
        "Thứ Tư 01/05/2024 là ngày nghỉ lễ, không tính: Bộ luật Lao động, Điều 112.",
        "Thứ Bảy 04/05/2024 tính là ngày làm việc: làm bù ngày 29/4/2024.",
        "Cộng 3 ngày làm việc: đến 10:00 Thứ Bảy 04/05/2024.",
        "Hạn giải quyết: 10:00 Thứ Bảy 04/05/2024.",
    )


def test_a_supplement_is_told_with_its_time() -> None:
    hold = ("2024-10-16 10:00", "2024-10-18 15:00")
    sentences = explained("2024-10-14 08:00", "5 working_days", hold, policy="end_of_day").sentences
    assert sentences[-3:] == (
        "Tạm dừng từ 10:00 Thứ Tư 16/10/2024 đến 15:00 Thứ Sáu 18/10/2024 (19 giờ làm việc) không tính; "
        "hạn lùi đến 11:00 Thứ Tư 23/10/2024.",
        "Hạn tính đến cuối giờ làm việc của ngày: 17:00 Thứ Tư 23/10/2024.",
        "Hạn giải quyết: 17:00 Thứ Tư 23/10/2024.",
    )


def test_the_same_day_is_told_with_its_cut_off() -> None:
    hold = ("2024-10-14 10:00", "2024-10-16 15:30")
    assert explained("2024-10-14 09:00", "same_day", hold).sentences == (
        "Tiếp nhận lúc 09:00 Thứ Hai 14/10/2024; thời hạn là trong ngày.",
        "Tiếp nhận trước 15:00 thì đến hạn vào cuối giờ làm việc cùng ngày: 17:00 Thứ Hai 14/10/2024.",
        "Tạm dừng từ 10:00 Thứ Hai 14/10/2024 đến 15:30 Thứ Tư 16/10/2024; "
        "thời hạn tính lại từ 15:30 Thứ Tư 16/10/2024.",
        "Tiếp nhận từ 15:00 trở đi thì đến hạn vào cuối ngày làm việc tiếp theo: 17:00 Thứ Năm 17/10/2024.",
        "Hạn giải quyết: 17:00 Thứ Năm 17/10/2024.",
    )


def test_the_same_in_english() -> None:
    assert explained("2024-10-19 10:00", "2 days", language="en").sentences == (
        "Received at 10:00 Saturday 19/10/2024; the limit is 2 days.",
        "That is outside working time, so the term begins at 07:00 Monday 21/10/2024.",
        "Plus 2 days: 07:00 Wednesday 23/10/2024.",
        "Due: 07:00 Wednesday 23/10/2024.",
    )


def test_a_half_day_is_told_with_its_hours() -> None:
    found = explain(at("2024-10-17 14:00"), Limit.parse("1 working_days"), HALF_FRIDAY)
    assert "Thứ Sáu 18/10/2024 tính là ngày làm việc, từ 07:00–11:30: nửa ngày." in found.sentences


def test_holidays_inside_calendar_days_are_told_as_counted() -> None:
    told = explained("2024-04-22 09:00", "20 days").sentences[2]
    words = "Thứ Ba 30/04/2024 là ngày nghỉ lễ nhưng vẫn tính vì thời hạn theo ngày lịch"
    assert told == f"{words}: Bộ luật Lao động, Điều 112."


def test_a_due_day_of_rest_is_told_to_move() -> None:
    sentences = explained("2024-10-14 09:00", "5 days").sentences
    assert "Thời điểm đó không phải giờ làm việc nên hạn chuyển đến 09:00 Thứ Hai 21/10/2024." in sentences


@pytest.mark.parametrize(
    ("limit", "hold", "words"),
    [
        ("1 working_days", ("2024-10-16 10:00", "2024-10-17 10:00"), "không làm thay đổi hạn"),
        ("1 working_days", ("2024-10-14 11:30", "2024-10-14 13:30"), "ngoài giờ làm việc nên hạn vẫn là"),
        ("2 days", ("2024-10-14 10:00", "2024-10-14 13:30"), "chưa qua ngày nên hạn vẫn là"),
        (
            "2 days",
            ("2024-10-14 10:00", "2024-10-15 13:30"),
            "(1 ngày) không tính; hạn lùi đến 09:00 Thứ Năm",
        ),
    ],
)
def test_every_hold_is_told(limit: str, hold: tuple[str, str], words: str) -> None:
    assert words in " ".join(explained("2024-10-14 09:00", limit, hold).sentences)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_long_term_sums_up_its_weekends_and_names_each_exception(language: str) -> None:
    found = explained("2024-01-02 08:00", "450 working_days", language=language)
    for exception in OFFICE.exceptions_within(at("2024-01-02 08:00").date(), found.due.date()):
        told = [each for each in found.sentences if f"{exception.day:%d/%m/%Y}" in each]
        assert any(exception.source in each for each in told)
    assert len(found.sentences) < 35
    assert all(re.search(r"\d\d/\d\d/\d{4}", sentence) for sentence in found.sentences)


def test_steps_replayed_do_not_believe_where_they_were_said_to_lead() -> None:
    found = explained("2024-04-26 10:00", "3 working_days")
    lying = [replace(step, at=at("2024-12-24 10:00")) if step.act is not Act.RECEIVE else step for step in found.steps]
    assert replay(lying, OFFICE) == found.due


def test_steps_replayed_on_another_calendar_lead_elsewhere() -> None:
    found = explain(at("2024-10-17 14:00"), Limit.parse("1 working_days"), HALF_FRIDAY)
    assert replay(found.steps, HALF_FRIDAY) == found.due == at("2024-10-18 11:30")
    assert replay(found.steps, OFFICE) == at("2024-10-18 14:00")


def test_steps_without_a_receipt_are_refused() -> None:
    with pytest.raises(Malformed, match="begins with the time of receipt"):
        replay(explained("2024-04-26 10:00", "3 working_days").steps[1:], OFFICE)


def test_times_are_told_on_the_calendars_clock() -> None:
    start = datetime.fromisoformat("2024-10-14T02:00:00Z")
    hold = Span(datetime.fromisoformat("2024-10-14T03:00:00Z"), datetime.fromisoformat("2024-10-14T04:00:00Z"))
    sentences = explain(start, Limit.parse("4 working_hours"), OFFICE, holds=[hold]).sentences
    assert sentences[0].startswith("Tiếp nhận lúc 09:00 Thứ Hai 14/10/2024")
    assert "từ 10:00 Thứ Hai 14/10/2024 đến 11:00" in sentences[2]


def test_another_language_or_policy_is_refused() -> None:
    with pytest.raises(Malformed, match="fr is not a language"):
        explained("2024-10-14 09:00", "1 days", language="fr")
    with pytest.raises(Malformed, match="noon is not a policy"):
        explained("2024-10-14 09:00", "1 days", policy="noon")
