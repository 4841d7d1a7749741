"""What PostgreSQL planned for a test's connection stays planned when the test is taken back.

psycopg forgets all prepared statements at every ROLLBACK, also at one to a savepoint, for fear that a table was made in
between and is no more. The program's role makes none: without this each test had everything planned anew, three times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq.abc import PGresult

MOST = 500
"""Statements that a connection keeps; psycopg itself keeps a hundred, fewer than one test asks."""
_DISCARDS = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b").match


class Keeping(PrepareManager):
    """Forgets what it prepared when something is dropped or altered, not when something is taken back."""

    def clear(self) -> bool:
        """A connection says so when it takes everything back: nothing is forgotten."""
        return False

    def _should_discard(self, prep: Prepare, results: Sequence[PGresult], *others: Any) -> bool:
        return any(_DISCARDS(result.command_status or b"") for result in results) and super().clear()


def keep() -> None:
    """From now on every connection of Django in this process keeps its plans."""
    connection_created.connect(_opened)


def _opened(connection: BaseDatabaseWrapper, **others: object) -> None:
    opened: Any = connection.connection
    kept = Keeping()
    kept.prepare_threshold, kept.prepared_max = opened.prepare_threshold, MOST
    opened._prepared = kept
