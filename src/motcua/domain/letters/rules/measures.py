"""How wide a line of Times is, near enough to break a heading as the typesetter does and to draw a rule under it."""

from __future__ import annotations

import unicodedata

# Thousandths of the size, by the letter without its marks.
_REGULAR = {250: " ,.", 278: "ijlt/", 333: "Ifr-()", 389: "Js", 444: "acez", 500: "bdghknopquvxyđ0123456789",
            556: "FPS", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYĐw", 778: "m&", 889: "M", 944: "W"}  # fmt: skip
_BOLD = {250: " ,.", 278: "il/", 333: "fjt-()", 389: "Is", 444: "cerz", 500: "Jagovxy0123456789", 556: "Sbdhknpquđ",
         611: "FP", 667: "BELTZ", 722: "ACDNRUVXYĐw", 778: "GHKOQ", 833: "m&", 944: "M", 1000: "W"}  # fmt: skip
_WIDTHS = [{letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)]
_OTHERS = 500

HEADS = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
"""After these words of a long name its first line ends, as in `typst/boxes.typ`."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Points that the words take on one line."""
    widths = _WIDTHS[bold]
    return sum(widths.get(unicodedata.normalize("NFD", letter)[0], _OTHERS) for letter in words) * size / 1000


def lines_of(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The words on one line where they fit, else on two of about the same width; on one that is too long if on none."""
    if width_of(words, size, bold=bold) <= room:
        return [words]
    head = next((head for head in HEADS if words.startswith(f"{head} ")), None)
    if head:
        return [head, *lines_of(words[len(head) + 1 :], room, size, bold=bold)]
    parts = words.split(" ")
    cuts = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    longest = {cut: max(width_of(line, size, bold=bold) for line in cut) for cut in cuts}
    fitting = [cut for cut in cuts if longest[cut] <= room]
    if not fitting:
        return [words]
    # No line ends with "and".
    first, second = min(fitting, key=lambda cut: longest[cut] * (2 if cut[0].lower().endswith(" và") else 1))
    return [first, second]
