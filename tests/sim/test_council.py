"""The invented sessions of the council: every state and class, letters that anybody may check, nothing refused."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from motcua.adapters import signing_files
from motcua.domain.journal.models import Entry
from motcua.domain.letters import queries as letters_asked
from motcua.domain.letters.models import Letter
from motcua.domain.matters import queries as matters
from motcua.domain.packs import actions as packs
from motcua.domain.petitions import queries
from motcua.domain.petitions.models import Commitment, Petition, Point
from motcua.domain.petitions.states import Result, State
from motcua.domain.signatures import queries as signatures
from motcua.domain.signatures.models import Key
from motcua.kernel.reading import read_yaml
from motcua.sim.council import live_two_sessions
from motcua.sim.pens import signing_on, who_signs
from motcua.sim.people import Invention
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db
PACK = Path("packs/binh-phuoc")
SCRIPT, PEOPLE = read_yaml(PACK / "demo-petitions.yaml"), read_yaml(PACK / "demo.yaml")
NOW: datetime = MONDAY


def test_two_sessions_of_the_council_see_everything_that_can_become_of_a_petition(
    files_of_their_own: None, settings: Any
) -> None:
    """Loaded once, because it takes longest; each promise about it is a function of its own below."""
    packs.begin_demonstration(offset=timedelta(), by=NURSE, now=NOW)
    random = Random(3)
    staff = Invention(PEOPLE, random).staff(
        day=NOW - timedelta(days=366), persona_area=PEOPLE["persona_area"], shown=set()
    )
    assert signing_on(SCRIPT, staff, signing_files.equip, now=NOW) == Key.objects.count() > 20
    assert len(who_signs(SCRIPT, NOW.date())) > 8
    council = live_two_sessions(SCRIPT, PEOPLE, staff, until=NOW, seed=3)
    assert council.failed == []
    assert 58 <= len(council.taken) <= 64
    _every_state_and_class_is_there()
    _letters_are_signed_specimens_with_numbers_in_order(council.letters)
    _promises_are_kept_in_time_late_and_not_yet()
    _the_seed_waits_for_the_deputy_director()
    _the_journal_names_nobody()
    assert matters.orphans() == []


def _every_state_and_class_is_there() -> None:
    states = Counter(Petition.objects.order_by("pk").values_list("state", flat=True))
    assert set(State.values) - set(states) == {State.SEALED}, states
    results = set(Point.objects.order_by("pk").values_list("result", flat=True)) - {""}
    assert results == {Result.DONE, Result.ONGOING, Result.PLANNED, Result.EXPLAINED, Result.NOT_OURS}
    assert Petition.objects.filter(published_at__isnull=False).count() > 40


def _letters_are_signed_specimens_with_numbers_in_order(issued: int) -> None:
    letters = list(Letter.objects.filter(state="issued").order_by("issued_at", "pk"))
    assert len(letters) == issued > 15
    seen = Counter[tuple[int, str, int | None]]()
    for letter in letters:
        key = (letter.agency_id, letter.register, letter.year)
        seen[key] += 1
        assert letter.number == seen[key], "numbers follow the days"
    assert letters_asked.specimens()
    found = signatures.examined(letters_asked.signed_pdf(letters[0]))
    assert found.sound
    assert [each.field for each in found.signatures] == ["ky", "dau"]


def _promises_are_kept_in_time_late_and_not_yet() -> None:
    promised = list(Commitment.objects.filter(made_at__isnull=False).order_by("pk"))
    kept = [each for each in promised if each.done_on is not None]
    assert any(each.done_on <= each.due_on for each in kept if each.done_on)
    assert any(each.done_on > each.due_on for each in kept if each.done_on)
    assert any(each.done_on is None and each.due_on < NOW.date() for each in promised)
    assert any(each.done_on is None and each.due_on > NOW.date() for each in promised)


def _the_seed_waits_for_the_deputy_director() -> None:
    (letter,) = Letter.objects.filter(state="to_sign")
    assert letter.signer is not None
    assert letter.signer.persona
    assert letter.current is not None
    assert "4102/UBND-TH ngày 08/10/2024" in letter.current.body
    assert "Nguyễn Quyết Thắng, thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng" in letter.current.body
    (petition,) = Petition.objects.filter(points__answers__letter_id=letter.pk).distinct()
    assert petition.state == State.ACCEPTED
    assert [each.letter for each in queries.letters_of(petition.pk)] == [letter]


def _the_journal_names_nobody() -> None:
    told = str(list(Entry.objects.filter(verb__startswith="petitions.").order_by("pk").values_list("facts", flat=True)))
    assert "Thắng" not in told
