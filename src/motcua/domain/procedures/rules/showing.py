"""Answers as people read them: on the page that asks them to check, on an official's screen, on a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.domain.procedures.rules import dates
from motcua.domain.procedures.rules.conditions import Answers, blank
from motcua.domain.procedures.rules.faults import GROUP
from motcua.domain.procedures.rules.filling import number_shown
from motcua.domain.procedures.rules.forms import Field, Form, Page


class ShownRow(NamedTuple):
    """One answer: what was asked, what was answered, and which field to change."""

    label: str
    text: str
    field: str
    answered: bool = True


class ShownEntry(NamedTuple):
    """The answers of one entry of a group."""

    title: str
    rows: list[ShownRow]


class ShownPage(NamedTuple):
    """The answers of one page; those of a group once more by entry, for who shows them as cards."""

    title: str
    page_id: str
    rows: list[ShownRow]
    entries: list[ShownEntry] = []  # noqa: RUF012  # never changed


def read_back(form: Form, answers: Answers, language: str, area_names: Mapping[str, str]) -> list[ShownPage]:
    """Everything that was asked, page by page; `area_names` gives the full name of an area by its code."""
    kept = form.pruned(answers)
    with translation.override(language):
        return [_page_back(page, kept, language, area_names) for page in form.visible_pages(kept)]


def entry_back(group: Field, entry: Answers, number: int, language: str, area_names: Mapping[str, str]) -> ShownEntry:
    """One entry of a group as people read it; entries count from 1."""
    kept = group.pruned(entry)
    with translation.override(language):
        rows = [
            _row(
                field.label.in_language(language),
                shown(field, kept.get(field.name), language, area_names),
                f"{group.name}.{number - 1}.{field.name}",
            )
            for field in group.shown(kept)
        ]
    return ShownEntry(f"{group.item.in_language(language)} {number}", rows)


def _page_back(page: Page, kept: Answers, language: str, area_names: Mapping[str, str]) -> ShownPage:
    rows: list[ShownRow] = []
    entries: list[ShownEntry] = []
    for field in page.shown(kept):
        value, label = kept.get(field.name), field.label.in_language(language)
        if field.component == GROUP and isinstance(value, list) and value:
            entries = [
                entry_back(field, each, number, language, area_names) for number, each in enumerate(value, start=1)
            ]
            rows += [row._replace(label=f"{entry.title}: {row.label}") for entry in entries for row in entry.rows]
        else:
            rows.append(_row(label, shown(field, value, language, area_names), field.name))
    return ShownPage(page.title.in_language(language), page.id, rows, entries)


def _row(label: str, text: str, field: str) -> ShownRow:
    """A page says that nothing was answered; who writes a paper looks at `answered` first."""
    return ShownRow(label, text or _("Không khai"), field, bool(text))


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
    if isinstance(value, float):
        return number_shown(value)
    return str(value) if isinstance(value, str | int) else ""


def subject(form: Form, answers: Answers) -> str:
    """Whom the dossier is about: the answers that the form names for it, empty while there are none."""
    kept = form.pruned(answers)
    names = (kept.get(name) for name in form.subject_fields)
    return ", ".join(name for name in names if isinstance(name, str) and name)
