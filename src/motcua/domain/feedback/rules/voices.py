"""Voice notes with a report: how long, as the province decided; where it decided nothing, none are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.documents.rules.sounds import Longest
from motcua.kernel.errors import Refused

SOUND = "audio/"
"""Begins the media type of every voice note."""
MOST = 1
"""With one report: who has more to say goes on talking."""


def longest(terms: Mapping[str, Any]) -> Longest | None:
    """How long and how large a voice note may be; `None` where the province takes none."""
    voice = terms.get("voice")
    return Longest(int(voice["seconds"]), int(voice["kilobytes"])) if voice else None


def ensure_taken(terms: Mapping[str, Any], there: Sequence[object] | int) -> Longest:
    """How long this one may be, where so many are there already.

    Raises:
        Refused: `sounds_not_taken`, `too_many_sounds`.
    """
    found = longest(terms)
    if found is None:
        raise Refused("sounds_not_taken")
    if (there if isinstance(there, int) else len(there)) >= MOST:
        raise Refused("too_many_sounds", most=MOST)
    return found
