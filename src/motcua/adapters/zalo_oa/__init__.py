"""Writing back through a Zalo Official Account: a consultation message (tin tư vấn), as its API takes it [K]."""

from __future__ import annotations

from http import HTTPStatus

import requests
from django.conf import settings

from motcua.domain.channels.gateways import NotTaken

LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class OfficialAccount:
    """The account whose access token is configured."""

    def send(self, user: str, text: str) -> None:
        """Hand one message over; see `gateways.ZaloGateway`."""
        if not settings.MOTCUA_ZALO_TOKEN:
            raise NotTaken("no access token", final=True)
        try:
            answer = requests.post(
                settings.MOTCUA_ZALO_URL,
                json={"recipient": {"user_id": user}, "message": {"text": text}},
                headers={"access_token": settings.MOTCUA_ZALO_TOKEN},
                timeout=settings.MOTCUA_ZALO_TIMEOUT,
                allow_redirects=False,
            )
        except requests.RequestException as problem:
            raise NotTaken(type(problem).__name__) from None
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in LATER:
            raise NotTaken(f"HTTP {answer.status_code}")
        try:
            error = int(answer.json()["error"])
        except (ValueError, KeyError, TypeError):
            raise NotTaken("no answer that can be read") from None
        if error != 0:
            raise NotTaken(f"error {error}", final=True)
