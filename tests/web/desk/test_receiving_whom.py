"""Who stands at the counter: known by a number or a passport, the owner or somebody who hands in for them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.domain.dossiers.models import Authorisation, Dossier
from motcua.domain.journal.models import Entry
from tests.build import counter, people
from tests.build.counter import TEO
from tests.web.desk.sheets import PASSPORT, RECEIVE, opened, typed
from tests.web.desk.visits import at, text_of


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def test_who_is_known_is_filled_in_by_the_number_and_it_is_on_record() -> None:
    people.an()
    client = at(people.binh())
    address = opened(client)
    sent = {"so-dinh-danh": "070194001234", "ly-do-tra": "at_counter", "hoi": "place", "place-code": people.DAK_NHAU}
    page = client.post(address, {**sent, "tra-cuu": "1"}, follow=True).content.decode()
    assert 'value="Điểu Thị An"' in page
    assert 'value="08/03/1994"' in page
    assert Entry.objects.filter(verb="dossiers.person_looked_up").count() == 1
    response = client.post(address, {**sent, "ly-do-tra": "x", "tra-cuu": "1"})
    assert "Hãy chọn lý do tra cứu" in text_of(response)
    response = client.post(address, {**sent, "so-dinh-danh": "1", "tra-cuu": "1"})
    assert "phải gồm đúng 12 chữ số" in text_of(response)
    response = client.post(address, {**sent, "so-dinh-danh": TEO.identity_number, "tra-cuu": "1"}, follow=True)
    assert "Chưa có ai trong hệ thống" in text_of(response)


def test_another_name_under_a_number_is_said_without_telling_the_name() -> None:
    people.an()
    client = at(people.binh())
    response = client.post(opened(client), {**typed(so_dinh_danh="070194001234"), **RECEIVE})
    assert "đã có trong hệ thống với một họ tên khác" in text_of(response)
    assert "Điểu Thị An" not in text_of(response)


def test_somebody_hands_in_for_the_owner() -> None:
    client = at(people.binh())
    agent = {
        "nop-thay": "on",
        "nguoi-nop-so": TEO.identity_number,
        "nguoi-nop-ten": TEO.full_name,
        "pham-vi": "both",
        "can-cu": "kin",
        "den-ngay": "31122024",
    }
    client.post(opened(client), {**typed(), **agent, **RECEIVE})
    dossier = Dossier.objects.get()
    assert Authorisation.objects.get(pk=dossier.pk).agent_name == TEO.full_name
    page = text_of(client.get(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})))
    assert "Người nộp thay Trần Văn Tèo" in page


def test_who_has_a_passport_only_is_received_and_found_again() -> None:
    client = at(people.binh())
    client.post(opened(client), {**typed(**PASSPORT), **RECEIVE})
    dossier = Dossier.objects.get()
    assert dossier.applicant.identity_number == "KHM N01234567"
    address = opened(client)
    sought = {"loai-giay": "ho-chieu", "so-dinh-danh": "N01234567", "nuoc-cap": "KHM", "ly-do-tra": "at_counter"}
    page = client.post(address, {**sought, "tra-cuu": "1"}, follow=True).content.decode()
    assert 'value="Sok Dara"' in page
    assert 'value="N01234567"' in page
    assert 'value="ho-chieu" selected' in page
    assert "Đã có trong hệ thống: 1 hồ sơ" in page


def test_a_passport_without_its_state_is_told_of_where_it_is_typed() -> None:
    client = at(people.binh())
    for changes in ({"nuoc_cap": ""}, {"so_dinh_danh": "12"}):
        page = text_of(client.post(opened(client), {**typed(**{**PASSPORT, **changes}), **RECEIVE}))
        assert "Hộ chiếu cần mã nước cấp" in page
    sought = {"loai-giay": "ho-chieu", "so-dinh-danh": "N01234567", "tra-cuu": "1"}
    page = text_of(client.post(opened(client), sought))
    assert "Hộ chiếu cần mã nước cấp" in page
    assert not Dossier.objects.exists()


def test_a_passport_may_be_that_of_who_hands_in_for_another() -> None:
    client = at(people.binh())
    agent = {
        "nop_thay": "on",
        "nguoi_nop_loai_giay": "ho-chieu",
        "nguoi_nop_so": "C1234567",
        "nguoi_nop_nuoc_cap": "D",
        "nguoi_nop_ten": "Anna Schmidt",
        "can_cu": "certified",
        "van_ban": "Số 12/2024",
    }
    client.post(opened(client), {**typed(**agent), **RECEIVE})
    assert Authorisation.objects.get().agent.identity_number == "D C1234567"
