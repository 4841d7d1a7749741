"""The till at the desk: what is owed, taking it, its receipts, and the day's balance."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdf
from django.urls import reverse

from motcua.domain.payments import actions
from motcua.domain.payments.models import Charge, Day, Receipt
from motcua.domain.payments.queries import Told, gateway
from motcua.kernel.actors import System
from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected, open_charges
from tests.web.desk.visits import at, text_of

REASON = "Ghi nhầm tên người nộp tiền."


def address(name: str, **named: int) -> str:
    return reverse(name, kwargs=named)


def test_the_page_tells_free_exempt_and_unpaid_apart() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    page = text_of(at(commune.reception).get(address("desk:fees", dossier_id=dossier.pk)))
    assert "Không thu phí" in page
    assert "Chưa thu" in page
    assert "Còn phải thu: 16.000 đồng" in page


def test_money_is_taken_with_one_form_and_the_receipt_can_be_printed() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    client, here = at(commune.reception), address("desk:fees", dossier_id=dossier.pk)
    [(charge, amount)] = open_charges(dossier).items()
    sent = {"charges": [f"{charge}:{amount}"], "means": "cash", "payer": "Điểu Văn Khang"}
    page = text_of(client.post(here, sent, follow=True))
    assert "Đã thu 16.000 đồng, biên lai số 0000001." in page
    receipt = Receipt.objects.get()
    pdf = client.get(address("desk:receipt", receipt_id=receipt.pk))
    printed = " ".join(pypdf.PdfReader(BytesIO(pdf.content)).pages[0].extract_text().split())
    assert "Mười sáu nghìn đồng" in printed
    assert printed.count("Số: 0000001") == 3
    assert "Điểu Văn Khang" in printed


def test_an_amount_that_the_page_did_not_show_is_not_taken() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    client, here = at(commune.reception), address("desk:fees", dossier_id=dossier.pk)
    [(charge, _amount)] = open_charges(dossier).items()
    page = text_of(client.post(here, {"charges": [f"{charge}:9000"], "means": "cash", "payer": "An"}))
    assert "lựa chọn này không có trong danh sách" in page, "an amount that nobody saw is not taken"
    assert Receipt.objects.count() == 0
    assert "Chưa chọn mục" in text_of(client.post(here, {"payer": "An"}))


def test_a_fee_is_waived_on_a_ground() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    [charge] = open_charges(dossier)
    client, here = at(commune.reception), address("desk:exempt", dossier_id=dossier.pk, charge_id=charge)
    assert "ít nhất 10 ký tự" in text_of(client.post(here, {"reason": "nghèo"}))
    page = text_of(client.post(here, {"reason": "Hộ nghèo, giấy chứng nhận số 12."}, follow=True))
    assert "Đối tượng được miễn" in page
    assert Charge.objects.get(pk=charge).obligation == "exempt"


def test_a_receipt_is_cancelled_or_refunded_with_a_reason() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    receipt = collected(dossier, commune.reception.official)
    client, here = at(commune.reception), address("desk:undo_receipt", receipt_id=receipt.pk)
    assert "0000001" in text_of(client.get(here))
    assert "Đã hủy" in text_of(client.post(here, {"how": "cancelled", "reason": REASON}, follow=True))
    again = collected(dossier, commune.reception.official)
    here = address("desk:undo_receipt", receipt_id=again.pk)
    assert "Đã hoàn tiền" in text_of(client.post(here, {"how": "refunded", "reason": REASON}, follow=True))
    assert client.post(here, {"how": "refunded", "reason": REASON}).status_code == 409


def test_the_till_shows_the_day_and_closes_it() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    client = at(commune.reception)
    assert "Chưa có khoản thu nào" in text_of(client.get(address("desk:till")))
    collected(dossier, commune.reception.official)
    page = text_of(client.get(address("desk:till")))
    assert "Cộng trong ngày: 16.000 đồng" in page
    assert "0000001 – 0000001" in page
    closed = client.post(address("desk:close_day"), {"ngay": MONDAY.date().isoformat()}, follow=True)
    assert "Đã khóa sổ" in text_of(closed)
    assert Day.objects.get(day=MONDAY.date()).totals["net"] == TWO_COPIES
    assert client.post(address("desk:close_day"), {"ngay": MONDAY.date().isoformat()}).status_code == 409
    assert client.get(f"{address('desk:till')}?ngay=2024-13-45").status_code == 200


def test_money_that_fits_nothing_is_listed() -> None:
    commune, an = Commune.of(), people.an()
    dossier = a_dossier_with_fees(an)
    order = actions.pay_online(dossier.pk, through=gateway(), by=an, now=MONDAY)
    message = gateway().pretend(Told(order.reference, 1_000, "T-1", True))
    actions.hear(*message, through=gateway(), by=System("tests"), now=MONDAY + timedelta(minutes=1))
    page = text_of(at(commune.reception).get(address("desk:online_payments")))
    assert "Sai số tiền" in page
    assert "nhận 1.000 đồng" in page
    assert "yêu cầu 16.000 đồng" in page
    assert "Không có khoản nào lệch." in text_of(at(people.dung()).get(address("desk:online_payments")))


def test_an_office_that_only_leads_a_dossier_has_no_till_of_it() -> None:
    commune, dossier = Commune.of(), a_dossier()
    assert at(commune.leader).get(address("desk:fees", dossier_id=dossier.pk)).status_code == 404
