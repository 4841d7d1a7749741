"""A report that came by letter is split or merged: questions and answers go on in its thread."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.channels import actions, queries
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Event, State
from motcua.domain.notices.models import Message
from tests.build import people
from tests.build.mail import NOW, a_letter, sent_back, take
from tests.build.people import NURSE
from tests.build.reports import DONE, Offices, a_report, press, walk


def split_and_asked(offices: Offices) -> tuple[Report, Report]:
    """A report that came by letter, accepted by its unit, and a part of it whose other unit asked something."""
    take(a_letter("Ổ gà lớn ở xã Đak Nhau, xe máy ngã."))
    sent_back()
    whole = walk(Report.objects.get(), offices, "accepted", now=NOW)
    (part,) = feedback.split(whole.pk, ["H10.30.13"], by=offices.dispatcher.official, now=NOW)
    other = people.an_official("Trần Văn Xã", Agency.objects.get(code="H10.30.13"), Duty.SPECIALIST).official
    for move, by, said in (
        ("forward", offices.dispatcher.official, Said()),
        ("accept", other, Said()),
        ("ask", other, Said(question="Lề đường bên nào bị lấn?")),
    ):
        part = press(part, move, by, said=said, now=NOW)
    return whole, Report.objects.select_related("matter").get(pk=part.pk)


@pytest.mark.django_db
def test_a_part_asks_and_is_answered_in_the_thread_of_the_report_it_was_split_from() -> None:
    whole, part = split_and_asked(Offices.of("phong-ha-tang"))
    (outgoing,) = actions.tell_thread(part.pk, Event.ASKED, by=NURSE, now=NOW)
    assert actions.tell_thread(part.pk, Event.ASKED, by=NURSE, now=NOW) == []
    assert outgoing.event == queries.event_of(part, "asked-1")
    (letter,) = sent_back()
    assert str(part.matter.code) in letter.subject
    assert f"[{whole.matter.code}]" in letter.subject
    assert "Lề đường bên nào" in letter.body
    assert f"/phan-anh/{part.matter.token}/" in letter.body
    assert queries.asked_in(whole) == part
    taken = take(a_letter("Bên phải, trước chợ.", Message_ID="<3@x>"), to=letter.extra_headers["Reply-To"])
    part.refresh_from_db()
    assert (taken.outcome, taken.report_id, part.state) == ("answered", part.pk, State.ACCEPTED)
    assert part.questions.get().answer == "Bên phải, trước chợ."
    assert Report.objects.count() == 2


@pytest.mark.django_db
def test_what_came_of_a_part_reaches_its_sender_with_the_link_that_judges_it() -> None:
    offices = Offices.of("phong-ha-tang")
    whole, part = split_and_asked(offices)
    part = press(part, "reply", offices.dispatcher.official, said=Said(reason="Bên phải."), now=NOW)
    unit = Agency.objects.get(code="H10.30.13")
    handler = people.an_official("Lê Văn Làm", unit, Duty.SPECIALIST).official
    part = press(part, "draft_answer", handler, said=DONE, now=NOW)
    part = press(part, "answer", people.an_official("Chủ Tịch", unit, Duty.LEADER).official, now=NOW)
    assert len(actions.tell_thread(part.pk, Event.ANSWERED, by=NURSE, now=NOW)) == 1
    (letter,) = sent_back()
    assert f"/phan-anh/danh-gia/{part.verdicts.get().token}/" in letter.body
    press(whole, "draft_answer", offices.handler.official, said=DONE, now=NOW)
    press(whole, "answer", offices.head.official, now=NOW)
    assert len(actions.tell_thread(whole.pk, Event.ANSWERED, by=NURSE, now=NOW)) == 1, "the whole is told beside"


@pytest.mark.django_db
@pytest.mark.parametrize("named", ["part", "whole", "neither"])
def test_where_two_units_ask_at_once_a_letter_answers_the_one_it_names_and_nobody_guesses(named: str) -> None:
    offices = Offices.of("phong-ha-tang")
    whole, part = split_and_asked(offices)
    press(whole, "ask", offices.handler.official, said=Said(question="Đoạn đường nào, gần nhà ai?"), now=NOW)
    ids = {}
    for name, each in (("part", part), ("whole", whole)):
        (outgoing,) = actions.tell_thread(each.pk, Event.ASKED, by=NURSE, now=NOW)
        (letter,) = sent_back()
        ids[name] = letter.extra_headers["Message-ID"]
        assert str(outgoing.pk) in ids[name]
        to = letter.extra_headers["Reply-To"]
    taken = take(a_letter("Trước chợ.", Message_ID="<3@x>", In_Reply_To=ids.get(named, "")), to=to)
    answered = {name for name, each in (("part", part), ("whole", whole)) if each.questions.get().answer}
    if named == "neither":
        assert (taken.outcome, taken.report_id, answered) == ("added", whole.pk, set())
        assert Message.objects.filter(account=offices.dispatcher.account).exists(), "a person reads it"
    else:
        assert (taken.outcome, answered) == ("answered", {named})


@pytest.mark.django_db
def test_a_part_is_found_by_its_code_in_the_subject_too() -> None:
    _whole, part = split_and_asked(Offices.of("phong-ha-tang"))
    take(a_letter("Bên phải.", Subject=f"Re: [{part.matter.code}] hỏi thêm", Message_ID="<4@x>"))
    assert part.questions.get().answer == "Bên phải."
    assert Report.objects.count() == 2


@pytest.mark.django_db
def test_a_reply_longer_than_anybody_reads_in_a_step_is_kept_whole_for_whoever_coordinates() -> None:
    offices = Offices.of("phong-ha-tang")
    _whole, part = split_and_asked(offices)
    long = "rất dài " * 1000
    taken = take(a_letter(long, Subject=f"Re: [{part.matter.code}]", Message_ID="<5@x>"))
    assert (taken.outcome, " ".join(taken.text.split())) == ("added", long.strip())
    assert part.questions.get().answered_at is None
    assert Message.objects.filter(account=offices.dispatcher.account).exists()


@pytest.mark.django_db
def test_whose_letter_was_merged_into_another_report_is_told_what_came_of_it() -> None:
    offices, first = Offices.of(), a_report(now=NOW)
    take(a_letter())
    sent_back()
    mine = Report.objects.select_related("matter").latest("pk")
    press(mine, "merge", offices.dispatcher.official, said=Said(into=str(first.matter.code)), now=NOW)
    assert actions.tell_thread(first.pk, Event.ASKED, by=NURSE, now=NOW) == []
    walk(first, offices, "answered", now=NOW)
    assert len(actions.tell_thread(first.pk, Event.ANSWERED, by=NURSE, now=NOW)) == 1
    (letter,) = sent_back()
    assert str(mine.matter.code) in letter.subject
    assert mine.matter.token in letter.body
    assert first.matter.token not in letter.body
