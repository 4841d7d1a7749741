"""English is complete: every sentence marked in the source has its translation, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    "pgettext": ((1, "c"), 2),
}
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true"}}


def marked() -> dict[str, str]:
    """Every marked sentence with the file it stands in."""
    found: dict[str, str] = {}
    for name, _, message, _, _ in extract_from_dir(
        SOURCE, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, comment_tags=()
    ):
        for sentence in message if isinstance(message, tuple) else (message,):
            if sentence:
                found.setdefault(sentence, name)
    return found


def translated() -> dict[str, str]:
    """Every sentence of every English catalogue."""
    english: dict[str, str] = {}
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                if not message.fuzzy and all(texts):
                    for sentence in ids:
                        english[sentence] = texts[-1]
    return english


def test_every_marked_sentence_has_its_english() -> None:
    english = translated()
    missing = [f"{where}: {sentence}" for sentence, where in marked().items() if sentence not in english]
    assert missing == []


def test_a_translation_fills_in_the_same_places() -> None:
    places = re.compile(r"%\((\w+)\)[sd]")
    different = [
        sentence
        for sentence, english in translated().items()
        if set(places.findall(sentence)) != set(places.findall(english))
    ]
    assert different == []
