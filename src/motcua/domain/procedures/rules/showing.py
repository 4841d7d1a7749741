"""Answers as people read them: on the page that asks them to check, on an official's screen, on a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.domain.procedures.rules import dates
from motcua.domain.procedures.rules.conditions import Answers, blank
from motcua.domain.procedures.rules.forms import Field, Form


class ShownRow(NamedTuple):
    """One answer: what was asked, what was answered, and which field to change."""

    label: str
    text: str
    field: str


class ShownPage(NamedTuple):
    """The answers of one page."""

    title: str
    page_id: str
    rows: list[ShownRow]


def read_back(form: Form, answers: Answers, language: str, area_names: Mapping[str, str]) -> list[ShownPage]:
    """Everything that was asked, page by page; `area_names` gives the full name of an area by its code."""
    kept = form.pruned(answers)
    with translation.override(language):
        return [
            ShownPage(
                page.title.in_language(language),
                page.id,
                [
                    ShownRow(
                        field.label.in_language(language),
                        shown(field, kept.get(field.name), language, area_names) or _("Không khai"),
                        field.name,
                    )
                    for field in page.shown(kept)
                ],
            )
            for page in form.visible_pages(kept)
        ]


def shown(field: Field, value: object, language: str, area_names: Mapping[str, str]) -> str:
    """One answer as text; what could not be read as it was typed; empty where there is none."""
    option = field.option(value)
    if option is not None:
        return option.in_language(language)
    if isinstance(value, bool) or field.component == "checkbox":
        with translation.override(language):
            return _("Có") if value is True else _("Không")
    if blank(value):
        return ""
    if field.component in {"date", "partial_date"}:
        return dates.shown(value)
    if isinstance(value, Mapping):
        code = str(value.get("code") or "")
        place = area_names.get(code, code) or str(value.get("elsewhere") or "")
        return ", ".join(part for part in (str(value.get("detail") or ""), place) if part)
    return str(value) if isinstance(value, str | int | float) else ""


def subject(form: Form, answers: Answers) -> str:
    """Whom the dossier is about: the answers that the form names for it, empty while there are none."""
    kept = form.pruned(answers)
    names = (kept.get(name) for name in form.subject_fields)
    return ", ".join(name for name in names if isinstance(name, str) and name)
