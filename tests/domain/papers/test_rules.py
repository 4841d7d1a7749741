"""How numbers are written, what the typesetter gets, and the QR code."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import segno
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.papers import rules
from motcua.domain.papers.queries.lettering import letters_of
from motcua.kernel.errors import Malformed

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ASCII = frozenset(range(32, 127))
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("pattern", "number", "written"),
    [
        ("{number}/BPTNTKQ", 7, "07/BPTNTKQ"),
        ("{number}/BPTNTKQ", 10, "10/BPTNTKQ"),
        ("{number}/{year}", 119, "119/2024"),
        ("{number}/TB-{agency}", 1, "01/TB-UBND"),
        ("{number}/TB-{agency}", 12345, "12345/TB-UBND"),
    ],
)
def test_a_number_is_written_as_its_register_writes_it(pattern: str, number: int, written: str) -> None:
    assert rules.symbol(pattern, number=number, year=2024, agency="UBND") == written


def test_a_symbol_of_an_agency_is_taken_as_it_is() -> None:
    assert rules.symbol("{number}/{agency}", number=7, year=2024, agency="{year}") == "07/{year}"


def test_moments_move_to_local_time_wherever_they_stand() -> None:
    content = {
        "rows": [{"at": "2024-10-07T20:15:30+00:00"}],
        "on": "2024-10-07",
        "note": "lúc 2024-10-07T01:00Z",
    }
    printed = rules.as_printed(content, zone=ZONE, letters=ASCII | {ord("ú")})
    assert printed == {
        "rows": [{"at": "2024-10-08T03:15+07:00"}],
        "on": "2024-10-07",
        "note": content["note"],
    }


def test_a_drawing_is_left_alone() -> None:
    drawing = rules.qr_svg("https://dichvucong.example.vn/tra-cuu/qr/x")
    assert rules.as_printed({"qr_svg": drawing}, zone=ZONE, letters=frozenset())["qr_svg"] == drawing


def test_numbers_and_yes_or_no_stay_what_they_are() -> None:
    content = {"sets": 2, "demo": True, "nothing": None}
    assert rules.as_printed(content, zone=ZONE, letters=ASCII) == content


@given(st.text(st.characters()))
def test_only_letters_of_the_font_and_line_ends_reach_the_typesetter(written: str) -> None:
    printed = rules.as_printed({"name": written}, zone=ZONE, letters=ASCII)["name"]
    assert isinstance(printed, str)
    assert set(printed) <= {chr(point) for point in ASCII} | {"\n", rules.MISSING_LETTER}


@given(st.integers(0, 4_102_444_800), st.integers(-12 * 60, 14 * 60))
def test_a_moment_stays_the_same_moment(seconds: int, offset: int) -> None:
    written = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=offset)))
    printed = rules.as_printed({"at": written.isoformat()}, zone=ZONE, letters=ASCII)["at"]
    assert isinstance(printed, str)
    assert abs((datetime.fromisoformat(printed) - written).total_seconds()) < 60


@pytest.mark.parametrize("face", sorted(Path(settings.MOTCUA_FONTS).rglob("*.ttf")), ids=lambda face: face.stem)
def test_every_face_has_every_vietnamese_letter(face: Path) -> None:
    letters = letters_of(face.read_bytes())
    assert [letter for letter in VIETNAMESE + VIETNAMESE.upper() + "–—“”„…□’" if ord(letter) not in letters] == []
    assert ord("中") not in letters
    assert ord("☐") not in letters


def test_what_is_no_font_has_no_letters() -> None:
    with pytest.raises(ValueError, match="no cmap"):
        letters_of(bytes(64))


@pytest.mark.parametrize("word", ["import", "include", "eval", "std", "plugin"])
def test_a_word_that_reaches_out_is_refused_with_its_line(word: str) -> None:
    with pytest.raises(Malformed, match=f"`{word}` \\(line 2 "):
        rules.ensure_closed(f"one line\n#{word}(x)")


def test_a_qr_code_holds_the_text_it_was_made_of() -> None:
    text = "https://dichvucong.example.vn/tra-cuu/qr/AbCdEfGhIjKlMnOpQrStUv"
    drawing = ElementTree.fromstring(rules.qr_svg(text))
    modules = segno.make(text, error="m", micro=False).symbol_size(border=2)[0]
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert int(drawing.attrib["width"]) == modules
    assert rules.qr_svg(text) != rules.qr_svg(text + "x")
