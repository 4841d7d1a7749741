"""The little of HTTP that a stream of events needs: one request is read, one answer is written."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from motcua.kernel.errors import Malformed

LONGEST_HEAD = 8_192
"""Bytes of a request; nobody who wants to listen has more to say."""
HEAD_WITHIN = 5.0
"""Seconds in which they have to say it."""
STREAM = "text/event-stream"


@dataclass(frozen=True)
class Asked:
    """A request: its path without the query, and its headers by their names in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]


async def read(reader: asyncio.StreamReader) -> Asked:
    """The request of somebody who has just connected.

    Raises:
        Malformed: it is none, it is too long, or it did not come in time.
    """
    try:
        async with asyncio.timeout(HEAD_WITHIN):
            head = await reader.readuntil(b"\r\n\r\n")
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as problem:
        raise Malformed("no request") from problem
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or b"\0" in head:
        raise Malformed("no request")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Asked(words[0], words[1].partition("?")[0], headers)


def answer(status: HTTPStatus, allowed: str = "", *, kind: str = "text/plain; charset=utf-8", body: str = "") -> bytes:
    """An answer, the beginning of a stream too. `allowed` is the origin whose pages may read it."""
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Content-Type: {kind}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "X-Accel-Buffering: no",  # a proxy must hand each event on as it comes
        "Connection: close",
        "Vary: Origin",
    ]
    if allowed:
        lines += [f"Access-Control-Allow-Origin: {allowed}", "Access-Control-Allow-Credentials: true"]
    if kind != STREAM:
        lines.append(f"Content-Length: {len(body.encode())}")
    return "\r\n".join([*lines, "", body]).encode()


def event(name: str, told: str) -> bytes:
    """One event of a stream."""
    return f"event: {name}\ndata: {told}\n\n".encode()
