"""The words people use, as a pack writes them: abbreviations, synonyms, what the levels are called, what is sought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import check_known
from motcua.domain.packs.rules.shapes import SLUG, WORDS, Shape, both, listing, mapping, named
from motcua.domain.packs.rules.shaping import check_shape
from motcua.kernel.reading import Place
from motcua.kernel.text import fold

WORDS_FILE = "words.yaml"

_SHORT: Shape = {"type": "string", "pattern": r"^[a-z0-9]{1,20}$"}
_CODE: Shape = {"type": "string", "pattern": r"^[0-9]\.[0-9]{6}$"}
_LEVEL = both({"vi": WORDS, "en": WORDS}, {"kinds": listing(SLUG, least=0), "national": listing(WORDS, least=0)})
SHAPE = mapping(
    {},
    {
        "levels": named(_LEVEL, SLUG, least=0),
        "abbreviations": named(listing(WORDS), _SHORT, least=0),
        "sought": listing(_CODE, least=0),
        "synonyms": listing(mapping({"say": listing(WORDS), "mean": WORDS}), least=0),
    },
)


def check_words(document: Document, area_kinds: Iterable[str], found: Findings) -> None:
    """Note every fault of the file: its form, words that say nothing or stand twice, kinds that the pack has not."""
    check_shape(document, SHAPE, found)
    if not isinstance(document.body, Mapping):
        return
    known = frozenset(area_kinds)
    for place, kind in _under(document.body, "levels", "kinds"):
        check_known(found, "unknown-kind", (document.file, document.line(*place), "kinds"), kind, known)
    _once(document, list(_under(document.body, "levels", "kinds")), found)
    _once(document, list(_under(document.body, "levels", "national")), found)
    _once(document, list(_sought(document.body)), found)
    _once(document, [(place, fold(said)) for place, said in _said(document.body)], found)


def _under(body: Mapping[str, Any], key: str, inner: str) -> Iterator[tuple[Place, str]]:
    """Each text in the lists called `inner` of the mappings under `key`."""
    groups = body.get(key)
    for name, group in groups.items() if isinstance(groups, Mapping) else ():
        listed = group.get(inner) if isinstance(group, Mapping) else None
        for position, each in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(each, str):
                yield (key, name, inner, position), each


def _sought(body: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Each code of what people come for most."""
    listed = body.get("sought")
    for position, code in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(code, str):
            yield ("sought", position), code


def _said(body: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Each text that stands for another one."""
    synonyms = body.get("synonyms")
    for number, each in enumerate(synonyms if isinstance(synonyms, list) else ()):
        say = each.get("say") if isinstance(each, Mapping) else None
        for position, said in enumerate(say if isinstance(say, list) else ()):
            if isinstance(said, str):
                yield ("synonyms", number, "say", position), said


def _once(document: Document, texts: list[tuple[Place, str]], found: Findings) -> None:
    seen: dict[str, int] = {}
    for place, text in texts:
        line = document.line(*place)
        if not text:
            found.add(
                "missing-value",
                document.file,
                line,
                "Mục say có chữ không tìm được: phải có chữ cái hoặc chữ số.",
                "say holds a text that nothing can find: it needs letters or digits.",
            )
        elif text in seen:
            found.add(
                "duplicate-key",
                document.file,
                line,
                f"{shown(text)} đã có ở dòng {seen[text]}.",
                f"{shown(text)} stands on line {seen[text]} already.",
            )
        seen.setdefault(text, line)
