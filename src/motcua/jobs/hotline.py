"""Jobs of the hotline: sending a number to a registered telephone, erasing recordings whose time is over."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.states import Pin
from motcua.domain.notices.gateways import NotTaken, SmsGateway
from motcua.jobs import clock
from motcua.kernel.actors import System

BY = System("jobs")
log = logging.getLogger(__name__)


@app.task(name="hotline.send_pin", queue="people")
def send_pin(call_id: int) -> None:
    """Send the number that somebody waits for with the telephone at their ear; it is tried once."""
    out = actions.take_pin(call_id, by=BY, now=clock.now())
    if out is None:
        return
    gateway: SmsGateway = import_string(settings.MOTCUA_SMS_GATEWAY)()
    try:
        gateway.send(out.phone, out.text, out.reference)
    except NotTaken:
        actions.pin_came_to(call_id, Pin.FAILED, by=BY, now=clock.now())
    else:
        actions.pin_came_to(call_id, Pin.SENT, by=BY, now=clock.now())


@app.task(name="hotline.forget_recordings", queue="clock", queueing_lock="hotline.forget_recordings")
def forget_recordings() -> None:
    """Erase what is older than the province keeps it; what the telephone system cannot erase now is tried tomorrow."""
    names = queries.recordings_to_forget(clock.now())
    if not names:
        return
    telephones = gateways.telephony()
    for name in names:
        try:
            telephones.forget(name)
        except gateways.CannotDo as problem:
            log.warning("a recording could not be erased: %s", problem.problem)
            continue
        actions.recording_erased(name, by=BY, now=clock.now())


@app.task(name="hotline.erase_sounds", queue="clock", retry=8)
def erase_sounds(call_id: int) -> None:
    """Erase what was recorded of a call under seal at the telephone system; tried again until that can be done."""
    names = queries.sounds_under_seal(call_id)
    if not names:
        return
    telephones = gateways.telephony()
    for name in names:
        telephones.forget(name)
    actions.sounds_erased(call_id, names, by=BY, now=clock.now())
