"""What happens at the hotline: a call is heard, somebody is rung, answers, serves, writes down, calls back."""

from motcua.domain.hotline.actions.answering import watch_callers
from motcua.domain.hotline.actions.calling_back import ask_callback, give_up, miss, reach, take_up
from motcua.domain.hotline.actions.commanding import command, command_failed, take_commands
from motcua.domain.hotline.actions.hearing import hear, reconcile
from motcua.domain.hotline.actions.judging import note_missed_search, review
from motcua.domain.hotline.actions.proving import (
    PinOut,
    open_by_pin,
    open_caller,
    pin_came_to,
    send_pin,
    take_pin,
)
from motcua.domain.hotline.actions.recording import (
    open_message,
    open_recording,
    recording_erased,
    recording_missing,
)
from motcua.domain.hotline.actions.restricting import forget_sealed, sounds_erased
from motcua.domain.hotline.actions.ringing import distribute, watch_ringing
from motcua.domain.hotline.actions.seating import go_ready, sign_off, sign_on, stay, take_break, watch_operators
from motcua.domain.hotline.actions.serving import Spoken, take_down, tell_status, wrap_up
from motcua.domain.hotline.actions.taking_over import take_over, watch_silent_talks
from motcua.domain.hotline.actions.terms import publish

__all__ = [
    "PinOut",
    "Spoken",
    "ask_callback",
    "command",
    "command_failed",
    "distribute",
    "forget_sealed",
    "give_up",
    "go_ready",
    "hear",
    "miss",
    "note_missed_search",
    "open_by_pin",
    "open_caller",
    "open_message",
    "open_recording",
    "pin_came_to",
    "publish",
    "reach",
    "reconcile",
    "recording_erased",
    "recording_missing",
    "review",
    "send_pin",
    "sign_off",
    "sign_on",
    "sounds_erased",
    "stay",
    "take_break",
    "take_commands",
    "take_down",
    "take_over",
    "take_pin",
    "take_up",
    "tell_status",
    "watch_callers",
    "watch_operators",
    "watch_ringing",
    "watch_silent_talks",
    "wrap_up",
]
