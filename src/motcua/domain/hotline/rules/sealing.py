"""What is left of a call about something that lies under seal: when it was and how long it took."""

from __future__ import annotations

from motcua.domain.hotline.models import Call, Callback
from motcua.domain.hotline.states import Pin


def name_nobody(call: Call) -> None:
    """Take from a call, as it lies in memory, everything that tells who called or what it was about."""
    call.restricted, call.number, call.number_index, call.note, call.transferred_to = True, "", "", "", ""
    call.recording, call.voicemail, call.proof, call.proved_id = "", "", "", None
    call.pin, call.pin_state, call.pin_until, call.pin_matter_id = "", Pin.NONE, None, None


def call_back_nobody(callback: Callback) -> None:
    """The same of a callback that such a call asked for."""
    callback.number = callback.number_index = callback.about = callback.recording = ""
