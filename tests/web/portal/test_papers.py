"""The papers of a draft: what is good is kept, and what is not is told apart and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Attachment
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import PDF
from tests.web.portal.pages import PNG, a_file, all_filled, problems, text_of

SignedIn = Callable[[Citizen], Client]
PART = "giay-chung-sinh"


@pytest.fixture
def client(signed_in: SignedIn, an: Citizen) -> Client:
    return signed_in(an)


@pytest.fixture
def address(client: Client) -> str:
    return all_filled(client)


def test_a_box_for_each_paper_takes_pictures_from_a_phone(client: Client, address: str) -> None:
    shown = text_of(client.get(address))
    assert f'name="{PART}"' in shown
    assert 'accept="application/pdf,image/jpeg,image/png"' in shown
    assert "multiple" in shown
    assert "capture" not in shown


def test_several_files_go_into_one_box(client: Client, address: str) -> None:
    response = client.post(address, {PART: [a_file("mặt trước.png", PNG), a_file("mặt sau.pdf")], "them": "1"})
    assert response["Location"] == address
    shown = text_of(client.get(address))
    assert "mặt trước.png" in shown
    assert "mặt sau.pdf" in shown


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rỗng.pdf", b"", "Tệp “rỗng.pdf” rỗng (0 byte)"),
        ("giấy.pdf", b"MZ\x90\x00" + b"\0" * 200, "Tệp “giấy.pdf” không phải là ảnh JPG, PNG hay tệp PDF"),
        ("trang.png", b"<html><script>alert(1)</script>", "không phải là ảnh"),
        ("bẫy.pdf", PDF + b"<</S /JavaScript /JS (app.alert(1))>>", "có chứa chương trình chạy được"),
        ("to.pdf", PDF + b" " * (10 * 1024 * 1024), "lớn hơn 10 MB"),
        ("rất to.pdf", PDF + b" " * (21 * 1024 * 1024), "Tệp lớn hơn 20 MB"),
    ],
)
def test_a_bad_file_is_named_and_nothing_of_it_is_kept(
    client: Client, address: str, name: str, content: bytes, sentence: str
) -> None:
    response = client.post(address, {PART: a_file(name, content)})
    assert response.status_code == 200
    assert any(sentence in said for said in problems(response)), problems(response)
    assert not Attachment.objects.exists()


def test_a_bad_file_does_not_take_the_good_ones_with_it(client: Client, address: str) -> None:
    response = client.post(address, {PART: [a_file("tốt.pdf"), a_file("rỗng.pdf", b"")]})
    assert [said for said in problems(response) if "rỗng.pdf" in said]
    assert "tốt.pdf" in text_of(response)
    assert Attachment.objects.count() == 1


def test_a_paper_that_must_be_there_is_asked_for(client: Client, address: str) -> None:
    assert any("Chưa có tệp cho “Giấy chứng sinh”" in said for said in problems(client.post(address, {})))


def test_going_on_without_new_files_leads_to_the_review_when_all_are_there(client: Client, address: str) -> None:
    client.post(address, {PART: a_file(), "them": "1"})
    assert client.post(address, {})["Location"].endswith("/xem-lai/")


def test_a_file_can_be_looked_at_and_taken_out_again(client: Client, address: str) -> None:
    client.post(address, {PART: a_file("ảnh.png", PNG), "them": "1"})
    attachment = Attachment.objects.get()
    there = f"{address}{attachment.pk}/"
    file = client.get(there)
    assert file.content == PNG
    assert file["Content-Type"] == "image/png"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Disposition"].startswith("attachment")
    assert client.get(f"{there}bo/")["Location"] == address
    assert Attachment.objects.get().removed_at is None
    assert client.post(f"{there}bo/")["Location"] == address
    assert client.get(there).status_code == 404


def test_files_in_a_box_that_is_not_asked_for_are_left_alone(client: Client, address: str) -> None:
    client.post(address, {"van-ban-uy-quyen": a_file(), "them": "1"})
    assert not Attachment.objects.exists()


def test_a_stranger_reaches_no_file(client: Client, address: str, signed_in: SignedIn) -> None:
    client.post(address, {PART: a_file(), "them": "1"})
    there = f"{address}{Attachment.objects.get().pk}/"
    stranger = signed_in(people.a_stranger())
    assert stranger.get(there).status_code == 404
    assert stranger.post(f"{there}bo/").status_code == 404
    assert Attachment.objects.get().removed_at is None
