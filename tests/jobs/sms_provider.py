"""A provider of short messages on a port of its own: over HTTP it takes, refuses and delays as real ones do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Provider:
    """What it was asked, in order. `status` is its answer; `answer` replaces the usual body; while `held`, it waits."""

    status: int = 202
    answer: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    held: Event | None = None

    @property
    def taken(self) -> dict[str, str]:
        """Texts by the reference of who sent them: the same reference twice is one message."""
        return {each["reference"]: each["text"] for each in self.asked} if self.status < 300 else {}


@contextmanager
def opened(provider: Provider, port: int) -> Iterator[Provider]:
    """The provider with its door open."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the server's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.asked.append(body)
            provider.tokens.append(self.headers.get("Authorization", ""))
            if provider.held is not None:
                provider.held.wait(10)
            answer = provider.answer or json.dumps({"id": f"id-{body['reference']}"}).encode()
            self.send_response(provider.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_said: object) -> None:
            """Says nothing: what passes here is private."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        if provider.held is not None:
            provider.held.set()
        server.shutdown()
        server.server_close()
        thread.join()
