"""The verb the journal keeps about routes."""

from __future__ import annotations

from motcua.domain.journal.states import FactKind, declare

declare({"routes.published": {"route": FactKind.CODE, "from": FactKind.DAY}})
