"""Pages for when something is not as wished: each says what is wrong and what to do, in both languages.

Under /api/ the same answers are problem documents (RFC 9457).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kernel.errors import Malformed, Refused
from motcua.web.shared.refusals import sentence_for

API = "/api/"


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The rule that said no, in a sentence."""
    sentence = sentence_for(refusal)
    if _for_machine(request):
        return problem(HTTPStatus.CONFLICT, sentence, code=refusal.code)
    return _page(request, "refused", HTTPStatus.CONFLICT, sentence=sentence)


def malformed(request: HttpRequest, found: Malformed) -> HttpResponse:
    """What was sent cannot be read. The sentence was written for its author, so only machines see it."""
    if _for_machine(request):
        return problem(HTTPStatus.BAD_REQUEST, str(found))
    return _page(request, "bad_request", HTTPStatus.BAD_REQUEST)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when the reason is the size of what was sent."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    if _for_machine(request):
        return problem(HTTPStatus.BAD_REQUEST)
    return _page(request, "bad_request", HTTPStatus.BAD_REQUEST)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more was sent than a form can hold."""
    if _for_machine(request):
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _page(request, "too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, and still not allowed here."""
    if _for_machine(request):
        return problem(HTTPStatus.FORBIDDEN)
    return _page(request, "forbidden", HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open so long that its secret is no longer good. Going back keeps what was typed."""
    if _for_machine(request):
        return problem(HTTPStatus.FORBIDDEN, code="csrf")
    return _page(request, "page_expired", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not the reader's."""
    if _for_machine(request):
        return problem(HTTPStatus.NOT_FOUND)
    return _page(request, "not_found", HTTPStatus.NOT_FOUND)


def not_allowed(request: HttpRequest, blank: HttpResponse) -> HttpResponse:
    """405: the address of a button was typed or bookmarked; `blank`, Django's own answer, names what is allowed."""
    status = HTTPStatus.METHOD_NOT_ALLOWED
    response = problem(status) if _for_machine(request) else _page(request, "not_allowed", status)
    response["Allow"] = blank["Allow"]
    return response


def no_such_way(request: HttpRequest) -> HttpResponse:
    """What sites commonly offer (signing up, a new password by e-mail) and who to ask for it here."""
    return _page(request, "no_such_way", HTTPStatus.OK)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. The database may be what failed, so this page asks it nothing."""
    if _for_machine(request):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR)
    # Without the request no context is computed: no session, no names from the pack.
    return render(None, "shared/server_error.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(request: HttpRequest, name: str, status: HTTPStatus, **context: Any) -> HttpResponse:
    response = render(request, f"shared/{name}.html", {"back": _back(request), **context}, status=status)
    if request.headers.get("HX-Request"):
        # A part of a page was asked for: the answer takes the place of the whole content.
        response["HX-Retarget"] = response["HX-Reselect"] = "#main-content"
        response["HX-Reswap"] = "outerHTML"
    return response


def _back(request: HttpRequest) -> str:
    """The page the reader came from when it is one of ours, else the home page of the language."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()} if _host_is_ours(request) else set()):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "/en/" if request.path.startswith("/en/") else "/"


def _host_is_ours(request: HttpRequest) -> bool:
    """False when the Host header itself is what was refused."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _for_machine(request: HttpRequest) -> bool:
    return request.path.startswith((API, "/open311/"))


def problem(status: HTTPStatus, detail: str = "", code: str = "") -> JsonResponse:
    """A problem document (RFC 9457); `code` is stable, the words are not."""
    document: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    if detail:
        document["detail"] = detail
    if code:
        document["code"] = code
    return JsonResponse(document, status=status, content_type="application/problem+json")
