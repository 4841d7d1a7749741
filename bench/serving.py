"""The real web server, started for the rows that go over the wire."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from bench.browser import Browser
from motcua.cli import serve

WORKERS = 2


@contextmanager
def served(settings: str = "motcua.config.settings") -> Iterator[int]:
    """granian as `motcua serve` starts it; the value is its port. No worker: jobs wait, as after every request."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    program = serve.start_web("127.0.0.1", port, WORKERS, settings)
    try:
        _wait(port)
        yield port
    finally:
        program.terminate()
        program.wait(timeout=30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            if Browser(port).get("/healthz").status == 200:
                return
        except (OSError, HTTPException):
            pass
        if time.monotonic() > deadline:
            raise RuntimeError("the web server does not answer")
        time.sleep(0.2)
