"""What people write to the official account: one report of a conversation, however it is delivered."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest
import requests
from django.conf import settings as kept_settings

from motcua.adapters.zalo_oa import OfficialAccount
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.channels import actions, queries
from motcua.domain.channels.gateways import NotTaken
from motcua.domain.channels.models import Conversation, Fetching, Heard, Letter, Outgoing, Thread
from motcua.domain.channels.rules.windows import Window, may_write
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.feedback.states import Channel, Event, State
from motcua.jobs import channels as jobs
from motcua.kernel.errors import Malformed
from motcua.kernel.secrecy import blind_index
from tests.build import people
from tests.build.jobs import waiting
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import MONDAY, Offices, press, walk

pytestmark = pytest.mark.django_db
USER = "246845883529197922"
APP, SECRET = "4310215284120000000", "bi-mat-cua-oa"
LATER = MONDAY + timedelta(minutes=4)


def an_event(number: int, message: dict[str, Any], name: str = "user_send_text", **more: Any) -> bytes:
    """An event as the webhook delivers it."""
    return json.dumps(
        {
            "app_id": APP,
            "user_id_by_app": "552177279717587730",
            "event_name": name,
            "timestamp": str(1728867600000 + number * 1000),
            "sender": {"id": USER},
            "recipient": {"id": "388613280878808645"},
            "message": {"msg_id": f"96d3cdf3af15046{number:04}", **message},
            **more,
        },
        ensure_ascii=False,
    ).encode()


def text(number: int, words: str) -> bytes:
    return an_event(number, {"text": words})


def image(number: int, address: str) -> bytes:
    payload = {"thumbnail": address, "url": address}
    return an_event(number, {"attachments": [{"type": "image", "payload": payload}]}, "user_send_image")


def location(number: int) -> bytes:
    payload = {"coordinates": {"latitude": "12.0312", "longitude": "107.1245"}}
    return an_event(
        number, {"text": "", "attachments": [{"type": "location", "payload": payload}]}, "user_send_location"
    )


def take(*events: bytes) -> list[bool]:
    return [actions.take_zalo(event, now=MONDAY) for event in events]


FIRST, SECOND, THIRD = text(1, "Cầu hỏng ở xã Đak Nhau."), text(2, "Gãy một nhịp rồi."), text(3, "SĐT 0912 345 678 nhé")


def replies() -> list[str]:
    return [each.body for each in Outgoing.objects.order_by("pk")]


@pytest.mark.parametrize("order", list(permutations([FIRST, SECOND, THIRD]))[::2])
def test_three_messages_delivered_three_times_in_any_order_are_one_report(order: tuple[bytes, ...]) -> None:
    assert [fresh for _time in range(3) for fresh in take(*order)].count(True) == 3
    assert actions.file_conversations(now=MONDAY) == 0  # still being written
    assert actions.file_conversations(now=LATER) == 1
    assert actions.file_conversations(now=LATER) == 0
    report = Report.objects.select_related("matter__event_area", "category").get()
    assert report.content.splitlines() == ["Cầu hỏng ở xã Đak Nhau.", "Gãy một nhịp rồi.", "SĐT 0912 345 678 nhé"]
    assert (report.channel, report.sender_phone, report.category.code) == (Channel.ZALO, "0912345678", "gt-mat-duong")
    assert report.matter.event_area is not None
    assert report.matter.event_area.code == DAK_NHAU
    assert str(report.matter.code) in replies()[0]


def test_a_place_and_pictures_come_along(settings: Any) -> None:
    settings.MOTCUA_MEDIA_HOSTS = ("*.zdn.vn",)
    take(location(2), image(4, "https://photo-stal-1.zdn.vn/a.jpg"), image(5, "https://evil.example/a.jpg"), THIRD)
    take(text(1, "Đường hư ở đây, xe không qua được."))
    actions.file_conversations(now=LATER)
    report = Report.objects.select_related("matter__event_area").get()
    assert (report.latitude, report.longitude) == (12.0312, 107.1245)
    assert report.matter.event_area is not None
    assert [each.address for each in Fetching.objects.all()] == ["https://photo-stal-1.zdn.vn/a.jpg"]


def test_a_telephone_number_is_asked_for_once_and_taken_from_what_is_shared() -> None:
    take(FIRST)
    assert actions.file_conversations(now=LATER) == 0
    assert actions.file_conversations(now=LATER) == 0
    assert ["số điện thoại" in reply for reply in replies()] == [True]
    info = json.dumps(
        {
            "app_id": APP,
            "event_name": "user_submit_info",
            "timestamp": "1728867699000",
            "sender": {"id": USER},
            "info": {"name": "Điểu Thị An", "phone": "84912345678", "address": "Đak Nhau", "city": "", "district": ""},
        }
    ).encode()
    assert take(info, info) == [True, False]
    actions.file_conversations(now=LATER)
    assert Report.objects.get().sender_phone == "0912345678"


def test_what_never_becomes_clear_is_ended_with_a_word() -> None:
    take(text(1, "ê"))
    actions.file_conversations(now=LATER)
    assert actions.file_conversations(now=MONDAY + timedelta(hours=23)) == 0
    assert actions.file_conversations(now=MONDAY + timedelta(hours=25)) == 1
    assert Conversation.objects.get().outcome == "refused"
    assert not Report.objects.exists()


def test_a_denunciation_goes_under_seal_at_once_and_leaves_nobody_here() -> None:
    take(text(1, "Tôi tố cáo cán bộ nhận hối lộ, gọi 0912345678."))
    conversation = Conversation.objects.get()
    assert (conversation.outcome, conversation.said) == ("sealed", None)
    assert (conversation.user, conversation.phone) == ("", "")
    assert conversation.user_index != blind_index(USER, "zalo"), "nothing joins it to what the person wrote before"
    sealed = SealedLetter.objects.get()
    assert "0912345678" in open_letter(bytes(sealed.letter))
    assert not Thread.objects.exists()
    assert sealed.code in replies()[0]
    assert take(text(1, "Tôi tố cáo cán bộ nhận hối lộ, gọi 0912345678.")) == [False]


def test_what_follows_a_denunciation_goes_the_same_way_for_an_hour() -> None:
    take(text(1, "Tôi tố cáo cán bộ nhận hối lộ."), text(2, "Tên tôi là Điểu Krai, 0912345678."))
    take(image(3, "https://photo-stal-1.zdn.vn/bien-lai.jpg"))
    assert Conversation.objects.count() == SealedLetter.objects.count() == 1
    inside = open_letter(bytes(SealedLetter.objects.get().letter))
    for said in ("Điểu Krai", "bien-lai.jpg"):
        assert said in inside
    assert not Fetching.objects.exists()
    actions.file_conversations(now=MONDAY + timedelta(hours=1))
    assert Conversation.objects.get().user_index == ""
    actions.take_zalo(text(9, "Rác ở chợ xã Bom Bo nhiều quá."), now=MONDAY + timedelta(hours=2))
    assert Conversation.objects.filter(closed_at=None).count() == 1


def test_a_place_outside_the_province_is_left_out() -> None:
    payload = {"coordinates": {"latitude": "21.03", "longitude": "105.85"}}
    far = an_event(2, {"text": "", "attachments": [{"type": "location", "payload": payload}]}, "user_send_location")
    take(FIRST, far, THIRD)
    actions.file_conversations(now=LATER)
    report = Report.objects.select_related("matter__event_area").get()
    assert (report.latitude, report.matter.event_area and report.matter.event_area.code) == (None, DAK_NHAU)


def test_more_than_anybody_reads_is_asked_to_be_said_shorter_and_ended() -> None:
    for number in range(3):
        take(text(number, "Cầu hỏng. " * 500 + "0912345678"))
    assert actions.file_conversations(now=LATER) == 0
    assert not Report.objects.exists()
    assert actions.file_conversations(now=MONDAY + timedelta(hours=25)) == 1
    assert "quá dài" in replies()[-1]


def test_what_the_unit_asked_is_answered_in_the_chat() -> None:
    offices = Offices.of()
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    report = walk(Report.objects.get(), offices, "accepted", now=LATER)
    press(report, "ask", offices.handler.official, said=Said(question="Nhịp nào bị gãy vậy?"), now=LATER)
    actions.take_zalo(text(9, "Nhịp giữa."), now=LATER)
    report.refresh_from_db()
    assert (report.state, report.questions.get().answer) == (State.ACCEPTED, "Nhịp giữa.")


def test_what_a_part_asked_is_answered_in_the_chat_of_the_report_it_was_split_from() -> None:
    offices = Offices.of()
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    whole = walk(Report.objects.get(), offices, "accepted", now=LATER)
    (part,) = feedback.split(whole.pk, ["H10.30.13"], by=offices.dispatcher.official, now=LATER)
    other = people.an_official("Trần Văn Xã", Agency.objects.get(code="H10.30.13"), Duty.SPECIALIST).official
    for move, by in (("forward", offices.dispatcher.official), ("accept", other), ("ask", other)):
        part = press(part, move, by, said=Said(question="Lan can còn không?"), now=LATER)
    (outgoing,) = actions.tell_thread(part.pk, Event.ASKED, by=NURSE, now=LATER)
    assert str(part.matter.code) in outgoing.body
    actions.take_zalo(text(9, "Mất lan can rồi."), now=LATER)
    part.refresh_from_db()
    assert (part.state, part.questions.get().answer) == (State.ACCEPTED, "Mất lan can rồi.")
    assert Report.objects.count() == 2


def test_what_is_delivered_too_late_belongs_to_its_report_and_what_is_new_is_new() -> None:
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    take(SECOND)
    assert Letter.objects.get().text == "Gãy một nhịp rồi."
    take(text(8, "Chuyện khác: rác ở chợ Bom Bo."))
    actions.file_conversations(now=LATER)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("name", ["follow", "unfollow", "oa_send_text", "user_seen_message", "user_send_sticker"])
def test_what_is_no_message_of_a_person_changes_nothing(name: str) -> None:
    assert take(an_event(1, {}, name)) == [False]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"\xff", b'{"event_name": "user_send_text"}', an_event(1, {"msg_id": None}, timestamp="x")],
)
def test_what_is_no_event_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Malformed):
        take(body)


def test_marks_are_forgotten_after_a_week() -> None:
    take(FIRST)
    actions.file_conversations(now=MONDAY + timedelta(days=8))
    assert not Heard.objects.exists()


def sign(body: bytes, secret: str = SECRET) -> str:
    stamp = json.loads(body)["timestamp"]
    return "mac=" + sha256(APP.encode() + body + stamp.encode() + secret.encode()).hexdigest()


@pytest.fixture
def account(settings: Any) -> None:
    settings.MOTCUA_ZALO_APP, settings.MOTCUA_ZALO_SECRET = APP, SECRET
    settings.MOTCUA_ZALO_TOKEN, settings.MOTCUA_ZALO_WINDOW = "token", Window(48, 2)


def test_with_no_secret_nobody_is_believed() -> None:
    assert kept_settings.MOTCUA_ZALO_SECRET == ""
    assert not queries.zalo_signed(FIRST, "mac=" + sha256(FIRST + b"1728867601000").hexdigest())


def test_the_window_is_what_is_configured() -> None:
    window = Window(hours=48, messages=2)
    assert may_write(MONDAY, 1, MONDAY + timedelta(hours=48), window)
    assert not may_write(MONDAY, 2, MONDAY, window)
    assert not may_write(MONDAY, 0, MONDAY + timedelta(hours=48, minutes=1), window)


@pytest.mark.usefixtures("account")
def test_an_answer_goes_out_within_the_window_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Any] = []

    class Account:
        def send(self, user: str, words: str) -> None:
            handed.append((user, words))

    monkeypatch.setattr("motcua.adapters.zalo_oa.OfficialAccount", Account)
    monkeypatch.setattr(jobs.clock, "now", lambda: LATER)
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    for each in waiting("channels.send"):
        jobs.send(**each)
    assert [user for user, _words in handed] == [USER]
    gone = Outgoing.objects.get()
    assert (gone.state, gone.zalo_user, gone.body) == ("done", "", "")


@pytest.mark.usefixtures("account")
def test_after_the_window_nothing_is_written() -> None:
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    assert actions.ready(Outgoing.objects.get().pk, now=MONDAY + timedelta(hours=49)) is None
    assert Outgoing.objects.get().problem == "window_closed"


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("status", "body", "final"),
    [(200, b'{"error": 0}', None), (200, b'{"error": -230}', True), (503, b"", False), (200, b"<html>", False)],
)
def test_the_provider_is_spoken_to_in_its_shape(
    monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, final: bool | None
) -> None:
    asked: list[Any] = []

    def answer(address: str, **words: Any) -> requests.Response:
        asked.append((address, words["json"], words["headers"]))
        response = requests.Response()
        response.status_code, response._content = status, body
        return response

    monkeypatch.setattr(requests, "post", answer)
    if final is None:
        OfficialAccount().send(USER, "Xin chào")
        assert asked[0][1] == {"recipient": {"user_id": USER}, "message": {"text": "Xin chào"}}
        assert asked[0][2] == {"access_token": "token"}
    else:
        with pytest.raises(NotTaken) as no:
            OfficialAccount().send(USER, "Xin chào")
        assert no.value.final is final


def test_what_failed_is_tried_again_and_given_up_in_the_end() -> None:
    take(FIRST, THIRD)
    actions.file_conversations(now=LATER)
    number = Outgoing.objects.get().pk
    tries = [actions.send_failed(number, "HTTP 503", final=False, by=NURSE, now=LATER) for _try in range(7)]
    assert tries == [True] * 5 + [False, False]
    actions.sent(number, by=NURSE, now=LATER)
    assert Outgoing.objects.get().state == "given_up"
