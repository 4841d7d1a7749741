"""What a reception at the counter needs, and what an official may override with a reason. Pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import SHORTEST_REASON
from motcua.domain.dossiers.states import Channel, Digitised, Ground
from motcua.domain.procedures.rules import Part
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

MOST_OF_A_PART = 999
DECISIONS = ("accept", "reject", "ask_supplement")


@dataclass(frozen=True)
class Brought:
    """One part as it lies on the counter.

    `reuse` names what is not asked again: `file-<id>` of an earlier dossier, `paper-<id>` of an earlier result.
    `number` is that of an original which the office keeps for a while; empty when none is kept.
    """

    part: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    reuse: str = ""
    number: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether any paper of this part lies there."""
        return self.originals + self.certified + self.copies > 0


@dataclass(frozen=True)
class Known:
    """A paper this person has handed in or been given before; `reuse` is what `Brought` calls it by."""

    reuse: str
    part: str
    title: str
    code: str
    on: date


def ensure_receives(official: Official) -> None:
    """Dossiers are taken in by who holds the duty of reception."""
    if "reception" not in official.duties:
        raise Refused("other_duty", duty="reception")


def ensure_brought_here(dossier: Dossier, official: Official) -> None:
    """What was asked for may be brought to the unit that received the dossier, and noted by who receives there."""
    if official.agency_id != dossier.matter.one_stop_id:
        raise NotFound("task")
    ensure_receives(official)


def ensure_parts_there(wanted: Sequence[Part], brought: Collection[Brought], filed: Collection[str]) -> None:
    """Every required part is on paper, in a file, or known already."""
    there = {each.part for each in brought if each.on_paper or each.reuse} | set(filed)
    missing = [part for part in wanted if part.required and part.code not in there]
    if missing:
        raise Refused("parts_missing_here", parts=[part.code for part in missing], names=_names(missing))


def ensure_counts(brought: Collection[Brought]) -> None:
    """Numbers of papers are numbers of papers."""
    for each in brought:
        if any(not 0 <= count <= MOST_OF_A_PART for count in (each.originals, each.certified, each.copies)):
            raise Refused("bad_count_of_papers", most=MOST_OF_A_PART)


def ensure_reusable(brought: Collection[Brought], known: Collection[Known]) -> None:
    """Only what is this person's own, and answers to this part, stands in for a paper."""
    offered = {(each.part, each.reuse) for each in known}
    if any(each.reuse and (each.part, each.reuse) not in offered for each in brought):
        raise Refused("nothing_to_reuse")


def ensure_served(*, own: bool, anywhere: bool, unit: str) -> None:
    """A unit receives what it serves; what may be handed in anywhere it receives for another."""
    if not own and not anywhere:
        raise Refused("not_served_at_this_unit", unit=unit)


def may_settle_at_once(body: Mapping[str, Any], channel: str, cutoff: time, clock: time) -> bool:
    """Whether a dossier brought now may be settled while the person waits, without form 01 (NĐ 61/2018, art. 17).

    The pack says of which procedures; after the hour of the procedure the result is promised for another day.
    """
    return bool(body.get("at_once")) and channel == Channel.DIRECT and clock <= cutoff


def ensure_at_once(*, allowed: bool) -> None:
    """A receipt is left out only where the law leaves it out."""
    if not allowed:
        raise Refused("not_settled_at_once")


def ensure_authorised(ground: str, document: str, valid_to: date | None, today: date) -> None:
    """An authorisation names its document, unless close kin need none, and has not run out."""
    if ground != Ground.KIN and not document.strip():
        raise Refused("authorisation_without_document")
    if valid_to is not None and valid_to < today:
        raise Refused("authorisation_ran_out", day=valid_to)


def ensure_two_people(owner_number: str, agent_number: str) -> None:
    """Nobody authorises themselves."""
    if owner_number == agent_number:
        raise Refused("authorised_by_oneself")


def ensure_override(warned_of: Mapping[str, str], seen: Collection[str], reason: str) -> None:
    """Every warning was read and is overridden with a reason; `warned_of` is its code and what it is about.

    Raises:
        Refused: `reception_warned` with every warning that was not read, or all when the reason is missing.
    """
    if not warned_of:
        return
    if set(warned_of) <= set(seen) and len(reason.strip()) >= SHORTEST_REASON:
        return
    raise Refused("reception_warned", warnings=dict(warned_of), unread=sorted(set(warned_of) - set(seen)))


def digitised(brought: Brought, filed: Collection[str]) -> Digitised:
    """The flag of the national exchange for one part."""
    if brought.reuse:
        return Digitised.REUSED_RESULT if brought.reuse.startswith("paper-") else Digitised.REUSED
    return Digitised.SCANNED if brought.part in filed else Digitised.NOT_YET


def _names(parts: Sequence[Part]) -> str:
    return "; ".join(str(part.name) for part in parts)
