"""A draft that nobody needs is put aside by whoever began it, and by nobody else."""

from __future__ import annotations

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.kernel.errors import Refused
from tests.build.letters import Desk, House


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def test_who_began_a_draft_puts_it_aside_and_its_words_stay(desk: Desk) -> None:
    letter, by = desk.draft(), desk.house.writer.official
    assert "discard" in queries.moves_open_to(by, letter)
    gone = actions.discard(letter.pk, by=by, now=desk.later())
    assert (gone.state, gone.number) == ("discarded", None)
    assert list(queries.drafts_of(by)) == list(queries.open_at(by)) == []
    assert queries.moves_open_to(by, queries.letter_seen_by(by, letter.pk)) == []
    assert queries.versions_of(gone)
    assert Entry.objects.get(verb="letters.discarded").facts == {"agency": "H10.12", "kind": "cong_van"}


def test_nobody_puts_aside_what_a_colleague_began(desk: Desk) -> None:
    letter = desk.draft()
    assert "discard" not in queries.moves_open_to(desk.house.colleague.official, letter)
    with pytest.raises(Refused) as no:
        actions.discard(letter.pk, by=desk.house.colleague.official, now=desk.later())
    assert no.value.code == "not_the_drafter"


@pytest.mark.parametrize("state", ["to_content_check", "to_issue", "issued"])
def test_what_is_submitted_signed_or_numbered_is_never_put_aside(desk: Desk, state: str) -> None:
    letter = getattr(desk, state)()
    with pytest.raises(Refused) as no:
        actions.discard(letter.pk, by=desk.house.writer.official, now=desk.later())
    assert no.value.code == "illegal_move"


def test_after_a_replacement_was_put_aside_another_may_be_begun(desk: Desk) -> None:
    old, by = desk.issued(), desk.house.writer.official
    first = actions.replace(old.pk, press="a", by=by, now=desk.later())
    actions.discard(first.pk, by=by, now=desk.later())
    assert queries.replaced_by(old) is None
    second = actions.replace(old.pk, press="b", by=by, now=desk.later())
    assert queries.replaced_by(old) == Letter.objects.get(pk=second.pk)
