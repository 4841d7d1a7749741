"""Photos that nobody took: drawn, small, and marked as what they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

SIZE = WIDE, HIGH = 480, 360
GROUND = 230
"""From which line down there is ground."""
VARIANTS = 4
"""Pictures of each kind; more would only take longer to draw."""
MARK = "DEMO - anh minh hoa"
Draw = ImageDraw.ImageDraw


def picture(kind: str, random: Random, *, mended: bool = False) -> bytes:
    """A JPEG of something (`road`, `lamp`, …), broken or `mended`; what there is no drawing of is a sheet of paper."""
    return _drawn(kind if kind in _DRAWINGS else "paper", random.randrange(VARIANTS), mended)


@lru_cache(maxsize=256)
def _drawn(kind: str, variant: int, mended: bool) -> bytes:
    random = Random(f"{kind} {variant} {mended}")  # noqa: S311  # nothing secret about a drawing
    sky = (170 + random.randrange(40), 195 + random.randrange(30), 225)
    image = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, GROUND, WIDE, HIGH), fill=(128, 96 + random.randrange(40), 62))
    for _ in range(5):
        left, high = random.randrange(WIDE), random.randrange(30, 90)
        draw.polygon([(left, GROUND), (left + 35, GROUND - high), (left + 70, GROUND)], fill=(52, 110, 58))
    _DRAWINGS[kind](draw, random, mended)
    if mended:
        draw.line([(400, 60), (420, 85), (455, 35)], fill=(20, 120, 40), width=9)
    draw.rectangle((0, HIGH - 26, WIDE, HIGH), fill=(255, 255, 255))
    draw.text((8, HIGH - 23), MARK, fill=(180, 0, 0), font=ImageFont.load_default(16))
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "may anh minh hoa"  # what a camera writes, so that the public copy has something to leave out
    image.save(kept, "JPEG", quality=70, exif=exif)
    return kept.getvalue()


def _road(draw: Draw, random: Random, mended: bool) -> None:
    draw.polygon([(200, GROUND), (280, GROUND), (460, HIGH), (20, HIGH)], fill=(95, 95, 98))
    for _ in range(0 if mended else 6):
        left, top = random.randrange(110, 330), random.randrange(250, 310)
        draw.ellipse((left, top, left + random.randrange(25, 70), top + 16), fill=(48, 38, 30))


def _rubbish(draw: Draw, random: Random, mended: bool) -> None:
    colours = [(230, 230, 235), (40, 90, 170), (190, 60, 60), (60, 60, 60), (220, 190, 60)]
    for _ in range(3 if mended else 60):
        left, top = random.randrange(110, 360), random.randrange(215, 315)
        draw.rectangle((left, top, left + random.randrange(10, 34), top + 14), fill=random.choice(colours))


def _lamp(draw: Draw, random: Random, mended: bool) -> None:
    lean = 0 if mended else random.randrange(15, 60)
    draw.line([(240, 310), (240 + lean, 70)], fill=(80, 80, 84), width=9)
    light = (255, 240, 150) if mended else (70, 70, 70)
    draw.ellipse((215 + lean, 50, 275 + lean, 86), fill=light)


def _tree(draw: Draw, random: Random, mended: bool) -> None:
    if mended:
        draw.rectangle((220, 285, 262, 310), fill=(110, 72, 40))
        return
    top = random.randrange(235, 265)
    draw.line([(60, top + 30), (410, top)], fill=(110, 72, 40), width=24)
    draw.ellipse((330, top - 60, 470, top + 60), fill=(45, 120, 55))


def _water(draw: Draw, random: Random, mended: bool) -> None:
    colour = (110, 165, 200) if mended else (140, 112, 74)
    top = 300 if mended else random.randrange(225, 255)
    draw.rectangle((0, top, WIDE, HIGH), fill=colour)
    for line in range(top + 8, HIGH - 30, 14):
        draw.arc((random.randrange(WIDE), line, random.randrange(WIDE) + 500, line + 10), 0, 180, fill=(225, 225, 225))


def _truck(draw: Draw, random: Random, mended: bool) -> None:
    left = random.randrange(90, 170)
    draw.rectangle((left, 170, left + 150, 270), fill=(150, 120, 60))
    draw.rectangle((left + 150, 200, left + 210, 270), fill=(190, 60, 40))
    for wheel in (left + 20, left + 100, left + 165):
        draw.ellipse((wheel, 255, wheel + 40, 295), fill=(25, 25, 25))


def _smoke(draw: Draw, random: Random, mended: bool) -> None:
    for _ in range(4 if mended else 26):
        left, top = random.randrange(120, 320), random.randrange(30, 210)
        grey = random.randrange(60, 130)
        draw.ellipse((left, top, left + 80, top + 55), fill=(grey, grey, grey))
    if not mended:
        draw.polygon([(200, 240), (235, 160), (270, 240)], fill=(235, 110, 30))


def _building(draw: Draw, random: Random, mended: bool) -> None:
    left = random.randrange(100, 180)
    draw.rectangle((left, 150, left + 200, 290), fill=(200, 185, 160))
    draw.polygon([(left - 20, 150), (left + 100, 90), (left + 220, 150)], fill=(160, 60, 50))
    draw.rectangle((left + 80, 220, left + 120, 290), fill=(90, 60, 40))


def _paper(draw: Draw, random: Random, mended: bool) -> None:
    draw.rectangle((130, 40, 350, 320), fill=(250, 250, 246), outline=(120, 120, 120), width=3)
    for line in range(75, 300, 22):
        draw.line([(155, line), (random.randrange(240, 330), line)], fill=(150, 150, 155), width=4)


_DRAWINGS: dict[str, Callable[[Draw, Random, bool], None]] = {
    "road": _road,
    "rubbish": _rubbish,
    "lamp": _lamp,
    "tree": _tree,
    "water": _water,
    "truck": _truck,
    "smoke": _smoke,
    "building": _building,
    "paper": _paper,
}
