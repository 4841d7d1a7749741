"""A denunciation by every door there is."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.channels import actions as channels
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.hotline import actions as hotline
from motcua.domain.hotline.gateways import RecordingReady
from motcua.domain.hotline.states import WrapUp
from tests.build import envelopes
from tests.build.dossiers import MONDAY
from tests.build.hotline import Line
from tests.build.people import DAK_NHAU, Somebody
from tests.build.published import a_key
from tests.build.reports import BRIDGE
from tests.build.sealed import (
    ADDRESS,
    EMAIL,
    FROM,
    NAME,
    PHONE,
    PHOTO_NAME,
    SPOT,
    TEXT,
    the_photo,
    words_in,
)
from tests.build.writing import ROOT, write
from tests.domain.channels.test_take_zalo import image, sign, text

WHO = {"name": NAME, "phone": PHONE, "email": EMAIL, "address": ADDRESS}
TOLD = "Cầu dân sinh gãy một nhịp, học sinh không qua được."


def a_picture() -> SimpleUploadedFile:
    """A photo by whose name and inside somebody could be known."""
    return SimpleUploadedFile(PHOTO_NAME, the_photo(), "image/jpeg")


def by_web(client: Client) -> None:
    """Page by page; the button is pressed twice, once by a script of the page and once without."""
    write(client, where={"detail": SPOT}, told={"content": TEXT}, who=WHO, photos={"photos": [a_picture()]})
    client.post(f"{ROOT}xem-lai/", headers={"X-Requested-With": "XMLHttpRequest"}, follow=True)
    assert client.post(f"{ROOT}xem-lai/", follow=True).status_code == 200


def by_app() -> None:
    """An envelope that was written without network, sent twice."""
    key, client = envelopes.a_key(), Client(REMOTE_ADDR=FROM)
    photos = [{"name": PHOTO_NAME, "content": base64.b64encode(the_photo()).decode()}]
    sealed = envelopes.closed(key, raw={"photos": photos}, content=TEXT, detail=SPOT, **WHO)
    for number, part in enumerate(envelopes.pieces(sealed)):
        client.post(reverse("portal:envelope_piece", args=[key, number]), part, "application/octet-stream")
    done = json.dumps({"pieces": len(envelopes.pieces(sealed)), "ago": 60})
    for _time in range(2):
        assert client.post(reverse("portal:envelope", args=[key]), done, "application/json").status_code == 200


def a_letter(number: int, words: str, subject: str) -> bytes:
    """A letter with a photo, as it comes by mail."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"{NAME} <{EMAIL}>", "tiep-nhan@motcua.local", subject
    letter["Message-ID"] = f"<{number}@bi-mat.example>"
    letter.set_content(words)
    letter.add_attachment(the_photo(), "image", "jpeg", filename=PHOTO_NAME)
    return letter.as_bytes()


def by_mail() -> None:
    """A letter that comes twice, and more about it in an answer that says nothing of a denunciation."""
    words = f"{TEXT}\n{ADDRESS}, {SPOT}, điện thoại {PHONE}"
    for _time in range(2):
        channels.take_mail(a_letter(1, words, "Đơn"), EMAIL, ["tiep-nhan@motcua.local"], now=MONDAY)
    code = SealedLetter.objects.get(channel="email").code
    more = a_letter(2, f"Tên tôi là {NAME}, nhà ở {ADDRESS}.", f"Re: Đã nhận phản ánh [{code}]")
    assert channels.take_mail(more, EMAIL, ["tiep-nhan@motcua.local"], now=MONDAY).outcome == "sealed"


def by_zalo() -> None:
    """Four messages: a name, the denunciation, and what follows it; each delivered three times."""
    said = [
        text(1, f"Tôi là {NAME}."),
        text(2, TEXT),
        text(3, f"Số của tôi {PHONE}, {ADDRESS}, {SPOT}."),
        image(4, f"https://photo-stal-1.zdn.vn/{PHOTO_NAME}"),
    ]
    client = Client(REMOTE_ADDR=FROM)
    for event in [each for each in said for _time in range(3)]:
        headers = {"X-ZEvent-Signature": sign(event)}
        assert client.post("/api/v1/zalo/webhook", event, "application/json", headers=headers).status_code == 200
    channels.file_conversations(now=MONDAY + timedelta(minutes=30))


def by_open311() -> None:
    """Another system."""
    fields = {
        "api_key": a_key().secret,
        "service_code": "GT-MATDUONG",
        "description": TEXT,
        "address_string": SPOT,
        "first_name": "Bảy",
        "last_name": "Ngô Kín Đáo",
        "email": EMAIL,
        "phone": PHONE,
        "attribute[MUC_DO]": "KHONG_QUA",
    }
    for _time in range(2):
        sent = {**fields, "media": a_picture()}
        assert Client(REMOTE_ADDR=FROM).post("/open311/v2/requests.json", sent).status_code == 201


def by_telephone(operator: Somebody) -> None:
    """Told to an operator."""
    line = Line(number=PHONE).talking()
    spoken = hotline.Spoken(BRIDGE, TEXT, NAME, PHONE, ADDRESS, area=DAK_NHAU, place=SPOT)
    for _time in range(2):
        hotline.take_down(line.call.pk, spoken, read_back=True, by=operator.official, now=MONDAY)
    line.ended()


def at_the_counter(client: Client) -> None:
    """Told to an official at the counter."""
    page = client.get(reverse("desk:take_down_report"))
    token = page.content.decode().partition('name="token" value="')[2].partition('"')[0]
    said = {"category": BRIDGE, "content": TEXT, "area": DAK_NHAU, "detail": SPOT, "token": token, **WHO}
    written = client.post(reverse("desk:take_down_report"), {**said, "photos": [a_picture()]})
    assert written.status_code == 302, written.content.decode()
    for _time in range(2):
        filed = client.post(written["Location"], {"da-doc-lai": "1"}, follow=True)
        assert "chuyển kín" in filed.content.decode()
        assert words_in(filed.content) == []


def in_the_open(operator: Somebody) -> tuple[Report, Report, Line]:
    """A letter and a call about the same bridge: the call's report is merged into the letter's."""
    words = f"{TOLD} Nhà ở {ADDRESS}, {SPOT}, xã Đak Nhau."
    channels.take_mail(a_letter(7, words, "Cầu hỏng"), EMAIL, ["tiep-nhan@motcua.local"], now=MONDAY)
    written = Report.objects.get()
    more = a_letter(8, f"Tên tôi là {NAME}.", f"Re: [{written.matter.code}]")
    assert channels.take_mail(more, EMAIL, ["tiep-nhan@motcua.local"], now=MONDAY).outcome == "added"
    line = Line(number=PHONE).talking()
    spoken = hotline.Spoken(BRIDGE, TOLD, NAME, PHONE, ADDRESS, area=DAK_NHAU, place=SPOT)
    filed = hotline.take_down(line.call.pk, spoken, read_back=True, by=operator.official, now=MONDAY)
    hotline.ask_callback(line.call.pk, f"Gọi lại cho {NAME}", by=operator.official, now=line.clock)
    line.wait(60).say(RecordingReady, recording=f"ghi-am-{PHONE}", seconds=60)
    line.ended()
    hotline.wrap_up(line.call.pk, WrapUp.REPORTED, f"{NAME}, {SPOT}", by=operator.official, now=line.clock)
    assert filed.report is not None
    return written, filed.report, line
