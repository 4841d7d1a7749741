"""Papers typeset as PDF/A by a warm typesetter, no two with the same content."""

from __future__ import annotations

import time

from django.utils.timezone import localdate

from bench.ground import Ground, Size
from bench.report import Budget, Own, Row, percentile
from motcua.domain.papers import queries
from motcua.domain.papers.models import Paper

MOST_TEMPLATES = 8


def rows(ground: Ground, size: Size) -> list[Row]:
    """Each template that the walked dossiers used, by turns; the slowest one is judged."""
    day = localdate(ground.now)
    said: dict[str, dict[str, object]] = {}
    for paper in Paper.objects.select_related("template").order_by("pk")[:200]:
        said.setdefault(paper.template.code, paper.content)
    times: dict[str, list[float]] = {code: [] for code in list(said)[:MOST_TEMPLATES]}
    for number in range(3 + max(10, size.calls // 10)):
        for code, kept in times.items():
            began = time.perf_counter()
            pdf = queries.render(code, _another(said[code], number), day)
            kept.append(1000 * (time.perf_counter() - began))
            if not pdf.startswith(b"%PDF-"):
                raise RuntimeError(f"{code} is no PDF")
    middles = {code: percentile(kept[3:], 0.5) for code, kept in times.items()}  # the first three warm it up
    told = ", ".join(f"{code} {middle:.1f}" for code, middle in sorted(middles.items(), key=lambda item: item[1]))
    slowest = max(middles.values())
    return [
        Row(
            "an official paper as PDF/A, warm, slowest template",
            f"{slowest:.1f} ms",
            "",
            slowest,
            Budget(20, 5, "ms", most=True),
            f"p50 in ms: {told}",
            Own("an official paper as PDF/A", slowest, "ms", cost=True),
        )
    ]


def _another(content: dict[str, object], number: int) -> dict[str, object]:
    """The same paper about somebody else: every text in it differs, dates and the QR code as they are."""
    return {key: _varied(key, value, number) for key, value in content.items()}


def _varied(key: str, value: object, number: int) -> object:
    if isinstance(value, dict):
        return _another(value, number)
    if isinstance(value, list):
        return [_varied(key, each, number) for each in value]
    if isinstance(value, str) and value and not _is_fixed(key, value):
        return f"{value} {number}"
    return value


def _is_fixed(key: str, value: str) -> bool:
    """What a template reads as a date, a picture or an address."""
    return key.endswith(("_at", "_on", "_date", "svg", "url")) or value[:4].isdigit() or "<svg" in value
