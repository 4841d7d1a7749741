"""A petition for whoever asked, by its secret address: where it is, the letter, what was promised, “not answered”."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.letters import queries as letters
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.queries import Followed, PointFollowed
from motcua.domain.petitions.states import OWED, State
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from motcua.web.portal import petitions_recalled, petitions_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.portal.downloads import download
from motcua.web.portal.views.petitions_public import english, names_of_fields

VOTER = System("voter")
LONGEST_TOKEN, LONGEST_WORDS = 60, 2000
ENDED_APART = frozenset({State.SET_ASIDE, State.GUIDED})


@require_safe
def follow(request: PortalRequest, token: str) -> HttpResponse:
    """One petition, for whoever has its secret address; of one under seal only that it is looked at apart."""
    if queries.under_seal(token[:LONGEST_TOKEN]):
        return _private(render(request, "portal/reports/sealed.html", {}))
    found = queries.followed(token[:LONGEST_TOKEN], request.now)
    main = found.main
    unit = main.matter.lead_agency
    points = _points(found)
    signed = queries.checked_by({each.letter_id for each in points if each.letter_id is not None})
    owed = main.state in OWED
    called = (unit.name_en if english() else "") or unit.name
    context = {
        "followed": found,
        "petition": found.petition,
        "token": found.petition.matter.token,
        "main": main,
        "joined": found.petition.pk != main.pk,
        "unit": unit,
        "standing": petitions_telling.standing(main.state, called),
        "owed": owed,
        "recalled": petitions_recalled.sentences(queries.recalled_letters(main.pk), main.state, called),
        "points": [
            (
                each,
                petitions_telling.classed(each.code, red=each.red, milestones=each.milestones),
                signed.get(each.letter_id or 0),
            )
            for each in points
        ],
        "why": found.note if main.state in ENDED_APART else "",
        "events": petitions_telling.timeline(queries.way_of(main), main.due_on, owed=owed),
        "field": names_of_fields().get(main.field, ""),
        "mailed": bool(found.petition.voter_email or found.petition.voter_phone)
        and found.petition.mail_stopped_at is None
        and main.closed_at is None,
        "papers": queries.own_attachments(token[:LONGEST_TOKEN]),
        "today": localdate(request.now),
    }
    return _private(render(request, "portal/petitions/show.html", context))


@require_POST
def unanswered(request: PortalRequest, token: str) -> HttpResponse:
    """The one tap: “I was not answered”; pressed again, it is the same one."""
    words = request.POST.get("words", "").replace("\0", "")[:LONGEST_WORDS]
    actions.say_unanswered(token[:LONGEST_TOKEN], words, by=VOTER, now=request.now)
    messages.success(request, _("Đã ghi nhận: bạn chưa được trả lời. Các đại biểu đã được báo."))
    return redirect("portal:petition", token=token)


@require_safe
def letter(request: PortalRequest, token: str, letter_id: int) -> HttpResponse:
    """A letter that answers the petition, as it was signed."""
    found = queries.followed(token[:LONGEST_TOKEN], request.now)
    if letter_id not in {each.letter_id for each in found.points}:
        raise NotFound("letter")
    symbol, pdf = letters.given_out(letter_id)
    return _private(download(pdf, f"{symbol.replace('/', '-')}.pdf", "application/pdf"))


@require_safe
def paper(request: PortalRequest, token: str, attachment_id: int) -> HttpResponse:
    """A paper that came with the petition, for whoever asked."""
    file = queries.own_attachment(token[:LONGEST_TOKEN], attachment_id)
    return _private(download(documents.content_of(file), file.name, file.media_type))


@require_POST
def withdraw_name(request: PortalRequest, token: str) -> HttpResponse:
    """The voter's name leaves the public page; pressed again, it stays so."""
    actions.withdraw_name(token[:LONGEST_TOKEN], by=VOTER, now=request.now)
    messages.success(request, _("Tên của bạn không còn hiện trên trang công khai."))
    return redirect("portal:petition", token=token)


@require_http_methods(["GET", "POST"])
def stop_mail(request: PortalRequest, token: str) -> HttpResponse:
    """No more messages about the petition, after being asked once: programs that look at links press no buttons."""
    found = queries.with_token(token[:LONGEST_TOKEN])
    if request.method != "POST":
        return _private(render(request, "portal/petitions/stop_mail.html", {"token": found.matter.token}))
    actions.stop_mail(token[:LONGEST_TOKEN], by=VOTER, now=request.now)
    messages.success(request, _("Sẽ không gửi tin về kiến nghị này nữa. Bạn vẫn theo dõi được ở trang này."))
    return redirect("portal:petition", token=found.matter.token)


def _points(found: Followed) -> list[PointFollowed]:
    """The points; of a petition that another's was joined to, without the words that are the other's."""
    if found.petition.pk == found.main.pk:
        return list(found.points)
    return [replace(each, text="") for each in found.points]


def _private(response: HttpResponse) -> HttpResponse:
    """Its address is a secret: no cache between keeps it and no search engine lists it."""
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response
