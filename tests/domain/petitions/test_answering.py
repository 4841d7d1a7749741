"""An answer is drafted point by point, says its class, and promises nothing without milestone, day and unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.domain.letters.models import Letter as OfficialLetter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Letter, Promise
from motcua.domain.petitions.models import Answer
from motcua.domain.petitions.states import Detail, Result
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    HELPS,
    LEAD,
    NO_DAY,
    SOLVING,
    TOLD,
    Council,
    a_letter,
    a_petition,
    issue,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
SAID = "Sở đang phối hợp thực hiện việc này."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(DONE, text="Rồi."), "answer_says_nothing"),
        (replace(DONE, detail=None), "answer_needs_a_detail"),
        (replace(DONE, detail=Detail.ROADMAP), "answer_needs_a_detail"),
        (replace(DONE, done_on=None), "answer_needs_a_day"),
        (replace(DONE, done_on=date(2024, 10, 10)), "answer_needs_a_day"),
        (replace(TOLD, detail=Detail.OTHER), "answer_has_no_detail"),
        (AnswerSaid(Result.ONGOING, SAID), "answer_needs_a_detail"),
        (AnswerSaid(Result.ONGOING, SAID, Detail.ROADMAP), "answer_needs_a_roadmap"),
        (AnswerSaid(Result.PLANNED, SAID, Detail.ROADMAP), "answer_needs_a_roadmap"),
        (replace(SOLVING, detail=Detail.NO_ROADMAP), "answer_has_a_roadmap"),
        (replace(TOLD, promises=SOLVING.promises), "answer_promises_nothing"),
        (replace(SOLVING, promises=[Promise("Làm", LEAD, date(2024, 12, 1))]), "promise_says_nothing"),
        (replace(SOLVING, promises=[Promise("Tập huấn cán bộ", LEAD, date(2024, 10, 9))]), "promise_needs_a_day"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(said: AnswerSaid, code: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    with refused(code):
        actions.draft_answer(petition.pk, 1, said, by=council.lead.official, now=ACCEPTED)
    assert queries.answers_of(petition.pk) == []


def test_a_promise_of_an_unknown_unit_is_not_found() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    said = replace(SOLVING, promises=[Promise("Tập huấn cán bộ", "H99", date(2024, 12, 1))])
    with pytest.raises(NotFound):
        actions.draft_answer(petition.pk, 1, said, by=council.lead.official, now=ACCEPTED)


def test_without_a_roadmap_it_is_said_so_and_counts_red() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, NO_DAY))
    point = queries.followed(petition.matter.token, ANSWERED).points[1]
    assert (point.result, point.detail, point.red) == ("Sẽ giải quyết", "Chưa có lộ trình", True)
    assert queries.in_all(ANSWERED.date()).red == 1


def test_a_draft_written_anew_replaces_its_promises() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    lead = council.lead.official
    first = actions.draft_answer(petition.pk, 2, SOLVING, by=lead, now=ACCEPTED)
    again = actions.draft_answer(petition.pk, 2, replace(SOLVING, promises=SOLVING.promises[:1]), by=lead, now=ACCEPTED)
    assert (first.pk, again.commitments.count()) == (again.pk, 1)
    assert queries.commitments_of(petition.pk) == [], "what a draft promises binds nobody"
    assert journal.facts("petitions.answer_drafted")["promises"] == 1


def test_only_who_leads_or_coordinates_drafts_and_only_while_an_answer_is_owed() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "assigned")
    with refused("no_answer_owed"):
        actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ACCEPTED)
    actions.accept(petition.pk, by=council.lead.official, now=ACCEPTED)
    for stranger in (council.secretary, council.assigner, council.director, people.dung()):
        with pytest.raises(NotFound):
            actions.draft_answer(petition.pk, 1, DONE, by=stranger.official, now=ACCEPTED)
    with pytest.raises(NotFound):
        actions.draft_answer(petition.pk, 9, DONE, by=council.lead.official, now=ACCEPTED)
    assert queries.coordinating(petition.pk) == {council.helper.official.agency_id}
    helped = actions.draft_answer(petition.pk, 1, DONE, by=council.helper.official, now=ACCEPTED)
    assert helped.agency.code == HELPS
    with pytest.raises(NotFound):
        actions.put_in_letter(9, [helped.pk], by=council.helper.official, now=ACCEPTED)


def test_a_letter_without_answers_or_with_those_of_others_is_refused() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    mine = actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ACCEPTED)
    theirs = actions.draft_answer(petition.pk, 1, DONE, by=council.helper.official, now=ACCEPTED)
    with refused("nothing_to_answer"):
        actions.put_in_letter(9, [], by=council.lead.official, now=ACCEPTED)
    with pytest.raises(NotFound):
        actions.put_in_letter(9, [mine.pk, theirs.pk], by=council.lead.official, now=ACCEPTED)


def test_one_letter_answers_several_petitions_and_one_petition_takes_several_letters() -> None:
    council = Council.of()
    lead = council.lead.official
    first, second = (walk(a_petition(council, client_key=key), council, "accepted") for key in ("a", "b"))
    of_first = [actions.draft_answer(first.pk, number, TOLD, by=lead, now=ACCEPTED) for number in (1, 2)]
    of_second = [actions.draft_answer(second.pk, number, DONE, by=lead, now=ACCEPTED) for number in (1, 2)]
    a_letter(11, council.lead)
    a_letter(12, council.lead)
    actions.put_in_letter(11, [each.pk for each in (*of_first, of_second[0])], by=lead, now=ACCEPTED)
    actions.put_in_letter(12, [of_second[1].pk], by=lead, now=ACCEPTED)
    actions.answered_by_letter(11, symbol="1/STTTT", signed_on=date(2024, 10, 25), by=people.NURSE, now=ANSWERED)
    for each in (first, second):
        each.refresh_from_db()
    assert (first.state, second.state) == ("answered", "accepted")
    with refused("point_is_answered"):
        actions.draft_answer(second.pk, 1, TOLD, by=lead, now=ANSWERED)
    with refused("points_unanswered"):
        actions.answer(second.pk, by=lead, now=ANSWERED)
    assert actions.answered_by_letter(11, by=people.NURSE, now=ANSWERED) == [], "done twice, it is once"
    actions.answered_by_letter(12, by=people.NURSE, now=ANSWERED)
    second.refresh_from_db()
    assert second.state == "answered"
    assert [(each.letter_id, each.points, each.petitions) for each in queries.letters_issued()] == [
        (11, 3, 2),
        (12, 1, 1),
    ]
    assert actions.answered_by_letter(404, by=people.NURSE, now=ANSWERED) == []


def test_a_letter_from_outside_this_system_is_entered_with_its_symbol_and_day() -> None:
    council = Council.of()
    lead = council.lead.official
    petition = walk(a_petition(council), council, "accepted")
    letter = Letter("312/STTTT-BCVTCNTT", date(2024, 10, 25))
    with refused("nothing_to_answer"):
        actions.answered_on_paper(petition.pk, [1, 2], letter, by=lead, now=ANSWERED)
    for number, said in enumerate((DONE, TOLD), start=1):
        actions.draft_answer(petition.pk, number, said, by=lead, now=ACCEPTED)
    with refused("letter_of_tomorrow"):
        actions.answered_on_paper(petition.pk, [1], Letter("1", date(2024, 10, 26)), by=lead, now=ANSWERED)
    with pytest.raises(NotFound):
        actions.answered_on_paper(petition.pk, [1], letter, by=council.helper.official, now=ANSWERED)
    assert actions.answered_on_paper(petition.pk, [1], letter, by=lead, now=ANSWERED).state == "accepted"
    assert actions.answered_on_paper(petition.pk, [2], letter, by=lead, now=ANSWERED).state == "answered"
    point = queries.points_followed(petition.pk, ANSWERED.date())[0]
    assert (point.letter_id, point.symbol, point.signed_on) == (None, letter.symbol, letter.signed_on)


def test_it_is_in_time_on_the_last_day_and_late_on_the_next() -> None:
    council = Council.of()
    for days, in_time in ((5, True), (6, False)):
        petition = walk(a_petition(council, client_key=str(days)), council, "accepted")
        issue(petition, council, (DONE, TOLD), now=ANSWERED + timedelta(days=days), letter_id=100 + days)
        assert (petition.matter.in_time, petition.state) == (in_time, "answered")


def test_the_class_furthest_from_done_is_that_of_the_whole() -> None:
    council = Council.of()
    for key, answers, result in (
        ("a", (DONE, DONE), "done"),
        ("b", (DONE, TOLD), "explained"),
        ("c", (TOLD, SOLVING), "ongoing"),
        ("d", (SOLVING, NO_DAY), "planned"),
    ):
        assert walk(a_petition(council, client_key=key), council, "answered", answers=answers).result == result


def test_what_stands_in_a_letter_on_its_way_is_not_answered_on_paper_besides() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    lead = council.lead.official
    for number, said in enumerate((DONE, TOLD), start=1):
        drafted = actions.draft_answer(petition.pk, number, said, by=lead, now=ACCEPTED)
        a_letter(10 + number, council.lead)
        actions.put_in_letter(10 + number, [drafted.pk], by=lead, now=ACCEPTED)
    OfficialLetter.objects.filter(pk=11).update(state="to_sign")
    paper = actions.Letter("77/STTTT", ANSWERED.date())
    with refused("answer_stands_in_letter"):
        actions.answered_on_paper(petition.pk, [1, 2], paper, by=lead, now=ANSWERED)
    actions.answered_on_paper(petition.pk, [2], paper, by=lead, now=ANSWERED)
    kept = Answer.objects.get(point__petition=petition, issued_at__isnull=False)
    assert (kept.symbol, kept.letter_id) == ("77/STTTT", None), "it stands in no letter of this system any more"
    actions.letter_recalled([12], by=people.NURSE, now=ANSWERED)
    assert Answer.objects.filter(pk=kept.pk).exists(), "and goes with none"
