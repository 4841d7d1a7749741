"""How a short message is written and when it may arrive; and that each person chooses."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.accounts.models import Account
from motcua.domain.journal.models import Entry
from motcua.domain.notices import actions, rules
from motcua.domain.notices.models import Email, Text
from motcua.domain.notices.rules import Quiet
from motcua.kernel.actors import System
from tests.build import people
from tests.build.dossiers import MONDAY

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTES = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Đã nhận hồ sơ của ông Đặng Thùy Dương", "Da nhan ho so cua ong Dang Thuy Duong"),
        ("“Ưu tiên”: 1.000 đồng – tại quầy…", '"Uu tien": 1.000 dong - tai quay...'),
        ("một\n\nhai", "mot hai"),
    ],
)
def test_diacritics_fall_and_capitals_stay(written: str, sent: str) -> None:
    assert rules.short(written, accented=False) == sent


@given(st.text(max_size=1200))
def test_a_text_is_never_longer_than_three_messages_and_stays_on_one_line(text: str) -> None:
    for accented in (True, False):
        sent = rules.short(text, accented=accented)
        assert len(sent) <= rules.LONGEST_TEXT
        assert "\n" not in sent


def test_a_long_text_is_cut_at_a_word() -> None:
    sent = rules.short("mười chữ " * 100, accented=True)
    assert sent.removesuffix("...").split()[-1] in {"mười", "chữ"}


@given(MINUTES, MINUTES, st.integers(0, 3 * 1440))
def test_the_quiet_hours_end_soon_and_never_inside_themselves(begins: time, ends: time, minute: int) -> None:
    """Against a count minute by minute."""
    moment = datetime(2024, 10, 14, tzinfo=HERE) + timedelta(minutes=minute)

    def is_quiet(at: datetime) -> bool:
        clock = at.time()
        return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends

    expected = moment
    while is_quiet(expected):
        expected += timedelta(minutes=1)
    assert Quiet(begins, ends).over_at(moment) == expected


def test_each_wait_is_twice_the_last_up_to_some_hours() -> None:
    waits = [rules.after(attempt) for attempt in range(1, 40)]
    assert waits[0] == rules.FIRST_WAIT
    assert all(second in {first * 2, rules.LONGEST_WAIT} for first, second in pairwise(waits))


@pytest.mark.django_db
def test_who_wants_neither_gets_neither_and_the_inbox_stays() -> None:
    an = people.an()
    actions.choose(by=an, now=MONDAY, wants_email=False, wants_sms=False, sms_accented=False)
    message = actions.tell(an.account_id, "e", "T", "N", by=System("x"), now=MONDAY, short="Tin")
    assert message is not None
    assert (Email.objects.count(), Text.objects.count()) == (0, 0)
    entry = Entry.objects.get(verb="notices.chosen")
    assert entry.facts == {"email": False, "sms": False, "accented": False}


@pytest.mark.django_db
def test_who_wants_accents_gets_them() -> None:
    an = people.an()
    actions.choose(by=an, now=MONDAY, wants_email=True, wants_sms=True, sms_accented=True)
    actions.tell(an.account_id, "e", "T", "N", by=System("x"), now=MONDAY, short="Hồ sơ đã xong")
    assert Text.objects.get().body == "Hồ sơ đã xong"


@pytest.mark.django_db
def test_a_landline_gets_no_sms() -> None:
    an = people.an()
    account = Account.objects.get(pk=an.account_id)
    account.phone = "02713879000"
    account.save(update_fields=["phone"])
    actions.tell(an.account_id, "e", "T", "N", by=System("x"), now=MONDAY, short="Tin")
    assert not Text.objects.exists()
