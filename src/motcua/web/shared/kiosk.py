"""Which device is the kiosk of a unit: an official of the unit opens it there, and a signed cookie remembers it.

Anybody may look at how many wait; numbers are given only at a kiosk, or somebody far away could take them all.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "motcua_kiosk", "motcua.kiosk"
KEPT = 400 * 24 * 3600
"""Seconds: browsers keep no cookie for longer."""


def open_for(response: HttpResponse, unit: str, *, secure: bool) -> None:
    """From now on the device that gets this response is the kiosk of the unit with this code."""
    response.set_signed_cookie(COOKIE, unit, salt=SALT, max_age=KEPT, httponly=True, samesite="Lax", secure=secure)


def close(response: HttpResponse) -> None:
    """The device is a kiosk no more."""
    response.delete_cookie(COOKIE, samesite="Lax")


def unit_of(request: HttpRequest) -> str:
    """The code of the unit whose kiosk this device is; nothing on any other."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT))
