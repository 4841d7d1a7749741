"""From a template and its content to PDF/A-2b: one warm typesetter per process, closed to files and network.

The same template, content and moment give the same bytes, whoever asks and whenever. Templates come from packs and are
closed; a form is a file of the program itself and may name its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import typst
from django.conf import settings
from django.utils.timezone import get_default_timezone

from motcua.domain.papers import rules
from motcua.domain.papers.queries.lettering import letters_of
from motcua.kernel.errors import Malformed


@dataclass(frozen=True)
class _Typesetter:
    compiler: typst.Compiler
    letters: frozenset[int]
    # The compiler serves one caller at a time and complains to the second.
    turn: Lock = field(default_factory=Lock)


def pdf(source: str, content: Mapping[str, object], *, at: datetime) -> bytes:
    """The paper as PDF/A-2b, its creation dated `at`.

    Raises:
        Malformed: the template is no typst, breaks on this content, or would read something else.
    """
    rules.ensure_closed(source)
    typesetter = _typesetter(str(settings.MOTCUA_FONTS))
    printed = rules.as_printed(content, zone=get_default_timezone(), letters=typesetter.letters)
    try:
        with typesetter.turn:
            paper = typesetter.compiler.compile(
                input=f"{_given(printed)}{source}".encode(),
                format="pdf",
                pdf_standards="a-2b",
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as error:
        raise Malformed(f"The template cannot be typeset: {_sentence(error)}") from error
    assert isinstance(paper, bytes)
    return paper


def form(path: Path, content: Mapping[str, object], *, at: datetime, asked: str) -> tuple[bytes, list[dict[str, Any]]]:
    """A form of the program as PDF/A-2b, and the values of the metadata it labels `asked`: where it laid what.

    `content` is taken as it is (`drawable` cleans a text of it). It is given as an input of the compiler, though that
    takes twice the time of `pdf`: only a document that lies in a file can be asked, and content belongs into none.

    Raises:
        Malformed: the form breaks on this content.
    """
    typesetter = _of_form(str(settings.MOTCUA_FONTS), path)
    try:
        with typesetter.turn:
            paper = typesetter.compiler.compile(
                format="pdf",
                pdf_standards="a-2b",
                timestamp=int(at.timestamp()),
                sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            )
            told = typesetter.compiler.query(f"<{asked}>", field="value")
    except (typst.TypstError, RuntimeError) as error:
        raise Malformed(f"The form cannot be typeset: {getattr(error, 'message', error)}") from error
    assert isinstance(paper, bytes)
    return paper, json.loads(told)


def placed(
    source: str, content: Mapping[str, object], *, at: datetime, asked: str
) -> tuple[bytes, list[dict[str, Any]]]:
    """The paper by a template of a pack, as `pdf` has it, and where it laid what, as `form` tells it.

    Raises:
        Malformed: as for `pdf`.
    """
    rules.ensure_closed(source)
    letters = _typesetter(str(settings.MOTCUA_FONTS)).letters
    printed = rules.as_printed(content, zone=get_default_timezone(), letters=letters)
    return form(_in_a_file(source), printed, at=at, asked=asked)


def drawable(text: str) -> str:
    """A text with every letter that no font of ours draws as `□`; nothing else changes."""
    return rules.drawn(text, _typesetter(str(settings.MOTCUA_FONTS)).letters)


def _given(printed: Mapping[str, object]) -> str:
    """The `sys.inputs.content` that a template reads, as the beginning of its own first line.

    Real inputs would belong to the compiler's library, and a change of that makes it forget every layout it
    knows: twice the time. The string cannot end early, as its quotes and backslashes are escaped.
    """
    written = json.dumps(printed, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#let sys = (inputs: (content: "{written}"));'


@cache
def _typesetter(fonts: str) -> _Typesetter:
    faces = _faces(fonts)
    # The folder of the fonts is the only one that a template could read from.
    return _Typesetter(
        _compiler(fonts, root=fonts), frozenset.intersection(*(letters_of(face.read_bytes()) for face in faces))
    )


@cache
def _in_a_file(source: str) -> Path:
    """The template, which is nobody's secret, where the compiler can be asked about it: alone in a folder."""
    file = Path(_folder().name) / sha256(source.encode()).hexdigest() / "paper.typ"
    file.parent.mkdir()
    file.write_text(source, "utf-8")
    return file


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="motcua-templates-")


@cache
def _of_form(fonts: str, path: Path) -> _Typesetter:
    compiler = _compiler(fonts, root=str(path.parent), input=str(path))
    return _Typesetter(compiler, _typesetter(fonts).letters)


def _compiler(fonts: str, *, root: str, input: str | None = None) -> typst.Compiler:
    return typst.Compiler(
        font_paths=_shared_fonts(fonts),
        ignore_system_fonts=True,
        package_path=fonts,
        package_cache_path=fonts,
        root=root,
        input=input,
    )


@cache
def _shared_fonts(fonts: str) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(face.parent) for face in _faces(fonts)],
    )


def _faces(fonts: str) -> list[Path]:
    faces = sorted(Path(fonts).rglob("*.ttf"))
    if not faces:
        raise FileNotFoundError(f"no fonts (*.ttf) under {fonts}; `npm ci` brings them")
    return faces


def _sentence(error: typst.TypstError) -> str:
    hints = " ".join(error.hints or [])
    return f"{error.message} {hints}".strip()
