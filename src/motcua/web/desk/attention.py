"""What the office has to look at beside its worklist: closed windows, dates that are near, silent agencies, holds."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.domain.dossiers import queries
from motcua.web.desk.seat import DeskRequest, at_desk, page

MOST = 50
"""Of each kind; what is left shows when these are done."""


@require_safe
@at_desk
def attention(request: DeskRequest) -> HttpResponse:
    """Four lists of the official's agency, the most urgent first in each; six queries, however long they are."""
    official, now = request.official, request.now
    context = {
        "windows": list(queries.windows_closed_for(official, localdate(now))[:MOST]),
        "apologies": list(queries.apologies_waiting_for(official)[:MOST]),
        "silent": queries.silent_steps_for(official, now),
        "holds": list(queries.held_by(official)[:MOST]),
        "now": now,
    }
    return page(request, "attention", context)
