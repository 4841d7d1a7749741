"""What an official says with an outcome, as a form: a reason, all that is missing, the fields of the step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.queries import NOTHING_TO_SIGN, Choice, Signing
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Field, Part
from motcua.kernel.errors import Refused
from motcua.web.desk import keys, paying
from motcua.web.shared.dates import DayBoxes, DayField
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.refusals import sentence_for

# Names of our own inputs have a dash, which no name of a pack's field has.
REASON, MISSING, MORE, ANOTHER_LINE = "ly-do", "thieu", "them", "them-dong"
NOTE, NAME = "ghi-chu", "ten"
LINES, MOST_LINES = 2, 20
NUMERIC = {"identity_number", "integer", "phone"}

REASON_LABEL = {
    "reject": gettext_lazy("Lý do từ chối tiếp nhận"),
    "stop": gettext_lazy("Lý do dừng giải quyết"),
    "ask_supplement": gettext_lazy("Lý do yêu cầu bổ sung"),
    "ask_payment": gettext_lazy("Vì sao phải nộp, nộp thế nào"),
}


class _MayStayEmpty:
    """A field that is shown like any other and may be left empty: the form says what is needed together."""

    def validate(self, value: Any) -> None:
        """Nothing alone is wrong."""


class Tick(_MayStayEmpty, forms.BooleanField):
    """One paper of the list of what is missing."""


class Words(_MayStayEmpty, forms.CharField):
    """A word on how to mend it."""


class SayingForm(PageForm):
    """Built by `form_for`: its class carries the choice it is for."""

    parts: Sequence[Part] = ()
    wanted = 0
    asked: Sequence[Field] = ()
    needs_items = False
    lines: range = range(0)
    today: date
    entries: Mapping[str, object]

    def clean(self) -> dict[str, Any]:
        """What a field alone cannot know: the list as a whole, and the rules of the step's own fields."""
        cleaned = super().clean() or {}
        if self.needs_items:
            self._check_items(cleaned)
        sent = {name: self.data.getlist(name) for name in self.data}  # type: ignore[attr-defined]  # PageForm's
        self.entries = procedures.read(self.asked, sent)
        keys.check(self)
        for name, problem in procedures.check_fields(self.asked, self.entries, self.today).items():
            shown = input_of(next(field for field in self.asked if field.name == name))
            if shown not in self.errors:
                self.add_error(shown, str(problem.sentence))
        return cleaned

    @property
    def said(self) -> Said:
        """What was said, once the form is valid."""
        return Said(
            reason=self.cleaned_data.get(REASON, ""),
            items=self.items(self.cleaned_data),
            entries=self.entries,
            notice=paying.notice_of(self.cleaned_data),
            receipt=paying.receipt_of(self.cleaned_data),
        )

    def items(self, cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
        """Everything that is missing: ticked papers first, then what was written in by hand."""
        if not self.needs_items:
            return []
        listed = [
            {
                "code": part.code,
                "name": part.name.vi,
                "note": cleaned.get(f"{MISSING}-{part.code}-{NOTE}", ""),
            }
            for part in self.parts
            if cleaned.get(f"{MISSING}-{part.code}") or cleaned.get(f"{MISSING}-{part.code}-{NOTE}")
        ]
        written = (
            {"name": cleaned.get(f"{MORE}-{n}-{NAME}", ""), "note": cleaned.get(f"{MORE}-{n}-{NOTE}", "")}
            for n in self.lines
        )
        return listed + [item for item in written if item["name"]]

    def refuse(self, no: Refused) -> None:
        """Show a rule's refusal beside what it is about."""
        problems = no.details.get("fields")
        if no.code == "entries_missing" and isinstance(problems, Mapping):
            for field in self.asked:
                if field.name in problems:
                    self.add_error(input_of(field), _("Chưa nhập đúng mục “%(label)s”.") % {"label": field.label})
            return
        box = REASON if no.code == "reason_missing" else paying.FIELD_OF.get(no.code)
        self.add_error(box if box in self.fields else None, sentence_for(no))

    def _check_items(self, cleaned: Mapping[str, Any]) -> None:
        for part in self.parts:
            note = f"{MISSING}-{part.code}-{NOTE}"
            if cleaned.get(f"{MISSING}-{part.code}") and not cleaned.get(note):
                self.add_error(note, _("Hãy ghi cần bổ sung gì ở mục “%(part)s”.") % {"part": part.name})
        for n in self.lines:
            if cleaned.get(f"{MORE}-{n}-{NOTE}") and not cleaned.get(f"{MORE}-{n}-{NAME}"):
                self.add_error(
                    f"{MORE}-{n}-{NAME}",
                    _("Hãy ghi tên giấy tờ hoặc nội dung cần bổ sung ở dòng %(n)d.") % {"n": n},
                )
        if not self.items(cleaned):
            first = f"{MISSING}-{self.parts[0].code}" if self.parts else f"{MORE}-1-{NAME}"
            self.add_error(first, _("Hãy đánh dấu hoặc ghi ít nhất một thứ cần bổ sung."))


def form_class(
    choice: Choice, today: date, sent: Mapping[str, Any], signing: Signing = NOTHING_TO_SIGN
) -> type[SayingForm]:
    """The form of one outcome of one task, filled with what was found before.

    `sent` is the posted text (empty when the page is opened): it tells how many free lines were shown.
    """
    dossier = choice.task.matter.dossier
    body = dossier.procedure.body
    asked = procedures.officer_fields(body, choice.task.step, choice.outcome)
    wanted = procedures.parts_wanted(body, dossier.answers) if choice.needs_items else []
    parts = [*wanted, *_other_parts(body, wanted)] if choice.needs_items else []
    lines = _lines(sent)
    fields: dict[str, forms.Field] = {}
    for field in asked:
        fields[input_of(field)] = entry_field(field, dossier.findings.get(field.name))
    if choice.needs_items:
        fields |= _item_fields(parts, lines)
    fields |= paying.fields_for(choice.move, today) | keys.fields_for(signing)
    if choice.needs_reason:
        label = REASON_LABEL.get(choice.move or "", gettext_lazy("Lý do"))
        fields[REASON] = Lines(label=label, max_length=2000, help_text=_("Viết để người nộp hiểu và biết phải làm gì."))
    traits = {
        "wanted": len(wanted),
        "parts": parts,
        "asked": asked,
        "needs_items": choice.needs_items,
        "lines": lines,
        "today": today,
    }
    return type("OutcomeForm", (SayingForm,), {**traits, **fields})


def _lines(sent: Mapping[str, Any]) -> range:
    """The numbers of the free lines to show: those that were sent, and one more when asked for."""
    shown = sum(name.startswith(f"{MORE}-") and name.endswith(f"-{NAME}") for name in sent)
    return range(1, min(max(LINES, shown + (ANOTHER_LINE in sent)), MOST_LINES) + 1)


def _other_parts(body: Mapping[str, Any], wanted: Sequence[Part]) -> list[Part]:
    """The papers of the procedure that this case did not ask for: an official may find that it should have."""
    codes = {part.code for part in wanted}
    unconditional = [{**each, "when": None} for each in body.get("parts") or []]
    return [part for part in procedures.parts_wanted({"parts": unconditional}, {}) if part.code not in codes]


def input_of(field: Field) -> str:
    """The name of the input that is shown for a field of a step: a place is written in words."""
    return f"{field.name}-elsewhere" if field.component == "area" else field.name


def _item_fields(parts: Iterable[Part], lines: range) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for part in parts:
        fields[f"{MISSING}-{part.code}"] = Tick(label=str(part.name), help_text=str(part.hint))
        fields[f"{MISSING}-{part.code}-{NOTE}"] = Words(label=_("Cần bổ sung gì, như thế nào"), max_length=500)
    for n in lines:
        fields[f"{MORE}-{n}-{NAME}"] = Words(label=_("Giấy tờ, nội dung khác"), max_length=200)
        fields[f"{MORE}-{n}-{NOTE}"] = Words(label=_("Cần bổ sung gì, như thế nào"), max_length=500)
    return fields


def entry_field(field: Field, found: object) -> forms.Field:
    """The input of one field of the step; how its answer is read and judged is the engine's."""
    look: dict[str, Any] = {
        "label": str(field.label),
        "help_text": str(field.hint),
        "required": field.required,
    }
    shown = procedures.raw_of(field, found) if found is not None else {}
    look["initial"] = shown.get(input_of(field))
    match field.component:
        case "date":
            return DayField(**{**look, "initial": found})
        case "partial_date":
            return forms.Field(**{**look, "widget": DayBoxes, "initial": found})
        case "checkbox":
            return forms.BooleanField(**{**look, "required": False})
        case "radios" | "select":
            options = [(procedures.raw_of(field, value)[field.name], str(text)) for value, text in field.options]
            if field.component == "radios":
                return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **look)
            return forms.ChoiceField(choices=[("", _("Chọn")), *options], **look)
        case "longtext":
            return Lines(max_length=field.rule.get("maxLength"), **look)
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    if field.kind in NUMERIC:
        attrs["inputmode"] = "numeric"
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **look)
