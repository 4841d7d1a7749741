"""One report that is the business of several units: each gets its part, with a clock and an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.documents import actions as documents
from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.beginning import next_code, opening, respond_by
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer

MOST = 5
COPIED = (
    *("category", "channel", "urgency", "legal_kind", "sender", "sender_name", "sender_phone", "sender_phone_index"),
    *("sender_email", "sender_address", "shows_sender", "content", "place_detail", "latitude", "longitude"),
    *("occurred_on", "written_at", "about_matter", "about_official", "mail_stopped_at"),
)


@atomic
def split(report_id: int, units: Sequence[str], *, by: Official, now: datetime) -> list[Report]:
    """Give each further unit a report of its own, filed when the first was; the first stays where it is.

    Raises:
        NotFound: the official does not coordinate it, or there is no such unit.
        Refused: `split_among_nobody`, `split_among_too_many`, `split_before` where a unit has an open part already,
            `unit_of_the_official`.
    """
    mine = queries.seen_by(by).filter(pk=report_id, matter__one_stop_id=by.agency_id, closed_at__isnull=True)
    if "dispatcher" not in by.duties or not mine.exists():
        raise NotFound("report")
    wanted = list(dict.fromkeys(units))
    if not wanted:
        raise Refused("split_among_nobody")
    if len(wanted) > MOST:
        raise Refused("split_among_too_many", most=MOST)
    matter = Matter.objects.lock(report_id)
    # Read under the lock: what goes under seal at this very moment is copied nowhere.
    found = mine.first()
    if found is None:
        raise NotFound("report")
    _ensure_may_have_parts(found, matter, wanted, localdate(now))
    parts = [_part(found, matter, unit, by=by, now=now) for unit in wanted]
    facts = {**queries.common_facts(found), "into": len(parts)}
    journal.record("feedback.split", subject=("report", report_id), matter_id=report_id, by=by, at=now, facts=facts)
    return parts


def _ensure_may_have_parts(whole: Report, matter: Matter, units: Sequence[str], today: date) -> None:
    """No unit has two of the same at once, and none where the official serves whom it is about."""
    there = whole.parts.filter(closed_at__isnull=True, matter__lead_agency__code__in=units)
    if matter.lead_agency.code in units or there.exists():
        raise Refused("split_before")
    serves = Post.objects.filter(on(today), account=whole.about_official_id, agency__code__in=units)
    if whole.about_official_id is not None and serves.exists():
        raise Refused("unit_of_the_official")


def _part(whole: Report, matter: Matter, unit: str, *, by: Official, now: datetime) -> Report:
    today = localdate(now)
    agency = agencies.agency_coded(unit, today)
    code = next_code(matter.one_stop_id, queries.terms(), today)
    fresh = replace(
        opening(whole.category, matter.one_stop, agency, matter.event_area, now),
        code=code,
        # The clock is that of the whole, with what was promised of it meanwhile.
        limit=matter.limit,
        policy=matter.policy,
        cutoff=matter.cutoff,
        calendar=matter.calendar,
    )
    new = matters.open_matter(fresh, by=by, now=now)
    # Whoever reported has waited since then, however many offices it takes.
    new.counted_from = matter.counted_from
    new.due_at = matters_asked.due_at(new, [])
    new.save(update_fields=["counted_from", "due_at"])
    part = Report.objects.create(
        matter=new,
        part_of=whole,
        respond_due_at=respond_by(whole.category, matter.calendar, now),
        updated_at=now,
        helped_by_id=by.account_id,
        **{column: getattr(whole, column) for column in COPIED},
    )
    roles = [Photo.Role.REPORT, Photo.Role.VOICE]
    sent = list(Photo.objects.filter(report=whole, role__in=roles).select_related("file").order_by("pk"))
    for photo in sent:
        file = documents.take_again(photo.file, by=by, now=now)
        Photo.objects.create(report=part, role=photo.role, file=file, added_at=now)
    if sent:
        defer("reports.make_public_copies", report_id=new.pk)
    facts = {
        **queries.common_facts(part),
        "code": code,
        "due": new.due_at,
        "respond_due": part.respond_due_at,
        "anonymous": part.sender_id is None and not (part.sender_phone or part.sender_email),
        "legal_kind": int(part.legal_kind),
    }
    journal.record("feedback.filed", subject=("report", new.pk), matter_id=new.pk, by=by, at=now, facts=facts)
    return part
