"""What anybody may know of procedures: the one in force on a day, its form, its time limit, how it is found.

Doors meet the engine of e-forms here too: its functions are pure and carried under this name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.procedures.models import LARGE, Catalogue, Procedure
from motcua.domain.procedures.queries.finding import Facet, Found, Hit, Listing, find, received_for_others, search
from motcua.domain.procedures.queries.national import (
    beside_own,
    changes_of,
    guide,
    guide_national,
    has_national,
    national,
    read_national,
)
from motcua.domain.procedures.rules import (
    Answers,
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
    unit_area,
    warnings,
)
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.worktime import POLICIES, Calendar, Limit, Policy

__all__ = [
    "Answers",
    "Facet",
    "Fee",
    "Field",
    "Form",
    "Found",
    "GroupEntry",
    "Hit",
    "Listing",
    "Page",
    "Part",
    "Problem",
    "ShownEntry",
    "ShownPage",
    "ShownRow",
    "Terms",
    "Words",
    "beside_own",
    "changes_of",
    "check",
    "check_all",
    "check_entry",
    "check_fields",
    "entries",
    "entry_back",
    "event_area",
    "fees_due",
    "find",
    "form_faults",
    "form_of",
    "group_of",
    "guide",
    "guide_national",
    "has_national",
    "in_force",
    "limit_terms",
    "national",
    "officer_fields",
    "open_for_filing",
    "parts_wanted",
    "prefilled",
    "raw_of",
    "read",
    "read_back",
    "read_national",
    "received_at",
    "received_for_others",
    "search",
    "shown",
    "subject",
    "unit_area",
    "warnings",
    "with_form",
]

_FORMS: dict[tuple[int, str], tuple[object, Form]] = {}


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


def sought(day: date, limit: int) -> list[Procedure]:
    """At most `limit` procedures that can be filed online on `day`: what people come for most, in the pack's order.

    Where the pack names too few that can be filed, the first by name follow.
    """
    order = {code: place for place, code in enumerate(Catalogue.objects.get(pk=1).words.get("sought", ()))}
    named = sorted(open_for_filing(day).filter(code__in=list(order)), key=lambda each: order[each.code])[:limit]
    if len(named) == limit:
        return named
    return [*named, *open_for_filing(day).exclude(code__in=list(order))[: limit - len(named)]]


def with_form(day: date) -> QuerySet[Procedure]:
    """Procedures in force on `day` that have an e-form, whether citizens file them online or not, by code."""
    return Procedure.objects.filter(on(day)).exclude(form={}).defer(*LARGE).order_by("code", "pk")


def received_at(one_stop_kind: str, day: date) -> list[Procedure]:
    """Procedures in force on `day` that one-stop units of this kind receive, by field and name."""
    found = Procedure.objects.filter(on(day), one_stop_kind=one_stop_kind).defer(*LARGE)
    return list(found.order_by("field_name", "field_code", "title_folded", "code", "pk"))


def form_of(procedure: Procedure, channel: str = "online") -> Form:
    """The e-form of a version as it is asked on a channel, built once a process while its content is the same.

    Raises:
        NotFound: the procedure is filed on paper only.
    """
    kept = _FORMS.get((procedure.pk, channel))
    if kept is not None and kept[0] == procedure.form:
        return kept[1]
    if not procedure.form:
        raise NotFound(f"form of {procedure.code}")
    if len(_FORMS) >= 4096:
        _FORMS.clear()
    form = Form.of(procedure.form).on(channel)
    _FORMS[procedure.pk, channel] = (procedure.form, form)
    return form


def limit_terms(procedure: Procedure) -> Terms:
    """The legal time limit of a procedure with its policy, its cut-off and its calendar, for the clock."""
    return Terms(
        Limit.parse(procedure.limit),
        next(policy for policy in POLICIES if policy == procedure.policy),
        procedure.cutoff,
        agencies.working(procedure.calendar),
    )
