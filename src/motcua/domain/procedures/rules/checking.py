"""Checks answers against a form: one clear problem a field at most, and no failure whatever they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from motcua.domain.procedures.rules import dates, problems
from motcua.domain.procedures.rules.conditions import Answers, blank, holds
from motcua.domain.procedures.rules.crossing import broken_at
from motcua.domain.procedures.rules.faults import GROUP
from motcua.domain.procedures.rules.formats import broken
from motcua.domain.procedures.rules.forms import CrossRule, Field, Form, Page
from motcua.domain.procedures.rules.problems import Problem

_MOST_TELLING = (
    "maxLength",
    "minLength",
    "format",
    "x-not-after",
    "x-not-before",
    "enum",
    "const",
    "pattern",
)
"""Keywords in the order in which their sentence helps most, where several are broken at once."""


def check(
    form: Form, page: Page, answers: Answers, today: date, *, areas: Collection[str] | None = None
) -> dict[str, Problem]:
    """What is wrong with the answers of one page, by field, in the order of the page.

    `answers` are those of the whole form so far; `areas`, where given, are the codes that may be chosen for
    the area of the event.
    """
    return _page_problems(form, page, form.pruned(answers), today, areas)


def check_fields(fields: Iterable[Field], answers: Answers, today: date) -> dict[str, Problem]:
    """What is wrong with the answers to fields that belong to no form, such as those of an official."""
    found = {field.name: _field_problem(field, answers.get(field.name), today, None) for field in fields}
    return {name: problem for name, problem in found.items() if problem}


def check_entry(group: Field, entry: Answers, today: date) -> dict[str, Problem]:
    """What is wrong with one entry of a group, by field, in the order in which it is asked."""
    kept = group.pruned(entry)
    return check_fields(group.shown(kept), kept, today)


def check_all(
    form: Form, answers: Answers, today: date, *, areas: Collection[str] | None = None
) -> dict[str, dict[str, Problem]]:
    """What is wrong with a whole form, by page; pages without a problem are not there."""
    kept = form.pruned(answers)
    found = {page.id: _page_problems(form, page, kept, today, areas) for page in form.pages}
    return {page_id: wrong for page_id, wrong in found.items() if wrong}


def warnings(form: Form, answers: Answers, today: date) -> dict[str, list[Problem]]:
    """What is unlikely rather than wrong, by page: shown before handing in, and no hindrance to it."""
    kept = form.pruned(answers)
    found: dict[str, list[Problem]] = {}
    for rule in form.cross_rules:
        at = _broken_at(form, rule, kept, today, None) if rule.warns else ""
        page = next((page for page in form.pages if at and any(field.name == at for field in page.fields)), None)
        if page is not None:
            found.setdefault(page.id, []).append(problems.across(rule.kind, rule.message))
    return found


def _page_problems(
    form: Form, page: Page, kept: Answers, today: date, areas: Collection[str] | None
) -> dict[str, Problem]:
    shown = page.shown(kept)
    found: dict[str, Problem] = {}
    for field in shown:
        problem = _field_problem(field, kept.get(field.name), today, areas)
        if problem:
            found[field.name] = problem
    for rule in form.cross_rules:
        if not rule.warns and any(field.name in rule.asked for field in shown):
            at = _broken_at(form, rule, kept, today, areas)
            if at in {field.name for field in shown} - found.keys():
                found[at] = problems.across(rule.kind, rule.message)
    return {field.name: found[field.name] for field in shown if field.name in found}


def _entries_problem(group: Field, value: object, today: date) -> Problem | None:
    """Too few, too many, or the entries on which something is wrong."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return problems.unreadable(group)
    if not group.least <= len(value) <= group.most:
        return problems.wrong_number_of_entries(group, len(value))
    wrong = [number for number, each in enumerate(value, start=1) if check_entry(group, each, today)]
    return problems.wrong_entries(group, wrong) if wrong else None


def _field_problem(field: Field, value: object, today: date, areas: Collection[str] | None) -> Problem | None:
    if field.component == GROUP:
        empty = blank(value)
        return (problems.missing(field) if field.least else None) if empty else _entries_problem(field, value, today)
    if blank(value):
        return problems.missing(field) if _must_be_answered(field) else None
    if field.component in {"date", "partial_date"} and dates.is_boxes(value):
        return problems.bad_day(field, dates.to_boxes(value))
    if field.kind == "integer" and (not _whole(value) or abs(value) >= 10**15):  # type: ignore[arg-type]  # whole
        return problems.not_a_number(field, value) if isinstance(value, str | int) else problems.unreadable(field)
    if field.component == "number" and isinstance(value, str):
        return problems.not_a_number(field, value)
    if not isinstance(value, _SHAPES.get(field.component, (str, int, bool))):
        return problems.unreadable(field)
    wrong = dict(broken(field.rule, value, today))
    if "type" in wrong:
        return problems.unreadable(field)
    if wrong:
        telling = ("format", *_MOST_TELLING) if field.kind == "name" else _MOST_TELLING
        keyword = next((each for each in telling if each in wrong), next(iter(wrong)))
        asked = field.rule.get(keyword) if keyword.startswith("x-") else wrong[keyword]
        return problems.broken_rule(field, keyword, asked, value, today)
    if field.component in {"area_of_event", "area_of_unit"} and isinstance(value, dict):
        if "code" not in value:
            return problems.missing(field)
        if areas is not None and value["code"] not in areas:
            return problems.unknown_area(field)
    return None


_SHAPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "longtext": (str,),
    "date": (str,),
    "partial_date": (str,),
    "checkbox": (bool,),
    "number": (int, float),
    "identity_number": (str,),
    "phone": (str,),
    "email": (str,),
    "area": (dict,),
    "area_of_event": (dict,),
    "area_of_unit": (dict,),
}


def _must_be_answered(field: Field) -> bool:
    """An unticked box is an answer, unless the schema wants it ticked."""
    if field.component == "checkbox":
        return field.rule.get("const") is True or field.rule.get("enum") == [True]
    return field.required


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _broken_at(form: Form, rule: CrossRule, kept: Answers, today: date, areas: Collection[str] | None) -> str:
    """The field at which a rule is broken, the last that is asked of those it is about; else empty.

    A rule is silent while one of its fields has a problem of its own: that comes first.
    """
    if not holds(rule.when, kept):
        return ""
    names = {name.partition(".")[0] for name in rule.names}
    order = [field for page in form.pages for field in page.shown(kept) if field.name in names]
    answered = [field for field in order if not blank(kept.get(field.name)) and kept[field.name] is not False]
    if not order or any(_field_problem(field, kept[field.name], today, areas) for field in answered):
        return ""
    found = broken_at(rule, {field.name: kept[field.name] for field in answered}, today).partition(".")[0]
    if not found or any(field.name == found for field in answered):
        return found
    return order[-1].name  # nothing was answered: what is asked last is where it is told of
