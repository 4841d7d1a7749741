"""A provider of short messages spoken to over HTTPS in JSON, the shape most of them share.

We send `{"to", "text", "reference"}` with a bearer token and read `{"id"}`. Another provider is another adapter.
"""

from __future__ import annotations

from http import HTTPStatus

import requests
from django.conf import settings

from motcua.domain.notices.gateways import NotTaken

LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
LONGEST_REFERENCE = 200


class HttpGateway:
    """The provider at `MOTCUA_SMS_URL`."""

    def send(self, phone: str, text: str, reference: str) -> str:
        """Hand one message over; see `gateways.SmsGateway`."""
        try:
            answer = requests.post(
                settings.MOTCUA_SMS_URL,
                json={"to": phone, "text": text, "reference": reference},
                headers={"Authorization": f"Bearer {settings.MOTCUA_SMS_SECRET}"},
                timeout=settings.MOTCUA_SMS_TIMEOUT,
                allow_redirects=False,
            )
        except requests.RequestException as problem:
            raise NotTaken(type(problem).__name__) from None
        if not answer.ok:
            refused = answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR and answer.status_code not in LATER
            raise NotTaken(f"HTTP {answer.status_code}", final=refused)
        try:
            number = str(answer.json()["id"])
        except (ValueError, KeyError, TypeError):
            raise NotTaken("no reference in the answer") from None
        if not 0 < len(number) <= LONGEST_REFERENCE:
            raise NotTaken("no reference in the answer")
        return number
