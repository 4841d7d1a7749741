"""Going to the desk as somebody, as a browser would."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.domain.packs import queries as packs
from tests.build.people import Somebody

BACKEND = "motcua.web.shared.sign_in.Backend"


def at(who: Somebody | Account) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(who.account if isinstance(who, Somebody) else who, backend=BACKEND)
    return client


def now() -> datetime:
    """The moment on the clock of the desk."""
    return datetime.now(UTC) - packs.clock_offset()


def text_of(response: Any) -> str:
    """What stands on a page, without tags and with single spaces."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
