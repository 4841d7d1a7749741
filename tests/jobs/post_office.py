"""A real mail server on a port of its own, which can be closed and opened again."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """What arrived, in order; `answer` is what the server says to each letter."""

    answer: str = "250 OK"
    letters: list[Message] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # the server's name
        """Take a letter, or say why not."""
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content))
            self.receivers.append(list(envelope.rcpt_tos))
        return self.answer

    def subjects(self) -> list[str]:
        """The subjects as a person reads them."""
        return [str(make_header(decode_header(letter["Subject"]))) for letter in self.letters]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened(office: PostOffice, port: int) -> Iterator[PostOffice]:
    """The office with its door open."""
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
