"""The catalogue on a phone and on a desk: found, narrowed, read; a guide that is one printed page."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.domain.procedures.records import a_record, lines, take
from tests.journeys.conftest import Cast, Visit

pytestmark = pytest.mark.browser
FERRY = "8.000001"


def records() -> bytes:
    """Records written for the tests; real ones where they are, to look at their pages."""
    if folder := os.environ.get("MOTCUA_SAMPLES"):
        return (Path(folder) / "procedures" / "national-sample.jsonl").read_bytes()
    return b""


def test_both_catalogues(visit: Visit, cast: Cast) -> None:
    take(lines(*(a_record(f"8.{number:06d}", name=f"Cấp thẻ đò ngang số {number}") for number in range(1, 30))))
    take(lines(a_record(FERRY, name="Cấp thẻ đò ngang", result_text="Thẻ đò điện tử")))
    take(lines(a_record("1.001193", name="Đăng ký khai sinh")))
    an = visit("An")
    pages = [
        ("/thu-tuc/", "all"),
        ("/thu-tuc/?q=giay+khai+sanh", "found"),
        ("/thu-tuc/?q=the+do&cap=xa&trang=2", "narrowed"),
        (f"/thu-tuc/quoc-gia/{FERRY}/", "national"),
        (f"/thu-tuc/quoc-gia/{FERRY}/can-chuan-bi/", "national-guide"),
        ("/thu-tuc/1.001193/can-chuan-bi/", "guide"),
        ("/thu-tuc/1.001193/can-chuan-bi/?noi=dak+nhau", "guide-place"),
        ("/thu-tuc/1.001193/", "procedure"),
    ]
    if real := records():
        take(real)
        first = json.loads(real.splitlines()[0])["code"]
        pages += [(f"/thu-tuc/quoc-gia/{first}/", "real"), (f"/thu-tuc/quoc-gia/{first}/can-chuan-bi/", "real-guide")]
    for path, name in pages:
        an.open(path)
        an.looks_in_both_sizes(name)


@pytest.mark.parametrize("code", ["1.001193", "2.000986"])
def test_a_guide_is_one_printed_page(visit: Visit, cast: Cast, code: str) -> None:
    an = visit("An")
    an.open(f"/thu-tuc/{code}/can-chuan-bi/?noi=dak+nhau")
    printed = an.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1
