"""The counter's pages for reports: written down, read back, filed once, and a receipt with a code to dictate."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Draft, Report, SealedLetter
from tests.build import people
from tests.build.envelopes import a_large_photo
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import BRIDGE, MONDAY, RULE, WORDS, a_photo, a_report
from tests.domain.feedback.test_drafting import a_draft_report
from tests.web.desk.visits import at, text_of

ADDRESS = "/can-bo/phan-anh/tai-quay/"
SAID = {"category": BRIDGE, "content": WORDS, "area": DAK_NHAU, "name": "Điểu Krai", "phone": "0912 345 679"}


@pytest.fixture
def client() -> Client:
    return at(people.binh())


def token_of(client: Client) -> str:
    return client.get(ADDRESS).content.decode().partition('name="token" value="')[2].partition('"')[0]


def words_of(response: Any) -> str:
    pages = pypdf.PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_is_written_read_back_and_filed_once_with_a_receipt(client: Client) -> None:
    picture = SimpleUploadedFile("cầu.jpg", a_photo(), "image/jpeg")
    said = {**SAID, "token": token_of(client), "photos": [picture]}
    written = client.post(ADDRESS, said)
    assert written.status_code == 302
    aloud = text_of(client.get(written["Location"]))
    for words in (WORDS, "Điểu Krai", "0912345679", "Xã Đak Nhau", "cầu.jpg", "Đọc lại cho người dân nghe"):
        assert words in aloud
    assert "Hãy đọc lại nội dung" in text_of(client.post(written["Location"]))
    assert not Report.objects.exists()
    for _time in range(2):
        done = client.post(written["Location"], {"da-doc-lai": "1"}, follow=True)
    report = Report.objects.get()
    assert (report.channel, report.photos.count()) == ("counter", 1)
    code = str(report.matter.code)
    assert " ".join(code.replace("-", "")) in text_of(done)
    assert WORDS not in text_of(done)
    receipt = words_of(client.get(reverse("desk:counter_receipt_pdf", kwargs={"code": code})))
    assert "PHIẾU NHẬN PHẢN ÁNH, KIẾN NGHỊ" in receipt
    assert code in receipt
    assert "Điểu Krai" not in receipt
    assert client.get(f"{ADDRESS}?sua={said['token']}")["Location"].endswith(f"/{code}/")


def test_what_was_typed_can_be_mended_before_it_is_sent(client: Client) -> None:
    token = token_of(client)
    client.post(ADDRESS, {**SAID, "token": token})
    again = client.get(f"{ADDRESS}?sua={token}").content.decode()
    assert WORDS in again
    client.post(ADDRESS, {**SAID, "token": token, "content": "Cầu gãy hai nhịp, xin sửa gấp."})
    assert Draft.objects.count() == 1
    page = text_of(client.get(reverse("desk:counter_read_back", kwargs={"token": token})))
    assert "Cầu gãy hai nhịp" in page


def test_one_picture_is_taken_out_again_and_nothing_that_was_typed_is_lost(client: Client) -> None:
    token = token_of(client)
    pictures = [SimpleUploadedFile(f"{name}.jpg", a_large_photo()) for name in ("cau", "duong")]
    client.post(ADDRESS, {**SAID, "token": token, "photos": pictures})
    page = client.get(f"{ADDRESS}?sua={token}").content.decode()
    cau, duong = queries.photos_taken_down(token)
    for each in (cau, duong):
        assert f'name="bo" value="{each.pk}"' in page
    half = {**SAID, "token": token, "content": "Cầu gãy hai nhịp.", "phone": "12", "shows": "on"}
    third = SimpleUploadedFile("lan-can.jpg", a_large_photo())
    answer = client.post(ADDRESS, {**half, "photos": [third], "bo": str(cau.pk)})
    assert answer["Location"] == f"{ADDRESS}?sua={token}"
    page = client.get(answer["Location"]).content.decode()
    assert [each.file.name for each in queries.photos_taken_down(token)] == ["duong.jpg", "lan-can.jpg"]
    assert "cau.jpg" not in page
    for kept in ("Cầu gãy hai nhịp.", 'value="12"', "Điểu Krai", "checked"):
        assert kept in page
    for nonsense in ("x", "9" * 30, str(cau.pk)):
        assert client.post(ADDRESS, {**half, "bo": nonsense}).status_code == 302
    written = client.post(ADDRESS, {**SAID, "token": token})
    client.post(written["Location"], {"da-doc-lai": "1"})
    assert Report.objects.get().photos.count() == 2
    assert client.post(ADDRESS, {**half, "bo": str(duong.pk)}).status_code == 302, "filed meanwhile: nothing changes"
    assert Report.objects.get().photos.count() == 2


def test_a_picture_that_is_chosen_again_is_the_one_that_is_there_and_another_is_added(client: Client) -> None:
    token, first, other = token_of(client), a_large_photo(), a_large_photo()
    for chosen in ([first], [first, other]):
        files = [SimpleUploadedFile("cau.jpg", content) for content in chosen]
        client.post(ADDRESS, {**SAID, "token": token, "photos": files})
    assert len(queries.photos_taken_down(token)) == 2


def test_nobody_takes_a_picture_out_of_what_is_written_elsewhere(client: Client) -> None:
    draft = a_draft_report()
    photo = actions.add_draft_photo(draft.token, "a.jpg", a_photo(), by=NURSE, now=MONDAY)
    assert client.post(ADDRESS, {**SAID, "token": draft.token, "bo": str(photo.pk)}).status_code == 404
    assert queries.photos_taken_down(draft.token) == []
    assert len(queries.photos_of_draft(draft)) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"category": ""}, "Chưa chọn mục"),
        ({"content": ""}, "Chưa nhập mục"),
        ({"content": "hỏng"}, "ít nhất vài chữ"),
        ({"content": "x" * 20_000}, "dài quá 10000 ký tự"),
        ({"area": ""}, "Hãy chọn xã, phường, thị trấn"),
        ({"phone": "12"}, "Số điện thoại"),
        ({"phone": "", "email": ""}, "số điện thoại hoặc thư điện tử"),
        ({"category": RULE, "name": ""}, "phải có họ tên"),
        ({"category": RULE}, "phải có địa chỉ"),
        ({"photos": [SimpleUploadedFile("la.exe", b"MZ")]}, "không phải"),
        ({"photos": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(30)]}, "tối đa"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_beside_its_box_and_what_was_typed_stays(
    client: Client, changed: dict[str, Any], sentence: str
) -> None:
    page = client.post(ADDRESS, {**SAID, "token": token_of(client), **changed})
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert "0912 345 679" in page.content.decode() or "phone" in changed
    assert not Report.objects.exists()


def test_a_denunciation_is_passed_on_under_seal_and_the_official_is_told_what_to_say(client: Client) -> None:
    written = client.post(ADDRESS, {**SAID, "token": token_of(client), "content": "Tôi tố cáo ông X tham ô."})
    done = text_of(client.post(written["Location"], {"da-doc-lai": "1"}, follow=True))
    letter = SealedLetter.objects.get()
    assert letter.code in done
    assert "chuyển kín cho bộ phận tiếp công dân" in done
    assert "tham ô" not in done
    receipt = words_of(client.get(reverse("desk:counter_receipt_pdf", kwargs={"code": letter.code})))
    assert "xem xét riêng" in receipt
    assert "Hạn trả lời" not in receipt


def test_who_receives_nobody_finds_no_counter() -> None:
    code, leader = str(a_report().matter.code), at(people.chi())
    for address in (
        ADDRESS,
        reverse("desk:counter_read_back", kwargs={"token": "quay-x"}),
        reverse("desk:counter_receipt", kwargs={"code": code}),
        reverse("desk:counter_receipt_pdf", kwargs={"code": code}),
    ):
        assert leader.get(address).status_code == 404
    assert at(people.binh()).get(reverse("desk:counter_read_back", kwargs={"token": "x"})).status_code == 404


def test_the_sheet_for_the_wall_is_printed_for_the_own_unit(client: Client) -> None:
    words = words_of(client.get(reverse("desk:posting_sheet")))
    assert "CÁCH GỬI PHẢN ÁNH, KIẾN NGHỊ" in words
    assert "1022" in words


def test_the_pages_speak_english_too(client: Client) -> None:
    assert "Take a report down at the counter" in text_of(client.get(f"/en{ADDRESS}"))
