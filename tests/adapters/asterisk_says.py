"""What Asterisk says in the course of a call, and what is read of it."""

from __future__ import annotations

from typing import Any

from motcua.adapters.telephony_asterisk.reading import Reading
from motcua.domain.hotline.gateways import Told
from tests.adapters.ari import CALLER, channel, said

A, LEG = "1700000000.1", "leg-1"


def names(told: list[Told]) -> list[str]:
    """What was told, by its kinds."""
    return [type(each).__name__ for each in told]


def read(reading: Reading, *messages: dict[str, Any]) -> tuple[list[Told], list[tuple[str, ...]]]:
    """The messages read one after another: what they tell, and what is wanted of Asterisk."""
    told, wants = [], []
    for message in messages:
        step = reading.read(message)
        told += step.told
        wants += step.wants
    return told, wants


def comes_in(second: float = 0.0) -> dict[str, Any]:
    """A call comes in."""
    return said("StasisStart", second, args=["1022", CALLER], channel=channel(A, state="Ring"))


def waits(second: float = 2.0) -> dict[str, Any]:
    """It waits in its queue."""
    bridge = {"id": f"queue-{A}", "bridge_type": "holding"}
    return said("ChannelEnteredBridge", second, bridge=bridge, channel=channel(A))


def rings(second: float = 5.0) -> tuple[dict[str, Any], dict[str, Any]]:
    """A telephone rings: said twice."""
    leg = channel(LEG, "PJSIP/201-1", "Ringing")
    return said("Dial", second, dialstatus="RINGING", peer=leg), said("ChannelStateChange", second, channel=leg)


def picked_up(second: float = 9.0) -> dict[str, Any]:
    """Somebody picks it up."""
    return said("StasisStart", second, args=["agent", A], channel=channel(LEG, "PJSIP/201-1"))


def ends(name: str, second: float) -> dict[str, Any]:
    """A channel ends."""
    return said("StasisEnd", second, channel=channel(name))


def asks(name: str, second: float, **cause: Any) -> dict[str, Any]:
    """A channel is asked to end, with or without a cause."""
    return said("ChannelHangupRequest", second, channel=channel(name), **cause)


def in_a_talk() -> Reading:
    """A reading in which a caller and an operator talk."""
    reading = Reading()
    read(reading, comes_in(), waits())
    reading.rang(LEG, A, "201")
    read(reading, *rings(), picked_up())
    return reading
