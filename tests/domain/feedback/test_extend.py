"""More time: once, before the date, by a leader of the unit, told to whoever reported; and warnings on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Escalation, Report
from motcua.domain.feedback.queries import Wanted
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Event, State
from motcua.domain.notices.models import Message
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import SealedTextField
from tests.build import people
from tests.build.people import NURSE
from tests.build.reports import BRIDGE, FIRE, MONDAY, RUBBISH, Offices, a_photo, a_report, press, walk

pytestmark = pytest.mark.django_db
WHY = "Phải chờ vật tư từ Đồng Xoài."


def test_the_answer_is_promised_some_working_days_later_once() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "accepted")
    before = report.matter.due_at
    made = actions.extend(report.pk, 2, WHY, by=offices.head.official, now=MONDAY + timedelta(days=1))
    assert made.old_due_at == before
    assert made.new_due_at == (before or MONDAY) + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        actions.extend(report.pk, 2, WHY, by=offices.head.official, now=MONDAY + timedelta(days=1))
    assert refused.value.code == "already_extended"


@pytest.mark.parametrize("category", ["", RUBBISH, FIRE])
def test_what_was_promised_goes_with_the_report_to_another_unit_whatever_it_is_called_there(category: str) -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "forwarded")
    made = actions.extend(report.pk, 2, WHY, by=offices.head.official, now=MONDAY + timedelta(hours=1))
    why = Said(reason="Cầu này do xã quản lý.")
    report = press(report, "give_back", offices.handler.official, said=why, now=MONDAY + timedelta(hours=2))
    said, later = Said(to="H10.30.13", category=category), MONDAY + timedelta(days=1)
    report = press(report, "forward", offices.dispatcher.official, said=said, now=later)
    found = queries.of_matter(report.pk)
    assert found is not None
    assert (found.matter.due_at, found.matter.counted_from) == (made.new_due_at, MONDAY)
    assert found.category.code == (category or BRIDGE)
    assert found.respond_due_at > later, "the new unit has its own hours to take it or give it back"


def test_without_an_extension_the_first_date_stays_when_it_changes_hands_too() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "forwarded")
    due = report.matter.due_at
    why = Said(reason="Việc này do xã quản lý.")
    report = press(report, "give_back", offices.handler.official, said=why, now=MONDAY + timedelta(hours=2))
    said = Said(to="H10.30.13", category=RUBBISH)
    report = press(report, "forward", offices.dispatcher.official, said=said, now=MONDAY + timedelta(days=1))
    assert report.matter.due_at == due


@pytest.mark.parametrize(("days", "later", "code"), [(0, 1, "extension_is_not_later"), (2, 30, "too_late_to_extend")])
def test_not_for_nothing_and_not_too_late(days: int, later: int, code: str) -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "accepted")
    with pytest.raises(Refused) as refused:
        actions.extend(report.pk, days, WHY, by=offices.head.official, now=MONDAY + timedelta(days=later))
    assert refused.value.code == code


def test_only_a_leader_of_the_unit_promises() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "accepted")
    for official in (offices.handler.official, offices.dispatcher.official):
        with pytest.raises(NotFound):
            actions.extend(report.pk, 2, WHY, by=official, now=MONDAY)


def test_each_share_of_the_time_is_noted_once_and_told_to_whom_it_concerns() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "accepted")
    assert actions.escalate(by=NURSE, now=MONDAY + timedelta(days=1)) == 0
    assert actions.escalate(by=NURSE, now=MONDAY + timedelta(days=5)) == 1
    assert actions.escalate(by=NURSE, now=MONDAY + timedelta(days=5, hours=1)) == 0
    assert actions.escalate(by=NURSE, now=MONDAY + timedelta(days=10)) == 2
    assert list(Escalation.objects.order_by("percent").values_list("percent", flat=True)) == [50, 80, 100]
    assert actions.tell_escalation(report.pk, 100, by=NURSE, now=MONDAY + timedelta(days=10)) == 2
    whom = set(Message.objects.values_list("account_id", flat=True))
    assert whom == {offices.head.account.pk, offices.dispatcher.account.pk}


def test_looking_at_the_clocks_opens_no_sealed_text() -> None:
    offices = Offices.of()
    for _two in range(2):
        walk(a_report(), offices, "accepted")
    sealed = {each.column for each in Report._meta.concrete_fields if isinstance(each, SealedTextField)}
    assert len(sealed) >= 7
    with CaptureQueriesContext(connection) as asked:
        assert actions.escalate(by=NURSE, now=MONDAY + timedelta(days=10)) == 6
    read = [each["sql"] for each in asked if '"feedback_report"' in each["sql"] and "SELECT" in each["sql"]]
    assert read
    assert [(column, sql) for sql in read for column in sealed if f'"feedback_report"."{column}"' in sql] == []
    assert not any('"body"' in sql for sql in read), "nor what a category or a calendar is made of"


def test_while_the_sender_is_asked_nobody_is_warned_of_a_time_that_rests() -> None:
    offices, much_later = Offices.of(), MONDAY + timedelta(days=10)
    report = walk(a_report(), offices, "accepted")
    report = press(report, "ask", offices.handler.official, said=Said(question="Cầu ở đầu hay cuối thôn?"))
    assert actions.escalate(by=NURSE, now=much_later) == 0
    late = queries.listed(offices.handler.official, Wanted(late=True), much_later)
    assert not late.exists()
    press(report, "reply", offices.dispatcher.official, said=Said(reason="Cuối thôn."), now=much_later)
    assert actions.escalate(by=NURSE, now=much_later + timedelta(days=6)) == 1


def test_who_reported_is_told_once_of_each_event() -> None:
    citizen = people.an()
    report = a_report(citizen)
    assert len(actions.tell(report.pk, Event.FILED, by=NURSE, now=MONDAY)) == 1
    assert actions.tell(report.pk, Event.FILED, by=NURSE, now=MONDAY) == []
    message = Message.objects.get()
    assert str(report.matter.code) in message.subject
    assert "Cầu dân sinh" not in message.body


def test_taking_it_back_ends_it() -> None:
    citizen = people.an()
    report = a_report(citizen)
    with pytest.raises(NotFound):
        actions.withdraw(report.pk, by=people.a_stranger(), now=MONDAY)
    assert actions.withdraw(report.pk, by=citizen, now=MONDAY).state == State.WITHDRAWN


def test_a_public_copy_tells_nothing_but_what_is_seen() -> None:
    report = a_report(files=[("cau.jpg", a_photo(where=True))])
    assert actions.make_public_copies(report.pk, by=NURSE, now=MONDAY) == 1
    photo = report.photos.get()
    from motcua.domain.documents.queries import content_of

    assert photo.public is not None
    assert b"Exif" in content_of(photo.file)
    assert b"Exif" not in content_of(photo.public)
    assert b"May anh" not in content_of(photo.public)


def test_what_is_not_for_the_public_is_not_shown() -> None:
    offices = Offices.of()
    report = a_report()
    with pytest.raises(NotFound):
        actions.make_public(report.pk, "Cầu gãy.", by=offices.handler.official, now=MONDAY)
    with pytest.raises(Refused):
        actions.make_public(report.pk, " ", by=offices.dispatcher.official, now=MONDAY)
    shown = actions.make_public(report.pk, "Cầu gãy.", by=offices.dispatcher.official, now=MONDAY)
    assert shown.public_text == "Cầu gãy."
    assert actions.keep_private(report.pk, by=offices.dispatcher.official, now=MONDAY).visibility == "private"


def test_the_sealed_queue_is_told_that_there_is_something_and_nothing_of_it() -> None:
    from motcua.domain.accounts.states import Duty
    from motcua.domain.agencies.models import Agency
    from motcua.domain.feedback.models import SealedLetter
    from tests.build.reports import sent

    inspector = people.an_official("Trần Thanh Tra", Agency.objects.get(code="H10.18"), Duty.SEALED)
    actions.file_report(sent(content="Tôi tố cáo cán bộ nhận hối lộ."), by=people.an(), now=MONDAY)
    assert actions.tell_sealed_queue(SealedLetter.objects.get().pk, by=NURSE, now=MONDAY) == 1
    message = Message.objects.get()
    assert message.account_id == inspector.account.pk
    assert "hối lộ" not in message.body
