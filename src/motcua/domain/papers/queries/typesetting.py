"""From a template and its content to PDF/A-2b: one warm typesetter per process, closed to files and network.

The same template, content and moment give the same bytes, whoever asks and whenever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

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


def _given(printed: Mapping[str, object]) -> str:
    """The `sys.inputs.content` that a template reads, as the beginning of its own first line.

    Real inputs would belong to the compiler's library, and a change of that makes it forget every layout it
    knows: twice the time. The string cannot end early, as its quotes and backslashes are escaped.
    """
    written = json.dumps(printed, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#let sys = (inputs: (content: "{written}"));'


@cache
def _typesetter(fonts: str) -> _Typesetter:
    faces = sorted(Path(fonts).rglob("*.ttf"))
    if not faces:
        raise FileNotFoundError(f"no fonts (*.ttf) under {fonts}; `npm ci` brings them")
    compiler = typst.Compiler(
        root=fonts,  # the only folder that a template could read from
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(face.parent) for face in faces],
        ),
        ignore_system_fonts=True,
        package_path=fonts,
        package_cache_path=fonts,
    )
    return _Typesetter(compiler, frozenset.intersection(*(letters_of(face.read_bytes()) for face in faces)))


def _sentence(error: typst.TypstError) -> str:
    hints = " ".join(error.hints or [])
    return f"{error.message} {hints}".strip()
