"""What the counter of a one-stop unit hands out: the receipt of a report, and the sheet that hangs on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback.models import Draft, DraftPhoto
from motcua.domain.feedback.queries.categories import category, terms
from motcua.domain.feedback.queries.drafts import draft
from motcua.domain.feedback.queries.following import ReportState, state_for_anybody
from motcua.domain.feedback.rules import (
    drafts as rules,
)
from motcua.domain.feedback.rules import (
    ensure_content,
    ensure_intake,
    ensure_needs,
    ensure_takes_down,
    is_denunciation,
)
from motcua.domain.feedback.states import Channel
from motcua.domain.papers.rules import qr_svg
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

AT_COUNTER = "quay-"
"""Begins the token of a draft that an official takes down, so that nobody opens a draft of the portal here."""


def ensure_counter(official: Official) -> None:
    """Whether the official receives people.

    Raises:
        NotFound: they do not.
    """
    ensure_takes_down(official)


def ensure_counter_may_send(token: str, official: Official, now: datetime) -> None:
    """Whether what was taken down is enough to be read back, so that nobody is asked twice.

    Raises:
        NotFound: there is no such draft, or it is about nothing.
        Refused: what filing would refuse.
    """
    said = rules.Written.of(counter_draft(token, official).body)
    new = rules.as_report(said, Channel.COUNTER, (), "", terms())
    about = category(new.category, localdate(now))
    ensure_content(new.content)
    if is_denunciation(new, about, terms()):
        return
    photos = DraftPhoto.objects.filter(draft__token=token).count()
    ensure_needs(replace(new, files=(("", b""),) * photos), about)
    ensure_intake(new, about)


def counter_draft(token: str, official: Official) -> Draft:
    """What is being taken down under this name, sent or not.

    Raises:
        NotFound: there is none, it is not of a counter, or the official receives nobody.
    """
    ensure_takes_down(official)
    if not token.startswith(AT_COUNTER):
        raise NotFound("draft")
    return draft(token)


def photos_taken_down(token: str) -> list[DraftPhoto]:
    """Pictures and papers that are kept with what is being taken down under this name; none before it is."""
    if not token.startswith(AT_COUNTER) or "\x00" in token:
        return []
    kept = DraftPhoto.objects.filter(draft__token=token, draft__sent_at__isnull=True)
    return list(kept.select_related("file").order_by("pk"))


def taken_down(code: str, official: Official) -> ReportState:
    """What the receipt of a report says: its code, its dates, and nothing of what was written or by whom.

    Raises:
        NotFound: there is none, or the official receives nobody.
    """
    ensure_takes_down(official)
    return state_for_anybody(code)


def receipt_content(code: str, official: Official, now: datetime) -> dict[str, Any]:
    """The receipt as its template prints it; of a letter under seal it says no more than that it was passed on."""
    found = taken_down(code, official)
    received = found.received_at or now
    return {
        **_of_the_unit(official, now),
        "code": found.code,
        "aloud": " ".join(found.code.replace("-", "")),
        "received_at": localtime(received).isoformat(),
        "due_at": localtime(found.due_at).isoformat() if found.due_at else "",
        "sealed": found.sealed,
        "official": {"name": accounts.names({official.account_id}).get(official.account_id, "")},
        "qr_svg": qr_svg(f"{settings.MOTCUA_PUBLIC_URL}/tra-cuu/"),
    }


def posting_sheet(official: Official, now: datetime) -> dict[str, Any]:
    """What has to hang at every office: where and how to send feedback about rules (NĐ 20/2008/NĐ-CP, Điều 10, 13).

    Raises:
        NotFound: the agency publishes no contact.
    """
    today = localdate(now)
    agency = agencies.agency_coded(official.agency_code, today)
    if agencies.contact_of(agency.pk, today) is None:
        raise NotFound("contact")
    receiver = agencies.agency_coded(str(terms().get("rules_unit") or terms()["coordinator"]), today)
    return {
        **_of_the_unit(official, now),
        "receiver": _reached(receiver, today),
        "qr_svg": qr_svg(f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/gui/"),
    }


def _of_the_unit(official: Official, now: datetime) -> dict[str, Any]:
    agency = agencies.agency_coded(official.agency_code, localdate(now))
    return {
        "agency": {
            "superior": agency.parent.name if agency.parent else "",
            "name": agency.name,
            "place": agency.area.name if agency.area else "",
            "kind": agency.kind,
        },
        "unit": _reached(agency, localdate(now)),
        "issued_at": localtime(now).isoformat(),
        "hotline": str(terms().get("hotline", "")),
        "public_url": settings.MOTCUA_PUBLIC_URL,
    }


def _reached(agency: Agency, day: date) -> dict[str, str]:
    contact = agencies.contact_of(agency.pk, day)
    known = {name: str(getattr(contact, name, "")) for name in ("phone", "email", "address", "hours")}
    return {"name": agency.name, **known}
