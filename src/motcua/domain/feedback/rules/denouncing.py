"""Whether a text speaks of a denunciation, by the words of the pack. Pure.

Rather one letter too many under seal than a name too many in the open (Luật Tố cáo 2018, Điều 8): a mistyped tone is
forgiven, and so is a text without any. Where somebody writes with diacritics they tell words apart: “tổ cao su” and
“cây to cao” denounce nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.kernel.phrases import stands_in


def denounces(text: str, terms: Mapping[str, Any]) -> bool:
    """Whether the pack's words for a denunciation stand in a text, or in one of its lines taken by itself."""
    return stands_in(text, map(str, terms.get("denunciation_words", ())))
