"""Sessions in the database as Django keeps them, fetched by a query that is compiled once: every page begins so."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.kernel.prepared import Blank, Prepared

_ALIVE = Prepared(lambda: Session.objects.filter(session_key=Blank("key"), expire_date__gt=Blank("now")))


class SessionStore(DatabaseSessions):
    """A session that has not expired."""

    def _get_session_from_db(self) -> Any:
        # A cookie may hold anything, a NUL too, which PostgreSQL does not take for text.
        known = str(self.session_key).isalnum()
        found = _ALIVE.first(key=self.session_key, now=timezone.now()) if known else None
        if found is None:
            self._session_key = None
        return found
