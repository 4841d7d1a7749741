"""Filling in, page after page: kept at each, never lost, and shown again exactly as typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier, Draft
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import typed_birth
from tests.web.portal.pages import BEGIN, all_filled, at_page, begun, filled, handed_in, problems, ready, text_of

SignedIn = Callable[[Citizen], Client]


def test_beginning_leads_to_the_first_page_filled_with_what_is_known(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = begun(client)
    assert address.endswith("/noi-dang-ky/")
    assert "Đak Nhau" in text_of(client.get(address))
    assert 'value="Điểu Thị An"' in text_of(client.get(at_page(client, "nguoi-yeu-cau")))


def test_beginning_twice_goes_on_with_the_same_draft(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    begun(client)
    begun(client)
    assert Draft.objects.count() == 1


def test_a_get_of_the_button_goes_back_to_the_procedure(signed_in: SignedIn, an: Citizen) -> None:
    response = signed_in(an).get(BEGIN)
    assert response["Location"] == "/thu-tuc/1.001193/"
    assert not Draft.objects.exists()


def test_a_page_says_where_it_lies_on_the_way(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    assert "Bước 1/" in text_of(client.get(begun(client)))


def test_the_whole_form_leads_to_the_papers_and_they_to_the_review(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    review = ready(client)
    shown = text_of(client.get(review))
    assert "Điểu Minh Khôi" in shown
    assert "Nộp hồ sơ" in shown
    assert "Bộ phận Tiếp nhận và Trả kết quả" in shown
    assert "giấy chứng sinh.pdf" in shown


def test_questions_that_an_answer_brings_up_are_asked_next_without_an_error(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "giay-to-cua-ban")
    response = client.post(address, {"requester_id_kind": "identity_card"})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{address}#id_requester_")
    shown = client.get(address)
    assert "Ngày cấp" in text_of(shown)
    assert not problems(shown)
    assert problems(client.post(address, {"requester_id_kind": "identity_card"}))


def test_an_answer_that_was_emptied_is_gone(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "lien-he")
    assert client.post(address, {"requester_phone": "0912345678", "requester_email": ""}).status_code == 302
    assert "an@example.vn" not in text_of(client.get(address))


def test_saving_for_later_keeps_even_what_is_wrong(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    typed = {"child_name": "Điểu Minh Khôi", "child_birth_date-day": "31", "child_birth_date-month": "2", "de-sau": "1"}
    response = client.post(address, typed)
    assert response["Location"] == "/ho-so/"
    shown = text_of(client.get(address))
    assert 'value="Điểu Minh Khôi"' in shown
    assert 'value="31"' in shown
    assert client.get(f"/nop-ho-so/{address.split('/')[2]}/")["Location"] == address


def test_changing_an_answer_from_the_review_leads_back_to_it(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    review = ready(client)
    address = review.replace("/xem-lai/", "/be/?sua=1")
    response = client.post(address, typed_birth(child_name="Điểu Minh Anh"))
    assert response["Location"] == review
    assert "Điểu Minh Anh" in text_of(client.get(review))


def test_the_review_names_what_is_still_wrong_and_offers_no_button(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    review = ready(client)
    assert client.post(review.replace("/xem-lai/", "/be/"), typed_birth(child_name="")).status_code == 200
    shown = client.get(review)
    assert any("Thông tin của bé" in sentence for sentence in problems(shown))
    assert "/nop/" not in text_of(shown)
    assert client.post(review.replace("/xem-lai/", "/nop/"))["Location"] == review
    assert not Dossier.objects.exists()


def test_the_review_names_a_paper_that_is_missing(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    review = all_filled(client).replace("/giay-to/", "/xem-lai/")
    assert "Chưa có tệp cho “Giấy chứng sinh”." in problems(client.get(review))


def test_handing_in_shows_the_code_and_when_the_answer_comes(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    receipt = handed_in(client)
    dossier = Dossier.objects.get()
    shown = text_of(client.get(receipt))
    assert dossier.matter.request_code in shown
    assert "chậm nhất" in shown
    assert "16/10/2024" in shown


def test_handing_in_twice_makes_one_dossier(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    submit = ready(client).replace("/xem-lai/", "/nop/")
    first, second = client.post(submit), client.post(submit)
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_pages_of_a_draft_that_was_handed_in_lead_to_the_dossier(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    review = ready(client)
    client.post(review.replace("/xem-lai/", "/nop/"))
    own = f"/ho-so/{Dossier.objects.get().pk}/"
    for page in ("/xem-lai/", "/giay-to/", "/be/", "/xoa/", "/"):
        assert client.get(review.replace("/xem-lai/", page))["Location"] == own


def test_a_page_that_the_answers_hide_is_not_found(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "lien-he")
    assert client.get(address.replace("/lien-he/", "/uy-quyen/")).status_code == 404


def test_a_draft_is_thrown_away_only_after_asking(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = begun(client).replace("/noi-dang-ky/", "/xoa/")
    assert "không lấy lại được" in text_of(client.get(address))
    assert Draft.objects.get().discarded_at is None
    assert client.post(address)["Location"] == "/ho-so/"
    assert Draft.objects.get().discarded_at is not None
    assert client.get(address).status_code == 404


def test_somebody_elses_draft_does_not_exist(signed_in: SignedIn, an: Citizen) -> None:
    address = ready(signed_in(an))
    stranger = signed_in(people.a_stranger())
    for page in ("/", "/be/", "/giay-to/", "/xem-lai/", "/nop/", "/xoa/"):
        there = address.replace("/xem-lai/", page)
        assert stranger.get(there).status_code in {404, 302}
        if page != "/nop/":
            assert stranger.get(there).status_code == 404
    for page in ("/be/", "/giay-to/", "/nop/", "/xoa/"):
        assert stranger.post(address.replace("/xem-lai/", page)).status_code == 404
    assert Draft.objects.get(account_id=an.account_id).discarded_at is None


def test_answers_from_one_page_decide_which_page_is_next(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "nguoi-yeu-cau")
    onward = filled(client, address, relationship="relative", relationship_detail="Dì ruột")
    assert onward.endswith("/giay-to-cua-ban/")
    assert filled(client, address, relationship="agent").endswith("/nguoi-uy-quyen/")


@pytest.mark.parametrize("page_id", ["khong-co", "..", "%00"])
def test_a_page_that_no_form_has_is_not_found(signed_in: SignedIn, an: Citizen, page_id: str) -> None:
    client = signed_in(an)
    assert client.get(begun(client).replace("noi-dang-ky", page_id)).status_code == 404


def test_options_come_in_the_order_of_the_pack(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    shown = text_of(client.get(at_page(client, "nguoi-yeu-cau")))
    words = ["Mẹ", "Cha", "Ông, bà", "Người thân thích khác", "Cá nhân, tổ chức đang nuôi dưỡng bé"]
    places = [shown.index(f"{word}\n") if f"{word}\n" in shown else shown.rindex(word) for word in words]
    assert places == sorted(places)
