"""Blocks back to Markdown: what `markdown.parse` reads again as the same blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from motcua.domain.letters.rules.markdown import Body, Paragraph, Part, Run, Table, joined, parse, tidied

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|])")
_LOOKS = ("bold", "italic")
_EDGES = {"left": ":---", "center": ":---:", "right": "---:"}


def written(body: Body) -> str:
    """The Markdown of a body, one empty line between blocks."""
    return "\n\n".join(filter(None, (_part(part) for part in body.parts)))


def _part(part: Part) -> str:
    blocks = [_table(block) if isinstance(block, Table) else _paragraph(block) for block in part.blocks]
    return "\n\n".join(filter(None, [f"# {part.title}" if part.title else "", *blocks]))


def _paragraph(paragraph: Paragraph) -> str:
    text = _line(paragraph.runs)
    # A dash that stands for itself stays; what Markdown takes for a heading at the start of a line does not.
    return re.sub(r"^(#{1,6}(?: |$))", r"\\\1", text, flags=re.MULTILINE)


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    lines = [f"| {' | '.join(_line(cell).replace(chr(92) + chr(10), ' ') for cell in row)} |" for row in rows]
    lines.insert(1, f"| {' | '.join(_EDGES.get(side, '---') for side in table.sides)} |")
    return "\n".join(lines)


def _line(runs: Sequence[Run]) -> str:
    """The runs with their looks; without them where Markdown has no way to say them (`a**“b”**c`)."""
    tidy = tidied(runs)
    text = _marked(tidy)
    if _read(text) == tidy:
        return text
    return _marked([replace(run, bold=False, italic=False) for run in tidy])


def _read(text: str) -> tuple[Run, ...]:
    (part,) = parse(f"x {text}").parts  # the letter in front keeps a number or a dash from meaning anything
    block = part.blocks[0] if len(part.blocks) == 1 else None
    runs = block.runs if isinstance(block, Paragraph) else ()
    return joined([replace(runs[0], text=runs[0].text[2:]), *runs[1:]]) if runs else ()


def _marked(runs: Sequence[Run]) -> str:
    pieces: list[str] = []
    open_looks: list[str] = []
    for run in [*runs, Run("")]:
        wanted = {look for look in _LOOKS if getattr(run, look)}
        while not wanted.issuperset(open_looks):
            pieces.append(_mark(open_looks.pop()))
        for look in _LOOKS:
            if look in wanted and look not in open_looks:
                pieces.append(_mark(look))
                open_looks.append(look)
        text = _escaped(run.text)
        pieces.append(f"[{text}](fact:{run.fact})" if run.fact else text)
    return "".join(pieces)


def _mark(look: str) -> str:
    return "**" if look == "bold" else "*"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\\n")
