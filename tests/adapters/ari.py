"""Messages in the form Asterisk's documentation gives them, and a small Asterisk that answers over real sockets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from websockets.sync.server import ServerConnection, serve

CALLER = "0912345678"


def channel(name: str, technology: str = "PJSIP/trunk-1", state: str = "Up", number: str = CALLER) -> dict[str, Any]:
    """A channel as ARI describes it."""
    return {
        "id": name,
        "name": technology,
        "state": state,
        "caller": {"name": "", "number": number},
        "connected": {"name": "", "number": ""},
        "dialplan": {"context": "from-trunk", "exten": "1022", "priority": 1, "app_data": "motcua,1022"},
    }


def said(kind: str, second: float, **body: Any) -> dict[str, Any]:
    """A message of this type, so many seconds after eight in the morning."""
    at = f"2024-10-14T01:{int(second // 60):02}:{second % 60:06.3f}+0000"
    return {"type": kind, "timestamp": at, "application": "motcua", **body}


class Exchange:
    """A small Asterisk: it keeps what was asked of it, and says what a test wants it to say."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answers: dict[tuple[str, str], tuple[int, Any]] = {}
        self.sockets: list[ServerConnection] = []
        self.connected = Event()

    def say(self, *messages: dict[str, Any]) -> None:
        """Send these to whoever listens."""
        assert self.connected.wait(timeout=10)
        for message in messages:
            self.sockets[-1].send(json.dumps(message))

    def asked_for(self, method: str, path: str) -> list[dict[str, str]]:
        """The queries of the requests for this path."""
        return [query for asked, where, query in self.asked if (asked, where) == (method, path)]


@contextmanager
def asterisk() -> Iterator[tuple[Exchange, str, Callable[[], None]]]:
    """An exchange with its address; the function breaks its WebSocket. One port for REST and, behind it, the events."""
    exchange = Exchange()

    def events(socket: ServerConnection) -> None:
        exchange.sockets.append(socket)
        exchange.connected.set()
        for _message in socket:
            pass

    class Rest(BaseHTTPRequestHandler):
        def answer(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path.removeprefix("/ari/")
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            exchange.asked.append((self.command, path, dict(parse_qsl(parts.query))))
            status, body = exchange.answers.get((self.command, path), (HTTPStatus.OK, [] if path == "channels" else {}))
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # the names http.server looks for

        def log_message(self, *words: Any) -> None:
            """Nothing is printed."""

    rest = ThreadingHTTPServer(("127.0.0.1", 0), Rest)
    with serve(events, "127.0.0.1", 0) as socket_server:
        threads = [Thread(target=rest.serve_forever), Thread(target=socket_server.serve_forever)]
        for thread in threads:
            thread.start()
        try:
            exchange.events_port = socket_server.socket.getsockname()[1]  # type: ignore[attr-defined]  # for the test

            def cut() -> None:
                exchange.connected.clear()
                exchange.sockets[-1].close()

            yield exchange, f"http://127.0.0.1:{rest.server_port}/ari", cut
        finally:
            rest.shutdown()
            socket_server.shutdown()
            for thread in threads:
                thread.join(timeout=5)
            rest.server_close()
