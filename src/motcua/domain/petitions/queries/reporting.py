"""For whom the council's reports are: the council and the executive's office see all, an agency what it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate, localtime

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.letters.queries import specimens
from motcua.domain.papers.queries import typesetting
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import APART
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

_ANNEX = Path(__file__).resolve().parents[1] / "typst" / "annex.typ"
READERS = frozenset({Duty.COUNCIL, Duty.SPECIALIST, Duty.LEADER})


@dataclass(frozen=True)
class Scope:
    """Whose petitions a report is about: everybody's, or those one agency leads."""

    agency_id: int | None
    agency: str


def report_scope(official: Official, now: datetime) -> Scope:
    """What an official's reports are about.

    Raises:
        NotFound: the official's agency neither is of the council, nor assigns petitions, nor ever led one.
    """
    if not official.duties & READERS:
        raise NotFound("petition reports")
    kept = terms()
    all_seeing = {kept.get("office"), kept.get("executive"), kept.get("assigning"), *kept.get("committees", ())}
    if official.agency_code in all_seeing:
        return Scope(None, "")
    led = Petition.objects.exclude(state__in=sorted(APART)).filter(matter__lead_agency_id=official.agency_id)
    if not led.exists():
        raise NotFound("petition reports")
    return Scope(official.agency_id, agencies.agency_coded(official.agency_code, localdate(now)).name)


def printed_annex(
    title: str,
    about: str,
    columns: Sequence[dict[str, Any]],
    rows: Sequence[dict[str, Any]],
    notes: Sequence[str] = (),
    *,
    now: datetime,
) -> bytes:
    """A table as the annex of a report (PDF/A): `columns` of {title, width, right}, `rows` of {cells, strong, heading}.

    The one cell of a heading lies over all columns. `notes` stand under the table.
    Every cell is a text already, so that paper, page and workbook say the same.
    """
    content = {
        "title": title,
        "about": about,
        "columns": list(columns),
        "rows": list(rows),
        "notes": list(notes),
        "made": f"{localtime(now):%H:%M, %d/%m/%Y}",
        "demo": specimens(),
    }
    return typesetting.pdf(_ANNEX.read_text("utf-8"), content, at=now)
