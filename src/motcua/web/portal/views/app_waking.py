"""“Tell me on this telephone”, and no more: for one report by its secret page, for everything of who signed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.feedback import actions, queries
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.web.portal.citizens import CitizenRequest, PortalRequest, citizen_only
from motcua.web.shared.refusals import sentence_for

PHONE = System("app")
LONGEST_SUBSCRIPTION = 8000
LONGEST_TOKEN = 60


@require_POST
def subscribe(request: PortalRequest, token: str) -> HttpResponse:
    """Have this browser woken when the report changes."""
    language = get_language() or "vi"
    return _told(
        request, lambda given: actions.subscribe(token[:LONGEST_TOKEN], given, language, by=PHONE, now=request.now)
    )


@require_POST
def unsubscribe(request: PortalRequest, token: str) -> HttpResponse:
    """Wake this browser no more about the report."""
    return _told(
        request, lambda given: actions.unsubscribe_by_link(token[:LONGEST_TOKEN], given, by=PHONE, now=request.now)
    )


@require_POST
@citizen_only
def wake_here(request: CitizenRequest) -> HttpResponse:
    """Have this browser woken at each message to the person."""
    return _told(request, lambda given: notices.wake_browser(given, by=request.citizen, now=request.now))


@require_POST
@citizen_only
def sleep_here(request: CitizenRequest) -> HttpResponse:
    """Wake this browser no more for the person."""
    return _told(request, lambda given: notices.let_browser_sleep(given, by=request.citizen, now=request.now))


@require_http_methods(["GET", "POST"])
def stop_mail(request: PortalRequest, token: str) -> HttpResponse:
    """No more letters about the report, after being asked once: programs that look at links press no buttons."""
    report = queries.followed(token[:LONGEST_TOKEN]).report
    if request.method != "POST":
        return render(request, "portal/reports/stop_mail.html", {"report": report})
    actions.stop_mail(token[:LONGEST_TOKEN], by=PHONE, now=request.now)
    messages.success(request, _("Sẽ không gửi thư về phản ánh này nữa. Bạn vẫn theo dõi được ở trang này."))
    return redirect("portal:report", token=token)


def _told(request: PortalRequest, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    try:
        given = json.loads(request.body[:LONGEST_SUBSCRIPTION])
        if not isinstance(given, dict):
            raise ValueError
        act(given)
    except ValueError:
        return _refused(Refused("push_service_unknown"))
    except Refused as no:
        return _refused(no)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _refused(no: Refused) -> HttpResponse:
    return JsonResponse({"sentence": sentence_for(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
