"""Writing a letter: it is begun, its boxes are filled, its text is saved, facts and clauses are put in.

Two people may write in one draft. Whoever saves second is told, and what they wrote is kept beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.letters.models import Incoming, Letter, Version
from motcua.domain.letters.queries.parties import agency_of, parties, signing_as
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, texts
from motcua.domain.letters.rules.composing import boxes_mark
from motcua.domain.letters.rules.texts import Fact
from motcua.domain.letters.states import Urgency
from motcua.kernel.actors import Official
from motcua.kernel.codes import new_document_code
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line


@dataclass(frozen=True)
class Boxes:
    """What a letter says beside its text. `to` and `copies` are lines as they are typed."""

    kind: str
    subject: str
    unit: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signer: int | None = None
    urgency: str = ""
    copy_count: int = 1


@dataclass(frozen=True)
class Saved:
    """What became of a text that was saved. `overtaken` where somebody had saved before: it lies in `version`, aside,
    and the letter says what the other wrote."""

    letter: Letter
    version: Version
    overtaken: bool = False


@atomic
def draft(
    boxes: Boxes,
    *,
    press: str,
    template: str = "",
    answers: int | None = None,
    body: str | None = None,
    facts: Mapping[str, Any] | None = None,
    by: Official,
    now: datetime,
) -> Letter:
    """Begin a letter of the official's agency, empty or with a text; the same press again gives the same letter.

    `answers` is a letter that came in and that this one answers.

    Raises:
        Refused: `other_duty`, `letter_kind_not_kept`, `not_a_signer`, `too_many_addressees`.
        NotFound: the template or the incoming letter is not there for this official.
    """
    access.ensure_duty(by, *access.WRITES)
    agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=by.agency_id)
    begun = Letter.objects.filter(press=press, agency=agency).order_by("pk").first()
    if begun is not None:
        return begun
    terms().register_of(boxes.kind)
    letter = Letter(
        agency=agency,
        drafted_by_id=by.account_id,
        drafted_at=now,
        check_code=new_document_code(),
        press=press,
        answers=_answered(answers, by),
    )
    fill(letter, boxes, now)
    letter.save()
    begin_text(letter, _text(template, boxes.kind) if body is None else body, facts or {}, by, now)
    record_draft(letter, by, now)
    return letter


@atomic
def describe(letter_id: int, boxes: Boxes, *, seen: str, by: Official, now: datetime) -> Letter:
    """Fill the boxes of a draft anew; `seen` is the mark of what the official saw there.

    Raises:
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`, `kind_stays`, and as `draft`.
    """
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    if seen != boxes_mark(letter):
        raise Refused("letter_changed_meanwhile")
    if letter.replaces_id is not None and boxes.kind != letter.kind:
        raise Refused("kind_stays")  # a wrong document is replaced by one of the same form (Điều 18)
    fill(letter, boxes, now)
    letter.save()
    _record("letters.described", letter, by, now)
    return letter


@atomic
def save_version(letter_id: int, body: str, *, based_on: int, name: str = "", by: Official, now: datetime) -> Saved:
    """Keep the text; `based_on` is the letter's revision that the writer had before them.

    Without a name it is the text that is saved while one writes: each takes the place of the one before. A version with
    a name stays.

    Raises:
        Refused: `letter_not_in_draft`, `letter_too_long`.
    """
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    text = texts.as_kept(body)
    access.ensure_fits(text)
    if based_on != letter.revision:
        current = letter.current
        if current is not None and current.body == text:
            return Saved(letter, current)
        return Saved(letter, _aside(letter, text, by, now), overtaken=True)
    return Saved(letter, store(letter, text, None, clean_line(name), by, now))


@atomic
def restore_version(letter_id: int, number: int, *, based_on: int, by: Official, now: datetime) -> Letter:
    """Let the letter say again what a version says; what it said until now stays as a version.

    Raises:
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`.
    """
    letter = _written(letter_id, based_on, by)
    version = Version.objects.filter(letter=letter, number=number).order_by("pk").first()
    if version is None:
        raise NotFound("version")
    store(letter, version.body, version.facts, f"#{number}", by, now)
    return letter


@atomic
def insert_fact(
    letter_id: int, fact: Fact, *, based_on: int, after: int | None = None, by: Official, now: datetime
) -> Letter:
    """Put a fact in, linked to its source, at the end of paragraph `after` or of the text.

    Raises:
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`, `fact_incomplete`, `fact_of_the_future`.
    """
    letter = _written(letter_id, based_on, by)
    texts.ensure_is_fact(fact, localdate(now))
    body, facts, number = texts.with_fact(text_of(letter), facts_of(letter), fact, after)
    access.ensure_fits(body)
    store(letter, body, facts, "", by, now)
    said = {"fact": number, "source": str(fact.source_kind), "as_of": fact.as_of}
    _record("letters.fact_inserted", letter, by, now, **said)
    return letter


@atomic
def insert_clause(letter_id: int, code: str, *, based_on: int, by: Official, now: datetime) -> Letter:
    """Put a clause of the province's in, under the next number.

    Raises:
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`.
        NotFound: there is no such clause.
    """
    letter = _written(letter_id, based_on, by)
    clause = next((each for each in terms().clauses() if each.code == code), None)
    if clause is None:
        raise NotFound("clause")
    body = texts.with_clause(text_of(letter), clause.text)
    access.ensure_fits(body)
    store(letter, body, None, "", by, now)
    return letter


def locked(letter_id: int, by: Official) -> Letter:
    """The letter, held against others, for somebody of its agency."""
    return access.ensure_sees(by, Letter.objects.lock(letter_id))


def text_of(letter: Letter) -> str:
    """What the letter says now."""
    return str(letter.current.body) if letter.current is not None else ""


def facts_of(letter: Letter) -> dict[str, Any]:
    """The facts that its links name."""
    return dict(letter.current.facts) if letter.current is not None else {}


def fill(letter: Letter, boxes: Boxes, now: datetime) -> None:
    """Set the boxes, with the symbol and the lines of the signature that follow from them; nothing is saved."""
    agency, today = agency_of(letter.agency_id), localdate(now)
    kept = terms()
    kept.register_of(boxes.kind)
    letter.kind, letter.unit = boxes.kind, boxes.unit
    letter.symbol = kept.symbol_of(boxes.kind, agency, boxes.unit)
    letter.subject = clean_line(boxes.subject)
    letter.to, letter.copies = parties(boxes.to, today), parties(boxes.copies, today)
    letter.urgency = boxes.urgency if boxes.urgency in Urgency.values else ""
    letter.copy_count = boxes.copy_count
    letter.signer_id = boxes.signer
    lines = signing_as(boxes.signer, agency, now) if boxes.signer is not None else None
    letter.authority = str(lines.authority or "") if lines else ""
    letter.position = lines.position if lines else ""
    letter.head = lines.head if lines else ""
    letter.collective = lines.body if lines else ""


def begin_text(letter: Letter, body: str, facts: Mapping[str, Any], by: Official, now: datetime) -> None:
    """The first text of a letter."""
    store(letter, texts.as_kept(body), dict(facts), "", by, now)


def store(  # noqa: PLR0917  # a text with all that is kept of it
    letter: Letter, text: str, facts: dict[str, Any] | None, name: str, by: Official, now: datetime
) -> Version:
    """Make this what the letter says: in the place of what the same person saved last without a name, else added."""
    current = letter.current
    if facts is None:
        facts = facts_of(letter)
    own = current is not None and not current.name and current.saved_by_id == by.account_id
    if current is not None and current.body == text and current.facts == facts and (not name or current.name == name):
        return current
    if current is not None and own and not current.checks.exists() and not current.comments.exists():
        current.body, current.facts, current.name, current.saved_at = text, facts, name, now
        current.save(update_fields=["body", "facts", "name", "saved_at"])
        kept, fresh = current, False
    else:
        kept, fresh = _new_version(letter, text, facts, by, now, name=name), True
    letter.current, letter.revision = kept, letter.revision + 1
    letter.save(update_fields=["current", "revision"])
    if fresh or name:
        _record("letters.version_saved", letter, by, now, version=kept.number, aside=False)
    return kept


def record_draft(letter: Letter, by: Official, now: datetime) -> None:
    """That a letter was begun, and because of which others."""
    others = {"replaces": letter.replaces_id, "corrects": letter.corrects_id, "answers": letter.answers_id}
    _record("letters.drafted", letter, by, now, **{name: pk for name, pk in others.items() if pk is not None})


def _written(letter_id: int, based_on: int, by: Official) -> Letter:
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    if based_on != letter.revision:
        raise Refused("letter_changed_meanwhile")
    return letter


def _aside(letter: Letter, text: str, by: Official, now: datetime) -> Version:
    """What the second of two wrote: kept, in the place of what they had aside since the letter last changed."""
    kept = letter.versions.filter(aside=True, saved_by_id=by.account_id).order_by("-number").first()
    since = letter.current.saved_at if letter.current is not None else letter.drafted_at
    if kept is None or kept.saved_at < since:
        kept = _new_version(letter, text, facts_of(letter), by, now, aside=True)
        _record("letters.version_saved", letter, by, now, version=kept.number, aside=True)
        return kept
    kept.body, kept.saved_at = text, now
    kept.save(update_fields=["body", "saved_at"])
    return kept


def _new_version(  # as store
    letter: Letter,
    text: str,
    facts: dict[str, Any],
    by: Official,
    now: datetime,
    *,
    name: str = "",
    aside: bool = False,
) -> Version:
    last = letter.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        letter=letter,
        number=last + 1,
        name=name,
        aside=aside,
        body=text,
        facts=facts,
        saved_by_id=by.account_id,
        saved_at=now,
    )


def _text(template: str, kind: str) -> str:
    if not template:
        return ""
    found = next((each for each in terms().templates(kind) if each.code == template), None)
    if found is None:
        raise NotFound("template")
    return found.body


def _answered(incoming_id: int | None, by: Official) -> Incoming | None:
    if incoming_id is None:
        return None
    found = Incoming.objects.filter(pk=incoming_id).order_by("pk").first()
    return access.ensure_sees_incoming(by, found)


def _record(verb: str, letter: Letter, by: Official, now: datetime, **facts: object) -> None:
    said = {"agency": by.agency_code, "kind": str(letter.kind), **facts}
    journal.record(verb, subject=("letter", letter.pk), by=by, at=now, facts=said)
