"""How an item stands on a day, and what the program finds by itself that a unit lacks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.agencies.models import Contact
from motcua.domain.publicity.rules import Finding, Item, findings, of_contact, standing
from motcua.domain.publicity.states import Lack, Standing, Where

DAY = date(2024, 10, 14)
ITEM = Item("dien-thoai", "Số điện thoại", "Telephone", Where.BOTH, "Nghị định", 30)
WHOLE = Contact(phone="0271 000 0001", email="a@b.vn", hours="7 giờ")


@pytest.mark.parametrize(
    ("good", "days", "stands"),
    [
        (None, None, Standing.NEVER),
        (True, 0, Standing.GOOD),
        (True, 30, Standing.GOOD),
        (True, 31, Standing.OVERDUE),
        (False, 0, Standing.WRONG),
        (False, 400, Standing.WRONG),
    ],
)
def test_an_item_stands_by_its_latest_verification(good: bool | None, days: int | None, stands: Standing) -> None:
    verified = None if days is None else DAY - timedelta(days=days)
    assert standing(ITEM, good, verified, DAY) is stands


def test_a_unit_that_publishes_all_and_verified_all_lacks_nothing() -> None:
    assert findings(WHOLE, 2, [Standing.GOOD] * 12, 0) == []


@pytest.mark.parametrize(("column", "lack"), [("phone", Lack.PHONE), ("email", Lack.EMAIL), ("hours", Lack.HOURS)])
@pytest.mark.parametrize("blank", ["", "  "])
def test_what_the_contact_does_not_say_is_found(column: str, lack: Lack, blank: str) -> None:
    said = {"phone": WHOLE.phone, "email": WHOLE.email, "hours": WHOLE.hours, column: blank}
    assert findings(Contact(**said), 1, [], 0) == [Finding(lack)]


def test_a_unit_without_any_contact_lacks_all_of_it_and_has_nothing_made_up() -> None:
    assert [each.lack for each in findings(None, 0, [], 0)] == [Lack.PHONE, Lack.EMAIL, Lack.HOURS, Lack.COUNTERS]


def test_a_contact_that_is_made_up_is_a_finding_of_its_own() -> None:
    made_up = Contact(phone=WHOLE.phone, email=WHOLE.email, hours=WHOLE.hours, made_up=True)
    assert findings(made_up, 1, [], 0) == [Finding(Lack.MADE_UP)]
    assert of_contact(made_up) == [Lack.MADE_UP]
    assert of_contact(WHOLE) == []


def test_items_and_procedures_are_counted() -> None:
    standings = [Standing.NEVER, Standing.WRONG, Standing.NEVER, Standing.OVERDUE, Standing.GOOD]
    assert findings(WHOLE, 1, standings, 4) == [
        Finding(Lack.WRONG, 1),
        Finding(Lack.NEVER, 2),
        Finding(Lack.OVERDUE, 1),
        Finding(Lack.PROCEDURES, 4),
    ]
