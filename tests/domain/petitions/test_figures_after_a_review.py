"""An answer that was found wanting, and the one after it, in the council's tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Detail
from tests.build.people import NURSE
from tests.build.petitions import (
    ANSWERED,
    DONE,
    NO_DAY,
    PROOF,
    SOLVING,
    TOLD,
    TRAINING,
    WHY,
    Council,
    a_petition,
    issue,
    walk,
)

pytestmark = pytest.mark.django_db
LATE = ANSWERED + timedelta(days=6)


def test_an_answer_that_was_not_enough_is_in_no_table_once_there_is_another() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, DONE))
    by = council.secretary.official
    actions.come_back(petition.pk, WHY, owed=[2], due_on=date(2024, 11, 20), by=by, now=ANSWERED)
    assert [each.point.number for each in queries.standing()] == [1], "the second is owed again"
    actions.draft_answer(petition.pk, 2, TOLD, by=council.lead.official, now=LATE)
    paper = actions.Letter("77/STTTT", LATE.date())
    actions.answered_on_paper(petition.pk, [2], paper, by=council.lead.official, now=LATE)
    assert [str(each.result) for each in queries.standing().order_by("point__number")] == ["done", "explained"]
    assert len(queries.answers_detailed(Detail.INSPECTED)) == 1
    ((agency, rows),) = queries.collected()
    assert (agency.code, [each.answer.text for each in rows]) == ("H10.12", [DONE.text, TOLD.text])
    assert {each.symbol: each.received_on for each in queries.letters_issued()} == {
        "": None,
        "77/STTTT": LATE.date(),
    }, "one on paper was there when it was written down; of the other the office has not said so"


def test_what_an_earlier_answer_promised_and_kept_is_no_roadmap_of_one_that_has_none() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, SOLVING), letter_id=501)
    mine = queries.commitments_of(petition.pk)[0]
    actions.keep_commitment(
        mine.pk, ANSWERED.date(), "Đã công khai ở 111 xã.", PROOF, by=council.lead.official, now=ANSWERED
    )
    actions.letter_recalled([501], by=NURSE, now=ANSWERED)
    walked = issue(petition, council, (DONE, NO_DAY), now=LATE, letter_id=502)
    day = LATE.date()
    assert queries.in_all(day).red == 1
    assert [each.red for each in queries.being_solved()] == [True]
    assert [each.red for each in queries.points_followed(walked.pk, day)] == [False, True]
    assert [each.bare for each in queries.progress(day)] == [1]
    actions.make_public(walked.pk, "Cử tri kiến nghị khắc phục hạn chế.", by=council.secretary.official, now=LATE)
    assert queries.public_petition(str(walked.matter.code), day).red
    (_agency, rows), *_others = queries.collected()
    assert [each.red for each in rows] == [False, True]
    actions.commit(walked.pk, 2, replace(TRAINING, due_on=date(2025, 3, 1)), by=council.lead.official, now=LATE)
    assert queries.in_all(day).red == 0
