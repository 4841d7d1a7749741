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
    _the_councils_tables_are_what_was_counted_by_hand()
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


def _the_councils_tables_are_what_was_counted_by_hand() -> None:
    """Counted from a list of the petitions, line by line; only the names of the lines are the program's."""
    day = NOW.date()
    #                        petitions, done, ongoing, planned, explained, not ours, unanswered, overdue, no roadmap
    session_15 = {
        "H10.07": (4, 1, 1, 0, 0, 0, 2, 2, 0),
        "H10.08": (4, 0, 1, 1, 1, 0, 1, 1, 1),
        "H10.10": (4, 1, 1, 0, 0, 0, 2, 1, 0),
        "H10.11": (3, 0, 1, 0, 1, 0, 1, 1, 0),
        "H10.12": (1, 0, 0, 0, 0, 0, 1, 0, 0),
        "H10.14": (3, 0, 2, 0, 0, 0, 1, 1, 0),
        "H10.15": (3, 0, 1, 0, 1, 0, 1, 1, 0),
        "H10.72": (8, 0, 0, 0, 0, 0, 8, 0, 0),
    }
    session_14 = {
        "H10.07": (5, 2, 1, 0, 1, 1, 0, 0, 0),
        "H10.08": (5, 2, 1, 1, 1, 0, 0, 0, 1),
        "H10.10": (5, 2, 1, 1, 1, 0, 0, 0, 1),
        "H10.11": (4, 1, 2, 0, 1, 0, 0, 0, 0),
        "H10.14": (5, 3, 2, 0, 0, 0, 0, 0, 0),
        "H10.15": (4, 1, 2, 0, 1, 0, 0, 0, 0),
    }
    for number, lines in ((14, session_14), (15, session_15)):
        session = queries.session_numbered("X", number).pk
        assert {row.code: _line(row) for row in queries.summary("agency", day, session)} == lines
        assert _line(queries.in_all(day, session)) == tuple(map(sum, zip(*lines.values(), strict=True)))
    first, second = (queries.measures(day, queries.session_numbered("X", number).pk) for number in (14, 15))
    shares = [
        (each.part, each.whole)
        for found in (first, second)
        for each in (found.ontime, found.done, found.kept, found.sent, found.answered, found.red)
    ]
    assert shares == [
        *((21, 28), (11, 27), (2, 9), (28, 28), (28, 28), (2, 28)),
        *((9, 20), (2, 30), (0, 0), (25, 30), (13, 30), (1, 30)),
    ]
    points = [queries.points_by_class(queries.session_numbered("X", number).pk) for number in (14, 15)]
    assert [tuple(found.values()) for found in points] == [(0, 16, 9, 3, 6, 1, 0), (22, 4, 7, 2, 4, 0, 0)]


def _line(row: queries.Row) -> tuple[int, ...]:
    classes = (Result.DONE, Result.ONGOING, Result.PLANNED, Result.EXPLAINED, Result.NOT_OURS)
    return (row.total, *(row.classes[each] for each in classes), row.unanswered, row.overdue, row.red)


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
