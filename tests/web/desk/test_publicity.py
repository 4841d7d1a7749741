"""What a unit has to publish, at its desk and at the desks of those above it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, Contact
from motcua.domain.publicity import actions
from motcua.domain.publicity.models import Checklist, Verification
from motcua.domain.publicity.states import Lack
from tests.build import people
from tests.build.dossiers import MONDAY, PDF
from tests.build.people import Somebody
from tests.web.desk.visits import at, text_of

PAGE = "/can-bo/cong-khai/"
UNITS = "/can-bo/cong-khai/cac-don-vi/"
TABLE = "/can-bo/cong-khai/cac-don-vi/bang-tinh.csv"
PHONE = "/can-bo/cong-khai/muc/dien-thoai/"
UNIT = "H10.30.13.01"


def the_centre() -> Somebody:
    """Who leads the province's centre."""
    return people.an_official("Trần Giám Đốc", people.agency_of("mot-cua-tinh", "70"), Duty.LEADER)


def test_the_unit_sees_what_it_has_to_publish_and_when_it_was_last_looked_at() -> None:
    binh = people.binh()
    shown = text_of(at(binh).get(PAGE))
    assert "Số điện thoại của Bộ phận Một cửa" in shown
    assert "Thông tin liên hệ là giả định" in shown
    assert "Chưa kiểm tra lần nào" in shown
    for days in (3, 0):
        actions.verify(
            binh.official.agency_id,
            "dien-thoai",
            good=True,
            by=binh.official,
            now=MONDAY - timedelta(days=days),
        )
        said = f"({days} ngày trước)" if days else "(hôm nay)"
        assert said in text_of(at(binh).get(PAGE))
    assert "1 trên 12 mục đúng, đủ" in text_of(at(binh).get(PAGE))


def test_an_item_is_verified_with_a_note_and_a_photograph() -> None:
    binh = people.binh()
    browser = at(binh)
    typed = {"found": "sai", "note": "Bảng ở cửa ghi số cũ", "evidence": SimpleUploadedFile("bang.pdf", PDF)}
    shown = text_of(browser.post(PHONE, typed, follow=True))
    assert "Đã ghi kết quả kiểm tra." in shown
    assert "Bảng ở cửa ghi số cũ" in shown
    kept = Verification.objects.get()
    assert not kept.good
    photograph = reverse("desk:publicity_evidence", kwargs={"verification_id": kept.pk})
    assert browser.get(photograph).content == PDF
    assert at(people.chi()).get(photograph).status_code == 200
    assert at(people.dung()).get(photograph).status_code == 404
    assert "Nguyễn Văn Bình" in text_of(browser.get(PHONE))


def test_what_was_typed_wrongly_is_said_at_its_box_and_nothing_is_kept() -> None:
    browser = at(people.binh())
    assert "Chưa chọn mục" in text_of(browser.post(PHONE, {}))
    assert "Hãy ghi rõ mục này sai hoặc thiếu ở đâu" in text_of(browser.post(PHONE, {"found": "sai", "note": " "}))
    assert "ký tự" in text_of(browser.post(PHONE, {"found": "dung", "note": "a" * 1001}))
    program = SimpleUploadedFile("anh.jpg", b"MZ\x90")
    shown = browser.post(PHONE, {"found": "dung", "note": "Còn đủ", "evidence": program})
    assert "Chỉ nhận tệp PDF hoặc ảnh" in text_of(shown)
    assert "Còn đủ" in shown.content.decode()
    assert browser.get(f"{PAGE}muc/khong-co/").status_code == 404
    assert not Verification.objects.exists()


def test_who_has_another_duty_reads_and_cannot_write() -> None:
    somebody = people.an_official("Ai Đó", people.agency_of("mot-cua-xa"), Duty.SPECIALIST)
    assert 'name="found"' not in at(somebody).get(PHONE).content.decode()
    assert "dành cho người giữ nhiệm vụ khác" in text_of(at(somebody).post(PHONE, {"found": "dung"}))
    assert not Verification.objects.exists()


def test_an_agency_that_is_no_unit_is_shown_the_units_below_it() -> None:
    chi = people.chi()
    shown = text_of(at(chi).get(PAGE, follow=True))
    assert "Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau" in shown
    assert "Không có Bộ phận Một cửa nào" in text_of(at(people.the_police()).get(PAGE, follow=True))


def test_the_centre_finds_who_publishes_no_telephone_or_e_mail() -> None:
    centre = at(the_centre())
    assert "Tất cả" in text_of(centre.get(UNITS))
    assert f'value="{Lack.PHONE}"' not in centre.get(UNITS).content.decode()
    Contact.objects.filter(agency__code=UNIT).update(phone="", email="")
    shown = text_of(centre.get(UNITS, {"loai": Lack.PHONE}))
    assert "Có 1 nơi." in shown
    assert "xã Đak Nhau Huyện Bù Đăng Chưa công khai số điện thoại Chưa công khai địa chỉ thư điện tử" in shown
    assert centre.get(UNITS).content.decode().index(UNIT) < centre.get(UNITS).content.decode().index("<footer")
    assert "Số điện thoại của Bộ phận Một cửa" in text_of(centre.get(f"{UNITS}{UNIT}/"))
    for code in ("H10.30.13", "%00", "x" * 300):
        assert centre.get(f"{UNITS}{code}/").status_code == 404
    assert at(people.dung()).get(f"{UNITS}{UNIT}/").status_code == 404


def test_the_list_is_sorted_as_asked_and_nonsense_changes_nothing() -> None:
    binh, centre = people.binh(), at(the_centre())
    actions.verify(binh.official.agency_id, "dien-thoai", good=True, by=binh.official, now=MONDAY)
    Contact.objects.filter(agency__code=UNIT).update(phone="", email="", hours="")
    link = reverse("desk:publicity_unit", kwargs={"code": UNIT})

    def shown(order: str, number: int) -> str:
        return str(centre.get(UNITS, {"xep": order, "trang": number}).content.decode())

    first = reverse("desk:publicity_unit", kwargs={"code": "H10.30.01"})
    assert shown("thieu", 1).index(link) < shown("thieu", 1).index("</tr>", shown("thieu", 1).index("<tbody"))
    assert link not in shown("ngay", 1)
    assert shown("ngay", 99).rindex("<tr") < shown("ngay", 99).index(link)
    assert shown("ten", 1).index(first) < shown("ten", 1).index(link)
    assert "Có 122 nơi." in text_of(centre.get(UNITS, {"xep": "x", "loai": "\0", "trang": "nhiều"}))


def test_the_list_is_downloaded_as_a_table_that_no_spreadsheet_runs() -> None:
    centre = at(the_centre())
    Contact.objects.filter(agency__code=UNIT).update(phone="")
    Agency.objects.filter(code=UNIT).update(name="=1+1")
    response = centre.get(TABLE)
    assert response["Content-Type"].startswith("text/csv")
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 1 + 122
    row = next(row for row in rows if row[0] == UNIT)
    named = dict(zip(rows[0], row, strict=True))
    assert named["Đơn vị"] == "'=1+1"
    assert named["Chưa công khai số điện thoại"] == "1"
    assert named["Chưa công khai địa chỉ thư điện tử"] == "0"
    assert named["Mục chưa kiểm tra lần nào"] == str(len(Checklist.objects.get().items))
    assert len(centre.get(TABLE, {"loai": Lack.PHONE}).content.decode().splitlines()) == 2
    assert len(list(csv.reader(io.StringIO(at(people.dung()).get(TABLE).content.decode())))) == 1


def test_the_whole_province_costs_as_many_queries_as_one_unit() -> None:
    costs = []
    for who in (the_centre(), people.chi()):
        browser = at(who)
        browser.get(UNITS)
        with CaptureQueriesContext(connection) as captured:
            browser.get(UNITS)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_the_pages_are_in_english_too() -> None:
    assert "Telephone number of the one-stop unit" in text_of(at(people.binh()).get(f"/en{PAGE}"))
    assert "Publication at the units" in text_of(at(the_centre()).get(f"/en{UNITS}"))
