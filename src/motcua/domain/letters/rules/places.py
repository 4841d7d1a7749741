"""Where on its pages a letter has room for what comes after it is typeset: signatures, number, day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle on a page (from 1), in PDF points from the bottom left corner.

    For text: `size` is that of its font in points, `baseline` the height on which it stands; else both are 0.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0
    baseline: float = 0

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """As PDF has it: left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True)
class Boxes:
    """Where what comes later belongs: the person's signature (7c), the seal (8), the number, the day; and in
    minutes the secretary's signature."""

    ky: Box
    dau: Box
    so: Box
    ngay: Box
    thu_ky: Box | None = None
