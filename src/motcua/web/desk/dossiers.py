"""The dossiers of the agency: finding one, and the page of one with the moves that are legal now."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.states import State
from motcua.kernel import codes
from motcua.web.desk import opening, showing
from motcua.web.desk.seat import DeskRequest, at_desk, page

PAGE_SIZE = 20
LONGEST_CODE = 80


@require_safe
@at_desk
def dossiers(request: DeskRequest) -> HttpResponse:
    """The dossiers the agency receives, leads or works on, the newest first; a whole code leads to it."""
    typed = request.GET.get("q", "").strip()[:LONGEST_CODE]
    state = request.GET.get("trang-thai", "")
    state = state if state in State.values else ""
    found = queries.seen_by(request.official).order_by("-pk")
    if typed and codes.looks_like_report(typed):
        return redirect(f"{reverse('desk:reports')}?{urlencode({'q': typed})}")
    if typed:
        code = codes.typed(typed)
        found = found.filter(Q(matter__code__contains=code) | Q(matter__request_code__contains=code))
        exact = [one.pk for one in found[:2] if code in {one.matter.code, one.matter.request_code}]
        if exact:
            return redirect("desk:dossier", dossier_id=exact[0])
    if state:
        found = found.filter(state=state)
    filters = {name: text for name, text in (("q", typed), ("trang-thai", state)) if text}
    context = {
        "found": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
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
