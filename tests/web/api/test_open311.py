"""GeoReport v2 as other systems read it: both forms say the same, limits hold, and nothing personal is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.db import OperationalError
from django.test import Client
from PIL import Image

from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as feedback_asked
from motcua.domain.feedback.models import Category, Photo, Report
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import RejectReason
from motcua.web.api.open311 import reading
from tests.build import people
from tests.build.published import DONE_ABOUT_IT, TOLD, published, published_open
from tests.build.reports import MONDAY, RUBBISH, Offices, a_photo, a_report, press, walk
from tests.web.api.georeport import NOW, V2, both, codes, live_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def test_discovery_leads_to_the_services(client: Client, settings: Any) -> None:
    said = both(client, "/open311/discovery")
    assert said == both(client, "/open311/v2/discovery")
    endpoint = said["endpoints"][0]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == f"{settings.MOTCUA_PUBLIC_URL}/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["type"] == "test"
    assert "1022" in said["contact"]


def test_the_services_are_those_of_the_pack_with_a_code(client: Client, django_assert_num_queries: Any) -> None:
    services = {row["service_code"]: row for row in both(client, f"{V2}/services")}
    assert services["GT-MATDUONG"] == {
        "service_code": "GT-MATDUONG",
        "service_name": "Đường, cầu hư hỏng",
        "description": None,
        "metadata": True,
        "type": "realtime",
        "keywords": "ổ gà,đường hư,cầu sập,cầu hỏng,sạt lở",
        "group": "Giao thông",
    }
    assert services["MT-RAC"]["metadata"] is False
    assert not any("cáo" in row["service_name"] for row in services.values())
    with django_assert_num_queries(1):
        client.get(f"{V2}/services.json")


def test_names_are_told_in_english_when_asked(client: Client) -> None:
    row = next(row for row in both(client, f"{V2}/services", locale="en") if row["service_code"] == "GT-MATDUONG")
    assert (row["service_name"], row["group"]) == ("Damaged road or bridge", "Traffic")


def test_a_service_says_what_it_asks(client: Client) -> None:
    said = both(client, f"{V2}/services/GT-MATDUONG")
    assert said["service_code"] == "GT-MATDUONG"
    first, second = said["attributes"]
    assert (first["code"], first["datatype"], first["required"], first["order"]) == (
        "MUC_DO",
        "singlevaluelist",
        True,
        1,
    )
    assert first["values"][0] == {"key": "QUA_DUOC", "name": "Còn qua được"}
    assert (second["datatype"], second["required"]) == ("multivaluelist", False)
    assert both(client, f"{V2}/services/TTHC-TREHEN")["attributes"][0]["datatype"] == "string"
    for code in ("MT-RAC", "KHONG-CO", "to-cao"):
        assert both(client, f"{V2}/services/{code}", 404)[0]["code"] == 404


def test_a_published_report_is_read_in_its_public_words(client: Client, settings: Any) -> None:
    report = published(Offices.of(), files=[("cau.jpg", a_photo(where=True))])
    row = both(client, f"{V2}/requests/{report.matter.code}")[0]
    assert row["service_request_id"] == report.matter.code
    assert (row["status"], row["status_notes"]) == ("closed", DONE_ABOUT_IT)
    assert row["description"] == TOLD
    assert row["requested_datetime"] == "2024-10-14T08:00:00+07:00"
    assert row["address"].startswith("Xã Đak Nhau, Huyện Bù Đăng")
    assert (row["address_id"], row["lat"], row["long"]) == ("25399", 12.0312, 107.1245)
    assert row["media_url"].startswith(f"{settings.MOTCUA_PUBLIC_URL}/open311/v2/media/")
    assert "extended_attributes" not in row


def test_its_picture_is_the_copy_without_what_a_camera_tells(client: Client, tmp_path: Any) -> None:
    report = published(Offices.of(), files=[("cau.jpg", a_photo(where=True))])
    number = Photo.objects.get(report=report, role=Photo.Role.REPORT).pk
    answer = client.get(f"{V2}/media/{number}.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    kept = tmp_path / "anh.jpg"
    kept.write_bytes(answer.content)
    with Image.open(kept) as shown:
        assert not shown.getexif()
    feedback.keep_private(report.pk, by=Offices.of().dispatcher.official, now=NOW)
    assert client.get(f"{V2}/media/{number}.jpg").status_code == 404


def test_extensions_tell_what_happened_and_how_long_it_took(client: Client) -> None:
    report = published(Offices.of())
    row = both(client, f"{V2}/requests/{report.matter.code}", extensions="true")[0]
    assert row["extended_attributes"]["hours_until_answered"] == 2.0
    assert row["extended_attributes"]["answered_in_time"] is True
    assert row["extended_attributes"]["page"].endswith(f"/phan-anh/cong-khai/{report.matter.code}/")
    notes = [(note["type"], note["description"]) for note in row["notes"]]
    assert notes[0] == ("feedback.filed", None)
    assert ("feedback.answered", DONE_ABOUT_IT) in notes


@pytest.mark.parametrize("way", ["unpublished", "private", "sealed", "sealed_category", "withdrawn", "no_service"])
def test_what_is_not_for_everybody_is_not_there(client: Client, way: str) -> None:
    offices = Offices.of()
    report = a_report() if way == "unpublished" else published_open(offices)
    if way == "private":
        feedback.keep_private(report.pk, by=offices.dispatcher.official, now=NOW)
    elif way == "sealed":
        feedback.seal(report.pk, by=offices.dispatcher.official, now=NOW)
    elif way == "withdrawn":
        feedback.withdraw(report.pk, by=people.an(), now=NOW)
    elif way == "sealed_category":
        Report.objects.update(category=Category.objects.get(code="to-cao"))
        Category.objects.filter(code="to-cao").update(open311="TO-CAO")
    elif way == "no_service":
        Category.objects.filter(code="gt-mat-duong").update(open311="")
    assert both(client, f"{V2}/requests/{report.matter.code}", 404)[0]["code"] == 404
    assert codes(client) == []
    assert codes(client, service_request_id=report.matter.code) == []
    assert both(client, f"{V2}/servicerequestupdates") == []
    assert both(client, f"{V2}/servicerequestupdates", service_request_id=report.matter.code) == []


def test_states_are_open_or_closed_as_the_table_says(client: Client) -> None:
    offices = Offices.of()
    report = published_open(offices)
    open_first = both(client, f"{V2}/requests/{report.matter.code}")[0]
    assert (open_first["status"], open_first["status_notes"]) == ("open", None)
    walk(report, offices, "answered")
    assert both(client, f"{V2}/requests/{report.matter.code}")[0]["status"] == "closed"
    verdict = report.verdicts.get()
    feedback.give_verdict(verdict.token, fixed=False, words="Vẫn gãy", now=MONDAY + timedelta(hours=3))
    again = both(client, f"{V2}/requests/{report.matter.code}")[0]
    assert (again["status"], again["status_notes"]) == ("open", None)
    assert again["updated_datetime"] == "2024-10-14T11:00:00+07:00"


def test_a_rejected_report_says_its_reason_and_a_merged_one_where_it_went(client: Client) -> None:
    offices = Offices.of()
    first, second, third = (published_open(offices, content=f"Cầu gãy rồi, lần {n}.") for n in range(3))
    by = offices.dispatcher.official
    press(first, "reject", by, said=Said(reject=RejectReason.SETTLED, reason="Đã trả lời tháng trước rồi."))
    press(second, "merge", by, said=Said(into=str(third.matter.code)))
    rows = {row["service_request_id"]: row for row in both(client, f"{V2}/requests")}
    assert (rows[first.matter.code]["status"], rows[first.matter.code]["status_notes"]) == (
        "closed",
        "Đã được trả lời dứt điểm",
    )
    assert rows[second.matter.code]["status_notes"] == third.matter.code


def test_requests_are_found_by_service_state_day_and_code(client: Client) -> None:
    offices = Offices.of()
    bridge = published(offices)
    rubbish = published_open(offices, category=RUBBISH, now=MONDAY + timedelta(hours=1))
    all_of_them = [rubbish.matter.code, bridge.matter.code]
    assert codes(client) == all_of_them
    assert codes(client, service_code="MT-RAC") == [rubbish.matter.code]
    assert codes(client, service_code="MT-RAC,GT-MATDUONG") == all_of_them
    assert codes(client, status="closed") == [bridge.matter.code]
    assert codes(client, status="open,closed") == all_of_them
    assert codes(client, start_date="2024-10-14T08:30:00+07:00") == [rubbish.matter.code]
    assert codes(client, end_date="2024-10-14T01:30:00Z") == [bridge.matter.code]
    assert codes(client, start_date="2024-10-15", end_date="2024-10-16") == []
    assert codes(client, updated_after="2024-10-14T11:30:00+07:00") == [bridge.matter.code]
    assert codes(client, updated_before="2024-10-14T11:30:00+07:00") == [rubbish.matter.code]
    ids = ",".join([bridge.matter.code, "BP-000000-0000-0", "x"])
    assert codes(client, service_request_id=ids, status="open", start_date="1999") == [bridge.matter.code]
    assert codes(client, service_code="", status="", start_date="", jurisdiction_id="localhost") == all_of_them


def test_a_plus_that_was_not_escaped_is_understood(client: Client) -> None:
    published_open(Offices.of())
    address = f"{V2}/requests.json?start_date=2024-10-14T07:00:00+07:00"
    assert len(json.loads(client.get(address).content)) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"start_date": "2024-01-01", "end_date": "2024-10-01"}, 400),
        ({"start_date": "2024-10-02", "end_date": "2024-10-01"}, 400),
        ({"start_date": "hôm qua"}, 400),
        ({"end_date": "99999-01-01"}, 400),
        ({"status": "pending"}, 400),
        ({"page": "0"}, 400),
        ({"page_size": "nhiều"}, 400),
        ({"service_code": "KHONG-CO"}, 404),
        ({"jurisdiction_id": "city.gov"}, 404),
    ],
)
def test_what_is_wrong_is_a_list_of_errors(client: Client, query: dict[str, str], status: int) -> None:
    said = both(client, f"{V2}/requests", status, **query)
    assert [error["code"] for error in said] == [status]
    assert said[0]["description"]


def test_several_errors_are_told_at_once(client: Client) -> None:
    said = both(client, f"{V2}/requests", 404, service_code="KHONG-CO", status="x", page="0")
    assert [error["code"] for error in said] == [404, 400, 400]


def test_the_last_ninety_days_and_a_page_of_them(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    offices = Offices.of()
    published_open(offices)
    newer = [published_open(offices, now=MONDAY + timedelta(days=day)).matter.code for day in (20, 21, 22)]
    live_at(MONDAY + timedelta(days=100))
    assert codes(client) == newer[::-1]
    assert codes(client, page_size=2) == newer[:0:-1]
    assert codes(client, page_size=2, page=2) == newer[:1]
    monkeypatch.setattr(reading, "MOST", 2)
    assert codes(client) == newer[:0:-1]
    assert codes(client, page_size=500) == newer[:0:-1]


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    offices = Offices.of()
    for number in range(4):
        published_open(offices, content=f"Cầu gãy, lần thứ {number}.", files=[("a.jpg", a_photo())])
    client.get(f"{V2}/services.json")
    for address, most in (
        (f"{V2}/requests.json", 3),
        (f"{V2}/requests.xml?extensions=true", 4),
        (f"{V2}/servicerequestupdates.xml", 4),
    ):
        with django_assert_num_queries(most):
            assert client.get(address).status_code == 200


def test_updates_are_the_history_of_what_is_published(client: Client) -> None:
    report = published(Offices.of())
    rows = both(client, f"{V2}/servicerequestupdates", service_request_id=report.matter.code)
    told = [(row["status"], row["description"]) for row in rows]
    assert told == [("open", None), ("open", None), ("open", None), ("closed", DONE_ABOUT_IT), ("closed", None)]
    assert rows[3]["media_url"] is not None
    assert len({row["update_id"] for row in rows}) == 5
    since = both(client, f"{V2}/servicerequestupdates", start_date="2024-10-14T11:30:00+07:00")
    assert [row["update_id"] for row in since] == [rows[-1]["update_id"]]


def test_any_other_address_is_an_error_in_the_form_asked_for(client: Client) -> None:
    assert both(client, f"{V2}/khong-co", 404)[0]["code"] == 404
    assert Xml.fromstring(client.get(f"{V2}/services.html").content).tag == "errors"
    assert client.delete(f"{V2}/requests.json").status_code == 405
    assert json.loads(client.post(f"{V2}/services.json").content)[0]["code"] == 405


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_fault_of_ours_is_told_in_the_form_asked_for(
    client: Client, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def broken(*words: object) -> None:
        raise OperationalError("nothing of this is told")

    monkeypatch.setattr(feedback_asked, "public_reports", broken)
    answer = client.get(f"{V2}/requests.{form}")
    assert answer.status_code == 500
    assert b"nothing of this" not in answer.content
    assert b"500" in answer.content


def test_pages_elsewhere_may_read_what_is_public(client: Client) -> None:
    assert client.get(f"{V2}/services.json")["Access-Control-Allow-Origin"] == "*"


def test_what_xml_cannot_hold_is_left_out_of_both(client: Client) -> None:
    report = published_open(Offices.of(), text="Cầu \x0b gãy ]]> & <b>nguy hiểm</b> “Đắk” 🌉")
    row = both(client, f"{V2}/requests/{report.matter.code}")[0]
    assert row["description"] == "Cầu  gãy ]]> & <b>nguy hiểm</b> “Đắk” 🌉"


def test_codes_that_no_database_can_hold_are_not_found(client: Client) -> None:
    for address in (f"{V2}/requests/%00", f"{V2}/tokens/%00", f"{V2}/services/%00"):
        assert both(client, address, 404)[0]["code"] == 404


def test_coordinates_of_sensitive_categories_are_rounded(client: Client) -> None:
    report = published_open(Offices.of(), category="mt-tieng-on")
    row = both(client, f"{V2}/requests/{report.matter.code}", extensions="true")[0]
    assert (row["lat"], row["long"]) == (12.03, 107.12)
    assert row["extended_attributes"]["coordinates_rounded"] is True
