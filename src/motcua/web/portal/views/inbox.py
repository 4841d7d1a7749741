"""Messages to the person: the same words that went out by e-mail, kept where nobody loses them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from motcua.domain.notices import actions, queries
from motcua.web.portal.citizens import CitizenRequest, citizen_only

ON_A_PAGE = 20


@citizen_only
def inbox(request: CitizenRequest) -> HttpResponse:
    """All messages, the newest first."""
    page = Paginator(queries.inbox_of(request.citizen), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "portal/inbox.html", {"page": page})


@citizen_only
def message(request: CitizenRequest, message_id: int) -> HttpResponse:
    """One message. To open it is to have read it, so this page writes that down."""
    found = actions.read(message_id, by=request.citizen, now=request.now)
    return render(request, "portal/message.html", {"found": found, "paragraphs": found.body.split("\n\n")})
