"""The body of a letter: Markdown to blocks and back.

Numbers, letters and dashes of clauses stay as they were typed, so lists are paragraphs here. What a letter cannot have
(pictures, HTML, addresses on the net, program text) is told, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

What = Literal["picture", "html", "link", "code", "quote"]


@dataclass(frozen=True)
class Run:
    """Text of one look. `fact` is the number of the fact that it was inserted from; a line break is a `\\n`."""

    text: str
    bold: bool = False
    italic: bool = False
    fact: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Text that begins on a line of its own: a paragraph, a numbered heading, a dash, a clause."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Without its looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Table:
    """A table with its head; `sides` says of each column where its text stands: left, center, right or nothing."""

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    sides: tuple[str, ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class Part:
    """What is numbered by itself: the letter's own text (no title), or an annex."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class LeftOut:
    """Something that a letter cannot have: what it is, and as much of it as tells which."""

    what: What
    words: str


@dataclass(frozen=True)
class Body:
    """A letter's text and what of its Markdown is not in it."""

    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def text(self) -> tuple[Block, ...]:
        """The blocks of the letter itself, without its annexes."""
        return self.parts[0].blocks

    @property
    def annexes(self) -> tuple[Part, ...]:
        """The annexes in their order."""
        return self.parts[1:]


ANNEX = re.compile(r"Phụ lục(?: [IVXLC]+| \d+)?", re.IGNORECASE)
_FACT = re.compile(r"fact:([0-9]{1,18})")
# What begins a block even where the line before it has not ended with an empty one.
_BEGINS = re.compile(r"(?:[-+–*•] |\d+(?:\.\d+)*[.)] |[a-zđ]\) |[IVXLC]+\. |Điều \d+\.)")
_KEPT_WORDS = 60
# Where a line of the source ended inside a paragraph: by identity, no text is this.
_LINE_END = Run(" ")


def parse(text: str) -> Body:
    """The blocks of a Markdown text, whatever stands in it."""
    reading = _Reading()
    parts: list[Part] = []
    title, blocks = "", list[Block]()
    for block in reading.blocks(_markdown().parse(text)):
        if isinstance(block, str):
            parts.append(Part(title, tuple(blocks)))
            title, blocks = block, []
        else:
            blocks.append(block)
    parts.append(Part(title, tuple(blocks)))
    return Body(tuple(parts), tuple(reading.left_out))


def read_paragraph(text: str) -> tuple[Run, ...]:
    """One paragraph of a letter's Markdown as it is read; a table, which has its signs, as it was typed."""
    runs: list[Run] = []
    for block in parse(text).text:
        if isinstance(block, Table):
            return (Run(text),)
        runs += [Run("\n"), *block.runs] if runs else block.runs
    return tuple(runs) or (Run(text),)


@cache
def _markdown() -> MarkdownIt:
    rules = MarkdownIt("commonmark", {"html": True}).enable("table")
    return rules.disable(["list", "code", "lheading", "hr", "reference"])


class _Reading:
    """One pass over the tokens of a text."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block | str]:
        """Blocks in order; the title of an annex stands as text where it begins."""
        heading, cells, rows, sides, inside = False, [], [], [], False  # type: ignore[var-annotated]
        for token in tokens:
            match token.type:
                case "heading_open":
                    heading = True
                case "heading_close":
                    heading = False
                case "table_open":
                    cells, rows, sides, inside = [], [], [], True
                case "tr_open":
                    cells = []
                case "th_open":
                    sides.append(re.sub("^text-align:", "", str(token.attrGet("style") or "")))
                case "tr_close":
                    rows.append(tuple(cells))
                case "table_close":
                    inside = False
                    yield Table(rows[0], tuple(rows[1:]), tuple(sides))
                case "inline" if inside:
                    cells.append(tidied(self._runs(token.children or [])))
                case "inline":
                    yield from self._paragraphs(token, heading=heading)
                case "fence":
                    self._leave("code", token.content)
                    yield from (Paragraph((Run(line.strip()),)) for line in token.content.split("\n") if line.strip())
                case "html_block":
                    self._leave("html", token.content)
                case "blockquote_open":
                    self._leave("quote", ">")

    def _paragraphs(self, token: Token, *, heading: bool) -> Iterator[Block | str]:
        paragraphs: list[list[Run]] = [[]]
        for run in self._runs(token.children or []):
            if run is _LINE_END:
                paragraphs.append([])
            else:
                paragraphs[-1].append(run)
        joined: list[list[Run]] = [paragraphs[0]]
        for runs in paragraphs[1:]:
            if _BEGINS.match("".join(run.text for run in runs)):
                joined.append(runs)
            else:
                joined[-1] += [Run(" "), *runs]
        for runs in joined:
            paragraph = _paragraph(runs)
            if heading and ANNEX.fullmatch(paragraph.text.strip()):
                yield paragraph.text.strip()
            elif paragraph.text:
                yield _paragraph([replace(run, bold=True) for run in runs]) if heading else paragraph

    def _runs(self, tokens: Sequence[Token]) -> Iterator[Run]:
        bold = italic = 0
        fact = ""
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "link_open":
                    address = str(token.attrGet("href") or "")
                    found = _FACT.fullmatch(address)
                    fact = found[1] if found else ""
                    if not found:
                        self._leave("link", address)
                case "link_close":
                    fact = ""
                case "softbreak":
                    yield _LINE_END
                case "hardbreak":
                    yield Run("\n", bool(bold), bool(italic))
                case "image":
                    self._leave("picture", token.content or str(token.attrGet("src") or ""))
                case "html_inline":
                    self._leave("html", token.content)
                case "code_inline":
                    self._leave("code", token.content)
                    yield Run(token.content, bool(bold), bool(italic), fact)
                case _ if token.content:
                    yield Run(token.content, bool(bold), bool(italic), fact)

    def _leave(self, what: What, words: str) -> None:
        told = " ".join(words.split())
        self.left_out.append(LeftOut(what, told if len(told) <= _KEPT_WORDS else f"{told[:_KEPT_WORDS]}…"))


def _paragraph(runs: Sequence[Run]) -> Paragraph:
    joined = tidied(runs)
    if joined and joined[0].text.startswith("* "):
        joined = (replace(joined[0], text=f"- {joined[0].text[2:]}"), *joined[1:])
    return Paragraph(joined)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one look and fact as one run."""
    kept: list[Run] = []
    for run in runs:
        if kept and replace(kept[-1], text="") == replace(run, text=""):
            kept[-1] = replace(run, text=kept[-1].text + run.text)
        elif run.text:
            kept.append(run)
    return tuple(kept)


def tidied(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as they are kept: single spaces, none at the ends of a line, and none at the ends of a look, where
    Markdown could not say them. A fact stays whole."""
    pieces = [piece for run in runs for piece in _spaces_outside(run)]
    kept: list[Run] = []
    before = "\n"
    for piece in pieces:
        text = piece.text
        if not piece.fact:
            text = re.sub(r" ?\n ?", "\n", re.sub(r"[ \t\r]+", " ", text))
            text = text[1:] if text.startswith(" ") and before in " \n" else text
            if kept and text.startswith("\n") and before == " ":
                kept[-1] = replace(kept[-1], text=kept[-1].text.removesuffix(" "))
        if text:
            kept.append(replace(piece, text=text))
            before = text[-1]
    while kept and not kept[0].fact and not kept[0].text.strip(" \n"):
        kept.pop(0)
    while kept and not kept[-1].fact and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return joined(run for run in kept if run.text)


def _spaces_outside(run: Run) -> Iterator[Run]:
    if run.fact or not (run.bold or run.italic):
        yield run
        return
    inner = run.text.strip(" \t\r\n")
    lead, tail = run.text.split(inner, 1) if inner else (run.text, "")
    yield from (Run(lead), replace(run, text=inner), Run(tail))
