"""Reports as nobody should send them: each is answered in a sentence, nothing is lost and nothing is there twice."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Draft, Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Event, RejectReason, State
from motcua.domain.notices.models import Message
from motcua.kernel.actors import Citizen
from motcua.web.portal.views import reports_sending
from tests.build.envelopes import a_key, closed, pieces
from tests.build.people import NURSE
from tests.build.reports import WORDS, Offices, a_photo, a_report, press, walk
from tests.build.writing import PAGES, ROOT, send, write
from tests.web.desk.visits import now, text_of

INSULT = "Lũ ăn hại các người, cầu gãy cả tháng mà không ai sửa."
MEGABYTES = 20 * 1024 * 1024


def by_app(client: Client, envelope: bytes, key: str) -> Any:
    """Everything is sent in pieces and then opened."""
    parts = pieces(envelope)
    for number, part in enumerate(parts):
        client.post(reverse("portal:envelope_piece", args=[key, number]), part, "application/octet-stream")
    done = json.dumps({"pieces": len(parts), "ago": 60})
    return client.post(reverse("portal:envelope", args=[key]), done, "application/json")


def test_twenty_megabytes_of_text_are_too_much_and_say_so(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    answer = client.post(f"{ROOT}viec-gi/", {"content": "x" * MEGABYTES})
    assert answer.status_code == 413
    assert "MB" in text_of(answer)
    key = a_key()
    told = by_app(client, closed(key, content="cầu gãy " * (MEGABYTES // 12)), key)
    assert told.status_code == 422
    assert "quá lớn" in told.json()["sentence"]
    key = a_key()
    told = by_app(client, closed(key, content="cầu gãy " * (MEGABYTES // 40)), key)
    assert "dài quá 10000 ký tự" in told.json()["sentence"]
    assert not Report.objects.exists()


def test_of_thirty_photos_in_an_envelope_none_is_taken_and_why_is_said(client: Client) -> None:
    key, photo = a_key(), base64.b64encode(a_photo()).decode()
    files = [{"name": f"{number}.jpg", "content": photo} for number in range(30)]
    told = by_app(client, closed(key, raw={"photos": files}), key)
    assert told.status_code == 422
    assert "10" in told.json()["sentence"]
    assert not Report.objects.exists()


def test_a_telephone_outside_the_province_names_the_place_by_its_commune(client: Client) -> None:
    key = a_key()
    assert by_app(client, closed(key, latitude=21.03, longitude=105.85), key).status_code == 200
    report = Report.objects.get()
    assert (report.latitude, report.longitude) == (None, None)
    assert report.matter.event_area is not None


def test_nine_times_the_same_envelope_is_one_report(client: Client) -> None:
    key = a_key()
    answers = [by_app(client, closed(key), key).json() for _time in range(9)]
    assert len({answer["code"] for answer in answers}) == 1
    assert Report.objects.count() == 1


def test_a_denunciation_pressed_nine_times_is_one_letter_and_always_the_same_code(client: Client) -> None:
    write(client, told={"content": "Tôi tố cáo ông X nhận hối lộ."})
    told = {text_of(client.post(f"{ROOT}xem-lai/", follow=True)) for _time in range(9)}
    assert len(told) == SealedLetter.objects.count() == 1
    key = a_key()
    envelope = closed(key, content="Tôi tố cáo ông X nhận hối lộ.")
    answers = [by_app(client, envelope, key).json() for _time in range(8)]
    Draft.objects.all().delete()  # what the server remembered of it is gone; the letter knows it by its mark
    answers.append(by_app(client, envelope, key).json())
    assert len({answer["code"] for answer in answers}) == 1
    assert SealedLetter.objects.count() == 2


def test_an_insult_is_heard_shown_to_nobody_and_answered_courteously(client: Client) -> None:
    offices = Offices.of()
    send(client, told={"content": INSULT})
    report = Report.objects.get()
    assert INSULT not in client.get("/phan-anh/").content.decode()
    press(
        report,
        "reject",
        offices.dispatcher.official,
        said=Said(reject=RejectReason.INSULTING, reason="Xin viết lại."),
        now=now(),
    )
    page = text_of(client.get(reverse("portal:report", args=[report.matter.token])))
    assert "Lời lẽ xúc phạm" in page
    assert "Xin viết lại." in page
    assert actions.tell(report.pk, Event.REJECTED, by=NURSE, now=now()) == []
    assert not Message.objects.exists()


def test_the_draft_belongs_to_a_browser_and_to_no_account(client: Client, signed_in: Any, an: Citizen) -> None:
    visitor = signed_in(an)
    write(visitor)
    token = Draft.objects.get().token
    assert token not in str(visitor.session.items())
    cookie = visitor.cookies[reports_sending.KEY]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    client.cookies[reports_sending.KEY] = token  # without its signature it opens nothing
    assert client.get(f"{ROOT}viec-gi/")["Location"] == ROOT
    assert "session" not in str(Client().post(ROOT, PAGES[""]).cookies).lower()


def test_a_denunciation_in_a_reply_or_a_verdict_is_not_read_by_the_unit(client: Client) -> None:
    offices = Offices.of()
    report = walk(a_report(now=now()), offices, "accepted", now=now())
    asked = press(report, "ask", offices.handler.official, said=Said(question="Nhịp nào bị gãy?"), now=now())
    token, words = asked.matter.token, "Nhịp giữa. Tôi tố cáo ông X tham ô."
    page = client.post(reverse("portal:report_reply", args=[token]), {"reply": words})
    assert page.status_code == 409
    assert "Hãy gửi thành một phản ánh mới" in text_of(page)
    assert words in page.content.decode()
    assert Report.objects.get().state == State.ASKED
    earlier = now() - timedelta(hours=5)
    other = walk(a_report(now=earlier), offices, "answered", now=earlier)
    verdict = reverse("portal:report_verdict", args=[other.verdicts.get().token])
    told = client.post(verdict, {"fixed": "no", "words": words})
    assert told.status_code == 409
    assert other.verdicts.get().given_at is None
    client.post(verdict, {"fixed": "yes", "late": "on", "words": "Hơi lâu."})
    given = other.verdicts.get()
    assert (given.fixed, given.satisfied, given.late) == (True, True, True)


@pytest.mark.parametrize("language", ["", "/en"])
def test_whoever_sent_it_sees_who_opened_it(client: Client, language: str) -> None:
    offices = Offices.of()
    report = walk(a_report(now=now()), offices, "accepted", now=now())
    address = reverse("portal:report_openings", args=[report.matter.token])
    assert "Chưa có ai mở" in text_of(client.get(address))
    actions.open_report(report.pk, by=offices.handler.official, now=now())
    page = client.get(f"{language}{address}")
    assert page["X-Robots-Tag"] == "noindex"
    told = "Đang giải quyết phản ánh" if not language else "Working on the report"
    assert told in text_of(page)
    assert address in client.get(reverse("portal:report", args=[report.matter.token])).content.decode()
    actions.seal(report.pk, by=offices.handler.official, now=now())
    assert client.get(address).status_code == 404
    assert queries.is_sealed(str(report.matter.code))
    assert WORDS not in client.get(reverse("portal:report", args=[report.matter.token])).content.decode()
