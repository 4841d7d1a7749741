"""Telling those who listen that something changed: a word in the database's own post, sent with the commit."""

from __future__ import annotations

from django.db import connection

CHANGED, COMMANDS = "hotline_changed", "hotline_commands"
"""Channels of NOTIFY: for open pages, and for the listeners at the gateways."""


def ring() -> None:
    """Something on a page of the hotline may have changed; nothing about whom or what is said."""
    _notify(CHANGED, "")


def wake(gateway: str) -> None:
    """A gateway has something to do."""
    _notify(COMMANDS, gateway)


def _notify(channel: str, word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, word])
