"""A procedure without a form of its own gets one, and the engine cannot tell it from one that was written."""

# ruff: noqa: E501  # files and tables of changes are read line by line

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.packs.rules import check, read
from motcua.domain.procedures.rules import Form
from tests.domain.packs.additions import CODE, FEES, HEAD, PARTS, RESULT, with_procedure
from tests.domain.packs.copies import line_of, told

PROCEDURE = f"procedures/{CODE}/procedure.yaml"
BY_GROUP = """\
fees:
  - {channel: online, amount: 1000, per: dossier, when: {fee_group: [none]}, valid_from: 2023-01-01}
"""
ASK = """\
ask:
  - {name: purpose, component: radios, label: {vi: Để làm gì?, en: What for?}, options: {loan: {vi: Vay, en: Loan}, other: {vi: Khác, en: Other}}}
  - {name: reason, component: textarea, label: {vi: Lý do, en: Reason}, when: {purpose: [other]}}
  - {name: square_metres, component: number, label: {vi: Diện tích, en: Area}, schema: {type: number, minimum: 1}}
  - name: parcels
    component: group
    label: {vi: Các thửa đất, en: Parcels}
    item: {vi: Thửa đất, en: Parcel}
    fields: [{name: number, component: text, label: {vi: Số thửa, en: Number}}]
"""


def form_of(pack: Path) -> Form:
    assert not check(pack), told(check(pack))
    return Form.of(next(each for each in read(pack).procedures if each.code == CODE).form)


def test_it_asks_place_requester_authorisation_request_result_and_pledge(tmp_path: Path) -> None:
    form = form_of(with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT))
    assert [page.id for page in form.pages] == [
        "noi-giai-quyet", "nguoi-nop", "giay-to-cua-ban", "noi-cu-tru-cua-ban", "lien-he", "uy-quyen", "to-chuc",
        "noi-dung", "nhan-ket-qua", "cam-doan",
    ]  # fmt: skip
    assert form.event_field.name == "event_area"
    assert dict(form.page("uy-quyen").when) == {"relationship": ("agent",)}
    assert (form.code, form.legal_doc, form.subject_fields) == (f"to-khai-{CODE.replace('.', '-')}", "Quyết định thử", ("requester_name",))  # fmt: skip


def test_it_asks_for_the_fee_group_where_a_fee_names_it(tmp_path: Path) -> None:
    assert "fee_group" in form_of(with_procedure(tmp_path, HEAD + PARTS + BY_GROUP + RESULT)).fields


def test_it_asks_for_copies_where_they_are_counted(tmp_path: Path) -> None:
    fees = BY_GROUP.replace("when: {fee_group: [none]}", "count: copies_count")
    form = form_of(with_procedure(tmp_path, HEAD + PARTS + fees + RESULT))
    assert "copies_count" in form.fields
    assert "fee_group" not in form.fields


def test_it_asks_what_the_procedure_asks_a_group_on_a_page_of_its_own(tmp_path: Path) -> None:
    form = form_of(with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT + ASK))
    assert "request" not in form.fields
    assert [field.name for field in form.page("noi-dung").fields] == ["purpose", "reason", "square_metres"]
    assert form.page("noi-dung-2").title.vi == "Các thửa đất"
    assert form.fields["purpose"].rule["enum"] == ["loan", "other"]
    assert [field.name for field in form.fields["parcels"].fields] == ["number"]


def test_much_is_asked_on_several_pages(tmp_path: Path) -> None:
    asked = "ask: [{block: person, about: {vi: người cần giấy, en: the person}}]\n"
    form = form_of(with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT + asked))
    assert [page.title.vi for page in form.pages if page.id.startswith("noi-dung")] == [
        "Nội dung đề nghị (1/2)",
        "Nội dung đề nghị (2/2)",
    ]
    assert all(len(page.fields) <= 7 for page in form.pages)


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("component: radios", "component: choice", "unknown-component", "  - {name: purpose"),
        ("label: {vi: Lý do, en: Reason}", "label: {vi: Lý do}", "missing-text", "  - {name: reason"),
        ("minimum: 1", "minimum: one", "bad-schema", "  - {name: square_metres"),
        ("when: {purpose: [other]}", "when: {purpose: [gift]}", "impossible-answer", "  - {name: reason"),
        ("when: {purpose: [other]}", "when: {aim: [gift]}", "unknown-field", "  - {name: reason"),
        ("name: number", "number: name", "missing-key", "    fields: [{"),
        ("{name: reason, component: textarea", "{block: reason, component: textarea", "unknown-key", "  - {block: reason"),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_of_on_its_own_line(old: str, new: str, code: str, at: str, tmp_path: Path) -> None:
    assert old in ASK
    pack = with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT + ASK.replace(old, new, 1))
    findings = check(pack)
    line = line_of(pack / PROCEDURE, at)
    assert (code, PROCEDURE, line) in {(one.code, one.file, one.line) for one in findings}, told(findings)


def test_a_fee_for_an_answer_that_nobody_asks_is_told_of(tmp_path: Path) -> None:
    pack = with_procedure(tmp_path, HEAD + PARTS + BY_GROUP.replace("fee_group", "fee_class") + RESULT)
    assert "unknown-field" in {one.code for one in check(pack)}


def test_a_broken_general_form_is_told_of_in_its_file(tmp_path: Path) -> None:
    pack = with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT)
    path = pack / "general-form.yaml"
    path.write_text(path.read_text("utf-8").replace("{block: result}", "{block: results}"), "utf-8")
    findings = check(pack)
    assert ("unknown-block", "general-form.yaml") in {(one.code, one.file) for one in findings}, told(findings)
