"""Why one opens a person's file that is not one's work just now: said once a day, and shown to the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Reason
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.seat import DeskRequest, at_desk, page

SAID = [(reason.value, reason.label) for reason in Reason if reason is not Reason.WORK]


@dataclass(frozen=True)
class Asking:
    """The question why: the refusal that asks it, its words, and where the answer goes."""

    code: str
    title: str
    text: str
    address: str
    reasons: Sequence[tuple[str, Any]]


def opened(request: DeskRequest, dossier_id: int, shown: Callable[[Any], HttpResponse]) -> HttpResponse:
    """What `shown` makes of the dossier, its opening written down; the question why, where a reason is needed."""
    asking = Asking(
        "opening_without_reason",
        _("Lý do mở hồ sơ"),
        _(
            "Hồ sơ này không phải việc anh/chị đang làm. Hãy chọn lý do mở. "
            "Lần mở và lý do được ghi lại và người dân xem được."
        ),
        reverse("desk:say_reason", kwargs={"dossier_id": dossier_id}),
        SAID,
    )
    return shown_or_asked(
        request, lambda: actions.open_file(dossier_id, by=request.official, now=request.now), asking, shown
    )


def shown_or_asked(
    request: DeskRequest, open_it: Callable[[], Any], asking: Asking, shown: Callable[[Any], HttpResponse]
) -> HttpResponse:
    """What is shown of what was opened; or the question, where opening it needs a reason."""
    try:
        found = open_it()
    except Refused as no:
        if no.code != asking.code:
            raise
        return page(request, "opening", {"asking": asking, "onward": request.get_full_path()})
    return shown(found)


@require_POST
@at_desk
def say_reason(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Keep the reason, and go on to what was to be opened."""
    reason = Reason(said(request, SAID))
    actions.open_file(dossier_id, by=request.official, now=request.now, reason=reason)
    return go_on(request, reverse("desk:dossier", kwargs={"dossier_id": dossier_id}))


def said(request: DeskRequest, reasons: Sequence[tuple[str, Any]]) -> str:
    """The reason that was pressed.

    Raises:
        NotFound: it is none of these.
    """
    pressed = request.POST.get("ly-do", "")
    if pressed not in {value for value, _label in reasons}:
        raise NotFound("reason")
    return pressed


def go_on(request: DeskRequest, otherwise: str) -> HttpResponse:
    """To the page that was to be opened, where it is one of the desk."""
    onward = request.POST.get("tiep", "")
    if onward.startswith("/can-bo/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return redirect(onward)
    return redirect(otherwise)
