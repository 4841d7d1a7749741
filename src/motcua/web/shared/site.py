"""What this installation is: whose portal, and whether it is a demonstration. Asked of the database at most
once a minute by each process, because every page needs it and it changes when a pack is loaded.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from motcua.domain.hotline import queries as hotline
from motcua.domain.packs import queries as packs

KEPT_FOR = 60.0
"""Seconds for which an answer of the database is used again."""


@dataclass(frozen=True)
class Site:
    """The names on every page and the demonstration's distance from the real time.

    `hotline_agency`: the code of who answers the hotline, empty where there is none.
    """

    portal: Mapping[str, Any]
    demo: bool
    clock_offset: timedelta
    hotline_agency: str = ""


UNNAMED = Site({"name": {"vi": "Một Cửa"}, "short_name": {"vi": "Một Cửa"}, "hotline": "1022"}, False, timedelta(0))
"""Before the first pack is loaded."""

_kept: tuple[float, Site] | None = None


def site() -> Site:
    """This installation, at most a minute old."""
    global _kept
    moment = time.monotonic()
    if _kept is None or moment - _kept[0] > KEPT_FOR:
        found = packs.installation()
        if found is None:
            _kept = (moment, UNNAMED)
        else:
            agency = str(hotline.terms().get("agency", ""))
            _kept = (moment, Site(found.portal, found.demo, found.clock_offset, agency))
    return _kept[1]


def forget() -> None:
    """Ask the database again next time."""
    global _kept
    _kept = None
