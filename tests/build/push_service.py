"""A push service as browsers have them (RFC 8030): a small real server that notes what it was told."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Heard = tuple[str, dict[str, str], bytes]
"""Path, headers, body."""


class PushService(BaseHTTPRequestHandler):
    """It notes what it was told and answers as the address says: `/an/410` is gone."""

    heard: list[Heard]

    def do_POST(self) -> None:
        """A call to wake somebody."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.heard.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(int(self.path.rpartition("/")[2]))
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def push_service() -> Iterator[tuple[str, list[Heard]]]:
    """One that runs until the end of the block: its origin, and what it hears."""
    heard: list[Heard] = []
    server = HTTPServer(("127.0.0.1", 0), type("Noting", (PushService,), {"heard": heard}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_subscription(endpoint: str) -> dict[str, Any]:
    """What a browser gives: where it is woken, and its keys."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    text = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (raw, secrets.token_bytes(16))]
    return {"endpoint": endpoint, "keys": {"p256dh": text[0], "auth": text[1]}}
