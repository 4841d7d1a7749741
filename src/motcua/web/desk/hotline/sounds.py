"""Recordings and messages, played to whose duty it is; each hearing is written down."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.domain.hotline import actions, gateways
from motcua.web.desk.seat import DeskRequest, at_desk, page

RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@require_safe
@at_desk
def recording(request: DeskRequest, call_id: int) -> HttpResponse:
    """The conversation, for a leader of the hotline."""
    return _sound(request, actions.open_recording(call_id, by=request.official, now=request.now))


@require_safe
@at_desk
def message(request: DeskRequest, callback_id: int) -> HttpResponse:
    """The message for which somebody is to be called back."""
    return _sound(request, actions.open_message(callback_id, by=request.official, now=request.now))


def _sound(request: DeskRequest, name: str) -> HttpResponse:
    try:
        content = gateways.telephony().recording(name)
    except gateways.CannotDo as problem:
        missing = problem.problem == gateways.NO_SUCH_RECORDING
        if missing:
            actions.recording_missing(name, by=request.official, now=request.now)
        status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.SERVICE_UNAVAILABLE
        return page(request, "hotline/no_sound", {"missing": missing}, status=status)
    return _part_of(content, request.headers.get("Range", ""))


def _part_of(content: bytes, wanted: str) -> HttpResponse:
    """The whole, or the stretch a player asks for."""
    named = RANGE.fullmatch(wanted)
    first, last = (int(named[1]), min(int(named[2] or len(content)), len(content) - 1)) if named else (0, -1)
    if named and first <= last:
        response = HttpResponse(content[first : last + 1], "audio/wav", status=HTTPStatus.PARTIAL_CONTENT)
        response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    else:
        response = HttpResponse(content, "audio/wav")
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["Content-Encoding"] = "identity"  # a stretch of what is packed on the way is a stretch of nothing
    return response
