"""Where the payment provider tells what became of an order; only its signature opens this door."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.domain.payments import actions, queries
from motcua.domain.payments.states import Heard
from motcua.kernel.actors import System
from motcua.web.shared import clock

SIGNATURE = "X-Signature"
TAKEN_IN = frozenset({Heard.SETTLED, Heard.FAILED})


@csrf_exempt
@never_cache
@require_POST
def callback(request: HttpRequest) -> JsonResponse:
    """200 when it settled something or ended it; 409 when it is kept for reconciliation, or was forged."""
    heard = actions.hear(
        request.body,
        request.headers.get(SIGNATURE, ""),
        through=queries.gateway(),
        by=System("payment-provider"),
        now=clock.now(),
    )
    status = HTTPStatus.OK if heard.heard in TAKEN_IN else HTTPStatus.CONFLICT
    return JsonResponse({"result": str(heard.heard)}, status=status)
