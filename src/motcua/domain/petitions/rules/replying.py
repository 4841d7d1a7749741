"""The text of a letter that answers voters, put together from the province's wordings: pure, in the letter's Markdown.

What is filled in is Vietnamese whatever the reader's language, as it is part of the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.letters.rules.texts import Fact

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_LINK_SIGNS = re.compile(r"[\[\]()\\\s]+")
_DASH = re.compile(r"^\s*[-–+•*]\s+")
_PLACE = re.compile(r"\{(\w+)\}")
_QUOTES = " .;,…\n\t“”\"'"


@dataclass(frozen=True)
class Basis:
    """The letter by which answering was assigned."""

    symbol: str
    day: date


@dataclass(frozen=True)
class Promised:
    """A milestone of an answer."""

    what: str
    unit: str
    due_on: date


@dataclass(frozen=True)
class Answered:
    """A point of a petition with its drafted answer."""

    answer_id: int
    what: str
    text: str
    promises: tuple[Promised, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A petition as a letter quotes it; without a `name` where the voter did not agree to be named."""

    name: str
    place: str
    words: str
    session: str
    term: str
    basis: Basis
    points: tuple[Answered, ...]


@dataclass(frozen=True)
class Offered:
    """Something that the platform can show to be so: a sentence of the province's, the plain words in it, its facts."""

    key: str
    title: str
    text: str
    words: Mapping[str, str]
    facts: Mapping[str, Fact]

    @property
    def plainly(self) -> str:
        """The sentence as it will read."""
        known = {**self.words, **{name: fact.value for name, fact in self.facts.items()}}
        return _filled(self.text, known).replace("**", "")


def composed(
    asked: Sequence[Asked],
    wording: Mapping[str, Any],
    *,
    agency: str,
    stated: Sequence[tuple[int, Offered]] = (),
) -> tuple[str, dict[str, Any]]:
    """The text of the letter and the facts that its links name; `stated` puts an offered sentence under an answer."""
    kept: dict[str, Any] = {}
    under: dict[int, list[str]] = {}
    for answer_id, offered in stated:
        under.setdefault(answer_id, []).append(_with_links(offered, kept))
    return "\n\n".join(_paragraphs(asked, wording, agency, under)), kept


def _paragraphs(
    asked: Sequence[Asked], wording: Mapping[str, Any], agency: str, under: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    bases = _together([_basis(each.basis, wording) for each in asked])
    first = asked[0]
    yield _filled(str(wording["opening"]), {"basis": bases, "session": first.session, "term": first.term})
    for number, each in enumerate(asked):
        voice = wording["next_voice"] if number else wording["voice"]
        yield _filled(str(voice), {"voter": _voter(each, wording), "words": _said(each.words)})
    if len(asked) == 1:
        yield _filled(str(wording["transition"]), {"voter": _voter(first, wording, short=True), "agency": agency})
    else:
        yield _filled(str(wording["transition_of_several"]), {"agency": agency})
    points = [point for each in asked for point in each.points]
    for number, point in enumerate(points, start=1):
        yield f"{number}. " + _filled(str(wording["point"]), {"what": escaped(_inside(point.what))})
        for line in _lines(point, wording, under.get(point.answer_id, ())):
            yield f"- {line}"
    yield _filled(
        str(wording["closing"]), {"bases": bases, "agency": agency, "to": _together([str(to) for to in wording["to"]])}
    )
    yield str(wording["end"])


def _lines(point: Answered, wording: Mapping[str, Any], stated: Sequence[str]) -> Iterator[str]:
    """What was answered, a dash for each line of it; then what can be shown; then what is promised."""
    for line in point.text.splitlines():
        if said := _DASH.sub("", line).strip():
            yield escaped(_ended(said))
    yield from stated
    for promise in point.promises:
        what = escaped(promise.what.strip().rstrip(" .;"))
        yield _filled(
            str(wording["promise"]), {"what": what, "day": written(promise.due_on), "unit": escaped(promise.unit)}
        )


def _with_links(offered: Offered, kept: dict[str, Any]) -> str:
    """The sentence with a link for each fact in it; the facts are added to those that are kept."""
    known = {name: escaped(word) for name, word in offered.words.items()}
    for name in dict.fromkeys(_PLACE.findall(offered.text)):
        if name in offered.facts:
            fact = offered.facts[name]
            kept[str(len(kept) + 1)] = fact.kept()
            known[name] = f"[{_LINK_SIGNS.sub(' ', fact.value).strip()}](fact:{len(kept)})"
    return _filled(offered.text, known)


def _voter(asked: Asked, wording: Mapping[str, Any], *, short: bool = False) -> str:
    """Who asks: by name only where they agreed; `short` leaves the place of somebody who is named away."""
    if not asked.name:
        return _filled(str(wording["unnamed"]), {"place": escaped(asked.place)})
    filled = _filled(str(wording["named"]), {"name": escaped(asked.name), "place": escaped(asked.place)})
    return filled.removesuffix(f", {escaped(asked.place)}") if short else filled


def _said(words: str) -> str:
    """What somebody said, in one line, as it stands between quotation marks."""
    return escaped(" ".join(words.split()).strip(_QUOTES))


def _basis(basis: Basis, wording: Mapping[str, Any]) -> str:
    return _filled(str(wording["basis"]), {"symbol": escaped(basis.symbol), "day": written(basis.day)})


def hamlet_in(address: str, words: Sequence[str]) -> str:
    """The part of an address that names a hamlet: all of it that is told of somebody who is not named."""
    parts = [part.strip() for part in address.split(",")]
    return next((part for part in parts if any(part.casefold().startswith(f"{word} ") for word in words)), "")


def written(day: date) -> str:
    """A day as letters write it: days below 10 and the months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"


def counted(number: int) -> str:
    """A number as it is written, thousands parted by stops."""
    return f"{number:,}".replace(",", ".")


def escaped(text: str) -> str:
    """A text whose signs mean nothing to Markdown."""
    return _SIGNS.sub(r"\\\1", text)


def lowered(name: str) -> str:
    """The name of an area inside a sentence: its first letter is small."""
    return name[:1].lower() + name[1:]


def _inside(text: str) -> str:
    """A point inside a sentence: it begins small unless its first words are a name, and has no stop."""
    bare = text.strip().rstrip(" .;:")
    second = bare.split(" ")[1:2]
    a_name = bool(second and second[0][:1].isupper()) or bare[:2].isupper()
    return bare if a_name else lowered(bare)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", ":", ";")) else f"{text}."


def _together(parts: Sequence[str]) -> str:
    """Each once: `a`, `a và b`, `a, b và c`."""
    once = list(dict.fromkeys(parts))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} và {once[-1]}"


def _filled(text: str, known: Mapping[str, str]) -> str:
    """The wording with its places filled; one that nobody fills stays as it is, for the writer to see."""
    return _PLACE.sub(lambda place: known.get(place[1], place[0]), text)
