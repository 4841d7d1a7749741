"""What a procedure asks of one applicant: papers, fees, and what an official fills in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.domain.procedures.rules import check_fields, fees_due, officer_fields, parts_wanted, read

DAY = date(2024, 10, 15)

BODY: dict[str, Any] = {
    "parts": [
        {"code": "notice", "name": {"vi": "Giấy chứng sinh"}, "originals": 1, "when": {"proof": ["notice"]}},
        {"code": "pledge", "name": {"vi": "Giấy cam đoan"}, "required": True, "when": {"proof": ["pledge"]}},
        {"code": "photo", "name": {"vi": "Ảnh"}, "required": False, "formats": ["JPG"], "max_mb": 2},
    ],
    "fees": [
        {"channel": "online", "amount": 0, "per": "dossier", "when": {"late": [False]}},
        {"channel": "online", "amount": 4000, "per": "dossier", "when": {"late": [True]}, "valid_from": "2024-01-01"},
        {"channel": "direct", "amount": 8000, "per": "dossier", "when": {"late": [True]}, "valid_from": DAY},
        {"amount": 5000, "per": "copy", "count": "copies", "code": "copy", "valid_from": "2020-01-01"},
        {"amount": 8000, "per": "copy", "count": "copies", "code": "copy", "valid_from": "2024-07-01", "mark": "?"},
        {"amount": 9999, "per": "dossier", "note": {"vi": "Đã bỏ"}, "valid_to": "2023-12-31"},
    ],
    "officer_fields": [
        {"name": "child_id", "step": "register", "label": {"vi": "Số định danh của bé"},
         "schema": {"type": "string", "format": "identity-number"}},
        {"name": "opinion", "step": "register", "outcome": "refuse", "label": {"vi": "Ý kiến"},
         "schema": {"type": "string", "maxLength": 500}, "required": False},
        {"name": "other", "step": "sign", "label": {"vi": "Khác"}, "schema": {"type": "string"}},
    ],
}  # fmt: skip


def test_papers_are_asked_by_what_was_answered() -> None:
    assert [part.code for part in parts_wanted(BODY, {"proof": "notice"})] == ["notice", "photo"]
    assert [part.code for part in parts_wanted(BODY, {})] == ["photo"]


def test_a_paper_says_how_it_may_be_handed_in() -> None:
    notice, photo = parts_wanted(BODY, {"proof": "notice"})
    assert (notice.required, notice.originals, notice.formats, notice.max_mb) == (
        True,
        1,
        ("pdf", "jpg", "png"),
        10,
    )
    assert (photo.required, photo.originals, photo.formats, photo.max_mb) == (False, 0, ("jpg",), 2)


@pytest.mark.parametrize(
    ("channel", "late", "amount"), [("online", False, 0), ("online", True, 4000), ("direct", True, 8000)]
)
def test_a_fee_depends_on_the_channel_and_the_answers(channel: str, late: bool, amount: int) -> None:
    fees = [fee for fee in fees_due(BODY, {"late": late}, channel, DAY) if fee.per == "dossier"]
    assert [fee.amount for fee in fees] == [amount]


def test_of_a_fee_that_changed_the_amount_in_force_counts() -> None:
    assert [fee.amount for fee in fees_due(BODY, {}, "online", date(2024, 6, 30))] == [5000]
    assert [fee.amount for fee in fees_due(BODY, {}, "online", date(2024, 7, 1))] == [8000]


def test_copies_are_counted() -> None:
    (fee,) = fees_due(BODY, {"copies": 3}, "online", DAY)
    assert (fee.quantity, fee.total, fee.mark) == (3, 24000, "?")


@pytest.mark.parametrize("junk", ["3", True, -1, None])
def test_a_count_that_is_none_is_one(junk: object) -> None:
    assert fees_due(BODY, {"copies": junk}, "online", DAY)[0].quantity == 1


def test_a_procedure_without_papers_and_fees_asks_for_none() -> None:
    assert (parts_wanted({}, {}), fees_due({}, {}, "online", DAY)) == ([], [])


def test_an_official_fills_in_what_belongs_to_the_step_and_its_outcome() -> None:
    assert [field.name for field in officer_fields(BODY, "register", "approve")] == ["child_id"]
    assert [field.component for field in officer_fields(BODY, "register", "refuse")] == [
        "identity_number",
        "longtext",
    ]


def test_what_an_official_types_is_read_and_checked_like_a_form() -> None:
    fields = officer_fields(BODY, "register", "approve")
    assert read(fields, {"child_id": ["070 224 000 123"]}) == {"child_id": "070224000123"}
    assert check_fields(fields, {"child_id": "1"}, DAY)["child_id"].code == "wrong_length"
    assert check_fields(fields, {"child_id": "070224000123"}, DAY) == {}


COPY = {
    "amount": 2000, "per": "page", "count": "pages", "copies": "copies", "kind": "phi", "collect": "return",
    "tiers": [{"from": 3, "amount": 1000}], "max": 200_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "copies", "total"),
    [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (10, 2, 24_000), (198, 1, 200_000), (500, 3, 600_000), (0, 1, 0)],
)
def test_a_fee_may_fall_from_a_page_on_and_has_a_most_for_each_copy(pages: int, copies: int, total: int) -> None:
    [fee] = fees_due({"fees": [COPY]}, {"pages": pages, "copies": copies}, "direct", DAY)
    assert fee.total == total
    one = sum(2000 if page <= 2 else 1000 for page in range(1, pages + 1))
    assert fee.total == min(one, 200_000) * copies
    assert (fee.kind, fee.collect, fee.exempt) == ("phi", "return", False)


def test_who_is_exempt_is_not_who_pays_nothing() -> None:
    fees = [
        {"amount": 0, "per": "dossier", "exempt": True, "when": {"group": ["poor"]}},
        {"amount": 0, "per": "dossier", "when": {"group": ["none"]}},
    ]
    assert [fee.exempt for fee in fees_due({"fees": fees}, {"group": "poor"}, "direct", DAY)] == [True]
    assert [fee.exempt for fee in fees_due({"fees": fees}, {"group": "none"}, "direct", DAY)] == [False]
