"""A voter, an office and a job at the very same petition: nobody waits for the other, and nothing is a fault."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import atomic

from motcua.domain.journal.models import Entry
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions.taking import locked
from motcua.domain.petitions.models import Commitment, Reminder
from motcua.domain.petitions.states import State
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.petitions import ANSWERED, MET, PROOF, Council, a_petition, walk
from tests.build.threads import wait_until_somebody_waits

BY = System("jobs")
LETTER = 501


@pytest.fixture(autouse=True)
def their_own_files(files_of_their_own: None) -> None:
    """What is handed in lies in a folder of the test."""


class Meanwhile:
    """Somebody else who does something at once; `told` is what became of it."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act, self.told = act, None
        self.thread = Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.told = self.act()
        except Exception as problem:
            self.told = problem
        finally:
            connection.close()

    def ended(self) -> Any:
        self.thread.join(timeout=60)
        return self.told


def test_a_joined_voter_takes_their_name_back_while_all_of_it_goes_under_seal(committed_db: str) -> None:
    council = Council.of()
    main, other = a_petition(council), a_petition(council, client_key="b")
    by = council.secretary.official
    actions.name_voter(other.pk, named=True, by=by, now=MET)
    actions.join(other.pk, str(main.matter.code), by=by, now=MET)
    with atomic():
        locked(main.pk)
        voter = Meanwhile(lambda: actions.withdraw_name(other.matter.token, by=System("voter"), now=MET))
        wait_until_somebody_waits()
        actions.seal(main.pk, by=by, now=MET)
    assert isinstance(voter.ended(), NotFound)
    other.refresh_from_db()
    assert other.state == State.SEALED


def test_a_promise_is_kept_while_its_letter_is_recalled(committed_db: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed", letter_id=LETTER)
    mine = queries.commitments_of(petition.pk)[0]
    unit = council.lead.official
    with atomic():
        locked(petition.pk)
        keeper = Meanwhile(
            lambda: actions.keep_commitment(
                mine.pk, ANSWERED.date(), "Đã làm xong việc này.", PROOF, by=unit, now=ANSWERED
            )
        )
        wait_until_somebody_waits()
        actions.letter_recalled([LETTER], by=BY, now=ANSWERED)
    assert isinstance(keeper.ended(), NotFound)


def test_the_clock_looks_at_a_promise_while_its_letter_is_recalled(committed_db: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed", letter_id=LETTER)
    late = ANSWERED.replace(year=2025)
    with atomic():
        Commitment.objects.select_for_update().get(pk=queries.commitments_of(petition.pk)[0].pk)
        clock = Meanwhile(lambda: actions.watch(by=people.NURSE, now=late))
        wait_until_somebody_waits()
        actions.letter_recalled([LETTER], by=BY, now=ANSWERED)
    assert clock.ended() == 0, "nothing is promised any more, and the others are looked at all the same"


def test_the_clock_reminds_of_nothing_that_goes_under_seal_meanwhile(committed_db: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    with atomic():
        locked(petition.pk)
        clock = Meanwhile(lambda: actions.watch(by=people.NURSE, now=ANSWERED.replace(year=2025)))
        wait_until_somebody_waits()
        actions.seal(petition.pk, by=council.secretary.official, now=ANSWERED)
    assert clock.ended() == 0
    assert not Reminder.objects.exists()
    assert not Entry.objects.filter(verb="petitions.reminded").exists()
