"""What a procedure asks of one applicant: papers, fees, and what an official fills in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


PAPERS = {**COPY, "per": "page", "count": "papers.pages", "copies": "papers.copies"}


def the_slow_sum(papers: list[tuple[int, int]]) -> int:
    """Page by page, copy by copy, as an official would count with a pencil."""
    total = 0
    for pages, copies in papers:
        for _copy in range(copies):
            one = 0
            for page in range(1, pages + 1):
                one += 2000 if page <= 2 else 1000
                one = min(one, 200_000)
            total += one
    return total


@given(st.lists(st.tuples(st.integers(0, 260), st.integers(0, 6)), min_size=1, max_size=6))
def test_the_fee_of_several_papers_is_the_sum_counted_with_a_pencil(papers: list[tuple[int, int]]) -> None:
    answers = {"papers": [{"name": "Giấy", "pages": pages, "copies": copies} for pages, copies in papers]}
    [fee] = fees_due({"fees": [PAPERS]}, answers, "direct", DAY)
    assert fee.total == the_slow_sum(papers)
    assert [share.total for share in fee.shares] == [the_slow_sum([each]) for each in papers]


@given(
    st.lists(st.tuples(st.integers(2, 40), st.integers(0, 9000)), max_size=4, unique_by=lambda tier: tier[0]),
    st.integers(0, 9000),
    st.integers(0, 60),
)
def test_any_steps_are_counted_one_by_one(tiers: list[tuple[int, int]], amount: int, pages: int) -> None:
    steps = sorted(tiers)
    written = {
        "amount": amount,
        "count": "pages",
        "tiers": [{"from": begins, "amount": each} for begins, each in tiers],
    }
    [fee] = fees_due({"fees": [written]}, {"pages": pages}, "direct", DAY)
    prices = [[amount, *(each for begins, each in steps if begins <= page)][-1] for page in range(1, pages + 1)]
    assert fee.total == sum(prices)


def test_while_no_paper_is_named_one_page_is_due() -> None:
    assert [fee.total for fee in fees_due({"fees": [PAPERS]}, {}, "direct", DAY)] == [2000]
    assert [fee.total for fee in fees_due({"fees": [PAPERS]}, {"papers": []}, "direct", DAY)] == [2000]
    assert [fee.total for fee in fees_due({"fees": [PAPERS]}, {"papers": "hỏng"}, "direct", DAY)] == [2000]


def test_a_paper_may_be_exempt_while_another_is_paid_for() -> None:
    fees = [
        {**PAPERS, "when": {"papers.kind": ["other"]}},
        {**PAPERS, "amount": 0, "tiers": [], "exempt": True, "code": "free", "when": {"papers.kind": ["merit"]}},
    ]
    merit, other = {"kind": "merit", "pages": 9, "copies": 2}, {"kind": "other", "pages": 3, "copies": 1}
    due = fees_due({"fees": fees}, {"papers": [merit, other]}, "direct", DAY)
    assert [(fee.exempt, fee.total) for fee in due] == [(False, 5000), (True, 0)]
    assert [fee.exempt for fee in fees_due({"fees": fees}, {"papers": [merit]}, "direct", DAY)] == [True]


def test_several_papers_are_told_as_the_pages_of_all_their_copies() -> None:
    answers = {"papers": [{"pages": 5, "copies": 3}, {"pages": 1, "copies": 2}]}
    [fee] = fees_due({"fees": [PAPERS]}, answers, "direct", DAY)
    assert (fee.quantity, fee.copies, fee.plain) == (17, 1, False)
    [one] = fees_due({"fees": [PAPERS]}, {"papers": [{"pages": 5, "copies": 3}]}, "direct", DAY)
    assert (one.quantity, one.copies) == (5, 3)
