"""Repeated groups in a form file: what is accepted, and what is told of."""

# ruff: noqa: E501  # files and tables of changes are read line by line

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.packs.rules import check, read
from motcua.domain.procedures.rules import Form
from tests.domain.packs.additions import CODE, with_form
from tests.domain.packs.copies import told

FORM = f"procedures/{CODE}/form.yaml"
GROUP = """\
  - id: thanh-vien
    title: {vi: Thành viên, en: Members}
    fields:
      - name: members
        component: group
        label: {vi: Các thành viên trong hộ, en: Members of the household}
        item: {vi: Thành viên, en: Member}
        fields:
          - {name: name, component: text, label: {vi: Họ tên, en: Name}}
          - {name: birth_date, component: partial_date, label: {vi: Ngày sinh, en: Born}}
          - {name: works, component: radios, label: {vi: Đi làm?, en: Works?}, options: {"no": {vi: K, en: N}, "yes": {vi: C, en: Y}}}
          - {name: income, component: number, label: {vi: Thu nhập, en: Income}, when: {works: ["yes"]}}
          - {name: home, component: area, label: {vi: Nơi ở, en: Home}, required: false}
          - {name: note, component: textarea, label: {vi: Ghi chú, en: Note}, required: false}
"""
SCHEMA = """\
    members:
      type: array
      minItems: 1
      maxItems: 20
      items:
        type: object
        properties:
          name: {type: string, format: person-name}
          birth_date: {type: string, format: partial-date, x-not-after: today}
          works: {type: string, enum: ["no", "yes"]}
          income: {type: integer, minimum: 0}
          home: {type: object, format: area}
          note: {type: string, maxLength: 500}
"""


def test_a_group_is_read_with_what_each_entry_is_asked(tmp_path: Path) -> None:
    pack = with_form(tmp_path, GROUP, SCHEMA)
    assert not check(pack), told(check(pack))
    form = Form.of(next(each for each in read(pack).procedures if each.code == CODE).form)
    group = form.fields["members"]
    assert (group.component, group.item.vi, group.least, group.most) == ("group", "Thành viên", 1, 20)
    assert [field.component for field in group.fields] == [
        "text",
        "partial_date",
        "radios",
        "integer",
        "area",
        "longtext",
    ]


def test_an_entry_may_be_asked_by_a_block(tmp_path: Path) -> None:
    block = "          - {block: person, about: {vi: thành viên, en: the member}, only: [ethnicity, ethnicity_other]}\n"
    pack = with_form(tmp_path, GROUP + block, SCHEMA)
    assert not check(pack), told(check(pack))
    form = Form.of(next(each for each in read(pack).procedures if each.code == CODE).form)
    assert [field.name for field in form.fields["members"].fields][-2:] == ["ethnicity", "ethnicity_other"]
    assert form.fields["members"].fields[-1].when == (("ethnicity", ("other",)),)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("          name: {type: string, format: person-name}\n", "", "field-without-schema"),
        ("          note: {type: string, maxLength: 500}\n", "          note: {type: string}\n          mark: {type: string}\n", "field-not-asked"),
        ("component: partial_date", "component: area_of_event", "not-in-group"),
        ("component: partial_date", "component: group", "not-in-group"),
        ('when: {works: ["yes"]}', "when: {place: [x]}", "unknown-field"),
        ('when: {works: ["yes"]}', "when: {note: [x]}", "asked-later"),
        ("        item: {vi: Thành viên, en: Member}\n", "", "missing-key"),
        ("type: array", "type: object", "component-differs"),
        ("{name: note,", "{name: name,", "duplicate-field"),
        ("minimum: 0", "minimum: none", "bad-schema"),
        ("    title: {vi: Thành viên, en: Members}\n    fields:\n", "    title: {vi: T, en: M}\n    fields:\n      - {block: copies}\n", "group-not-alone"),
    ],
)  # fmt: skip
def test_a_wrong_group_is_told_of(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in GROUP + SCHEMA
    pack = with_form(tmp_path, GROUP.replace(old, new, 1), SCHEMA.replace(old, new, 1))
    findings = check(pack)
    assert (code, FORM) in {(one.code, one.file) for one in findings}, told(findings)


def test_a_plain_question_has_no_entries(tmp_path: Path) -> None:
    pack = with_form(tmp_path, GROUP.replace("component: group", "component: text"), SCHEMA)
    assert "unknown-key" in {one.code for one in check(pack)}


RULE = "check:\n  - {rule: age, fields: [members.birth_date], most: 120, message: {vi: Già quá, en: Too old}}\n"


def test_a_rule_may_name_an_answer_of_each_entry(tmp_path: Path) -> None:
    pack = with_form(tmp_path, GROUP, SCHEMA, RULE)
    assert not check(pack), told(check(pack))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("members.birth_date", "members.born", "unknown-field"),
        ("most: 120", "on: born, most: 120", "unknown-field"),
        ("most: 120, ", "", "bad-form"),
        ("most: 120", "most: old", "bad-value"),
        ("rule: age", "rule: youth", "bad-value"),
    ],
)
def test_a_wrong_rule_is_told_of(old: str, new: str, code: str, tmp_path: Path) -> None:
    findings = check(with_form(tmp_path, GROUP, SCHEMA, RULE.replace(old, new)))
    assert (code, FORM) in {(one.code, one.file) for one in findings}, told(findings)
