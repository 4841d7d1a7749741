"""Opening a report: for the work at hand without a word, else for a reason; each is kept, and its sender sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.states import ReadingReason
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.people import Somebody
from tests.build.refusals import refused
from tests.build.reports import MONDAY, Offices, a_report, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def another_dispatcher() -> Somebody:
    return people.an_official("Phan Văn Hai", Agency.objects.get(code="H10.12.01"), Duty.DISPATCHER)


def test_who_works_on_it_opens_it_without_a_word_and_once_a_day_it_is_kept(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    for hours in (1, 2, 30):
        actions.open_report(report.pk, by=offices.handler.official, now=MONDAY + timedelta(hours=hours))
    kept = Entry.objects.filter(verb="feedback.read")
    assert [(entry.facts["reason"], entry.matter_id) for entry in kept] == [("work", None)] * 2
    assert queries.works_on_report(report.pk, offices.handler.official)
    assert queries.works_on_report(report.pk, offices.dispatcher.official), "they sent it on themselves"


def test_who_does_not_work_on_it_says_why_once_a_day(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    by = another_dispatcher().official
    with refused("opening_report_without_reason"):
        actions.open_report(report.pk, by=by, now=MONDAY)
    actions.open_report(report.pk, by=by, now=MONDAY, reason=ReadingReason.CHECK)
    assert actions.open_report(report.pk, by=by, now=MONDAY).pk == report.pk
    assert queries.reading_reasons(report.pk, by, MONDAY) == {"check"}
    with refused("opening_report_without_reason"):
        actions.open_report(report.pk, by=by, now=MONDAY + timedelta(days=1))


def test_whose_it_is_not_finds_nothing(offices: Offices) -> None:
    with pytest.raises(NotFound):
        actions.open_report(a_report().pk, by=people.dung().official, now=MONDAY, reason=ReadingReason.CHECK)


def test_whoever_sent_it_sees_the_office_and_the_reason_but_no_name(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    actions.open_report(report.pk, by=offices.handler.official, now=MONDAY)
    actions.open_report(report.pk, by=another_dispatcher().official, now=MONDAY, reason=ReadingReason.ENQUIRY)
    last, first = queries.openings_of_report(report.matter.token)
    assert (last.reason, first.reason) == (ReadingReason.ENQUIRY, ReadingReason.WORK)
    assert first.agency == Agency.objects.get(pk=offices.handler.official.agency_id).name
    assert "Võ Văn Đường" not in str((last, first))
    for token in ("", "khong-co", "\0"):
        with pytest.raises(NotFound):
            queries.openings_of_report(token)


def test_the_openings_cost_the_same_however_many_there_are(offices: Offices, django_assert_num_queries: Any) -> None:
    report = walk(a_report(), offices, "accepted")
    for day in range(5):
        actions.open_report(report.pk, by=offices.handler.official, now=MONDAY + timedelta(days=day))
    with django_assert_num_queries(3):
        assert len(queries.openings_of_report(report.matter.token)) == 5
    with django_assert_num_queries(2):  # the report, and that its reason was said today
        actions.open_report(report.pk, by=offices.handler.official, now=MONDAY + timedelta(days=4))


def test_under_seal_nobody_sees_who_opened_it(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    assert queries.followed_report(report.matter.token).pk == report.pk
    actions.seal(report.pk, by=offices.handler.official, now=MONDAY)
    for ask in (queries.openings_of_report, queries.followed_report):
        with pytest.raises(NotFound):
            ask(report.matter.token)
