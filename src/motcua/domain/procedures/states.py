"""The verb the journal keeps about procedures."""

from __future__ import annotations

from motcua.domain.journal.states import FactKind, declare

declare({"procedures.published": {"procedure": FactKind.CODE, "from": FactKind.DAY, "digest": FactKind.HASH}})
