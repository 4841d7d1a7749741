"""A counter morning: ten people, three procedures, numbers, fees, form 01, results, and the till at noon."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.models import Matter
from motcua.domain.payments.models import Receipt
from motcua.domain.queues import actions as queues
from motcua.domain.queues.models import Ticket
from tests.build import counter, morning, people
from tests.build.dossiers import typed_birth
from tests.build.forms import typed_by_the_form
from tests.build.morning import somebody
from tests.build.payments import COPIES as COPIES_OF_BIRTH
from tests.build.payments import open_charges
from tests.build.people import DAK_NHAU, NURSE
from tests.journeys.conftest import OFFSET, Cast, Visit
from tests.journeys.stories import fill_sheet_pages, hand_over, pick, read, sit_down, take_the_fee
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser

COPIES, BIRTH, SINGLE = "2.000815", "1.001193", "1.004873"
CAME_FOR = (COPIES, COPIES, BIRTH, SINGLE, COPIES, BIRTH, SINGLE, COPIES, BIRTH, SINGLE)
"""By the place in the line."""
RECEIVE = "Tiếp nhận, in giấy hẹn"
CERTIFIED: dict[str, object] = {
    "certified_book": "01/2024-SCT/BS",
    "certified_pages": 3,
    "certified_statement": "Chứng thực bản sao đúng với bản chính.",
}


def the_person(number: int) -> dict[str, list[str]]:
    """Who stands there, as every sheet asks."""
    person = somebody(number)
    typed = {
        "so-dinh-danh": person.identity_number,
        "ho-ten": person.full_name,
        "ngay-sinh": "20021985",
        "dien-thoai": person.phone,
        "noi-o": person.residence,
    }
    return {name: [text] for name, text in typed.items()}


def a_copy(number: int) -> dict[str, list[str]]:
    """The one screen of certified copies, filled in."""
    typed = {
        "copy_form": "paper",
        "papers.0.name": "Bằng tốt nghiệp trung học phổ thông",
        "papers.0.pages": "1",
        "papers.0.copies": "3",
        "requester_email": "",
        "result_method": "one_stop",
        "chinh-ban-chinh": "1",
    }
    return the_person(number) | {name: [text] for name, text in typed.items()}


def a_form(procedure: str, number: int) -> dict[str, list[str]]:
    """A long form, filled in for who stands there."""
    if procedure == BIRTH:
        return typed_birth(**COPIES_OF_BIRTH, result_method="one_stop")
    facts = counter.facts_of(somebody(number))
    return typed_by_the_form(procedure, DAK_NHAU, facts, result_method="one_stop")


def receive(who: Visitor, procedure: str, number: int) -> Dossier:
    """The sheet of a procedure, all by hand: one screen for certified copies, page by page for the long forms."""
    pick(who, procedure)
    if number == 1:
        who.looks_in_both_sizes("sheet")
        who.press(RECEIVE)
        who.looks_in_both_sizes("sheet-mistake")
    if procedure == COPIES:
        who.fill(a_copy(number))
    else:
        who.fill(the_person(number))
        fill_sheet_pages(who, a_form(procedure, number))
        for box in who.page.locator('main input[name^="chinh-"]').all():
            box.fill("1")
    who.press(RECEIVE)
    who.looks(f"received-{procedure}")
    dossier = Dossier.objects.select_related("matter").latest("pk")
    assert who.heading == dossier.matter.code, who.text()
    return dossier


def the_form(who: Visitor) -> str:
    """Form 01, as the browser is given it to print."""
    address = who.page.get_by_role("link", name=re.compile("Giấy tiếp nhận")).first.get_attribute("href")
    return read(who.page.request.get(f"{who.address}{address}").body())


def test_ten_people_are_served(visit: Visit, cast: Cast) -> None:
    unit = people.agency_of("mot-cua-xa")
    kiosk = visit("máy lấy số", size=DESK)
    sit_down(kiosk, cast.commune.reception.account)
    kiosk.open("/can-bo/goi-so/?quay=1")
    kiosk.press("Dùng thiết bị này làm máy lấy số")
    for _citizen in range(2):
        kiosk.follow("Tư pháp, hộ tịch, chứng thực")
        kiosk.press("Không, lấy số thường")
        kiosk.follow("Xong, người tiếp theo")
    for number in range(3, 11):
        queues.issue(unit.pk, "A", f"lan-{number}", by=NURSE, now=datetime.now(UTC) - OFFSET)

    binh = visit("Bình", size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.open("/can-bo/goi-so/?quay=1")
    dossiers: list[Dossier] = []
    for number, procedure in enumerate(CAME_FOR, start=1):
        binh.open("/can-bo/goi-so/")
        binh.press("Gọi số tiếp theo")
        binh.sees(f"A{number:03}")
        dossier = receive(binh, procedure, number)
        form = the_form(binh)
        assert somebody(number).full_name.upper() in form.upper()
        assert str(dossier.matter.code) in form
        if open_charges(dossier):
            take_the_fee(binh, dossier.pk)
        dossiers.append(dossier)
    binh.open("/can-bo/goi-so/")
    binh.press("Đã làm xong")
    binh.press("Gọi số tiếp theo")
    binh.sees("Không còn ai chờ ở quầy này")
    binh.looks_in_both_sizes("nobody-waits")
    assert Ticket.objects.count() == len(CAME_FOR)

    for dossier in dossiers[:2]:
        received = Matter.objects.get(pk=dossier.pk).received_at  # by the site's own clock, which runs
        assert received is not None
        morning.settled(dossier, cast.commune, now=received, **CERTIFIED)
    binh.open("/can-bo/tra-ket-qua/")
    binh.looks_in_both_sizes("ready")
    for number, dossier in enumerate(dossiers[:2], start=1):
        hand_over(binh, dossier.pk, somebody(number).identity_number[-4:])

    taken = sum(Receipt.objects.values_list("amount", flat=True))
    assert taken == sum(receipt.amount for receipt in Receipt.objects.filter(means="cash")) > 0
    binh.open("/can-bo/quy/")
    binh.looks_in_both_sizes("till")
    binh.sees(f"Cộng trong ngày: {taken:,} đồng".replace(",", "."))
    binh.press("Khóa sổ ngày này")
    binh.sees("Đã khóa sổ quỹ ngày 14/10/2024")
    binh.looks_in_both_sizes("closed")
