"""Copies of the province pack with one thing changed in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from motcua.domain.packs.rules import Finding, check

PACK = Path(__file__).parents[3] / "packs" / "binh-phuoc"


def a_copy(tmp_path: Path) -> Path:
    """The pack as it ships, in a folder of its own."""
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy in whose file the first `old` is `new`."""
    copy = a_copy(tmp_path)
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}: mend the test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def line_of(path: Path, text: str) -> int:
    """The first line of a file on which a text begins."""
    written = path.read_text(encoding="utf-8")
    assert text in written
    return written[: written.index(text)].count("\n") + 1


def found(directory: Path) -> list[tuple[str, str, int]]:
    """The findings as (code, file, line)."""
    return [(finding.code, finding.file, finding.line) for finding in check(directory)]


def told(findings: list[Finding]) -> str:
    """All the sentences, for what a failed test prints."""
    return "\n".join(f"{one.file}:{one.line} [{one.code}] {one.story_vi} / {one.story_en}" for one in findings)
