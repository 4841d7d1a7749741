"""A time-stamp authority over HTTP (RFC 3161): it learns a digest, nothing of the document."""

from __future__ import annotations

from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper

WAIT = 10
"""Seconds for which it may think."""


def stamper(url: str) -> HTTPTimeStamper:
    """Asks the authority at this address."""
    return HTTPTimeStamper(url, timeout=WAIT)
