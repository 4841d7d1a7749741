"""The reports of the agency: the list with its filters, and the page of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import Wanted
from motcua.domain.feedback.states import State, Urgency
from motcua.kernel import codes
from motcua.web.desk import reports_showing
from motcua.web.desk.seat import DeskRequest, at_desk, page

PAGE_SIZE = 20
LONGEST_CODE = 80
MOST_COUNTED = 2000
"""Nobody pages further; counting all that ever was would cost more than it says."""
STATES = [(value, label) for value, label in State.choices if value != State.SEALED]


class Bounded(Paginator):  # type: ignore[type-arg]  # it takes no argument when it runs
    """Counts only as far as anybody looks."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most `MOST_COUNTED`."""
        found: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # it is given nothing else
        return found[:MOST_COUNTED].count()


@require_safe
@at_desk
def reports(request: DeskRequest) -> HttpResponse:
    """The reports the agency coordinates or works on, the newest first; a whole code leads to it."""
    asked = {name: request.GET.get(name, "").strip()[:LONGEST_CODE].replace("\0", "") for name in ("q", *FILTERS)}
    categories = queries.categories_of(request.official)
    state = asked["trang-thai"] if asked["trang-thai"] in dict(STATES) else ""
    category = asked["linh-vuc"] if asked["linh-vuc"] in {code for code, _name, _en in categories} else ""
    urgency = asked["muc-do"] if asked["muc-do"] in Urgency.values else ""
    late = asked["tre-han"] == "1"
    wanted = Wanted(state, category, urgency, late=late, code=codes.typed(asked["q"]) if asked["q"] else "")
    found = queries.listed(request.official, wanted, request.now)
    if wanted.code:
        exact = [one.pk for one in found[:2] if one.matter.code == wanted.code]
        if exact:
            return redirect("desk:report", report_id=exact[0])
    kept = {
        "q": asked["q"],
        "trang-thai": state,
        "linh-vuc": category,
        "muc-do": urgency,
        "tre-han": "1" if late else "",
    }
    filters = {name: text for name, text in kept.items() if text}
    shown = Bounded(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "found": shown,
        "many": shown.paginator.count >= MOST_COUNTED,
        "typed": asked["q"],
        "state": state,
        "states": STATES,
        "category": category,
        "categories": categories,
        "urgency": urgency,
        "urgencies": Urgency.choices,
        "late": late,
        "filtered": bool(filters),
        "address": f"?{urlencode(filters)}&" if filters else "?",
        "dispatches": "dispatcher" in request.official.duties,
    }
    return page(request, "reports/reports", context)


FILTERS = ("trang-thai", "linh-vuc", "muc-do", "tre-han")


@require_safe
@at_desk
def report(request: DeskRequest, report_id: int) -> HttpResponse:
    """Everything an official needs of one report on one page, and nothing of who sent it that is not theirs to know."""
    found = queries.one_seen_by(request.official, report_id)
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    context = reports_showing.whole(found, request.official, request.now, language)  # type: ignore[arg-type]  # one of the two
    return page(request, "reports/report", context)
