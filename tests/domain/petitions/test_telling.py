"""Everybody who asked is told at each event, once, as they can be reached; who was joined to another petition too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from motcua.domain.agencies.models import Agency
from motcua.domain.matters import actions as actions_of_matters
from motcua.domain.notices.models import Message
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import NewPetition, Voter
from motcua.domain.petitions.models import Petition, VoterLetter
from motcua.domain.petitions.states import Event, Source
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, people
from tests.build.petitions import ANSWERED, DONE, MET, PROOF, TOLD, WORDS, Council, a_petition, walk

pytestmark = pytest.mark.django_db
BY = System("jobs")
LATER = ANSWERED + timedelta(days=5)


def letters(petition: Petition) -> list[tuple[str, str]]:
    return list(VoterLetter.objects.filter(petition=petition).order_by("pk").values_list("way", "event"))


def test_who_left_an_address_and_a_telephone_is_told_there_once(settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = "tests.build.petitions.Gateway"
    petition = a_petition(Council.of())
    for _again in range(2):
        actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    assert letters(petition) == [("email", "taken-0"), ("sms", "taken-0")]
    assert len(jobs.waiting("petitions.send_letter")) == 2


def test_without_a_gateway_nothing_is_texted(settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = ""
    petition = a_petition(Council.of())
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    assert letters(petition) == [("email", "taken-0")]


def test_the_letter_says_the_code_and_its_words_are_wiped_when_it_has_gone() -> None:
    petition = a_petition(Council.of())
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    row = VoterLetter.objects.get(way="email")
    running.send_letter(row.pk)
    running.send_letter(row.pk)
    assert len(mail.outbox) == 1
    assert str(petition.matter.code) in mail.outbox[0].subject
    assert petition.matter.token in mail.outbox[0].body
    row.refresh_from_db()
    assert (row.words, row.attempts) == ({}, 1)
    assert queries.letter_to_send(row.pk) is None


def test_the_text_message_goes_through_the_gateway(settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = "tests.build.petitions.Gateway"
    petition = a_petition(Council.of(), voter=Voter("Lê Thị Hai", "0912345671"))
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    row = VoterLetter.objects.get()
    running.send_letter(row.pk)
    row.refresh_from_db()
    assert row.sent_at is not None


def test_what_could_not_go_is_tried_again() -> None:
    petition = a_petition(Council.of())
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    row = VoterLetter.objects.get(way="email")
    for _attempt in range(queries.MOST_LETTER_ATTEMPTS):
        assert queries.letter_to_send(row.pk) is not None
        actions.letter_tried(row.pk, sent=False, by=BY, now=MET)
    assert queries.letter_to_send(row.pk) is None
    actions.letter_tried(0, sent=False, by=BY, now=MET)


def test_who_has_an_account_is_told_in_their_inbox() -> None:
    an = people.an()
    petition = actions.take_petition(NewPetition(WORDS, Source.WRITTEN), by=an, now=MET)
    running_tell("taken", petition)
    message = Message.objects.get(account_id=an.account_id)
    assert str(petition.matter.code) in message.subject
    assert letters(petition) == []


def running_tell(event: str, petition: Petition) -> None:
    actions.tell(petition.pk, Event(event), by=BY, now=MET)


def test_voters_of_joined_petitions_are_told_under_their_own_codes() -> None:
    council = Council.of()
    main = a_petition(council)
    other = a_petition(council, client_key="b", voter=Voter("Lê Thị Hai", email="hai@example.vn"))
    actions.join(other.pk, str(main.matter.code), by=council.secretary.official, now=MET)
    running_tell("joined", other)
    walk(main, council, "answered", answers=(DONE, TOLD))
    running_tell("answered", main)
    assert letters(other) == [("email", "joined-0"), ("email", "answered-0")]
    joined, answered = VoterLetter.objects.filter(petition=other).order_by("pk")
    assert str(main.matter.code) in str(joined.words["subject"])
    assert str(other.matter.code) in str(answered.words["subject"])
    assert "Đoàn kiểm tra" in str(answered.words["body"])


def test_every_event_has_its_words() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "reviewed")
    for each in queries.commitments_of(petition.pk):
        actions.keep_commitment(
            each.pk, ANSWERED.date(), "Đã làm xong việc này.", PROOF, by=_of(council, each.unit_id), now=LATER
        )
    actions.report_back(petition.pk, "Đã báo cáo tại hội nghị.", by=by, now=LATER)
    for event in Event:
        if event is Event.JOINED:
            continue
        actions.tell(petition.pk, event, by=BY, now=LATER)
    told = VoterLetter.objects.filter(petition=petition, way="email")
    assert told.count() == len(Event) - 1
    for each in told:
        assert "%(" not in str(each.words)
        assert str(petition.matter.code) in str(each.words["subject"])


def _of(council: Council, agency_id: int) -> Any:
    return next(each.official for each in (council.lead, council.helper) if each.official.agency_id == agency_id)


def test_an_event_that_comes_again_is_told_again() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    running_tell("answered", petition)
    actions.come_back(petition.pk, "Trả lời còn chung chung.", by=council.secretary.official, now=LATER)
    running_tell("came_back", petition)
    running_tell("answered", petition)
    assert [event for way, event in letters(petition) if way == "email"] == ["answered-0", "came_back-1", "answered-1"]


def test_who_wants_no_more_letters_gets_none(settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = ""
    petition = a_petition(Council.of())
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    actions.stop_mail(petition.matter.token, by=BY, now=MET)
    actions.stop_mail(petition.matter.token, by=BY, now=LATER)
    actions.tell(petition.pk, Event.SENT, by=BY, now=MET)
    assert letters(petition) == [("email", "taken-0")]
    assert queries.letter_to_send(VoterLetter.objects.get().pk) is None
    with pytest.raises(NotFound):
        actions.stop_mail("nobody", by=BY, now=MET)


def test_nobody_is_told_of_what_is_not_there() -> None:
    assert actions.tell(0, Event.TAKEN, by=BY, now=MET) == []


def test_what_comes_a_second_time_is_told_a_second_time() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "answered")
    for number in (38, 39):
        later = actions.open_session("X", number, LATER.date() + timedelta(days=30 * number), by=by, now=LATER)
        actions.carry_over(petition.pk, later.pk, "Chưa làm xong, chờ vốn năm sau.", by=by, now=LATER)
        for _again in range(2):
            actions.tell(petition.pk, Event.CARRIED_OVER, by=BY, now=LATER)
    said = [str(each.words) for each in VoterLetter.objects.filter(petition=petition, way="email").order_by("pk")]
    assert len(said) == 2
    assert ("38" in said[0], "39" in said[1]) == (True, True)
    heirs = [Agency.objects.get(code=code) for code in ("H10.03", "H10.04")]
    for days, heir in enumerate(heirs):
        at = LATER + timedelta(days=days)
        actions_of_matters.hand_on(petition.pk, {petition.matter.lead_agency_id: heir}, by=BY, now=at)
        petition = Petition.objects.select_related("matter").get(pk=petition.pk)
        for _again in range(2):
            actions.tell(petition.pk, Event.HANDED_ON, by=BY, now=LATER)
    told = [str(each.words) for each in VoterLetter.objects.filter(petition=petition, way="email").order_by("pk")[2:]]
    assert [heir.name in words for heir, words in zip(heirs, told, strict=True)] == [True, True]
