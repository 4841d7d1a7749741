"""Recordings: who hears one is written down, and none is kept longer than the province decided.

The sound itself lies at the telephone system, under the name that it told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.transaction import atomic

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.models import Call, Callback, CallEvent
from motcua.domain.hotline.states import Gone, Happening
from motcua.domain.journal import actions as journal
from motcua.domain.journal import queries as written
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused

ONE_HEARING = timedelta(minutes=10)
"""A player asks for the same sound several times: within this time it is heard once."""


@atomic
def open_recording(call_id: int, *, by: Official, now: datetime) -> str:
    """Let a leader of the hotline hear the recording of a call: its name at the telephone system.

    Raises:
        NotFound: there is no such call here, or nothing was recorded.
        Refused: `other_duty`, `recording_erased`.
    """
    rules.ensure_oversees(by, queries.terms())
    call = Call.objects.filter(~queries.about_sealed(), pk=call_id, restricted=False).order_by("pk").first()
    if call is None:
        raise NotFound("call")
    return _opened(call, call.recording or call.voicemail, "call", by, now)


@atomic
def open_message(callback_id: int, *, by: Official, now: datetime) -> str:
    """Let an operator hear the message for which somebody is to be called back: its name at the telephone system.

    Raises:
        NotFound: there is no such callback here, or no message.
        Refused: `other_duty`, `recording_erased`.
    """
    rules.ensure_operates(by, queries.terms())
    callback = Callback.objects.filter(~queries.about_sealed("call"), pk=callback_id).order_by("pk").first()
    if callback is None:
        raise NotFound("callback")
    return _opened(callback, callback.recording, "callback", by, now)


def _opened(what: Call | Callback, name: str, kind: str, by: Official, now: datetime) -> str:
    if what.recording_gone == Gone.ERASED:
        raise Refused("recording_erased")
    if not name:
        raise NotFound("recording")
    lately = written.entries_about((kind, what.pk)).filter(
        verb="hotline.listened", by_id=by.key, at__gt=now - ONE_HEARING
    )
    if not lately.exists():
        facts = {"agency": by.agency_code}
        journal.record("hotline.listened", subject=(kind, what.pk), by=by, at=now, facts=facts)
    return name


@atomic
def recording_missing(name: str, *, by: Actor, now: datetime) -> int:
    """The telephone system does not have it: whoever asks next is told so. In how many places it was named."""
    named = Q(recording=name) & Q(recording_gone=Gone.NO)
    calls = Call.objects.filter(named | Q(voicemail=name, recording_gone=Gone.NO)).update(recording_gone=Gone.MISSING)
    return calls + Callback.objects.filter(named).update(recording_gone=Gone.MISSING)


@atomic
def recording_erased(name: str, *, by: Actor, now: datetime) -> list[Call]:
    """It was erased at the telephone system because its time is over: nothing here names it any more."""
    calls = Call.objects.select_for_update(of=("self",)).filter(Q(recording=name) | Q(voicemail=name)).order_by("pk")
    gone = list(calls)
    for call in gone:
        call.recording = "" if call.recording == name else call.recording
        call.voicemail = "" if call.voicemail == name else call.voicemail
        call.recording_gone = Gone.ERASED
        call.save(update_fields=["recording", "voicemail", "recording_gone"])
        # A call is told anew from its events: one that is told late must not bring the name back.
        CallEvent.objects.filter(call=call, kind__in=[Happening.RECORDING, Happening.VOICEMAIL]).update(detail="")
        facts = {"reason": str(Gone.ERASED)}
        journal.record("hotline.recording_gone", subject=("call", call.pk), by=by, at=now, facts=facts)
    Callback.objects.filter(recording=name).update(recording="", recording_gone=Gone.ERASED)
    return gone
