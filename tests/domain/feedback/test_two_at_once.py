"""Two officials at the very same moment: one wins, the other is told, and it happened once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import SealedOutcome, State
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Matter
from motcua.kernel.errors import Refused
from tests.build import people
from tests.build.reports import LETTER, MONDAY, Offices, a_report, sent, walk
from tests.build.threads import at_once, wait_until_somebody_waits


@pytest.fixture(autouse=True)
def their_own_files(files_of_their_own: None) -> None:
    """What is handed in lies in a folder of the test."""


def refusals(results: list[Any]) -> list[str]:
    return [each.code for each in results if isinstance(each, Refused)]


def test_a_report_is_taken_or_given_back_but_not_both(committed_db: str) -> None:
    offices = Offices.of()
    unit = Agency.objects.get(pk=offices.handler.official.agency_id)
    second = people.an_official("Lê Thị Hai", unit, Duty.SPECIALIST).official
    report = walk(a_report(), offices, "forwarded")
    task = queries.open_tasks(report.pk)[0]
    why = Said(reason="Đường này của xã quản lý.")
    results = at_once(
        [
            lambda: actions.complete_task(task.pk, "accept", by=offices.handler.official, now=MONDAY),
            lambda: actions.complete_task(task.pk, "give_back", by=second, now=MONDAY, said=why),
        ]
    )
    assert refusals(results) == ["task_closed"]
    found = queries.of_matter(report.pk)
    assert found is not None
    assert found.state in {State.ACCEPTED, State.RETURNED}
    assert Entry.objects.filter(verb__in=["feedback.accepted", "feedback.returned"]).count() == 1


def test_a_sealed_letter_is_taken_and_closed_once(committed_db: str) -> None:
    filed = actions.file_report(sent(LETTER, "Tôi tố cáo một việc làm sai."), by=people.an(), now=MONDAY)
    letter = SealedLetter.objects.get(code=filed.code).pk
    inspectorate = Agency.objects.get(code="H10.18")
    first, second = (people.an_official(name, inspectorate, Duty.SEALED).official for name in ("Một", "Hai"))
    taken = at_once([lambda by=by: actions.take_sealed(letter, by=by, now=MONDAY) for by in (first, second)])
    assert refusals(taken) == ["letter_taken_before"]
    closed = at_once(
        [
            lambda by=by: actions.close_sealed(letter, SealedOutcome.ACCEPTED, by=by, now=MONDAY)
            for by in (first, second)
        ]
    )
    assert refusals(closed) == ["letter_closed_before"]
    assert Entry.objects.filter(verb__startswith="feedback.sealed_").count() == 2


def test_what_goes_under_seal_is_not_copied_to_another_unit_at_the_same_moment(committed_db: str) -> None:
    offices = Offices.of()
    report = a_report()
    results = at_once(
        [
            lambda: actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY),
            lambda: actions.split(report.pk, ["H10.08"], by=offices.dispatcher.official, now=MONDAY),
        ]
    )
    assert not isinstance(results[0], Exception)
    assert not any(each.content for each in Report.objects.all())


def test_two_reports_are_not_merged_into_each_other(committed_db: str) -> None:
    offices = Offices.of()
    first, second = a_report(), a_report(people.a_stranger())
    by = offices.dispatcher.official
    results = at_once(
        [
            lambda: actions.merge(first.pk, str(second.matter.code), by=by, now=MONDAY),
            lambda: actions.merge(second.pk, str(first.matter.code), by=by, now=MONDAY),
        ]
    )
    assert set(refusals(results)) == {"nothing_to_merge_into"}
    assert not [each for each in results if isinstance(each, Exception) and not isinstance(each, Refused)]
    assert Report.objects.filter(state=State.NEW).exists()


def test_a_verdict_and_a_seal_at_the_same_moment_do_not_lock_each_other_out(committed_db: str) -> None:
    """Everybody takes the matter first: a verdict that waits for it holds nothing that the seal wants to wipe."""
    offices, later = Offices.of(), MONDAY + timedelta(hours=3)
    report = walk(a_report(), offices, "answered")
    token = report.verdicts.get().token

    def judge() -> object:
        try:
            return actions.give_verdict(token, fixed=True, words="Xong rồi.", now=later)
        except Refused as no:
            return no.code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as aside:
        with atomic():
            Matter.objects.lock(report.pk)
            judging = aside.submit(judge)
            wait_until_somebody_waits()
            actions.seal(report.pk, by=offices.handler.official, now=later)
        assert judging.result(timeout=30) == "nothing_to_reopen"
    assert report.verdicts.get().words == ""


def test_of_two_verdicts_by_one_link_at_the_same_moment_one_counts(committed_db: str) -> None:
    report = walk(a_report(), Offices.of(), "answered")
    token, later = report.verdicts.get().token, MONDAY + timedelta(hours=3)
    results = at_once([partial(actions.give_verdict, token, fixed=fixed, now=later) for fixed in (True, False)])
    assert refusals(results) == ["verdict_given"]
