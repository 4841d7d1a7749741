"""The terms of feedback in a pack: places on the map are areas of the pack, and a voice note has a length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.packs.copies import changed, found

FILE = "feedback.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('{area: "689", at: [11.54, 106.89]', '{area: "99999", at: [11.54, 106.89]', "unknown-area"),
        ('{area: "689", at: [11.54, 106.89]', '{area: "689", at: [11.54]', "missing-value"),
        ("voice: {seconds: 120,", "voice: {seconds: 0,", "bad-value"),
        ("voice: {seconds: 120,", "voice: {giay: 120,", "unknown-key"),
    ],
)
def test_a_fault_is_found_where_it_is(tmp_path: Path, old: str, new: str, code: str) -> None:
    there = {each for each, file, _line in found(changed(tmp_path, FILE, old, new)) if file == FILE}
    assert code in there, there


def test_a_province_may_take_no_voice_notes(tmp_path: Path) -> None:
    copy = changed(tmp_path, FILE, "voice: {seconds: 120, kilobytes: 2500}", "# ")
    assert {code for code, file, _line in found(copy) if file == FILE} <= {"unknown-route"}, "the copy has few routes"
