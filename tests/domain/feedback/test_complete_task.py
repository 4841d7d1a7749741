"""The way of a report from the coordinator to the answer and back, each move with what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import AnswerSaid, Said
from motcua.domain.feedback.rules.letters import sentences
from motcua.domain.feedback.states import Event, RejectReason, Remedy, State, Visibility
from motcua.domain.journal.models import Entry
from motcua.domain.matters import queries as matters
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.reports import DONE, MONDAY, Offices, a_photo, a_report, press, walk

pytestmark = pytest.mark.django_db
WHY = Said(reason="Tuyến đường do huyện khác quản lý.")


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def fresh(report: Report) -> Report:
    return queries.of_matter(report.pk) or report


def test_the_whole_way_ends_published_and_closed(offices: Offices) -> None:
    report = walk(a_report(), offices, "confirmed")
    said = Said(public_text="Cầu thôn Đak Xuyên gãy một nhịp.", public_answer="Đã thay nhịp cầu.")
    report = press(report, "close", offices.dispatcher.official, said=said)
    assert (report.state, report.visibility) == (State.CLOSED, Visibility.PUBLIC)
    assert report.matter.closed_at is not None
    assert report.matter.in_time is True
    assert matters.orphans() == []


def test_an_answer_fixes_verdict_and_times(offices: Offices) -> None:
    report = walk(a_report(), offices, "answered")
    facts = Entry.objects.get(verb="feedback.answered").facts
    assert facts["in_time"] is True
    assert facts["gross_minutes"] == facts["net_minutes"] == 120
    assert report.matter.finished_at == report.answered_at


def test_not_fixed_opens_it_again_on_its_first_clock(offices: Offices) -> None:
    report = a_report()
    due = report.matter.due_at
    report = fresh(walk(report, offices, "reopened"))
    assert report.state == State.REOPENED
    assert report.matter.due_at == due
    assert report.matter.finished_at is None
    assert report.matter.in_time is None
    assert report.reopened == 1
    assert [task.step for task in queries.open_tasks(report.pk)] == ["handle"]
    again = press(report, "draft_answer", offices.handler.official, said=DONE, now=MONDAY + timedelta(days=10))
    again = press(again, "answer", offices.head.official, now=MONDAY + timedelta(days=10, hours=1))
    assert again.matter.in_time is False
    assert fresh(again).matter.due_at == due


def test_a_verdict_counts_once(offices: Offices) -> None:
    report = walk(a_report(), offices, "answered")
    token = report.verdicts.get().token
    actions.give_verdict(token, fixed=True, now=MONDAY + timedelta(hours=5))
    with pytest.raises(Refused) as refused:
        actions.give_verdict(token, fixed=False, now=MONDAY + timedelta(hours=6))
    assert refused.value.code == "verdict_given"


def test_after_the_days_silence_is_consent(offices: Offices) -> None:
    report = walk(a_report(), offices, "answered")
    assert actions.confirm_lapsed(by=people.NURSE, now=MONDAY + timedelta(days=6)) == 0
    assert actions.confirm_lapsed(by=people.NURSE, now=MONDAY + timedelta(days=8)) == 1
    assert fresh(report).state == State.CONFIRMED
    assert Entry.objects.get(verb="feedback.confirmed").facts["by_lapse"] is True


def test_after_two_returns_the_coordinators_word_binds(offices: Offices) -> None:
    report = a_report()
    for _time in range(2):
        report = press(report, "forward", offices.dispatcher.official)
        report = press(report, "give_back", offices.handler.official, said=WHY)
    report = press(report, "forward", offices.dispatcher.official)
    assert fresh(report).binding
    with pytest.raises(Refused) as refused:
        press(report, "give_back", offices.handler.official, said=WHY)
    assert refused.value.code == "competence_was_decided"


def test_the_coordinator_may_choose_another_unit_and_category(offices: Offices) -> None:
    report = a_report()
    due = report.matter.due_at
    said = Said(to="H10.30.13", category="mt-rac")
    report = fresh(press(report, "forward", offices.dispatcher.official, said=said))
    assert report.matter.lead_agency.code == "H10.30.13"
    assert report.category.code == report.matter.topic == "mt-rac"
    assert report.matter.due_at is not None
    assert due is not None
    assert report.matter.due_at < due


def test_who_is_reported_is_never_asked(offices: Offices) -> None:
    report = a_report(about_official=offices.handler.account.pk)
    assert report.matter.lead_agency.code == "H10.12.01"
    with pytest.raises(Refused) as refused:
        press(report, "forward", offices.dispatcher.official, said=Said(to=offices.handler.official.agency_code))
    assert refused.value.code == "unit_of_the_official"


def test_a_question_stops_the_clock_until_it_is_answered(offices: Offices) -> None:
    citizen = people.an()
    report = walk(a_report(citizen), offices, "accepted")
    due = report.matter.due_at
    report = press(report, "ask", offices.handler.official, said=Said(question="Cầu ở đầu hay cuối thôn?"))
    reply = Said(reason="Cầu ở cuối thôn, gần trường.")
    report = press(report, "reply", citizen, said=reply, now=MONDAY + timedelta(days=1))
    assert fresh(report).matter.due_at == (due or MONDAY) + timedelta(days=1)
    with pytest.raises(NotFound):
        press(
            press(report, "ask", offices.handler.official, said=Said(question="Còn xe nào qua được không?")),
            "reply",
            people.a_stranger(),
            said=reply,
        )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(), "answer_says_nothing"),
        (Said(answer=AnswerSaid(Remedy.DONE, "Đã sửa xong cầu.", "")), "answer_says_nothing"),
        (Said(answer=AnswerSaid(Remedy.DONE, "Đã sửa xong cầu.", "Phòng")), "answer_needs_a_day"),
        (Said(answer=replace(DONE.answer, evidence=())), "answer_needs_a_photo"),  # type: ignore[type-var]
        (Said(answer=AnswerSaid(Remedy.PLANNED, "Sẽ sửa trong quý tới.", "Phòng")), "answer_needs_a_promise"),
    ],
)
def test_an_answer_says_what_was_done_by_whom_and_when(offices: Offices, said: Said, code: str) -> None:
    report = walk(a_report(), offices, "accepted")
    with pytest.raises(Refused) as refused:
        press(report, "draft_answer", offices.handler.official, said=said)
    assert refused.value.code == code
    assert fresh(report).state == State.ACCEPTED


def test_a_refusal_gives_a_reason_of_the_list(offices: Offices) -> None:
    report = a_report()
    with pytest.raises(Refused):
        press(report, "reject", offices.dispatcher.official)
    report = press(report, "reject", offices.dispatcher.official, said=Said(reject=RejectReason.OUTSIDE))
    assert report.state == State.REJECTED
    assert report.matter.closed_at is not None


def test_a_second_report_of_the_same_is_merged(offices: Offices) -> None:
    first = a_report()
    second = a_report(people.a_stranger(), content="Cầu Đak Xuyên sập rồi, ai sửa giúp.")
    said = Said(into=str(first.matter.code))
    second = press(second, "merge", offices.dispatcher.official, said=said)
    assert second.state == State.MERGED
    assert second.merged_into_id == first.pk


@pytest.mark.parametrize(("move", "event"), [("guide", Event.GUIDED), ("pass_on", Event.PASSED_ON)])
def test_how_to_complain_and_where_it_went_reaches_whoever_sent_it(offices: Offices, move: str, event: Event) -> None:
    words = "Xin gửi đơn khiếu nại trong 90 ngày đến cơ quan đã ra quyết định"
    report = press(a_report(), move, offices.dispatcher.official, said=Said(reason=words))
    (message,) = actions.tell(report.pk, event, by=people.NURSE, now=MONDAY)
    assert words in message.body
    assert fresh(report).reject_note == words


def test_who_coordinates_reads_why_the_unit_gave_it_back(offices: Offices) -> None:
    report = walk(a_report(), offices, "forwarded")
    press(report, "give_back", offices.handler.official, said=WHY)
    assert queries.one_seen_by(offices.dispatcher.official, report.pk).reject_note == WHY.reason


def test_whether_it_is_done_is_asked_of_the_first_sender_and_of_nobody_merged_into_theirs(offices: Offices) -> None:
    stranger = people.a_stranger()
    report, second = a_report(), a_report(stranger)
    press(second, "merge", offices.dispatcher.official, said=Said(into=str(report.matter.code)))
    report = walk(report, offices, "answered")
    told = {each.account_id: each.body for each in actions.tell(report.pk, Event.ANSWERED, by=people.NURSE, now=MONDAY)}
    link = f"/phan-anh/danh-gia/{report.verdicts.get().token}/"
    assert link in told[people.an().account_id]
    assert "/danh-gia/" not in told[stranger.account_id]
    assert DONE.answer is not None
    assert DONE.answer.what in told[stranger.account_id]
    late = MONDAY + timedelta(hours=5)
    actions.give_verdict(report.verdicts.get().token, fixed=False, by=people.an(), now=late)
    told = {each.account_id: each.body for each in actions.tell(report.pk, Event.REOPENED, by=people.NURSE, now=MONDAY)}
    assert "người gửi đầu tiên" in told[stranger.account_id]
    assert "ông/bà cho biết" in told[people.an().account_id]


def test_what_people_typed_does_not_run_into_the_next_sentence() -> None:
    assert sentences("Không rõ địa điểm", " Xin gọi lại! ", "", "Ở đâu?") == "Không rõ địa điểm. Xin gọi lại! Ở đâu?"


def test_what_was_merged_into_it_follows_a_report_that_is_merged_itself(offices: Offices) -> None:
    first, second, third = a_report(), a_report(people.a_stranger()), a_report(people.an("070185009999", "Lý Văn Ba"))
    press(third, "merge", offices.dispatcher.official, said=Said(into=str(second.matter.code)))
    press(second, "merge", offices.dispatcher.official, said=Said(into=str(first.matter.code)))
    assert {each.pk for each in queries.merged_into(first)} == {second.pk, third.pk}


def test_nobody_merges_into_a_report_about_themselves(offices: Offices) -> None:
    about_them = a_report(about_official=offices.dispatcher.account.pk)
    with pytest.raises(Refused) as refused:
        press(a_report(), "merge", offices.dispatcher.official, said=Said(into=str(about_them.matter.code)))
    assert refused.value.code == "nothing_to_merge_into"


def test_the_link_of_an_answer_judges_no_later_one(offices: Offices) -> None:
    report = walk(a_report(), offices, "answered")
    old = report.verdicts.get().token
    later = MONDAY + timedelta(hours=3)
    report = press(report, "reopen", offices.dispatcher.official, said=Said(reason="Vẫn gãy."), now=later)
    report = press(report, "draft_answer", offices.handler.official, said=DONE, now=later)
    report = press(report, "answer", offices.head.official, now=later)
    with pytest.raises(Refused) as refused:
        actions.give_verdict(old, fixed=True, now=later)
    assert refused.value.code == "nothing_to_reopen"
    assert fresh(report).state == State.ANSWERED
    actions.give_verdict(report.verdicts.latest("pk").token, fixed=True, now=later)
    assert fresh(report).state == State.CONFIRMED


def test_an_office_that_has_nothing_to_do_with_it_finds_nothing(offices: Offices) -> None:
    report = a_report()
    stranger = people.an_official("Dũng", people.agency_of("ubnd-xa", "25405"), Duty.SPECIALIST, Duty.DISPATCHER)
    with pytest.raises(NotFound):
        press(report, "forward", stranger.official)
    assert not queries.seen_by(stranger.official).exists()


def test_what_turns_out_to_be_a_denunciation_leaves_nothing_readable(offices: Offices) -> None:
    report = walk(a_report(files=[("a.jpg", a_photo())]), offices, "accepted")
    actions.seal(report.pk, by=offices.handler.official, now=MONDAY + timedelta(hours=2))
    left = Report.objects.get(pk=report.pk)
    assert (left.state, left.content, left.sender_name, left.sender_id, left.latitude) == (
        State.SEALED,
        "",
        "",
        None,
        None,
    )
    assert left.photos.count() == 0
    assert matters.orphans() == []
