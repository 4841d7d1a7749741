"""What waits for one official, the most urgent first, in working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions as reports
from motcua.domain.feedback import queries as reported
from motcua.domain.matters import actions as matters
from motcua.domain.worklist import queries
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.people import Somebody
from tests.build.reports import MONDAY as REPORTED
from tests.build.reports import a_report

pytestmark = pytest.mark.django_db


def waiting(official: Official) -> list[int]:
    """The matters on the official's list, in order."""
    return [task.matter_id for task in queries.waiting_for(official)]


def test_a_step_waits_for_those_with_its_duty_at_its_desk() -> None:
    commune = Commune.of()
    dossier = a_dossier()
    assert waiting(commune.reception.official) == [dossier.pk]
    walk(dossier, commune, "accepted")
    assert waiting(commune.reception.official) == []
    assert waiting(commune.registrar.official) == [dossier.pk]
    assert waiting(commune.leader.official) == waiting(people.dung().official) == []


def test_the_most_urgent_comes_first() -> None:
    commune = Commune.of()
    early, late = a_dossier(now=MONDAY), a_dossier(now=MONDAY - timedelta(days=3))
    assert waiting(commune.reception.official) == [late.pk, early.pk]


def test_what_a_colleague_has_taken_is_not_on_the_list_but_what_one_stands_in_for_is() -> None:
    commune, other = Commune.of(), people.the_registrar()
    dossier = walk(a_dossier(), commune, "accepted")
    matters.claim(open_task(dossier).pk, by=commune.registrar.official, now=MONDAY)
    assert waiting(commune.registrar.official) == [dossier.pk]
    assert waiting(other.official) == []
    accounts.delegate(
        commune.registrar.account.pk,
        other.account.pk,
        other.official.agency_id,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(hours=4),
        ground="Quyết định số 12/QĐ-UBND",
        by=people.NURSE,
        now=MONDAY,
    )
    assert waiting(other.at(MONDAY + timedelta(hours=1))) == [dossier.pk]
    assert waiting(other.at(MONDAY + timedelta(hours=5))) == []


def test_what_is_left_is_working_time_and_below_zero_when_it_is_late() -> None:
    commune = Commune.of()
    a_dossier()  # the first step has one hour, from eight to nine
    tasks = list(queries.waiting_for(commune.reception.official))
    moments = (MONDAY, MONDAY + timedelta(minutes=30), MONDAY + timedelta(hours=1), MONDAY + timedelta(days=1))
    assert [queries.rows(tasks, now)[0].left for now in moments] == [60, 30, 0, -420]


def test_the_number_of_queries_does_not_grow_with_the_list() -> None:
    commune = Commune.of()
    for _ in range(4):
        a_dossier()
    with CaptureQueriesContext(connection) as asked:
        rows = queries.rows(list(queries.waiting_for(commune.reception.official)), MONDAY)
        [str(row.task.matter.dossier.state) for row in rows]
    assert len(rows) == 4
    assert len(asked) == 1


def test_groups_and_load_count_what_there_is() -> None:
    commune = Commune.of()
    first, _second = a_dossier(), a_dossier()
    matters.claim(open_task(first).pk, by=commune.reception.official, now=MONDAY)
    later = MONDAY + timedelta(hours=2)
    [group] = queries.groups(commune.reception.official, later)
    assert (group.step, group.count, group.free, group.mine, group.late) == ("receive", 2, 1, 1, 2)
    load = queries.load(commune.reception.official.agency_id, later)
    assert (load.open, load.late, load.due_today, load.done_today) == (2, 2, 2, 0)
    walk(first, commune, "accepted")
    assert queries.load(commune.reception.official.agency_id, later).done_today == 1


@pytest.mark.parametrize("held", ["", "free", "held"])
def test_the_first_page_is_the_beginning_of_the_list(held: Literal["", "free", "held"]) -> None:
    commune = Commune.of()
    dossiers = [a_dossier() for _ in range(5)]
    walk(dossiers[0], commune, "accepted")
    matters.claim(open_task(dossiers[1]).pk, by=commune.reception.official, now=MONDAY)
    official = commune.reception.official
    topic = dossiers[1].matter.topic
    for wanted in (queries.Filter(held), queries.Filter(held, topic, "receive"), queries.Filter(held, topic, "none")):
        whole = list(queries.waiting_for(official, wanted))
        assert queries.first_waiting(official, wanted, 2) == whole[:2]
        assert queries.first_waiting(official, wanted, 20) == whole
    assert [task.assignee_id is None for task in queries.waiting_for(official, queries.Filter(held))] == {
        "": [False, True, True, True],
        "free": [True, True, True],
        "held": [False],
    }[held]
    assert queries.first_waiting(people.dung().official, queries.ALL, 20) == []


@dataclass(frozen=True)
class Desk1022:
    """The desk that classifies: whom a report is about, a colleague, and two who lead, one of them elsewhere."""

    named: Somebody
    colleague: Somebody
    head: Somebody
    head_elsewhere: Somebody

    @classmethod
    def of(cls) -> Desk1022:
        centre, unit = Agency.objects.get(code="H10.12.01"), people.agency_of("phong-ha-tang", people.BU_DANG)
        return cls(
            people.an_official("Phan Thị Điều", centre, Duty.DISPATCHER),
            people.an_official("Lê Thị Hai", centre, Duty.DISPATCHER),
            people.an_official("Trần Văn Trưởng", centre, Duty.DISPATCHER, Duty.LEADER),
            people.an_official("Mai Văn Trưởng", unit, Duty.SPECIALIST, Duty.LEADER),
        )


def everything(official: Official) -> list[set[int]]:
    """What an official finds on each list there is, as matters."""
    counted = sum(group.count for group in queries.groups(official, REPORTED))
    listed = {task.matter_id for task in queries.waiting_for(official)}
    first = {task.matter_id for task in queries.first_waiting(official, queries.ALL, 20)}
    assert (first, counted) == (listed, len(listed))
    return [listed, *([{risk.matter.pk for risk in ahead(official)}] if "leader" in official.duties else [])]


def ahead(official: Official) -> list[queries.Risk]:
    return queries.ahead_of(official, REPORTED, 30)


def test_a_report_about_an_official_is_on_no_list_of_theirs_nor_of_who_leads_them() -> None:
    desk = Desk1022.of()
    report, other = a_report(about_official=desk.named.account.pk), a_report()
    assert report.matter.lead_agency.code == "H10.12.01"
    assert everything(desk.colleague.official) == [{report.pk, other.pk}], "somebody has to classify it"
    assert everything(desk.named.official) == [{other.pk}]
    assert everything(desk.head.official) == [{other.pk}, set()]


def test_nor_of_who_leads_a_unit_where_they_served_before() -> None:
    desk, until = Desk1022.of(), localdate(REPORTED) - timedelta(days=1)
    Post.objects.create(
        account=desk.named.account,
        agency_id=desk.head_elsewhere.official.agency_id,
        duty=Duty.SPECIALIST,
        valid_from=until - timedelta(days=300),
        valid_to=until,
    )
    about, other = a_report(about_official=desk.named.account.pk), a_report()
    unit = desk.head_elsewhere.official.agency_code
    for each in (about, other):
        reports.forward(each.pk, to=unit, by=desk.colleague.official, now=REPORTED)
    assert everything(desk.head_elsewhere.official) == [{other.pk}, {other.pk}]
    assert [reported.is_hidden(about, who.official) for who in (desk.head_elsewhere, desk.named, desk.colleague)] == [
        True,
        True,
        False,
    ]
    task = reported.open_tasks(about.pk)[0]
    with pytest.raises(NotFound):
        reports.complete_task(task.pk, "accept", by=desk.head_elsewhere.official, now=REPORTED)
    with pytest.raises(NotFound):
        reports.complete_task(task.pk, "accept", by=desk.named.at(REPORTED), now=REPORTED)
