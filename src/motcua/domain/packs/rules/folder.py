"""The folder of a pack as untrusted files: what lies in it, what may be read, and each text with its faults.

Nothing outside the folder is opened, nothing that is not a plain file, nothing over 1 MB.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.kernel.errors import Malformed
from motcua.kernel.reading import MAX_BYTES, Place, parse_yaml_with_marks

MAX_FILES = 5_000

_CODE = r"[^/]+"
_KNOWN = re.compile(
    r"(pack|demo|demo-reports|demo-petitions|general-form|words|publication|feedback|hotline|letters|calls|petitions)\.yaml"
    r"|(areas|agencies|contacts|counters)\.csv"
    rf"|(calendars|routes|blocks)/{_CODE}\.yaml|procedures/{_CODE}/(procedure|form)\.yaml|papers/.+|(.+/)?[^/]+\.md"
)
_TEXTS = frozenset({".yaml", ".csv", ".md", ".typ", ".txt"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """A YAML file that could be read: its value, and on which line each of its places is written.

    A form put together of several files says in `taken` which places are written in another file.
    """

    file: str
    body: Any
    marks: dict[Place, int]
    taken: dict[Place, str] = field(default_factory=dict)

    def line(self, *place: str | int) -> int:
        """The line of a place, or of the nearest thing around it that is written."""
        return self.spot(*place)[1]

    def spot(self, *place: str | int) -> tuple[str, int]:
        """The file and the line of a place, or of the nearest thing around it that is written."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.taken.get(place, self.file), self.marks.get(place, 1)


@dataclass
class Folder:
    """The readable texts of a pack by their path from its root, with `/` between the parts."""

    root: Path
    found: Findings
    texts: dict[str, str] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: Path, found: Findings) -> Folder:
        """Walk the folder once.

        Raises:
            Malformed: it is not there, is no folder, or holds more than 5,000 files.
        """
        if not root.is_dir():
            raise Malformed(f"{root}: there is no such folder.")
        folder = cls(root, found)
        for number, file in enumerate(folder._walk(), start=1):
            if number > MAX_FILES:
                raise Malformed(f"{root}: the folder holds more than {MAX_FILES:,} files; this is no province pack.")
            folder._take(file)
        return folder

    def named(self, pattern: str) -> list[str]:
        """Files whose whole path matches, in order, readable or not."""
        return sorted(file for file in self.present if re.fullmatch(pattern, file))

    def document(self, file: str) -> Document | None:
        """A YAML file; `None` when it is missing or cannot be read, which is then already noted."""
        text = self.texts.get(file)
        if text is None:
            return None
        try:
            body, marks = parse_yaml_with_marks(text, file)
        except Malformed as problem:
            line, why = _taken_apart(problem, file)
            self.found.add(
                "bad-yaml",
                file,
                line,
                f"Không đọc được tệp YAML này: {_vi(why)}.",
                f"This YAML cannot be read: {why}.",
            )
            return None
        return Document(file, body, marks)

    def require(self, files: Iterable[str]) -> None:
        """Note each of these files that is not there at all."""
        for file in files:
            if file not in self.present:
                self.found.add("missing-file", file, 1, "Gói thiếu tệp này.", "The pack lacks this file.")

    def _walk(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.root, followlinks=False):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in [*folders, *sorted(files)]:
                path = Path(folder, name)
                if not name.startswith(".") and (path.is_symlink() or name in files):
                    yield path.relative_to(self.root).as_posix()

    def _take(self, file: str) -> None:
        path = self.root / file
        shown_file = file.encode("utf-8", "replace").decode()
        if path.is_symlink() and not self._stays_inside(path):
            self.found.add(
                "link-outside",
                shown_file,
                1,
                "Liên kết này dẫn ra ngoài thư mục của gói; hãy thay bằng tệp thật.",
                "This link leads out of the pack's folder; put the real file here.",
            )
            return
        if path.is_dir():
            self.found.add(
                "link-to-folder",
                shown_file,
                1,
                "Thư mục này là một liên kết; hãy thay bằng thư mục thật.",
                "This folder is a link; put the real folder here.",
            )
            return
        self.present.add(shown_file)
        if not _KNOWN.fullmatch(shown_file):
            self.found.add(
                "unknown-file",
                shown_file,
                1,
                "Gói không dùng đến tệp này; kiểm tra lại tên, hoặc bỏ đi.",
                "The pack makes no use of this file; check its name, or remove it.",
            )
        text = self._text(path, shown_file)
        if text is not None:
            self.texts[shown_file] = text

    def _stays_inside(self, path: Path) -> bool:
        try:
            return path.resolve(strict=True).is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return False

    def _text(self, path: Path, file: str) -> str | None:
        """The text of a file, in composed form; `None` for what is no text or cannot be read."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise OSError("not a file")
            with path.open("rb") as opened:
                raw = opened.read(MAX_BYTES + 1)
        except OSError:
            self.found.add("unreadable-file", file, 1, "Không mở được tệp này.", "This file cannot be opened.")
            return None
        if len(raw) > MAX_BYTES:
            self.found.add(
                "too-large",
                file,
                1,
                "Tệp lớn hơn 1 MB; hãy tách nhỏ hoặc bỏ bớt.",
                "The file is larger than 1 MB; split or shorten it.",
            )
            return None
        if path.suffix not in _TEXTS:
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            self.found.add(
                "not-utf8",
                file,
                raw.count(b"\n", 0, problem.start) + 1,
                "Dòng này không phải văn bản UTF-8; hãy lưu lại tệp theo mã UTF-8.",
                "This line is not UTF-8 text; save the file as UTF-8.",
            )
            return None
        self._letters(text, file)
        return unicodedata.normalize("NFC", text)

    def _letters(self, text: str, file: str) -> None:
        """Letters that look right and are not: in pieces, or invisible."""
        for line, written in enumerate(text.split("\n"), start=1):
            if not unicodedata.is_normalized("NFC", written):
                self.found.add(
                    "not-nfc",
                    file,
                    line,
                    "Có chữ viết bằng Unicode tổ hợp; hãy chuyển sang Unicode dựng sẵn (NFC).",
                    "Letters are written in decomposed Unicode; convert them to composed form (NFC).",
                )
            if invisible := _CONTROL.search(written):
                sign = f"U+{ord(invisible[0]):04X}"
                self.found.add(
                    "invisible-character",
                    file,
                    line,
                    f"Có ký tự không nhìn thấy ({sign}); hãy xóa đi.",
                    f"There is an invisible character ({sign}); remove it.",
                )


def _taken_apart(problem: Malformed, file: str) -> tuple[int, str]:
    """The line and the reason in a sentence of `kernel.reading`."""
    words = str(problem).removeprefix(f"{file}: ").rstrip(".")
    told = _LINE.fullmatch(words)
    return (int(told[1]), told[2]) if told else (1, words)


_REASONS = (
    (r"a second document begins; a file holds one", "tệp chứa hai tài liệu YAML, chỉ được một"),
    (r"values are nested more than (\d+) deep", r"các mục lồng nhau quá \1 tầng"),
    (r"this is not YAML \((.*)\)", r"sai cú pháp YAML (\1)"),
    (r"a character is not allowed in YAML", "có ký tự không được phép trong YAML"),
    (r"the tag (.*) is not allowed", r"không được dùng thẻ \1"),
    (r"there is no day (.*)", r"không có ngày \1 trong lịch"),
    (r"\*(.*) stands for nothing named before", r"*\1 không trỏ đến mục nào đã đặt tên trước đó"),
    (r"\*(.*) contains itself", r"*\1 tự chứa chính nó"),
    (r"the aliases grow the file beyond (.*) values", r"các bí danh làm tệp phình to quá \1 giá trị"),
    (r"a list or mapping cannot be a key", "danh sách hoặc nhóm mục không thể làm tên mục"),
    (r"the key (.*) stands here a second time", r"mục \1 được ghi hai lần"),
    (r"<< takes over a mapping, or a list of mappings", "<< chỉ lấy lại được một nhóm mục"),
)


def _vi(why: str) -> str:
    for pattern, said in _REASONS:
        if told := re.fullmatch(pattern, why):
            return told.expand(said)
    return shown(why)
