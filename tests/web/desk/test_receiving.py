"""The counter's screen: search, type, receive; what was typed stays, and every number of queries is the same."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Custody, Dossier, GivenPart, Reception, Sheet
from motcua.domain.journal.models import Entry
from motcua.domain.papers.models import Paper
from tests.build import counter, people
from tests.build.counter import COPY, ORIGINAL, PROOF, TY
from tests.build.dossiers import BIRTH, PDF, typed_birth
from tests.web.desk.sheets import ADDRESS, RECEIVE, opened, typed
from tests.web.desk.visits import at, now, text_of


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def test_a_procedure_is_found_by_its_words_and_by_its_code() -> None:
    client = at(people.binh())
    for words in ("chứng thực bản sao", COPY):
        page = client.get(ADDRESS, {"q": words}).content.decode()
        assert f'value="{COPY}"' in page
    assert "Không tìm thấy thủ tục nào" in text_of(client.get(ADDRESS, {"q": "zzzzqq"}))
    assert "Thủ tục" in text_of(client.get(ADDRESS))


def test_from_nothing_to_a_receipt_in_two_presses() -> None:
    client = at(people.binh())
    address = opened(client)
    page = client.get(address)
    assert page.status_code == 200
    assert "Bản chính giấy tờ" in text_of(page)
    response = client.post(address, {**typed(), **RECEIVE}, follow=True)
    dossier = Dossier.objects.get()
    assert response.redirect_chain[-1][0] == f"/can-bo/ho-so/{dossier.pk}/da-nhan/"
    shown = text_of(response)
    assert str(dossier.matter.code) in shown
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in shown
    assert (dossier.applicant_name, dossier.applicant.birth_date, dossier.applicant.phone) == (
        "trần văn tý",
        "1985-02-20",
        "0977123456",
    )
    again = client.post(address, {**typed(), **RECEIVE}, follow=True)
    assert again.redirect_chain[-1][0] == f"/can-bo/ho-so/{dossier.pk}/da-nhan/"
    assert Dossier.objects.count() == 1
    paper = Paper.objects.get(matter_id=dossier.pk)
    assert client.get(f"/can-bo/giay-to/{paper.pk}/").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"so_dinh_danh": "0700"}, "phải gồm đúng 12 chữ số"),
        ({"ho_ten": ""}, "Chưa nhập mục “Họ và tên”."),
        ({"ngay_sinh": "31/02/1985"}, "chưa phải là một ngày có thật"),
        ({"dien_thoai": "12"}, "Số điện thoại phải gồm"),
        ({"paper_name": ""}, "Tên giấy tờ"),
        ({"cach_nop": "post"}, "cần có mã bưu gửi"),
        ({f"bc-{ORIGINAL}": ""}, "Chưa có giấy tờ bắt buộc: Bản chính giấy tờ"),
        ({"nop_thay": "on"}, "Chưa nhập mục “Số định danh người nộp”."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(changes: dict[str, str], sentence: str) -> None:
    client = at(people.binh())
    address = opened(client)
    sent = {
        **typed(),
        **{name if name == "paper_name" else name.replace("_", "-"): text for name, text in changes.items()},
    }
    response = client.post(address, {**sent, **RECEIVE})
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in text_of(response)
    assert "thôn 3, xã Đak Nhau" in page
    assert not Dossier.objects.exists()
    assert 'value="thôn 3, xã Đak Nhau"' in client.get(address).content.decode(), "and it is still there tomorrow"


def test_a_scan_survives_a_mistake_and_can_be_taken_off() -> None:
    client = at(people.binh())
    address = opened(client)
    scan = SimpleUploadedFile("quet.pdf", PDF, "application/pdf")
    response = client.post(address, {**typed(ho_ten=""), f"tep-{ORIGINAL}": scan, **RECEIVE})
    assert "quet.pdf" in text_of(response)
    file = queries.files_of_draft(Sheet.objects.get().draft)[0]
    response = client.post(address, {**typed(), "bo-tep": str(file.pk)}, follow=True)
    assert "quet.pdf" not in text_of(response)
    bad = SimpleUploadedFile("x.pdf", b"MZ", "application/pdf")
    assert "Nội dung tệp này không phải loại đó" in text_of(client.post(address, {**typed(), f"tep-{ORIGINAL}": bad}))


def test_a_warning_is_read_and_overridden_with_a_reason() -> None:
    binh = people.binh()
    first = counter.received(binh.official, now=now())
    client = at(binh)
    address = opened(client)
    response = client.post(address, {**typed(ho_ten=TY.full_name), **RECEIVE})
    page = text_of(response)
    assert f"đang có hồ sơ {first.matter.code} cùng thủ tục" in page
    assert 'name="da-doc" value="same_procedure_open"' in response.content.decode()
    read = {"da-doc": "same_procedure_open"}
    response = client.post(address, {**typed(ho_ten=TY.full_name), **read, **RECEIVE})
    assert "Hãy viết lý do vẫn tiếp nhận" in text_of(response)
    reason = {"ly-do-nhan": "Chứng thực thêm giấy tờ khác."}
    client.post(address, {**typed(ho_ten=TY.full_name), **read, **reason, **RECEIVE})
    assert Reception.objects.order_by("-pk")[0].overridden == ["same_procedure_open"]


def test_refusing_and_asking_for_more_on_the_spot() -> None:
    client = at(people.binh())
    address = opened(client)
    response = client.post(address, {**typed(), "tu-choi": "1"})
    assert "Hãy viết rõ lý do" in text_of(response)
    client.post(address, {**typed(), "ly-do": "Bản chính đã bị tẩy xóa.", "tu-choi": "1"})
    assert Dossier.objects.get().state == "rejected"
    address = opened(client)
    missing = "Bản chính giấy tờ: mang bản chính để đối chiếu\nGiấy khác"
    sent = {**typed(), "ly-do": "Chưa đủ giấy tờ để chứng thực.", "con-thieu": missing, "bo-sung": "1"}
    page = text_of(client.post(address, sent, follow=True))
    assert "Phiếu yêu cầu bổ sung" in page
    assert Entry.objects.get(verb="dossiers.supplement_asked").facts["items"] == [ORIGINAL, "khac"]


def test_what_was_given_before_is_offered_and_reused() -> None:
    binh = people.binh()
    sheet = counter.a_sheet(binh.official, now=now())
    actions.attach_scan(sheet.draft.token, PROOF, "ket-hon.pdf", PDF, by=binh.official, now=now())
    done = counter.received(binh.official, sheet=sheet, now=now())
    registrar = people.the_registrar().official
    actions.complete_task(queries.open_tasks(done.pk)[0].pk, "done", by=registrar, now=now())
    client = at(binh)
    address = opened(client)
    looked_up = {**typed(ho_ten=TY.full_name), "ly-do-tra": "", "tra-cuu": "1"}
    page = client.post(address, looked_up, follow=True)
    assert "1 giấy tờ dùng lại được" in text_of(page)
    file = queries.known_papers(done.applicant_id, done.procedure)[0]
    client.post(address, {**typed(ho_ten=TY.full_name), f"dung-lai-{PROOF}": file.reuse, **RECEIVE})
    assert GivenPart.objects.get(dossier_id=Dossier.objects.latest("pk").pk, part=PROOF).digitised == 2


def test_a_long_form_goes_on_page_by_page_and_comes_back_to_the_sheet() -> None:
    client = at(people.binh())
    address = opened(client, BIRTH)
    token = Sheet.objects.get().draft.token
    assert "Điền tờ khai" in text_of(client.get(address))
    person = {**typed(ho_ten="Điểu Thị An", so_dinh_danh="070194001234"), "hoi": ""}
    where = client.post(address, {**person, "to-khai": "1"})["Location"]
    answers = {name: values[0] for name, values in typed_birth(result_method="one_stop").items()}
    for _page in range(40):
        if "/to-khai/" not in where:
            break
        assert client.get(where).status_code == 200
        response = client.post(where, answers)
        assert response.status_code == 302, text_of(response)
        where = response["Location"].partition("#")[0]
    assert where == address
    assert client.post(f"{address}to-khai/khong-co/").status_code == 404
    response = client.post(address, {**person, "bc-giay-chung-sinh": "1", **RECEIVE}, follow=True)
    dossier = Dossier.objects.get()
    assert str(dossier.matter.code) in text_of(response)
    assert dossier.subject_name == "Điểu Minh Khôi"
    assert client.get(f"{address}to-khai/be/")["Location"] == f"/can-bo/ho-so/{dossier.pk}/da-nhan/"
    assert reverse("desk:sheet_page", kwargs={"token": token, "page_id": "be"}) == f"{address}to-khai/be/"


def test_a_page_of_a_long_form_says_what_is_wrong() -> None:
    client = at(people.binh())
    address = opened(client, BIRTH)
    response = client.post(f"{address}to-khai/nguoi-yeu-cau/", {"requester_name": ""})
    assert response.status_code == 200
    assert "Có chỗ cần xem lại" in text_of(response)
    response = client.post(address, {**typed(), "hoi": "", **RECEIVE})
    assert "Tờ khai còn trang chưa điền xong" in text_of(response)


def test_originals_are_given_back_with_a_paper() -> None:
    client = at(people.binh())
    client.post(opened(client), {**typed(), f"giu-{ORIGINAL}": "BC 123/2003", **RECEIVE})
    dossier, custody = Dossier.objects.get(), Custody.objects.get()
    assert "BC 123/2003" in text_of(client.get(f"/can-bo/ho-so/{dossier.pk}/"))
    address = f"/can-bo/ho-so/{dossier.pk}/tra-giay-to/"
    assert 'value="trần văn tý"' in client.get(address).content.decode()
    assert "Hãy đánh dấu ít nhất một giấy tờ" in text_of(client.post(address, {"nguoi-nhan": "Tý"}))
    page = text_of(client.post(address, {"nguoi-nhan": "Trần Văn Tý", "giay-to": str(custody.pk)}, follow=True))
    assert "đã trả Trần Văn Tý" in page
    custody.refresh_from_db()
    assert client.get(f"/can-bo/giay-to/{custody.receipt_id}/").content.startswith(b"%PDF-")
    assert "không còn giữ bản chính nào" in text_of(client.get(address))


def test_several_of_one_person_stand_on_one_receipt() -> None:
    binh = people.binh()
    first = counter.received(binh.official, now=now())
    counter.a_copy_procedure("9.000817", name="Chứng thực chữ ký")
    client = at(binh)
    assert TY.full_name in text_of(client.get(ADDRESS, {"cung": str(first.pk)}))
    address = client.post("/can-bo/tiep-nhan/mo/", {"thu-tuc": "9.000817", "cung": str(first.pk)})["Location"]
    assert f'value="{TY.full_name}"' in client.get(address).content.decode()
    page = client.post(address, {**typed(ho_ten=TY.full_name), **RECEIVE}, follow=True)
    assert str(first.matter.code) in text_of(page)
    bundle = Reception.objects.get(pk=first.pk).bundle_id
    response = client.post(f"/can-bo/nhieu-ho-so/{bundle}/giay-tiep-nhan/", follow=True)
    assert response.content.startswith(b"%PDF-")
    assert at(people.dung()).post(f"/can-bo/nhieu-ho-so/{bundle}/giay-tiep-nhan/").status_code == 404


def test_received_elsewhere_it_is_confirmed_there_and_back() -> None:
    counter.a_copy_procedure("9.000816", anywhere=True)
    here, there = at(people.dung()), at(people.binh())
    here.post(opened(here, "9.000816"), {**typed(), **RECEIVE})
    dossier = Dossier.objects.get()
    address = f"/can-bo/ho-so/{dossier.pk}/"
    assert "chưa đến" in text_of(here.get(address))
    arrived, back = f"/can-bo/ho-so/{dossier.pk}/da-den/", f"/can-bo/ho-so/{dossier.pk}/da-ve/"
    assert here.post(arrived).status_code == 404
    committee = at(people.the_registrar())
    for arriving in (there, committee):  # the unit of the area has no step in it, and the papers come to it
        assert "Ghi nhận hồ sơ giấy đã đến" in text_of(arriving.get(address))
    assert "Đã ghi nhận hồ sơ giấy đến nơi." in text_of(committee.post(arrived, follow=True))
    assert there.post(back).status_code == 404
    assert "Đã ghi nhận kết quả về nơi tiếp nhận." in text_of(here.post(back, follow=True))


def test_what_is_settled_at_once_prints_no_receipt_until_it_is_asked_for() -> None:
    procedure = counter.a_copy_procedure("9.000818", at_once=True)
    procedure.cutoff = time.max  # at whatever hour this test runs
    procedure.save(update_fields=["cutoff"])
    client = at(people.binh())
    address = opened(client, "9.000818")
    assert "Tiếp nhận, giải quyết ngay" in text_of(client.get(address))
    page = text_of(client.post(address, {**typed(), "giai-quyet-ngay": "1"}, follow=True))
    assert "không lập giấy hẹn" in page
    dossier = Dossier.objects.get()
    printed = client.post(f"/can-bo/ho-so/{dossier.pk}/giay-tiep-nhan/", follow=True)
    assert printed.content.startswith(b"%PDF-")
    assert "không lập giấy hẹn" not in text_of(client.get(f"/can-bo/ho-so/{dossier.pk}/da-nhan/"))


def test_a_unit_of_another_kind_is_told_what_it_may_receive() -> None:
    counter.a_copy_procedure("9.000816", anywhere=True, name="Bản sao làm hộ")
    counter.a_copy_procedure("9.000817", name="Bản sao nơi khác")
    district = people.agency_of("mot-cua-huyen", people.BU_DANG)
    hoa = at(people.an_official("Mai Thị Hoa", district, Duty.RECEPTION))
    page = text_of(hoa.get(ADDRESS, {"q": "sao y"}))
    assert "9.000816 · Hộ tịch · nhận ở đây được, chuyển nơi giải quyết" in page
    assert "9.000817 · Hộ tịch · đơn vị khác tiếp nhận" in page
    page = text_of(at(people.binh()).get(ADDRESS, {"q": "9.000816"}))
    assert "nhận ở đây được" not in page


def test_a_sheet_can_be_left_gone_back_to_and_thrown_away() -> None:
    client = at(people.binh())
    address = opened(client)
    client.post(address, {**typed(), "luu": "1"})
    assert address in client.get(ADDRESS).content.decode()
    token = Sheet.objects.get().draft.token
    assert reverse("desk:sheet", kwargs={"token": token}) == address
    page = text_of(client.post(f"/can-bo/tiep-nhan/{token}/bo/", follow=True))
    assert "Không có hồ sơ nào được lập." in page
    assert client.get(address).status_code == 404


def test_sheets_are_for_who_receives_and_for_the_unit() -> None:
    binh = people.binh()
    address = opened(at(binh))
    returns = people.an_official("Lê Trả", people.agency_of("mot-cua-xa"), Duty.RETURNS)
    for path in (ADDRESS, address):
        assert at(returns).get(path).status_code == 409
    assert at(people.dung()).get(address).status_code == 404
    assert at(people.dung()).get(ADDRESS).status_code == 200
    online = counter.received(binh.official, now=now())
    assert at(people.dung()).get(f"/can-bo/ho-so/{online.pk}/da-nhan/").status_code == 404


def test_the_screen_costs_the_same_however_much_is_known() -> None:
    binh = people.binh()
    client = at(binh)
    address = opened(client)
    looked_up = {**typed(ho_ten=TY.full_name), "tra-cuu": "1", "ly-do-tra": "at_counter"}
    counter.received(binh.official, now=now())
    client.post(address, looked_up)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3):
        code = f"9.00090{number}"
        counter.a_copy_procedure(code)
        sheet = counter.a_sheet(binh.official, procedure=code, now=now())
        actions.attach_scan(sheet.draft.token, PROOF, "x.pdf", PDF, by=binh.official, now=now())
        counter.received(binh.official, sheet=sheet, now=now())
    client.get(address)  # bodies of the new procedures are fetched once a process
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_what_was_asked_for_is_brought_to_the_counter() -> None:
    client = at(people.binh())
    sent = {**typed(), f"bc-{ORIGINAL}": "", "ly-do": "Chưa có bản chính để đối chiếu.", "con-thieu": "Bản chính"}
    client.post(opened(client), {**sent, "bo-sung": "1"})
    dossier = Dossier.objects.get()
    address = f"/can-bo/ho-so/{dossier.pk}/nhan-bo-sung/"
    assert address in client.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert "Chưa có bản chính để đối chiếu." in text_of(client.get(address))
    assert "Hãy thêm ít nhất một tệp" in text_of(client.post(address, {}))
    scan = SimpleUploadedFile("quet.pdf", PDF, "application/pdf")
    page = client.post(address, {f"bc-{ORIGINAL}": "1", f"tep-{ORIGINAL}": scan}, follow=True)
    assert "Đã nhận phần bổ sung." in text_of(page)
    dossier.refresh_from_db()
    assert dossier.state == "new"
    assert client.get(address).status_code == 404
