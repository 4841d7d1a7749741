"""Findings in the facts of a text: each link leads to one, and what stands there is what the source says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.domain.letters.rules.findings import Finding, Severity
from motcua.domain.letters.rules.markdown import Body, Paragraph, Run, parse
from motcua.domain.letters.rules.texts import Fact
from motcua.kernel.text import fold


def of_facts(body: str, facts: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with the facts of a letter. A link to none is refused: it would look like a proof and be none."""
    return list(dict.fromkeys(_findings(parse(body), facts)))


def _findings(body: Body, facts: Mapping[str, Any]) -> Iterator[Finding]:
    for run in _runs(body):
        kept = facts.get(run.fact)
        if kept is None:
            story = _("“%(words)s” gắn với dẫn chứng số %(number)s mà văn bản không có.")
            yield Finding("fact-unknown", story % {"words": run.text, "number": run.fact}, Severity.REFUSES)
            continue
        fact = Fact.of(kept)
        if fold(run.text) != fold(fact.value):
            told = {"words": run.text, "value": fact.value, "number": run.fact, "day": _written(fact.as_of)}
            story = _("“%(words)s” khác với dẫn chứng số %(number)s: “%(value)s”, tính đến %(day)s. Hãy xem lại.")
            yield Finding("fact-changed", story % told, Severity.HINT)


def _runs(body: Body) -> Iterator[Run]:
    for part in body.parts:
        for block in part.blocks:
            cells = (
                [block.runs]
                if isinstance(block, Paragraph)
                else [cell for row in (block.head, *block.rows) for cell in row]
            )
            yield from (run for cell in cells for run in _joined(cell))


def _joined(runs: tuple[Run, ...]) -> Iterator[Run]:
    """The words of each link as one, whatever looks they have."""
    words, fact = "", ""
    for run in (*runs, Run("")):
        if run.fact != fact:
            if fact:
                yield Run(words, fact=fact)
            words, fact = "", run.fact
        words += run.text


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
