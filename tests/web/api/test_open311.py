"""GeoReport v2 as other systems meet it: both forms say the same, limits hold, and nothing personal is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from PIL import Image

from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as feedback_asked
from motcua.domain.feedback.models import Category, Photo, Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import RejectReason, State
from motcua.domain.journal.models import Entry
from motcua.domain.packs import actions as packs
from motcua.web.api.open311 import reading, views
from motcua.web.api.open311.writing import CHILDREN
from motcua.web.shared import site
from tests.build import people
from tests.build.people import NURSE
from tests.build.published import DONE_ABOUT_IT, TOLD, a_key, published, published_open, revoke
from tests.build.reports import MONDAY, RUBBISH, Offices, a_photo, a_report, press, walk

pytestmark = pytest.mark.django_db
V2 = "/open311/v2"
NOW = MONDAY + timedelta(days=1)
PRIVATE = ("Điểu Thị An", "0912345678", "an@example.vn", "gãy một nhịp, học sinh", "Vẫn gãy", "Võ Văn Đường")
BRIDGE = {
    "service_code": "GT-MATDUONG",
    "description": "Cầu dân sinh thôn Đak Xuyên gãy một nhịp.",
    "lat": "12.0312",
    "long": "107.1245",
    "address_string": "thôn Đak Xuyên, xã Đak Nhau",
    "email": "an@example.vn",
    "attribute[MUC_DO]": "KHONG_QUA",
    "attribute[PHUONG_TIEN][]": ["XE_MAY", "O_TO"],
}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    cache.clear()
    live_at(NOW)
    yield
    site.forget()
    cache.clear()


def live_at(moment: datetime) -> None:
    """Let this installation's now be that moment."""
    packs.begin_demonstration(offset=datetime.now(UTC) - moment, by=NURSE, now=moment)
    site.forget()


def plain(element: Xml.Element) -> Any:
    """An element as JSON by the Spark convention would have it; every value as text."""
    if element.tag in CHILDREN:
        return [plain(child) for child in element]
    if len(element):
        return {child.tag: plain(child) for child in element}
    return element.text


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def both(client: Client, address: str, status_code: int = 200, /, **query: Any) -> Any:
    """What an address says, after making sure that its two forms say the same; and that neither names a person."""
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    in_json, in_xml = client.get(f"{address}.json{asked}"), client.get(f"{address}.xml{asked}")
    assert (in_json.status_code, in_xml.status_code) == (status_code, status_code), in_json.content
    assert in_json["Content-Type"] == "application/json; charset=utf-8"
    assert in_xml["Content-Type"] == "text/xml; charset=utf-8"
    said = json.loads(in_json.content)
    assert plain(Xml.fromstring(in_xml.content)) == as_text(said)
    assert not any(word in in_json.content.decode() for word in PRIVATE)
    return said


def post(client: Client, address: str, form: str = "json", **fields: Any) -> tuple[int, Any]:
    answer = client.post(f"{V2}/{address}.{form}", urlencode(fields, doseq=True), "application/x-www-form-urlencoded")
    return answer.status_code, json.loads(answer.content) if form == "json" else plain(Xml.fromstring(answer.content))


def codes(client: Client, **query: Any) -> list[str]:
    return [row["service_request_id"] for row in both(client, f"{V2}/requests", **query)]


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


def test_a_report_is_sent_and_its_code_told(client: Client) -> None:
    status, said = post(client, "requests", api_key=a_key().secret, account_id="7", **BRIDGE)
    assert status == 201
    assert said == [{"service_request_id": Report.objects.get().matter.code, "service_notice": None, "account_id": "7"}]
    status, in_xml = post(client, "requests", "xml", api_key=a_key("Hai").secret, **BRIDGE)
    assert in_xml[0]["service_request_id"] == Report.objects.latest("pk").matter.code
    assert "Xe máy, Ô tô" in Report.objects.latest("pk").content


def test_a_report_comes_with_its_picture(client: Client) -> None:
    fields = {**BRIDGE, "api_key": a_key().secret, "media": SimpleUploadedFile("cầu.jpg", a_photo(), "image/jpeg")}
    assert client.post(f"{V2}/requests.json", fields).status_code == 201
    assert Report.objects.get().photos.count() == 1
    fields["media"] = SimpleUploadedFile("a.jpg", b"MZ", "image/jpeg")
    fields["description"] = "Cầu gãy thêm một nhịp nữa."
    answer = client.post(f"{V2}/requests.xml", fields)
    assert plain(Xml.fromstring(answer.content))[0]["code"] == "400"


def test_a_secret_of_a_form_is_asked_for_everywhere_but_here() -> None:
    strict = Client(enforce_csrf_checks=True)
    fields = {"api_key": a_key().secret, **BRIDGE}
    assert strict.post(f"{V2}/requests.json", fields).status_code == 201
    assert strict.post("/tra-cuu/", {"code": "x"}).status_code == 403


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"api_key": ""}, 403),
        ({"api_key": "sai"}, 403),
        ({"service_code": ""}, 400),
        ({"service_code": "KHONG-CO"}, 404),
        ({"jurisdiction_id": "city.gov"}, 404),
        ({"lat": "12"}, 201),
        ({"lat": "", "long": "107"}, 400),
        ({"lat": "mười hai"}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "120"}, 400),
        ({"lat": "21.03", "long": "105.85"}, 400),
        ({"lat": "", "long": "", "address_string": ""}, 400),
        ({"email": "không phải"}, 400),
        ({"phone": "911"}, 400),
        ({"description": ""}, 201),
        ({"description": "d" * 4001}, 400),
        ({"attribute[MUC_DO]": ""}, 400),
        ({"media_url": "https://nowhere.example/a.jpg"}, 400),
    ],
    ids=str,
)
def test_each_thing_that_is_wrong_has_its_code(client: Client, changed: dict[str, str], status: int, form: str) -> None:
    fields = {"api_key": a_key().secret, **BRIDGE, **changed}
    answered, said = post(client, "requests", form, **fields)
    assert answered == status, said
    if status != 201:
        assert str(said[0]["code"]) == str(status)
        assert said[0]["description"]
        assert not Report.objects.exists()


def test_too_much_at_once_is_said_in_the_form_asked_for(client: Client) -> None:
    key = a_key().secret
    assert post(client, "requests", api_key=key, **{**BRIDGE, "description": "x" * (20 * 1024 * 1024)})[0] == 413
    pictures = [SimpleUploadedFile(f"{number}.jpg", a_photo(), "image/jpeg") for number in range(30)]
    answer = client.post(f"{V2}/requests.json", {**BRIDGE, "api_key": key, "media": pictures})
    assert (answer.status_code, json.loads(answer.content)[0]["code"]) == (400, 400)
    assert not Report.objects.exists()


def test_nine_times_the_same_is_one_report_or_one_letter(client: Client) -> None:
    key = a_key().secret
    for said in (BRIDGE, {**BRIDGE, "description": "Tôi tố cáo ông X nhận hối lộ."}):
        told = [post(client, "requests", api_key=key, **said)[1][0]["service_request_id"] for _time in range(9)]
        assert len(set(told)) == 1
    assert (Report.objects.count(), SealedLetter.objects.count()) == (1, 1)


def test_a_revoked_key_is_as_none(client: Client) -> None:
    issued = a_key()
    revoke(issued.key)
    assert post(client, "requests", api_key=issued.secret, **BRIDGE)[0] == 403


def test_too_many_posts_are_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_OF_A_KEY", 2)
    secret = a_key().secret
    answers = [post(client, "requests", api_key=secret, **BRIDGE)[0] for _time in range(3)]
    assert answers == [201, 201, 429]
    assert Report.objects.count() == 1


def test_a_token_leads_to_the_code(client: Client) -> None:
    category = Category.objects.get(code="gt-mat-duong")
    category.body, category.digest = {**category.body, "open311_type": "batch"}, "batch"
    category.save()
    said = post(client, "requests", api_key=a_key().secret, **BRIDGE)[1][0]
    assert "service_request_id" not in said
    found = both(client, f"{V2}/tokens/{said['token']}")
    assert found == [{"service_request_id": Report.objects.get().matter.code, "token": said["token"]}]
    assert both(client, f"{V2}/tokens/khong-co", 404)[0]["code"] == 404


def test_an_update_is_taken_with_the_key_of_the_report(client: Client) -> None:
    offices, secret = Offices.of(), a_key().secret
    code = post(client, "requests", api_key=secret, **BRIDGE)[1][0]["service_request_id"]
    Report.objects.update(respond_due_at=NOW)
    report = walk(Report.objects.get(), offices, "answered", now=NOW - timedelta(hours=2))
    fields = {"api_key": secret, "service_request_id": code, "status": "closed", "description": "Xong rồi."}
    status, said = post(client, "servicerequestupdates", **fields)
    assert (status, list(said[0])) == (201, ["update_id"])
    report.refresh_from_db()
    assert report.state == State.CONFIRMED
    assert Entry.objects.get(verb="feedback.confirmed").facts["by_lapse"] is False
    assert post(client, "servicerequestupdates", **fields)[0] == 400
    assert post(client, "servicerequestupdates", **{**fields, "api_key": a_key("Khác").secret})[0] == 404
    assert post(client, "servicerequestupdates", **{**fields, "api_key": ""})[0] == 403
    assert post(client, "servicerequestupdates", **{**fields, "status": "x"})[0] == 400


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
