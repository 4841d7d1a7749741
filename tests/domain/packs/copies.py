"""Copies of the province pack with one thing changed in them."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from motcua.domain.packs.rules import Finding, Pack, check, read

PACK = Path(__file__).parents[3] / "packs" / "binh-phuoc"


KEPT = frozenset({"1.001193", "2.000986"})
"""The procedures that the tests of single faults touch; eighty more would only be checked again for each fault."""


@cache
def shipped() -> Pack:
    """The pack as it ships, read once for everybody who only looks at it: it takes two seconds."""
    return read(PACK)


def a_copy(tmp_path: Path) -> Path:
    """The pack as it ships but for most of its procedures and their routes, in a folder of its own."""
    copy = Path(shutil.copytree(PACK, tmp_path / "pack", ignore=_others))
    naming = [*copy.glob("procedures/*/procedure.yaml"), copy / "feedback.yaml", copy / "petitions.yaml"]
    bodies = "".join(path.read_text(encoding="utf-8") for path in naming)
    for path in copy.glob("routes/*"):
        if f"route: {path.name.split('.')[0]}" not in bodies:
            path.unlink()
    return copy


def yaml_files() -> list[str]:
    """The files of such a copy that are written in YAML, by their way from its root."""
    with tempfile.TemporaryDirectory() as folder:
        copy = a_copy(Path(folder))
        return sorted(str(path.relative_to(copy)) for path in copy.rglob("*.yaml"))


def _others(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder).name == "procedures" and name not in KEPT]


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
