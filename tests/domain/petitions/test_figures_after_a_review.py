"""An answer that was found wanting, and the one after it, in the council's tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Detail
from tests.build.petitions import ANSWERED, DONE, TOLD, WHY, Council, a_petition, walk

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
