"""Every sentence of the e-form engine has its English, with the same things filled in."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.utils import translation

from motcua.domain import procedures
from motcua.domain.procedures.rules import Words, check_all
from tests.domain.procedures.forms import FORM
from tests.domain.procedures.test_check import TODAY

HOME = Path(procedures.__file__).parent


def _catalogue() -> Catalog:
    with (HOME / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_sentence_is_translated_and_no_other() -> None:
    written = {found[2] for found in extract_from_dir(HOME, keywords={"_": None})}
    translated = {message.id for message in _catalogue() if message.id and message.string}
    assert written == translated


def test_a_translation_fills_in_what_its_sentence_does() -> None:
    for message in _catalogue():
        assert set(re.findall(r"\{\w+\}", str(message.id))) == set(re.findall(r"\{\w+\}", str(message.string)))


def test_a_sentence_names_the_field_in_the_language_of_the_moment() -> None:
    problem = check_all(FORM, {}, TODAY)["nguoi-yeu-cau"]["own_name"]
    assert str(problem.sentence).startswith("Họ tên của bạn ")
    with translation.override("en"):
        assert str(problem.sentence).startswith("Your name ")


def test_what_is_not_translated_stays_vietnamese() -> None:
    assert Words.of({"vi": "Bé"}).in_language("en") == "Bé"
    assert Words.of("Bé").in_language("en") == "Bé"
