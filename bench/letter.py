"""Papers and official letters typeset as PDF/A by a warm typesetter, no two with the same content."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.utils.timezone import localdate

from bench.ground import Ground, Size
from bench.report import Budget, Own, Row, percentile
from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.states import Authority, Kind
from motcua.domain.papers import queries
from motcua.domain.papers.models import Paper

MOST_TEMPLATES = 8
_PAGES = 3
_SENTENCE = "Sở Thông tin và Truyền thông chủ trì, phối hợp với các đơn vị có liên quan thực hiện nhiệm vụ được giao"


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
        _unsigned(size),
        Row(
            "an official paper as PDF/A, warm, slowest template",
            f"{slowest:.1f} ms",
            "",
            slowest,
            Budget(20, 5, "ms", most=True),
            f"p50 in ms: {told}",
            Own("an official paper as PDF/A", slowest, "ms", cost=True),
        ),
    ]


def _unsigned(size: Size) -> Row:
    """An official letter of three pages with the places of its signatures, as it is before anybody signs."""
    times = []
    for number in range(3 + max(10, size.calls // 10)):
        letter = Document(
            kind=Kind.OFFICIAL_LETTER,
            superior="ỦY BAN NHÂN DÂN TỈNH",
            issuer="SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
            symbol="STTTT-BCVTCNTT",
            place="Tỉnh lỵ",
            date="2024-10",
            subject=f"trả lời ý kiến, kiến nghị của cử tri lần thứ {number}",
            to=("Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
            body="\n\n".join(f"{at}. {_SENTENCE} lần {number}; {_SENTENCE}." for at in range(1, 27))
            + "\n\nTrân trọng./.",
            copies=("Như trên", "BGĐ Sở", "Lưu: VT"),
            signer=SignerLines("PHÓ GIÁM ĐỐC", "", Authority.DEPUTY, "GIÁM ĐỐC"),
        )
        began = time.perf_counter()
        done = typesetting.pdf(letter, at=datetime(2024, 10, 15, tzinfo=UTC))
        times.append(1000 * (time.perf_counter() - began))
    if done.boxes.ky.page != _PAGES:
        raise RuntimeError(f"the letter has {done.boxes.ky.page} pages")
    middle = percentile(times[3:], 0.5)
    return Row(
        f"an official letter of {_PAGES} pages as PDF/A, unsigned, warm",
        f"{middle:.1f} ms",
        "",
        middle,
        Budget(20, 10, "ms", most=True),
        f"p95 {percentile(times[3:], 0.95):.1f} ms",
        Own("an official letter unsigned", middle, "ms", cost=True),
    )


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
