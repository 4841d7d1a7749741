"""A letter as .docx, and what an edited one would make of it: shown, not kept."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from motcua.domain.letters import queries
from tests.build.letters import Desk, House


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def test_what_comes_back_unchanged_changes_nothing(desk: Desk) -> None:
    letter = desk.draft()
    found = queries.edited_docx(letter, queries.docx_of(letter, desk.now), desk.now)
    assert letter.current is not None
    assert found.body.strip() == str(letter.current.body).strip()
    assert found.not_taken == ()


def test_a_changed_word_is_in_the_text_and_nothing_is_kept(desk: Desk) -> None:
    letter = desk.draft()
    file = docx.Document(BytesIO(queries.docx_of(letter, desk.now)))
    last = [each for each in file.paragraphs if each.text.strip()][-1]
    last.runs[0].text = f"Bổ sung. {last.runs[0].text}"
    out = BytesIO()
    file.save(out)
    found = queries.edited_docx(letter, out.getvalue(), desk.now)
    assert "Bổ sung." in found.body
    assert len(queries.versions_of(letter)) == 1
