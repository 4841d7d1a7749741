"""A page of an e-form as a form of ours: fields made at run time, what was typed, and what is wrong with it.

The engine of e-forms reads and checks; this only shows. So nothing here validates, and what was typed stays
exactly as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from motcua.domain.agencies import queries as agencies
from motcua.domain.procedures.queries import Field, Problem
from motcua.web.shared.dates import BOXES, DayBoxes, DayField, Typed
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.places import PlaceSelect
from motcua.web.shared.rendering import optional

AREAS = ("area", "area_of_event", "area_of_unit")
AT_ONCE = 7  # more choices than this are easier in a list that drops down


@dataclass(frozen=True)
class Question:
    """One question as the page shows it: the names of its inputs, and its words."""

    name: str
    inputs: tuple[str, ...]
    label: str
    hint: str
    width: str

    @property
    def anchor(self) -> str:
        """The first thing on the page that belongs to it."""
        return f"id_{self.inputs[0]}"


class ExactBoxes(DayBoxes):
    """Three boxes that show exactly what was typed into each: a year alone may be a whole answer."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """The boxes as typed."""
        return (
            str(data.get(f"{name}-day") or ""),
            str(data.get(f"{name}-month") or ""),
            str(data.get(f"{name}-year") or ""),
        )


class AnswersForm(PageForm):
    """The form of one page. Its errors are what the engine found."""

    problems: Mapping[str, Problem]
    questions: Sequence[Question]

    def full_clean(self) -> None:
        """Nothing is checked here: the problems are tied to their inputs."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        inputs = {question.name: question.inputs for question in self.questions}
        for name, problem in self.problems.items():
            if name not in inputs:
                continue
            # The sentence is whole; a percent sign in it must not be taken for a place to fill.
            sentence = str(problem.sentence).replace("%", "%%")
            boxes = problem.boxes or BOXES
            self.add_error(
                _input_of(problem, inputs[name]),
                ValidationError(sentence, code=problem.code, params={"boxes": boxes}),
            )


def form_of_page(
    fields: Iterable[Field],
    typed: Mapping[str, Any],
    problems: Mapping[str, Problem],
    areas: agencies.Grouped,
) -> AnswersForm:
    """The form that asks these fields; `typed` is by the name of the input, `areas` are those that may be chosen."""
    made: dict[str, forms.Field] = {}
    questions = []
    for field in fields:
        inputs = _inputs(field, areas)
        made |= inputs
        questions.append(
            Question(
                field.name,
                tuple(inputs),
                optional(str(field.label), required=field.required),
                str(field.hint),
                field.width or _WIDTHS.get(field.kind, ""),
            )
        )
    shape = type("PageOfAnswers", (AnswersForm,), made)
    form: AnswersForm = shape(typed)
    form.questions, form.problems = questions, problems
    return form


def area_choices(kinds: Iterable[str], day: date, *, english: bool) -> agencies.Grouped:
    """The areas an answer may name, under those above them: code, and name with that of the area above."""
    return agencies.grouped(list(kinds), day, english=english)


def asks_for_area(fields: Iterable[Field]) -> bool:
    """Whether a list of areas is needed at all."""
    return any(field.component in AREAS for field in fields)


def _inputs(field: Field, areas: agencies.Grouped) -> dict[str, forms.Field]:
    """Django's fields for a field of an e-form, by the name of the input."""
    label, required = str(field.label), field.required
    choices = [
        ("true" if value is True else "false" if value is False else str(value), str(text))
        for value, text in field.options
    ]
    match field.component:
        case "area" | "area_of_event" | "area_of_unit":
            return _area_inputs(field, areas)
        case "date" | "partial_date":
            boxes = ExactBoxes({"autocomplete": field.autocomplete} if field.autocomplete else None)
            return {field.name: DayField(label=label, required=required, widget=boxes)}
        case "radios" if len(choices) <= AT_ONCE:
            return {
                field.name: forms.ChoiceField(label=label, required=required, choices=choices, widget=forms.RadioSelect)
            }
        case "radios" | "select":
            listed = [("", _("Chọn một mục")), *choices]
            return {field.name: forms.ChoiceField(label=label, required=required, choices=listed)}
        case "checkbox":
            # A box to tick is never called optional: leaving it open is an answer.
            return {field.name: forms.BooleanField(label=label)}
        case "longtext":
            return {field.name: Lines(label=label, required=required, max_length=_longest(field))}
    widget = forms.TextInput({"spellcheck": "false", **_KEYBOARDS.get(field.kind, {})})
    if field.autocomplete:
        widget.attrs["autocomplete"] = field.autocomplete
    return {field.name: forms.CharField(label=label, required=required, widget=widget)}


def _area_inputs(field: Field, areas: agencies.Grouped) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for name in field.inputs:
        match name.removeprefix(f"{field.name}-"):
            case "code":
                label = _("Nơi trong danh sách")
                made[name] = forms.CharField(label=label, widget=PlaceSelect(areas))
            case "detail":
                label = _("Số nhà, đường, thôn, ấp, khu phố")
                made[name] = forms.CharField(
                    label=label, required=False, widget=forms.TextInput({"spellcheck": "false"})
                )
            case "elsewhere":
                label = _("Hoặc nơi khác, không có trong danh sách (ghi đủ địa chỉ)")
                made[name] = forms.CharField(label=label, widget=forms.TextInput({"spellcheck": "false"}))
    return made


def _input_of(problem: Problem, inputs: tuple[str, ...]) -> str:
    """The input an error stands at: for a place written twice, the one that is typed."""
    if problem.code == "two_places" and len(inputs) > 2:
        return inputs[2]
    return inputs[0]


def _longest(field: Field) -> int | None:
    longest = field.rule.get("maxLength")
    return longest if isinstance(longest, int) else None


_KEYBOARDS = {
    "identity_number": {"inputmode": "numeric"},
    "integer": {"inputmode": "numeric"},
    "number": {"inputmode": "decimal"},
    "phone": {"inputmode": "tel", "autocomplete": "tel"},
    "email": {"inputmode": "email", "autocomplete": "email"},
}
_WIDTHS = {"identity_number": "20", "integer": "10", "number": "10", "phone": "20"}
