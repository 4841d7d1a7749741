"""What each office may press and see: the buttons, the decisions beside them, the lists, who asked."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Petition, Review
from motcua.domain.petitions.states import State
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.petitions import (
    ANSWERED,
    DONE,
    MET,
    NO_DAY,
    PROOF,
    TOLD,
    VOTER,
    WHY,
    Council,
    a_meeting,
    a_petition,
    a_sheet,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = ANSWERED.date()


def moves(petition: Petition, council: Council, who: str) -> list[str]:
    """What this person may press."""
    found = queries.of_matter(petition.pk)
    assert found is not None
    view = queries.desk_view(found, getattr(council, who).official)
    return [choice.move for waiting in view for choice in waiting.choices]


def test_each_sits_at_their_own_desk() -> None:
    council = Council.of()
    desks = [queries.desks_of(each.official) for each in (council.secretary, council.assigner, council.lead)]
    assert [each.council for each in desks] == [True, False, False]
    assert [each.assigning for each in desks] == [False, True, False]
    assert [each.any for each in desks] == [True, True, True]
    committee = people.an_official("Đỗ Thị Thẩm", Agency.objects.get(code="H10.73"), Duty.COUNCIL)
    assert queries.desks_of(committee.official).committee
    assert not queries.desks_of(people.binh().official).any


def test_only_what_is_legal_and_theirs_is_offered() -> None:
    council = Council.of()
    petition = a_petition(council)
    assert set(moves(petition, council, "secretary")) == {"classify", "set_aside", "join", "guide"}
    assert moves(petition, council, "lead") == []
    walk(petition, council, "assigned")
    assert moves(petition, council, "lead") == ["accept", "give_back"]
    Petition.objects.filter(pk=petition.pk).update(returns=2)
    assert moves(petition, council, "lead") == ["accept"]


def test_words_that_may_denounce_go_nowhere_but_to_guidance_and_the_seal() -> None:
    council = Council.of()
    petition = a_petition(council, content="Tôi tố cáo ông chủ tịch xã nhận hối lộ khi cấp đất")
    assert moves(petition, council, "secretary") == ["guide"]
    assert queries.deeds_open_to(petition, council.secretary.official) == {"seal", "slip", "clear"}


def test_a_review_offers_to_follow_what_was_promised_and_else_to_settle() -> None:
    council = Council.of()
    promised = walk(a_petition(council), council, "answered")
    told = walk(a_petition(council, client_key="b"), council, "answered", answers=(DONE, TOLD))
    assert moves(promised, council, "secretary") == ["follow", "come_back"]
    assert moves(told, council, "secretary") == ["settle", "come_back"]
    found = queries.task_for(promised.pk, "settle")
    assert found is not None
    with refused("illegal_move"):
        queries.choice(*found, council.secretary.official)
    with pytest.raises(NotFound):
        queries.choice(*found, council.lead.official)


def test_a_committee_judges_from_its_own_desk_what_is_of_its_field() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    committee = people.an_official("Đỗ Thị Thẩm", Agency.objects.get(code="H10.73"), Duty.COUNCIL)
    other = people.an_official("Đỗ Thị Khác", Agency.objects.get(code="H10.74"), Duty.COUNCIL)
    for who in (other, council.secretary, council.lead):
        with pytest.raises(NotFound):
            actions.judge(petition.pk, WHY, enough=False, by=who.official, now=ANSWERED)
    with refused("reason_too_short"):
        actions.judge(petition.pk, "Chưa", enough=False, by=committee.official, now=ANSWERED)
    came_back = actions.judge(petition.pk, WHY, enough=False, owed=[2], by=committee.official, now=ANSWERED)
    assert came_back.state == State.CAME_BACK
    review = Review.objects.get()
    assert (review.by_id, review.committee) == (committee.account.pk, committee_of(petition))
    assert journal.facts("petitions.came_back")["committee"] == "H10.73"
    assert [each.answered_at is None for each in queries.points_of(petition.pk)] == [False, True]


def committee_of(petition: Petition) -> Agency:
    return Agency.objects.get(code="H10.73")


def test_lists_are_narrowed_and_a_bare_promise_is_red() -> None:
    council = Council.of()
    red = walk(a_petition(council), council, "answered", answers=(DONE, NO_DAY))
    late = walk(a_petition(council, client_key="b"), council, "accepted", due_on=date(2024, 10, 10))
    by = council.secretary.official
    assert [each.pk for each in queries.listed(by, queries.Wanted(red=True), TODAY)] == [red.pk]
    assert [each.pk for each in queries.listed(by, queries.Wanted(late=True), TODAY)] == [late.pk]
    offered = queries.offered(by)
    assert [code for code, _name in offered.areas] == ["25399"]
    assert "H10.12" in dict(offered.agencies)


def test_batches_are_for_who_sends_and_who_assigns() -> None:
    council = Council.of()
    waiting = walk(a_petition(council), council, "classified")
    assert [each.pk for each in queries.to_send(None, council.secretary.official)] == [waiting.pk]
    petition = walk(a_petition(council, client_key="b"), council, "sent")
    assert petition.batch_id is not None
    for who in (council.secretary, council.assigner):
        (batch,) = queries.batches_for(who.official)
        assert (batch.pk, batch.whole, batch.waiting, batch.answered) == (petition.batch_id, 1, 1, 0)  # type: ignore[attr-defined]  # annotated
        assert queries.batch_for(batch.pk, who.official) == batch
        assert queries.in_batch(batch.pk, who.official) == [petition]
    with pytest.raises(NotFound):
        queries.batch_for(petition.batch_id, council.lead.official)


def test_who_asked_is_for_the_office_and_by_name_alone_for_others_where_agreed() -> None:
    council = Council.of()
    silent = walk(a_petition(council), council, "accepted")
    voter = type(VOTER)(VOTER.name, VOTER.phone, named=True)
    open_one = walk(a_petition(council, client_key="b", voter=voter), council, "accepted")
    shown = queries.voter_shown_to(silent, council.secretary.official)
    assert shown is not None
    assert (shown.name, shown.phone, shown.whole) == (VOTER.name, VOTER.phone, True)
    assert queries.voter_shown_to(silent, council.lead.official) is None
    assert queries.voter_shown_to(open_one, council.lead.official) == queries.VoterSeen(VOTER.name)


def test_what_happened_stands_beside_a_petition() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "assigned")
    actions.give_back(petition.pk, WHY, "H10.02", by=council.lead.official, now=ANSWERED)
    actions.remind(petition.pk, "Đề nghị giao lại.", "95/HĐND-VP", by=council.secretary.official, now=ANSWERED)
    found = queries.beside(petition)
    assert [(each.why_returned, each.suggested.code) for each in found.assignments if each.suggested] == [
        (WHY, "H10.02")
    ]
    assert [each.symbol for each in found.reminders] == ["95/HĐND-VP"]
    assert (found.reviews, found.carryings, found.taps, found.joined) == ([], [], [], [])


def test_a_promise_and_its_proof_are_for_those_it_concerns() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed")
    mine = queries.commitments_of(petition.pk)[0]
    assert queries.commitment_to_keep(mine.pk, council.lead.official) == mine
    for who in (council.secretary, council.director, people.dung()):
        with pytest.raises(NotFound):
            queries.commitment_to_keep(mine.pk, who.official)
    with pytest.raises(NotFound):
        queries.proof_seen_by(mine.pk, council.secretary.official)
    actions.keep_commitment(mine.pk, TODAY, "Đã làm xong việc này.", PROOF, by=council.lead.official, now=ANSWERED)
    assert queries.proof_seen_by(mine.pk, council.secretary.official).name == PROOF[0]
    with pytest.raises(NotFound):
        queries.proof_seen_by(mine.pk, people.dung().official)


def test_drafts_of_others_are_for_who_leads() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    for who, said in ((council.lead, DONE), (council.helper, TOLD)):
        actions.draft_answer(petition.pk, 1, said, by=who.official, now=ANSWERED)
    assert len(queries.drafts_of(petition.pk, council.lead.official)) == 2
    assert [each.text for each in queries.drafts_of(petition.pk, council.helper.official)] == [TOLD.text]


def test_meetings_and_sheets_are_for_the_office_alone() -> None:
    council = Council.of()
    held, by = a_meeting(council), council.secretary.official
    sheet = actions.read_in(
        "bang.xlsx", a_sheet((1, "", "", "", "Đề nghị sửa đường liên thôn.", "", "")), by=by, now=MET
    )
    assert queries.meeting_for_council(held.pk, by) == held
    assert list(queries.sheets_for_council(by)) == [sheet]
    with pytest.raises(NotFound):
        queries.meeting_for_council(held.pk, council.lead.official)
    with pytest.raises(NotFound):
        queries.sheets_for_council(council.lead.official)
    assert any(code == "H10.12" for _area, rows in queries.units(TODAY) for code, _name in rows)
