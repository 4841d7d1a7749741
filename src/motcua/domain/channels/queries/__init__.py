"""Reading the ways in: who a key belongs to, what a category asks, which place a text speaks of."""

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

__all__ = [
    "Service",
    "code_behind",
    "key_of",
    "keys",
    "media_hosts",
    "place_in",
    "province",
    "service",
    "services",
]
