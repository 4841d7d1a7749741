"""Reading the ways in: who a key belongs to, what a category asks, which place a text speaks of."""

from motcua.domain.channels.queries.asking import asked_in, event_of
from motcua.domain.channels.queries.guessing import category_for, sealed_category
from motcua.domain.channels.queries.letters import letters_of
from motcua.domain.channels.queries.open311 import (
    Service,
    code_behind,
    key_of,
    keys,
    media_hosts,
    service,
    services,
)
from motcua.domain.channels.queries.placing import place_in, province
from motcua.domain.channels.queries.trust import zalo_signed

__all__ = [
    "Service",
    "asked_in",
    "category_for",
    "code_behind",
    "event_of",
    "key_of",
    "keys",
    "letters_of",
    "media_hosts",
    "place_in",
    "province",
    "sealed_category",
    "service",
    "services",
    "zalo_signed",
]
