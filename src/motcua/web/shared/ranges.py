"""A part of what is played: some browsers play no sound from a server that cannot give a part of it (RFC 9110, 14)."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

_ONE_PART = re.compile(r"bytes=(\d*)-(\d*)")


def in_part(request: HttpRequest, whole: HttpResponse) -> HttpResponse:
    """The part that was asked for; the whole for whoever asked for none, or for several."""
    whole["Accept-Ranges"] = "bytes"
    whole["Content-Encoding"] = "identity"  # compressed on the way, the parts would be those of something else
    asked = _ONE_PART.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-":
        return whole
    size = len(whole.content)
    first, last = asked[1], asked[2]
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    whole.content = whole.content[start : end + 1]
    whole.status_code = HTTPStatus.PARTIAL_CONTENT
    whole["Content-Range"] = f"bytes {start}-{end}/{size}"
    return whole
