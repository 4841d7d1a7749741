"""Where Zalo delivers what people write to the official account; only its signature opens this door."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.domain.channels import actions, queries
from motcua.kernel.errors import Malformed
from motcua.web.shared import clock

SIGNATURE = "X-ZEvent-Signature"


@csrf_exempt
@never_cache
@require_POST
def webhook(request: HttpRequest) -> JsonResponse:
    """200 for what was taken in, also when it came before; 403 for what Zalo did not sign; 400 for no event."""
    if not queries.zalo_signed(request.body, request.headers.get(SIGNATURE, "")):
        return JsonResponse({"error": "signature"}, status=HTTPStatus.FORBIDDEN)
    try:
        actions.take_zalo(request.body, now=clock.now())
    except Malformed:
        return JsonResponse({"error": "malformed"}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"error": 0})
