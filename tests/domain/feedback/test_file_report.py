"""Filing a report: under a code that can be dictated, at the coordinator's desk, with both clocks running."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules import Place, Sender
from motcua.domain.feedback.states import State
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Matter
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.reports import FIRE, MONDAY, RUBBISH, a_photo, a_report, sent

pytestmark = pytest.mark.django_db


def test_a_report_has_a_code_an_owner_and_two_dates() -> None:
    report = a_report()
    matter = report.matter
    assert parse_report_code(str(matter.code)) == matter.code
    assert str(matter.code).startswith("BP-241014-0001-")
    assert report.state == State.NEW
    assert matter.one_stop.code == "H10.12.01"
    assert matter.lead_agency.kind == "phong-ha-tang"
    assert matter.due_at == MONDAY + timedelta(days=9)  # seven working days, a weekend between
    assert report.respond_due_at == MONDAY + timedelta(hours=6, minutes=0)  # four working hours, noon between
    assert [task.step for task in queries.open_tasks(report.pk)] == ["classify"]


def test_the_journal_knows_the_report_and_nothing_of_its_words() -> None:
    report = a_report()
    entry = Entry.objects.get(verb="feedback.filed")
    assert entry.matter_id == report.pk
    assert entry.facts["category"] == "gt-mat-duong"
    assert "Đak" not in str(entry.facts)


def test_an_urgent_report_counts_every_minute_of_every_day() -> None:
    saturday = MONDAY + timedelta(days=5, hours=12)
    report = a_report(category=FIRE, now=saturday)
    assert report.matter.due_at == saturday + timedelta(hours=24)
    assert report.respond_due_at == saturday + timedelta(minutes=30)


def test_what_is_sent_twice_is_one_report() -> None:
    first = a_report(client_key="dien-thoai-1")
    again = a_report(client_key="dien-thoai-1", content="Gửi lại lần nữa vì mạng chậm.")
    assert again.pk == first.pk
    assert Report.objects.count() == 1


def test_a_person_with_no_account_may_report_and_be_reached() -> None:
    report = a_report(by=people.NURSE, sender=Sender("Điểu Krai", "+84 912 345 679"))
    assert report.sender_id is None
    assert report.sender_phone == "0912345679"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"content": "hỏng"}, "report_says_nothing"),
        ({"content": "a" * 10_001}, "report_too_long"),
        ({"place": Place()}, "report_needs_a_place"),
        ({"place": Place("99999")}, "outside_the_province"),
        ({"files": [(f"{n}.jpg", a_photo()) for n in range(11)]}, "too_many_files"),
        ({"files": [("la.exe", b"MZ not a picture")]}, "file_type_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_missing_is_said(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        a_report(**changed)
    assert refused.value.code == code
    assert Report.objects.count() == Matter.objects.count() == 0


def test_somebody_has_to_be_reached_where_the_category_says_so() -> None:
    with pytest.raises(Refused) as refused:
        a_report(by=people.NURSE, sender=Sender("Ai đó"))
    assert refused.value.code == "report_needs_a_contact"


def test_a_category_that_allows_it_takes_an_anonymous_report() -> None:
    assert a_report(by=people.NURSE, category=RUBBISH, sender=Sender()).sender_id is None


def test_a_category_that_is_none_is_not_found() -> None:
    with pytest.raises(NotFound):
        actions.file_report(sent("khong-co"), by=people.an(), now=MONDAY)


def test_the_words_of_a_denunciation_go_under_seal_at_once() -> None:
    said = replace(sent(), content="Tôi tố cáo ông Nguyễn Văn Mỗ nhận hối lộ khi làm hồ sơ đất.")
    filed = actions.file_report(said, by=people.an(), now=MONDAY)
    assert filed.sealed
    assert Report.objects.count() == Matter.objects.count() == 0
    letter = SealedLetter.objects.get()
    assert letter.code == filed.code
    assert "Mỗ".encode() not in bytes(letter.letter)
    assert Entry.objects.get(verb="feedback.sealed").by_kind == "system"
