"""Papers that are signed with keys leave room for both signatures, for the number and the day, on every one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from motcua.domain.papers.queries import PLACE, typesetting
from motcua.domain.papers.rules import qr_svg
from tests.domain.papers.contents import CONTENTS, LISTED, source_of
from tests.domain.papers.lasting import failures

AT = datetime(2024, 10, 7, 1, 31, tzinfo=UTC)
CODE = "VB-7K3M-9PQ9"
SIGNED = sorted(str(entry["code"]) for entry in LISTED if entry.get("signed"))


@pytest.mark.parametrize("code", SIGNED)
def test_a_signed_paper_has_room_for_what_comes_later_and_its_code(code: str) -> None:
    coming = {"to_come": {"symbol": "8888/2024"}, "check_code": CODE, "qr_svg": qr_svg(CODE)}
    pdf, told = typesetting.placed(source_of(code), {**CONTENTS[code], **coming}, at=AT, asked=PLACE)
    places = {place["name"]: place for place in told}
    assert {"ky", "dau"} <= set(places) <= {"ky", "dau", "so", "ngay"}
    for place in places.values():
        assert place["x"] >= 20
        assert place["y"] + place["height"] <= place["sheet"] - 20
    # The seal lies over about a third of the signature, on its left.
    over = places["dau"]["x"] + places["dau"]["width"] - places["ky"]["x"]
    assert over == pytest.approx(places["ky"]["width"] / 3, abs=1)
    assert CODE in pypdf.PdfReader(BytesIO(pdf)).pages[places["ky"]["page"] - 1].extract_text()
    assert failures(pdf) == []


@pytest.mark.parametrize("code", SIGNED)
def test_a_paper_that_says_when_it_was_issued_has_room_for_the_day(code: str) -> None:
    content = {key: value for key, value in CONTENTS[code].items() if key not in {"registration_number", "number"}}
    _pdf, told = typesetting.placed(source_of(code), {**content, "to_come": {"symbol": "8/TB"}}, at=AT, asked=PLACE)
    names = {place["name"] for place in told}
    assert "so" in names
    assert ("ngay" in names) == (code != "giay-khai-sinh")


def test_papers_that_people_sign_themselves_are_signed_by_hand() -> None:
    assert SIGNED
    assert not {"giay-chung-nhan-ket-hon", "giay-chung-nhan-nuoi-con-nuoi", "chung-thuc"} & set(SIGNED)
