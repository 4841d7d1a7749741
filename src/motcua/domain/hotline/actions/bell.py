"""Telling those who listen that something changed: a word in the database's own post, sent with the commit."""

from __future__ import annotations

from django.db import connection

from motcua.domain.hotline.states import LIVE_TOPIC
from motcua.kernel import live

COMMANDS = "hotline_commands"
"""The channel of NOTIFY for the listeners at the gateways."""


def ring(*operators: int | None) -> None:
    """Something on the pages of the hotline may have changed, and for these operators surely: they look at once."""
    live.tell(LIVE_TOPIC, [live.EVERYBODY, *(str(each) for each in operators if each is not None)])


def wake(gateway: str) -> None:
    """A gateway has something to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [COMMANDS, gateway])
