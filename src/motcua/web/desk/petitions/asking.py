"""A page that asks for something and does one thing: what was typed stays, a refusal stands beside its box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.domain.petitions import queries
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.petitions.forms import PetitionForm, not_there
from motcua.web.desk.seat import DeskRequest, page
from motcua.web.shared.forms import posted

F = TypeVar("F", bound=PetitionForm)


@dataclass(frozen=True)
class Ask:
    """What the page says: its title and lead, its button, and the sentence when it is done."""

    title: str
    button: str
    done: str
    lead: str = ""
    grave: bool = False


def filled(form_class: type[F], request: DeskRequest, initial: Mapping[str, Any] | None = None, **options: Any) -> F:
    """The form as it was sent, or as it stands at first."""
    if request.method == "POST":
        return posted(form_class, request, **options)
    return form_class(initial=dict(initial or {}), **options)


def address(petition_id: int) -> str:
    """The page of a petition."""
    return reverse("desk:petition", kwargs={"petition_id": petition_id})


def did(form: PetitionForm, act: Callable[[], Any], names: Mapping[str, str] | None = None) -> bool:
    """Whether it is done; what a rule has against it stands on the form. `names`: boxes of things that may be gone."""
    try:
        act()
    except Refused as no:
        if not form.refuse(no):
            raise
        return False
    except NotFound as what:
        if not not_there(form, what, names or {}):
            raise
        return False
    return True


def asked(
    request: DeskRequest,
    form: PetitionForm,
    ask: Ask,
    act: Callable[[], Any],
    back: str,
    *,
    context: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    template: str = "petitions/ask",
) -> HttpResponse:
    """GET asks; POST acts and goes back, or shows what is wrong."""
    if request.method == "POST" and form.is_valid() and did(form, act, names):
        messages.success(request, ask.done)
        return redirect(back)
    shown = {"petition": None, "words": "", "caption": "", **(context or {})}
    return page(request, template, {"form": form, "ask": ask, "back": back, **shown})


def about(petition: Any) -> dict[str, Any]:
    """What a page about one petition shows of it."""
    return {"petition": petition, "caption": petition.matter.code, "words": petition.content}


def offered(request: DeskRequest, petition_id: int, deed: str) -> Any:
    """The petition, where this official may decide this about it; else there is no such page."""
    petition = queries.one_seen_by(petition_id, request.official)
    if deed not in queries.deeds_open_to(petition, request.official):
        raise NotFound("petition")
    return petition
