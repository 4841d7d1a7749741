"""The site, which forgets on demand what it keeps for a minute: a new one took two seconds to start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from motcua.config.wsgi import application as site
from motcua.web.shared import site as kept_site

FORGET = os.environ["FORGET_AT"]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Everything as the site answers it, but for one address."""
    if environ["PATH_INFO"] == FORGET:
        kept_site.forget()
        start_response("204 No Content", [])
        return ()
    return site(environ, start_response)
