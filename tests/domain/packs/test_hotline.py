"""The hotline of a pack: what is named exists, the menu leads somewhere, an answer is said within a minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.packs.copies import changed, found

FILE = "hotline.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("agency: H10.12.01", "agency: H99", "unknown-agency"),
        ("calendar: hanh-chinh", "calendar: khong-co", "unknown-calendar"),
        ('"2": {to: operator, skill: phan-anh}', '"2": {to: khong-co}', "menu-leads-nowhere"),
        ("Dạ, hai nghìn đồng", "Dạ " * 200 + "hai nghìn đồng", "answer-too-long"),
        ("valid_to: 2024-02-20", "valid_to: 2023-02-20", "bad-period"),
        ("code: gui-phan-anh", "code: tra-ho-so", "bad-period"),
        ("owner: H10.05", "owner: H99", "unknown-agency"),
    ],
)
def test_a_fault_is_found_where_it_is(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in {each for each, file, _line in found(changed(tmp_path, FILE, old, new)) if file == FILE}
