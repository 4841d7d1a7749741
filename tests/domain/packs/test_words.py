"""The words people use: checked with file and line, and taught to the search when the pack is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.packs import actions
from motcua.domain.packs.rules import read
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries
from motcua.domain.procedures.models import Catalogue
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE
from tests.domain.packs.copies import a_copy, changed, found, line_of, shipped

WORDS = "words.yaml"

BROKEN = {
    "an abbreviation with marks": ("bad-value", "  gks: [", "  gđks: ["),
    "an abbreviation that means nothing": ("missing-value", "  gks: [giấy khai sinh]", "  gks: []"),
    "a synonym without its meaning": ("missing-key", "[bằng lái], mean: giấy phép lái xe}", "[bằng lái]}"),
    "a procedure that is sought twice": ("duplicate-key", '"1.000894", ', '"1.001193", '),
    "a text that nothing can find": ("missing-value", "say: [bằng lái]", 'say: ["!!"]'),
    "a text that stands twice": ("duplicate-key", "say: [bằng lái]", "say: [CONG CHUNG]"),
    "an unknown key": ("unknown-key", "\n\nabbreviations:", "\n\nstopwords: []\nabbreviations:"),
    "a kind of area that the pack has not": ("unknown-kind", "kinds: [tinh]", "kinds: [bang]"),
    "a national level twice": ("duplicate-key", "national: [Cấp huyện]", "national: [Cấp tỉnh]"),
    "a level without English": ("missing-text", "{vi: Cấp bộ, en: Ministry, ", "{vi: Cấp bộ, "),
}  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_found_on_its_line(code: str, old: str, new: str, tmp_path: Path) -> None:
    copy = changed(tmp_path, WORDS, old, new)
    (fault,) = found(copy)
    assert fault[:2] == (code, WORDS)
    if code != "duplicate-key" or "CONG" in new:
        assert 0 <= fault[2] - line_of(copy / WORDS, new) <= 2


@pytest.mark.parametrize(
    "text", ["", "[]", "levels: 3\nsynonyms: {}\nabbreviations: []", "synonyms: [1, {say: 2}]", "a: ["]
)
def test_whatever_stands_there_is_a_finding_and_never_a_crash(text: str, tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / WORDS).write_text(text, encoding="utf-8")
    assert {fault[1] for fault in found(copy)} == {WORDS}


def test_a_pack_may_have_none(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / WORDS).unlink()
    assert found(copy) == []
    assert read(copy).words == {}


@pytest.mark.django_db
def test_loading_the_pack_teaches_its_words_once(tmp_path: Path) -> None:
    assert Catalogue.objects.get().words == dict(shipped().words)
    assert actions.load(a_copy(tmp_path), by=NURSE, now=MONDAY) == []


@pytest.mark.django_db
def test_a_word_that_is_taught_is_understood_at_once(tmp_path: Path) -> None:
    day = MONDAY.date()
    assert queries.search("zzgks", day) == []
    copy = changed(tmp_path, WORDS, "  gks: [", "  zzgks: [đăng ký khai sinh]\n  gks: [")
    before = Entry.objects.filter(verb="procedures.taught").count()
    assert actions.load(copy, by=NURSE, now=MONDAY) == ["words: changed"]
    assert queries.search("zzgks", day)[0].procedure.name == "Đăng ký khai sinh"
    assert Entry.objects.filter(verb="procedures.taught").count() == before + 1
    assert procedures.teach(read(copy).words, by=NURSE, now=MONDAY) == "unchanged"


def test_what_the_first_page_offers_is_in_the_pack_and_can_be_filed() -> None:
    pack = shipped()
    filed = {each.code for each in pack.procedures if each.body["online"] in {"full", "part"}}
    assert set(pack.words["sought"]) <= filed
    assert len(pack.words["sought"]) >= 6
