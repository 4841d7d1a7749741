"""What becomes of a report, as a list of deeds: which ones, how long each takes, and how long ago it began.

Together the fates end in every state that a report can be in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HOUR, DAY = 60, 480  # working minutes

Deed = tuple[str, int, int]
"""A deed of `answering.Desk` by its name, and the least and the most working minutes after the last one."""
Wants = Callable[[Mapping[str, Any], Mapping[str, Any]], bool]
"""Whether a fate suits a category: what the pack says of it, and what the script does."""


def _any(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return not said.get("sealed")


def _shown(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return bool(said.get("publishable")) and said.get("place") == "required"


def _placed(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return said.get("place") == "required" and not told.get("about_official")


def _calm(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return said.get("urgency") != "urgent" and not told.get("about_official")


def _shared(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return _shown(said, told) and any(isinstance(line, list) for line in told["said"])


@dataclass(frozen=True)
class Fate:
    """How often it happens (of all `weight`s), how many days ago it began, and its deeds.

    `twins`: how many others report the same thing; `account`: whoever reports is signed in.
    """

    weight: int
    days: tuple[float, float]
    deeds: tuple[Deed, ...] = ()
    wants: Wants = _any
    twins: int = 0
    account: bool = False


SEND: Deed = ("forward", 5, 60)
SEND_WRONG: Deed = ("forward_elsewhere", 5, 60)
GIVE_BACK: Deed = ("give_back", 40, 4 * HOUR)
TAKE: Deed = ("accept", 15, 4 * HOUR)
DRAFT: Deed = ("draft", 3 * HOUR, 3 * DAY)
APPROVE: Deed = ("approve", 15, 4 * HOUR)
CLOSE: Deed = ("close", 30, DAY)
FIXED: Deed = ("fixed", 30, 3 * DAY)
NOT_FIXED: Deed = ("not_fixed", 30, 2 * DAY)
ANSWER = (SEND, TAKE, DRAFT, APPROVE)

FATES: dict[str, Fate] = {
    "new": Fate(16, (0.004, 0.09), (), _calm),
    "forwarded": Fate(25, (0.1, 0.8), (SEND,), _calm),
    "not_taken": Fate(10, (3, 6), (SEND,), _calm),
    "returned": Fate(6, (1, 3), (SEND_WRONG, GIVE_BACK), _placed),
    "returned_twice": Fate(4, (2, 4), (SEND_WRONG, GIVE_BACK, SEND_WRONG, GIVE_BACK), _placed),
    "bound": Fate(10, (3, 6), (SEND_WRONG, GIVE_BACK, SEND_WRONG, GIVE_BACK, ("forward_bound", 10, 60), TAKE), _placed),
    "in_handling": Fate(55, (0.6, 3), (SEND, TAKE), _calm),
    "asked": Fate(15, (1, 4), (SEND, TAKE, ("ask", 20, 2 * HOUR)), _calm),
    "replied": Fate(
        20, (12, 26), (SEND, TAKE, ("ask", 20, 2 * HOUR), ("reply", 30, DAY), DRAFT, APPROVE, FIXED, CLOSE), _calm
    ),
    "extended": Fate(12, (3, 5), (SEND, TAKE, ("extend", HOUR, 5 * HOUR)), _calm),
    "extended_done": Fate(12, (16, 28), (SEND, TAKE, ("extend", HOUR, 5 * HOUR), DRAFT, APPROVE, FIXED, CLOSE), _calm),
    "drafted": Fate(20, (1.5, 4), (SEND, TAKE, ("draft", 2 * HOUR, DAY)), _calm),
    "sent_back": Fate(10, (2, 5), (SEND, TAKE, ("draft", 2 * HOUR, DAY), ("send_back", 15, 3 * HOUR)), _calm),
    "answered": Fate(55, (2, 6), (SEND, TAKE, ("draft", 2 * HOUR, DAY), APPROVE), _calm),
    "reopened": Fate(18, (4, 9), (*ANSWER, NOT_FIXED), _placed),
    "reopened_done": Fate(20, (16, 29), (*ANSWER, NOT_FIXED, DRAFT, APPROVE, FIXED, CLOSE), _shown),
    "confirmed": Fate(7, (4, 8), (*ANSWER, ("fixed", 20, 4 * HOUR)), _calm),
    "published": Fate(300, (9, 30), (*ANSWER, FIXED, CLOSE), _shown),
    "closed": Fate(90, (9, 30), (*ANSWER, FIXED, ("close_privately", 30, DAY))),
    "silent": Fate(50, (20, 30), (SEND, TAKE, DRAFT, APPROVE, ("close", 7 * DAY, 8 * DAY)), _calm),
    "discontent": Fate(25, (9, 28), (*ANSWER, ("discontent", 30, 2 * DAY), CLOSE)),
    "late": Fate(25, (14, 25), (SEND, TAKE), _calm),
    "late_done": Fate(30, (24, 30), (SEND, TAKE, ("draft", 9 * DAY, 12 * DAY), APPROVE, FIXED, CLOSE), _shown),
    "shown_early": Fate(20, (2, 6), (SEND, TAKE, ("publish", 30, 4 * HOUR)), _shown),
    "twins": Fate(22, (9, 26), (("forward", 6 * HOUR, 7 * HOUR), TAKE, DRAFT, APPROVE, FIXED, CLOSE), _shared, twins=2),
    "alike": Fate(8, (0.2, 0.6), (), _shared, twins=1),
    "split": Fate(12, (6, 20), (("split", 10, HOUR), *ANSWER, FIXED, CLOSE), _placed),
    "withdrawn": Fate(8, (4, 20), (SEND, ("withdraw", HOUR, 3 * HOUR)), _calm, account=True),
}
"""By name, in an order in which a small month sees each of them once."""
REJECTED = Fate(0, (2, 27), (("reject", 5, 60),))
GUIDED = Fate(0, (3, 24), (("guide", 20, 4 * HOUR),))
PASSED_ON = Fate(0, (3, 20), (("pass_on", 20, 4 * HOUR),))
TURNED_OUT = Fate(0, (4, 20), (SEND, TAKE, ("seal", 30, 4 * HOUR)))
PART = Fate(0, (0, 0), ANSWER)
SEALED = Fate(0, (2, 28))
URGENT = 10
"""So many times faster is everything about an urgent report, and by day and night."""
