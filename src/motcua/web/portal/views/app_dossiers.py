"""A dossier's form filled in without network: the whole form on one page, and its way into a draft after signing in."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import actions
from motcua.domain.feedback import queries as feedback
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Field, Page
from motcua.kernel.errors import NotFound, Refused
from motcua.web.portal.citizens import PortalRequest, citizen_of
from motcua.web.shared import answers
from motcua.web.shared.answers import AnswersForm, Question
from motcua.web.shared.navigation import sign_in_address
from motcua.web.shared.refusals import sentence_for

LONGEST = 1_000_000
"""Characters of a delivery; the fullest form is a quarter of it."""


@dataclass(frozen=True)
class Section:
    """One page of the form, shown among the others; `form` is none where a list is asked for, which needs network.

    `when` and the second of each of `questions` say in JSON which answers bring it up, empty where it always stands.
    """

    page: Page
    when: str
    form: AnswersForm | None
    questions: Sequence[tuple[Question, str]]


@require_GET
def forms(request: PortalRequest) -> HttpResponse:
    """Which forms can be filled in without network, once they were opened with it."""
    return render(request, "portal/app/forms.html", {"procedures": procedures.open_for_filing(localdate(request.now))})


@require_GET
def form(request: PortalRequest, code: str) -> HttpResponse:
    """The whole form of a procedure on one page, for everybody; what answers bring up comes up as they are given."""
    today = localdate(request.now)
    found = procedures.in_force(code, today)
    if found.online not in {"full", "part"}:
        raise NotFound(f"form of {code}")
    asked = procedures.form_of(found)
    english = (get_language() or "vi").startswith("en")
    kinds = found.body.get("event_area_kinds") or []
    fields = [field for page in asked.pages for field in page.fields]
    areas = answers.area_choices(kinds, today, english=english) if answers.asks_for_area(fields) else ()
    sections = [_section(page, areas) for page in asked.pages]
    context = {"procedure": found, "sections": sections, "key": feedback.envelope_key()}
    return render(request, "portal/app/form.html", context)


def _section(page: Page, areas: agencies.Grouped) -> Section:
    if procedures.group_of(page):
        return Section(page, _condition(page), None, ())
    made = answers.form_of_page(page.fields, {}, {}, areas)
    asked = zip(made.questions, page.fields, strict=True)
    return Section(page, _condition(page), made, [(question, _condition(field)) for question, field in asked])


def _condition(asked: Page | Field) -> str:
    """In the words of the boxes: a tick is `true`."""
    wanted = {name: [_typed(value) for value in values] for name, values in asked.when}
    return json.dumps(wanted) if wanted else ""


def _typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@csrf_exempt  # a form of another site cannot say application/json, and no other site may ask with it
@require_POST
def deliver(request: PortalRequest, client_key: str) -> HttpResponse:
    """Put what was written into a draft of whoever is signed in; who is not is told where to do so."""
    if request.content_type != "application/json":
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    citizen = citizen_of(request)
    if citizen is None:
        address = sign_in_address(request, reverse("portal:app"))
        return JsonResponse({"sign_in": address}, status=HTTPStatus.UNAUTHORIZED)
    try:
        said = json.loads(request.body[:LONGEST])
        sealed = base64.b64decode(said["sealed"], validate=True)
        ago = timedelta(seconds=max(0, min(int(said["ago"]), 10**8)))
    except (ValueError, OverflowError, KeyError, TypeError, binascii.Error):
        return _refused(Refused("envelope_broken"))
    try:
        draft = actions.deliver(client_key, sealed, ago, by=citizen, now=request.now)
    except Refused as no:
        return _refused(no)
    gone_on = draft.submitted_at is None and draft.discarded_at is None
    address = reverse("portal:go_on", args=[draft.token]) if gone_on else reverse("portal:my_dossiers")
    return JsonResponse({"address": address})


def _refused(no: Refused) -> HttpResponse:
    return JsonResponse({"sentence": sentence_for(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
