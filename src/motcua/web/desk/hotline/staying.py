"""A page of the hotline that stays open: it says that somebody is there, and is told when something changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from motcua.domain.hotline.states import LIVE_TOPIC
from motcua.web.desk.seat import DeskRequest, page
from motcua.web.shared import live


def open_page(request: DeskRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page, with the address where it is told to look again."""
    response = page(request, template, {"told_at": live.address(request, LIVE_TOPIC), **context})
    return live.allow(request, response)
