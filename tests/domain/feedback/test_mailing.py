"""Letters to who reported without an account: at each change, once, by a real mail server, until they say stop."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, SenderLetter
from motcua.domain.feedback.rules import Sender
from motcua.domain.feedback.states import Channel, Event
from motcua.jobs import reports as jobs
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.people import NURSE
from tests.build.reports import MONDAY, WORDS, Offices, a_report, walk
from tests.jobs.post_office import PostOffice, free_port, opened

pytestmark = pytest.mark.django_db
NOBODY = System("portal-report")
KRAI = Sender("Điểu Krai", "0912345679", "krai@example.vn")


@pytest.fixture(autouse=True)
def a_mail_server_of_our_own(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def from_krai(**changed: Any) -> Report:
    return a_report(NOBODY, **{"sender": KRAI, **changed})


def written(report: Report, event: Event = Event.ACCEPTED) -> list[SenderLetter]:
    return actions.write_to_sender(report.pk, event, by=NURSE, now=MONDAY)


def test_each_change_is_one_letter_with_the_way_to_stop_them(settings: Any) -> None:
    report = walk(from_krai(), Offices.of(), "accepted")
    (letter,) = written(report)
    assert written(report) == []
    with opened(PostOffice(), settings.EMAIL_PORT) as office:
        jobs.mail(letter.pk)
        jobs.mail(letter.pk)
        assert office.receivers == [["krai@example.vn"]]
        (gone,) = office.letters
    assert str(report.matter.code) in office.subjects()[0]
    stop = f"/phan-anh/{report.matter.token}/thoi-gui-thu/"
    assert stop in str(gone["List-Unsubscribe"])
    body = gone.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert stop in body.decode()
    assert gone["Auto-Submitted"] == "auto-generated"
    letter.refresh_from_db()
    assert (letter.attempts, letter.words) == (1, {})


def test_what_the_server_would_not_take_is_tried_again_some_times() -> None:
    (letter,) = written(from_krai())
    for _try in range(queries.MOST_LETTER_ATTEMPTS):
        with pytest.raises(jobs.NotTaken):
            jobs.mail(letter.pk)
    assert queries.letter_to_send(letter.pk) is None
    actions.letter_tried(0, sent=True, by=NURSE, now=MONDAY)


def test_the_job_of_each_event_writes_it() -> None:
    report = from_krai()
    jobs.app.tasks["reports.tell_filed"].func(report_id=report.pk)
    assert SenderLetter.objects.get().event.startswith("filed-")


def test_who_has_an_account_or_wrote_by_another_way_is_told_there_and_not_twice() -> None:
    assert written(a_report(people.an())) == []
    assert written(a_report(NOBODY, sender=KRAI, channel=Channel.EMAIL)) == []
    assert written(a_report(NOBODY, sender=Sender("Krai", "0912345679"))) == []


def test_everybody_whose_report_was_merged_is_written_to() -> None:
    report, other = from_krai(), from_krai(sender=Sender("Binh", "", "binh@example.vn"))
    Report.objects.filter(pk=other.pk).update(merged_into=report)
    assert {each.report_id for each in written(report, Event.ANSWERED)} == {report.pk, other.pk}
    assert [each.report_id for each in written(report, Event.ASKED)] == [report.pk]


def test_who_said_stop_gets_none_not_even_what_was_waiting() -> None:
    report = from_krai()
    (letter,) = written(report)
    actions.stop_mail(report.matter.token, by=NURSE, now=MONDAY)
    actions.stop_mail(report.matter.token, by=NURSE, now=MONDAY)
    assert queries.letter_to_send(letter.pk) is None
    assert written(report, Event.ANSWERED) == []
    with pytest.raises(NotFound):
        actions.stop_mail("khong-co", by=NURSE, now=MONDAY)


def test_words_and_address_lie_sealed_and_leave_with_what_goes_under_seal() -> None:
    report = from_krai()
    (letter,) = written(report)
    assert WORDS not in str(list(SenderLetter.objects.values_list()))
    actions.seal(report.pk, by=Offices.of().dispatcher.official, now=MONDAY)
    assert not SenderLetter.objects.exists()
    assert queries.letter_to_send(letter.pk) is None
    assert written(report, Event.ANSWERED) == []
    with pytest.raises(NotFound):
        actions.stop_mail(report.matter.token, by=NURSE, now=MONDAY)
