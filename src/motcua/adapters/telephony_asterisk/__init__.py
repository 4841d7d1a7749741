"""Asterisk over its REST interface (ARI): events by WebSocket, commands by REST, as its public documentation says.

Callers come in by the dialplan's `Stasis(motcua,<number dialled>,<number of the caller>)`; see docs/operate/hotline.md.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Event, RLock
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import requests
from django.conf import settings
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from motcua.adapters.telephony_asterisk.reading import ABSENT, Line, Reading
from motcua.domain.hotline import gateways
from motcua.domain.hotline.gateways import CannotDo, Told
from motcua.domain.hotline.states import Direction
from motcua.kernel.errors import Malformed

APPLICATION = "motcua"
TIMEOUT = 5.0
"""Seconds for one REST request: a telephone that rings waits for nobody."""
AGAIN_AFTER = (0.5, 1.0, 2.0, 5.0)
log = logging.getLogger(__name__)


class Refusal(CannotDo):
    """A REST request that Asterisk did not grant: its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"ari_{status}")
        self.status = status


class Asterisk:
    """One Asterisk. What it says is understood by `Reading`; what is asked of it is sent from here."""

    code = "asterisk"

    def __init__(self, url: str = "", user: str = "", secret: str = "") -> None:
        given = settings.MOTCUA_ARI
        self._url = (url or str(given["url"])).rstrip("/")
        self._user, self._secret = user or str(given["user"]), secret or str(given["secret"])
        if not self._secret:
            raise Malformed("MOTCUA_TELEPHONY=asterisk needs MOTCUA_ARI_SECRET: the password in Asterisk's ari.conf.")
        self._session = requests.Session()
        self._session.auth = (self._user, self._secret)
        self._lock = RLock()
        self._reading = Reading(APPLICATION)
        self._own: list[Told] = []
        self._rung = 0

    # --- listening ---------------------------------------------------------------------------------------

    def run(self, hear: Callable[[Told], None], there: Callable[[Collection[str]], None], stop: Event) -> None:
        """Listen; a connection that breaks is made again, and what is still there after it goes on.

        Raises:
            Malformed: another program took this application's place, or Asterisk does not let us in.
        """
        failures = 0
        while not stop.is_set():
            try:
                self._listen(hear, there, stop)
                failures = 0
            except (OSError, WebSocketException, requests.RequestException) as problem:
                log.warning("Asterisk is away: %s", type(problem).__name__)
                stop.wait(AGAIN_AFTER[min(failures, len(AGAIN_AFTER) - 1)])
                failures += 1

    def _listen(self, hear: Callable[[Told], None], there: Callable[[Collection[str]], None], stop: Event) -> None:
        with connect(self._events_address(), open_timeout=TIMEOUT) as socket:
            self._quieten()
            there(self._alive())
            while not stop.is_set():
                for told in self._spoken():
                    hear(told)
                try:
                    text = socket.recv(timeout=0.2)
                except TimeoutError:
                    continue
                self._heard(text, hear)

    def _heard(self, text: str | bytes, hear: Callable[[Told], None]) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        with self._lock:
            step = self._reading.read(message)
            if self._reading.replaced:
                raise Malformed("Another program listens to this application of Asterisk now; this one stops.")
        for told in step.told:
            hear(told)
        for name, *said in step.wants:
            try:
                getattr(self, f"_{name}")(*said)
            except CannotDo as problem:
                log.info("Asterisk did not %s: %s", name, problem.problem)

    def _events_address(self) -> str:
        parts = urlsplit(self._url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        query = urlencode({"app": APPLICATION, "api_key": f"{self._user}:{self._secret}"})
        return f"{scheme}://{parts.netloc}{parts.path}/events?{query}"

    def _quieten(self) -> None:
        """Most of what Asterisk says is variables of channels; nobody here listens to them."""
        body = {"disallowed": [{"type": "ChannelVarset"}]}
        self._send("PUT", f"applications/{APPLICATION}/eventFilter", body=body)

    def _alive(self) -> set[str]:
        """The callers that are there; those we did not know (this program began anew) are known from now on."""
        channels = self._send("GET", "channels") or []
        with self._lock:
            there = {str(each["id"]) for each in channels}
            for gone in set(self._reading.lines) - there:
                if not self._reading.lines[gone].out:
                    del self._reading.lines[gone]
            for each in channels:
                if _is_caller(each):
                    self._reading.lines.setdefault(str(each["id"]), Line())
            return set(self._reading.lines)

    def _spoken(self) -> list[Told]:
        with self._lock:
            told, self._own = self._own, []
            return told

    # --- what is asked of it -----------------------------------------------------------------------------

    def play(self, call: str, message: str) -> None:
        self._send("POST", f"channels/{_part(call)}/answer")
        self._hush(call)
        said: dict[str, Any] = {"media": f"sound:{message}", "playbackId": f"say-{call}"}
        self._send("POST", f"channels/{_part(call)}/play", **said)

    def queue(self, call: str, skill: str) -> None:
        with self._lock:
            self._reading.lines.setdefault(call, Line()).skill = skill
        self._hush(call)
        self._send("POST", f"channels/{_part(call)}/answer")
        self._send("POST", "bridges", fine=(HTTPStatus.CONFLICT,), type="holding", bridgeId=f"queue-{call}")
        self._send("POST", f"bridges/queue-{_part(call)}/addChannel", channel=call)
        self._send("POST", f"bridges/queue-{_part(call)}/moh")

    def ring(self, call: str, extension: str, seconds: int) -> None:
        self._rung += 1
        leg = f"leg-{self._rung}-{call}"
        with self._lock:
            self._reading.rang(leg, call, extension)
        try:
            self._send(
                "POST", "channels", endpoint=f"PJSIP/{extension}", app=APPLICATION, appArgs=f"agent,{call}",
                callerId="1022", timeout=seconds, channelId=leg, originator=call,
            )  # fmt: skip
        except Refusal:
            # No such telephone, or none that is switched on: nothing more will be heard of it.
            with self._lock:
                self._reading.legs.pop(leg, None)
                self._tell(gateways.NotTaken, call, f"{leg}:not-taken", extension=extension, cause=ABSENT)

    def stop_ringing(self, call: str, extension: str) -> None:
        with self._lock:
            legs = [name for name, leg in self._reading.legs.items() if leg.call == call and not leg.answered]
        for leg in legs:
            self._let_go(leg)

    def answer(self, call: str, extension: str) -> None:
        """A telephone is picked up at the telephone: ARI cannot do it from here."""
        raise CannotDo("pick_up_the_telephone")

    def hold(self, call: str) -> None:
        self._send("POST", f"channels/{_part(call)}/hold")
        with self._lock:
            self._tell(gateways.Held, call, f"{call}:held:{_stamp()}")

    def resume(self, call: str) -> None:
        self._send("DELETE", f"channels/{_part(call)}/hold")
        with self._lock:
            self._tell(gateways.Resumed, call, f"{call}:resumed:{_stamp()}")

    def transfer(self, call: str, to: str) -> None:
        """Give the caller back to the dialplan at this number; from there on they are in its hands."""
        with self._lock:
            for leg in self._reading.legs.values():
                if leg.call == call:
                    leg.sent_on = True
        said: dict[str, Any] = {"context": "motcua-transfer", "extension": to, "priority": 1}
        self._send("POST", f"channels/{_part(call)}/continue", **said)
        with self._lock:
            self._tell(gateways.Transferred, call, f"{call}:sent-on:{_stamp()}", to=to)

    def hang_up(self, call: str) -> None:
        self._send("DELETE", f"channels/{_part(call)}", reason="normal")

    def originate(self, call: str, extension: str, number: str) -> None:
        with self._lock:
            self._reading.calls_out(call, extension, number)
            said = {"number": number, "direction": Direction.OUT, "extension": extension}
            self._tell(gateways.CallOffered, call, f"{call}:offered", **said)
        self.ring(call, extension, 30)

    def record(self, call: str, wanted: bool) -> None:
        method = "DELETE" if wanted else "POST"
        self._send(method, f"recordings/live/talk-{_part(call)}/pause")

    def recording(self, name: str) -> bytes:
        answer = self._request("GET", f"recordings/stored/{_part(name)}/file", timeout=30.0)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            raise CannotDo(gateways.NO_SUCH_RECORDING)
        if not answer.ok:
            raise Refusal(answer.status_code)
        return answer.content

    def forget(self, name: str) -> None:
        self._send("DELETE", f"recordings/stored/{_part(name)}", fine=(HTTPStatus.NOT_FOUND,))

    def take_message(self, call: str) -> None:
        self._send("POST", f"channels/{_part(call)}/answer")
        with self._lock:
            self._reading.lines.setdefault(call, Line()).message = True
        self._send(
            "POST", f"channels/{_part(call)}/record", name=f"message-{call}", format="wav", beep="true",
            maxDurationSeconds=180, maxSilenceSeconds=8, terminateOn="#", ifExists="overwrite",
        )  # fmt: skip

    # --- what the exchange does by itself ----------------------------------------------------------------

    def _follow(self, call: str) -> None:
        """Hear of this channel to its end, also outside the application."""
        self._send("POST", f"applications/{APPLICATION}/subscription", eventSource=f"channel:{call}")

    def _hush(self, call: str) -> None:
        """Stop what is being said; what is over by itself is not there any more."""
        self._send("DELETE", f"playbacks/say-{_part(call)}", fine=(HTTPStatus.NOT_FOUND,))

    def _join(self, call: str, leg: str) -> None:
        """Both into one conversation, which is recorded: a channel inside a bridge cannot be."""
        talk = f"talk-{call}"
        self._send("DELETE", f"bridges/queue-{_part(call)}", fine=(HTTPStatus.NOT_FOUND,))
        self._send("POST", "bridges", fine=(HTTPStatus.CONFLICT,), type="mixing", bridgeId=talk)
        self._send("POST", f"bridges/{_part(talk)}/addChannel", channel=f"{call},{leg}")
        self._send(
            "POST",
            f"bridges/{_part(talk)}/record",
            name=talk,
            format="wav",
            ifExists="append",
            fine=(HTTPStatus.CONFLICT,),
        )

    def _dial(self, call: str, number: str) -> None:
        self._send(
            "POST", "channels", endpoint=f"PJSIP/{number}@trunk", app=APPLICATION, appArgs=f"out,{call}",
            callerId='"1022" <1022>', timeout=40, channelId=call,
        )  # fmt: skip

    def _let_go(self, channel: str) -> None:
        self._send("DELETE", f"channels/{_part(channel)}", fine=(HTTPStatus.NOT_FOUND,), reason="normal")

    def _clear(self, call: str) -> None:
        for name in (f"queue-{call}", f"talk-{call}"):
            self._send("DELETE", f"bridges/{_part(name)}", fine=(HTTPStatus.NOT_FOUND,))

    # --- small things ------------------------------------------------------------------------------------

    def _tell(self, kind: type[Told], call: str, key: str, **said: Any) -> None:
        self._own.append(kind(call=call, key=key, at=datetime.now(UTC), **said))

    def _request(self, method: str, path: str, *, timeout: float = TIMEOUT, **said: Any) -> requests.Response:
        try:
            return self._session.request(method, f"{self._url}/{path}", timeout=timeout, allow_redirects=False, **said)
        except requests.RequestException as problem:
            raise CannotDo("asterisk_is_away") from problem

    def _send(self, method: str, path: str, *, body: Any = None, fine: Collection[int] = (), **query: str | int) -> Any:
        """One REST request. Raises `Refusal` for a status that is not `fine`, `CannotDo` when nobody answers."""
        answer = self._request(method, path, params=query, json=body)
        if not answer.ok and answer.status_code not in fine:
            raise Refusal(answer.status_code)
        try:
            return answer.json() if answer.content else None
        except ValueError:
            return None


def _is_caller(channel: dict[str, Any]) -> bool:
    """Whether a channel in our hands is somebody who called: it came by the dialplan, with the number dialled."""
    data = str(channel.get("dialplan", {}).get("app_data", "")).split(",")
    return len(data) > 1 and data[0] == APPLICATION and data[1] not in {"agent", "snoop", "out"}


def _part(name: str) -> str:
    return quote(name, safe="")


def _stamp() -> str:
    return datetime.now(UTC).isoformat()
