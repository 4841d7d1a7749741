"""What each move of a petition needs, refuses and leaves behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Letter, Said
from motcua.domain.petitions.states import Screening, State
from motcua.kernel.errors import NotFound, Refused
from tests.build import jobs, journal, people
from tests.build.petitions import (
    ANSWERED,
    DONE,
    DUE,
    FIELD,
    HELPS,
    LEAD,
    LEVEL,
    MET,
    SENT,
    SOLVING,
    TOLD,
    WHY,
    Council,
    a_letter,
    a_petition,
    assigning,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = ANSWERED + timedelta(days=5)
LATER_DUE = date(2024, 12, 1)
REASON = "Việc này không phải của cơ quan chúng tôi."


def test_two_steps_of_one_outcome_are_completed_by_their_task() -> None:
    council = Council.of()
    petition = a_petition(council)
    task = queries.open_tasks(petition.pk)[0]
    assert [choice.move for choice in queries.choices(task)][:2] == ["classify", "set_aside"]
    said = Said(field=FIELD, level=LEVEL, competent=LEAD)
    actions.complete_task(task.pk, "classify", by=council.secretary.official, now=MET, said=said)
    with refused("task_closed"):
        actions.complete_task(task.pk, "classify", by=council.secretary.official, now=MET, said=said)


def test_what_is_no_petition_is_screened_out() -> None:
    council = Council.of()
    by = council.secretary.official
    for what, state in ((Screening.NOT_A_PETITION, State.SET_ASIDE), (Screening.COMPLAINT, State.GUIDED)):
        petition = a_petition(council)
        screened = actions.screen(petition.pk, what, REASON, by=by, now=MET)
        petition.refresh_from_db()
        assert (petition.state, petition.note, screened.rerouted) == (state, REASON, False)
        with refused("reason_too_short"):
            actions.screen(a_petition(council).pk, what, "Không", by=by, now=MET)


def test_classifying_names_field_level_and_agency_of_the_whole_and_of_a_point() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council)
    point = actions.PointSaid(2, "giao-thong", "huyen", "H10.08")
    actions.classify(petition.pk, FIELD, LEVEL, LEAD, [point], by=by, now=MET)
    first, second = queries.points_of(petition.pk)
    assert first.competent is not None
    assert second.competent is not None
    assert (first.field, first.level, first.competent.code) == (FIELD, LEVEL, LEAD)
    assert (second.field, second.level, second.competent.code) == ("giao-thong", "huyen", "H10.08")
    again = queries.one_seen_by(petition.pk, by)
    assert (again.matter.title, again.matter.topic) == ("Cải cách hành chính, chuyển đổi số", FIELD)
    assert journal.facts("petitions.classified")["to"] == LEAD
    for field, level, points, code in (
        ("khong-co", LEVEL, (), "unknown_field"),
        (FIELD, "khong-co", (), "unknown_level"),
        (FIELD, LEVEL, [actions.PointSaid(9)], "no_such_point"),
    ):
        with refused(code):
            actions.classify(petition.pk, field, level, LEAD, points, by=by, now=MET)
    with pytest.raises(NotFound):
        actions.classify(petition.pk, FIELD, LEVEL, "H99", by=by, now=MET)


def test_a_batch_sends_all_or_none_and_its_letter_once() -> None:
    council = Council.of()
    by = council.secretary.official
    session = queries.session_numbered("X", 15).pk
    letter = Letter("45/HĐND-VP", date(2024, 8, 12))
    ready, raw = a_petition(council), a_petition(council, content="Cầu dân sinh đã hư hỏng nặng.", points=())
    walk(ready, council, "classified")
    with refused("illegal_move"):
        actions.send_batch(session, [ready.pk, raw.pk], letter, by=by, now=SENT)
    for bad, code in (
        (Letter(" ", date(2024, 8, 12)), "letter_without_symbol"),
        (Letter("45", date(2024, 8, 13)), "letter_of_tomorrow"),
    ):
        with refused(code):
            actions.send_batch(session, [ready.pk], bad, by=by, now=SENT)
    with refused("nothing_to_send"):
        actions.send_batch(session, [], letter, by=by, now=SENT)
    with refused("too_many_to_send"):
        actions.send_batch(session, range(1_001), letter, by=by, now=SENT)
    with pytest.raises(NotFound):
        actions.send_batch(0, [ready.pk], letter, by=by, now=SENT)
    with pytest.raises(NotFound):
        actions.send_batch(session, [ready.pk], letter, by=council.assigner.official, now=SENT)


def test_a_letter_is_sent_once() -> None:
    council = Council.of()
    by = council.secretary.official
    session = queries.session_numbered("X", 15).pk
    letter = Letter("45/HĐND-VP", date(2024, 8, 12))
    first, second = (a_petition(council, client_key=key) for key in ("a", "b"))
    for each in (first, second):
        walk(each, council, "classified")
    batch = actions.send_batch(session, [first.pk], letter, by=by, now=SENT)
    assert list(batch.petitions.all()) == [first]
    with refused("letter_was_sent"):
        actions.send_batch(session, [second.pk], letter, by=by, now=SENT)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (assigning(date(2024, 10, 29)), "due_day_is_over"),
        (assigning(LATER_DUE, LEAD, HELPS, LEAD), "coordinates_itself"),
        (assigning(LATER_DUE, LEAD, HELPS, HELPS), "coordinates_itself"),
        (assigning(LATER_DUE, letter=Letter("", date(2024, 10, 8))), "letter_without_symbol"),
        (assigning(LATER_DUE, letter=Letter("1", date(2024, 12, 8))), "letter_of_tomorrow"),
    ],
)
def test_an_assignment_has_its_letter_and_a_day_to_come(said: actions.Assigning, code: str) -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "sent")
    with refused(code):
        actions.assign(petition.pk, said, by=council.assigner.official, now=LATER)
    assert queries.assignment_of(petition.pk) is None


def test_several_are_assigned_by_one_letter() -> None:
    council = Council.of()
    two = [walk(a_petition(council, client_key=key), council, "sent").pk for key in ("a", "b")]
    done = actions.assign_all(two, assigning(LATER_DUE), by=council.assigner.official, now=LATER)
    assert [(each.state, each.due_on) for each in done] == [("assigned", LATER_DUE)] * 2


def test_it_is_given_back_with_a_suggestion_and_goes_on_until_the_choice_binds() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "assigned")
    lead, assigner = council.lead.official, council.assigner.official
    with refused("reason_too_short"):
        actions.give_back(petition.pk, "Không", by=lead, now=LATER)
    with refused("suggests_itself"):
        actions.give_back(petition.pk, REASON, LEAD, by=lead, now=LATER)
    for times in (1, 2):
        actions.give_back(petition.pk, REASON, HELPS, by=lead, now=LATER)
        last = petition.assignments.order_by("-pk")[0]
        assert last.suggested is not None
        assert (last.why_returned, last.suggested.code, last.returned_at) == (REASON, HELPS, LATER)
        assert journal.facts("petitions.returned")["times"] == times
        actions.assign(petition.pk, assigning(LATER_DUE), by=assigner, now=LATER)
    with refused("competence_was_decided"):
        actions.give_back(petition.pk, REASON, HELPS, by=lead, now=LATER)


def test_joined_petitions_lose_nobody() -> None:
    council = Council.of()
    by = council.secretary.official
    main = a_petition(council)
    second = a_petition(council, client_key="b", voter=actions.Voter("Lê Thị Hai", "0912345671"))
    third = a_petition(council, client_key="c", voter=actions.Voter("Trần Ba", "0912345672"))
    actions.join(third.pk, str(second.matter.code), by=by, now=MET)
    actions.join(second.pk, str(main.matter.code), by=by, now=MET)
    assert {each.pk for each in main.joined.all()} == {second.pk, third.pk}, "who was joined to the second follows it"
    walk(main, council, "answered")
    seen = queries.followed(third.matter.token, LATER)
    assert (seen.petition.pk, seen.main.pk, seen.points[0].result) == (third.pk, main.pk, "Đã giải quyết xong")
    for wrong in (str(main.matter.code), str(second.matter.code)):
        with refused("nothing_to_join_to"):
            actions.join(a_petition(council, client_key="d").pk, str(third.matter.code), by=by, now=MET)
        with pytest.raises((Refused, NotFound)):
            actions.join(main.pk, wrong, by=by, now=MET)


def test_a_fitting_answer_is_settled_at_once_and_a_bad_one_comes_back() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    with refused("nothing_promised"):
        actions.follow(petition.pk, by=by, now=LATER)
    with refused("reason_too_short"):
        actions.come_back(petition.pk, "Không", by=by, now=LATER)
    with refused("no_such_point"):
        actions.come_back(petition.pk, WHY, owed=[7], by=by, now=LATER)
    with refused("due_day_is_over"):
        actions.come_back(petition.pk, WHY, due_on=LATER.date(), by=by, now=LATER)
    with pytest.raises(NotFound):
        actions.come_back(petition.pk, WHY, committee=LEAD, by=by, now=LATER)
    actions.come_back(petition.pk, WHY, owed=[2], due_on=LATER_DUE, committee="H10.74", by=by, now=LATER)
    petition.refresh_from_db()
    assert (petition.state, petition.rounds, petition.due_on, petition.result) == ("came_back", 1, LATER_DUE, "")
    assert [point.answered_at is None for point in queries.points_of(petition.pk)] == [False, True]
    assert petition.matter.finished_at is None
    again = actions.draft_answer(petition.pk, 2, SOLVING, by=council.lead.official, now=LATER)
    a_letter(5_000, council.lead)
    actions.put_in_letter(5_000, [again.pk], by=council.lead.official, now=LATER)
    actions.answered_by_letter(5_000, by=people.NURSE, now=LATER)
    actions.review(petition.pk, "Đạt.", by=by, now=LATER)
    petition.refresh_from_db()
    assert (petition.state, petition.result) == ("followed", "ongoing")
    first, second = petition.reviews.order_by("pk")
    assert first.committee is not None
    assert second.committee is not None
    assert (first.satisfied, first.committee.code, second.satisfied, second.committee.code) == (
        False,
        "H10.74",
        True,
        "H10.73",
    )
    with refused("promises_wait"):
        actions.fulfil(petition.pk, by=council.lead.official, now=LATER)


def test_an_answer_with_promises_is_not_settled_and_nothing_is_reported_without_words() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "answered")
    with refused("promises_wait"):
        actions.settle(petition.pk, by=by, now=LATER)
    settled = walk(a_petition(council, client_key="b"), council, "reviewed", answers=(DONE, TOLD))
    with refused("reason_too_short"):
        actions.report_back(settled.pk, "Xong", by=by, now=LATER)
    with pytest.raises(NotFound):
        actions.report_back(settled.pk, REASON, 0, by=by, now=LATER)


def test_voters_are_told_at_each_event() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed", answers=(DONE, TOLD))
    actions.report_back(petition.pk, REASON, by=council.secretary.official, now=LATER)
    for event in ("taken", "classified", "sent", "assigned", "answered", "reported"):
        assert jobs.waiting(f"petitions.tell_{event}") == [{"petition_id": petition.pk}], event
    assert petition.due_on == DUE
