"""Fetching a picture over https from a host that was found to be trusted; no redirect leads anywhere else."""

from __future__ import annotations

from http import HTTPStatus

import requests
from django.conf import settings

from motcua.domain.channels.gateways import NotFetched

CHUNK = 64 * 1024
LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


class HttpPictures:
    """Pictures as any web server gives them."""

    def fetch(self, address: str) -> bytes:
        """The bytes; see `gateways.PictureGateway`."""
        most = settings.MOTCUA_MEDIA_LARGEST
        try:
            with requests.get(
                address, timeout=settings.MOTCUA_MEDIA_TIMEOUT, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code != HTTPStatus.OK:
                    later = answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in LATER
                    raise NotFetched(f"HTTP {answer.status_code}", final=not later)
                content = bytearray()
                for chunk in answer.iter_content(CHUNK):
                    content += chunk
                    if len(content) > most:
                        raise NotFetched("too large", final=True)
                return bytes(content)
        except requests.RequestException as problem:
            raise NotFetched(type(problem).__name__) from None
