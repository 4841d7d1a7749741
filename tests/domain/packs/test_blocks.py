"""Blocks of questions: taken apart when the pack is read, and each fault told of where it is written."""

# ruff: noqa: E501  # files and tables of changes are read line by line

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.packs.rules import Finding, check, read
from motcua.domain.procedures.rules import Form
from tests.domain.packs.additions import CODE, with_form
from tests.domain.packs.copies import changed, line_of, told

FORM = f"procedures/{CODE}/form.yaml"
PERSON = "blocks/person.yaml"


def page(entry: str, name: str = "nguoi") -> str:
    return f"  - id: {name}\n    title: {{vi: Người, en: Person}}\n    fields:\n      - {entry}\n"


GROOM = "{block: person, prefix: groom_, about: {vi: bên nam, en: the groom}, only: [name, id_kind, identity_number]}"


def form_of(pack: Path) -> Form:
    return Form.of(next(each for each in read(pack).procedures if each.code == CODE).form)


def codes(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(one.code, one.file) for one in findings}


def test_a_use_of_a_block_asks_its_questions_with_prefixed_names_and_its_words_filled_in(tmp_path: Path) -> None:
    form = form_of(with_form(tmp_path, page(GROOM)))
    name, kind, number = form.page("nguoi").fields
    assert (name.name, name.label.vi, name.label.en) == (
        "groom_name",
        "Họ, chữ đệm, tên của bên nam",
        "Full name of the groom",
    )
    assert name.rule["format"] == "person-name"
    assert number.when == (("groom_id_kind", ("citizen_card", "identity_card", "identity_certificate")),)
    assert kind.name == "groom_id_kind"


def test_one_block_may_be_spread_over_pages(tmp_path: Path) -> None:
    rest = GROOM.replace("only: [name, id_kind, identity_number]", "leave_out: [name, id_kind, residence]")
    form = form_of(with_form(tmp_path, page(GROOM.replace(", identity_number", "")) + page(rest, "tiep")))
    assert "groom_identity_number" in {field.name for field in form.page("tiep").fields}
    assert "groom_residence" not in form.fields


def test_the_condition_of_a_use_is_added_to_those_of_the_questions(tmp_path: Path) -> None:
    kind = "{block: fee_group}"
    use = GROOM.replace("only:", "when: {fee_group: [poor]}, only:")
    form = form_of(with_form(tmp_path, page(kind, "dien") + page(use)))
    assert dict(form.fields["groom_name"].when) == {"fee_group": ("poor",)}
    assert set(dict(form.fields["groom_identity_number"].when)) == {"fee_group", "groom_id_kind"}


def test_a_condition_of_the_block_on_what_the_form_does_not_ask_falls_away(tmp_path: Path) -> None:
    form = form_of(with_form(tmp_path, page(GROOM.replace("id_kind, ", ""))))
    assert form.fields["groom_identity_number"].when == ()


def test_what_a_block_asks_is_prefilled_from_the_account(tmp_path: Path) -> None:
    form = form_of(with_form(tmp_path, page("{block: requester, only: [name, phone]}")))
    assert form.fields["requester_name"].prefill == "account.full_name"


def test_a_form_may_tighten_the_schema_of_a_question_of_a_block(tmp_path: Path) -> None:
    own = "    copies_count: {type: integer, minimum: 1, maximum: 5}\n"
    form = form_of(with_form(tmp_path, page("{block: copies}"), own))
    assert form.fields["copies_count"].rule["maximum"] == 5


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{block: persona, prefix: groom_}", "unknown-block"),
        ("{block: person, prefix: groom_, about: {vi: a, en: b}, only: [nickname]}", "unknown-suffix"),
        ("{block: person, prefix: groom_, about: {vi: a, en: b}, leave_out: [nickname]}", "unknown-suffix"),
        ("{block: person, prefix: groom_, only: [name]}", "block-needs-about"),
        ("{block: person, prefix: Groom, about: {vi: a, en: b}}", "bad-value"),
        ("{block: person, prefix: groom_, about: {vi: a}}", "missing-text"),
        ("{block: person, prefixes: groom_, about: {vi: a, en: b}}", "unknown-key"),
        ("{block: fee_group, when: {nobody: [x]}}", "unknown-field"),
    ],
)
def test_a_wrong_use_is_told_of_on_its_line(entry: str, code: str, tmp_path: Path) -> None:
    pack = with_form(tmp_path, page(entry))
    findings = check(pack)
    line = line_of(pack / FORM, entry)
    assert (code, FORM, line) in {(one.code, one.file, one.line) for one in findings}, told(findings)


def test_the_same_names_twice_are_told_of(tmp_path: Path) -> None:
    findings = check(with_form(tmp_path, page("{block: copies}") + page("{block: copies}", "nua")))
    assert ("duplicate-field", "blocks/copies.yaml") in codes(findings), told(findings)
    assert any(FORM in one.story_vi for one in findings), told(findings)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("component: text", "component: essay", "unknown-component"),
        ('label: {vi: "Họ, chữ đệm, tên của {about}", en: "Full name of {about}"}',
         'label: {vi: "Họ, chữ đệm, tên của {about}"}', "missing-text"),
        ("  gender: {type: string", "  sex: {type: string", "field-without-schema"),
        ("  gender: {type: string", "  sex: {type: string", "field-not-asked"),
        ("format: person-name", "format: name", "unknown-format"),
        ('"{p}ethnicity": [other]', '"{p}people": [other]', "asked-later"),
        ("block: person\n", "block: persons\n", "name-differs"),
        ("  - name: ethnicity_other", "  - name: ethnicity", "duplicate-field"),
        ("  - name: name\n", "  - {block: requester, only: [name]}\n  - {block: person}\n  - name: name\n", "block-cycle"),
    ],
)  # fmt: skip
def test_a_fault_of_a_block_is_told_of_in_its_own_file(old: str, new: str, code: str, tmp_path: Path) -> None:
    findings = check(changed(tmp_path, PERSON, old, new))
    assert (code, PERSON) in codes(findings), told(findings)


def test_blocks_that_use_each_other_in_a_circle_are_told_of(tmp_path: Path) -> None:
    pack = changed(tmp_path, "blocks/copies.yaml", "fields:\n", "fields:\n  - {block: result}\n")
    path = pack / "blocks" / "result.yaml"
    path.write_text(path.read_text("utf-8").replace("fields:\n", "fields:\n  - {block: copies}\n", 1), "utf-8")
    found = codes(check(pack))
    assert {("block-cycle", "blocks/copies.yaml"), ("block-cycle", "blocks/result.yaml")} <= found


def test_a_block_may_use_another(tmp_path: Path) -> None:
    pack = with_form(tmp_path, page("{block: pair}"))
    (pack / "blocks" / "pair.yaml").write_text(
        "block: pair\nfields:\n"
        "  - {block: person, prefix: one_, about: {vi: người thứ nhất, en: the first}, only: [name]}\n"
        "  - {block: person, prefix: two_, about: {vi: người thứ hai, en: the second}, only: [name]}\n",
        "utf-8",
    )
    assert not check(pack), told(check(pack))
    assert form_of(pack).fields["two_name"].label.vi == "Họ, chữ đệm, tên của người thứ hai"
