"""Money and results at the counter and on the phone: the pages looked at, one fee paid, one signature drawn."""

from __future__ import annotations

import pytest

from motcua.domain.payments.models import Receipt
from motcua.domain.returns.models import HandOver
from motcua.kernel.actors import Citizen
from tests.build.dossiers import a_dossier, typed_birth, walk
from tests.build.payments import COPIES, collected
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser


def test_a_fee_is_paid_on_the_phone(visit: Visit, cast: Cast) -> None:
    an = visit("An")
    dossier = a_dossier(Citizen(cast.an.pk), now=MORNING, typed=typed_birth(**COPIES))
    an.open("/ho-so/")
    an.come_in_as("Điểu Thị An")
    an.open(f"/ho-so/{dossier.pk}/phi/")
    an.looks_in_both_sizes("owed")
    an.page.get_by_role("button", name="Thanh toán trực tuyến").click()
    an.looks_in_both_sizes("provider")
    an.page.get_by_role("button", name="Giả làm đã trả tiền").click()
    an.looks_in_both_sizes("paid")
    assert Receipt.objects.get().means == "online"


def test_the_counter_takes_money_and_hands_over_against_a_signature(visit: Visit, cast: Cast) -> None:
    binh = visit("Bình", size=DESK)
    sit_down(binh, cast.commune.reception.account)
    citizen = Citizen(cast.an.pk)
    typed = typed_birth(**{**COPIES, "reg_kind": "late", "result_method": "one_stop"})
    dossier = walk(a_dossier(citizen, now=MORNING, typed=typed), cast.commune, "finished", now=MORNING)
    binh.open(f"/can-bo/ho-so/{dossier.pk}/phi/")
    binh.looks_in_both_sizes("fees")
    collected(dossier, cast.commune.reception.official, now=MORNING)
    receipt = Receipt.objects.get()
    for path, name in (
        (f"/can-bo/ho-so/{dossier.pk}/phi/", "fees-paid"),
        (f"/can-bo/bien-lai/{receipt.pk}/huy/", "undo"),
        ("/can-bo/quy/", "till"),
        ("/can-bo/quy/truc-tuyen/", "online"),
        ("/can-bo/tra-ket-qua/", "ready"),
        ("/can-bo/ban-giao/", "arrived"),
        ("/can-bo/so-theo-doi/", "register"),
        (f"/can-bo/ho-so/{dossier.pk}/buu-dien/", "post"),
        (f"/can-bo/ho-so/{dossier.pk}/tra-ket-qua/", "hand-over"),
    ):
        binh.open(path)
        binh.looks_in_both_sizes(name)
    page = binh.page
    page.get_by_label("Bốn số cuối của giấy tờ tùy thân").fill("1234")
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Đã trả kết quả").click()
    page.get_by_text("Đã ký trên thiết bị").wait_for()
    assert HandOver.objects.get().signature is not None
    binh.looks_in_both_sizes("handed-over")
