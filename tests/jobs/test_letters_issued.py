"""What an issued letter sets going: the petition moves on, its voter is told, once, whatever is retried."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from motcua.domain.letters import actions as letters
from motcua.domain.letters import queries as letters_asked
from motcua.domain.letters.models import Letter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Answer, Petition, VoterLetter
from motcua.domain.petitions.states import State
from motcua.jobs import clock
from motcua.jobs import letters as jobs
from tests.build import jobs as queue
from tests.build import pens, petitions
from tests.build.letters import Desk, House
from tests.build.pens import PIN
from tests.build.petitions import ACCEPTED, DONE, SOLVING, Council


@pytest.fixture
def desk(committed_db: str, settings: Any, files_of_their_own: None) -> Desk:
    pens.in_memory(settings)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Desk(House.of()).with_keys()


def answered_in_a_letter(desk: Desk, council: Council, *, replaces: Letter | None = None) -> tuple[Petition, Letter]:
    petition = petitions.walk(petitions.a_petition(council), council, "accepted")
    for number, said in enumerate((DONE, SOLVING), start=1):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ACCEPTED)
    letter = actions.draft_reply([petition.pk], desk.boxes(), press="p", by=council.lead.official, now=desk.later())
    letters.ask_check(letter.pk, desk.house.head.account.pk, by=council.lead.official, now=desk.later())
    letters.check_content(letter.pk, by=desk.house.head.official, now=desk.later())
    letters.check_form(letter.pk, by=desk.house.clerk.official, now=desk.later())
    assert letters.sign([letter.pk], PIN, by=desk.house.signer.official, now=desk.later()).left == ()
    return petition, letter


def test_the_worker_moves_the_petition_on_and_tells_the_voter_once(desk: Desk) -> None:
    petition, letter = answered_in_a_letter(desk, Council.of())
    assert letters_asked.issued_letter(letter.pk) is None
    assert desk.issue(letter).left == ()
    queue.work("people")
    petition.refresh_from_db()
    assert petition.state == State.ANSWERED
    letter.refresh_from_db()
    assert petition.answered_at == letter.issued_at, "in time is counted to the day of the letter, not of the job"
    for answer in Answer.objects.all():
        assert (answer.symbol, answer.signed_on) == ("01/STTTT-BCVTCNTT", date(2024, 10, 15))
    assert [each.made_at is not None for each in queries.commitments_of(petition.pk)] == [True, True]
    told = list(VoterLetter.objects.filter(event__startswith="answered").values_list("way", flat=True))
    assert sorted(told) == ["email", "sms"]
    for _again in range(2):
        jobs.issued(letter.pk)
    queue.work("people")
    assert VoterLetter.objects.filter(event__startswith="answered").count() == 2
    petition.refresh_from_db()
    assert petition.state == State.ANSWERED


def test_a_letter_that_was_recalled_before_the_job_ran_answers_nobody(desk: Desk) -> None:
    petition, letter = answered_in_a_letter(desk, Council.of())
    desk.issue(letter)
    leader = desk.house.signer.official
    letters.recall(letter.pk, "Ban hành nhầm văn bản.", by=leader, now=desk.later())
    jobs.issued(letter.pk)
    petition.refresh_from_db()
    assert petition.state == State.ACCEPTED
    jobs.issued(0)
    assert clock.now() is not None


def replaced(desk: Desk, old: Letter) -> Letter:
    """The letter that takes the place of another, issued."""
    house = desk.house
    new = letters.replace(old.pk, press=f"r-{old.pk}", by=house.writer.official, now=desk.later())
    letters.ask_check(new.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    letters.check_content(new.pk, by=house.head.official, now=desk.later())
    letters.check_form(new.pk, by=house.clerk.official, now=desk.later())
    assert letters.sign([new.pk], PIN, by=house.signer.official, now=desk.later()).left == ()
    assert desk.issue(new).left == ()
    return Letter.objects.get(pk=new.pk)


def taken_back(desk: Desk, letter: Letter) -> None:
    letters.recall(letter.pk, "Ban hành nhầm văn bản.", by=desk.house.signer.official, now=desk.later())


def test_a_recalled_letter_lets_its_answers_go_and_its_voter_is_told_once(desk: Desk) -> None:
    petition, letter = answered_in_a_letter(desk, Council.of())
    desk.issue(letter)
    queue.work("people")
    taken_back(desk, letter)
    queue.work("people")
    petition.refresh_from_db()
    assert (petition.state, petition.answered_at) == (State.ACCEPTED, None)
    assert queries.commitments_of(petition.pk) == []
    assert [each.symbol for each in queries.recalled_letters(petition.pk)] == ["01/STTTT-BCVTCNTT"]
    for job in (jobs.recalled, jobs.issued, jobs.recalled):
        job(letter.pk)
    queue.work("people")
    assert VoterLetter.objects.filter(event__startswith="recalled").count() == 2, "by e-mail and by SMS"
    jobs.recalled(0)
    jobs.recalled(desk.draft().pk)


def test_a_letter_that_replaces_another_takes_over_its_answers(desk: Desk) -> None:
    petition, old = answered_in_a_letter(desk, Council.of())
    desk.issue(old)
    queue.work("people")
    new = replaced(desk, old)
    queue.work("people")
    petition.refresh_from_db()
    assert petition.state == State.ANSWERED
    line = letters_asked.line_of(old.pk)
    assert line is not None
    assert (line.letter_ids, line.recalled_at, line.last.symbol) == ((old.pk, new.pk), None, "02/STTTT-BCVTCNTT")
    assert letters_asked.line_of(new.pk) == line
    assert {(each.letter_id, each.symbol) for each in Answer.objects.all()} == {(new.pk, "02/STTTT-BCVTCNTT")}
    taken_back(desk, new)
    queue.work("people")
    petition.refresh_from_db()
    assert petition.state == State.ACCEPTED, "the first is not in force again either"


@pytest.mark.parametrize("order", list(permutations(("old", "new"))), ids="-".join)
@pytest.mark.parametrize("recalled", [False, True], ids=["in-force", "recalled"])
def test_in_whichever_order_the_jobs_run_the_answers_stand_where_the_letters_do(
    desk: Desk, order: tuple[str, ...], recalled: bool
) -> None:
    petition, old = answered_in_a_letter(desk, Council.of())
    desk.issue(old)
    issued = {"old": old, "new": replaced(desk, old)}
    if recalled:
        taken_back(desk, issued["new"])
    for each in (*order, *order):
        jobs.issued(issued[each].pk)
    petition.refresh_from_db()
    if recalled:
        assert petition.state == State.ACCEPTED
        assert Answer.objects.filter(issued_at__isnull=False).count() == 0
    else:
        assert petition.state == State.ANSWERED
        assert {each.letter_id for each in Answer.objects.all()} == {issued["new"].pk}


def test_letters_that_answer_nobody_set_nothing_going(desk: Desk) -> None:
    letter = desk.issued()
    jobs.issued(letter.pk)
    assert VoterLetter.objects.count() == 0
    assert letters_asked.still_drafted({letter.pk}) == frozenset()
    assert letters_asked.is_under_way(letter.pk)
    assert [each.pk for each in letters_asked.with_ids({letter.pk})] == [letter.pk]
