"""What whoever asked sees beside their points: the days of the way, and what the paper with the code says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.papers.rules import qr_svg
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.queries.reading import assignment_of, one_seen_by
from motcua.domain.petitions.queries.recalled import recalled_letters
from motcua.domain.petitions.queries.terms import terms
from motcua.kernel.actors import Official


@dataclass(frozen=True)
class Way:
    """The days of a petition's way so far; what has not happened has none."""

    taken_at: datetime
    sent_at: datetime | None
    assigned_at: datetime | None
    first_answered_at: datetime | None
    came_back_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    carried: tuple[tuple[int, datetime], ...]
    recalled: tuple[tuple[str, datetime], ...] = ()


def way_of(petition: Petition) -> Way:
    """When what happened to a petition, for whoever may follow it."""
    batch, assignment = petition.batch, assignment_of(petition.pk)
    back = petition.reviews.filter(satisfied=False).order_by("-pk").first()
    carried = petition.carryings.order_by("at", "pk").values_list("to__number", "at")
    return Way(
        taken_at=petition.matter.submitted_at,
        sent_at=batch.sent_at if batch is not None else None,
        assigned_at=assignment.assigned_at if assignment is not None else None,
        first_answered_at=petition.first_answered_at,
        came_back_at=back.at if back is not None else None,
        answered_at=petition.answered_at,
        closed_at=petition.closed_at,
        carried=tuple(carried),
        recalled=tuple((each.symbol, each.recalled_at) for each in recalled_letters(petition.pk)),
    )


def slip_content(petition_id: int, official: Official, now: datetime) -> dict[str, Any]:
    """The paper that a voter is given at a meeting: the code, the address of their page, where to ask; no word of
    what they said.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
    """
    rules.ensure_council(official, terms())
    petition = one_seen_by(petition_id, official)
    today = localdate(now)
    agency = agencies.agency_coded(official.agency_code, today)
    meeting, session = petition.meeting, petition.session
    code = str(petition.matter.code)
    address = f"{settings.MOTCUA_PUBLIC_URL}/kien-nghi/{petition.matter.token}/"
    return {
        "agency": {
            "superior": agency.parent.name if agency.parent else "",
            "name": agency.name,
            "place": agency.area.name if agency.area else "",
            "kind": agency.kind,
        },
        "unit": _reached(agency, today),
        "issued_at": localtime(now).isoformat(),
        "hotline": str(terms().get("hotline", "")),
        "public_url": settings.MOTCUA_PUBLIC_URL,
        "code": code,
        "aloud": " ".join(code.replace("-", "")),
        "taken_at": localtime(petition.matter.submitted_at).isoformat(),
        "session": f"{session.number}, khóa {session.term.code}" if session is not None else "",
        "meeting": {"place": meeting.place, "day": meeting.day.isoformat()} if meeting is not None else {},
        "points": petition.points.count(),
        "official": {"name": accounts.names({official.account_id}).get(official.account_id, "")},
        "url": address,
        "qr_svg": qr_svg(address),
    }


def _reached(agency: Agency, day: date) -> dict[str, str]:
    """Where an office is reached."""
    contact = agencies.contact_of(agency.pk, day)
    return {
        "name": agency.name,
        "phone": contact.phone if contact is not None else "",
        "address": contact.address if contact is not None else "",
    }
