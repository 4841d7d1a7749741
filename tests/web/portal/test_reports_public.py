"""What everybody reads of reports: published ones alone, in their public words, on a list and a sketch beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Place, Said
from motcua.domain.feedback.states import RejectReason
from tests.build import people
from tests.build.people import BOM_BO
from tests.build.reports import RUBBISH, WORDS, Offices, a_photo, a_report, press, walk
from tests.web.desk.visits import now, text_of

TOLD = "Cầu thôn Đak Xuyên gãy một nhịp."
DONE_TOLD = "Nhịp cầu gãy đã được thay."


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def published(offices: Offices, **changed: object) -> Report:
    report = a_report(now=now() - timedelta(days=1), **changed)
    return actions.make_public(report.pk, TOLD, by=offices.dispatcher.official, now=now())


def closed(offices: Offices) -> Report:
    report = a_report(now=now() - timedelta(days=1), files=[("nha.jpg", a_photo())])
    report = walk(report, offices, "confirmed", now=now() - timedelta(days=1))
    said = Said(public_text=TOLD, public_answer=DONE_TOLD)
    report = press(report, "close", offices.dispatcher.official, said=said, now=now() - timedelta(hours=2))
    actions.make_public_copies(report.pk, by=people.NURSE, now=now())
    return report


def test_only_what_was_published_is_shown_and_in_its_public_words(client: Client, offices: Offices) -> None:
    hidden = a_report(now=now() - timedelta(days=1))
    report = published(offices)
    page = client.get("/phan-anh/").content.decode()
    assert TOLD in page
    assert str(hidden.matter.code) not in page
    for private in (WORDS, "Điểu Thị An", report.matter.token):
        assert private not in page
    assert client.get(f"/phan-anh/cong-khai/{hidden.matter.code}/").status_code == 404
    actions.keep_private(report.pk, by=offices.dispatcher.official, now=now())
    assert TOLD not in client.get("/phan-anh/").content.decode()
    assert client.get(f"/phan-anh/cong-khai/{report.matter.code}/").status_code == 404


def test_the_list_has_a_sketch_beside_it_with_rounded_places(client: Client, offices: Offices) -> None:
    report = published(offices, place=Place(people.DAK_NHAU, "cầu", 12.031234, 107.124567))
    page = client.get("/phan-anh/").content.decode()
    assert "<svg" in page
    assert "mc-sketch__point" in page
    assert queries.spot(queries.public_report(str(report.matter.code))) == (12.031, 107.125)
    assert "12.0312" not in page


def test_a_public_page_says_what_was_done_and_how_long_it_took(client: Client, offices: Offices) -> None:
    report = closed(offices)
    page = text_of(client.get(f"/phan-anh/cong-khai/{report.matter.code}/"))
    for words in (TOLD, DONE_TOLD, "Mất bao lâu", "0 ngày 2 giờ"):
        assert words in page
    assert "Đã thay nhịp cầu gãy" not in page, "the answer to the sender is not the public one"
    photos = {photo.role: photo.pk for photo in report.photos.all()}
    shown, own = (
        client.get(reverse("portal:public_picture", args=[report.matter.code, photos[role]]))
        for role in ("evidence", "report")
    )
    assert shown["Content-Type"] == "image/jpeg"
    assert own.status_code == 404, "nobody has looked at the sender's own"


def test_the_list_is_narrowed_by_place_group_and_state(client: Client, offices: Offices) -> None:
    bridge = published(offices)
    rubbish = published(offices, category=RUBBISH, place=Place(BOM_BO, "chợ"))

    def codes(asked: str) -> set[str]:
        page = client.get(f"/phan-anh/?{asked}").content.decode()
        return {str(each.matter.code) for each in (bridge, rubbish) if str(each.matter.code) in page}

    both = {str(bridge.matter.code), str(rubbish.matter.code)}
    assert codes("") == codes("noi=696") == codes("trang-thai=open") == both
    assert codes(f"noi={BOM_BO}") == codes("linh-vuc=moi-truong") == {str(rubbish.matter.code)}
    assert codes("trang-thai=answered") == codes("noi=xyz") == set()
    assert codes("trang-thai=%00&linh-vuc=%F0") == set() or codes("trang-thai=%00") == both


def test_the_list_costs_the_same_however_long_it_is(client: Client, offices: Offices) -> None:
    def cost() -> int:
        client.get("/phan-anh/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/phan-anh/")
        return len(captured)

    published(offices)
    before = cost()
    for _number in range(3):
        published(offices)
    assert cost() == before <= 7


def test_figures_leave_out_what_is_too_few_to_be_nobodys(client: Client, offices: Offices) -> None:
    for _number in range(7):
        a_report(now=now() - timedelta(days=1))
    page = text_of(client.get("/phan-anh/so-lieu/"))
    assert "Giao thông 7 0 0 –" in page
    assert "Huyện Bù Đăng 7 0 0 –" in page
    for number in range(5):
        a_report(now=now() - timedelta(days=1), category="gy-gop-y", content=f"Góp ý thứ {number} của tôi.")
    a_report(now=now() - timedelta(days=1), category=RUBBISH)
    page = text_of(client.get("/phan-anh/so-lieu/"))
    assert "Giao thông 7 0 0 –" in page
    assert page.count("Không công bố") == 2, "one number alone would be told by the sum of the others"
    assert "Huyện Bù Đăng 13" in page


def test_what_was_refused_is_shown_with_its_reason(client: Client, offices: Offices) -> None:
    report = published(offices)
    press(
        report,
        "reject",
        offices.dispatcher.official,
        said=Said(reject=RejectReason.OUTSIDE, reason="Tỉnh bên."),
        now=now(),
    )
    page = text_of(client.get(f"/phan-anh/cong-khai/{report.matter.code}/"))
    assert "Ngoài địa bàn tỉnh" in page
    assert "Tỉnh bên" not in page


def test_the_pages_stand_in_english(client: Client, offices: Offices) -> None:
    report = closed(offices)
    for path in ("/en/phan-anh/", f"/en/phan-anh/cong-khai/{report.matter.code}/", "/en/phan-anh/so-lieu/"):
        assert client.get(path).status_code == 200
    assert "Citizens' reports" in client.get("/en/phan-anh/").content.decode()
