"""The reports of the agency: the list with its filters, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import Wanted
from motcua.domain.feedback.states import ReadingReason, State, Urgency
from motcua.kernel import codes
from motcua.web.desk import opening, reports_showing
from motcua.web.desk.opening import Asking
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.paging import Bounded

PAGE_SIZE = 20
LONGEST_CODE = 80
SAID = [(reason.value, reason.label) for reason in ReadingReason if reason is not ReadingReason.WORK]
STATES = [(value, label) for value, label in State.choices if value != State.SEALED]


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
    paged = Bounded(found, PAGE_SIZE)
    shown = paged.get_page(request.GET.get("trang"))
    context = {
        "found": shown,
        "many": paged.many,
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
    return opened(request, report_id, lambda found: _whole(request, found))


def _whole(request: DeskRequest, found: Any) -> HttpResponse:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    context = reports_showing.whole(found, request.official, request.now, language)  # type: ignore[arg-type]  # one of the two
    return page(request, "reports/report", context)


def opened(request: DeskRequest, report_id: int, shown: Callable[[Any], HttpResponse]) -> HttpResponse:
    """What `shown` makes of the report, its opening written down; the question why, where a reason is needed."""
    asking = Asking(
        "opening_report_without_reason",
        _("Lý do mở phản ánh"),
        _(
            "Phản ánh này không phải việc anh/chị đang làm. Hãy chọn lý do mở. "
            "Lần mở và lý do được ghi lại và người gửi xem được."
        ),
        reverse("desk:say_why_report", kwargs={"report_id": report_id}),
        SAID,
    )
    return opening.shown_or_asked(
        request, lambda: actions.open_report(report_id, by=request.official, now=request.now), asking, shown
    )


@require_POST
@at_desk
def say_why(request: DeskRequest, report_id: int) -> HttpResponse:
    """Keep the reason, and go on to what was to be opened."""
    reason = ReadingReason(opening.said(request, SAID))
    actions.open_report(report_id, by=request.official, now=request.now, reason=reason)
    return opening.go_on(request, reverse("desk:report", kwargs={"report_id": report_id}))
