"""What anybody may know of procedures: the one in force on a day, its form, its time limit, how it is found.

Doors meet the engine of e-forms here too: its functions are pure and carried under this name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import BigIntegerField, Count, Func, QuerySet, Sum, Value
from django.db.models.functions import Length

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.procedures import rules
from motcua.domain.procedures.models import Procedure
from motcua.domain.procedures.rules import (
    Answers,
    Candidate,
    Fee,
    Field,
    Form,
    Page,
    Part,
    Problem,
    ShownPage,
    ShownRow,
    Words,
    check,
    check_all,
    check_fields,
    event_area,
    fees_due,
    form_faults,
    officer_fields,
    parts_wanted,
    prefilled,
    raw_of,
    read,
    read_back,
    shown,
    subject,
)
from motcua.kernel.errors import NotFound
from motcua.kernel.worktime import POLICIES, Calendar, Limit, Policy

__all__ = [
    "Answers",
    "Fee",
    "Field",
    "Form",
    "Found",
    "Page",
    "Part",
    "Problem",
    "ShownPage",
    "ShownRow",
    "Terms",
    "Words",
    "check",
    "check_all",
    "check_fields",
    "event_area",
    "fees_due",
    "form_faults",
    "form_of",
    "in_force",
    "limit_terms",
    "officer_fields",
    "open_for_filing",
    "parts_wanted",
    "prefilled",
    "raw_of",
    "read",
    "read_back",
    "search",
    "shown",
    "subject",
]

MOST_CANDIDATES = 150
"""Procedures that are weighed for one search; the rarest words of it choose them."""

_FORMS: dict[int, tuple[object, Form]] = {}
_KNOWN: dict[date, tuple[object, list[str]]] = {}


@dataclass(frozen=True)
class Found:
    """A procedure that a search found, and how well it fits, between 0 and 1."""

    procedure: Procedure
    score: float


@dataclass(frozen=True)
class Terms:
    """By when a procedure must be done: everything the clock needs but the moment it starts."""

    limit: Limit
    policy: Policy
    cutoff: time
    calendar: Calendar


def in_force(code: str, day: date) -> Procedure:
    """The version of this procedure that is in force on `day`.

    Raises:
        NotFound: there is none.
    """
    try:
        return Procedure.objects.select_related("calendar").get(on(day), code=code)
    except Procedure.DoesNotExist:
        raise NotFound(f"procedure {code}") from None


def open_for_filing(day: date) -> QuerySet[Procedure]:
    """Procedures that can be filed online on `day`, by name."""
    return (
        Procedure.objects.filter(on(day), online__in=("full", "part"))
        .exclude(form={})
        .order_by("title_folded", "code", "pk")
    )


def form_of(procedure: Procedure) -> Form:
    """The e-form of a version, built once a process for as long as its content is the same.

    Raises:
        NotFound: the procedure is filed on paper only.
    """
    kept = _FORMS.get(procedure.pk)
    if kept is not None and kept[0] == procedure.form:
        return kept[1]
    if not procedure.form:
        raise NotFound(f"form of {procedure.code}")
    if len(_FORMS) >= 4096:
        _FORMS.clear()
    form = Form.of(procedure.form)
    _FORMS[procedure.pk] = (procedure.form, form)
    return form


def limit_terms(procedure: Procedure) -> Terms:
    """The legal time limit of a procedure with its policy, its cut-off and its calendar, for the clock."""
    return Terms(
        Limit.parse(procedure.limit),
        next(policy for policy in POLICIES if policy == procedure.policy),
        procedure.cutoff,
        agencies.working(procedure.calendar),
    )


def search(words: str, day: date, limit: int = 20) -> list[Found]:
    """The procedures in force on `day` that fit these words, best first; all by name when there are none.

    Diacritics, the order of words, everyday names, abbreviations and slips of the keyboard do not matter;
    the code of a procedure puts it first.
    """
    asked = rules.query_words(words)
    standing = Procedure.objects.filter(on(day))
    if not asked:
        every = standing.defer("form").order_by("title_folded", "code", "pk")[:limit]
        return [Found(procedure, 1.0) for procedure in every]
    ranked = _ranked(words, asked, standing, day)[:limit]
    procedures = standing.defer("form").in_bulk([pk for pk, _ in ranked])
    return [Found(procedures[pk], score) for pk, score in ranked if pk in procedures]


def _ranked(
    words: str, asked: list[str], standing: QuerySet[Procedure], day: date
) -> list[tuple[int, float]]:
    total, seen_in = _seen_in(asked, standing)
    unknown = [word for word in asked if not seen_in[word] and not rules.is_filler(word)]
    near: dict[str, list[str]] = {}
    if unknown:
        known = _known_words(standing, day)
        near = {word: rules.near_words(word, known) for word in unknown}
        begun = asked[-1] if asked[-1] in unknown else None
        if begun and not near[begun]:
            near[begun] = [word for word in known if len(begun) > 1 and word.startswith(begun)][:8]
        others = {other for found in near.values() for other in found}
        if others:
            seen_in |= _seen_in(sorted(others), standing)[1]
    chosen = _choose(asked, seen_in, near)
    if chosen is None:
        return []
    rows = (
        _worded(standing, chosen)
        .order_by(Length("title_folded"), "pk")
        .values_list("pk", "code", "title_folded", "words_folded")[:MOST_CANDIDATES]
    )
    return rules.best(words, (Candidate(*row) for row in rows), seen_in=seen_in, total=total, near=near)


def _choose(asked: list[str], seen_in: dict[str, int], near: dict[str, list[str]]) -> str | None:
    """The full-text query for the candidates: any of the rare words, or all of them where none is rare."""
    groups = [[word] if seen_in[word] else near.get(word, []) for word in asked]
    groups = [group for group in groups if group]
    telling = [group for group in groups if not all(rules.is_filler(word) for word in group)] or groups
    if not telling:
        return None
    telling.sort(key=lambda group: sum(seen_in[word] for word in group))
    rare, rows = [], 0
    for group in telling:
        rows += sum(seen_in[word] for word in group)
        if rows > MOST_CANDIDATES:
            break
        rare.append(group)
    if rare:
        return " | ".join(f"'{word}'" for group in rare for word in group)
    return " & ".join(f"({' | '.join(f'{chr(39)}{word}{chr(39)}' for word in group)})" for group in telling)


def _worded(standing: QuerySet[Procedure], query: str) -> QuerySet[Procedure]:
    """Procedures that match a full-text query, by the expression of the index `procedure_words`."""
    vector = SearchVector("title_folded", "words_folded", config="simple")
    return standing.annotate(_vector=vector).filter(
        _vector=SearchQuery(query, config="simple", search_type="raw")
    )


def _seen_in(words: Collection[str], standing: QuerySet[Procedure]) -> tuple[int, dict[str, int]]:
    """How many procedures there are, and in how many each word stands: one statement, by the index."""
    counts = [_counted(standing, "")] + [_counted(_worded(standing, f"'{word}'"), word) for word in words]
    found = {str(word): int(number) for word, number in counts[0].union(*counts[1:], all=True)}
    return found.get("", 0), {word: found.get(word, 0) for word in words}


def _counted(procedures: QuerySet[Procedure], word: str) -> QuerySet[Any, Any]:
    return procedures.order_by().values_list(Value(word)).annotate(number=Count("pk"))


def _known_words(standing: QuerySet[Procedure], day: date) -> list[str]:
    """Every word that stands in some procedure, kept by this process while the texts stay the same."""
    stamp = standing.aggregate(
        rows=Count("pk"), titles=_digest("title_folded"), words=_digest("words_folded")
    )
    kept = _KNOWN.get(day)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    texts: Iterable[tuple[str, str]] = standing.order_by("pk").values_list("title_folded", "words_folded")
    words = sorted(
        {word for pair in texts for text in pair for word in text.split()} - {rules.BETWEEN.strip()}
    )
    if len(_KNOWN) >= 8:
        _KNOWN.clear()
    _KNOWN[day] = (stamp, words)
    return words


def _digest(column: str) -> Sum:
    return Sum(Func(column, Value(0), function="hashtextextended", output_field=BigIntegerField()))
