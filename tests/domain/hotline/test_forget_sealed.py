"""A report taken down in a call goes under seal later: nothing in the call, and no entry, tells who called."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.gateways import RecordingReady
from motcua.domain.hotline.models import Call, CallEvent, CallMatter, ProofTry
from motcua.domain.hotline.queries import Said
from motcua.domain.hotline.states import Why, WrapUp
from motcua.domain.journal.models import Entry
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, people
from tests.build.hotline import CALLER, Line, a_shift_leader, an_operator
from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, MONDAY, WORDS, Offices, a_report

pytestmark = pytest.mark.django_db
JOBS = System("jobs")
LATER = MONDAY + timedelta(minutes=30)


def test_the_call_it_was_taken_down_in_keeps_its_times_and_nothing_else() -> None:
    operator, dispatcher = an_operator(), Offices.of().dispatcher.official
    line = Line().talking()
    spoken = actions.Spoken(BRIDGE, WORDS, "Điểu Thị An", CALLER, area=DAK_NHAU)
    actions.take_down(line.call.pk, spoken, read_back=True, by=operator.official, now=LATER)
    line.wait(60).say(RecordingReady, recording="talk-7", seconds=60)
    line.ended()
    report = Report.objects.get()
    assert line.call.number == CALLER
    feedback.seal(report.pk, by=dispatcher, now=LATER)
    assert actions.forget_sealed(by=JOBS, now=LATER) == 1
    call = line.call
    assert (call.restricted, call.number, call.number_index, call.recording) == (True, "", "", "")
    assert call.talk_seconds > 0
    assert not CallMatter.objects.exists()
    assert [each.detail for each in CallEvent.objects.filter(call=call) if each.detail] == ["talk-7"]
    assert jobs.waiting("hotline.erase_sounds") == [{"call_id": call.pk}]
    assert queries.sounds_under_seal(call.pk) == ["talk-7"]
    assert actions.sounds_erased(call.pk, ["talk-7"], by=JOBS, now=LATER) == 1
    assert queries.sounds_under_seal(call.pk) == []
    assert not Entry.objects.filter(matter_id=report.pk, subject_kind="call").exists()
    assert actions.forget_sealed(by=JOBS, now=LATER) == 0


def test_a_recording_that_is_told_afterwards_is_erased_too() -> None:
    operator = an_operator()
    line = Line().talking()
    spoken = actions.Spoken(BRIDGE, "Tôi tố cáo ông ấy nhận hối lộ.", "Điểu Thị An", CALLER, area=DAK_NHAU)
    actions.take_down(line.call.pk, spoken, read_back=True, by=operator.official, now=LATER)
    line.wait(30).say(RecordingReady, recording="talk-8", seconds=30)
    assert jobs.waiting("hotline.erase_sounds") == [{"call_id": line.call.pk}] * 2
    assert line.call.recording == ""
    assert queries.sounds_under_seal(line.call.pk) == ["talk-8"]


def test_of_any_other_call_nothing_is_erased_so() -> None:
    an_operator()
    line = Line().talking().wait(60)
    line.say(RecordingReady, recording="talk-9", seconds=60)
    assert queries.sounds_under_seal(line.call.pk) == []
    with pytest.raises(NotFound):
        actions.sounds_erased(line.call.pk, ["talk-9"], by=JOBS, now=LATER)


def test_a_call_in_which_it_was_opened_for_its_owner_names_them_no_more() -> None:
    operator, dispatcher = an_operator(), Offices.of().dispatcher.official
    call, report = Line().talking().call, a_report()
    read_back = Said(str(report.matter.code), "08/03/1994", "1234")
    assert actions.open_caller(call.pk, read_back, Why.ASKED_STATUS, by=operator.official, now=LATER)
    assert queries.reports_among([report.pk, report.pk + 1]) == {report.pk}
    assert queries.timeline(Call.objects.get(pk=call.pk))
    feedback.seal(report.pk, by=dispatcher, now=LATER)
    actions.forget_sealed(by=JOBS, now=LATER)
    call.refresh_from_db()
    assert (call.proved_id, call.number, call.restricted) == (None, "", True)
    assert not ProofTry.objects.exists()
    about = Entry.objects.filter(matter_id=report.pk)
    assert not about.filter(on_behalf_of=people.an().account_id).exists()
    assert not about.filter(subject_kind="call").exists()


def test_before_the_job_has_run_nobody_is_told_who_called() -> None:
    operator, leader, offices = an_operator(), a_shift_leader().official, Offices.of()
    by = operator.official
    line = Line().talking()
    spoken = actions.Spoken(BRIDGE, WORDS, "Điểu Thị An", CALLER, area=DAK_NHAU)
    actions.take_down(line.call.pk, spoken, read_back=True, by=by, now=LATER)
    callback = actions.ask_callback(line.call.pk, "Gọi cho bà An về cây cầu", by=by, now=line.clock)
    callback.recording = "message-7"
    callback.save(update_fields=["recording"])
    line.wait(60).say(RecordingReady, recording="talk-7", seconds=60)
    line.ended()
    call, report = line.call, Report.objects.get()
    actions.wrap_up(call.pk, WrapUp.REPORTED, "Bà An, đầu thôn", by=by, now=line.clock)
    again = Line(clock=line.clock + timedelta(minutes=5)).offered()
    assert call in queries.reviewable(leader, LATER)
    assert (queries.caller_of(again.call).past, queries.caller_of(again.call).callback) == ([call], callback)
    assert len(queries.timeline(again.call)) == 2
    assert queries.was_recorded(queries.one_seen_by(leader, call.pk))

    feedback.seal(report.pk, by=offices.dispatcher.official, now=LATER)

    assert Call.objects.filter(queries.about_sealed()).get() == call
    assert Call.objects.get(pk=call.pk).number == CALLER, "the job has not run"
    for reader in (by, leader):
        shown = queries.one_seen_by(reader, call.pk)
        assert (shown.restricted, shown.number, shown.number_index, shown.note) == (True, "", "", "")
        assert (shown.talk_seconds, shown.offered_at) == (call.talk_seconds, call.offered_at)
        assert (queries.caller_of(shown).masked, queries.timeline(shown)) == ("", [])
        assert not queries.was_recorded(shown)
    assert queries.matters_of(call) == []
    assert not any(each.detail for each in queries.events_of(call))
    assert (queries.caller_of(again.call).known, queries.timeline(again.call)) == (False, [])
    assert call not in queries.reviewable(leader, LATER)
    (waits,) = queries.callbacks_waiting(by, LATER)
    assert (waits.pk, waits.number, waits.about, waits.recording) == (callback.pk, "", "", "")
    assert actions.take_up(callback.pk, by=by, now=callback.opens_at) is None
    for ask in (
        lambda: actions.open_recording(call.pk, by=leader, now=LATER),
        lambda: actions.open_message(callback.pk, by=by, now=LATER),
        lambda: actions.review(call.pk, [], by=leader, now=LATER),
    ):
        with pytest.raises(NotFound):
            ask()


def test_nor_on_the_console_of_whoever_is_still_talking() -> None:
    operator, offices = an_operator(), Offices.of()
    line = Line().talking()
    spoken = actions.Spoken(BRIDGE, WORDS, "Điểu Thị An", CALLER, area=DAK_NHAU)
    actions.take_down(line.call.pk, spoken, read_back=True, by=operator.official, now=LATER)
    feedback.seal(Report.objects.get().pk, by=offices.dispatcher.official, now=LATER)
    there = queries.console(operator.official, LATER).call
    assert there is not None
    assert (there.pk, there.restricted, there.number) == (line.call.pk, True, "")
    line.ended()
    (over,) = queries.console(operator.official, LATER).unwrapped
    assert (over.restricted, over.number) == (True, "")


def test_nor_to_who_gets_a_number_sent_for_it() -> None:
    operator, offices = an_operator(), Offices.of()
    call, report = Line().talking().call, a_report()
    Call.objects.filter(pk=call.pk).update(pin_matter=report.pk)
    feedback.seal(report.pk, by=offices.dispatcher.official, now=LATER)
    shown = queries.one_seen_by(operator.official, call.pk)
    assert (shown.restricted, shown.number, shown.pin_matter_id) == (True, "", None)
