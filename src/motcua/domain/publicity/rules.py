"""Who may verify, how an item stands on a day, and what a unit lacks. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.agencies.models import Agency, Contact
from motcua.domain.publicity.states import Lack, Standing, Where
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

VERIFIES = frozenset({"reception", "returns", "leader", "administrator"})
SHORTEST_NOTE, LONGEST_NOTE = 5, 1000


@dataclass(frozen=True)
class Item:
    """One thing that a unit publishes; verified again after `every_days` days."""

    code: str
    title: str
    title_en: str
    where: Where
    basis: str
    every_days: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Item:
        """The item as the pack writes it."""
        title = body["title"]
        return cls(body["code"], title["vi"], title["en"], Where(body["where"]), body["basis"], body["every_days"])


@dataclass(frozen=True)
class Finding:
    """Something that a unit lacks; `count` is of how many items or procedures that is true."""

    lack: Lack
    count: int = 1


def ensure_may_verify(official: Official, agency: Agency, unit_kinds: Collection[str]) -> None:
    """Somebody who receives, hands over, leads or administers at that one-stop unit; another's does not exist.

    Raises:
        NotFound: it is not the official's own unit, or no one-stop unit at all.
        Refused: `other_duty`.
    """
    if official.agency_id != agency.pk or agency.kind not in unit_kinds:
        raise NotFound("unit")
    if not VERIFIES & official.duties:
        raise Refused("other_duty")


def ensure_says_what_is_wrong(good: bool, note: str) -> None:
    """Who finds an item wrong says what is wrong, so that it can be mended."""
    if not good and len(note) < SHORTEST_NOTE:
        raise Refused("fault_without_note", least=SHORTEST_NOTE)
    if len(note) > LONGEST_NOTE:
        raise Refused("note_too_long", most=LONGEST_NOTE)


def standing(item: Item, good: bool | None, verified_on: date | None, today: date) -> Standing:
    """How an item stands by its latest verification; `good` and `verified_on` are `None` where there is none.

    What was found wrong stays wrong however long ago that was.
    """
    if good is None or verified_on is None:
        return Standing.NEVER
    if not good:
        return Standing.WRONG
    return Standing.OVERDUE if (today - verified_on).days > item.every_days else Standing.GOOD


def of_contact(contact: Contact | None) -> list[Lack]:
    """What is wrong with how a unit says it can be reached."""
    found = {
        Lack.PHONE: contact is None or not contact.phone.strip(),
        Lack.EMAIL: contact is None or not contact.email.strip(),
        Lack.HOURS: contact is None or not contact.hours.strip(),
        Lack.MADE_UP: contact is not None and contact.made_up,
    }
    return [lack for lack, true in found.items() if true]


def findings(
    contact: Contact | None, counters: int, standings: Sequence[Standing], procedures_lacking: int
) -> list[Finding]:
    """Everything a unit lacks, first what the province's own mechanism asks for: telephone and e-mail."""
    here = [*of_contact(contact), *([] if counters else [Lack.COUNTERS])]
    counted = {
        Lack.WRONG: standings.count(Standing.WRONG),
        Lack.NEVER: standings.count(Standing.NEVER),
        Lack.OVERDUE: standings.count(Standing.OVERDUE),
        Lack.PROCEDURES: procedures_lacking,
    }
    return [
        *(Finding(lack) for lack in here),
        *(Finding(lack, count) for lack, count in counted.items() if count),
    ]
