"""What differs between two readings of a procedure: two versions of it, or the national record and the province's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from motcua.domain.procedures.rules.forms import Words
from motcua.domain.procedures.rules.splitting import Item
from motcua.domain.procedures.rules.unfolding import Case, Law, Legible, Outcome, Paper, Way
from motcua.kernel.text import fold
from motcua.kernel.worktime import Limit, limit_in_words

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
SECTIONS = ("name", "ways", "papers", "laws", "results", "conditions", "steps")
CHANNELS = {"online": "Trực tuyến", "direct": "Trực tiếp", "post": "Dịch vụ bưu chính"}
"""The ways of filing as the national database calls them: what is compared must bear one name."""

_ALIKE = 82
"""From 0 to 100: how much two texts must share to be one text that was changed."""

_MOST = 300
"""Points of one section that are compared."""


@dataclass(frozen=True)
class Line:
    """One point on both sides; empty on the side where it does not stand."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A section of the procedure in which something differs, with all its points."""

    section: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        """The points that are not the same on both sides."""
        return tuple(line for line in self.lines if line.kind != SAME)


def differences(before: Legible, after: Legible) -> list[Difference]:
    """The sections that differ, in the order of `SECTIONS`."""
    sides = _texts(before), _texts(after)
    found = [Difference(section, _lines(sides[0][section], sides[1][section])) for section in SECTIONS]
    return [each for each in found if each.changed]


def of_own(name: str, limit: str, body: Mapping[str, Any], day: date) -> Legible:
    """A procedure of the province as it is compared with a national record: in Vietnamese, fees as of `day`."""
    papers = tuple(
        Paper(Words.of(each.get("name")).vi, int(each.get("originals") or 0), int(each.get("copies") or 0))
        for each in body.get("parts") or []
    )
    steps = body.get("steps") or {}
    conditions = Words.of(body.get("conditions")).vi
    return Legible(
        name=name,
        steps=tuple(Item(str(step)) for step in (steps.get("vi") or [] if isinstance(steps, Mapping) else steps)),
        cases=(Case("", papers),) if papers else (),
        ways=tuple(_way(channel, limit, body, day) for channel in CHANNELS),
        laws=tuple(
            Law(str(each.get("number") or ""), Words.of(each.get("title")).vi) for each in body.get("legal") or []
        ),
        results=tuple(
            Outcome(Words.of(each.get("name")).vi, str(each.get("code") or "")) for each in body.get("results") or []
        ),
        conditions=(Item(conditions),) if conditions else (),
    )


def fees_on(body: Mapping[str, Any], channel: str, day: date) -> list[Mapping[str, Any]]:
    """The fees of a channel that hold on `day`."""
    return [
        each
        for each in body.get("fees") or []
        if (not each.get("channel") or each["channel"] == channel)
        and str(each.get("valid_from") or "") <= day.isoformat() <= str(each.get("valid_to") or "9999")
    ]


def _way(channel: str, limit: str, body: Mapping[str, Any], day: date) -> Way:
    sums = dict.fromkeys(int(each.get("amount") or 0) for each in fees_on(body, channel, day))
    fees = [f"{amount:,} đồng".replace(",", ".") if amount else "Miễn phí" for amount in sums]
    return Way(CHANNELS[channel], limit_in_words(Limit.parse(limit), "vi"), "; ".join(fees) or "Miễn phí")


def _texts(read: Legible) -> dict[str, list[str]]:
    """Every section as points of text."""
    return {
        "name": [read.name],
        "ways": [_joined(way.channel, way.limit, way.fee) for way in read.ways],
        "papers": [_paper(paper, case.title) for case in read.cases for paper in case.papers],
        "laws": [_joined(law.number, law.title) for law in read.laws],
        "results": [result.name for result in read.results],
        "conditions": [" ".join([item.text, *item.under]) for item in read.conditions],
        "steps": [" ".join([item.text, *item.under]) for item in read.steps],
    }


def _joined(*parts: str) -> str:
    return ": ".join(dict.fromkeys(part for part in parts if part))


def _paper(paper: Paper, case: str) -> str:
    counts = [f"{count} {word}" for count, word in ((paper.originals, "bản chính"), (paper.copies, "bản sao")) if count]
    return paper.name + (f" ({', '.join(counts)})" if counts else "") + (f" [{case}]" if case else "")


def _lines(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """The points of both sides beside each other: the same ones, then alike ones, then what stands on one side."""
    left, right = list(before)[:_MOST], list(after)[:_MOST]
    partner: dict[int, int] = {}
    for alike in (_same, _similar):
        for there, text in enumerate(right):
            if there in partner.values():
                continue
            for here, other in enumerate(left):
                if here not in partner and alike(other, text):
                    partner[here] = there
                    break
    lines = [
        Line(SAME if _same(text, right[partner[here]]) else CHANGED, text, right[partner[here]])
        if here in partner
        else Line(REMOVED, text, "")
        for here, text in enumerate(left)
    ]
    met = set(partner.values())
    return (*lines, *(Line(ADDED, "", text) for there, text in enumerate(right) if there not in met))


def _same(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


_NUMBER_FIRST = re.compile(r"^[0-9]+/\S+")


def _similar(one: str, other: str) -> bool:
    """Whether two texts are one that was changed: laws by their number, ways by their channel, others by words."""
    numbers = _NUMBER_FIRST.match(one), _NUMBER_FIRST.match(other)
    if numbers[0] or numbers[1]:
        return bool(numbers[0] and numbers[1] and numbers[0][0].strip(":") == numbers[1][0].strip(":"))
    channels = [next((name for name in CHANNELS.values() if text.startswith(name)), "") for text in (one, other)]
    if any(channels):
        return channels[0] == channels[1]
    return fuzz.ratio(fold(one), fold(other)) >= _ALIKE
