"""Telling open pages to look again: a word in the database's own post, sent with the commit and lost with a rollback.

Whoever looks again is shown what they may see by the page's own query. So a word names a topic and a key and nothing
else: nothing of anybody's affairs goes by this way.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

CHANNEL = "motcua_live"
EVERYBODY = ""
"""The key under which everybody at a topic is told."""


def tell(topic: str, keys: Iterable[str] = (EVERYBODY,)) -> None:
    """Pages at this topic that listen to one of these keys look again, once this transaction commits."""
    words = sorted({f"{topic}:{key}" for key in keys})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, word) FROM unnest(%s::text[]) AS word", [CHANNEL, words])


def read(word: str) -> tuple[str, str]:
    """The topic and the key that a word names."""
    topic, _colon, key = word.partition(":")
    return topic, key
