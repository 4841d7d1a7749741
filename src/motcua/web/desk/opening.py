"""Why one opens a person's file that is not one's work just now: said once a day, and shown to the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Reason
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.seat import DeskRequest, at_desk, page

ASKED = "opening_without_reason"
SAID = [(reason.value, reason.label) for reason in Reason if reason is not Reason.WORK]


def opened(request: DeskRequest, dossier_id: int, shown: Callable[[Any], HttpResponse]) -> HttpResponse:
    """What `shown` makes of the dossier, its opening written down; the question why, where a reason is needed."""
    try:
        found = actions.open_file(dossier_id, by=request.official, now=request.now)
    except Refused as no:
        if no.code != ASKED:
            raise
        context = {"dossier_id": dossier_id, "reasons": SAID, "onward": request.get_full_path()}
        return page(request, "opening", context)
    return shown(found)


@require_POST
@at_desk
def say_reason(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Keep the reason, and go on to what was to be opened."""
    said = request.POST.get("ly-do", "")
    if said not in {value for value, _label in SAID}:
        raise NotFound("reason")
    actions.open_file(dossier_id, by=request.official, now=request.now, reason=Reason(said))
    onward = request.POST.get("tiep", "")
    if onward.startswith("/can-bo/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return redirect(onward)
    return redirect("desk:dossier", dossier_id=dossier_id)
