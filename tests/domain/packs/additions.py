"""A procedure that is added to a copy of the pack: with a form of its own, or with none."""

from __future__ import annotations

from pathlib import Path

from tests.domain.packs.copies import a_copy

CODE = "9.000001"
HEAD = f"""\
code: "{CODE}"
name: {{vi: Thủ tục thử, en: A procedure on trial}}
summary: {{vi: Để thử., en: For trial.}}
field: {{code: thu, vi: Thử, en: Trial}}
level: xa
valid_from: 2023-01-01
decision: Quyết định thử
online: full
audience: {{vi: Mọi người., en: Everybody.}}
steps: {{vi: [Nộp.], en: [File.]}}
limit: same_day
policy: end_of_day
calendar: hanh-chinh
competent: ubnd-xa
one_stop: mot-cua-xa
event_area_kinds: [xa, thi-tran, phuong]
route: ho-tich-trong-ngay
supplement: {{window_days: 30, style: resume, max_after_acceptance: 1}}
legal: [{{number: "1", title: {{vi: Luật, en: Law}}}}]
words: []
"""
PARTS = "parts: []\n"
FEES = "fees: []\n"
RESULT = """\
results:
  - {code: KQ.1, name: {vi: Giấy, en: A paper}, step: number, outcome: issued, register: khai-sinh,
     template: giay-khai-sinh, agency_desk: competent}
"""
PLACE = """\
  - id: noi
    title: {vi: Nơi, en: Place}
    fields: [{name: place, component: area_of_event, label: {vi: Nơi, en: Place}}]
"""
FORM_HEAD = """\
form: to-khai-thu
version: 1
legal_doc: Thông tư thử
valid_from: 2023-01-01
subject: []
"""


def with_procedure(tmp_path: Path, procedure: str, form: str = "") -> Path:
    """A copy of the pack with one more procedure."""
    copy = a_copy(tmp_path)
    folder = copy / "procedures" / CODE
    folder.mkdir()
    (folder / "procedure.yaml").write_text(procedure, encoding="utf-8")
    if form:
        (folder / "form.yaml").write_text(form, encoding="utf-8")
    return copy


def with_form(tmp_path: Path, pages: str, properties: str = "", rest: str = "") -> Path:
    """A copy with one more procedure whose form has these pages after the one that asks for the place."""
    schema = f"schema:\n  type: object\n  properties:\n    place: {{type: object, format: area}}\n{properties}"
    head = FORM_HEAD.replace("subject: []", "subject: [place]")
    return with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT, f"{head}{schema}pages:\n{PLACE}{pages}{rest}")
