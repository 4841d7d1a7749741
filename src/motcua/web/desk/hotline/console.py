"""An operator's page: at which telephone they sit, whether they take calls, and what rings there now."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.states import OWN_PAUSES
from motcua.kernel.errors import NotFound
from motcua.web.desk.hotline.staying import open_page
from motcua.web.desk.seat import DeskRequest, at_desk

PAUSES = [(each.value, each.label) for each in OWN_PAUSES]


@require_safe
@at_desk
def console(request: DeskRequest) -> HttpResponse:
    """The console, or the question at which telephone one sits."""
    context = {
        "console": queries.console(request.official, request.now),
        "skills": queries.terms().get("skills", ()),
        "pauses": PAUSES,
        "shift": queries.shift(request.official, request.now),
    }
    return open_page(request, "hotline/console", context)


@require_POST
@at_desk
def pulse(request: DeskRequest) -> HttpResponse:
    """An open page asks every moment whether something changed; it says what it shows.

    Nothing new is 204. A call that rings opens wherever the operator is; else the page that shows the old state is
    loaded again, unless somebody is typing on it (`giu`): then only the line about the telephone changes.
    """
    actions.stay(by=request.official, now=request.now)
    there = queries.pulse(request.official)
    shown = request.POST.get("dang", "")
    calling_for_help = "!" * int(str(there["abandoned"]))
    current = f"{there['call'] or ''}:{there['call_state']}:{there['state']}{calling_for_help}:{there['waiting']}"
    if shown == current:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    response = open_page(request, "hotline/pulse", {"pulse": there, "current": current, "keeps": "giu" in request.POST})
    if there["call"] and str(there["call"]) != shown.partition(":")[0]:
        response["HX-Redirect"] = reverse("desk:hotline_call", kwargs={"call_id": there["call"]})
    elif "giu" not in request.POST and _beside_waiting(shown) != _beside_waiting(current):
        if _names_lost_call(request, shown):
            response["HX-Redirect"] = reverse("desk:hotline")  # it rang here and is somebody else's by now
        else:
            response["HX-Refresh"] = "true"
    return response


@require_POST
@at_desk
def sign_on(request: DeskRequest) -> HttpResponse:
    """Sit down at a telephone."""
    known = {str(each["code"]) for each in queries.terms().get("skills", ())}
    skills = [code for code in request.POST.getlist("chuyen-mon") if code in known]
    actions.sign_on(request.POST.get("may", ""), skills, by=request.official, now=request.now)
    return redirect("desk:hotline")


@require_POST
@at_desk
def change_state(request: DeskRequest) -> HttpResponse:
    """Ready, on a break for a reason, or off."""
    wanted = request.POST.get("trang-thai", "")
    if wanted == "san-sang":
        actions.go_ready(by=request.official, now=request.now)
    elif wanted == "nghi":
        actions.take_break(request.POST.get("ly-do", ""), by=request.official, now=request.now)
    elif wanted == "het-ca":
        actions.sign_off(by=request.official, now=request.now)
    else:
        raise NotFound("state")
    return redirect("desk:hotline")


def _names_lost_call(request: DeskRequest, shown: str) -> bool:
    """Whether the page shows a call that is not this operator's any more."""
    named = shown.partition(":")[0]
    return named.isdecimal() and len(named) < 19 and queries.call_if_seen(request.official, int(named)) is None


def _beside_waiting(shown: str) -> str:
    """What a page shows but for how many wait: that changes all the time."""
    return shown.rpartition(":")[0]
