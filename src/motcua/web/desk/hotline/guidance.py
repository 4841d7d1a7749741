"""Looking up while talking what may be said: only what is valid today, the short answer first."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.domain.hotline import actions, queries
from motcua.web.desk.seat import DeskRequest, at_desk, page


@require_safe
@at_desk
def search(request: DeskRequest) -> HttpResponse:
    """Articles and procedures for some words; what was sent (`het`) and found nothing is kept for the editors."""
    queries.console(request.official, request.now)  # whose desk it is
    words = request.GET.get("q", "")[:200]
    found = queries.guidance(words, request.now)
    if found.nothing and "het" in request.GET:
        actions.note_missed_search(words, by=request.official, now=request.now)
    return page(request, "hotline/guidance", {"guidance": found})


@require_safe
@at_desk
def article(request: DeskRequest, code: str) -> HttpResponse:
    """One article in full."""
    queries.console(request.official, request.now)
    return page(request, "hotline/article", {"article": queries.article(code, localdate(request.now))})
