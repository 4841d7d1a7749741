"""Understanding what Asterisk says over ARI: which channel is a caller, which is a telephone of ours, what happened.

Nothing is sent from here. What the exchange itself has to do because of what it heard (join two channels, let the other
side go) stands in `Step.wants`, and what the hotline is told in `Step.told`. Told twice, a message gives the same keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from motcua.domain.hotline import gateways
from motcua.domain.hotline.gateways import Told

NORMAL, SOFT, ABSENT = 16, 32, 20
"""Causes of Q.850; 32 is Asterisk's own word for a hangup that we asked for."""
_INNER = ("Local/", "Snoop/", "Recorder/", "Announcer/")
"""Channels that Asterisk makes for itself: halves of a transfer, a listener, a machine. No caller is in them."""
_WHOLE = re.compile(r"PJSIP/(?P<extension>[^/@]+)")


@dataclass
class Leg:
    """The channel of an operator's telephone that was rung for a call."""

    call: str
    extension: str
    answered: bool = False
    held: bool = False
    sent_on: bool = False


@dataclass
class Line:
    """The channel of a caller. `out`: we call them, and this operator's telephone is rung first."""

    skill: str = ""
    message: bool = False
    cause: int | None = None
    out: str = ""
    number: str = ""
    leg: str = ""


@dataclass
class Step:
    """What came of a message."""

    told: list[Told] = field(default_factory=list)
    wants: list[tuple[str, ...]] = field(default_factory=list)


class Reading:
    """What is known of the channels that are there. `rang`, `out` and `waits` are told by who sent the commands."""

    def __init__(self, application: str = "motcua") -> None:
        self.application = application
        self.lines: dict[str, Line] = {}
        self.legs: dict[str, Leg] = {}
        self.talks: dict[str, str] = {}
        self.replaced = False

    def rang(self, leg: str, call: str, extension: str) -> None:
        """We ring this telephone for this call, under this name."""
        self.legs[leg] = Leg(call, extension)
        if call in self.lines:
            self.lines[call].leg = leg

    def calls_out(self, call: str, extension: str, number: str) -> None:
        """We are about to call somebody from this telephone."""
        self.lines[call] = Line(out=extension, number=number)

    def read(self, message: Mapping[str, Any]) -> Step:
        """What a message means; one that is of no concern means nothing."""
        step = Step()
        act = getattr(self, f"_{_snake(str(message.get('type', '')))}", None)
        if act is not None:
            act(message, _moment(message), step)
        return step

    # --- a caller ----------------------------------------------------------------------------------------

    def _stasis_start(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        channel, args = message["channel"], [str(each) for each in message.get("args", ())]
        name = str(channel["id"])
        if name in self.legs:
            self._picked_up(name, at, step)
        elif name in self.lines:
            line = self.lines[name]
            if line.out:
                step.told.append(gateways.Answered(call=name, key=f"{name}:answered", at=at, extension=line.out))
                step.wants.append(("join", name, line.leg))
        elif not str(channel.get("name", "")).startswith(_INNER) and args[:1] not in (
            [],
            ["agent"],
            ["snoop"],
            ["out"],
        ):
            self.lines[name] = Line()
            number = str(channel.get("caller", {}).get("number", ""))
            step.told.append(gateways.CallOffered(call=name, key=f"{name}:offered", at=at, number=number, to=args[0]))
            step.wants.append(("follow", name))

    def _channel_dtmf_received(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name = str(message["channel"]["id"])
        line = self.lines.get(name)
        if line is not None and not line.message:  # the key that ends a message is no choice in a menu
            key = f"{name}:key:{message['timestamp']}"
            step.told.append(gateways.Digits(call=name, key=key, at=at, digits=str(message.get("digit", ""))))
            step.wants.append(("hush", name))

    def _channel_entered_bridge(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name, bridge = str(message["channel"]["id"]), message["bridge"]
        if bridge.get("bridge_type") == "mixing" and name in self.lines:
            self.talks[str(bridge["id"])] = name
        if bridge.get("bridge_type") == "holding" and name in self.lines:
            key = f"{name}:queued:{bridge['id']}"
            step.told.append(gateways.Queued(call=name, key=key, at=at, skill=self.lines[name].skill))

    def _channel_hangup_request(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        line = self.lines.get(str(message["channel"]["id"]))
        if line is not None and line.cause is None:
            cause = int(message.get("cause", 0) or NORMAL)
            line.cause = NORMAL if cause == SOFT else cause

    def _stasis_end(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name = str(message["channel"]["id"])
        if name in self.legs:
            self._hung_up(name, step)
        elif name in self.lines:
            self._gone(name, at, step)

    def _channel_destroyed(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name, cause = str(message["channel"]["id"]), int(message.get("cause", 0) or 0)
        leg = self.legs.get(name)
        if leg is not None and not leg.answered:
            del self.legs[name]
            step.told.append(
                gateways.NotTaken(call=leg.call, key=f"{name}:not-taken", at=at, extension=leg.extension, cause=cause)
            )
            if leg.call in self.lines and self.lines[leg.call].out:
                self._gone(leg.call, at, step)  # nobody sits at the telephone from which we meant to call
        elif leg is not None:
            self._hung_up(name, step)
        elif name in self.lines:
            self.lines[name].cause = cause if self.lines[name].cause is None else self.lines[name].cause
            self._gone(name, at, step)

    def _gone(self, name: str, at: datetime, step: Step) -> None:
        """The caller left. The cause is the first that was named; who leaves our hands unasked has none."""
        line = self.lines.pop(name)
        step.told.append(gateways.Ended(call=name, key=f"{name}:ended", at=at, cause=line.cause or 0))
        for other, leg in list(self.legs.items()):
            if leg.call == name:
                step.wants.append(("let_go", other))
                if not leg.answered:
                    del self.legs[other]
        step.wants.append(("clear", name))

    # --- an operator's telephone -------------------------------------------------------------------------

    def _dial(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        if message.get("dialstatus") == "RINGING":
            self._rings(str(message["peer"]["id"]), at, step)

    def _channel_state_change(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        if message["channel"].get("state") == "Ringing":
            self._rings(str(message["channel"]["id"]), at, step)

    def _rings(self, name: str, at: datetime, step: Step) -> None:
        leg = self.legs.get(name)
        if leg is not None:
            told = gateways.AgentRinging(call=leg.call, key=f"{name}:rings", at=at, extension=leg.extension)
            step.told.append(told)

    def _picked_up(self, name: str, at: datetime, step: Step) -> None:
        leg = self.legs[name]
        if leg.answered:
            return
        leg.answered = True
        line = self.lines.get(leg.call)
        if line is None and self.lines:
            step.wants.append(("let_go", name))  # the caller gave up while it was picked up
        elif line is not None and line.out:
            step.wants.append(("dial", leg.call, line.number))
        else:
            key = f"{name}:answered"
            step.told.append(gateways.Answered(call=leg.call, key=key, at=at, extension=leg.extension))
            step.wants.append(("join", leg.call, name))

    def _hung_up(self, name: str, step: Step) -> None:
        """The operator is out of it: of a talk, so the caller is let go; after a transfer, alone."""
        leg = self.legs.pop(name)
        if not leg.sent_on and leg.call in self.lines:
            step.wants.append(("let_go", leg.call))

    def _channel_hold(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name = str(message["channel"]["id"])
        leg = self.legs.get(name)
        if leg is not None and not leg.held:
            leg.held = True
            step.told.append(gateways.Held(call=leg.call, key=f"{name}:held:{message['timestamp']}", at=at))

    def _channel_unhold(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        name = str(message["channel"]["id"])
        leg = self.legs.get(name)
        if leg is not None and leg.held:  # a transfer says it too, of a call that nobody held
            leg.held = False
            step.told.append(gateways.Resumed(call=leg.call, key=f"{name}:resumed:{message['timestamp']}", at=at))

    def _bridge_blind_transfer(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        leg = self.legs.get(str(message["channel"]["id"]))
        caller = str((message.get("transferee") or {}).get("id") or (leg.call if leg else ""))
        if message.get("result") == "Success" and caller in self.lines:
            if leg is not None:
                leg.sent_on = True
            key = f"{caller}:sent-on:{message['timestamp']}"
            step.told.append(gateways.Transferred(call=caller, key=key, at=at, to=str(message.get("exten", ""))))

    # --- recordings --------------------------------------------------------------------------------------

    def _recording_finished(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        recording = message["recording"]
        kind, _colon, target = str(recording.get("target_uri", "")).partition(":")
        said: dict[str, Any] = {"recording": str(recording["name"]), "seconds": int(recording.get("duration", 0) or 0)}
        if kind == "channel" and target in self.lines:
            self.lines[target].message = False
            step.told.append(gateways.Voicemail(call=target, key=f"message:{said['recording']}", at=at, **said))
            step.wants.append(("let_go", target))
        elif kind == "bridge" and (call := self._talks_in(target)):
            step.told.append(gateways.RecordingReady(call=call, key=f"recording:{said['recording']}", at=at, **said))

    def _recording_failed(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        kind, _colon, target = str(message["recording"].get("target_uri", "")).partition(":")
        if kind == "channel" and target in self.lines:
            self.lines[target].message = False

    def _talks_in(self, bridge: str) -> str:
        """Whose conversation a bridge is; ours are named after their call, should this program have begun anew."""
        named = bridge.removeprefix("talk-")
        return self.talks.get(bridge) or (named if named in self.lines else "")

    def _bridge_destroyed(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        self.talks.pop(str(message["bridge"]["id"]), None)

    # --- the connection ----------------------------------------------------------------------------------

    def _application_replaced(self, message: Mapping[str, Any], at: datetime, step: Step) -> None:
        self.replaced = True


def extension_of(endpoint: str) -> str:
    """The extension in an endpoint such as `PJSIP/201`."""
    found = _WHOLE.match(endpoint)
    return found["extension"] if found else endpoint


def _moment(message: Mapping[str, Any]) -> datetime:
    """When it happened, by Asterisk's clock; now, where it does not say."""
    try:
        return datetime.strptime(str(message["timestamp"]), "%Y-%m-%dT%H:%M:%S.%f%z")
    except (KeyError, ValueError):
        return datetime.now(UTC)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
