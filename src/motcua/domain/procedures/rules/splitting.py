"""Texts that run together, parted where their authors meant a new line: numbering, bullets, glued sentences.

Careful rather than clever: where no sign says so, nothing is parted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zà-ãè-êìíò-õùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

_GLUED = re.compile(rf"(?<=[{LOWER})”\"])(?=[{UPPER}][{LOWER}]+(?: |:))")
"""“… hợp lệCơ quan …”: a capital right after a small letter, at the beginning of a word that goes on small."""

_GLUED_SENTENCE = re.compile(rf"(?<=[{LOWER}][.;])(?=[{UPPER}][{LOWER}])")
_BULLET_INSIDE = re.compile(rf"(?<=[.;:])\s*(?=[-–+•*]\s*[{UPPER}(])")
_STEP_WORD = r"(?:[-–+•*]\s*)?(?:\(?[a-zđ0-9]{1,2}[).]\s*)?[Bb](?:ước|ƯỚC)\s*\d{1,2}\b\s*[:.)\-–]?"
_STEP_INSIDE = re.compile(rf"(?<=[.;:)])\s*(?={_STEP_WORD}\s)")
_STEP = re.compile(rf"^{_STEP_WORD}\s*")

_MARKS = (
    ("roman", re.compile(r"(?:[IVX]{1,5})[.)]\s+")),
    ("number", re.compile(r"\(?\d{1,2}(?:[.)]|\s?-)(?!\d)\s*(?=\S)")),
    ("letter", re.compile(r"\(?[a-zđ]\d?\)\s*")),
    ("star", re.compile(r"[*•]+\s*")),
    ("dash", re.compile(r"[-–]+\s*")),
    ("plus", re.compile(r"\++\s*")),
)
_OPENER = re.compile(r"(?<=[.;])\s+(?=(?:Trong thời hạn|Sau khi|Trong vòng|Khi nhận|Căn cứ kết quả)\b)")
_HEADING = re.compile(r"^(?:Trình tự thực hiện|Cách thức thực hiện|Nội dung)\s*[:.]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One point of a list: its own words, and the lines under it."""

    text: str
    under: tuple[str, ...] = ()


def lines_of(text: str) -> list[str]:
    """The lines a text means: wrapped ones joined, glued ones parted; none is blank."""
    parted = _STEP_INSIDE.sub("\n", _BULLET_INSIDE.sub("\n", _GLUED_SENTENCE.sub("\n", _GLUED.sub("\n", text))))
    lines: list[str] = []
    for written in parted.split("\n"):
        line = " ".join(written.split())
        if not line or _HEADING.fullmatch(line):
            continue
        if lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _goes_on(before: str, line: str) -> bool:
    """Whether a line only carries on the sentence before: it was wrapped where the paper ended."""
    if _mark(line) or _STEP.match(line):
        return False
    small = re.match(rf"[{LOWER}(,]", line) is not None
    return small and not before.endswith((".", ":", ";"))


def _mark(line: str) -> str:
    return next((name for name, pattern in _MARKS if pattern.match(line)), "")


def without_mark(line: str) -> str:
    """A line without the bullet before it and the semicolon after it."""
    bare = re.sub(r"^(?:[-–+•*]+|--)\s*", "", line.strip())
    return re.sub(r"[\s;,./]*[;/]+[\s;./]*$", "", bare).strip()


def items(text: str) -> list[Item]:
    """The points of a text: its steps by “Bước 1”, else by its outermost numbering or bullets, else its lines."""
    lines = lines_of(text)
    stepped = _split(lines, [bool(_STEP.match(line)) for line in lines])
    if len(stepped) >= 2:
        return stepped
    marks = [_mark(line) for line in lines]
    for name in dict.fromkeys(mark for mark in marks if mark):
        if marks.count(name) >= 2:
            return _split(lines, [mark == name for mark in marks])
    if len(lines) == 1:
        lines = [part.strip() for part in _OPENER.split(lines[0])]
    return [Item(without_mark(line)) for line in lines if without_mark(line)]


def _split(lines: list[str], begins: list[bool]) -> list[Item]:
    """Items that begin where it says so; what stands before the first is an item of its own."""
    groups: list[list[str]] = []
    for line, new in zip(lines, begins, strict=True):
        if new or not groups:
            groups.append([])
        groups[-1].append(line)
    return [_item(group) for group in groups if any(_worded(line) for line in group)]


def _item(lines: list[str]) -> Item:
    words = [_worded(line) for line in lines]
    first = next((word for word in words if word), "")
    return Item(first, tuple(word for word in words[words.index(first) + 1 :] if word))


def _worded(line: str) -> str:
    """The words of a line, without what only numbers it: lists number themselves."""
    bare = _STEP.sub("", line) if _STEP.match(line) else line
    name = _mark(bare)
    if name and name != "roman":
        bare = dict(_MARKS)[name].sub("", bare, count=1)
    return without_mark(bare)
