"""The few links that stand on every page, by the names of their addresses: a citizen's and an official's.

Shared pages (errors, sign-in) show them too, and shared code may not import a door, so they are named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.web.shared.site import site

PORTAL: tuple[tuple[str, Promise], ...] = (
    ("portal:procedures", _("Thủ tục hành chính")),
    ("portal:reports", _("Phản ánh")),
    ("portal:lookup", _("Tra cứu hồ sơ")),
    ("portal:units", _("Bộ phận Một cửa")),
    ("portal:my_dossiers", _("Hồ sơ của tôi")),
)
DESK: tuple[tuple[str, Promise], ...] = (
    ("desk:worklist", _("Việc của tôi")),
    ("desk:reception", _("Tiếp nhận")),
    ("desk:dossiers", _("Hồ sơ của đơn vị")),
    ("desk:reports", _("Phản ánh")),
    ("desk:figures", _("Số liệu")),
)
DUTIES = {"desk:reception": "reception"}
"""Entries for who has that duty at their seat; to others the page says no."""


@dataclass(frozen=True)
class Link:
    """One entry of a navigation; `current` when the page shown is it or lies under it, `duty` whose it is."""

    href: str
    text: Promise
    current: bool
    duty: str = ""


def links(request: HttpRequest, names: tuple[tuple[str, Promise], ...]) -> list[Link]:
    """The entries whose address exists here. An error page must not fail because a door is closed."""
    found = [(href, text, DUTIES.get(name, "")) for name, text in names if (href := address(name))]
    # One address may begin another's: the longest that begins this page's is where the reader is.
    here = max((href for href, _text, _duty in found if request.path.startswith(href)), key=len, default="")
    return [Link(href, text, href == here, duty) for href, text, duty in found]


def sign_in_address(request: HttpRequest, onward: str | None = None) -> str:
    """Where to sign in, with the way back: the people of a demonstration, or the real thing.

    Back is this page, where it can be asked for again.
    """
    door = (address("portal:personas") if site().demo else "") or reverse("account_login")
    back = onward or (request.get_full_path() if request.method in {"GET", "HEAD"} else "")
    if not back or request.path in {door, reverse("account_login")}:
        return door
    return f"{door}?{urlencode({'next': back})}"


def address(name: str) -> str:
    """The address with that name, or nothing where no door has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
