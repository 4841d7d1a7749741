"""The terms of petitions in a pack: agencies, calendars, routes and fields are those of the pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.packs.copies import changed, found

FILE = "petitions.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("office: H10.72", "office: H99", "unknown-agency"),
        ("committees: [H10.73,", "committees: [H99,", "unknown-agency"),
        ("calendar: ngay-lich", "calendar: khong-co", "unknown-calendar"),
        ("route: kien-nghi-cu-tri", "route: khong-co", "unknown-route"),
        ("route: kien-nghi-cu-tri", "route: tra-loi-20-ngay", "route-of-another-kind"),
        ("sealed_category: to-cao", "sealed_category: mt-rac", "unknown-category"),
        ("code: giao-thong,", "code: dat-dai,", "duplicate-key"),
        ("committee: H10.76,", "committee: H10.12,", "unknown-agency"),
        ("answer_days: 30", "answer_days: 0", "bad-value"),
        ("whole_limit: 180 days", "whole_limit: 180 ngày", "bad-limit"),
        ("executive: H10 ", "chap_hanh: H10 ", "unknown-key"),
    ],
)
def test_a_fault_is_found_where_it_is(tmp_path: Path, old: str, new: str, code: str) -> None:
    there = {each for each, file, _line in found(changed(tmp_path, FILE, old, new)) if file == FILE}
    assert code in there, there


def test_the_file_as_it_ships_has_no_fault(tmp_path: Path) -> None:
    assert not [each for each in found(changed(tmp_path, FILE, "mark:", "mark:")) if each[1] == FILE]


def test_a_route_that_makes_an_illegal_move_is_found(tmp_path: Path) -> None:
    copy = changed(
        tmp_path,
        "routes/kien-nghi-cu-tri.yaml",
        "accept: {to: answer, move: accept",
        "accept: {to: answer, move: settle",
    )
    assert "route-illegal-move" in {code for code, file, _line in found(copy) if "kien-nghi" in file}
