"""The people of a demonstration, who stand in for the identity provider; elsewhere there is no such page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from motcua.domain.accounts import queries
from motcua.kernel.errors import NotFound
from motcua.web.portal.citizens import PortalRequest, local_path
from motcua.web.shared.navigation import address
from motcua.web.shared.site import site

BACKEND = "motcua.web.shared.sign_in.Backend"


@dataclass(frozen=True)
class Office:
    """The officials of one agency."""

    name: str
    people: list[tuple[Any, str]]


@dataclass(frozen=True)
class Place:
    """The offices of one area."""

    name: str
    offices: list[Office]


@sensitive_post_parameters()
def personas(request: PortalRequest) -> HttpResponse:
    """Choose somebody, and be them."""
    if not site().demo:
        raise NotFound("personas")
    people = queries.personas()
    onward = request.POST.get("next") or request.GET.get("next")
    if request.method == "POST":
        return _enter(request, people, onward)
    return render(
        request,
        "portal/personas.html",
        {
            "citizens": [person for person in people if not person.posts.all()],
            "places": _places(people),
            "onward": local_path(request, onward, ""),
        },
    )


def _enter(request: PortalRequest, people: list[Any], onward: str | None) -> HttpResponse:
    chosen = request.POST.get("account", "")
    person = next((person for person in people if str(person.pk) == chosen), None)
    if person is None:
        raise NotFound("persona")
    login(request, person, backend=BACKEND)
    posts = list(person.posts.all())
    if not posts:
        return redirect(local_path(request, onward, reverse("portal:home")))
    request.session["seat"] = posts[0].agency_id
    desk = address("desk:worklist") or "/can-bo/"
    # The desk is where an official works; a page of a citizen would only be empty for them.
    return redirect(onward if onward and local_path(request, onward, "").startswith(desk) else desk)


def _places(people: list[Any]) -> list[Place]:
    """The offices by their area, the smallest first; offices and people as the pack lists them."""
    english = (get_language() or "vi").startswith("en")
    places: dict[str, dict[int, Office]] = {}
    depth: dict[str, int] = {}
    for person in people:
        posts = list(person.posts.all())
        if not posts:
            continue
        agency, area = posts[0].agency, posts[0].agency.area
        place = ((english and area.name_en) or area.name) if area else ""
        depth.setdefault(place, _depth(area))
        position = next((post.position for post in posts if post.position), "")
        duties = ", ".join(sorted({str(post.get_duty_display()) for post in posts}))
        office = places.setdefault(place, {}).setdefault(
            agency.pk, Office((english and agency.name_en) or agency.name, [])
        )
        office.people.append((person, f"{position}: {duties}" if position else duties))
    smallest_first = sorted(places, key=lambda place: -depth[place])
    return [Place(place, list(places[place].values())) for place in smallest_first]


def _depth(area: Any) -> int:
    """How many areas there are around this one."""
    return 0 if area is None or area.parent is None else 1 + _depth(area.parent)
