"""What was promised lives on: more milestones, each kept with proof, on to the next session while it waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Promise
from motcua.domain.petitions.models import Carrying
from motcua.domain.petitions.states import Detail
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.petitions import ANSWERED, DONE, HELPS, LEAD, NO_DAY, PROOF, TOLD, Council, a_petition, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = ANSWERED + timedelta(days=40)
KEPT_ON = date(2024, 11, 29)
HOW = "Đã công khai ở mọi bộ phận một cửa."
MORE = Promise("Mở thêm lớp tập huấn ở thôn xa", HELPS, date(2025, 3, 1))
WHY = "Chưa xong việc đã hứa với cử tri."


def test_a_milestone_is_added_after_the_answer_and_takes_the_red_away() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, NO_DAY))
    made = actions.commit(petition.pk, 2, MORE, by=council.lead.official, now=ANSWERED)
    assert (made.unit.code, made.made_at) == (HELPS, ANSWERED)
    point = queries.points_followed(petition.pk, ANSWERED.date())[1]
    assert (point.detail, point.red, [each.what for each in point.milestones]) == ("Có lộ trình", False, [MORE.what])
    assert journal.facts("petitions.committed")["due_on"] == "2025-03-01"
    assert jobs.waiting("petitions.tell_promised") == [{"petition_id": petition.pk}]


def test_only_what_is_being_solved_is_promised_and_by_who_answers() -> None:
    council = Council.of()
    lead = council.lead.official
    petition = walk(a_petition(council), council, "answered")
    with refused("nothing_to_promise"):
        actions.commit(petition.pk, 1, MORE, by=lead, now=ANSWERED)
    with refused("promise_needs_a_day"):
        actions.commit(petition.pk, 2, Promise(MORE.what, HELPS, ANSWERED.date()), by=lead, now=ANSWERED)
    with refused("promise_says_nothing"):
        actions.commit(petition.pk, 2, Promise("Làm", HELPS, date(2025, 1, 1)), by=lead, now=ANSWERED)
    for number, by in ((9, lead), (2, council.secretary.official), (2, people.dung().official)):
        with pytest.raises(NotFound):
            actions.commit(petition.pk, number, MORE, by=by, now=ANSWERED)
    early = walk(a_petition(council, client_key="b"), council, "accepted")
    with refused("nothing_to_promise"):
        actions.commit(early.pk, 2, MORE, by=lead, now=ANSWERED)


def test_a_promise_is_kept_with_proof_by_whose_it_is() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed")
    mine, theirs = queries.commitments_of(petition.pk)
    lead, helper = council.lead.official, council.helper.official
    with refused("promise_needs_proof"):
        actions.keep_commitment(mine.pk, KEPT_ON, HOW, None, by=lead, now=LATER)
    with refused("kept_tomorrow"):
        actions.keep_commitment(mine.pk, date(2024, 12, 30), HOW, PROOF, by=lead, now=LATER)
    with refused("kept_before_promised"):
        actions.keep_commitment(mine.pk, KEPT_ON.replace(year=2014), HOW, PROOF, by=lead, now=LATER)
    with refused("reason_too_short"):
        actions.keep_commitment(mine.pk, KEPT_ON, "Xong", PROOF, by=lead, now=LATER)
    for stranger in (helper, council.secretary.official, council.director.official):
        with pytest.raises(NotFound):
            actions.keep_commitment(mine.pk, KEPT_ON, HOW, PROOF, by=stranger, now=LATER)
    with pytest.raises(NotFound):
        actions.keep_commitment(0, KEPT_ON, HOW, PROOF, by=lead, now=LATER)
    kept = actions.keep_commitment(mine.pk, KEPT_ON, HOW, PROOF, by=lead, now=LATER)
    assert kept.proof is not None
    assert (kept.done_on, kept.how) == (KEPT_ON, HOW)
    assert journal.facts("petitions.commitment_kept")["late"] is False
    with refused("commitment_kept_already"):
        actions.keep_commitment(mine.pk, KEPT_ON, HOW, PROOF, by=lead, now=LATER)
    petition.refresh_from_db()
    assert (petition.state, queries.open_commitments(petition.pk)) == ("followed", 1)
    actions.keep_commitment(theirs.pk, date(2024, 12, 1), HOW, PROOF, by=helper, now=LATER)
    petition.refresh_from_db()
    assert petition.state == "settled"
    assert journal.verbs_of(petition.pk)[-1] == "petitions.fulfilled"


def test_what_a_draft_promises_cannot_be_kept() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    draft = actions.draft_answer(
        petition.pk,
        2,
        actions.AnswerSaid(NO_DAY.result, NO_DAY.text, Detail.ROADMAP, promises=[MORE]),
        by=council.lead.official,
        now=ANSWERED,
    )
    with pytest.raises(NotFound):
        actions.keep_commitment(draft.commitments.get().pk, KEPT_ON, HOW, PROOF, by=council.lead.official, now=LATER)


def test_what_waits_is_carried_to_a_later_session_once() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "reviewed")
    before, own, after = (queries.session_numbered("X", number).pk for number in (14, 15, 16))
    for session in (before, own):
        with refused("session_is_not_later"):
            actions.carry_over(petition.pk, session, WHY, by=by, now=LATER)
    with refused("reason_too_short"):
        actions.carry_over(petition.pk, after, "Chưa", by=by, now=LATER)
    for session, who in ((0, by), (after, council.lead.official)):
        with pytest.raises(NotFound):
            actions.carry_over(petition.pk, session, WHY, by=who, now=LATER)
    carried = actions.carry_over(petition.pk, after, WHY, by=by, now=LATER)
    assert (carried.to.number, carried.why) == (16, WHY)
    assert {each.carried_to_id for each in queries.commitments_of(petition.pk)} == {after}
    with refused("carried_already"):
        actions.carry_over(petition.pk, after, WHY, by=by, now=LATER)
    assert Carrying.objects.count() == 1
    assert jobs.waiting("petitions.tell_carried_over") == [{"petition_id": petition.pk}]


def test_what_is_settled_is_not_carried() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed", answers=(DONE, TOLD))
    with refused("nothing_to_carry"):
        actions.carry_over(
            petition.pk, queries.session_numbered("X", 16).pk, WHY, by=council.secretary.official, now=LATER
        )
    assert petition.matter.lead_agency.code == LEAD
