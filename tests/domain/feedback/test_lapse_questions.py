"""A question that nobody answers has an end: the report goes back to whoever asked, and a person decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Question, Report
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Event, State
from motcua.domain.journal.models import Entry
from motcua.domain.matters import queries as matters
from motcua.domain.notices.models import Message
from motcua.jobs import reports as jobs
from motcua.kernel.errors import Refused
from tests.build import people
from tests.build.jobs import waiting
from tests.build.people import NURSE
from tests.build.reports import DONE, MONDAY, Offices, a_report, decided, press, walk

pytestmark = pytest.mark.django_db
QUESTION = Said(question="Cầu ở đầu hay cuối thôn?")
LAST = MONDAY.replace(day=19, hour=16)  # 23:00 of the fifth day after
OVER = MONDAY.replace(day=19, hour=17, minute=1)  # 00:01 of the day before which a reply was wanted


def asked(offices: Offices) -> Report:
    report = walk(a_report(), offices, "accepted")
    return press(report, "ask", offices.handler.official, said=QUESTION, now=MONDAY + timedelta(hours=2))


def fresh(report: Report) -> Report:
    found = queries.of_matter(report.pk)
    assert found is not None
    return found


def test_the_question_says_before_which_day_it_wants_a_reply_wherever_it_is_read() -> None:
    report = asked(Offices.of())
    question = Question.objects.get()
    assert question.text == "Cầu ở đầu hay cuối thôn? Xin trả lời trước ngày 20/10/2024."
    assert question.reply_before == date(2024, 10, 20)
    (message,) = actions.tell(report.pk, Event.ASKED, by=NURSE, now=MONDAY)
    assert "Xin trả lời trước ngày 20/10/2024." in message.body


def test_how_many_days_is_the_packs() -> None:
    decided(reply_days=10)
    asked(Offices.of())
    assert Question.objects.get().reply_before == date(2024, 10, 25)


def test_on_the_last_day_it_still_waits_and_then_the_unit_has_it_again_with_its_clock() -> None:
    offices = Offices.of()
    report = asked(offices)
    due = fresh(report).matter.due_at
    assert actions.lapse_questions(by=NURSE, now=LAST) == 0
    assert actions.lapse_questions(by=NURSE, now=OVER) == 1
    assert actions.lapse_questions(by=NURSE, now=OVER) == 0
    report = fresh(report)
    assert report.state == State.ACCEPTED, "nothing is closed: a person decides"
    assert report.closed_at is None
    assert [(task.step, task.agency_id) for task in queries.open_tasks(report.pk)] == [
        ("handle", offices.handler.official.agency_id)
    ]
    hold = matters.holds_of(report.pk)[0]
    assert (hold.starts_at, hold.ends_at) == (MONDAY + timedelta(hours=2), OVER)
    assert due is not None
    assert report.matter.due_at is not None
    assert report.matter.due_at > due, "the time of waiting was not the unit's"
    question = Question.objects.get()
    assert (question.answer, question.answered_at) == ("", OVER)
    assert Entry.objects.filter(verb="feedback.reply_lapsed").count() == 1
    assert not Entry.objects.filter(verb="feedback.replied").exists()
    assert matters.orphans() == []


def test_whoever_asked_and_whoever_was_asked_are_told_once() -> None:
    offices = Offices.of()
    report = asked(offices)
    actions.lapse_questions(by=NURSE, now=OVER)
    assert waiting("reports.tell_reply_lapsed") == [{"report_id": report.pk}]
    (message,) = actions.tell(report.pk, Event.REPLY_LAPSED, by=NURSE, now=OVER)
    assert actions.tell(report.pk, Event.REPLY_LAPSED, by=NURSE, now=OVER) == []
    assert message.account_id == people.an().account_id
    assert "tiếp tục giải quyết" in message.body
    told = Message.objects.get(account=offices.handler.account)
    assert "không nhận được bổ sung" in told.subject


def test_the_unit_answers_by_what_it_has_or_asks_again_and_the_second_question_has_its_own_days() -> None:
    offices = Offices.of()
    report = asked(offices)
    actions.lapse_questions(by=NURSE, now=OVER)
    again = press(report, "ask", offices.handler.official, said=QUESTION, now=OVER)
    assert actions.lapse_questions(by=NURSE, now=OVER + timedelta(days=5)) == 0
    assert actions.lapse_questions(by=NURSE, now=OVER + timedelta(days=6)) == 1
    assert len(actions.tell(again.pk, Event.REPLY_LAPSED, by=NURSE, now=OVER)) == 1
    done = press(again, "draft_answer", offices.handler.official, said=DONE, now=OVER + timedelta(days=6))
    assert done.state == State.ANSWER_DRAFTED


def test_who_answered_in_time_is_not_passed_over_and_who_comes_later_is_told() -> None:
    offices = Offices.of()
    report = asked(offices)
    press(report, "reply", people.an(), said=Said(reason="Ở cuối thôn."), now=LAST)
    assert actions.lapse_questions(by=NURSE, now=OVER) == 0
    other = asked(offices)
    actions.lapse_questions(by=NURSE, now=OVER)
    with pytest.raises(Refused) as refused:
        actions.reply_by_link(other.matter.token, "Ở đầu thôn.", now=OVER)
    assert refused.value.code == "nothing_to_reply_to"


def test_a_question_from_before_there_were_days_ends_too() -> None:
    asked(Offices.of())
    Question.objects.update(reply_before=None)
    assert actions.lapse_questions(by=NURSE, now=LAST) == 0
    assert actions.lapse_questions(by=NURSE, now=OVER) == 1


def test_the_job_that_watches_the_clocks_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    report = asked(Offices.of())
    monkeypatch.setattr("motcua.jobs.clock.now", lambda: OVER)
    jobs.watch()
    assert fresh(report).state == State.ACCEPTED
