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
from motcua.domain.hotline.states import Why
from motcua.domain.journal.models import Entry
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, people
from tests.build.hotline import CALLER, Line, an_operator
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
