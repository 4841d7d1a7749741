"""Writing the text of a letter: it is saved, taken up again, and facts and clauses are put in.

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

from motcua.domain.letters.actions.holding import locked, record
from motcua.domain.letters.models import Letter, Version
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, texts
from motcua.domain.letters.rules.texts import Fact
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line

AS_BEFORE_RESTORING, AS_BEFORE_UPLOAD = "Trước khi lấy lại bản cũ", "Trước khi đưa bản .docx lên"
AS_UPLOADED = "Từ tệp .docx"


@dataclass(frozen=True)
class Saved:
    """What became of a text that was saved. `overtaken` where somebody had saved before: it lies in `version`, aside,
    and the letter says what the other wrote."""

    letter: Letter
    version: Version
    overtaken: bool = False


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
    return _saved(letter, text, clean_line(name), based_on, by, now)


@atomic
def take_over(letter_id: int, body: str, *, based_on: int, by: Official, now: datetime) -> Saved:
    """Let the text of an edited .docx be the next version; what the letter said until now stays as a version.

    Raises:
        Refused: `letter_not_in_draft`, `letter_too_long`.
    """
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    text = texts.as_kept(body)
    access.ensure_fits(text)
    if based_on == letter.revision:
        keep_current(letter, AS_BEFORE_UPLOAD)
    return _saved(letter, text, AS_UPLOADED, based_on, by, now)


@atomic
def restore_version(letter_id: int, number: int, *, based_on: int, by: Official, now: datetime) -> Letter:
    """Let the letter say again what a version says; what it said until now stays as a version.

    Raises:
        NotFound: there is no such version, or the letter is another agency's.
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`.
    """
    letter = _written(letter_id, based_on, by)
    version = Version.objects.filter(letter=letter, number=number).order_by("pk").first()
    if version is None:
        raise NotFound("version")
    keep_current(letter, AS_BEFORE_RESTORING)
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
    record("letters.fact_inserted", letter, by, now, **said)
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


def text_of(letter: Letter) -> str:
    """What the letter says now."""
    return str(letter.current.body) if letter.current is not None else ""


def facts_of(letter: Letter) -> dict[str, Any]:
    """The facts that its links name."""
    return dict(letter.current.facts) if letter.current is not None else {}


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
        record("letters.version_saved", letter, by, now, version=kept.number, aside=False)
    return kept


def _written(letter_id: int, based_on: int, by: Official) -> Letter:
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    if based_on != letter.revision:
        raise Refused("letter_changed_meanwhile")
    return letter


def _saved(letter: Letter, text: str, name: str, based_on: int, by: Official, now: datetime) -> Saved:  # noqa: PLR0917
    """What the first of two editors wrote is what the letter says; what the second wrote lies beside it."""
    if based_on == letter.revision:
        return Saved(letter, store(letter, text, None, name, by, now))
    current = letter.current
    if current is not None and current.body == text:
        return Saved(letter, current)
    return Saved(letter, _aside(letter, text, by, now), overtaken=True)


def keep_current(letter: Letter, name: str) -> None:
    """What the letter says now keeps a name, so that nothing takes its place."""
    if letter.current is not None and not letter.current.name:
        letter.current.name = name
        letter.current.save(update_fields=["name"])


def _aside(letter: Letter, text: str, by: Official, now: datetime) -> Version:
    """What the second of two wrote: kept, in the place of what they had aside since the letter last changed."""
    kept = letter.versions.filter(aside=True, saved_by_id=by.account_id).order_by("-number").first()
    since = letter.current.saved_at if letter.current is not None else letter.drafted_at
    if kept is None or kept.saved_at < since:
        kept = _new_version(letter, text, facts_of(letter), by, now, aside=True)
        record("letters.version_saved", letter, by, now, version=kept.number, aside=True)
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
