"""SIP by itself: callers reach us, we ring the operators' telephones and stand between the two (B2BUA, by `sippy`).

Signalling only: voices go from telephone to telephone, so nothing is played or recorded here and a caller hears ringing
until somebody picks up. Everything of `sippy` happens in its own thread; what it tells goes through a queue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from queue import Empty, Queue
from threading import Event, RLock, Thread, get_ident
from typing import Any

from django.conf import settings
from sippy.CCEvents import CCEventConnect, CCEventDisconnect, CCEventFail, CCEventRing, CCEventTry, CCEventUpdate
from sippy.Core.EventDispatcher import ED2
from sippy.SipCallId import SipCallId
from sippy.SipConf import SipConf
from sippy.SipTransactionManager import SipTransactionManager
from sippy.UA import UA

from motcua.domain.hotline import gateways
from motcua.domain.hotline.gateways import CannotDo, Told
from motcua.kernel.errors import Malformed

NORMAL = 16
CAUSE_OF = {404: 1, 480: 20, 486: 17, 487: 16, 408: 18, 503: 41, 600: 17, 603: 21}
"""Causes of Q.850 for the answers of SIP that a telephone gives (RFC 3398)."""
Address = tuple[str, int]
log = logging.getLogger(__name__)


class _Silent:
    """What `sippy` writes of messages would hold numbers, so it is written nowhere."""

    def write(self, *words: Any, **more: Any) -> None:
        """Forget it."""


class _Transactions(SipTransactionManager):  # type: ignore[misc]  # sippy has no types
    """Telephones write `transport=UDP` in either case (RFC 3261, 7.3.1); `sippy` knows the small letters."""

    def newTransaction(self, msg: Any, *words: Any, **more: Any) -> Any:  # sippy's name
        """Begin a transaction."""
        address, transport = msg.getTarget()
        msg.setTarget((address, str(transport).lower()))
        return super().newTransaction(msg, *words, **more)


@dataclass
class _Leg:
    """An operator's telephone in a call."""

    agent: Any
    extension: str
    rang: bool = False
    connected: bool = False


@dataclass
class _Call:
    """A caller with the telephone they speak to, and the one that rings for them."""

    name: str
    caller: Any
    offer: Any
    connected: bool = False
    held: bool = False
    talks: _Leg | None = None
    rings: _Leg | None = None
    moved_to: str = ""
    keys: Any = field(default_factory=lambda: count(1))


class SipEnd:
    """The SIP end at `MOTCUA_SIP_LISTEN`; `phones` says where each extension is."""

    code = "sip"

    def __init__(self, listen: str = "", phones: Mapping[str, str] | None = None) -> None:
        self._here = _address(listen or str(settings.MOTCUA_SIP_LISTEN))
        given = phones if phones is not None else settings.MOTCUA_SIP_PHONES
        self._phones = {extension: _address(where) for extension, where in given.items()}
        self._lock = RLock()
        self._calls: dict[str, _Call] = {}
        self._told: Queue[Told] = Queue()
        self._config: dict[str, Any] = {}

    def run(self, hear: Callable[[Told], None], there: Callable[[Collection[str]], None], stop: Event) -> None:
        """Take calls until told to stop; those that are still there then are let go."""
        there(set())  # a SIP end that begins has nobody
        ready = Event()
        signalling = Thread(target=self._signal, args=(ready,), name="sip", daemon=True)
        signalling.start()
        ready.wait(timeout=10)
        while not stop.is_set() and signalling.is_alive():
            try:
                hear(self._told.get(timeout=0.1))
            except Empty:
                continue
        ED2.callFromThread(self._leave)
        signalling.join(timeout=5)
        while not self._told.empty():
            hear(self._told.get())

    def _signal(self, ready: Event) -> None:
        ED2.my_ident = get_ident()  # its timers belong to the thread of its loop, not to that of the import
        SipConf.my_uaname = "motcua"
        self._config = {"_sip_address": self._here[0], "_sip_port": self._here[1], "_sip_logger": _Silent()}
        self._config["_sip_tm"] = _Transactions(self._config, self._asked)
        ready.set()
        ED2.loop()
        self._config["_sip_tm"].shutdown()

    def _leave(self) -> None:
        for call in list(self._calls.values()):
            self._end(call, NORMAL)
        ED2.breakLoop()

    # --- what is asked -----------------------------------------------------------------------------------

    def play(self, call: str, message: str) -> None:
        """There is nothing to play with; the caller goes on hearing ringing."""
        self._of(call)

    def queue(self, call: str, skill: str) -> None:
        with self._lock:
            self._tell(gateways.Queued, self._of(call), skill=skill)

    def ring(self, call: str, extension: str, seconds: int) -> None:
        with self._lock:
            found = self._of(call)
            if extension not in self._phones:
                self._tell(gateways.NotTaken, found, extension=extension, cause=20)
                return
        ED2.callFromThread(self._dial, found, extension, seconds)

    def stop_ringing(self, call: str, extension: str) -> None:
        found = self._of(call)
        ED2.callFromThread(self._stop, found, extension)

    def answer(self, call: str, extension: str) -> None:
        """A telephone is picked up at the telephone."""
        raise CannotDo("pick_up_the_telephone")

    def hold(self, call: str) -> None:
        raise CannotDo("hold_at_the_telephone")

    def resume(self, call: str) -> None:
        raise CannotDo("hold_at_the_telephone")

    def transfer(self, call: str, to: str) -> None:
        with self._lock:
            found = self._of(call)
            if to not in self._phones:
                raise CannotDo("unknown_extension")
            if found.talks is None:
                raise CannotDo("nobody_talks")
        ED2.callFromThread(self._send_on, found, to)

    def hang_up(self, call: str) -> None:
        found = self._of(call)
        ED2.callFromThread(self._end, found, NORMAL)

    def originate(self, call: str, extension: str, number: str) -> None:
        raise CannotDo("calls_only_come_in")

    def recording(self, name: str) -> bytes:
        """Voices do not come through here."""
        raise CannotDo(gateways.NO_SUCH_RECORDING)

    def forget(self, name: str) -> None:
        """There is nothing to erase."""

    def record(self, call: str, wanted: bool) -> None:
        raise CannotDo("nothing_to_record_with")

    def take_message(self, call: str) -> None:
        raise CannotDo("nothing_to_record_with")

    # --- in the thread of sippy --------------------------------------------------------------------------

    def _asked(self, request: Any, transaction: Any) -> Any:
        """A request outside any dialog: a call, or something we do not do."""
        if request.getHFBody("to").getTag() is not None:
            return request.genResponse(481, "Call Leg/Transaction Does Not Exist"), None, None
        method = request.getMethod()
        if method == "INVITE":
            agent = UA(self._config, self._caller_said)
            return agent.recvRequest(request, transaction)
        if method in {"OPTIONS", "NOTIFY", "PING"}:
            return request.genResponse(200, "OK"), None, None
        return request.genResponse(501, "Not Implemented"), None, None

    def _caller_said(self, event: Any, agent: Any) -> None:
        with self._lock:
            call = next((each for each in self._calls.values() if each.caller is agent), None)
            if call is None:
                if isinstance(event, CCEventTry):
                    self._comes_in(event, agent)
                return
            if isinstance(event, CCEventDisconnect | CCEventFail):
                self._end(call, NORMAL, by_caller=True)
            elif isinstance(event, CCEventUpdate) and call.talks is not None:
                call.talks.agent.recvEvent(event)

    def _comes_in(self, event: Any, agent: Any) -> None:
        call_id, number, dialled, offer, _auth, _name = event.getData()
        call = _Call(f"sip-{call_id}", agent, offer.getCopy() if offer is not None else None)
        self._calls[call.name] = call
        agent.recvEvent(CCEventRing((180, "Ringing", None), origin="switch"))
        number = "" if str(number or "").lower() in {"", "anonymous", "restricted"} else str(number)
        self._tell(gateways.CallOffered, call, number=number, to=str(dialled or ""))

    def _dial(self, call: _Call, extension: str, seconds: float) -> None:
        with self._lock:
            if call.name not in self._calls or call.rings is not None:
                return
            leg = _Leg(None, extension)
            leg.agent = UA(
                self._config,
                lambda event, agent: self._telephone_said(event, call, leg),
                nh_address=self._phones[extension],
                expire_time=float(seconds),
            )
            call.rings = leg
            offer = call.offer.getCopy() if call.offer is not None else None
            # Our own number is shown, not the caller's: that opens on the page, for who may see it.
            leg.agent.recvEvent(CCEventTry((SipCallId(), "1022", extension, offer, None, "1022")))

    def _telephone_said(self, event: Any, call: _Call, leg: _Leg) -> None:
        with self._lock:
            if isinstance(event, CCEventRing) and not leg.rang:
                leg.rang = True
                self._tell(gateways.AgentRinging, call, extension=leg.extension)
            elif isinstance(event, CCEventConnect) and not leg.connected:
                self._picked_up(event, call, leg)
            elif isinstance(event, CCEventUpdate) and call.talks is leg:
                self._held(call, str(event.getData()))
                call.caller.recvEvent(event)
            elif isinstance(event, CCEventDisconnect | CCEventFail):
                self._off(event, call, leg)

    def _picked_up(self, event: Any, call: _Call, leg: _Leg) -> None:
        leg.connected = True
        if call.name not in self._calls:
            leg.agent.disconnect()  # the caller gave up in the same moment
            return
        before, call.talks, call.rings = call.talks, leg, None
        if not leg.rang:
            self._tell(gateways.AgentRinging, call, extension=leg.extension)
        self._tell(gateways.Answered, call, extension=leg.extension)
        answer = event.getData()[2]
        if call.connected:
            call.caller.recvEvent(CCEventUpdate(answer.getCopy() if answer is not None else None, origin="switch"))
        else:
            call.connected = True
            call.caller.recvEvent(CCEventConnect((200, "OK", answer), origin="callee"))
        if before is not None:
            before.agent.disconnect()

    def _off(self, event: Any, call: _Call, leg: _Leg) -> None:
        """The telephone is out: it was busy, or nobody came; or the operator hung up, and the call is over."""
        if call.rings is leg:
            call.rings = None
            data = event.getData() if isinstance(event, CCEventFail) else None
            cause = CAUSE_OF.get(int(data[0]), 31) if data else 19
            if call.name in self._calls:
                self._tell(gateways.NotTaken, call, extension=leg.extension, cause=cause)
        elif call.talks is leg:
            self._end(call, NORMAL)

    def _stop(self, call: _Call, extension: str) -> None:
        with self._lock:
            leg = call.rings
            if leg is not None and leg.extension == extension:
                call.rings = None
                self._tell(gateways.NotTaken, call, extension=extension, cause=19)
                leg.agent.disconnect()

    def _send_on(self, call: _Call, to: str) -> None:
        with self._lock:
            if call.talks is None or call.rings is not None:
                return
            self._tell(gateways.Transferred, call, to=to)
            self._dial(call, to, 60)

    def _held(self, call: _Call, description: str) -> None:
        held = "a=sendonly" in description or "a=inactive" in description or "c=IN IP4 0.0.0.0" in description
        if held != call.held:
            call.held = held
            self._tell(gateways.Held if held else gateways.Resumed, call)

    def _end(self, call: _Call, cause: int, *, by_caller: bool = False) -> None:
        with self._lock:
            if self._calls.pop(call.name, None) is None:
                return
            self._tell(gateways.Ended, call, cause=cause)
            for leg in (call.talks, call.rings):
                if leg is not None and not leg.agent.isDead():
                    leg.agent.disconnect()
            if not by_caller:
                call.caller.disconnect()

    # --- small things ------------------------------------------------------------------------------------

    def _of(self, call: str) -> _Call:
        with self._lock:
            if call not in self._calls:
                raise CannotDo("no_such_call")
            return self._calls[call]

    def _tell(self, kind: type[Told], call: _Call, **said: Any) -> None:
        key = f"{call.name}-{next(call.keys)}"
        self._told.put(kind(call=call.name, key=key, at=datetime.now(UTC), **said))


def _address(text: str) -> Address:
    """`host:port` as a pair; the port of SIP where none is named."""
    host, _colon, port = text.strip().rpartition(":")
    if not host:
        return port, 5060
    if not port.isdecimal():
        raise Malformed(f"{text!r} is no address of the form host:port.")
    return host, int(port)
