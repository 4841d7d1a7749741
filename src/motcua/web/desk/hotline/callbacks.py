"""Who is to be called back, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.hotline import actions, queries
from motcua.kernel.errors import NotFound
from motcua.web.desk.seat import DeskRequest, at_desk, page

MOVES = {"gap": actions.reach, "khong-nghe": actions.miss, "thoi": actions.give_up}


@require_safe
@at_desk
def callbacks(request: DeskRequest) -> HttpResponse:
    """The list, the most urgent first."""
    waiting = queries.callbacks_waiting(request.official, request.now)
    context = {"console": queries.console(request.official, request.now), "callbacks": waiting, "now": request.now}
    return page(request, "hotline/callbacks", context)


@require_POST
@at_desk
def move(request: DeskRequest, callback_id: int, move: str) -> HttpResponse:
    """Call them, or say what came of it."""
    if move == "goi":
        call = actions.take_up(callback_id, by=request.official, now=request.now)
        if call is not None:
            return redirect("desk:hotline_call", call_id=call.pk)
        messages.info(request, _("Người này giấu số. Hãy nghe lời nhắn để tìm cách liên hệ."))
    elif move in MOVES:
        MOVES[move](callback_id, by=request.official, now=request.now)
    else:
        raise NotFound("move")
    return redirect("desk:hotline_callbacks")
