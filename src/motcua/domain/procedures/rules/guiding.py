"""“What do I need”: one page in plain words of what to bring in which case, how long it takes and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.domain.procedures.rules.differing import CHANNELS, fees_on
from motcua.domain.procedures.rules.forms import Form, Words
from motcua.domain.procedures.rules.unfolding import Legible

NOTHING = Words()


@dataclass(frozen=True)
class GuidePaper:
    """Something to bring: how many originals and copies, where that is said."""

    name: Words
    hint: Words = NOTHING
    originals: int | None = None
    copies: int | None = None
    form: str = ""


@dataclass(frozen=True)
class GuideCase:
    """What to bring in one case: each line of `when` is a question and the answers for which it is."""

    title: str
    when: tuple[tuple[Words, tuple[Words, ...]], ...]
    papers: tuple[GuidePaper, ...]


@dataclass(frozen=True)
class GuideFee:
    """A sum in đồng `per` dossier or copy, with its case; or, from a national record, the text that stands there."""

    amount: int | None
    text: str = ""
    per: str = ""
    note: Words = NOTHING
    unsure: bool = False


@dataclass(frozen=True)
class GuideWay:
    """Ways of filing for which the same holds: `channels` are online, direct, post; the limit is in words."""

    channels: tuple[str, ...]
    limit: str
    fees: tuple[GuideFee, ...]
    note: str = ""


@dataclass(frozen=True)
class Guide:
    """The whole page."""

    cases: tuple[GuideCase, ...]
    ways: tuple[GuideWay, ...]
    results: tuple[Words, ...]


def guide_of_own(body: Mapping[str, Any], form: Form | None, limit: str, day: date) -> Guide:
    """The guide of a procedure of the province; `limit` in words, the same for every channel."""
    ways = _together(
        GuideWay((channel,), limit, tuple(_fee(each, form) for each in fees_on(body, channel, day)))
        for channel in CHANNELS
    )
    results = tuple(Words.of(each.get("name")) for each in body.get("results") or [])
    return Guide(_cases(body, form), ways, results)


def guide_of_national(read: Legible) -> Guide:
    """The guide of a national record, as far as it can be read."""
    called = {name: channel for channel, name in CHANNELS.items()}
    return Guide(
        tuple(
            GuideCase(
                case.title,
                (),
                tuple(
                    GuidePaper(Words(paper.name), originals=paper.originals, copies=paper.copies, form=paper.form)
                    for paper in case.papers
                ),
            )
            for case in read.cases
        ),
        _together(
            GuideWay(
                tuple(filter(None, [called.get(way.channel)])),
                way.limit,
                (GuideFee(None, way.fee),) if way.fee else (),
                way.note,
            )
            for way in read.ways
        ),
        tuple(Words(result.name) for result in read.results),
    )


def _together(ways: Iterable[GuideWay]) -> tuple[GuideWay, ...]:
    """The ways with those as one that differ in nothing but their channel."""
    groups: dict[tuple[object, ...], GuideWay] = {}
    for way in ways:
        key = (way.limit, way.fees, way.note)
        before = groups.get(key)
        channels = (*before.channels, *way.channels) if before else way.channels
        groups[key] = replace(way, channels=tuple(dict.fromkeys(channels)))
    return tuple(groups.values())


def _cases(body: Mapping[str, Any], form: Form | None) -> tuple[GuideCase, ...]:
    """The papers by when they are asked for: first those that always are."""
    groups: dict[tuple[tuple[Words, tuple[Words, ...]], ...], list[GuidePaper]] = {(): []}
    for each in body.get("parts") or []:
        paper = GuidePaper(
            Words.of(each.get("name")),
            Words.of(each.get("hint")),
            int(each.get("originals") or 0),
            int(each.get("copies") or 0),
        )
        groups.setdefault(_when(each.get("when"), form), []).append(paper)
    return tuple(GuideCase("", when, tuple(papers)) for when, papers in groups.items() if papers)


def _when(when: object, form: Form | None) -> tuple[tuple[Words, tuple[Words, ...]], ...]:
    """A condition as questions and answers of the form; what the form does not ask is left out."""
    if not isinstance(when, Mapping) or form is None:
        return ()
    asked = []
    for name, values in when.items():
        field = form.fields.get(str(name))
        if field is not None:
            wanted = values if isinstance(values, list | tuple) else [values]
            asked.append((field.label, tuple(field.option(value) or _plain(value) for value in wanted)))
    return tuple(asked)


def _plain(value: object) -> Words:
    if isinstance(value, bool):
        return Words("có", "yes") if value else Words("không", "no")
    return Words(str(value), str(value))


def _fee(each: Mapping[str, Any], form: Form | None) -> GuideFee:
    amount, per = int(each.get("amount") or 0), str(each.get("per") or "")
    return GuideFee(amount, "", per, Words.of(each.get("note")), bool(each.get("mark")))
