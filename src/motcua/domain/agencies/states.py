"""The verbs the journal keeps about agencies, areas and calendars."""

from __future__ import annotations

from motcua.domain.journal.states import FactKind, declare

declare(
    {
        "agencies.calendar_amended": {
            "calendar": FactKind.CODE,
            "revision": FactKind.COUNT,
            "digest": FactKind.HASH,
        },
        "agencies.area_changed": {"code": FactKind.CODE, "from": FactKind.DAY},
        "agencies.agency_changed": {"code": FactKind.CODE, "from": FactKind.DAY},
        "agencies.handed_on": {
            "from_agency": FactKind.CODE,
            "to_agency": FactKind.CODE,
            "since": FactKind.DAY,
        },
        "agencies.contact_changed": {"agency": FactKind.CODE, "from": FactKind.DAY},
        "agencies.counter_changed": {"agency": FactKind.CODE, "number": FactKind.COUNT},
    }
)
