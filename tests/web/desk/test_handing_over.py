"""Handing over at the desk: the waiting results, the signature, the post, and the day's lists."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Authorisation, Dossier
from motcua.domain.returns.models import HandOver, Posting
from tests.build import counter, people
from tests.build.behalf import certified, filed_for_mother, lan
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, typed_birth
from tests.web.desk.visits import at, text_of
from tests.web.portal.pages import PNG

WHO = {"name": "Điểu Thị An", "relation": "self", "identity_ending": "1234", "originals": "Giấy chứng sinh"}


def address(name: str, **named: int) -> str:
    return reverse(name, kwargs=named)


def finished(cast: Cast, method: str = "one_stop", **typed: str) -> Dossier:
    dossier = a_dossier(cast.an, typed=typed_birth(result_method=method, **typed))
    return cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)


def printed(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def test_the_results_that_wait_are_listed() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    page = text_of(at(cast.officials[0]).get(address("desk:ready")))
    assert str(dossier.matter) in page
    assert "Không có kết quả nào đang chờ trả" in text_of(
        at(cast.officials[0]).get(f"{address('desk:ready')}?xem=chua-nhan")
    )
    assert str(dossier.matter) not in text_of(at(people.dung()).get(address("desk:ready")))


def test_originals_that_are_still_kept_are_named_with_the_page_that_gives_them_back() -> None:
    binh = people.binh()
    counter.a_copy_procedure()
    shown = counter.received(binh.official)
    kept = counter.received(binh.official, owner=counter.TEO, brought=counter.brought(number="BC 7"))
    page, other = (at(binh).get(address("desk:hand_over", dossier_id=each.pk)) for each in map(decided, (kept, shown)))
    assert "Đơn vị còn giữ bản chính: Bản chính giấy tờ." in text_of(page)
    assert address("desk:give_back", dossier_id=kept.pk) in page.content.decode()
    assert "còn giữ bản chính" not in text_of(other)
    assert "Bản chính giấy tờ" not in text_of(other), "what was only shown at the counter is not given back"


def decided(dossier: Dossier) -> Dossier:
    registrar = people.the_registrar().official
    return actions.complete_task(queries.open_tasks(dossier.pk)[0].pk, "done", by=registrar, now=MONDAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Có giá trị đến hết ngày 14/10/2024."),
        ({"valid_to": date(2024, 10, 13)}, "Ủy quyền đã hết hạn sau ngày 13/10/2024."),
        ({"scope": "hand_in"}, "Người này không được nhận kết quả."),
        ({"disowned_at": MONDAY}, "Chủ hồ sơ đã báo là không ủy quyền cho người này."),
    ],
)
def test_who_is_authorised_is_shown_with_what_stands_against_it(changes: dict[str, object], words: str) -> None:
    cast = Cast.of()
    until = {"valid_to-day": "14", "valid_to-month": "10", "valid_to-year": "2024"}
    dossier = cast.go(
        filed_for_mother(lan(), **certified(), **until), "accept", "propose", "approve", "issued", now=MONDAY
    )
    Authorisation.objects.filter(pk=dossier.pk).update(**changes)
    page = text_of(at(cast.officials[0]).get(address("desk:hand_over", dossier_id=dossier.pk)))
    assert "Trong hồ sơ: Điểu Thị Lan được ủy quyền" in page
    assert words in page


def test_somebody_signs_on_the_tablet_and_the_slip_says_so() -> None:
    cast = Cast.of()
    dossier, client = finished(cast), at(cast.officials[0])
    here = address("desk:hand_over", dossier_id=dossier.pk)
    page = client.get(here).content.decode()
    assert "data-signature" in page
    assert "hidden" in page, "without the script there is no pad, and a slip is printed to be signed"
    blank = client.get(address("desk:slip", dossier_id=dossier.pk))
    assert "Người nhận kết quả: ---" in printed(blank.content)
    drawn = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    done = text_of(client.post(here, {**WHO, "signature": drawn}, follow=True))
    assert "Đã trả kết quả cho Điểu Thị An." in done
    assert "Đã ký trên thiết bị" in done
    slip = printed(client.get(address("desk:slip", dossier_id=dossier.pk)).content)
    assert "Người nhận kết quả: Điểu Thị An" in slip
    assert "1. Giấy chứng sinh" in slip


def test_a_plain_form_is_enough() -> None:
    cast = Cast.of()
    dossier, client = finished(cast), at(cast.officials[0])
    page = text_of(client.post(address("desk:hand_over", dossier_id=dossier.pk), {**WHO, "signature": ""}, follow=True))
    assert "Ký trên phiếu giấy" in page


def test_what_is_wrong_stands_beside_its_box_and_nothing_is_handed_over() -> None:
    cast = Cast.of()
    dossier, client = finished(cast), at(cast.officials[0])
    here = address("desk:hand_over", dossier_id=dossier.pk)
    assert "không khớp" in text_of(client.post(here, {**WHO, "identity_ending": "0000"}))
    assert "Chưa nhập mục" in text_of(client.post(here, {**WHO, "name": ""}))
    broken = {**WHO, "signature": "data:image/png;base64,@@@"}
    assert "Chỉ nhận tệp PDF hoặc ảnh" in text_of(client.post(here, broken))
    assert HandOver.objects.count() == 0


def test_the_post_takes_it_and_brings_word() -> None:
    cast = Cast.of()
    dossier, client = finished(cast, "post", result_address="Thôn 3"), at(cast.officials[0])
    here = address("desk:post_result", dossier_id=dossier.pk)
    assert "Số hiệu bưu gửi" in text_of(client.get(here))
    assert "chưa đúng" in text_of(client.post(here, {"tracking": "x"}))
    assert "RR123456789VN" in text_of(client.post(here, {"tracking": "rr123456789vn"}, follow=True))
    assert Posting.objects.count() == 1
    assert "Đang ở bưu điện" in text_of(client.get(address("desk:ready")))
    page = text_of(client.post(here, {"name": "Điểu Thị An", "on": MONDAY.date().isoformat()}, follow=True))
    assert "14/10/2024" in page
    dossier.refresh_from_db()
    assert dossier.state == "handed_over"


def test_the_days_list_is_printed_for_each_office() -> None:
    cast = Cast.of()
    dossier, client = finished(cast), at(cast.officials[0])
    page = text_of(client.get(address("desk:arrivals")))
    assert f"Kết quả nhận từ {dossier.matter.lead_agency.name}" in page
    pdf = client.get(address("desk:arrivals_of", agency_id=dossier.matter.lead_agency_id))
    text = printed(pdf.content)
    assert "PHIẾU BÀN GIAO KẾT QUẢ" in text
    assert str(dossier.matter) in text.replace("- ", "-")
    assert client.get(address("desk:arrivals_of", agency_id=dossier.matter.one_stop_id)).status_code == 404
    assert "không có kết quả nào" in text_of(client.get(f"{address('desk:arrivals')}?ngay=2024-10-01"))
