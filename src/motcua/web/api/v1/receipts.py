"""Receipts of the SMS provider: whether a message reached the telephone. Signed with the key we share."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from motcua.domain.notices import actions
from motcua.kernel.actors import System
from motcua.web.shared import clock

SIGNATURE = "X-Signature"


def signed(request: HttpRequest) -> bool:
    """Whether the body's HMAC-SHA256 under the shared key, in hexadecimal, is there; with no key nobody is believed."""
    key = settings.MOTCUA_SMS_SECRET.encode()
    right = hmac.new(key, request.body, sha256).hexdigest()
    return bool(key) and hmac.compare_digest(request.headers.get(SIGNATURE, "").encode(), right.encode())


router = Router(tags=["sms"], auth=signed)


class Receipt(Schema):
    """What became of a message; `id` is the number the provider gave it when it took it."""

    id: str
    status: Literal["delivered", "undelivered"]


@router.post("/receipts", response={204: None}, summary="A message was delivered, or will not be")
def receipt(request: HttpRequest, said: Receipt) -> HttpResponse:
    """Note the receipt; a second one for the same message changes nothing. 404: not known yet, send it again later."""
    actions.text_reported(said.id, delivered=said.status == "delivered", by=System("sms"), now=clock.now())
    return HttpResponse(status=204)
