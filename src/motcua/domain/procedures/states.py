"""The verbs the journal keeps about procedures."""

from __future__ import annotations

from motcua.domain.journal.states import FactKind, declare

declare(
    {
        "procedures.published": {"procedure": FactKind.CODE, "from": FactKind.DAY, "digest": FactKind.HASH},
        "procedures.imported": {
            "digest": FactKind.HASH,
            "created": FactKind.COUNT,
            "updated": FactKind.COUNT,
            "unchanged": FactKind.COUNT,
            "rejected": FactKind.COUNT,
        },
        "procedures.taught": {"digest": FactKind.HASH},
    }
)
