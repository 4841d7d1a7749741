"""What anybody may know of procedures: the one in force on a day, its form, its time limit, how it is found.

Doors meet the engine of e-forms here too: its functions are pure and carried under this name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.procedures import rules
from motcua.domain.procedures.models import LARGE, Procedure
from motcua.domain.procedures.rules import (
    Answers,
    Candidate,
    Fee,
    Field,
    Form,
    GroupEntry,
    Page,
    Part,
    Problem,
    ShownEntry,
    ShownPage,
    ShownRow,
    Words,
    check,
    check_all,
    check_entry,
    check_fields,
    entries,
    entry_back,
    event_area,
    fees_due,
    form_faults,
    group_of,
    officer_fields,
    parts_wanted,
    prefilled,
    raw_of,
    read,
    read_back,
    shown,
    subject,
    warnings,
)
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.worktime import POLICIES, Calendar, Limit, Policy

__all__ = [
    "Answers",
    "Fee",
    "Field",
    "Form",
    "Found",
    "GroupEntry",
    "Page",
    "Part",
    "Problem",
    "ShownEntry",
    "ShownPage",
    "ShownRow",
    "Terms",
    "Words",
    "check",
    "check_all",
    "check_entry",
    "check_fields",
    "entries",
    "entry_back",
    "event_area",
    "fees_due",
    "form_faults",
    "form_of",
    "group_of",
    "in_force",
    "limit_terms",
    "officer_fields",
    "open_for_filing",
    "parts_wanted",
    "prefilled",
    "raw_of",
    "read",
    "read_back",
    "received_at",
    "search",
    "shown",
    "subject",
    "warnings",
    "with_form",
]

MOST_ENDINGS = 8
MOST_CANDIDATES = 120
"""Procedures that are weighed for one search; the rarest words of it choose them."""

_FORMS: dict[int, tuple[object, Form]] = {}
_VOCABULARY: tuple[object, int, Mapping[str, int]] = (None, 0, {})


@dataclass(frozen=True)
class Found:
    """A procedure that a search found, how well it fits, between 0 and 1, and what it is for in a sentence."""

    procedure: Procedure
    score: float
    summary: Words


@dataclass(frozen=True)
class Terms:
    """By when a procedure must be done: everything the clock needs but the moment it starts."""

    limit: Limit
    policy: Policy
    cutoff: time
    calendar: Calendar


_IN_FORCE = Prepared(
    lambda: (
        Procedure.objects.select_related("calendar")
        .defer(*LARGE, "calendar__body")
        .filter(on(Blank("day")), code=Blank("code"))
    )
)


def in_force(code: str, day: date) -> Procedure:
    """The version of this procedure that is in force on `day`.

    Raises:
        NotFound: there is none.
    """
    found = _IN_FORCE.first(code=code, day=day)
    if found is None:
        raise NotFound(f"procedure {code}")
    return found


def open_for_filing(day: date) -> QuerySet[Procedure]:
    """Procedures that can be filed online on `day`, by name."""
    return (
        Procedure.objects.filter(on(day), online__in=("full", "part"))
        .exclude(form={})
        .defer(*LARGE)
        .order_by("title_folded", "code", "pk")
    )


def with_form(day: date) -> QuerySet[Procedure]:
    """Procedures in force on `day` that have an e-form, whether citizens file them online or not, by code."""
    return Procedure.objects.filter(on(day)).exclude(form={}).defer(*LARGE).order_by("code", "pk")


def received_at(one_stop_kind: str, day: date) -> list[Procedure]:
    """Procedures in force on `day` that one-stop units of this kind receive, by field and name."""
    found = Procedure.objects.filter(on(day), one_stop_kind=one_stop_kind).defer(*LARGE)
    return list(found.order_by("field_name", "field_code", "title_folded", "code", "pk"))


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
    listed = standing.defer(*LARGE)
    if not asked:
        return [_as_found(each, 1.0) for each in listed.order_by("title_folded", "code", "pk")[:limit]]
    ranked = _ranked(words, asked, standing)[:limit]
    procedures = listed.in_bulk([pk for pk, _ in ranked])
    return [_as_found(procedures[pk], score) for pk, score in ranked if pk in procedures]


def _as_found(procedure: Procedure, score: float) -> Found:
    return Found(procedure, score, Words(procedure.summary, procedure.summary_en))


def _ranked(words: str, asked: list[str], standing: QuerySet[Procedure]) -> list[tuple[int, float]]:
    total, seen_in = _vocabulary()
    near = {word: rules.near_words(word, seen_in) for word in asked if word not in seen_in}
    last = asked[-1]
    if last not in seen_in and len(last) > 1:  # it may not be typed to its end
        near[last] += [word for word in seen_in if word.startswith(last)][:MOST_ENDINGS]
    chosen = _choose(asked, seen_in, near)
    if chosen is None:
        return []
    rows = (
        _worded(standing, chosen)
        .order_by(Length("title_folded"), "pk")
        .values_list("pk", "code", "title_folded", "words_folded")[:MOST_CANDIDATES]
    )
    return rules.best(words, (Candidate(*row) for row in rows), seen_in=seen_in, total=total, near=near)


def _choose(asked: list[str], seen_in: Mapping[str, int], near: Mapping[str, list[str]]) -> str | None:
    """The full-text query for the candidates: any of the rare words, or all of them where none is rare."""
    groups = [[word] if word in seen_in else near[word] for word in asked]
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
    return " & ".join("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in telling)


def _worded(standing: QuerySet[Procedure], query: str) -> QuerySet[Procedure]:
    """Procedures that match a full-text query, by the expression of the index `procedure_words`."""
    vector = SearchVector("title_folded", "words_folded", config="simple")
    return standing.annotate(_vector=vector).filter(_vector=SearchQuery(query, config="simple", search_type="raw"))


def _vocabulary() -> tuple[int, Mapping[str, int]]:
    """How many versions of procedures there are, and in how many each word stands.

    Kept by this process until a row changes: the sum of the rows' transactions tells, whichever process
    wrote them.
    """
    global _VOCABULARY
    stamp = Procedure.objects.aggregate(rows=Count("pk"), writes=Sum(RawSQL("xmin::text::bigint", ())))
    if _VOCABULARY[0] != stamp:
        seen_in: Counter[str] = Counter()
        texts = Procedure.objects.order_by("pk").values_list("title_folded", "words_folded")
        for title, words in texts:
            seen_in.update(set(f"{title} {words}".split()) - {rules.BETWEEN.strip()})
        _VOCABULARY = (stamp, stamp["rows"], seen_in)
    return _VOCABULARY[1], _VOCABULARY[2]
