"""Fees and channels of a pack: what may be counted, what is asked on some channels only, and each mistake told of."""

# ruff: noqa: E501  # a table of changes is read line by line

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.packs.rules import check
from motcua.domain.procedures.rules import Form, form_faults
from tests.domain.packs.additions import CODE, with_form
from tests.domain.packs.copies import a_copy, line_of, told
from tests.domain.packs.test_groups import GROUP, SCHEMA

FEES = """\
fees:
  - {channel: direct, amount: 2000, per: page, count: members.income, copies: members.income, valid_from: 2023-01-01,
     tiers: [{from: 3, amount: 1000}], max: 200000, note: {vi: Phí, en: Fee}, basis: Thông tư}
"""
PLAIN = "copies_count"


def with_fees(tmp_path: Path, old: str = "", new: str = "", *, form: tuple[str, str] = ("", "")) -> Path:
    """A pack with a procedure that counts the answers of a group, and one thing changed in its fees or its form."""
    pages, schema = (GROUP.replace(*form) if form[0] else GROUP), SCHEMA
    pack = with_form(tmp_path, pages, schema)
    path = pack / "procedures" / CODE / "procedure.yaml"
    text = path.read_text(encoding="utf-8")
    begins, ends = text.index("fees:"), text.index("results:")
    assert old in FEES
    fees = FEES.replace(old, new, 1) if old else FEES
    path.write_text(f"{text[:begins]}{fees}{text[ends:]}", encoding="utf-8")
    return pack


def codes(pack: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.file.rsplit("/", 1)[-1]) for finding in check(pack)]


def test_a_fee_may_count_the_entries_of_a_group(tmp_path: Path) -> None:
    pack = with_fees(tmp_path)
    assert not check(pack), told(check(pack))


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("unknown-field", "count: members.income", "count: members.pages"),
        ("unknown-field", "count: members.income", "count: pages"),
        ("counts-no-number", "count: members.income", "count: members.name"),
        ("counts-two-groups", "count: members.income", "count: sets"),
        ("tiers-not-rising", "[{from: 3, amount: 1000}]", "[{from: 3, amount: 1000}, {from: 3, amount: 500}]"),
        ("tiers-without-count", "count: members.income, copies: members.income, ", ""),
        ("exempt-costs", "amount: 2000,", "amount: 2000, exempt: true,"),
        ("impossible-answer", "max: 200000,", 'max: 200000, when: {members.works: ["maybe"]},'),
        ("unknown-field", "max: 200000,", 'max: 200000, when: {people.works: ["no"]},'),
    ],
)
def test_a_mistake_in_a_fee_is_told_of(tmp_path: Path, code: str, old: str, new: str) -> None:
    pack = with_fees(tmp_path, old, new)
    found = check(pack)
    assert (code, "procedure.yaml") in codes(pack), told(found)
    finding = next(each for each in found if each.code == code)
    assert finding.story_vi
    assert finding.story_en
    fees = line_of(pack / "procedures" / CODE / "procedure.yaml", "fees:")
    assert fees < finding.line <= fees + 2


def test_a_condition_may_choose_among_the_entries(tmp_path: Path) -> None:
    pack = with_fees(tmp_path, "max: 200000,", 'max: 200000, when: {members.works: ["no"]},')
    assert not check(pack), told(check(pack))


ONLINE = "component: number, channel: [online]"


def test_a_question_may_be_asked_on_one_channel_only(tmp_path: Path) -> None:
    pack = with_fees(tmp_path, form=("component: area,", "component: area, channel: [online],"))
    assert not check(pack), told(check(pack))


def test_a_fee_does_not_count_what_is_not_asked_on_its_channel(tmp_path: Path) -> None:
    pack = with_fees(tmp_path, form=("component: number", ONLINE))
    assert ("asked-elsewhere", "procedure.yaml") in codes(pack)


def test_a_condition_does_not_look_at_what_is_not_asked_there(tmp_path: Path) -> None:
    pack = with_fees(tmp_path, form=("component: radios,", "component: radios, channel: [online],"))
    assert ("asked-elsewhere", "form.yaml") in codes(pack)


@pytest.mark.parametrize("written", ["[quay]", "[]", "online"])
def test_a_channel_is_one_that_there_is(tmp_path: Path, written: str) -> None:
    pack = with_fees(tmp_path, form=("component: area,", f"component: area, channel: {written},"))
    assert any(file == "form.yaml" for _code, file in codes(pack)), told(check(pack))


def test_where_it_is_settled_is_asked_however_one_files(tmp_path: Path) -> None:
    pack = a_copy(tmp_path)
    path = pack / "procedures" / "1.001193" / "form.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  - id: noi-dang-ky\n", "  - id: noi-dang-ky\n    channel: [online]\n", 1), encoding="utf-8"
    )
    assert "event-area-not-everywhere" in {finding.code for finding in check(pack)}


def a_form() -> dict[str, object]:
    words = {"vi": "Câu hỏi", "en": "Question"}
    return {
        "form": "thu",
        "schema": {"properties": {"place": {"type": "object"}, "day": {"type": "string"}, "count": {"type": "integer"}}},
        "pages": [
            {"id": "noi", "title": words, "fields": [{"name": "place", "component": "area_of_event", "label": words}]},
            {"id": "hen", "title": words, "channel": ["online"], "fields": [{"name": "day", "component": "date", "label": words}]},
            {"id": "so", "title": words, "fields": [{"name": "count", "component": "integer", "label": words, "channel": ["direct", "post"]}]},
        ],
        "check": [{"rule": "at_least_one", "fields": ["day", "count"], "message": words}],
        "subject": ["day"],
    }  # fmt: skip


def test_a_form_is_another_on_another_channel() -> None:
    form = Form.of(a_form())
    online, direct = form.on("online"), form.on("direct")
    assert [page.id for page in online.pages] == ["noi", "hen"]
    assert [page.id for page in direct.pages] == ["noi", "so"]
    assert (online.cross_rules, direct.cross_rules) == ((), ())
    assert (online.subject_fields, direct.subject_fields) == (("day",), ())
    assert direct.pruned({"day": "2024-10-15", "count": 2}) == {"count": 2}


def test_a_form_without_channels_is_itself_everywhere() -> None:
    plain = a_form()
    for page in plain["pages"]:  # type: ignore[attr-defined]  # a list of pages
        page.pop("channel", None)
        for field in page["fields"]:
            field.pop("channel", None)
    form = Form.of(plain)
    assert form.on("post") is form


def test_a_channel_that_is_none_is_a_fault_of_the_form() -> None:
    broken = a_form()
    broken["pages"][1]["channel"] = ["quay"]  # type: ignore[index]  # a list of pages
    assert [fault.place for fault in form_faults(broken)] == [("pages", 1, "channel")]


def test_only_what_is_handed_in_anywhere_asks_where_it_is_collected(tmp_path: Path) -> None:
    pages = """\
  - id: nhan
    title: {vi: Nhận ở đâu, en: Where}
    fields: [{name: unit, component: area_of_unit, label: {vi: Xã nào, en: Where}}]
"""
    pack = with_form(tmp_path, pages, "    unit: {type: object, format: area}\n")
    assert [code for code, _file in codes(pack)] == ["bad-choice-of-unit"]
    path = pack / "procedures" / CODE / "procedure.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("policy: end_of_day", "policy: end_of_day\nanywhere: true"), encoding="utf-8")
    assert not check(pack), told(check(pack))
