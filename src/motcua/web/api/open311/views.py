"""The addresses of GeoReport v2: each parses, asks a query or calls one action, and answers in the form asked for."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.domain.channels import actions, queries
from motcua.domain.channels.states import ServiceType
from motcua.domain.documents import queries as files
from motcua.domain.feedback import queries as feedback
from motcua.domain.feedback.queries import PublicFilter, PublicReport, Step
from motcua.domain.packs import queries as packs
from motcua.kernel.errors import NotFound
from motcua.web.api.open311 import documents, reading
from motcua.web.api.open311.problems import Wrong, allowed, speaking
from motcua.web.api.open311.writing import Document, answer
from motcua.web.shared import clock, throttle, uploads
from motcua.web.shared.site import site

MOST_OF_A_KEY = 600
"""Reports and updates with one key in ten minutes."""
MOST_FROM_AN_ADDRESS = 1200


@speaking
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the services are."""
    allowed(request, "GET", "HEAD")
    found = packs.installation()
    if found is None:
        raise NotFound("pack")
    return answer(documents.discovery(found.loaded_at, str(site().portal.get("hotline", "")), demo=found.demo), form)


@speaking
def services(request: HttpRequest, form: str) -> HttpResponse:
    """What may be reported."""
    allowed(request, "GET", "HEAD")
    reading.ensure_jurisdiction(request.GET)
    found = queries.services(localdate(clock.now()))
    return answer(Document("services", [documents.service(each) for each in found]), form)


@speaking
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """What a service asks; one that asks nothing has no definition."""
    allowed(request, "GET", "HEAD")
    reading.ensure_jurisdiction(request.GET)
    found = queries.service(code, localdate(clock.now()))
    if not found.asks:
        raise NotFound("definition")
    return answer(documents.definition(found), form)


@speaking
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """GET: published reports. POST: a new one."""
    allowed(request, "GET", "HEAD", "POST")
    return _submit(request, form) if request.method == "POST" else _found(request, form)


def _found(request: HttpRequest, form: str) -> HttpResponse:
    reading.ensure_jurisdiction(request.GET)
    asked = reading.asked_for(request.GET, clock.now())
    reports = feedback.as_everybody_sees(feedback.public_reports(asked.wanted)[asked.start : asked.end])
    return answer(Document("service_requests", _rows(reports, extended=asked.extended)), form)


@speaking
def one(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """One published report."""
    allowed(request, "GET", "HEAD")
    reading.ensure_jurisdiction(request.GET)
    report = feedback.public_report(code)
    if not report.open311:
        raise NotFound("report")
    extended = request.GET.get("extensions", "").lower() in {"true", "1"}
    return answer(Document("service_requests", _rows([report], extended=extended)), form)


@speaking
def token(request: HttpRequest, form: str, value: str) -> HttpResponse:
    """The code of what was sent under a token."""
    allowed(request, "GET", "HEAD")
    reading.ensure_jurisdiction(request.GET)
    row = {"service_request_id": queries.code_behind(value), "token": value}
    return answer(Document("service_requests", [row]), form)


@speaking
def updates(request: HttpRequest, form: str) -> HttpResponse:
    """GET: what happened to published reports. POST: what whoever reported says more."""
    allowed(request, "GET", "HEAD", "POST")
    return _add_update(request, form) if request.method == "POST" else _steps(request, form)


def _steps(request: HttpRequest, form: str) -> HttpResponse:
    reading.ensure_jurisdiction(request.GET)
    asked = reading.asked_for(request.GET, clock.now())
    wanted, since, until = asked.wanted, asked.wanted.since, asked.wanted.until
    if not wanted.codes:
        # The span is of the updates here: a report of last year may have been answered yesterday.
        wanted = PublicFilter(categories=wanted.categories, changed_since=since, open=wanted.open, only_services=True)
    reports = feedback.as_everybody_sees(feedback.public_reports(wanted)[: reading.MOST])
    found = feedback.steps_of(reports, since, until)[asked.start : asked.end]
    return answer(Document("service_request_updates", [documents.update(each) for each in found]), form)


@speaking
def nothing(request: HttpRequest, form: str = "xml", rest: str = "") -> HttpResponse:
    """Any other address below this door: not found, in the form that its ending asks for."""
    raise NotFound("address")


@require_safe
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The public copy of a picture of a published report."""
    found = feedback.public_picture(number).public
    assert found is not None
    response = HttpResponse(files.content_of(found), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _rows(reports: list[PublicReport], *, extended: bool) -> list[documents.Row]:
    if not extended:
        return [documents.request(report) for report in reports]
    steps: dict[int, list[Step]] = {report.pk: [] for report in reports}
    for step in feedback.steps_of(reports):
        steps[step.report.pk].append(step)
    return [documents.request(report, steps[report.pk]) for report in reports]


def _submit(request: HttpRequest, form: str) -> HttpResponse:
    sent = request.POST
    reading.ensure_jurisdiction(sent)
    key_id, now = reading.key_id(request), clock.now()
    _ensure_not_too_often(request, key_id)
    latitude, longitude = reading.coordinates(sent)
    new = actions.NewSubmission(
        service_code=sent.get("service_code", "").strip(),
        description=sent.get("description", ""),
        latitude=latitude,
        longitude=longitude,
        address=sent.get("address_string", ""),
        address_id=sent.get("address_id", "").strip(),
        first_name=sent.get("first_name", ""),
        last_name=sent.get("last_name", ""),
        email=_email(sent),
        phone=sent.get("phone", ""),
        account_id=sent.get("account_id", ""),
        media_url=sent.get("media_url", "").strip(),
        attributes=reading.attributes(sent),
        files=[(file.name or "", file.read()) for file in request.FILES.getlist("media")],
    )
    if problem := next(iter(uploads.problems(request).values()), None):
        raise Wrong((HTTPStatus.BAD_REQUEST, str(problem)))
    if not new.service_code:
        raise Wrong((HTTPStatus.BAD_REQUEST, _("Thiếu service_code.")))
    done = actions.submit(new, key_id, now=now)
    row: documents.Row = {"service_notice": None, "account_id": new.account_id or None}
    if done.type == ServiceType.REALTIME:
        row = {"service_request_id": done.code} | row
    elif done.type == ServiceType.BATCH:
        row = {"token": done.token} | row
    return answer(Document("service_requests", [row]), form, HTTPStatus.CREATED)


def _add_update(request: HttpRequest, form: str) -> HttpResponse:
    sent = request.POST
    reading.ensure_jurisdiction(sent)
    key_id = reading.key_id(request)
    _ensure_not_too_often(request, key_id)
    status = sent.get("status", "").strip().lower()
    if status not in {"", "open", "closed"}:
        raise Wrong((HTTPStatus.BAD_REQUEST, _("status chỉ là open hoặc closed.")))
    closed = status == "closed" if status else None
    code = sent.get("service_request_id", "")
    number = actions.add_update(code, sent.get("description", ""), key_id, closed=closed, now=clock.now())
    return answer(Document("service_request_updates", [{"update_id": str(number)}]), form, HTTPStatus.CREATED)


def _ensure_not_too_often(request: HttpRequest, key_id: int) -> None:
    now = clock.now()
    too_often = throttle.too_often("open311-key", str(key_id), now, MOST_OF_A_KEY) or throttle.too_often(
        "open311-address", throttle.address_of(request), now, MOST_FROM_AN_ADDRESS
    )
    if too_often:
        raise Wrong((HTTPStatus.TOO_MANY_REQUESTS, _("Gửi quá nhiều trong mười phút. Hãy gửi lại sau.")))


def _email(sent: Mapping[str, str]) -> str:
    given = sent.get("email", "").strip()
    if given:
        try:
            validate_email(given)
        except ValidationError:
            raise Wrong((HTTPStatus.BAD_REQUEST, _("email không đúng dạng."))) from None
    return given
