"""Every legal move of a petition by its name, and the table of who may make which in which state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.matters import queries as matters
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Letter, Said
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW, Screening, State
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
Act = Callable[[int, Any], Petition]
MOVES: dict[str, Act] = {
    "classify": lambda pk, by: actions.classify(pk, FIELD, LEVEL, LEAD, by=by, now=LATER),
    "set_aside": lambda pk, by: actions.set_aside(pk, REASON, by=by, now=LATER),
    "join": lambda pk, by: actions.join(pk, _another(), by=by, now=LATER),
    "guide": lambda pk, by: actions.guide(pk, REASON, by=by, now=LATER),
    "send": lambda pk, by: actions.send(pk, _a_batch(), by=by, now=LATER),
    "assign": lambda pk, by: actions.assign(pk, assigning(LATER_DUE), by=by, now=LATER),
    "accept": lambda pk, by: actions.accept(pk, by=by, now=LATER),
    "give_back": lambda pk, by: actions.give_back(pk, REASON, HELPS, by=by, now=LATER),
    "answer": lambda pk, by: actions.answer(pk, by=by, now=LATER),
    "come_back": lambda pk, by: actions.come_back(pk, WHY, by=by, now=LATER),
    "follow": lambda pk, by: actions.follow(pk, by=by, now=LATER),
    "settle": lambda pk, by: actions.settle(pk, by=by, now=LATER),
    "fulfil": lambda pk, by: actions.fulfil(pk, by=by, now=LATER),
    "report_back": lambda pk, by: actions.report_back(pk, REASON, by=by, now=LATER),
    "owe_again": lambda pk, by: actions.owe_again(pk, REASON, by=by, now=LATER),
    "seal": lambda pk, by: actions.seal(pk, by=by, now=LATER),
}
WHO = ("secretary", "assigner", "lead", "helper", "director", "elsewhere")
ALLOWED: dict[tuple[str, str], str] = {
    **{
        (state, move): "secretary"
        for state in ("collected", "classified")
        for move in ("classify", "set_aside", "join", "guide")
    },
    ("classified", "send"): "secretary",
    ("sent", "assign"): "assigner",
    ("returned", "assign"): "assigner",
    ("assigned", "accept"): "lead",
    ("assigned", "give_back"): "lead",
    ("answered", "come_back"): "secretary",
    ("answered", "follow"): "secretary",
    ("settled", "report_back"): "secretary",
}
"""The others lack here what they need: an answer to every point, nothing that waits, a letter that was recalled."""
NEEDS_MORE = {
    *(("accepted", "answer"), ("came_back", "answer"), ("answered", "settle"), ("followed", "fulfil")),
    *((state, "owe_again") for state in ("answered", "followed", "settled")),
}
_COUNCIL: list[Council] = []


def _another() -> str:
    return str(a_petition(_COUNCIL[-1], content="Đường liên thôn hư hỏng nặng, mùa mưa không đi được.").matter.code)


def _a_batch() -> int:
    other = a_petition(_COUNCIL[-1], content="Trạm y tế xã thiếu thuốc bảo hiểm kéo dài nhiều tháng.")
    walk(other, _COUNCIL[-1], "sent")
    other.refresh_from_db()
    assert other.batch_id is not None
    return other.batch_id


def in_state(state: str, council: Council) -> Petition:
    petition = a_petition(council)
    if state == "collected":
        return petition
    if state == "returned":
        walk(petition, council, "assigned")
        return actions.give_back(petition.pk, REASON, by=council.lead.official, now=MET)
    if state == "came_back":
        walk(petition, council, "answered")
        return actions.come_back(petition.pk, WHY, by=council.secretary.official, now=LATER)
    if state == "settled":
        return walk(petition, council, "reviewed", answers=(DONE, TOLD))
    return walk(petition, council, "reviewed" if state == "followed" else state)


OPEN = [state for state in State.values if state not in WORKFLOW.final]


def test_the_table_is_the_workflow() -> None:
    legal = {(state, move) for move, each in WORKFLOW.moves.items() for state in each.leads if move != "seal"}
    assert set(ALLOWED) | NEEDS_MORE == legal
    assert set(MOVES) == set(WORKFLOW.moves) == set(VERB_OF_MOVE)


@pytest.mark.parametrize("state", OPEN)
def test_each_move_is_for_those_whose_step_is_open(state: str) -> None:
    council = Council.of()
    _COUNCIL.append(council)
    petition = in_state(state, council)
    assert petition.state == state
    who = {each: getattr(council, each).official for each in WHO if each != "elsewhere"}
    who["elsewhere"] = people.dung().official
    for move, act in MOVES.items():
        for name, by in who.items():
            if move == "seal" or name in ALLOWED.get((state, move), "").split():
                continue
            before = journal.verbs_of(petition.pk)
            with pytest.raises((Refused, NotFound)):
                act(petition.pk, by)
            petition.refresh_from_db()
            assert (petition.state, journal.verbs_of(petition.pk)) == (state, before), (move, name)


@pytest.mark.parametrize(("state", "move"), sorted(ALLOWED))
def test_a_legal_move_leads_where_the_table_says_and_is_written_down(state: str, move: str) -> None:
    council = Council.of()
    _COUNCIL.append(council)
    petition = in_state(state, council)
    MOVES[move](petition.pk, getattr(council, ALLOWED[state, move]).official)
    petition.refresh_from_db()
    assert petition.state == WORKFLOW.after(move, state)
    assert journal.verbs_of(petition.pk)[-1] == VERB_OF_MOVE[move]
    assert matters.orphans() == []


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
    _COUNCIL.append(council)
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
