"""Taking in a sheet that an office kept its petitions in: read and shown first, then taken once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.council import ensure_open
from motcua.domain.petitions.actions.taking import taken
from motcua.domain.petitions.models import Petition, Sheet
from motcua.domain.petitions.rules.sheets import MOST_BYTES, Line, judged, read_sheet
from motcua.domain.petitions.states import Source
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.later import defer
from motcua.kernel.secrecy import seal_bytes, unseal_bytes
from motcua.kernel.text import clean_line, phone

AT_ONCE = 200
"""Lines that one transaction takes in."""
READ_AT_ONCE = 200 * 2**10
"""Bytes of a sheet that somebody can wait for; a larger one is read by a job."""


@atomic
def read_in(name: str, content: bytes, session_id: int | None = None, *, by: Official, now: datetime) -> Sheet:
    """Read a sheet and keep what stands in it, for the office to look at; the same bytes again are the same sheet.

    A large one is read by a job: until then it has no lines (`unread`).

    Raises:
        NotFound: the official is not of the council's office, or there is no such session.
        Refused: `session_is_over`, and what `rules.sheets.read_sheet` refuses.
    """
    rules.ensure_council(by, queries.terms())
    session = queries.sessions().filter(pk=session_id).first() if session_id is not None else None
    if session_id is not None and session is None:
        raise NotFound("session")
    digest = hashlib.sha256(content).hexdigest()
    there = Sheet.objects.filter(digest=digest).order_by("pk").first()
    if there is not None:
        return there
    if len(content) > MOST_BYTES:
        raise Refused("sheet_too_large", most=MOST_BYTES // 2**20)
    if session is not None:
        ensure_open(session, localdate(now))
    sheet = Sheet(
        digest=digest,
        name=clean_line(name)[-120:],
        session_id=session_id,
        lines={},
        good=0,
        faulty=0,
        read_at=now,
        read_by_id=by.account_id,
    )
    if len(content) > READ_AT_ONCE:
        sheet.unread = seal_bytes(content)
        sheet.save()
        defer("petitions.read_sheet", sheet_id=sheet.pk)
        return sheet
    _read(sheet, content, by=by, now=now)
    return sheet


@atomic
def read_waiting(sheet_id: int, *, by: Actor, now: datetime) -> bool:
    """Read a large sheet that waits for it; whether there was anything to read. `problem` says why it cannot be."""
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(pk=sheet_id).order_by("pk").first()
    if sheet is None or sheet.unread is None:
        return False
    content, sheet.unread = unseal_bytes(bytes(sheet.unread)), None
    try:
        _read(sheet, content, by=by, now=now)
    except Refused as refusal:
        sheet.problem = refusal.code
        sheet.save()
    return True


def _read(sheet: Sheet, content: bytes, *, by: Actor, now: datetime) -> None:
    """What stands in it, line by line, with a sentence for each that cannot be taken."""
    read = read_sheet(content, queries.terms()["sheet_words"])
    places, fields = queries.names_of_places(localdate(now)), queries.names_of_fields()
    offices = queries.names_of_agencies(localdate(now))
    sentences = queries.sentences_of_lines()
    told = judged(read, places, fields, sentences, offices)
    told = told.hushed(queries.sealed_lines(told, sheet.session_id), sentences["sealed"])
    sheet.lines, sheet.read_at = told.to_json(), now
    sheet.faulty = sum(bool(line.problem) for line in told.lines)
    sheet.good = len(told.lines) - sheet.faulty
    sheet.save()
    facts = {"digest": sheet.digest, "lines": len(told.lines), "faulty": sheet.faulty}
    journal.record("petitions.sheet_read", subject=("sheet", sheet.pk), by=by, at=now, facts=facts)


@atomic
def take_sheet(sheet_id: int, *, by: Official, now: datetime) -> Sheet:
    """Take the lines of a sheet in that can be taken: once; a job does it some at a time.

    A line that is a petition already, by the words of the same voter in a sheet before this one, stays that petition.

    Raises:
        NotFound: the official is not of the council's office, or there is no such sheet.
        Refused: `sheet_taken`, `sheet_has_nothing`, `sheet_all_there`.
    """
    rules.ensure_council(by, queries.terms())
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(pk=sheet_id).order_by("pk").first()
    if sheet is None:
        raise NotFound("sheet")
    if sheet.taken_at is not None:
        raise Refused("sheet_taken")
    if not sheet.good:
        raise Refused("sheet_has_nothing")
    if len(queries.lines_there(sheet).by_row) >= sheet.good:
        raise Refused("sheet_all_there")
    sheet.taken_at, sheet.taken_by_id = now, by.account_id
    sheet.save(update_fields=["taken_at", "taken_by"])
    facts = {"digest": sheet.digest, "lines": sheet.good}
    journal.record("petitions.sheet_taken", subject=("sheet", sheet.pk), by=by, at=now, facts=facts)
    defer("petitions.take_lines", sheet_id=sheet.pk)
    return sheet


@atomic
def take_lines(sheet_id: int, *, by: Actor, now: datetime) -> int:
    """Take the next lines of a sheet in; how many are left. Broken off anywhere, it goes on where it was."""
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(pk=sheet_id).order_by("pk").first()
    if sheet is None or sheet.taken_at is None:
        return 0
    lines = queries.lines_to_take(sheet)
    for line in lines[sheet.done : sheet.done + AT_ONCE]:
        try:
            with atomic():
                _take(sheet, line, by=by, now=now)
        except (NotFound, Refused, Malformed):
            sheet.left += 1  # its place has ended since, or the like: the others are taken all the same
    sheet.done = min(sheet.done + AT_ONCE, len(lines))
    sheet.save(update_fields=["done", "left"])
    return len(lines) - sheet.done


def _take(sheet: Sheet, line: Line, *, by: Actor, now: datetime) -> Petition:
    cells, key = line.cells, queries.key_of_line(line, sheet.session_id)
    if (there := queries.with_client_key(key)) is not None:
        return there  # another sheet had this line: what was decided of it since stays
    name = clean_line(cells.get("voter", ""))
    many = not name or any(name.lower().startswith(word) for word in ("cử tri", "nhân dân", "nhiều", "các"))
    voter = rules.Voter(
        "" if many else name, _telephone(cells.get("phone", "")), "", clean_line(cells.get("address", "")), several=many
    )
    new = rules.NewPetition(
        cells["content"],
        Source.SHEET,
        voter,
        cells.get("area", ""),
        sheet.session_id,
        client_key=key,
    )
    petition = taken(new, None, by=by, now=now)
    if cells.get("of_field") and not petition.field:
        petition.field = cells["of_field"]
        petition.save(update_fields=["field"])
    if (code := cells.get("of_agency", "")) and petition.competent_id is None:
        # What the sheet proposes; who classifies decides.
        petition.competent = agencies.agency_coded(code, localdate(now))
        petition.save(update_fields=["competent"])
        petition.points.update(competent=petition.competent)
    return petition


def _telephone(said: str) -> str:
    """A number that was typed well; a sheet's column of telephones holds anything."""
    try:
        return phone(said) if said else ""
    except Malformed:
        return ""
