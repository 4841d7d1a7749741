"""A mail server for one address: what it accepts is a letter taken in, what it cannot keep it refuses for now.

It takes letters for the address of the province and its threads (`+token`) and for nobody else, so it relays nothing.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, connections

from motcua.domain.channels import actions
from motcua.domain.packs import queries as packs

log = logging.getLogger(__name__)
ACCEPTED = "250 OK"
LATER = "451 4.3.0 Xin gửi lại sau / try again later"
NOT_HERE = "550 5.1.1 Không có địa chỉ này / no such address"
MANY = 20


class Inbox:
    """What aiosmtpd asks about each letter."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Only our own address is here, with or without a token."""
        local, _, domain = str(settings.MOTCUA_MAIL_ADDRESS).lower().partition("@")
        given, _, there = address.lower().strip("<>").rpartition("@")
        if there != domain or given.partition("+")[0] != local:
            return NOT_HERE
        if len(envelope.rcpt_tos) >= MANY:
            return "452 4.5.3 Quá nhiều người nhận / too many recipients"
        envelope.rcpt_tos.append(address)
        return ACCEPTED

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Accepted only once it is kept: whoever sent it keeps it until then."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        return await asyncio.to_thread(_keep, raw, envelope.mail_from or "", list(envelope.rcpt_tos))


def _keep(raw: bytes, sender: str, recipients: list[str]) -> str:
    try:
        actions.take_mail(raw, sender, recipients, now=datetime.now(UTC) - packs.clock_offset())
    except DatabaseError as problem:
        log.error("a letter could not be kept: %s", type(problem).__name__)  # its words may repeat the letter
        return LATER
    except Exception as problem:  # nothing may be lost: the sender's server tries again
        log.error("a letter could not be read: %s", type(problem).__name__)
        return LATER
    finally:
        connections.close_all()
    return ACCEPTED


def server(host: str, port: int) -> Controller:
    """The server, not started yet; a letter larger than the bound is refused while it arrives (552)."""
    return Controller(
        Inbox(),
        hostname=host,
        port=port,
        data_size_limit=settings.MOTCUA_MAIL_LARGEST,
        enable_SMTPUTF8=True,
        ident="motcua",
    )
