"""Feeds of published reports: three forms of the same, narrowed, quick to say that nothing is new."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client

from motcua.domain.feedback.rules import Place
from tests.build.people import BOM_BO
from tests.build.published import DONE_ABOUT_IT, TOLD, published, published_open
from tests.build.reports import MONDAY, RUBBISH, Offices, a_report

pytestmark = pytest.mark.django_db
ADDRESS = "/phan-anh/cong-khai"
ATOM = "{http://www.w3.org/2005/Atom}"
PRIVATE = ("Điểu Thị An", "0912345678", "an@example.vn", "học sinh")


def read(client: Client, kind: str, **query: str) -> str:
    answer = client.get(f"{ADDRESS}.{kind}", query)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # streams
    text = body.decode()
    assert not any(word in text for word in PRIVATE)
    return text


def table(client: Client, **query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(read(client, "csv", **query).removeprefix("\ufeff"))))


def places(client: Client, **query: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(read(client, "geojson", **query))["features"]
    return features


def test_the_table_says_what_was_done_and_how_long_it_took(client: Client) -> None:
    report = published(Offices.of())
    a_report(content="Chưa ai duyệt công khai việc này.")
    (row,) = table(client)
    assert (row["code"], row["reported"], row["done"]) == (report.matter.code, TOLD, DONE_ABOUT_IT)
    assert (row["hours"], row["in_time"], row["state"]) == ("2.0", "true", "closed")
    assert row["area"].startswith("Xã Đak Nhau")


def test_the_map_rounds_what_could_point_at_a_house(client: Client) -> None:
    offices = Offices.of()
    published_open(offices)
    published_open(offices, category="mt-tieng-on", content="Nhà bên hát karaoke suốt đêm.")
    published_open(offices, category=RUBBISH, place=Place(BOM_BO), content="Rác đổ trộm ở đầu đường.")
    found = [
        (each["geometry"] and each["geometry"]["coordinates"], each["properties"]["rounded"]) for each in places(client)
    ]
    assert found == [(None, False), ([107.12, 12.03], True), ([107.1245, 12.0312], False)]


def test_the_news_are_well_formed_and_link_to_the_pages(client: Client, settings: Any) -> None:
    report = published(Offices.of(), text="Cầu <gãy> & \x0b nguy hiểm")
    (entry,) = Xml.fromstring(read(client, "atom")).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/cong-khai/{report.matter.code}/"
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert "Cầu <gãy> &" in summary
    assert f"Trả lời sau 2 giờ (Phòng Kinh tế và Hạ tầng huyện Bù Đăng): {DONE_ABOUT_IT}" in summary
    assert "Answered after 2 hours" in client.get(f"/en{ADDRESS}.atom").content.decode()


def test_feeds_are_narrowed_by_place_category_and_month(client: Client) -> None:
    offices = Offices.of()
    bridge = published_open(offices).matter.code
    rubbish = published_open(offices, category=RUBBISH, place=Place(BOM_BO)).matter.code

    def codes(**query: str) -> list[str]:
        return [row["code"] for row in table(client, **query)]

    assert codes() == [rubbish, bridge]
    assert codes(**{"dia-ban": BOM_BO}) == [rubbish]
    assert codes(**{"linh-vuc": "giao-thong"}) == [bridge]
    assert codes(**{"linh-vuc": RUBBISH, "thang": "2024-10"}) == [rubbish]
    assert codes(thang="2024-09") == []
    assert codes(**{"dia-ban": "\x00"}) == []
    assert len(places(client, **{"linh-vuc": RUBBISH})) == 1
    for wrong in ("2024-13", "tháng này"):
        assert client.get(f"{ADDRESS}.csv", {"thang": wrong}).status_code == 404
    assert client.get(f"{ADDRESS}.pdf").status_code == 404


@pytest.mark.parametrize("kind", ["atom", "csv", "geojson"])
def test_who_has_it_is_told_that_nothing_is_new(client: Client, kind: str) -> None:
    offices = Offices.of()
    published_open(offices)
    mark = client.get(f"{ADDRESS}.{kind}")["ETag"]
    assert client.get(f"{ADDRESS}.{kind}", headers={"If-None-Match": mark}).status_code == 304
    published_open(offices, content="Thêm một cây cầu nữa bị gãy.")
    assert client.get(f"{ADDRESS}.{kind}", headers={"If-None-Match": mark}).status_code == 200


def test_no_cell_is_run_by_a_spreadsheet(client: Client) -> None:
    published_open(Offices.of(), text="=HYPERLINK(1) cầu gãy")
    assert table(client)[0]["reported"].startswith("'=")


@pytest.mark.parametrize(("kind", "most"), [("atom", 4), ("csv", 4), ("geojson", 4)])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: Any, kind: str, most: int
) -> None:
    offices = Offices.of()
    client.get("/phan-anh/cong-khai.csv")
    for number in range(4):
        published_open(offices, content=f"Cầu gãy, lần thứ {number}.", now=MONDAY + timedelta(minutes=number))
    with django_assert_num_queries(most):
        read(client, kind)
