"""Recordings: heard by whose duty it is, each hearing written down, none kept longer than the province decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.adapters.telephony_simulated import Script
from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.gateways import RecordingReady, Voicemail
from motcua.domain.hotline.models import Call, Callback
from motcua.domain.hotline.states import Gone
from motcua.domain.journal.models import Entry
from motcua.jobs import hotline as jobs
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.hotline import CALLER, DESK, Line, a_shift_leader, an_operator, tell
from tests.build.refusals import refused
from tests.build.reports import MONDAY
from tests.build.telephones import PATIENT, Telephones

JOBS = System("jobs")
LATER = MONDAY + timedelta(hours=1)


def recorded(name: str = "talk-1") -> Line:
    line = Line().talking().wait(60)
    line.say(RecordingReady, recording=name, seconds=60)
    return line.ended()


def test_a_leader_hears_a_call_and_each_hearing_is_written_down_once(db: None) -> None:
    an_operator()
    leader, call = a_shift_leader(), recorded().call
    assert queries.was_recorded(call)
    for minutes in (0, 5, 11):
        now = LATER + timedelta(minutes=minutes)
        assert actions.open_recording(call.pk, by=leader.official, now=now) == "talk-1"
    entries = Entry.objects.filter(verb="hotline.listened", subject_kind="call", subject_id=call.pk)
    assert [each.by_id for each in entries.order_by("id")] == [str(leader.account.pk)] * 2


def test_nobody_else_hears_it(db: None) -> None:
    nghe, call = an_operator(), recorded().call
    with refused("other_duty"):
        actions.open_recording(call.pk, by=nghe.official, now=LATER)
    leader = a_shift_leader()
    for call_id, by in ((call.pk, people.dung().official), (call.pk + 1, leader.official)):
        with pytest.raises(NotFound):
            actions.open_recording(call_id, by=by, now=LATER)
    silent = Line(number="0988000111").talking().ended().call
    assert not queries.was_recorded(silent)
    with pytest.raises(NotFound):
        actions.open_recording(silent.pk, by=leader.official, now=LATER)
    assert not Entry.objects.filter(verb="hotline.listened").exists()


def test_an_operator_hears_the_message_of_whom_they_call_back(db: None) -> None:
    nghe = an_operator()
    Line().offered().say(Voicemail, recording="message-1", seconds=9)
    callback = Callback.objects.get()
    assert actions.open_message(callback.pk, by=nghe.official, now=LATER) == "message-1"
    assert Entry.objects.filter(verb="hotline.listened", subject_kind="callback").count() == 1
    with pytest.raises(NotFound):
        actions.open_message(callback.pk + 1, by=nghe.official, now=LATER)
    with pytest.raises(NotFound):
        actions.open_message(callback.pk, by=people.dung().official, now=LATER)


def test_what_is_older_than_the_province_keeps_it_is_erased_everywhere(db: None) -> None:
    an_operator()
    line = recorded("talk-old")
    night = Line(number="0988000111")
    night.offered().say(Voicemail, recording="message-old", seconds=9)
    just, over = MONDAY + timedelta(days=365), MONDAY + timedelta(days=366)
    assert queries.recordings_to_forget(just - timedelta(hours=1)) == []
    assert sorted(queries.recordings_to_forget(over)) == ["message-old", "talk-old"]
    for name in ("talk-old", "message-old"):
        assert len(actions.recording_erased(name, by=JOBS, now=over)) == 1
    assert queries.recordings_to_forget(over) == []
    tell(line.told[-1], now=over)
    line.say(gateways.Resumed)  # told late, after a year: the call is told anew from its events
    call = line.call
    assert (call.recording, call.recording_gone) == ("", Gone.ERASED)
    callback = Callback.objects.get()
    assert (callback.recording, callback.recording_gone) == ("", Gone.ERASED)
    with refused("recording_erased"):
        actions.open_recording(call.pk, by=a_shift_leader().official, now=over)
    assert Entry.objects.filter(verb="hotline.recording_gone").count() == 2


def test_what_the_telephone_system_does_not_have_is_said(db: None) -> None:
    an_operator()
    call = recorded("talk-lost").call
    with pytest.raises(gateways.CannotDo, match=gateways.NO_SUCH_RECORDING):
        gateways.telephony().recording("talk-lost")
    assert actions.recording_missing("talk-lost", by=DESK, now=LATER) == 1
    call.refresh_from_db()
    assert (call.recording, call.recording_gone) == ("talk-lost", Gone.MISSING)
    assert actions.recording_missing("talk-lost", by=DESK, now=LATER) == 0


def test_the_nightly_job_erases_the_sound_too(db: None) -> None:
    phones = Telephones(there=[an_operator("Trần Thị Nghe", "901")])  # in the opening hours of a day long past
    phones.system.begin(PATIENT)
    phones.system.begin(Script("hasty", CALLER, keys="1", patience=5.0))
    phones.go(60)
    call = Call.objects.exclude(recording="").get()
    assert gateways.telephony().recording(call.recording).startswith(b"RIFF")
    jobs.forget_recordings()
    with pytest.raises(gateways.CannotDo):
        gateways.telephony().recording(call.recording)
    call.refresh_from_db()
    assert (call.recording, call.recording_gone) == ("", Gone.ERASED)
    jobs.forget_recordings()
