"""The same thing delivered twice at the same moment: one report, and nobody is told of a fault."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from motcua.domain.channels import actions
from motcua.domain.channels.actions import NewSubmission
from motcua.domain.channels.models import Conversation, Letter
from motcua.domain.feedback.models import Report
from tests.build.mail import AN, OURS, a_letter
from tests.build.people import DAK_NHAU
from tests.build.published import a_key
from tests.build.reports import MONDAY
from tests.domain.channels.test_take_zalo import FIRST, SECOND


def together(*acts: Callable[[], object]) -> list[object]:
    """Every act in a thread of its own, begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.usefixtures("committed_db")
def test_one_letter_delivered_by_two_servers_is_one_report() -> None:
    raw = a_letter().as_bytes()
    first, second = together(*[lambda: actions.take_mail(raw, AN, [OURS], now=MONDAY).pk] * 2)
    assert first == second
    assert (Letter.objects.count(), Report.objects.count()) == (1, 1)


@pytest.mark.usefixtures("committed_db")
def test_two_first_messages_of_one_person_are_one_conversation() -> None:
    taken = together(*[lambda each=each: actions.take_zalo(each, now=MONDAY) for each in (FIRST, SECOND, FIRST)])  # type: ignore[misc]  # each is bound
    assert sorted(map(bool, taken)) == [False, True, True]
    conversation = Conversation.objects.get()
    assert len(conversation.said or []) == 2


@pytest.mark.usefixtures("committed_db")
def test_the_same_report_of_another_system_sent_twice_at_once_is_one() -> None:
    key = a_key().key.pk
    new = NewSubmission("MT-RAC", "Bãi rác tự phát sau chợ.", address_id=DAK_NHAU)
    first, second = together(*[lambda: actions.submit(new, key, now=MONDAY)] * 2)
    assert first == second
    assert Report.objects.count() == 1
