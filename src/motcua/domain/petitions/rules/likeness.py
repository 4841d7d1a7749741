"""How alike two petitions are: by the pairs of syllables they share, and by their words in any order. Pure.

A pair of syllables is mostly one Vietnamese word, so shared pairs mean more than shared syllables. What every petition
says (“đề nghị cơ quan chức năng quan tâm”) says nothing.
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz import fuzz

from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import fold

LIKE = 66.0
"""Of 100: from where on two petitions may be the same (tests/domain/petitions/pairs.yaml)."""
MOST_PAIRS = 400
_EMPTY = frozenset(
    fold(
        "đề nghị cử tri kiến phản ánh cơ quan chức năng các cấp quan tâm xem xét có biện pháp sớm hiện nay trên "
        "địa bàn về việc và của cho là được những một số còn rất để khi thì mà này đó tại ở với do từ trong năm qua "
        "nhân dân người bà con chính quyền ngành liên kính mong chỉ đạo gây khó khăn nhiều đã đang sẽ không nên"
    ).split()
)


def syllables(text: str) -> list[str]:
    """The syllables that say something, as search compares them."""
    return [each for each in fold(text).split() if each not in _EMPTY]


def pairs(text: str) -> frozenset[str]:
    """Each two syllables that stand together; of a text of one syllable, that one."""
    words = syllables(text)
    if len(words) < 2:
        return frozenset(words)
    return frozenset(f"{first} {second}" for first, second in pairwise(words))


def digests(text: str) -> list[int]:
    """Keyed digests of the pairs: a table can be asked by them, and nobody can read them."""
    found = sorted(pairs(text))[:MOST_PAIRS]
    return sorted({int(blind_index(each, "syllables")[:15], 16) for each in found})


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100."""
    first, second = pairs(one), pairs(other)
    if not first or not second:
        return 0.0
    shared = len(first & second) / min(len(first), len(second))
    words = fuzz.token_set_ratio(" ".join(syllables(one)), " ".join(syllables(other)))
    return round(60 * shared + 0.4 * words, 1)
