"""The letters of a pack: registers, symbols, signers and texts that are named are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.packs.copies import changed, found

FILE = "letters.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("codes: [H10.12]", "codes: [H99]", "unknown-agency"),
        ("agency_kinds: [ubnd-tinh]", "agency_kinds: [khong-co]", "unknown-kind"),
        ("agency: H10.01", "agency: H99", "unknown-agency"),
        ("quyet_dinh: {register: van-ban-di-quyet-dinh", "quyet_dinh: {register: so-khac", "unknown-register"),
        ("incoming_register: van-ban-den", "incoming_register: van-ban-di-khac", "register-both-ways"),
        ("    head: Giám đốc\n", "", "deputy-of-nobody"),
        ("authority: TM, collective: Ủy ban nhân dân", "authority: TM", "deputy-of-nobody"),
        ("file: letters/ke-hoach.md", "file: letters/khong-co.md", "missing-file"),
        ("code: giao-tra-loi-cu-tri", "code: tra-loi-cu-tri", "duplicate-key"),
        ("code: lo-trinh", "code: y-kien", "duplicate-key"),
        ("symbol: BCVTCNTT", "symbol: bcvt", "bad-value"),
    ],
)
def test_a_fault_is_found_where_it_is(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in {each for each, file, _line in found(changed(tmp_path, FILE, old, new)) if file == FILE}
