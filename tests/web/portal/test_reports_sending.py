"""Sending a report page by page, without scripts and without signing in: kept, checked, proposed, sent once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.documents.models import File
from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Draft, DraftPhoto, Report, SealedLetter
from motcua.kernel.actors import Citizen
from motcua.web.portal.views import reports_sending
from tests.build.reports import FIRE, LETTER, RUBBISH, WORDS, Offices, a_photo, a_report
from tests.build.writing import PAGES, ROOT, a_picture, send, write
from tests.web.desk.visits import now, text_of

SignedIn = Callable[[Citizen], Client]


def test_a_villager_sends_a_report_without_signing_in(client: Client) -> None:
    page = text_of(send(client, photos={"photos": [a_picture(), a_picture("hai.jpg")]}))
    report = Report.objects.get()
    assert "Đã gửi phản ánh" in page
    assert str(report.matter.code) in page
    assert "Chậm nhất lúc" in page
    assert (report.sender, report.sender_phone, report.channel) == (None, "0912345679", "web")
    assert (report.content, report.latitude, report.shows_sender) == (WORDS, 12.0312, False)
    assert report.matter.event_area is not None
    assert report.photos.count() == 2
    assert File.objects.count() == 2, "what lay in the draft is gone"
    assert not DraftPhoto.objects.exists()


def test_the_code_can_be_read_aloud_and_its_page_opened(client: Client) -> None:
    response = send(client)
    report = Report.objects.get()
    aloud = " ".join(str(report.matter.code).replace("-", ""))
    assert aloud in text_of(response)
    found = re.search(r'href="(/phan-anh/[^"/]{20,}/)"', response.content.decode())
    assert found is not None
    assert client.get(found[1]).status_code == 200


def test_pressed_again_it_is_the_same_report(client: Client) -> None:
    write(client)
    first = client.post(f"{ROOT}xem-lai/", follow=True)
    again = client.post(f"{ROOT}xem-lai/", follow=True)
    assert text_of(first) == text_of(again)
    assert Report.objects.count() == 1
    assert client.get(ROOT).status_code == 200, "another one can be begun"


def test_who_signed_in_finds_their_own_details_and_their_report(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    client.post(ROOT, PAGES[""])
    assert "Điểu Thị An" in client.get(f"{ROOT}ai-gui/").content.decode()
    send(client)
    assert Report.objects.get().sender_id == an.account_id
    assert str(Report.objects.get().matter.code) in text_of(client.get("/phan-anh/cua-toi/"))


def test_what_was_typed_stays_also_where_it_is_wrong(client: Client) -> None:
    write(client, told={"content": "hỏng"}, who={"phone": "12"})
    assert "hỏng" in client.get(f"{ROOT}viec-gi/").content.decode()
    assert 'value="12"' in client.get(f"{ROOT}ai-gui/").content.decode()
    page = client.get(f"{ROOT}xem-lai/")
    assert "Hãy viết rõ việc cần phản ánh" in text_of(page)
    client.post(f"{ROOT}xem-lai/")
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed", "sentence"),
    [
        ("", {"category": "khong-co"}, "Chưa chọn việc cần phản ánh"),
        ("o-dau/", {"area": ""}, "cần biết ở đâu"),
        ("o-dau/", {"area": "99999"}, "không có trong danh sách"),
        ("o-dau/", {"area": "25399", "latitude": "21.02", "longitude": "105.85"}, "nằm ngoài tỉnh"),
        ("viec-gi/", {"content": ""}, "Chưa nhập mục “Việc gì đang xảy ra?”"),
        ("viec-gi/", {"content": "a" * 10_001}, "dài quá 10000 ký tự"),
        (
            "viec-gi/",
            {
                "content": WORDS,
                "occurred_on-day": "1",
                "occurred_on-month": "1",
                "occurred_on-year": "2030",
            },
            "Ngày này chưa đến",
        ),
        ("ai-gui/", {"phone": "", "email": ""}, "cần số điện thoại hoặc thư điện tử"),
        ("ai-gui/", {"phone": "12"}, "Số điện thoại chưa đúng"),
        ("ai-gui/", {"email": "an@"}, "chưa đúng, ví dụ đúng"),
    ],
)
def test_bad_input_is_answered_by_one_sentence(client: Client, page: str, typed: dict[str, str], sentence: str) -> None:
    client.post(ROOT, PAGES[""])
    response = client.post(f"{ROOT}{page}", typed)
    assert sentence in text_of(response)


def test_pictures_are_judged_one_by_one_and_can_be_taken_out(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    sent = [a_picture(), a_picture("la.exe", b"MZ is no picture"), a_picture("rong.jpg", b"")]
    page = text_of(client.post(f"{ROOT}anh/", {"photos": sent, "them": "1"}))
    assert "“la.exe” không phải là ảnh" in page
    photo = DraftPhoto.objects.get()
    assert client.get(reverse("portal:report_photo", args=[photo.pk])).content == a_photo()
    client.post(reverse("portal:remove_report_photo", args=[photo.pk]))
    assert not File.objects.exists()
    assert client.get(f"{ROOT}anh/{photo.pk}/").status_code == 404


def test_more_than_ten_pictures_are_too_many(client: Client) -> None:
    client.post(ROOT, PAGES[""])
    page = text_of(client.post(f"{ROOT}anh/", {"photos": [a_picture(f"{n}.jpg") for n in range(30)], "them": "1"}))
    assert "tối đa 10 ảnh" in page
    assert DraftPhoto.objects.count() == 10


def test_what_needs_nobody_is_sent_by_nobody(client: Client) -> None:
    send(client, what={"category": RUBBISH}, who={"name": "", "phone": ""})
    assert (Report.objects.get().sender_name, Report.objects.get().sender_phone) == ("", "")


def test_an_urgent_one_is_taken_and_113_stands_on_the_first_page(client: Client) -> None:
    assert "tel:114" in client.get(ROOT).content.decode()
    send(client, what={"category": FIRE})
    assert Report.objects.get().urgency == "urgent"


def test_the_words_of_a_denunciation_go_under_seal_and_the_page_says_so_courteously(client: Client) -> None:
    page = text_of(send(client, told={"content": "Tôi tố cáo ông Nguyễn Văn Mỗ nhận hối lộ khi làm hồ sơ."}))
    letter = SealedLetter.objects.get()
    assert letter.code in page
    assert "không hiện ở bất kỳ danh sách nào" in page
    assert "Mỗ" not in page
    assert "Trang riêng" not in page
    again = text_of(client.post(f"{ROOT}xem-lai/", follow=True))
    assert letter.code in again
    assert SealedLetter.objects.count() == 1
    assert Draft.objects.get().body == {}
    assert not Report.objects.exists()


def test_what_is_sealed_stands_in_no_list(client: Client) -> None:
    assert LETTER not in client.get(ROOT).content.decode()
    assert LETTER not in client.get(f"{ROOT}?q=to+cao").content.decode()


def test_what_to_report_is_found_without_marks_and_nothing_found_shows_everything(client: Client) -> None:
    page = client.get(f"{ROOT}?q=cau+gay").content.decode()
    assert "Rác" not in page
    nothing = text_of(client.get(f"{ROOT}?q=xyzzy"))
    assert "Không có mục nào chứa chữ “xyzzy”" in nothing
    assert "Việc khác" in nothing


def test_what_may_be_reported_already_is_proposed_before_it_is_sent(client: Client, an: Citizen) -> None:
    offices = Offices.of()
    there = a_report(an, now=now())
    actions.make_public(there.pk, "Cầu dân sinh thôn Đak Xuyên gãy nhịp.", by=offices.dispatcher.official, now=now())
    page = write(client).get(f"{ROOT}xem-lai/").content.decode()
    assert "Có phải việc này đã có người báo?" in page
    assert f"/phan-anh/cong-khai/{there.matter.code}/" in page
    other = write(Client(), where={"latitude": "11.5", "longitude": "106.9"}).get(f"{ROOT}xem-lai/")
    assert "Có phải việc này" not in text_of(other)


def test_the_same_words_again_and_again_are_stopped_with_a_sentence_and_nothing_is_lost(client: Client) -> None:
    for _number in range(9):
        write(client)
        last = client.post(f"{ROOT}xem-lai/", follow=True)
    assert last.status_code == 429
    assert "Đã gửi quá nhiều lần" in text_of(last)
    assert WORDS in text_of(last)
    assert Report.objects.count() == reports_sending.MOST_SAME


def test_it_can_be_thrown_away(client: Client) -> None:
    write(client, photos={"photos": [a_picture()]})
    assert "sẽ mất" in text_of(client.get(f"{ROOT}bo/"))
    client.post(f"{ROOT}bo/")
    assert not Draft.objects.exists()
    assert not File.objects.exists()
    assert client.get(f"{ROOT}xem-lai/")["Location"] == ROOT


def test_nobody_else_has_the_draft(client: Client) -> None:
    write(client, photos={"photos": [a_picture()]})
    stranger = Client()
    for page in ("o-dau/", "viec-gi/", "anh/", "ai-gui/", "xem-lai/", "da-gui/", "bo/"):
        assert stranger.get(f"{ROOT}{page}")["Location"] == ROOT
    assert stranger.get(reverse("portal:report_sent"))["Location"] == ROOT
    photo = DraftPhoto.objects.get()
    assert stranger.get(f"{ROOT}anh/{photo.pk}/").status_code == 302
    mine = write(Client())
    assert mine.get(f"{ROOT}anh/{photo.pk}/").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "portal:send_report",
        "portal:report_where",
        "portal:report_told",
        "portal:report_photos",
        "portal:report_who",
        "portal:report_review",
    ],
)
def test_each_page_costs_little_and_stands_in_english(client: Client, name: str) -> None:
    write(client, photos={"photos": [a_picture()]})
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    assert len(captured) <= 8
    assert client.get(f"/en{reverse(name)}").status_code == 200


def test_a_category_without_a_place_skips_the_question(client: Client) -> None:
    assert client.post(ROOT, {"category": "tthc-dang-nhap"})["Location"] == f"{ROOT}viec-gi/"
