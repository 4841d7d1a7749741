"""Version 1 of the API: typed functions over the same queries and actions as the pages.

Every error is a problem document: `Refused` and `NotFound` become one in the shared middleware, what ninja itself
finds wrong becomes one here.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.web.api.v1 import matters, receipts
from motcua.web.shared.views import problem

api = NinjaAPI(
    title="Một Cửa",
    version="1",
    description="What a province owes its citizens, for other systems.",
    urls_namespace="api_v1",
    openapi_url="/openapi.json",
    docs_url=None,
)
api.add_router("/matters", matters.router)
api.add_router("/sms", receipts.router)


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, found: ValidationError) -> HttpResponse:
    where = "; ".join(".".join(str(step) for step in error["loc"]) for error in found.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"Not as described: {where}.", code="malformed")


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, found: AuthenticationError) -> HttpResponse:
    return problem(HTTPStatus.UNAUTHORIZED, "The signature or key is not the one we share.", code="not_signed")


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, found: HttpError) -> HttpResponse:
    return problem(HTTPStatus(found.status_code), str(found))
