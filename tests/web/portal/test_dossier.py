"""A dossier for its applicant: where it is, by when and why, what was asked, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Attachment, Dossier, SupplementRequest
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import Citizen
from tests.build import dossiers as build
from tests.build import people
from tests.build.dossiers import MONDAY, Commune
from tests.web.portal.pages import PNG, a_file, problems, text_of

SignedIn = Callable[[Citizen], Client]
REASON = "Ảnh giấy chứng sinh bị mờ, không đọc được số."


@pytest.fixture
def client(signed_in: SignedIn, an: Citizen) -> Client:
    return signed_in(an)


@pytest.fixture
def commune() -> Commune:
    return Commune.of()


@pytest.fixture
def dossier(an: Citizen) -> Dossier:
    return build.a_dossier(an)


def asked_for_more(dossier: Dossier, commune: Commune) -> None:
    items = [
        {"name": "Giấy chứng sinh", "note": "Chụp lại cho rõ số"},
        {"name": "Giấy chứng nhận kết hôn", "note": "Trang có chữ ký"},
    ]
    actions.ask_supplement(dossier.pk, items, REASON, by=commune.reception.official, now=MONDAY + timedelta(minutes=5))


def test_a_new_dossier_says_where_it_is_and_when_the_answer_comes(client: Client, dossier: Dossier) -> None:
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    assert dossier.matter.request_code in shown
    assert "Mới đăng ký" in shown
    assert "Cơ quan trả lời chậm nhất" in shown
    assert "Tiếp nhận, kiểm tra hồ sơ" in shown
    assert f"Hồ sơ đã đến {dossier.matter.one_stop.name}" in shown


def test_an_accepted_dossier_explains_its_date(client: Client, dossier: Dossier, commune: Commune) -> None:
    dossier = build.walk(dossier, commune, "accepted")
    dossier.matter.refresh_from_db()
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    assert str(dossier.matter.code) in shown
    assert "Ngày này được tính thế nào?" in shown
    assert "14/10/2024" in shown
    assert "Giấy tiếp nhận" in shown


def test_the_history_is_told_in_sentences_of_either_language(
    client: Client, dossier: Dossier, commune: Commune
) -> None:
    build.walk(dossier, commune, "handed_over")
    vietnamese = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    for words in (
        "Hồ sơ được tiếp nhận",
        "Đã xong bước: Lãnh đạo ký kết quả",
        "Đã ban hành: Giấy khai sinh",
        "Kết quả đã được trả",
    ):
        assert words in vietnamese
    english = text_of(client.get(f"/en/ho-so/{dossier.pk}/"))
    for words in ("was accepted", "Step done: The leader signs the result", "was handed over"):
        assert words in english
    assert "dossiers." not in vietnamese + english


def test_the_electronic_result_is_taken_with_a_button_and_then_downloaded(
    client: Client, dossier: Dossier, commune: Commune
) -> None:
    build.walk(dossier, commune, "finished")
    own = f"/ho-so/{dossier.pk}/"
    assert "Nhận kết quả điện tử" in text_of(client.get(own))
    assert client.post(f"{own}nhan-ket-qua/")["Location"] == f"{own}#ket-qua"
    dossier.refresh_from_db()
    assert dossier.state == "handed_over"
    shown = text_of(client.get(own))
    paper = Paper.objects.get(result=True)
    assert f"{own}giay/{paper.pk}/" in shown
    pdf = client.get(f"{own}giay/{paper.pk}/")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert pdf["Cache-Control"] == "private, no-store"
    again = client.post(f"{own}nhan-ket-qua/")
    assert again["Location"] == f"{own}#ket-qua"


def test_a_result_that_is_not_there_yet_cannot_be_taken(client: Client, dossier: Dossier) -> None:
    assert client.post(f"/ho-so/{dossier.pk}/nhan-ket-qua/").status_code == 409
    assert client.get(f"/ho-so/{dossier.pk}/nhan-ket-qua/").status_code == 302


def test_what_was_handed_in_can_be_looked_at(client: Client, dossier: Dossier) -> None:
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    own = f"/ho-so/{dossier.pk}/"
    assert f"{own}tep/{attachment.pk}/" in text_of(client.get(own))
    assert client.get(f"{own}tep/{attachment.pk}/").content == build.PDF


def test_a_supplement_request_lists_everything_and_leads_to_its_page(
    client: Client, dossier: Dossier, commune: Commune
) -> None:
    asked_for_more(dossier, commune)
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    for words in (
        REASON,
        "Chụp lại cho rõ số",
        "Giấy chứng nhận kết hôn",
        "Bổ sung ngay",
        "13/11/2024",
        "Đến lượt bạn",
    ):
        assert words in shown


def test_supplying_sends_files_and_a_word_at_once(client: Client, dossier: Dossier, commune: Commune) -> None:
    asked_for_more(dossier, commune)
    there = f"/ho-so/{dossier.pk}/bo-sung/"
    sent = {"giay-1": a_file("rõ.png", PNG), "giay-2": a_file("kết hôn.pdf"), "note": "Đã chụp lại"}
    assert client.post(there, sent)["Location"] == f"/ho-so/{dossier.pk}/"
    dossier.refresh_from_db()
    assert dossier.state == "new"
    assert SupplementRequest.objects.get().note == "Đã chụp lại"
    assert [each.part for each in Attachment.objects.filter(dossier=dossier).order_by("pk")][-2:] == [
        "giay-chung-sinh",
        "bo-sung",
    ]
    assert "Bạn đã bổ sung hồ sơ" in text_of(client.get(f"/ho-so/{dossier.pk}/"))


def test_each_paper_asked_for_has_its_own_box_in_the_readers_language(
    client: Client, dossier: Dossier, commune: Commune
) -> None:
    items = [{"code": "giay-chung-sinh", "name": "Giấy chứng sinh (chụp lại)"}, {"name": "Đơn giải trình"}]
    actions.ask_supplement(dossier.pk, items, REASON, by=commune.reception.official, now=MONDAY + timedelta(minutes=5))
    there = f"/en/ho-so/{dossier.pk}/bo-sung/"
    shown = text_of(client.get(there))
    assert "Notice of birth" in shown
    assert "Đơn giải trình" in shown
    client.post(there, {"giay-1": a_file("rõ.png", PNG), "giay-2": a_file("đơn.pdf"), "note": ""})
    assert [each.part for each in Attachment.objects.filter(dossier=dossier).order_by("pk")][-2:] == [
        "giay-chung-sinh",
        "bo-sung",
    ]


def test_a_bad_file_sends_nothing_and_keeps_the_note(client: Client, dossier: Dossier, commune: Commune) -> None:
    asked_for_more(dossier, commune)
    before = Attachment.objects.count()
    sent = {"giay-1": a_file("tốt.pdf"), "giay-2": a_file("virus.pdf", b"MZ\x90\0"), "note": "Xin nhận giúp, 100%"}
    response = client.post(f"/ho-so/{dossier.pk}/bo-sung/", sent)
    assert response.status_code == 200
    assert any("virus.pdf" in said for said in problems(response))
    assert "Xin nhận giúp, 100%" in text_of(response)
    assert Attachment.objects.count() == before
    dossier.refresh_from_db()
    assert dossier.state == "incomplete"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [({"note": "  "}, "Chưa có gì để gửi"), ({"note": "x" * 1001}, "dài quá 1000 ký tự")],
)
def test_a_supplement_without_anything_or_with_too_much_is_explained(
    client: Client, dossier: Dossier, commune: Commune, sent: dict[str, str], sentence: str
) -> None:
    asked_for_more(dossier, commune)
    response = client.post(f"/ho-so/{dossier.pk}/bo-sung/", sent)
    assert any(sentence in said for said in problems(response))


def test_where_nothing_was_asked_there_is_nothing_to_supply(client: Client, dossier: Dossier) -> None:
    assert client.get(f"/ho-so/{dossier.pk}/bo-sung/")["Location"] == f"/ho-so/{dossier.pk}/"


def test_a_dossier_is_withdrawn_only_after_asking(client: Client, dossier: Dossier) -> None:
    there = f"/ho-so/{dossier.pk}/rut/"
    assert "không mở lại được" in text_of(client.get(there))
    dossier.refresh_from_db()
    assert dossier.state == "new"
    client.post(there)
    dossier.refresh_from_db()
    assert dossier.state == "withdrawn"
    assert client.post(there)["Location"] == f"/ho-so/{dossier.pk}/"
    assert "Bạn đã rút hồ sơ" in text_of(client.get(f"/ho-so/{dossier.pk}/"))


def test_nobody_is_asked_whether_to_withdraw_what_is_settled(
    client: Client, dossier: Dossier, commune: Commune
) -> None:
    build.walk(dossier, commune, "finished")
    assert client.get(f"/ho-so/{dossier.pk}/rut/")["Location"] == f"/ho-so/{dossier.pk}/"


def test_a_late_dossier_says_so_and_whom_to_call(client: Client, an: Citizen, commune: Commune) -> None:
    dossier = build.a_dossier(an, now=MONDAY - timedelta(days=7))
    build.walk(dossier, commune, "accepted", now=MONDAY - timedelta(days=7))
    assert "Đã quá ngày hẹn" in text_of(client.get(f"/ho-so/{dossier.pk}/"))


def test_my_dossiers_lists_drafts_and_dossiers(client: Client, dossier: Dossier) -> None:
    client.post("/thu-tuc/1.001193/bat-dau/")
    shown = text_of(client.get("/ho-so/"))
    assert "Đang điền dở" in shown
    assert f'href="/ho-so/{dossier.pk}/"' in shown


def test_who_has_nothing_yet_is_shown_the_way(client: Client) -> None:
    assert "Bạn chưa có hồ sơ nào" in text_of(client.get("/ho-so/"))


def test_a_stranger_reaches_nothing_of_it(dossier: Dossier, commune: Commune, signed_in: SignedIn) -> None:
    build.walk(dossier, commune, "finished")
    stranger = signed_in(people.a_stranger())
    own = f"/ho-so/{dossier.pk}/"
    paper, attachment = Paper.objects.order_by("pk")[0], Attachment.objects.order_by("pk")[0]
    for path in ("", "da-nop/", "bo-sung/", "rut/", "nhan-ket-qua/", f"giay/{paper.pk}/", f"tep/{attachment.pk}/"):
        assert stranger.get(f"{own}{path}").status_code == 404, path
    for path in ("bo-sung/", "rut/", "nhan-ket-qua/"):
        assert stranger.post(f"{own}{path}").status_code == 404, path
    assert f"/ho-so/{dossier.pk}/" not in text_of(stranger.get("/ho-so/"))


def test_a_paper_is_not_had_under_another_dossiers_address(
    client: Client, an: Citizen, dossier: Dossier, commune: Commune
) -> None:
    build.walk(dossier, commune, "accepted")
    other = build.a_dossier(an)
    paper = Paper.objects.order_by("pk")[0]
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    assert client.get(f"/ho-so/{other.pk}/giay/{paper.pk}/").status_code == 404
    assert client.get(f"/ho-so/{other.pk}/tep/{attachment.pk}/").status_code == 404


def test_who_opened_the_file_is_shown_to_its_owner_alone(signed_in: SignedIn, an: Citizen) -> None:
    commune = Commune.of()
    dossier = build.walk(build.a_dossier(an), commune, "accepted")
    actions.open_file(dossier.pk, by=commune.registrar.official, now=MONDAY)
    page = text_of(signed_in(an).get(f"/ho-so/{dossier.pk}/da-mo/"))
    assert "Ủy ban nhân dân xã Đak Nhau" in page
    assert "Đang giải quyết hồ sơ" in page
    assert "Lê Thị Hộ" not in page
    assert signed_in(people.a_stranger()).get(f"/ho-so/{dossier.pk}/da-mo/").status_code == 404
