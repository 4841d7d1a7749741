"""Who may do what with a letter. Pure decisions: no queries, no clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.letters.models import Incoming, Letter, Version
from motcua.domain.letters.states import Kind, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

WRITES = frozenset({Duty.SPECIALIST, Duty.LEADER})
SEES = WRITES | {Duty.CLERK}
WITH_ADDRESSEES = frozenset({Kind.OFFICIAL_LETTER, Kind.SUBMISSION, Kind.INVITATION})
"""Kinds that say to whom they go (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 9a)."""
LONGEST = 200_000


def may_see(official: Official, agency_id: int) -> bool:
    """Whoever drafts, leads or keeps the registers at the agency."""
    return official.agency_id == agency_id and bool(SEES & official.duties)


def ensure_sees(official: Official, letter: Letter | None) -> Letter:
    """The letter, for somebody of its agency; to others there is none."""
    if letter is None or not may_see(official, letter.agency_id):
        raise NotFound("letter")
    return letter


def ensure_duty(official: Official, *duties: str) -> None:
    """Refused as `other_duty` without one of these."""
    if not official.duties & set(duties):
        raise Refused("other_duty")


def ensure_may_write(letter: Letter, by: Official) -> None:
    """A draft is its agency's: whoever drafts there may write in it, and nobody once it is being checked."""
    ensure_sees(by, letter)
    ensure_duty(by, *WRITES)
    if letter.state != State.DRAFTING:
        raise Refused("letter_not_in_draft")


def ensure_fits(body: str) -> None:
    """A text that can be kept at all."""
    if len(body) > LONGEST:
        raise Refused("letter_too_long", most=LONGEST)


def ensure_complete(letter: Letter, version: Version | None) -> None:
    """Everything that a check needs to look at is there; `missing` names the boxes that are empty."""
    there = {
        "body": bool(version is not None and version.body.strip()),
        "subject": bool(letter.subject.strip()),
        "to": bool(letter.to) or letter.kind not in WITH_ADDRESSEES,
        "signer": letter.signer_id is not None,
        "secretary": letter.secretary_id is not None or letter.kind != Kind.MINUTES,
    }
    missing = [box for box, filled in there.items() if not filled]
    if missing:
        raise Refused("letter_incomplete", missing=missing)


def ensure_checks_content(letter: Letter, by: Official) -> None:
    """The head of the drafting unit, or whoever stands in for them; never whoever drafted it."""
    ensure_sees(by, letter)
    if letter.checker_id not in {by.account_id, *by.stands_in_for}:
        raise Refused("not_the_checker")
    if letter.drafted_by_id == by.account_id:
        raise Refused("checks_own_letter")


def may_check_content(letter: Letter, official: Official) -> bool:
    """The same as a question."""
    try:
        ensure_checks_content(letter, official)
    except (Refused, NotFound):
        return False
    return True


def signer_due(letter: Letter) -> int | None:
    """Whose signature is next: the secretary's of minutes, then the signer's."""
    return letter.secretary_id if secretary_is_due(letter) else letter.signer_id


def secretary_is_due(letter: Letter) -> bool:
    """Whether minutes wait for their secretary, before whom the chair does not sign (mẫu 1.9)."""
    return letter.secretary_id is not None and letter.secretary_signed_at is None


def ensure_signs(letter: Letter, by: Official) -> None:
    """A signature is a person's own: nobody stands in for the hand of another (Điều 13). Who leads the agency no more
    signs nothing for it that waited for them."""
    ensure_sees(by, letter)
    if signer_due(letter) == by.account_id:
        if not secretary_is_due(letter) and Duty.LEADER not in by.duties:
            raise Refused("not_a_signer")
        return
    if letter.signer_id == by.account_id:
        raise Refused("secretary_first")
    if letter.secretary_id == by.account_id:
        raise Refused("already_signed")
    raise Refused("not_the_signer")


def ensure_drafted(letter: Letter, by: Official) -> None:
    """Only whoever began a draft throws it away."""
    ensure_sees(by, letter)
    if letter.drafted_by_id != by.account_id:
        raise Refused("not_the_drafter")


def same_month(one: datetime, other: datetime) -> bool:
    """Whether both are of one month here: a letter is signed with its month in it, and its day still open."""
    first, second = localdate(one), localdate(other)
    return (first.year, first.month) == (second.year, second.month)


def ensure_sends_back(letter: Letter, by: Official) -> None:
    """Whoever it waits for may send it back."""
    match letter.state:
        case State.CONTENT_CHECK:
            ensure_checks_content(letter, by)
        case State.TO_SIGN:
            ensure_signs(letter, by)
        case _:
            ensure_sees(by, letter)
            ensure_duty(by, Duty.CLERK)


def ensure_says_why(words: str) -> str:
    """The reason, long enough to be one."""
    said = words.strip()
    if len(said) < LEAST_REASON:
        raise Refused("reason_missing", least=LEAST_REASON)
    return said


LEAST_REASON = 10


def may_see_incoming(official: Official, incoming: Incoming) -> bool:
    """Who leads or keeps the registers sees what came; anybody else only what was assigned to them."""
    if incoming.agency_id != official.agency_id:
        return False
    mine = incoming.assigned_to_id in {official.account_id, *official.stands_in_for}
    return mine or bool({Duty.LEADER, Duty.CLERK} & official.duties)


def ensure_sees_incoming(official: Official, incoming: Incoming | None) -> Incoming:
    """The incoming letter, for somebody of its agency whom it concerns; to others there is none."""
    if incoming is None or not may_see_incoming(official, incoming):
        raise NotFound("incoming")
    return incoming
