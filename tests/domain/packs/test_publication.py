"""What units have to publish, as the pack says it: checked with file and line, kept when the pack is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.packs import actions
from motcua.domain.packs.rules import read
from motcua.domain.publicity.models import Checklist
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE
from tests.domain.packs.copies import PACK, a_copy, changed, found, line_of, shipped

FILE = "publication.yaml"
FIRST = "  - code: dien-thoai\n"

BROKEN = {
    "an unknown key": ("unknown-key", FIRST, f"{FIRST}    colour: red\n", "    colour: red"),
    "a title without English": (
        "missing-text",
        "{vi: Thời gian làm việc và tiếp nhận hồ sơ, en: Opening hours}",
        "{vi: Thời gian làm việc và tiếp nhận hồ sơ}",
        "{vi: Thời gian làm việc và tiếp nhận hồ sơ}",
    ),
    "an item that stands twice": ("duplicate-key", "code: thu-dien-tu", "code: dien-thoai", None),
    "an item without its basis": (
        "missing-key",
        "    basis: Luật Phí và lệ phí số 97/2015/QH13; Nghị định số 63/2010/NĐ-CP\n",
        "",
        "  - code: phi-le-phi",
    ),
    "a place that there is not": ("bad-value", "where: posted\n", "where: wall\n", "where: wall\n"),
    "a period of no days": ("bad-value", "every_days: 180", "every_days: 0", "every_days: 0"),
    "a code that is none": ("bad-value", "code: thu-xin-loi", "code: Thư xin lỗi", "code: Thư xin lỗi"),
}


@pytest.mark.parametrize(("code", "old", "new", "there"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_found_on_its_line(code: str, old: str, new: str, there: str | None, tmp_path: Path) -> None:
    copy = changed(tmp_path, FILE, old, new)
    (fault,) = found(copy)
    assert fault[:2] == (code, FILE)
    wanted = line_of(PACK / FILE, "code: thu-dien-tu") if there is None else line_of(copy / FILE, there)
    assert fault[2] == wanted


@pytest.mark.parametrize("text", ["", "[]", "items: 3", "items: [1, {code: 2}]", "items: []", "a: ["])
def test_whatever_stands_there_is_a_finding_and_never_a_crash(text: str, tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / FILE).write_text(text, encoding="utf-8")
    assert {fault[1] for fault in found(copy)} == {FILE}


def test_a_pack_may_have_none(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / FILE).unlink()
    assert found(copy) == []
    assert read(copy).publication == ()


@pytest.mark.django_db
def test_loading_the_pack_keeps_the_checklist_once(tmp_path: Path) -> None:
    checklist = Checklist.objects.get()
    assert [item["code"] for item in checklist.items] == [item["code"] for item in shipped().publication]
    assert len(checklist.unit_kinds) == 3
    assert actions.load(a_copy(tmp_path), by=NURSE, now=MONDAY) == []


@pytest.mark.django_db
def test_another_checklist_replaces_it_and_is_journalled(tmp_path: Path) -> None:
    before = Entry.objects.filter(verb="publicity.published").count()
    copy = changed(tmp_path, FILE, "every_days: 180", "every_days: 200")
    assert actions.load(copy, by=NURSE, now=MONDAY) == ["publication checklist: changed"]
    assert actions.load(copy, by=NURSE, now=MONDAY) == []
    entries = Entry.objects.filter(verb="publicity.published").order_by("pk")
    assert len(entries) == before + 1
    assert entries[before].facts["digest"] == Checklist.objects.get().digest
