"""The dossiers of the agency: finding one, and the page of one with the moves that are legal now."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.states import State
from motcua.domain.petitions import queries as petitions
from motcua.kernel import codes
from motcua.web.desk import opening, showing
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import PageForm

PAGE_SIZE = 20
LONGEST_CODE = 80
EARLIEST, LATEST = date(1990, 1, 1), date(2190, 1, 1)
"""What can be a day of handing in at all."""


class DaysForm(PageForm):
    """From which day to which they were handed in; one of them alone means a year."""

    since = DayField(label=gettext_lazy("Nộp từ ngày"), required=False, earliest=EARLIEST, latest=LATEST)
    until = DayField(label=gettext_lazy("Đến hết ngày"), required=False, earliest=EARLIEST, latest=LATEST)

    def clean(self) -> dict[str, Any]:
        """The period runs forward and is no longer than a year: what is searched must not grow with the years."""
        typed: dict[str, Any] = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif since and until and until - since > queries.A_YEAR:
            self.add_error("until", _("Mỗi lần xem được nhiều nhất một năm."))
        return typed


@require_safe
@at_desk
def dossiers(request: DeskRequest) -> HttpResponse:
    """The dossiers the agency receives, leads or works on, the newest first; a whole code leads to it."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_CODE]
    state = request.GET.get("trang-thai", "")
    state = state if state in State.values else ""
    if typed and codes.looks_like_report(typed):
        asked = codes.parse_report_code(typed).startswith(f"{petitions.terms().get('code_prefix', '')}-")
        return redirect(f"{reverse('desk:petitions' if asked else 'desk:reports')}?{urlencode({'q': typed})}")
    form = DaysForm(request.GET)
    days = form.cleaned_data if form.is_valid() else {}
    code = codes.typed(typed)
    if code and (exact := queries.coded_for(request.official, code)) is not None:
        return redirect("desk:dossier", dossier_id=exact)
    wanted = queries.Wanted(state, code, days.get("since"), days.get("until"))
    found = queries.listed_for(request.official, wanted, localdate(request.now))
    filters = {"q": typed, "trang-thai": state}
    filters |= {name: day.isoformat() for name, day in days.items() if day is not None}
    filters = {name: text for name, text in filters.items() if text}
    context = {
        "found": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "listing": found,
        "most": number_format(queries.MOST_LISTED, force_grouping=True),
        "form": form,
        "q": typed,
        "state": state,
        "states": State.choices,
        "address": f"?{urlencode(filters)}&" if filters else "?",
    }
    return page(request, "dossiers", context)


@require_safe
@at_desk
def dossier(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Everything an official needs of one dossier on one page."""
    return opening.opened(request, dossier_id, lambda found: _whole(request, found))


def _whole(request: DeskRequest, found: Any) -> HttpResponse:
    english = (get_language() or "vi").startswith("en")
    context: dict[str, Any] = showing.whole(found, request.official, request.now, "en" if english else "vi")
    return page(request, "dossier", context)
