"""The portal as an app: what a telephone installs and keeps, and reports that come in envelopes."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.feedback.models import Report, Subscription
from motcua.web.portal.views import app
from tests.build.envelopes import a_key, a_large_photo, closed, pieces
from tests.build.reports import a_photo, a_report, decided
from tests.web.desk.visits import now, text_of


def address_of(key: str, number: int | None = None) -> str:
    if number is None:
        return reverse("portal:envelope", args=[key])
    return reverse("portal:envelope_piece", args=[key, number])


def finish(client: Client, key: str, count: int, ago: int = 3600) -> Any:
    body = json.dumps({"pieces": count, "ago": ago})
    return client.post(address_of(key), body, content_type="application/json")


def post_piece(client: Client, key: str, number: int, part: bytes) -> Any:
    return client.post(address_of(key, number), part, content_type="application/octet-stream")


def test_the_manifest_bears_the_name_of_the_pack(client: Client) -> None:
    manifest = client.get("/ung-dung/manifest.webmanifest").json()
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == (
        "BinhPhuocToday",
        "standalone",
        "/ung-dung/",
    )
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}
    assert '<link rel="manifest" href="/ung-dung/manifest.webmanifest">' in client.get("/").content.decode()


def test_everything_that_the_worker_keeps_is_there(client: Client) -> None:
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/"
    settings = json.loads(response.content.decode().split("\n", 1)[0].removeprefix("const SETTINGS = "))
    for address in settings["shell"]:
        if not address.startswith("/static/"):
            assert client.get(address).status_code == 200, address
    assert settings["homes"]["vi"] in settings["shell"]
    assert len(settings["version"]) == 16
    assert client.get("/sw.js").content == response.content, "the same build is the same version"


def test_the_tiles_lead_somewhere_and_the_hotline_is_one_touch_away(client: Client) -> None:
    page = client.get("/ung-dung/").content.decode()
    assert "BinhPhuocToday" in page
    assert 'href="tel:1022"' in page
    for address in ("/phan-anh/gui/", "/ung-dung/viet/", "/phan-anh/cua-toi/", "/ho-so/", "/tra-cuu/", "/thong-bao/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code in {200, 302}


def test_the_page_to_write_without_network_has_its_key_and_a_way_without_scripts(client: Client) -> None:
    page = client.get("/ung-dung/viet/").content.decode()
    assert 'data-key="B' in page
    assert "to-cao" not in page
    assert "/phan-anh/gui/" in page.split("<noscript>")[1].split("</noscript>")[0]


def test_an_envelope_comes_in_pieces_is_gone_on_with_and_filed_once() -> None:
    client, key = Client(enforce_csrf_checks=True), a_key()
    parts = pieces(closed(key, photos=(a_large_photo(),)))
    assert post_piece(client, key, 0, parts[0]).status_code == 204
    assert client.get(address_of(key)).json() == {"pieces": [0]}
    early = finish(client, key, len(parts))
    assert (early.status_code, early.json()["missing"][0]) == (409, 1)
    for number, part in enumerate(parts):
        assert post_piece(client, key, number, part).status_code == 204
    first, again = finish(client, key, len(parts)), finish(client, key, len(parts))
    assert first.status_code == 200
    assert first.json() == again.json()
    report = Report.objects.get()
    assert first.json() == {"code": report.matter.code, "address": f"/phan-anh/{report.matter.token}/"}
    assert report.written_at is not None
    assert abs((now() - report.written_at).total_seconds() - 3600) < 60
    assert "Viết lúc" in text_of(client.get(first.json()["address"]))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"content": "hỏng"}, "Hãy viết rõ việc cần phản ánh"),
        ({"category": "khong-co"}, "Chưa chọn việc cần phản ánh"),
        ({"phone": "12"}, "Số điện thoại phải gồm"),
        ({"phone": ""}, "cần số điện thoại hoặc thư điện tử"),
        ({"raw": {"photos": [{"name": "a", "content": "???"}]}}, "không nguyên vẹn"),
        ({"raw": {"photos": 5}}, "không nguyên vẹn"),
        ({"area": "99999"}, "không có trong danh sách"),
    ],
)
def test_what_cannot_be_filed_is_answered_by_a_sentence(client: Client, changed: dict[str, Any], sentence: str) -> None:
    key = a_key()
    post_piece(client, key, 0, closed(key, **changed))
    answer = finish(client, key, 1)
    assert answer.status_code == 422
    assert sentence in answer.json()["sentence"]
    assert not Report.objects.exists()


def again(client: Client, key: str, count: object) -> Any:
    address = reverse("portal:envelope_again", args=[key])
    return client.post(address, json.dumps({"pieces": count}), content_type="application/json")


def test_a_letter_that_was_refused_is_opened_again_for_who_wrote_it(client: Client) -> None:
    key = a_key()
    post_piece(client, key, 0, closed(key, content="hỏng", photos=(a_photo(),)))
    assert finish(client, key, 1).status_code == 422
    answer = again(client, key, 1)
    assert (answer.status_code, answer["Cache-Control"], answer.json()["content"]) == (200, "no-store", "hỏng")
    assert b64decode(answer.json()["photos"][0]["content"]) == a_photo()
    assert again(client, key, 2).json() == {"missing": [1]}
    assert again(client, a_key(), 1).status_code == 409
    assert again(client, key, "x").status_code == 422
    assert again(client, "no-key", 1).status_code == 404
    filed = a_key()
    post_piece(client, filed, 0, closed(filed))
    assert finish(client, filed, 1).status_code == 200
    assert again(client, filed, 1).status_code == 422, "it is followed by its link, and written by nobody twice"


def test_where_there_is_no_room_the_telephone_is_told_by_one_sentence_to_keep_it_and_when_to_come_again() -> None:
    decided(unfinished={"days": 14, "address_megabytes": 1, "house_megabytes": 1})
    first, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    for number in range(8):
        assert post_piece(first, "a" * 32, number, b"x" * 128 * 1024).status_code == 204
    own, house = post_piece(first, "b" * 32, 0, b"x"), post_piece(other, "c" * 32, 0, b"x")
    assert (own.status_code, house.status_code) == (429, 503)
    for answer in (own, house):
        assert "vẫn nằm trên máy này" in answer.json()["sentence"]
        assert answer["Retry-After"] == "600"
    assert post_piece(first, "a" * 32, 0, b"x").status_code == 204, "what lies here already needs no room"


def test_nonsense_is_answered_not_failed_on(client: Client) -> None:
    key = a_key()
    assert client.post(address_of(key), "][", content_type="application/json").status_code == 422
    assert client.post(address_of(key), '{"pieces": "x"}', content_type="application/json").status_code == 422
    assert client.post(address_of(key), '{"pieces": 1e999}', content_type="application/json").status_code == 422
    assert client.get(address_of("no-key")).status_code == 404
    assert finish(client, "no-key", 1).status_code == 404
    assert post_piece(client, key, 0, b"").status_code == 422
    assert finish(client, key, 1).status_code == 409


def test_too_many_from_one_address_wait(client: Client) -> None:
    answers = [finish(client, a_key(), 1).status_code for _number in range(app.MOST_FILED + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {409}


def test_a_browser_is_subscribed_by_the_secret_of_a_report(client: Client) -> None:
    report = a_report(now=now())
    address = f"/ung-dung/bao-tin/{report.matter.token}/"
    good = {"endpoint": "https://fcm.googleapis.com/x", "keys": {"p256dh": "a", "auth": "b"}}
    assert client.post(address, json.dumps(good), content_type="application/json").status_code == 204
    assert Subscription.objects.get().report_id == report.pk
    for wrong in ('{"endpoint": "https://example.org/x"}', "][", "5"):
        assert client.post(address, wrong, content_type="application/json").status_code == 422
    nowhere = client.post("/ung-dung/bao-tin/khong-co/", json.dumps(good), content_type="application/json")
    assert nowhere.status_code == 404
    assert "data-waking" in client.get(f"/phan-anh/{report.matter.token}/").content.decode()
