"""Following a report by its secret page: asked, answered, called unfinished, taken back; and by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said, Sender
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.reports import DONE, RUBBISH, WORDS, Offices, a_photo, a_report, press, sent, walk
from tests.web.desk.visits import now, text_of

SignedIn = Callable[[Citizen], Client]
EARLIER = timedelta(hours=6)


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


@pytest.fixture
def report() -> Report:
    return a_report(now=now() - EARLIER, files=[("cau.jpg", a_photo(where=True))])


def page_of(report: Report, client: Client | None = None) -> str:
    return text_of((client or Client()).get(f"/phan-anh/{report.matter.token}/"))


def asked(report: Report, offices: Offices) -> Report:
    report = walk(report, offices, "accepted", now=now() - EARLIER)
    question = Said(question="Cầu gãy ở nhịp nào, xe máy còn qua được không?")
    return press(report, "ask", offices.handler.official, said=question, now=now() - timedelta(hours=1))


def test_the_page_tells_the_state_the_date_and_what_was_written(report: Report, offices: Offices) -> None:
    page = page_of(report)
    for words in ("Mới gửi", "Hạn trả lời", WORDS, str(report.matter.code), "Phản ánh đã được ghi nhận"):
        assert words in page
    walk(report, offices, "accepted", now=now() - EARLIER)
    assert "Đơn vị đã nhận giải quyết" in page_of(report)


def test_the_page_is_kept_by_no_cache_and_listed_by_no_engine(report: Report) -> None:
    response = Client().get(f"/phan-anh/{report.matter.token}/")
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_without_the_secret_there_is_no_page(report: Report) -> None:
    for wrong in ("khong-co", str(report.matter.code), "%00"):
        assert Client().get(f"/phan-anh/{wrong}/").status_code == 404


def test_while_they_are_asked_nobody_reads_that_it_is_late(offices: Offices) -> None:
    old = now() - timedelta(days=30)
    report = walk(a_report(now=old), offices, "accepted", now=old)
    assert "Đã quá hạn" in page_of(report)
    press(report, "ask", offices.handler.official, said=Said(question="Cầu ở đầu hay cuối thôn?"), now=old)
    assert "Đã quá hạn" not in page_of(report)


def test_a_question_is_answered_on_the_page(report: Report, offices: Offices) -> None:
    asked(report, offices)
    client = Client()
    assert "xe máy còn qua được không" in page_of(report)
    empty = text_of(client.post(f"/phan-anh/{report.matter.token}/tra-loi/", {"reply": ""}))
    assert "Chưa nhập mục “Câu trả lời của bạn”" in empty
    page = text_of(
        client.post(f"/phan-anh/{report.matter.token}/tra-loi/", {"reply": "Nhịp giữa, xe máy không qua."}, follow=True)
    )
    assert "Đã gửi câu trả lời cho đơn vị" in page
    assert "Nhịp giữa" in page
    assert Report.objects.get().state == "accepted"
    again = client.post(f"/phan-anh/{report.matter.token}/tra-loi/", {"reply": "Lần nữa"})
    assert again.status_code == 409


def test_more_time_is_told_with_its_reason(report: Report, offices: Offices) -> None:
    walk(report, offices, "accepted", now=now() - EARLIER)
    actions.extend(report.pk, 2, "Phải chờ vật liệu từ thị xã.", by=offices.head.official, now=now())
    page = page_of(report)
    assert "Phải chờ vật liệu" in page
    assert "Gia hạn trả lời đến" in page


def test_the_answer_stands_with_its_pictures_and_a_draft_of_it_does_not(report: Report, offices: Offices) -> None:
    walk(report, offices, "answer_drafted", now=now() - EARLIER)
    assert "Đã thay nhịp cầu gãy" not in page_of(report)
    press(report, "answer", offices.head.official, now=now() - timedelta(hours=1))
    actions.make_public_copies(report.pk, by=people.NURSE, now=now())
    client = Client()
    html = client.get(f"/phan-anh/{report.matter.token}/").content.decode()
    assert "Đã thay nhịp cầu gãy" in html
    photos = list(report.photos.order_by("pk"))
    for photo in photos:
        picture = client.get(f"/phan-anh/{report.matter.token}/anh/{photo.pk}/")
        assert picture["Content-Type"] == "image/jpeg"
        assert b"May anh" not in picture.content, "the public copy, without what the camera tells"
    other = a_report(now=now())
    assert client.get(f"/phan-anh/{other.matter.token}/anh/{photos[0].pk}/").status_code == 404


def test_whose_report_was_merged_and_who_left_no_contact_reads_there_what_was_done(
    report: Report, offices: Offices
) -> None:
    main = walk(report, offices, "accepted", now=now() - EARLIER)
    asked = Said(question="Cầu gãy ở nhịp nào, xe máy còn qua được không?")
    press(main, "ask", offices.handler.official, said=asked, now=now() - EARLIER / 2)
    actions.reply_by_link(main.matter.token, "Nhà tôi đầu thôn, tên là An.", now=now() - EARLIER / 2)
    mine = a_report(people.NURSE, category=RUBBISH, content="Rác tấp chân cầu gãy.", sender=Sender(), now=now())
    press(mine, "merge", offices.dispatcher.official, said=Said(into=str(main.matter.code)), now=now())
    page = page_of(mine)
    for words in ("Gộp vào phản ánh trùng", "Đơn vị đang giải quyết việc này", "Hạn trả lời", "Hạ tầng"):
        assert words in page
    press(main, "draft_answer", offices.handler.official, said=DONE, now=now())
    assert "Đã thay nhịp cầu gãy" not in page_of(mine)
    press(main, "answer", offices.head.official, now=now())
    actions.make_public_copies(main.pk, by=people.NURSE, now=now())
    client = Client()
    html = client.get(f"/phan-anh/{mine.matter.token}/").content.decode()
    for words in ("Việc này đã có trả lời", "Đã thay nhịp cầu gãy", "làm xong ngày 14/10/2024"):
        assert words in html
    theirs, evidence = main.photos.order_by("pk")
    picture = f"/phan-anh/{mine.matter.token}/anh/{evidence.pk}/"
    assert picture in html
    assert client.get(picture)["Content-Type"] == "image/jpeg"
    assert client.get(f"/phan-anh/{mine.matter.token}/anh/{theirs.pk}/").status_code == 404
    for private in ("Nhà tôi đầu thôn", "nhịp nào", WORDS, main.matter.token, str(main.matter.code), "danh-gia"):
        assert private not in html
    actions.seal(main.pk, by=offices.dispatcher.official, now=now())
    assert "Đã thay nhịp cầu gãy" not in page_of(mine)


def test_an_answer_that_was_called_unfinished_stays_to_be_read_with_its_picture(
    report: Report, offices: Offices
) -> None:
    report = walk(report, offices, "reopened", now=now() - EARLIER)
    actions.make_public_copies(report.pk, by=people.NURSE, now=now())
    html = Client().get(f"/phan-anh/{report.matter.token}/").content.decode()
    assert "Trả lời trước đây" in html
    assert "Đã thay nhịp cầu gãy" in html
    assert f"/anh/{report.photos.order_by('pk').reverse()[0].pk}/" in html


def test_not_done_is_said_once_and_opens_it_again(report: Report, offices: Offices) -> None:
    report = walk(report, offices, "answered", now=now() - EARLIER)
    token = report.verdicts.get().token
    client = Client()
    assert f"/phan-anh/danh-gia/{token}/" in client.get(f"/phan-anh/{report.matter.token}/").content.decode()
    address = f"/phan-anh/danh-gia/{token}/"
    assert "Chưa chọn mục" in text_of(client.post(address, {"words": "Vẫn gãy"}))
    page = text_of(client.post(address, {"fixed": "no", "words": "Vẫn gãy"}, follow=True))
    assert "việc chưa xong; phản ánh được mở lại" in page
    assert Report.objects.get().state == "reopened"
    client.post(address, {"fixed": "yes"})
    assert Report.objects.get().state == "reopened", "the link works once"
    assert "Mở lại vì việc chưa xong" in page_of(report)
    assert client.get("/phan-anh/danh-gia/khong-co/").status_code == 404


def test_done_is_said_by_the_other_button(report: Report, offices: Offices) -> None:
    report = walk(report, offices, "answered", now=now() - EARLIER)
    Client().post(f"/phan-anh/danh-gia/{report.verdicts.get().token}/", {"fixed": "yes"})
    assert Report.objects.get().state == "confirmed"


def test_too_late_to_say_so_is_told(offices: Offices) -> None:
    then = now() - timedelta(days=12)
    early = a_report(now=then)
    walk(early, offices, "accepted", now=then)
    assert DONE.answer is not None
    said = Said(answer=replace(DONE.answer, done_on=then.date()))
    press(early, "draft_answer", offices.handler.official, said=said, now=then + timedelta(hours=2))
    report = press(early, "answer", offices.head.official, now=then + timedelta(hours=3))
    token = report.verdicts.get().token
    response = Client().post(f"/phan-anh/danh-gia/{token}/", {"fixed": "no"})
    assert response.status_code == 409
    assert "Đã quá 7 ngày" in text_of(response)


def test_it_is_taken_back_after_being_asked_once(report: Report) -> None:
    client = Client()
    address = f"/phan-anh/{report.matter.token}/rut/"
    assert "Rút phản ánh?" in text_of(client.get(address))
    assert "Đã rút phản ánh." in text_of(client.post(address, follow=True))
    assert Report.objects.get().state == "withdrawn"
    assert client.post(address).status_code == 409


def test_by_its_code_anybody_learns_state_and_dates_only(client: Client, report: Report) -> None:
    typed = str(report.matter.code).lower().replace("-", " ")
    page = text_of(client.get("/tra-cuu/", {"ma": typed}, follow=True))
    assert "Mới gửi" in page
    assert "Hạn trả lời" in page
    for private in (WORDS, "Điểu Thị An", "Đường, cầu", report.matter.token):
        assert private not in page
    wrong = str(report.matter.code)[:-1] + str((int(str(report.matter.code)[-1]) + 1) % 10)
    assert client.get(f"/tra-cuu/{wrong}").status_code == 404


def test_a_sealed_code_and_a_sealed_page_answer_with_one_neutral_sentence(
    client: Client, report: Report, offices: Offices
) -> None:
    sealed = actions.file_report(sent(content="Tôi tố cáo ông Nguyễn Văn Mỗ nhận hối lộ."), by=people.NURSE, now=now())
    page = text_of(client.get(f"/tra-cuu/{sealed.code}"))
    assert "đã được chuyển đến bộ phận có thẩm quyền" in page
    assert "Hạn trả lời" not in page
    actions.seal(report.pk, by=offices.dispatcher.official, now=now())
    assert "đã được chuyển đến bộ phận có thẩm quyền" in text_of(client.get(f"/tra-cuu/{report.matter.code}"))
    after = page_of(report)
    assert "đã được chuyển đến bộ phận có thẩm quyền" in after
    assert WORDS not in after
    assert client.post(f"/phan-anh/{report.matter.token}/rut/").status_code == 404


def test_the_list_is_ones_own(signed_in: SignedIn, an: Citizen, report: Report) -> None:
    assert str(report.matter.code) in text_of(signed_in(an).get("/phan-anh/cua-toi/"))
    assert "Bạn chưa gửi phản ánh nào" in text_of(signed_in(people.a_stranger()).get("/phan-anh/cua-toi/"))
    assert Client().get("/phan-anh/cua-toi/").status_code == 302


def test_the_page_costs_the_same_however_much_happened(report: Report, offices: Offices) -> None:
    client = Client()
    address = f"/phan-anh/{report.matter.token}/"

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = cost()
    asked(report, offices)
    assert cost() == before <= 11
