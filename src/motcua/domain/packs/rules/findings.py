"""What the checker has to say: one sentence for each fault, with the file and the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

WARNINGS = frozenset({"unknown-file"})
"""Codes that leave the pack usable: they are reported, and do not keep it from being read."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault. `line` counts physical lines from 1; `code` is stable, the two stories say the same."""

    file: str
    line: int
    code: str
    story_vi: str
    story_en: str

    @property
    def blocks(self) -> bool:
        """Whether the pack cannot be loaded before this is mended."""
        return self.code not in WARNINGS


@dataclass
class Findings:
    """Collects the faults of a pack, each once."""

    found: dict[Finding, None] = field(default_factory=dict)

    def add(self, code: str, file: str, line: int, vi: str, en: str) -> None:
        """Note a fault; saying the same thing twice about one line changes nothing."""
        self.found[Finding(file, max(line, 1), code, vi, en)] = None

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.found))

    def __len__(self) -> int:
        return len(self.found)


def shown(value: object) -> str:
    """A value inside a sentence: in quotes, on one line and short."""
    words = " ".join(str(value).split())
    words = re.sub(r"[^\w\s!-~–—…“”]", "�", words)
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"
