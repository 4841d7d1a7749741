"""Filing a report: once, whatever is pressed or replayed; a denunciation goes under seal before anything else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area
from motcua.domain.documents import actions as documents
from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.actions.beginning import next_code, opening, respond_by
from motcua.domain.feedback.actions.sealing import put_under_seal
from motcua.domain.feedback.models import Category, Photo, Report
from motcua.domain.feedback.rules import voices
from motcua.domain.feedback.states import Event, LegalKind, Urgency
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Actor, Citizen, Official, System
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.prepared import Writes
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import clean_line
from motcua.kernel.text import phone as national


@dataclass(frozen=True)
class Filed:
    """What whoever reported is given: the code. There is no report where it went under seal."""

    code: str
    report: Report | None

    @property
    def sealed(self) -> bool:
        """Whether it lies in the sealed queue."""
        return self.report is None


@atomic
def file_report(new: rules.NewReport, *, by: Actor, now: datetime) -> Filed:
    """Take a report in under its code, at the desk of the coordinator; its clock runs from now.

    Raises:
        NotFound: there is no such category, or no matter called `about_code`.
        Refused: what `rules.ensure_content`, `ensure_needs` and `ensure_intake` refuse, `outside_the_province`,
            `too_many_files`, and what `documents` refuses of a file. A denunciation needs nothing but its words.
    """
    if (there := sent_before(new.client_key)) is not None:
        return there
    today, terms = localdate(now), queries.terms()
    category = queries.category(new.category, today)
    rules.ensure_content(new.content)
    rules.ensure_files(new, terms)
    coordinator = _coordinator(terms, today)
    if rules.is_denunciation(new, category, terms):
        return _under_seal(new, coordinator, terms, now=now)
    rules.ensure_needs(new, category)
    rules.ensure_intake(new, category)
    rules.ensure_inside(new.place, terms)
    area = _area(new.place.area, today)
    unit = queries.owner_of(category, area, today) or coordinator
    if new.about_official is not None:
        unit = coordinator
    about = _about(new.about_code)
    files = [documents.take_in(name, content, by=by, now=now) for name, content in new.files]
    spoken = [
        documents.take_in_sound(name, content, voices.ensure_taken(terms, number), by=by, now=now)
        for number, (name, content) in enumerate(new.sounds)
    ]
    new_matter = opening(category, coordinator, unit, area, now)
    code = next_code(coordinator.pk, terms, today)  # the last thing before the rows
    if (there := sent_before(new.client_key)) is not None:
        # The same was being filed at this very moment, and whoever waits for a number waits for that to end.
        for file in files:
            documents.erase(file.pk, by=by, now=now)
        return there
    matter = matters.open_matter(replace(new_matter, code=code), by=by, now=now)
    report = _row(new, category, matter, about, by=by, now=now)
    writes = Writes()
    writes.add([report])
    roles = [(Photo.Role.REPORT, file) for file in files] + [(Photo.Role.VOICE, file) for file in spoken]
    writes.add([Photo(report=report, role=role, file=file, added_at=now) for role, file in roles])
    facts: dict[str, object] = {
        **queries.common_facts(report),
        "code": code,
        "due": matter.due_at,
        "respond_due": report.respond_due_at,
        "anonymous": new.sender.anonymous and report.sender_id is None,
        "legal_kind": int(report.legal_kind),
    }
    if area is not None:
        facts["area"] = area.code
    entry = journal.NewEntry(
        "feedback.filed", ("report", matter.pk), rules.as_recorded(by), now, matter_id=matter.pk, facts=facts
    )
    journal.record_all([entry], along=writes)
    writes.send()
    defer(f"reports.tell_{Event.FILED}", report_id=matter.pk)
    if files:
        defer("reports.make_public_copies", report_id=matter.pk)
    return Filed(code, report)


def sent_before(client_key: str) -> Filed | None:
    """What was filed under the sender's own name for it already, in the open or under seal."""
    if not client_key:
        return None
    if (report := queries.with_client_key(client_key)) is not None:
        return Filed(str(report.matter.code), report)
    letter = queries.sealed_before(client_key)
    return Filed(letter.code, None) if letter is not None else None


def _coordinator(terms: Mapping[str, Any], today: date) -> Agency:
    """Who classifies what comes in; each province has one."""
    return agencies.agency_coded(str(terms["coordinator"]), today)


def _area(code: str, today: date) -> Area | None:
    if not code:
        return None
    found = agencies.areas_named({code}, today).get(code)
    if found is None:
        raise Refused("outside_the_province")
    return found


def _about(code: str) -> Matter | None:
    """The matter a report speaks of. Its code is public; the report says nothing of the matter to whoever sent it."""
    if not code:
        return None
    return matters_asked.with_code(code)


def _row(  # what a report is made of
    new: rules.NewReport, category: Category, matter: Matter, about: Matter | None, *, by: Actor, now: datetime
) -> Report:
    phone = national(new.sender.phone) if new.sender.phone else ""
    return Report(
        matter=matter,
        category=category,
        channel=new.channel,
        urgency=Urgency(str(category.body.get("urgency", Urgency.NORMAL))),
        legal_kind=LegalKind(int(category.body.get("legal_kind", 0))),
        client_key=new.client_key or None,
        sender_id=by.account_id if isinstance(by, Citizen) else None,
        helped_by_id=by.account_id if isinstance(by, Official) else None,
        sender_name=clean_line(new.sender.name),
        sender_phone=phone,
        sender_phone_index=blind_index(phone, "phone") if phone else "",
        sender_email=new.sender.email.strip(),
        sender_address=clean_line(new.sender.address),
        shows_sender=new.sender.shows,
        content=new.content.strip(),
        place_detail=clean_line(new.place.detail),
        latitude=new.place.latitude,
        longitude=new.place.longitude,
        occurred_on=new.occurred_on,
        written_at=new.written_at,
        about_matter=about,
        about_official_id=new.about_official,
        respond_due_at=respond_by(category, matter.calendar, now),
        updated_at=now,
    )


def _under_seal(new: rules.NewReport, coordinator: Agency, terms: Mapping[str, Any], *, now: datetime) -> Filed:
    """Everything that was sent, closed under the key of the sealed queue; the journal learns the channel, not who."""
    code = next_code(coordinator.pk, terms, localdate(now))
    if (there := sent_before(new.client_key)) is not None:
        return there  # sent at this very moment, as above
    said = asdict(new) | {
        "files": [(name, b64encode(content).decode()) for name, content in (*new.files, *new.sounds)],
        "sounds": [],
        "calendar": coordinator.calendar.code,
    }
    del said["client_key"]
    letter = put_under_seal(
        code, str(new.channel), said, limit=str(terms["sealed_limit"]), now=now, client_key=new.client_key
    )
    journal.record(
        "feedback.sealed",
        subject=("sealed_letter", letter.pk),
        by=System("sealed-queue"),
        at=now,
        facts={"channel": str(new.channel)},
    )
    return Filed(code, None)
