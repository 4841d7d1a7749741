"""What a result paper says: the pack maps its places to answers, officials' entries and the registration.

A recipe is a source and how it is written (`child_name|upper`, `members.0.name`, `members|names` for the names
of all entries of a group), several joined by commas (a list), or one chosen by an answer
(`{by: head_of_household, father: father_name, other: head_name}`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.drafts import area_names
from motcua.domain.matters.models import Task
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.kernel import text


@dataclass(frozen=True)
class _Sources:
    """Everything a recipe may name: the values, and those of the form as people read them."""

    values: Mapping[str, object]
    spoken: Mapping[str, str]

    def said(self, recipe: object) -> str:
        if isinstance(recipe, Mapping):
            return self.said(recipe.get(str(self.values.get(recipe["by"])), ""))
        if isinstance(recipe, list):
            return ", ".join(filter(None, map(self.said, recipe)))
        name, _, how = str(recipe).partition("|")
        return _HOW[how or "text"](self.values.get(name), self.spoken.get(name, ""))


def result_content(dossier: Dossier, result: Mapping[str, Any], now: datetime) -> dict[str, object]:
    """The content of a result paper of this dossier, in groups as its template reads them."""
    today = localdate(now)
    form = procedures.form_of(dossier.procedure, dossier.channel)
    pages = forms.read_back(form, dossier.answers, "vi", area_names(dossier.answers, today, "vi"))
    area = dossier.matter.event_area
    sources = _Sources(
        {
            **dossier.answers,
            **forms.entries_flat(form, dossier.answers),
            **dossier.findings,
            "today": today.isoformat(),
            "area": agencies.full_name(area) if area else "",
            **_signer(dossier, now),
        },
        {row.field: row.text for page in pages for row in page.rows if row.answered}
        | forms.entries_named(form, dossier.answers),
    )
    content: dict[str, object] = {}
    for path, recipe in result.get("content", {}).items():
        place: dict[str, Any] = content
        *groups, last = str(path).split(".")
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = sources.said(recipe)
    return content


def _as_date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _in_words(value: object, shown: str) -> str:
    day = _as_date(value)
    return text.date_in_words(day) if day else shown


def _year(value: object, shown: str) -> str:
    written = str(value or shown)
    return written[:4] if _as_date(value) else written[-4:]


# How the pack may ask for a value to be written.
_HOW: dict[str, Callable[[object, str], str]] = {
    "text": lambda value, shown: shown or ("" if value is None else str(value)),
    "short": lambda value, shown: shown.partition(" (")[0],
    "upper": lambda value, shown: (shown or str(value or "")).upper(),
    "date": lambda value, shown: f"{day:%d/%m/%Y}" if (day := _as_date(value)) else shown,
    "iso": lambda value, shown: str(value or ""),
    "words": _in_words,
    "year": _year,
    "names": lambda value, shown: shown,
}


def _signer(dossier: Dossier, now: datetime) -> dict[str, str]:
    """Who signed: the last leader of the route so far."""
    task = (
        Task.objects.filter(matter_id=dossier.pk, duty="leader", closed_at__isnull=False, closed_by__isnull=False)
        .select_related("closed_by")
        .order_by("-closed_at", "-pk")
        .first()
    )
    if task is None or task.closed_by is None or task.agency_id is None:
        return {"signer_name": "", "signer_position": ""}
    return {
        "signer_name": task.closed_by.full_name,
        "signer_position": accounts.position_of(task.closed_by.pk, task.agency_id, now),
    }
