"""Who may take a result, and what the post is asked for. Pure decisions: no queries, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.domain.returns.states import IDENTITY_ENDING, Relation
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_text, is_passport

_TRACKING = re.compile(r"[A-Z0-9]{8,20}")
_DIGITS = re.compile(r"[0-9]+")
_OF_PASSPORT = re.compile(r"[0-9A-Z]+")


@dataclass(frozen=True)
class Receiver:
    """Who takes a result: the name as typed, what they are to the applicant, how their identity number ends."""

    name: str
    relation: Relation
    identity_ending: str = ""


def ensure_hands_over(unit_id: int, official: Official) -> None:
    """Results are handed over by who has that duty at the unit that received the dossier."""
    if official.agency_id != unit_id:
        raise NotFound("result")
    if "returns" not in official.duties:
        raise Refused("other_duty")


def ensure_receiver(receiver: Receiver, applicants_number: str) -> None:
    """The receiver is named, and the card shown was looked at: the applicant's own must end as ours does."""
    if not receiver.name.strip():
        raise Refused("receiver_missing")
    ending = receiver.identity_ending.upper()
    own = receiver.relation == Relation.SELF and applicants_number
    letters = is_passport(applicants_number) if own else True  # a passport may end in letters
    if len(ending) != IDENTITY_ENDING or not (_OF_PASSPORT if letters else _DIGITS).fullmatch(ending):
        raise Refused("identity_ending_missing", digits=IDENTITY_ENDING)
    if own and not applicants_number.endswith(ending):
        raise Refused("identity_differs")


def ensure_paid(owed: int) -> None:
    """What is owed is paid before the result leaves the counter."""
    if owed:
        raise Refused("fee_still_owed", amount=owed)


def tracking_number(typed: str) -> str:
    """The tracking number in its one form.

    Raises:
        Refused: it is none (`tracking_malformed`).
    """
    number = re.sub(r"[\s.-]", "", typed).upper()
    if not _TRACKING.fullmatch(number):
        raise Refused("tracking_malformed")
    return number


def ensure_delivered_after(posted_on: date, delivered_on: date, today: date) -> None:
    """A delivery lies between the posting and today."""
    if not posted_on <= delivered_on <= today:
        raise Refused("delivery_day_impossible", posted=posted_on)


def names_of(originals: Sequence[str]) -> list[str]:
    """The papers given back, as they are kept: without blanks."""
    return [name for name in (clean_text(each).strip() for each in originals) if name]
