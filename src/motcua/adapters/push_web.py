"""Waking a browser through its push service (RFC 8030), signed by our key (RFC 8292), without a word in it."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr
from http import HTTPStatus
from typing import Any

from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
TTL = 24 * 60 * 60
"""Seconds for which the service keeps it for a telephone that is off."""
TIMEOUT = 15


class WebPush:
    """The push services of browsers."""

    def wake(self, address: Mapping[str, Any]) -> bool:
        """Wake it; `False` when the service says that nobody is there any more."""
        try:
            webpush(
                dict(address),
                data=None,
                vapid_private_key=Vapid02.from_pem(settings.MOTCUA_PUSH_KEY.encode()),
                vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
                ttl=TTL,
                timeout=TIMEOUT,
            )
        except WebPushException as refused:
            status = refused.response.status_code if refused.response is not None else 0
            if status in GONE:
                return False
            raise OSError(f"the push service answered {status}") from refused
        return True
