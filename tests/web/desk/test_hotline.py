"""The operator's console: it opens by itself when the telephone rings, and everything is done from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.adapters.telephony_simulated import keep_tone
from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import Report
from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.models import Call, Callback, Command, MissedSearch, Operator
from tests.build import people
from tests.build.hotline import CALLER, DESK, Line, a_shift_leader, an_operator, seat_of
from tests.build.people import DAK_NHAU, Somebody
from tests.build.reports import BRIDGE, WORDS, a_report
from tests.web.desk.visits import at, now, text_of

CONSOLE, PULSE = "/can-bo/tong-dai/", "/can-bo/tong-dai/nhip/"


@pytest.fixture
def nghe() -> Somebody:
    return an_operator(signed_on=False)


@pytest.fixture
def page(nghe: Somebody) -> Client:
    client = at(nghe)
    client.post("/can-bo/tong-dai/vao-ca/", {"may": "201", "chuyen-mon": ["thu-tuc", "bay"]})
    return client


def a_line() -> Line:
    return Line(clock=now())


def test_an_operator_sits_down_at_a_telephone_and_takes_a_break(nghe: Somebody) -> None:
    client = at(nghe)
    assert "Số máy lẻ trên bàn" in text_of(client.get(CONSOLE))
    client.post("/can-bo/tong-dai/vao-ca/", {"may": "201", "chuyen-mon": ["thu-tuc", "bay"]})
    assert seat_of(nghe).skills == ["thu-tuc"]
    assert "Máy lẻ 201 Sẵn sàng" in text_of(client.get(CONSOLE))
    client.post("/can-bo/tong-dai/trang-thai/", {"trang-thai": "nghi", "ly-do": "rest"})
    assert "Tạm nghỉ Nghỉ giữa ca" in text_of(client.get(CONSOLE))
    client.post("/can-bo/tong-dai/trang-thai/", {"trang-thai": "san-sang"})
    client.post("/can-bo/tong-dai/trang-thai/", {"trang-thai": "het-ca"})
    assert "Vào ca" in text_of(client.get(CONSOLE))
    assert client.post("/can-bo/tong-dai/trang-thai/", {"trang-thai": "bay"}).status_code == 404


def test_a_ringing_call_opens_by_itself_and_a_quiet_page_stays(page: Client) -> None:
    quiet = page.post(PULSE, {"dang": "::ready:0"})
    assert quiet.status_code == 204
    call = a_line().offered().queued().ringing().call
    ringing = page.post(PULSE, {"dang": "::ready:0"})
    assert ringing["HX-Redirect"] == f"/can-bo/tong-dai/{call.pk}/"
    shown = text_of(page.get(ringing["HX-Redirect"]))
    assert "Đang đổ chuông" in shown
    assert "Nghe máy" in shown
    assert CALLER not in shown
    assert "Số này gọi lần đầu" in shown


def test_a_page_on_which_somebody_types_is_not_taken_away(page: Client) -> None:
    line = a_line().talking()
    shown = f"{line.call.pk}:talking:busy:0"
    line.ended()
    assert page.post(PULSE, {"dang": shown})["HX-Refresh"] == "true"
    kept = page.post(PULSE, {"dang": f"{line.call.pk}:talking:busy:0", "giu": "1"})
    assert "HX-Refresh" not in kept


def test_a_call_that_rang_here_and_went_on_leaves_no_dead_page_behind(page: Client, nghe: Somebody) -> None:
    line = a_line().offered().queued()
    actions.distribute(by=DESK, now=line.clock)
    line.ringing().say(gateways.NotTaken, extension="201", cause=19)
    assert queries.call_if_seen(nghe.official, line.call.pk) is None
    assert "đã sang máy khác" in text_of(page.get(f"/can-bo/tong-dai/{line.call.pk}/", follow=True))
    assert page.post(PULSE, {"dang": f"{line.call.pk}:ringing:ringing:0"})["HX-Redirect"] == CONSOLE
    for odd in ("x:ringing:ringing:0", f"{'9' * 30}:ringing:ringing:0"):
        assert page.post(PULSE, {"dang": odd})["HX-Refresh"] == "true"


def test_the_telephone_is_asked_from_the_page(page: Client) -> None:
    line = a_line().offered().queued().ringing()
    base = f"/can-bo/tong-dai/{line.call.pk}/"
    page.post(f"/can-bo/tong-dai/{line.call.pk}/may/nghe/")
    line.answered()
    for name, said in (("giu", {}), ("chuyen", {"so": "115"}), ("ghi-am", {})):
        page.post(f"{base}may/{name}/", said)
    asked = list(Command.objects.filter(extension="201").order_by("pk").values_list("name", flat=True))
    assert asked == ["answer", "hold", "transfer", "record"]
    assert page.post(f"{base}may/bay/").status_code == 404
    assert page.post(f"{base}may/noi-tiep/").status_code == 409


def test_a_report_is_taken_down_read_back_and_filed(page: Client) -> None:
    line = a_line().talking()
    address = f"/can-bo/tong-dai/{line.call.pk}/ghi/"
    assert CALLER in page.get(address).content.decode()
    said = {
        "category": BRIDGE,
        "content": WORDS,
        "area": DAK_NHAU,
        "phone": CALLER,
        "name": "Điểu Thị An",
        "press": "p",
    }
    wrong = page.post(address, {**said, "content": "cầu", "da-doc-lai": "1"})
    assert "Có chỗ cần xem lại" in text_of(wrong)
    aloud = text_of(page.post(address, said))
    assert "Đọc lại cho người gọi nghe" in aloud
    assert WORDS in aloud
    assert "Đak Nhau" in aloud
    assert not Report.objects.exists()
    assert "Ghi đúng lời" in text_of(page.post(address, {**said, "sua": "1"}))
    for _ in range(2):
        done = page.post(address, {**said, "da-doc-lai": "1"}, follow=True)
    report = Report.objects.get()
    assert f"Xin đọc mã cho người gọi: {report.matter.code}" in text_of(done)
    assert "Ghi trong cuộc gọi này" in text_of(done)


def test_a_denunciation_is_sealed_and_the_call_forgets_the_caller(page: Client) -> None:
    line = a_line().talking()
    said = {
        "category": BRIDGE,
        "content": "Tôi tố cáo ông trưởng thôn tham ô tiền của dân",
        "area": DAK_NHAU,
        "press": "p",
    }
    done = page.post(f"/can-bo/tong-dai/{line.call.pk}/ghi/", {**said, "phone": CALLER, "da-doc-lai": "1"}, follow=True)
    shown = text_of(done)
    assert "đã chuyển kín" in shown
    assert "Cuộc gọi kín" in shown
    assert "•" not in shown


def test_how_a_matter_stands_is_told(page: Client) -> None:
    report = a_report(now=now())
    line = a_line().talking()
    page.post(f"/can-bo/tong-dai/{line.call.pk}/tinh-trang/", {"ma": report.matter.code})
    shown = text_of(page.get(f"/can-bo/tong-dai/{line.call.pk}/"))
    assert str(report.matter.code) in shown
    assert "Đã báo tình trạng" in shown
    assert "Điểu Thị An" not in shown


def test_a_code_heard_wrong_is_asked_for_again_and_nothing_typed_is_lost(page: Client) -> None:
    line = a_line().talking()
    base = f"/can-bo/tong-dai/{line.call.pk}/"
    assert not queries.is_known("BP-241014-9999-9")
    for address in (f"{base}tinh-trang/", f"{base}gui-ma/"):
        assert "mang mã này" in text_of(page.post(address, {"ma": "BP-241014-9999-9"}, follow=True))
    said = {"category": BRIDGE, "content": WORDS, "area": DAK_NHAU, "phone": CALLER, "press": "p"}
    answer = page.post(f"{base}ghi/", {**said, "about_code": "BP-241014-9999-9", "da-doc-lai": "1"})
    assert answer.status_code == 200
    assert "mang mã này" in text_of(answer)
    assert WORDS in answer.content.decode()
    assert not Report.objects.exists()


def test_a_callers_things_open_after_a_read_back(page: Client) -> None:
    report = a_report(now=now())
    other = a_report(now=now(), content="Đèn đường ở ngã ba thôn Đak Xuyên không sáng.")
    line = a_line().talking()
    address = f"/can-bo/tong-dai/{line.call.pk}/xac-minh/"
    said = {"ma": report.matter.code, "ngay-sinh": "08/03/1994", "bon-so-cuoi": "1234", "ly-do": "asked_status"}
    assert "Không khớp" in text_of(page.post(address, {**said, "bon-so-cuoi": "0000"}, follow=True))
    shown = text_of(page.post(address, said, follow=True))
    assert str(other.matter.code) in shown
    assert page.post(address, {**said, "ly-do": "bay"}).status_code == 404


def test_a_call_is_written_down_and_the_next_may_come(page: Client, nghe: Somebody) -> None:
    line = a_line().talking().ended()
    address = f"/can-bo/tong-dai/{line.call.pk}/ket-qua/"
    assert "Cuộc gọi chưa ghi kết quả" in text_of(page.get(CONSOLE))
    assert "Hãy chọn kết quả" in text_of(page.post(address, {"ket-qua": ""}, follow=True))
    assert "Đã ghi kết quả" in text_of(page.post(address, {"ket-qua": "guided", "ghi-chu": "khai sinh"}, follow=True))
    page.post(address, {"ket-qua": "guided", "san-sang": "1"})
    assert seat_of(nghe).state == "ready"
    assert Call.objects.get().wrap_code == "guided"


def test_guidance_is_found_while_talking_and_what_is_missing_is_noted(page: Client) -> None:
    shown = text_of(page.get("/can-bo/tong-dai/huong-dan/", {"q": "khai sinh"}))
    assert "Đăng ký khai sinh cần giấy tờ gì?" in shown
    assert "1.001193" in page.get("/can-bo/tong-dai/huong-dan/", {"q": "khai sinh"}).content.decode()
    assert "Nói với người gọi" in text_of(page.get("/can-bo/tong-dai/huong-dan/khai-sinh-can-gi/"))
    assert page.get("/can-bo/tong-dai/huong-dan/nghi-tet-2024/").status_code == 404
    page.get("/can-bo/tong-dai/huong-dan/", {"q": "ngựa vằn bay xyz"})
    assert not MissedSearch.objects.exists()
    page.get("/can-bo/tong-dai/huong-dan/", {"q": "ngựa vằn bay xyz", "het": "1"})
    assert MissedSearch.objects.count() == 1


def test_a_caller_is_promised_a_call_and_called(page: Client) -> None:
    line = a_line().talking()
    page.post(f"/can-bo/tong-dai/{line.call.pk}/hen/", {"viec": "Hỏi về đất"})
    line.ended()
    assert "Hỏi về đất" in text_of(page.get("/can-bo/tong-dai/goi-lai/"))
    callback = Callback.objects.get()
    taken = page.post(f"/can-bo/tong-dai/goi-lai/{callback.pk}/goi/")
    out = Call.objects.order_by("-pk")[0]
    assert taken["Location"] == f"/can-bo/tong-dai/{out.pk}/"
    assert "Không nghe máy" in text_of(page.get("/can-bo/tong-dai/goi-lai/"))
    page.post(f"/can-bo/tong-dai/goi-lai/{callback.pk}/khong-nghe/")
    callback.refresh_from_db()
    assert (callback.state, callback.attempts) == ("waiting", 1)
    assert page.post(f"/can-bo/tong-dai/goi-lai/{callback.pk}/bay/").status_code == 404


def test_the_board_and_the_quality_of_calls(page: Client, nghe: Somebody) -> None:
    line = a_line().talking().ended()
    assert "100%" in text_of(page.get("/can-bo/tong-dai/ca-truc/"))
    actions.note_missed_search("ngựa vằn", by=nghe.official, now=now())
    leader = at(a_shift_leader())
    assert 'href="/can-bo/tong-dai/ca-truc/"' in leader.get("/can-bo/").content.decode()
    assert (
        "tong-dai"
        not in at(people.an_official("Lê Thị Chi", people.agency_of("ubnd-xa"), Duty.LEADER))
        .get("/can-bo/")
        .content.decode()
    )
    assert "Tìm mà không thấy" in text_of(leader.get("/can-bo/tong-dai/cham-diem/"))
    assert "ngua van" in text_of(leader.get("/can-bo/tong-dai/khong-thay/"))
    assert page.get("/can-bo/tong-dai/khong-thay/").status_code == 409
    assert "Đã chấm" in text_of(
        leader.post(f"/can-bo/tong-dai/cham-diem/{line.call.pk}/", {"dat": ["chao"]}, follow=True)
    )
    assert "đã chấm, hoặc" in text_of(leader.get(f"/can-bo/tong-dai/cham-diem/{line.call.pk}/"))
    assert page.get("/can-bo/tong-dai/cham-diem/").status_code == 409


def test_a_leader_plays_a_recording_whole_and_in_part(page: Client) -> None:
    line = a_line().talking()
    line.say(gateways.RecordingReady, recording="talk-web", seconds=9)
    line.ended()
    address = f"/can-bo/tong-dai/{line.call.pk}/ghi-am/"
    leader = at(a_shift_leader())
    assert (
        f'<audio controls preload="none" src="{address}">'
        in leader.get(address.removesuffix("ghi-am/")).content.decode()
    )
    gone = leader.get(address)
    assert gone.status_code == 404
    assert "không còn bản ghi này" in text_of(gone)
    assert "không còn bản ghi âm" in text_of(leader.get(f"/can-bo/tong-dai/{line.call.pk}/"))
    assert "Bản ghi âm" not in text_of(page.get(f"/can-bo/tong-dai/{line.call.pk}/"))
    keep_tone("talk-web")
    whole = leader.get(address)
    assert (whole.status_code, whole["Content-Type"], whole.content[:4]) == (200, "audio/wav", b"RIFF")
    part = leader.get(address, headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content, part["Content-Range"]) == (
        206,
        whole.content[4:8],
        f"bytes 4-7/{len(whole.content)}",
    )
    assert leader.get(address, headers={"range": "bytes=99999999-"}).status_code == 200
    assert page.get(address).status_code == 409
    assert at(people.dung()).get(address).status_code == 404


def test_an_operator_plays_a_message(page: Client) -> None:
    a_line().offered().say(gateways.Voicemail, recording=keep_tone("message-web"), seconds=9)
    address = f"/can-bo/tong-dai/goi-lai/{Callback.objects.get().pk}/loi-nhan/"
    assert address in page.get("/can-bo/tong-dai/goi-lai/").content.decode()
    assert page.get(address).content[:4] == b"RIFF"


def test_a_caller_reads_out_the_number_that_was_sent(page: Client) -> None:
    report = a_report(now=now())
    line = Line(number="0988777666", clock=now()).talking()
    base = f"/can-bo/tong-dai/{line.call.pk}/"
    sent = text_of(page.post(f"/can-bo/tong-dai/{line.call.pk}/gui-ma/", {"ma": report.matter.code}, follow=True))
    assert "678. Xin người gọi đọc mã số" in sent
    number = line.call.pin
    assert number not in page.get(base).content.decode()
    wrong, address = f"{(int(number) + 1) % 1_000_000:06}", f"/can-bo/tong-dai/{line.call.pk}/ma-so/"
    assert "Không khớp" in text_of(page.post(address, {"ma-so": wrong, "ly-do": "asked_status"}, follow=True))
    shown = text_of(page.post(address, {"ma-so": number, "ly-do": "asked_status"}, follow=True))
    assert "đã mở" in shown
    assert str(report.matter.code) in shown
    assert page.post(address, {"ma-so": number, "ly-do": "bay"}).status_code == 404


def test_a_talk_whose_page_went_silent_is_taken_over_from_the_console(page: Client, nghe: Somebody) -> None:
    line = a_line().talking()
    hieu = an_operator("Lê Thị Hiểu", "202", now=now())
    other = at(hieu)
    seen = Operator.objects.get(pk=nghe.account.pk).seen_at
    actions.watch_silent_talks(by=DESK, now=seen + timedelta(seconds=100))
    assert other.post(PULSE, {"dang": "::ready:0"})["HX-Refresh"] == "true"
    assert "Nhận tiếp cuộc gọi" in text_of(other.get(CONSOLE))
    taken = other.post(f"/can-bo/tong-dai/{line.call.pk}/nhan-tiep/")
    assert taken["Location"] == f"/can-bo/tong-dai/{line.call.pk}/"
    assert seat_of(hieu).call_id == line.call.pk


def test_a_page_is_told_where_it_is_told(page: Client, settings: Any) -> None:
    assert 'data-live=""' in page.get(CONSOLE).content.decode()
    settings.MOTCUA_LIVE = "/"
    behind = page.get(CONSOLE)
    assert 'data-live="/truc-tiep/hotline/"' in behind.content.decode()
    settings.MOTCUA_LIVE = ":8001"
    beside = page.get(CONSOLE)
    assert 'data-live="http://testserver:8001/truc-tiep/hotline/"' in beside.content.decode()
    assert "connect-src 'self' http://testserver:8001" in beside["Content-Security-Policy"]
    assert "8001" not in behind["Content-Security-Policy"]
    assert "8001" in page.post(PULSE, {"dang": "x"}).content.decode()


def test_elsewhere_there_is_no_hotline(nghe: Somebody) -> None:
    dung = at(people.dung())
    for address in (CONSOLE, "/can-bo/tong-dai/ca-truc/", "/can-bo/tong-dai/cham-diem/", "/can-bo/tong-dai/goi-lai/"):
        assert dung.get(address).status_code == 404
    assert dung.post(PULSE, {"dang": ""}).status_code == 404
    assert Operator.objects.count() == 0


def test_a_console_costs_the_same_however_many_calls_there_were(
    page: Client, nghe: Somebody, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        line = a_line().talking().ended()
        actions.go_ready(by=nghe.official, now=line.clock)
        Line(number=f"098800011{number}", clock=now()).offered().say(gateways.Voicemail, recording="m")
    current = a_line().talking().call
    with django_assert_max_num_queries(24):  # type: ignore[operator]  # a fixture of pytest-django
        page.get(f"/can-bo/tong-dai/{current.pk}/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of pytest-django
        page.get(CONSOLE)
