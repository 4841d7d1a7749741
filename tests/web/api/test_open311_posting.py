"""GeoReport v2 as other systems send through it: a key lets a report in, once, and each fault has its code."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.feedback.models import Category, Report, SealedLetter
from motcua.domain.feedback.states import State
from motcua.domain.journal.models import Entry
from motcua.web.api.open311 import views
from tests.build.published import a_key, revoke
from tests.build.reports import Offices, a_photo, walk
from tests.web.api.georeport import BRIDGE, NOW, V2, both, plain, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


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
