"""Citizens who fill in a form of the shipped pack, each in another way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from motcua.domain.procedures import rules as forms
from tests.domain.packs.copies import shipped

SHIPPED = shipped()
TODAY = date(2024, 10, 7)
SAMPLES = (
    "0123456789",
    "08:15",
    "070190000001",
    "Nội dung khai đầy đủ và đúng sự thật.",
    "Nội dung",
    "4711",
    "09/2008",
    "DA 123456",
)


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
        if field.component in {"area", "area_of_event", "area_of_unit"}:
            return {"code": SHIPPED.areas[-1].code, "detail": "thôn 4"}
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
        """Days in the order that the rules of the form want, and ages as they want them."""
        rules = [rule for rule in self.form.cross_rules if name in rule.fields and not rule.warns]
        most = [rule.most for rule in rules if rule.kind == "age" and rule.most is not None]
        if most:
            return TODAY.year - min(most)
        before = [
            self.year(earlier) + (25 if earlier.endswith("birth_date") and name.endswith("birth_date") else 5)
            for rule in rules
            if rule.kind == "date_order"
            for earlier in rule.fields[: rule.fields.index(name)]
        ]
        return max(before, default=1975)


def walks(form: forms.Form) -> Iterator[Citizen]:
    """One who takes the first option everywhere, and for each other option one who takes that."""
    yield Citizen(form, {})
    for field in form.fields.values():
        for value, _ in field.options[1:60]:
            if field.component == "radios" or len(field.options) < 20:
                yield Citizen(form, {field.name: value})
