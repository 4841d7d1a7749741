"""Repeated groups at the counter: every entry on the one page, one empty to go on, each mistake at its question."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier, Sheet
from motcua.domain.payments.models import Charge
from tests.build import counter, people
from tests.build.counter import TY
from tests.web.desk.visits import at, now, text_of

pytestmark = pytest.mark.django_db
COPIES, TRANSFER = "2.000815", "1.013831"
TYPED = {
    "so-dinh-danh": TY.identity_number,
    "ho-ten": TY.full_name,
    "ngay-sinh": "20021985",
    "dien-thoai": TY.phone,
    "noi-o": TY.residence,
    "copy_form": "paper",
    "papers.0.name": "Bằng tốt nghiệp",
    "papers.0.pages": "1",
    "papers.0.copies": "3",
    "result_method": "one_stop",
    "cach-nop": "direct",
    "so-bo": "1",
}
SECOND = {
    "papers.1.name": "Căn cước",
    "papers.1.pages": "2",
    "papers.1.copies": "1",
}


def opened(client: Client, code: str = COPIES) -> str:
    return str(client.post("/can-bo/tiep-nhan/mo/", {"thu-tuc": code})["Location"])


def asked(client: Client, address: str) -> str:
    """The names of the questions that the sheet says it asked."""
    page = client.get(address).content.decode()
    return page.split('name="hoi" value="')[1].split('"')[0]


def test_two_papers_are_received_on_one_screen() -> None:
    client = at(people.binh())
    address = opened(client)
    names = asked(client, address)
    assert "papers" in names.split()
    client.post(address, {**TYPED, "hoi": names, "luu": "1"})
    page = client.get(address).content.decode()
    assert 'value="Bằng tốt nghiệp"' in page
    assert 'name="papers.1.name"' in page
    client.post(address, {**TYPED, **SECOND, "hoi": names, "tiep-nhan": "1"})
    papers = Dossier.objects.get().answers["papers"]
    assert [each["name"] for each in papers] == ["Bằng tốt nghiệp", "Căn cước"]


def test_the_fee_is_worked_out_from_pages_and_copies() -> None:
    client = at(people.binh())
    address = opened(client)
    names = asked(client, address)
    assert "Phí, lệ phí hiện ở đây khi" in text_of(client.get(address))
    assert not {"visit_on", "visit_part", "pledge", "first_pages"} & set(names.split())
    client.post(address, {**TYPED, **SECOND, "hoi": names, "luu": "1"})
    page = text_of(client.get(address))
    assert "Phí, lệ phí của phiếu đã lưu: 10.000 đồng" in page
    assert "1 trang × 3 bản: 6.000 đồng" in page
    client.post(address, {**TYPED, **SECOND, "hoi": names, "tiep-nhan": "1"})
    [charge] = Charge.objects.filter(matter=Dossier.objects.get().matter)
    assert (charge.amount, charge.quantity, charge.kind) == (10_000, 5, "phi")


def test_what_comes_by_post_is_asked_what_the_post_is_asked() -> None:
    client = at(people.binh())
    address = opened(client)
    client.post(address, {**TYPED, "hoi": asked(client, address), "cach-nop": "post", "luu": "1"})
    assert Sheet.objects.get().draft.channel == "post"


def test_the_place_that_is_chosen_already_keeps_its_value() -> None:
    client = at(people.binh())
    counter.a_copy_procedure()
    page = client.get(opened(client, counter.COPY)).content.decode()
    assert f'<option value="{people.DAK_NHAU}" selected>' in page


def test_a_mistake_stands_at_its_own_question() -> None:
    client = at(people.binh())
    address = opened(client)
    names = asked(client, address)
    page = client.post(address, {**TYPED, "papers.0.copies": "", "hoi": names, "tiep-nhan": "1"}).content.decode()
    assert 'id="id_papers.0.copies-error"' in page
    page = text_of(client.post(opened(client), {"hoi": names, "tiep-nhan": "1"}))
    assert "Giấy tờ cần sao" in page


def test_details_given_after_the_first_press_answer_the_forms_questions() -> None:
    client = at(people.binh())
    address = opened(client)
    page = client.post(address, {"hoi": asked(client, address), "tiep-nhan": "1"}).content.decode()
    names = page.split('name="hoi" value="')[1].split('"')[0]
    assert "requester_name" in names.split()
    client.post(address, {**TYPED, "requester_name": "", "requester_phone": "", "hoi": names, "tiep-nhan": "1"})
    assert Dossier.objects.get().answers["requester_name"] == TY.full_name


def test_one_more_entry_on_a_page_of_a_long_form() -> None:
    binh = people.an_official(
        "Mai Thị Hoa", people.agency_of("mot-cua-huyen", people.BU_DANG), Duty.RECEPTION, Duty.RETURNS
    )
    client = at(binh)
    sheet = actions.open_sheet(TRANSFER, by=binh.official, now=now())
    actions.keep_sheet(sheet.draft.token, counter.facts_of(TY), by=binh.official, now=now())
    page = f"/can-bo/tiep-nhan/{sheet.draft.token}/to-khai/ben-nhan/"
    assert 'name="users.0.identity_number"' in client.get(page).content.decode()
    one = {
        "users.0.kind": "person",
        "users.0.name": "Điểu Thị An",
        "users.0.identity_number": "070194001234",
        "users.0.address-code": people.DAK_NHAU,
    }
    more = client.post(page, {**one, "them": "1"})
    assert more["Location"] == page
    assert 'name="users.1.name"' in client.get(page).content.decode()
    assert client.post(page, one)["Location"] != page
    kept = queries.sheet_of(binh.official, Sheet.objects.get().draft.token).draft.answers["users"]
    assert [each["name"] for each in kept] == ["Điểu Thị An"]
