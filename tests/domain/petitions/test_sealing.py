"""A petition that is a denunciation goes to the sealed queue with all its words, and nothing of it stays behind."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.letters.models import Letter as OfficialLetter
from motcua.domain.matters import queries as matters
from motcua.domain.notices.models import Message
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import NewPetition, Speaker
from motcua.domain.petitions.models import Opinion, Passing, Petition, VoterLetter
from motcua.domain.petitions.states import Event, Screening, Source
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    LEAD,
    MET,
    VOTER,
    WORDS,
    Council,
    a_letter,
    a_meeting,
    a_petition,
    walk,
)
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("jobs")
DENOUNCING = "Tôi tố cáo cán bộ địa chính nhận hối lộ khi làm giấy tờ đất cho dân."


def sealed(council: Council) -> Petition:
    by = council.secretary.official
    speaker = Speaker("Điểu Tố", "thôn 5", "0912345679")
    opinion = actions.note_opinion(a_meeting(council).pk, DENOUNCING, speaker, by=by, now=MET)
    petition = actions.take_opinion(opinion.pk, by=by, now=MET)
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    screened = actions.screen(petition.pk, Screening.DENUNCIATION, "", by=by, now=MET)
    assert screened.rerouted
    return petition


def test_its_words_come_to_the_sealed_queue_once_and_are_forgotten() -> None:
    council = Council.of()
    petition = sealed(council)
    assert jobs.waiting("petitions.reroute") == [{"petition_id": petition.pk}]
    ready = queries.to_reroute(petition.pk)
    assert ready is not None
    assert (ready.content, ready.name) == (DENOUNCING, "Điểu Tố")
    for _again in range(2):
        running.reroute(petition.pk)
    assert (SealedLetter.objects.count(), Report.objects.count()) == (1, 0)
    assert queries.to_reroute(petition.pk) is None
    petition = Petition.objects.get(pk=petition.pk)
    left = [petition.content, petition.voter_name, petition.voter_phone, petition.voter_phone_index, petition.note]
    assert set(left) == {""}
    assert (petition.pairs, petition.opinion_id, petition.meeting_id) == ([], None, None)
    assert (Opinion.objects.count(), VoterLetter.objects.count(), Passing.objects.count()) == (0, 0, 0)
    assert queries.points_of(petition.pk) == []
    assert "Tố" not in journal.everything()
    assert matters.orphans() == []


def test_broken_off_before_the_words_are_forgotten_nothing_is_lost_or_doubled() -> None:
    petition = sealed(Council.of())
    kept = Passing.objects.get()
    running.reroute(petition.pk)
    Passing.objects.create(petition=petition, body=kept.body, files=[])
    running.reroute(petition.pk)
    assert SealedLetter.objects.count() == 1


def test_a_very_long_one_comes_whole() -> None:
    council = Council.of()
    long = f"{DENOUNCING} " + "Việc thứ nhất rồi việc thứ hai. " * 600 + "Câu cuối cùng."
    assert len(long) > 10_000, "more than one report may say"
    petition = a_petition(council, content=long, points=("Xem lại việc cấp giấy tờ đất.",))
    actions.seal(petition.pk, by=council.secretary.official, now=MET)
    running.reroute(petition.pk)
    inside = open_letter(bytes(SealedLetter.objects.get().letter))
    assert all(words in inside for words in (DENOUNCING, "Câu cuối cùng.", "Xem lại việc cấp giấy tờ đất."))


def test_nobody_sees_it_any_more() -> None:
    council = Council.of()
    petition = sealed(council)
    token, code = petition.matter.token, str(petition.matter.code)
    assert list(queries.seen_by(council.secretary.official)) == []
    with pytest.raises(NotFound):
        queries.with_token(token)
    with pytest.raises(NotFound):
        queries.with_code(code)
    with pytest.raises(NotFound):
        actions.seal(petition.pk, by=council.secretary.official, now=MET)
    with pytest.raises(NotFound):
        actions.say_unanswered(token, by=BY, now=MET)
    assert actions.tell(petition.pk, Event.SENT, by=BY, now=MET) == []
    assert actions.tell_unanswered(petition.pk, by=BY, now=MET) == 0, "though somebody had tapped before"


def test_who_has_it_at_another_office_may_seal_it_too_and_a_stranger_not() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    with pytest.raises(NotFound):
        actions.seal(petition.pk, by=people.dung().official, now=MET)
    actions.seal(petition.pk, by=council.lead.official, now=MET)
    assert queries.open_tasks(petition.pk) == []
    assert journal.facts("petitions.sealed") == {"source": "written"}
    assert actions.answered_by_letter(5, by=BY, now=MET) == []


def test_whoever_wrote_a_letter_that_quotes_it_is_told_and_not_what_it_was() -> None:
    council = Council.of()
    clerk = people.an_official("Tạ Văn Thư", people.Agency.objects.get(code=LEAD), Duty.CLERK)
    petition = walk(a_petition(council), council, "accepted")
    drafts = [actions.draft_answer(petition.pk, n, DONE, by=council.lead.official, now=ACCEPTED) for n in (1, 2)]
    for letter_id, draft in zip((51, 52), drafts, strict=True):
        a_letter(letter_id, council.lead)
        actions.put_in_letter(letter_id, [draft.pk], by=council.lead.official, now=ACCEPTED)
    issued = {"number": 9, "year": 2024, "issued_on": ACCEPTED.date(), "signed_at": ACCEPTED, "signed_name": "x.pdf"}
    OfficialLetter.objects.filter(pk=52).update(state="issued", **issued)
    actions.seal(petition.pk, by=council.secretary.official, now=ANSWERED)
    assert jobs.waiting("petitions.tell_quoting") == [{"letter_id": 51}, {"letter_id": 52}]
    for letter_id in (51, 52, 51):
        running.tell_quoting(letter_id)
    of_draft, *of_issued = Message.objects.order_by("pk")
    assert (of_draft.account_id, "VB-51" in of_draft.body) == (council.lead.account.pk, True)
    told = {council.lead.account.pk, clerk.account.pk, council.secretary.account.pk}
    assert {each.account_id for each in of_issued} == told
    assert all("09/STTTT ngày 09/10/2024" in each.body for each in of_issued)
    for message in (of_draft, *of_issued):
        assert message.matter_id is None
        assert [word for word in (WORDS, VOTER.name, str(petition.matter.code)) if word in message.body] == []
    OfficialLetter.objects.filter(pk=51).update(state="discarded")
    assert actions.tell_quoting(51, by=BY, now=ANSWERED) == 0


def test_what_a_citizen_was_told_of_it_is_taken_back() -> None:
    an = people.an()
    petition = actions.take_petition(NewPetition(DENOUNCING, Source.WRITTEN), by=an, now=MET)
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    assert Message.objects.filter(account_id=an.account_id).exists()
    council = Council.of()
    actions.seal(petition.pk, by=council.secretary.official, now=MET)
    assert actions.forget_words(petition.pk, by=BY, now=MET)
    assert not actions.forget_words(petition.pk, by=BY, now=MET)
    assert not Message.objects.filter(account_id=an.account_id).exists()
    assert list(queries.own_petitions(an)) == []


def test_a_petition_that_is_none_is_not_forgotten() -> None:
    petition = a_petition(Council.of())
    assert not actions.forget_words(petition.pk, by=BY, now=MET)
    assert queries.to_reroute(petition.pk) is None
    with refused("nothing_to_join_to"):
        council = Council.of()
        suspected = a_petition(council, client_key="b", content=DENOUNCING, points=())
        actions.join(suspected.pk, str(petition.matter.code), by=council.secretary.official, now=MET)
