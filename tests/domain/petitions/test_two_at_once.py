"""Two officials at the very same moment: one wins, the other is told, and it happened once."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.journal.models import Entry
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import NewPetition
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.states import Source
from motcua.kernel.errors import Refused
from tests.build import people
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    MET,
    PROOF,
    TOLD,
    WORDS,
    Council,
    a_letter,
    a_petition,
    assigning,
    walk,
)
from tests.build.threads import at_once


@pytest.fixture(autouse=True)
def their_own_files(files_of_their_own: None) -> None:
    """What is handed in lies in a folder of the test."""


def refusals(results: list[Any]) -> list[str]:
    return [each.code for each in results if isinstance(each, Refused)]


def test_it_is_taken_or_given_back_but_not_both(committed_db: str) -> None:
    council = Council.of()
    second = people.an_official("Lê Thị Hai", Agency.objects.get(code="H10.12"), Duty.SPECIALIST).official
    petition = walk(a_petition(council), council, "assigned")
    why = "Việc này không phải của cơ quan chúng tôi."
    results = at_once(
        [
            lambda: actions.accept(petition.pk, by=council.lead.official, now=ACCEPTED),
            lambda: actions.give_back(petition.pk, why, by=second, now=ACCEPTED),
        ]
    )
    assert set(refusals(results)) <= {"task_closed", "illegal_move"}
    assert len(refusals(results)) == 1
    assert Entry.objects.filter(verb__in=["petitions.accepted", "petitions.returned"]).count() == 1


def test_the_same_petition_sent_twice_and_numbers_without_a_gap(committed_db: str) -> None:
    council = Council.of()
    by = council.secretary.official
    new = NewPetition(WORDS, Source.WRITTEN, client_key="don-1")
    same = at_once([lambda: actions.take_petition(new, by=by, now=MET) for _each in range(4)])
    assert len({each.pk for each in same}) == 1
    others = [NewPetition(WORDS, Source.WRITTEN, client_key=f"khac-{n}") for n in range(4)]
    at_once([lambda new=new: actions.take_petition(new, by=by, now=MET) for new in others])
    codes = sorted(str(each.matter.code) for each in Petition.objects.select_related("matter"))
    assert len({code[:14] for code in codes}) == 5
    assert max(int(code.split("-")[2]) for code in codes) <= 8


def test_a_letter_that_is_told_of_twice_answers_once(committed_db: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    lead = council.lead.official
    drafts = [
        actions.draft_answer(petition.pk, number, said, by=lead, now=ACCEPTED)
        for number, said in enumerate((DONE, TOLD), start=1)
    ]
    a_letter(9, council.lead)
    actions.put_in_letter(9, [each.pk for each in drafts], by=lead, now=ACCEPTED)
    at_once([lambda: actions.answered_by_letter(9, by=people.NURSE, now=ANSWERED) for _each in range(3)])
    assert Entry.objects.filter(verb="petitions.answered").count() == 1
    assert Entry.objects.filter(verb="petitions.answer_issued").count() == 2


def test_it_is_assigned_once_and_a_promise_kept_once(committed_db: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "sent")
    assigner = council.assigner.official
    at_once([lambda: actions.assign(petition.pk, assigning(), by=assigner, now=ACCEPTED) for _each in range(2)])
    assert petition.assignments.count() == 1
    other = walk(a_petition(council, client_key="b"), council, "reviewed")
    mine = queries.commitments_of(other.pk)[0]
    kept = at_once(
        [
            lambda: actions.keep_commitment(
                mine.pk, ANSWERED.date(), "Đã làm xong việc này.", PROOF, by=council.lead.official, now=ANSWERED
            )
            for _each in range(2)
        ]
    )
    assert refusals(kept) == ["commitment_kept_already"]
