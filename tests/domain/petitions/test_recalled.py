"""A letter that answered petitions is taken back, or replaced: what was answered and promised follows the letter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.domain.notices.models import Message
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Letter
from motcua.domain.petitions.models import Answer, Commitment, Petition, VoterLetter
from motcua.domain.petitions.states import Event, Screening, State
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal
from tests.build.petitions import (
    ANSWERED,
    DONE,
    DUE,
    PROOF,
    SOLVING,
    TOLD,
    WHY,
    Council,
    a_letter,
    a_petition,
    issue,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("jobs")
A, B = 501, 502
RECALLED = datetime(2024, 10, 28, 2, 0, tzinfo=ANSWERED.tzinfo)
IN_B = Letter("02/STTTT-BCVTCNTT", date(2024, 10, 27))


def answered(council: Council, until: str = "answered", answers: tuple[AnswerSaid, ...] = (DONE, SOLVING)) -> Petition:
    """A petition whose points letter A answered, reviewed or not."""
    return walk(a_petition(council), council, until, answers=answers, letter_id=A)


def recall(*letters: int, now: datetime = RECALLED) -> list[Petition]:
    return actions.letter_recalled(letters or (A,), by=BY, now=now)


def fresh(petition: Petition) -> Petition:
    found = queries.of_matter(petition.pk)
    assert found is not None
    return found


def test_what_a_recalled_letter_answered_is_owed_again_by_the_day_it_was() -> None:
    council = Council.of()
    petition = answered(council)
    assert [each.pk for each in recall()] == [petition.pk]
    petition = fresh(petition)
    assert (petition.state, petition.due_on, petition.result, petition.answered_at) == (State.ACCEPTED, DUE, "", None)
    assert petition.matter.due_at is not None
    assert (petition.matter.finished_at, petition.matter.verdict, petition.matter.in_time) == (None, "", None)
    assert [(each.answered_at, each.result) for each in queries.points_of(petition.pk)] == [(None, "")] * 2
    (task,) = queries.open_tasks(petition.pk)
    assert (task.step, task.agency) == ("answer", petition.matter.lead_agency)
    assert Task.objects.get(matter=petition.pk, step="review").outcome == "overtaken"
    assert matters.orphans() == []
    assert [each.petition.pk for each in queries.overdue_unanswered(date(2024, 10, 31))] == [petition.pk]


def test_the_journal_says_which_points_of_which_letter_and_that_it_is_owed_again() -> None:
    petition = answered(Council.of())
    recall()
    assert journal.verbs_of(petition.pk)[-5:] == [
        *["petitions.answer_recalled"] * 2,
        *["petitions.answer_withdrawn"] * 2,
        "petitions.owed_again",
    ]
    said = journal.facts("petitions.answer_withdrawn")
    assert (said["point"], said["letter"], said["promises"]) == (2, A, 2)
    owed = journal.facts("petitions.owed_again")
    assert (owed["state"], owed["step"]) == (State.ACCEPTED, "answer")


def test_recalled_twice_it_is_recalled_once() -> None:
    petition = answered(Council.of())
    recall()
    before = journal.count()
    assert recall(now=RECALLED + timedelta(days=1)) == []
    assert journal.count() == before
    assert [each.recalled_at for each in queries.recalled_letters(petition.pk)] == [RECALLED]


def test_promises_are_withdrawn_and_stay_on_record_and_what_was_kept_is_kept() -> None:
    council = Council.of()
    petition = answered(council, "reviewed")
    assert petition.state == State.FOLLOWED
    milestone, training = queries.commitments_of(petition.pk)
    by = council.lead.official
    actions.keep_commitment(milestone.pk, date(2024, 10, 27), "Đã công khai ở 111 xã.", PROOF, by=by, now=RECALLED)
    recall()
    assert fresh(petition).state == State.ACCEPTED
    assert [each.pk for each in queries.commitments_of(petition.pk)] == [milestone.pk]
    assert queries.open_commitments(petition.pk) == 0
    withdrawn = Commitment.with_withdrawn.get(withdrawn_at__isnull=False)
    assert (withdrawn.pk, withdrawn.what, withdrawn.withdrawn_at) == (training.pk, training.what, RECALLED)
    with pytest.raises(NotFound):
        actions.keep_commitment(
            training.pk, date(2024, 10, 28), "Đã tập huấn 32 người.", PROOF, by=council.helper.official, now=RECALLED
        )
    kept = queries.measures(date(2025, 1, 31)).kept
    assert (kept.part, kept.whole) == (1, 1)


def test_it_is_answered_anew_and_late_where_its_day_is_over() -> None:
    council = Council.of()
    petition = answered(council)
    recall()
    again = issue(petition, council, (DONE, TOLD), now=ANSWERED + timedelta(days=20), letter_id=B)
    assert (again.state, again.result) == (State.ANSWERED, "explained")
    assert fresh(petition).matter.in_time is False
    points = queries.followed(petition.matter.token, RECALLED + timedelta(days=30)).points
    assert [each.letter_id for each in points] == [B, B]
    assert Answer.objects.count() == 2
    assert Answer.with_withdrawn.count() == 4


def test_only_the_points_of_that_letter_are_owed_again() -> None:
    council = Council.of()
    petition = answered(council, "accepted")
    lead = council.lead.official
    drafts = [
        actions.draft_answer(petition.pk, number, said, by=lead, now=ANSWERED)
        for number, said in enumerate((DONE, TOLD), 1)
    ]
    for letter_id, draft in zip((A, B), drafts, strict=True):
        a_letter(letter_id, council.lead)
        actions.put_in_letter(letter_id, [draft.pk], by=lead, now=ANSWERED)
        actions.answered_by_letter(letter_id, by=BY, now=ANSWERED)
        if letter_id == A:
            recall()  # while the other point is still owed
            assert fresh(petition).state == State.ACCEPTED
    assert [each.answered_at is None for each in queries.points_of(petition.pk)] == [True, False]
    assert fresh(petition).state == State.ACCEPTED


def test_a_letter_that_was_found_wanting_before_takes_nothing_back_when_it_is_recalled() -> None:
    council = Council.of()
    petition = answered(council)
    actions.come_back(petition.pk, WHY, by=council.secretary.official, now=ANSWERED)
    issue(petition, council, (DONE, TOLD), now=ANSWERED + timedelta(days=1), letter_id=B)
    recall()
    assert fresh(petition).state == State.ANSWERED
    assert [each.result for each in queries.points_of(petition.pk)] == ["done", "explained"]


def test_a_petition_whose_last_open_promise_goes_with_an_older_letter_is_fulfilled() -> None:
    council = Council.of()
    petition = answered(council)
    secretary = council.secretary.official
    actions.come_back(petition.pk, WHY, by=secretary, now=ANSWERED)
    issue(petition, council, (DONE, TOLD), now=ANSWERED + timedelta(days=1), letter_id=B)
    actions.follow(petition.pk, by=secretary, now=ANSWERED + timedelta(days=2))
    recall()
    assert fresh(petition).state == State.SETTLED


def test_a_settled_petition_is_for_the_council_to_open_again() -> None:
    council = Council.of()
    petition = answered(council, "reviewed", (DONE, TOLD))
    assert petition.state == State.SETTLED
    secretary = council.secretary.official
    with refused("nothing_recalled"):
        actions.owe_again(petition.pk, WHY, by=secretary, now=RECALLED)
    recall()
    assert fresh(petition).state == State.SETTLED
    assert "owe_again" in queries.deeds_open_to(fresh(petition), secretary)
    (waiting,) = queries.recalled_letters(petition.pk)
    assert (waiting.letter_id, waiting.points, waiting.withdrawn) == (A, (1, 2), False)
    assert {each.letter_id for each in queries.followed(petition.matter.token, RECALLED).points} == {None}
    with pytest.raises(NotFound):
        actions.owe_again(petition.pk, WHY, by=council.lead.official, now=RECALLED)
    with refused("reason_too_short"):
        actions.owe_again(petition.pk, "Thế", by=secretary, now=RECALLED)
    actions.owe_again(petition.pk, WHY, by=secretary, now=RECALLED)
    assert fresh(petition).state == State.ACCEPTED
    assert queries.recalled_letters(petition.pk)[0].withdrawn
    assert journal.last("petitions.owed_again").by_id == str(secretary.account_id)
    assert jobs.waiting("petitions.tell_owed_again") == [{"petition_id": petition.pk}]


def test_the_council_may_leave_a_settled_petition_as_it_is() -> None:
    council = Council.of()
    petition = answered(council, "reviewed", (DONE, TOLD))
    recall()
    actions.report_back(petition.pk, "Đã báo cáo tại buổi tiếp xúc.", by=council.secretary.official, now=RECALLED)
    assert fresh(petition).state == State.REPORTED
    assert "owe_again" not in queries.deeds_open_to(fresh(petition), council.secretary.official)


def test_a_petition_under_seal_has_nothing_to_take_back_and_leaves_nothing_withdrawn_behind() -> None:
    council = Council.of()
    petition = answered(council)
    recall()
    actions.screen(petition.pk, Screening.DENUNCIATION, "", by=council.secretary.official, now=RECALLED)
    assert (Answer.with_withdrawn.count(), Commitment.with_withdrawn.count()) == (0, 0)
    other = answered(council)
    actions.screen(other.pk, Screening.DENUNCIATION, "", by=council.secretary.official, now=RECALLED)
    assert recall() == []


def test_the_voter_and_everybody_joined_are_told_in_a_sentence_and_of_the_next_answer_too() -> None:
    council = Council.of()
    petition = a_petition(council)
    joined = a_petition(council)
    actions.join(joined.pk, str(petition.matter.code), by=council.secretary.official, now=ANSWERED)
    walk(petition, council, "answered", letter_id=A)
    Answer.objects.update(symbol="01/STTTT-BCVTCNTT")
    actions.tell(petition.pk, Event.ANSWERED, by=BY, now=ANSWERED)
    recall()
    assert jobs.waiting("petitions.tell_recalled") == [{"petition_id": petition.pk}]
    for _again in range(2):
        actions.tell(petition.pk, Event.RECALLED, by=BY, now=RECALLED)
    letters = list(VoterLetter.objects.filter(event__startswith="recalled", way="email").order_by("petition"))
    assert [each.petition_id for each in letters] == [petition.pk, joined.pk]
    body = str(letters[0].words["body"])
    assert "đã thu hồi văn bản trả lời số 01/STTTT-BCVTCNTT" in body
    issue(petition, council, (DONE, SOLVING), now=ANSWERED + timedelta(days=20), letter_id=B)
    before = VoterLetter.objects.count()
    assert actions.tell(petition.pk, Event.ANSWERED, by=BY, now=ANSWERED) != [], "it is told a second time"
    assert VoterLetter.objects.count() > before


def test_the_councils_office_and_the_lead_agency_are_told_once() -> None:
    council = Council.of()
    petition = answered(council)
    assert actions.tell_of_recall(petition.pk, by=BY, now=RECALLED) == 0
    Answer.objects.update(symbol="01/STTTT-BCVTCNTT")
    recall()
    assert jobs.waiting("petitions.tell_of_recall") == [{"petition_id": petition.pk}]
    assert actions.tell_of_recall(petition.pk, by=BY, now=RECALLED) >= 3
    assert actions.tell_of_recall(petition.pk, by=BY, now=RECALLED) == 0
    told = Message.objects.get(account=council.secretary.account)
    assert (
        told.subject == f"Kiến nghị cử tri {petition.matter.code}: văn bản trả lời số 01/STTTT-BCVTCNTT đã bị thu hồi"
    )
    assert "Ngày phải trả lời vẫn là 30/10/2024." in str(told.body)
    assert Message.objects.filter(account__in=[council.lead.account, council.director.account]).count() == 2


def test_a_letter_that_takes_the_place_of_another_takes_over_what_it_answered() -> None:
    council = Council.of()
    petition = answered(council, "reviewed")
    assert [each.pk for each in actions.letter_replaced([A], B, IN_B, by=BY, now=RECALLED)] == [petition.pk]
    assert fresh(petition).state == State.FOLLOWED
    points = queries.followed(petition.matter.token, RECALLED).points
    assert [(each.letter_id, each.symbol, each.signed_on) for each in points] == [(B, *vars(IN_B).values())] * 2
    assert len(queries.commitments_of(petition.pk)) == 2
    said = journal.facts("petitions.answer_taken_over")
    assert (said["letter"], said["from_letter"]) == (B, A)
    assert actions.letter_replaced([A], B, IN_B, by=BY, now=RECALLED) == []
    assert Entry.objects.filter(verb="petitions.answer_taken_over").count() == 2
    recall(A, B)
    assert fresh(petition).state == State.ACCEPTED


def test_what_was_drafted_into_a_letter_that_was_given_up_is_free_for_another() -> None:
    council = Council.of()
    petition = answered(council, "accepted")
    lead = council.lead.official
    draft = actions.draft_answer(petition.pk, 1, DONE, by=lead, now=ANSWERED)
    given_up = a_letter(A, council.lead)
    actions.put_in_letter(A, [draft.pk], by=lead, now=ANSWERED)
    given_up.state = "discarded"
    given_up.save(update_fields=["state"])
    assert [each.pk for each in actions.letter_replaced([A], B, IN_B, by=BY, now=RECALLED)] == []
    (waiting,) = queries.to_reply(lead)
    assert waiting.drafted[0].answer_id == draft.pk
    assert actions.draft_answer(petition.pk, 1, TOLD, by=lead, now=ANSWERED).pk == draft.pk
    a_letter(B, council.lead)
    assert [each.letter_id for each in actions.put_in_letter(B, [draft.pk], by=lead, now=ANSWERED)] == [B]
