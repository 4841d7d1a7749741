"""Taking a dossier in: its code, its clock, its receipt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import State
from motcua.domain.papers.models import Paper, Register
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
UNIT = "H10.30.13.01"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of October 2024 by the clock in Hà Nội."""
    return datetime(2024, 10, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def test_an_accepted_dossier_has_a_code_and_a_due_date_and_its_work_has_begun() -> None:
    dossier = actions.accept(a_dossier().pk, by=people.binh().official, now=MONDAY)
    assert dossier.state == State.IN_PROGRESS
    assert dossier.matter.code == f"{UNIT}-241014-0001"
    assert dossier.matter.received_at == dossier.matter.counted_from == MONDAY
    assert dossier.matter.due_at == at(14, 17)
    task = open_task(dossier)
    assert (task.step, task.agency, task.duty) == ("register", dossier.matter.lead_agency, "specialist")
    assert task.opened_at == MONDAY


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        (at(14, 8), at(14, 17)),
        (at(14, 14, 59), at(14, 17)),
        (at(14, 15), at(15, 17)),
        (at(18, 16), at(21, 17)),  # a Friday: the next working day is Monday
        (at(13, 9), at(14, 17)),  # taken in on a Sunday
    ],
)
def test_the_same_day_or_after_three_in_the_afternoon_the_next(accepted: datetime, due: datetime) -> None:
    dossier = actions.accept(a_dossier(now=accepted).pk, by=people.binh().official, now=accepted)
    assert dossier.matter.due_at == due


def test_twenty_working_days_keep_the_hour() -> None:
    dossier = actions.accept(a_dossier(procedure=INTERLINKED).pk, by=people.binh().official, now=MONDAY)
    assert dossier.matter.due_at == MONDAY + timedelta(days=28)


def test_the_steps_budget_is_counted_in_working_time() -> None:
    dossier = actions.accept(a_dossier().pk, by=people.binh().official, now=at(14, 10))
    task = open_task(dossier)
    assert (task.budget, task.due_at) == (240, at(14, 16))  # two hours of rest at noon


def test_codes_count_from_one_for_each_unit_and_day() -> None:
    binh = people.binh().official
    tuesday = MONDAY + timedelta(days=1)
    codes = [actions.accept(a_dossier(now=now).pk, by=binh, now=now).matter.code for now in (MONDAY, MONDAY, tuesday)]
    assert codes == [f"{UNIT}-241014-0001", f"{UNIT}-241014-0002", f"{UNIT}-241015-0001"]


def test_the_receipt_is_numbered_and_typeset_later_and_the_applicant_told() -> None:
    dossier = actions.accept(a_dossier().pk, by=people.binh().official, now=MONDAY)
    [receipt] = Paper.objects.filter(matter_id=dossier.pk)
    assert (receipt.template.code, receipt.number, receipt.agency) == ("form-01", 1, dossier.matter.one_stop)
    assert receipt.content["matter"]["code"] == dossier.matter.code  # type: ignore[index]  # a mapping
    assert receipt.content["applicant"]["name"] == "Điểu Thị An"  # type: ignore[index]
    assert receipt.content["due_at"] == "2024-10-14T17:00:00+07:00"
    assert jobs.waiting("papers.typeset") == [{"paper_id": receipt.pk}]
    assert jobs.waiting("dossiers.tell_accepted") == [{"dossier_id": dossier.pk}]


def test_it_is_journalled_with_all_that_figures_need() -> None:
    binh = people.binh().official
    dossier = actions.accept(a_dossier().pk, by=binh, now=MONDAY)
    assert journal.verbs_of(dossier.pk)[1:] == ["dossiers.accepted", "dossiers.begun"]
    entry = journal.last("dossiers.accepted")
    assert (entry.by_kind, entry.by_id, entry.on_behalf_of) == ("official", str(binh.account_id), None)
    assert entry.facts == {
        "state": "accepted",
        "agency": UNIT,
        "procedure": "1.001193",
        "channel": "online",
        "step": "receive",
        "outcome": "accept",
        "due": "2024-10-14T10:00:00+00:00",
        "code": f"{UNIT}-241014-0001",
    }
    assert journal.facts("dossiers.begun")["state"] == "in_progress"


def test_a_rollback_takes_back_code_paper_number_job_and_journal() -> None:
    dossier, binh = a_dossier(), people.binh().official
    before = (journal.count(), jobs.count(), Register.objects.count(), Paper.objects.count())
    with transaction.atomic():
        actions.accept(dossier.pk, by=binh, now=MONDAY)
        transaction.set_rollback(True)
    assert (journal.count(), jobs.count(), Register.objects.count(), Paper.objects.count()) == before
    again = actions.accept(dossier.pk, by=binh, now=MONDAY)
    assert again.matter.code == f"{UNIT}-241014-0001"
    assert Paper.objects.get(matter_id=dossier.pk).number == 1


def test_it_is_accepted_once() -> None:
    dossier, binh = a_dossier(), people.binh().official
    actions.accept(dossier.pk, by=binh, now=MONDAY)
    entries = journal.count()
    with refused("illegal_move", move="accept", state="in_progress"):
        actions.accept(dossier.pk, by=binh, now=MONDAY)
    assert journal.count() == entries


def test_the_second_to_press_is_told_who_was_first() -> None:
    dossier, binh, other = a_dossier(), people.binh(), people.binh()
    task = open_task(dossier)
    actions.complete_task(task.pk, "accept", by=binh.official, now=MONDAY)
    with refused("task_closed", closed_by=binh.account.pk, outcome="accept", at=MONDAY):
        actions.complete_task(task.pk, "accept", by=other.official, now=MONDAY)


def test_an_official_of_the_unit_without_the_duty_is_refused() -> None:
    stray = people.an_official("Cao Văn Lạc", people.agency_of("mot-cua-xa"), Duty.CLERK)
    with refused("other_duty", duty="reception"):
        actions.accept(a_dossier().pk, by=stray.official, now=MONDAY)


def test_for_another_agency_the_dossier_does_not_exist_before_or_after() -> None:
    dossier, dung = a_dossier(), people.dung().official
    task = open_task(dossier)
    for _ in range(2):
        with pytest.raises(NotFound):
            actions.accept(dossier.pk, by=dung, now=MONDAY)
        with pytest.raises(NotFound):
            actions.complete_task(task.pk, "accept", by=dung, now=MONDAY)
        if dossier.matter.received_at is None:
            dossier = actions.accept(dossier.pk, by=people.binh().official, now=MONDAY)


def test_an_applicant_does_not_accept_their_own_dossier() -> None:
    an = people.an()
    dossier = a_dossier(an)
    with pytest.raises(NotFound):
        actions.complete_task(open_task(dossier).pk, "accept", by=an, now=MONDAY)


def test_there_is_no_such_dossier_or_task() -> None:
    binh = people.binh().official
    with pytest.raises(NotFound):
        actions.accept(999_999, by=binh, now=MONDAY)
    with pytest.raises(NotFound):
        actions.complete_task(999_999, "accept", by=binh, now=MONDAY)


def test_an_outcome_the_step_does_not_have_is_refused() -> None:
    with refused("unknown_outcome", step="receive", outcome="approve"):
        actions.complete_task(open_task(a_dossier()).pk, "approve", by=people.binh().official, now=MONDAY)
