"""Every form of the pack can be filled in to its end, whichever way one answers, and never asks too much at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.packs.rules import checking
from motcua.domain.packs.rules.pack import ProcedureFile
from motcua.domain.procedures import rules as forms

PACK = checking.read(Path(__file__).resolve().parents[3] / "packs" / "binh-phuoc")
TODAY = date(2024, 10, 7)
MOST_A_PAGE = 7
SAMPLES = ("0123456789", "08:15", "070190000001", "Nội dung khai đầy đủ và đúng sự thật.", "Nội dung")

every_procedure = pytest.mark.parametrize("procedure", PACK.procedures, ids=lambda each: each.code)


class Citizen:
    """Answers what is asked; of a choice the first option, unless told otherwise."""

    def __init__(self, form: forms.Form, chosen: Mapping[str, object]) -> None:
        self.form, self.chosen = form, chosen
        self.answers: dict[str, object] = {}
        for page in form.pages:
            for field in page.fields:
                if field in page.shown(form.pruned(self.answers)):
                    self.answers[field.name] = self.answer(field)

    def answer(self, field: forms.Field) -> object:
        if field.component == "group":
            return [{inner.name: self.answer(inner) for inner in field.fields}]
        if field.options:
            return self.chosen.get(field.name, field.options[0][0])
        if field.component in {"area", "area_of_event"}:
            return {"code": PACK.areas[-1].code, "detail": "thôn 4"}
        if field.component == "partial_date":
            return str(self.year(field.name))
        if field.component == "date":
            return "2024-12-02" if field.rule.get("x-not-before") == "today" else f"{self.year(field.name)}-01-02"
        if field.component == "checkbox":
            return True
        if field.component in {"integer", "number"}:
            return field.rule.get("minimum", 1)
        return self.text(field)

    def text(self, field: forms.Field) -> str:
        place = list(self.form.fields).index(field.name) if field.name in self.form.fields else 0
        told = {
            "name": "Điểu Thị Lan",
            "identity_number": f"070190{place:06d}",
            "phone": "0912345678",
            "email": "lan@example.vn",
        }.get(field.kind)
        if told:
            return told
        fitting = (each for each in SAMPLES if not forms.check_fields([field], {field.name: each}, TODAY))
        return next(fitting, "")

    def year(self, name: str) -> int:
        """Days in the order that the rules of the form want."""
        before = [
            earlier
            for rule in self.form.cross_rules
            if rule.kind == "date_order" and name in rule.fields
            for earlier in rule.fields[: rule.fields.index(name)]
        ]
        return max((self.year(earlier) + 5 for earlier in before), default=1975)


def walks(form: forms.Form) -> Iterator[Citizen]:
    """One who takes the first option everywhere, and for each other option one who takes that."""
    yield Citizen(form, {})
    for field in form.fields.values():
        for value, _ in field.options[1:60]:
            if field.component == "radios" or len(field.options) < 20:
                yield Citizen(form, {field.name: value})


@every_procedure
def test_a_form_is_filled_in_to_its_end_whichever_option_is_taken(procedure: ProcedureFile) -> None:
    form = forms.Form.of(procedure.form)
    for citizen in walks(form):
        assert forms.check_all(form, citizen.answers, TODAY) == {}, citizen.chosen


@every_procedure
def test_no_page_asks_for_more_than_seven_things(procedure: ProcedureFile) -> None:
    form = forms.Form.of(procedure.form)
    for citizen in walks(form):
        for page in form.visible_pages(citizen.answers):
            assert len(form.visible_fields(page, citizen.answers)) <= MOST_A_PAGE, (page.id, citizen.chosen)


@every_procedure
def test_the_fee_is_told_for_every_channel_whatever_is_answered(procedure: ProcedureFile) -> None:
    form, body = forms.Form.of(procedure.form), procedure.body
    for citizen in walks(form):
        for channel in {fee["channel"] for fee in body["fees"]}:
            assert forms.fees_due(plain(body), citizen.answers, channel, TODAY), (channel, citizen.chosen)


def plain(body: Any) -> Any:
    """A file of the pack as the database gives it back: days as texts."""
    if isinstance(body, Mapping):
        return {str(key): plain(part) for key, part in body.items()}
    if isinstance(body, list):
        return [plain(part) for part in body]
    return body.isoformat() if isinstance(body, date) else body
