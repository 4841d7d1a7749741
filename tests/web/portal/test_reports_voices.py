"""A voice note with a report, without scripts: a file like any other, heard by who sent it and by who works on it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.documents.queries import content_of
from motcua.domain.feedback.models import Photo, Report
from tests.build.reports import Offices, a_report, walk
from tests.build.sounds import PLACE, m4a, webm
from tests.build.writing import PAGES, ROOT, send
from tests.web.desk.visits import at, now, text_of


def a_recording(name: str = "ghi-am.m4a", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, m4a() if content is None else content, content_type="audio/mp4")


def test_a_recording_is_chosen_as_a_file_and_sent_with_the_report(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    page = client.get(f"{ROOT}anh/").content.decode()
    assert 'accept="audio/*"' in page
    assert "đơn vị giải quyết nghe được giọng của bạn" in page
    send(client, photos={"sound": a_recording()})
    report = Report.objects.get()
    voice = report.photos.get()
    assert (voice.role, voice.file.media_type) == (Photo.Role.VOICE, "audio/mp4")
    followed = client.get(f"/phan-anh/{report.matter.token}/").content.decode()
    address = f"/phan-anh/{report.matter.token}/ghi-am/{voice.pk}/"
    assert f'src="{address}"' in followed
    heard = client.get(address)
    assert (heard["Content-Type"], heard["Cache-Control"]) == ("audio/mp4", "private, no-store")
    assert PLACE not in heard.content
    other = a_report(now=now())
    assert client.get(f"/phan-anh/{other.matter.token}/ghi-am/{voice.pk}/").status_code == 404
    assert reverse("portal:report_voice", args=[report.matter.token, voice.pk]) == address


def test_it_stands_in_the_list_and_can_be_taken_out_before_another(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    address = f"{ROOT}anh/"
    client.post(address, {"sound": a_recording(), "them": "1"})
    page = client.get(address).content.decode()
    assert "ghi-am.m4a" in page
    assert 'name="sound"' not in page, "one is enough"
    assert "Mỗi phản ánh nhận 1 ghi âm" in text_of(client.post(address, {"sound": a_recording(), "them": "1"}))


def test_what_is_no_recording_is_said_whatever_it_is_called(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    for content, sentence in (
        (b"MZ", "Chỉ nhận ghi âm WebM"),
        (m4a(200), "Ghi âm dài quá 120 giây"),
        (b"", "Tệp rỗng"),
        (m4a()[:60], "đứt giữa chừng"),
    ):
        answer = client.post(f"{ROOT}anh/", {"sound": a_recording("ghi.m4a", content), "them": "1"})
        assert sentence in text_of(answer)


def part(client: Client, address: str, wanted: str) -> Any:
    return client.get(address, headers={"range": wanted})


def test_a_part_of_it_is_given_to_browsers_that_ask_for_parts(client: Client) -> None:
    report = a_report(now=now(), sounds=[("a.webm", webm())])
    voice = report.photos.get()
    whole = content_of(voice.file)
    address = f"/phan-anh/{report.matter.token}/ghi-am/{voice.pk}/"
    assert client.get(address)["Accept-Ranges"] == "bytes"
    for wanted, content, said in (
        ("bytes=0-1", whole[:2], f"bytes 0-1/{len(whole)}"),
        ("bytes=10-", whole[10:], f"bytes 10-{len(whole) - 1}/{len(whole)}"),
        ("bytes=-5", whole[-5:], f"bytes {len(whole) - 5}-{len(whole) - 1}/{len(whole)}"),
        ("bytes=5-9999999", whole[5:], f"bytes 5-{len(whole) - 1}/{len(whole)}"),
    ):
        answer = part(client, address, wanted)
        assert (answer.status_code, answer.content, answer["Content-Range"]) == (206, content, said)
    assert part(client, address, "bytes=9999999-").status_code == 416
    for none in ("bytes=-", "bytes=1-2,4-5", "lines=1-2"):
        assert part(client, address, none).status_code == 200


def test_the_unit_plays_it_on_its_page_and_a_stranger_has_no_such_file() -> None:
    offices = Offices.of()
    report = walk(a_report(now=now(), sounds=[("a.webm", webm())]), offices, "accepted", now=now())
    voice = report.photos.get()
    at_the_unit = at(offices.handler)
    page = at_the_unit.get(f"/can-bo/phan-anh/{report.pk}/").content.decode()
    assert f'<audio controls preload="none" src="/can-bo/phan-anh/tep/{voice.pk}/"' in page
    assert "Không đăng công khai" in page
    assert at_the_unit.get(f"/can-bo/phan-anh/tep/{voice.pk}/")["Content-Type"] == "audio/webm"
    elsewhere = at(Offices.of("phong-ha-tang", "688").handler)
    assert elsewhere.get(f"/can-bo/phan-anh/tep/{voice.pk}/").status_code == 404
