"""Every sentence of the portal has its English, and the two agree on what is filled in."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PORTAL = Path(__file__).resolve().parents[3] / "src" / "motcua" / "web" / "portal"
CATALOGUE = PORTAL / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)s")


def first(sentence: object) -> str:
    """A sentence, or the singular of one that counts."""
    return str(sentence[0] if isinstance(sentence, list | tuple) else sentence)


def written() -> set[str]:
    """Every sentence in the source."""
    options = {"**/templates/**.html": {"newstyle_gettext": "true"}}
    found = extract_from_dir(str(PORTAL), METHODS, options, keywords=KEYWORDS)
    return {first(sentence) for _file, _line, sentence, _comments, _context in found}


def translated() -> dict[str, list[str]]:
    """Every sentence of the catalogue with its English forms."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        first(message.id): [message.string] if isinstance(message.string, str) else list(message.string or ())
        for message in messages
    }


def test_every_sentence_has_its_english_and_none_is_stale() -> None:
    assert written() == set(translated())


def test_the_english_fills_in_what_the_vietnamese_does() -> None:
    for sentence, forms in translated().items():
        for english in forms:
            assert english.strip(), sentence
            assert set(PLACE.findall(english)) == set(PLACE.findall(sentence)), sentence
