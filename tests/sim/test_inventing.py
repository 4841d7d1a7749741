"""Answers made up for a form: right on every page, whatever the form asks and whatever is chosen."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from motcua.domain.procedures import rules
from motcua.domain.procedures.rules import Form
from motcua.kernel.reading import read_yaml
from motcua.sim.inventing import Pen, typed_from
from motcua.sim.people import Invention
from tests.domain.packs.copies import shipped

PACK = Path(__file__).resolve().parents[2] / "packs" / "binh-phuoc"
SCRIPT = read_yaml(PACK / "demo.yaml")
PROCEDURES = sorted(folder.name for folder in (PACK / "procedures").iterdir())
DAY = date(2024, 10, 14)
FACTS = {
    "account.full_name": "Điểu Thị An",
    "account.identity_number": "070194001234",
    "account.birth_date": "1994-03-08",
    "account.phone": "0912345678",
}


@cache
def forms() -> dict[str, Form]:
    """Every form of the pack, by its procedure; read once."""
    return {file.code: Form.of(file.form) for file in shipped().procedures if file.form}


def a_pen(seed: int, lines: list[dict[str, Any]] | None = None) -> Pen:
    random = Random(seed)
    people = Invention(SCRIPT, random)
    return Pen(
        random=random,
        today=DAY,
        area="25399",
        hamlets=SCRIPT["hamlets"],
        facts=FACTS,
        lines=SCRIPT["invented"] if lines is None else lines,
        name=lambda male: people.name(male=True),
        number=lambda born, male: people.number(born, male=male),
    )


def a_form(schema: dict[str, Any], component: str, check: list[dict[str, Any]] | None = None, **more: Any) -> Form:
    """A form that asks for the place and for one thing."""
    field = {"name": "thing", "component": component, "label": {"vi": "Điều hỏi", "en": "Thing"}, **more}
    place = {"name": "place", "component": "area_of_event", "label": {"vi": "Nơi", "en": "Place"}}
    return Form.of(
        {
            "form": "thu",
            "schema": {
                "type": "object",
                "properties": {"place": {"type": "object", "format": "area"}, "thing": schema},
            },
            "pages": [{"id": "mot", "title": {"vi": "Một", "en": "One"}, "fields": [place, field]}],
            "check": check or [],
        }
    )


@pytest.mark.parametrize("code", PROCEDURES)
def test_every_form_of_the_pack_is_answered_rightly_in_many_ways(code: str) -> None:
    form = forms()[code]
    for seed in range(25):
        answers = a_pen(seed).fill(form)
        assert rules.check_all(form, answers, DAY) == {}
        assert answers == form.pruned(answers)


@pytest.mark.parametrize("code", PROCEDURES)
def test_what_is_typed_reads_as_what_was_meant(code: str) -> None:
    form = forms()[code]
    answers = a_pen(3).fill(form)
    typed = typed_from(form, answers)
    read: dict[str, object] = {}
    for page in form.pages:
        read |= rules.read(page, typed)
    assert form.pruned(read) == {name: value for name, value in answers.items() if value is not False or name in read}


@pytest.mark.parametrize(
    ("component", "schema"),
    [
        ("text", {"type": "string", "pattern": "^[0-9]{10}(-[0-9]{3})?$"}),
        ("text", {"type": "string", "pattern": "^[A-Z]{2}[0-9]{13}$"}),
        ("text", {"type": "string", "minLength": 12, "maxLength": 14}),
        ("text", {"type": "string", "format": "person-name"}),
        ("text", {"type": "string", "format": "email"}),
        ("longtext", {"type": "string", "maxLength": 5}),
        ("integer", {"type": "integer", "minimum": 3, "maximum": 4}),
        ("date", {"type": "string", "format": "date", "x-not-after": "today", "x-not-before": "2024-10-12"}),
        ("date", {"type": "string", "format": "date", "x-not-before": "today"}),
        ("date", {"type": "string", "format": "date", "x-not-after": "1975-04-30"}),
        ("partial_date", {"type": "string", "format": "partial-date", "x-not-after": "today"}),
        ("checkbox", {"type": "boolean", "const": True}),
        ("identity_number", {"type": "string"}),
        ("phone", {"type": "string"}),
        ("area", {"type": "object"}),
    ],
)
def test_each_kind_of_question_gets_an_answer_that_fits(component: str, schema: dict[str, Any]) -> None:
    form = a_form(schema, component)
    for seed in range(20):
        for lines in (None, []):
            answers = a_pen(seed, lines).fill(form)
            assert "thing" in answers
            assert rules.check_all(form, answers, DAY) == {}


def test_the_words_of_the_script_are_used_where_they_fit() -> None:
    lines = [{"field": "th*", "texts": ["đúng lời này"]}]
    assert a_pen(1, lines).fill(a_form({"type": "string"}, "text"))["thing"] == "đúng lời này"
    strict = a_form({"type": "string", "pattern": "^[0-9]+$"}, "text")
    assert str(a_pen(1, lines).fill(strict)["thing"]).isdecimal()


def test_what_is_known_of_the_person_is_told_as_it_is() -> None:
    form = a_form({"type": "string", "format": "person-name"}, "text", prefill="account.full_name")
    assert a_pen(1).fill(form)["thing"] == "Điểu Thị An"


def test_a_question_nobody_can_answer_is_named() -> None:
    impossible = a_form({"type": "string", "pattern": "^[a-z]{3}$"}, "text")
    with pytest.raises(ValueError, match=r"thu, page mot: .*thing.*wrong_pattern"):
        a_pen(1, []).fill(impossible)
