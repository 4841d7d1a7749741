"""The engine underneath: a matter opens, its step is taken and completed, its clock begins, rests and ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.agencies import queries as agencies
from motcua.domain.matters import actions, queries
from motcua.domain.matters.actions import NewMatter
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.domain.matters.states import Kind, Verdict
from motcua.domain.procedures import queries as procedures
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier, open_task
from tests.build.people import DAK_NHAU, NURSE
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def opened() -> Matter:
    """A matter of the interlinked route, without any dossier."""
    procedure = procedures.in_force(INTERLINKED, DAY)
    area = agencies.area(DAK_NHAU, DAY)
    lead, one_stop = agencies.responsible("ubnd-xa", area, DAY), agencies.responsible("mot-cua-xa", area, DAY)
    assert lead is not None
    assert one_stop is not None
    new = NewMatter(
        kind=Kind.DOSSIER,
        title=procedure.name,
        title_en=procedure.name_en,
        topic=procedure.code,
        lead_agency=lead,
        one_stop=one_stop,
        event_area=area,
        route=routes.in_force(procedure.route_code, DAY),
        limit="3 working_days",
        policy="same_time",
        cutoff=procedure.cutoff,
        calendar=procedure.calendar,
    )
    return actions.open_matter(new, by=NURSE, now=MONDAY)


def first_task(matter: Matter) -> Task:
    """Its open task."""
    return Task.objects.get(matter=matter, closed_at__isnull=True)


def test_a_matter_opens_with_its_codes_and_its_first_task() -> None:
    assert not queries.any_matter()
    matter = opened()
    assert queries.any_matter()
    assert matter.marking == {"open": ["receive"], "arrived": {}, "ended": False}
    assert first_task(matter).due_at == MONDAY + timedelta(hours=6)  # four hours, with the rest at noon
    assert queries.with_code(matter.request_code.lower().replace("-", " - ")) == matter
    assert queries.with_token(matter.token) == matter
    with pytest.raises(NotFound):
        queries.with_code("YC-0000-0000")
    with pytest.raises(NotFound):
        queries.with_token(matter.request_code)


def test_a_step_is_taken_completed_and_kept() -> None:
    matter = opened()
    task = actions.take(first_task(matter).pk, by=people.binh().official)
    step = actions.advance(task, "accept", by=NURSE, now=MONDAY + timedelta(minutes=30))
    actions.begin_counting(step, "H10.30.13.01-241014-0001", now=MONDAY)
    actions.keep(step).send()
    kept = Matter.objects.get(pk=matter.pk)
    assert (step.move, step.ended, [opened.step for opened in step.opened]) == ("accept", False, ["register_birth"])
    assert kept.marking["open"] == ["register_birth"]
    assert (kept.due_at, kept.received_at, kept.code) == (
        MONDAY + timedelta(days=3),
        MONDAY,
        "H10.30.13.01-241014-0001",
    )
    assert kept.due_at == queries.promised(kept, MONDAY)
    assert [task.spent for task in queries.tasks_of(matter.pk)] == [30, None]
    assert [found.pk for found in queries.leaning_on(kept.calendar_id)] == [kept.pk]


def test_a_closed_step_is_not_completed_again() -> None:
    matter = opened()
    pk = first_task(matter).pk
    actions.settle(actions.advance(actions.take(pk, by=NURSE), "accept", by=NURSE, now=MONDAY))
    with refused("task_closed"):
        actions.take(pk, by=System("again"))


def test_a_step_that_was_over_is_opened_again_instead_of_what_is_open() -> None:
    matter = opened()
    actions.keep(actions.advance(actions.take(first_task(matter).pk, by=NURSE), "accept", by=NURSE, now=MONDAY)).send()
    matter = Matter.objects.get(pk=matter.pk)
    step = actions.step_back(matter, "receive", "owe_again", now=MONDAY + timedelta(hours=1))
    actions.keep(step).send()
    kept = Matter.objects.get(pk=matter.pk)
    assert (step.move, step.ended, kept.marking["open"], kept.due_at) == (
        "owe_again",
        False,
        ["receive"],
        matter.due_at,
    )
    assert [(task.step, task.outcome) for task in queries.tasks_of(matter.pk)] == [
        ("receive", "accept"),
        ("register_birth", "overtaken"),
        ("receive", ""),
    ]
    assert queries.orphans() == []


def test_what_a_kind_hangs_on_a_matter_comes_with_the_task() -> None:
    matter = opened()
    query = actions.to_take("matter__lead_agency__area", without=["matter__lead_agency__name_en"])
    with CaptureQueriesContext(connection) as asked:
        task = actions.take(first_task(matter).pk, by=NURSE, query=query)
        assert task.matter.lead_agency.area is not None
    assert len(asked) == 2  # the builder's look at the first task is one of them
    assert "name_en" in task.matter.lead_agency.get_deferred_fields()


def test_a_step_leaves_nothing_written_until_it_is_settled() -> None:
    matter = opened()
    step = actions.advance(actions.take(first_task(matter).pk, by=NURSE), "accept", by=NURSE, now=MONDAY)
    assert [task.closed_at for task in queries.tasks_of(matter.pk)] == [None]
    actions.settle(step)
    assert [task.closed_at for task in queries.tasks_of(matter.pk)] == [MONDAY, None]


def test_a_step_opens_at_the_nearest_office_for_the_area() -> None:
    cast = Cast.of()
    dossier = cast.go(
        a_dossier(cast.an, procedure=INTERLINKED),
        *("accept", "propose", "approve", "issued", "propose", "approve"),
        now=MONDAY,
    )
    agency = open_task(dossier).agency
    assert agency is not None
    assert agency.code == "H10.90.30"
    matter = Matter.objects.get(pk=dossier.pk)
    area = actions.know_area(matter)
    assert area is not None
    assert area.code == DAK_NHAU


def test_the_clock_moves_by_what_a_rest_took_and_by_nothing_while_it_lasts() -> None:
    matter = opened()
    step = actions.advance(actions.take(first_task(matter).pk, by=NURSE), "accept", by=NURSE, now=MONDAY)
    actions.release_holds(step, restart=False, now=MONDAY)
    assert Matter.objects.get(pk=matter.pk).due_at is None  # not counted yet
    actions.begin_counting(step, "H10.30.13.01-241014-0001", now=MONDAY)
    waiting = first_task(matter)
    hold = Hold.objects.create(matter=matter, task=waiting, reason="applicant", starts_at=MONDAY + timedelta(days=1))
    actions.release_holds(step, restart=False, now=MONDAY)
    assert queries.spans([hold]) == []
    assert step.matter.due_at == MONDAY + timedelta(days=3)
    hold.ends_at = MONDAY + timedelta(days=2)
    hold.save()
    actions.release_holds(step, restart=False, now=MONDAY + timedelta(days=2))
    assert step.matter.due_at == MONDAY + timedelta(days=4)
    actions.release_holds(step, restart=True, now=MONDAY + timedelta(days=2))
    assert step.matter.due_at == MONDAY + timedelta(days=7)  # three working days from Wednesday: Monday


@pytest.mark.parametrize(
    ("finished", "verdict"),
    [
        (datetime(2024, 10, 16, 16, 59, tzinfo=UTC), Verdict.EARLY),  # a minute before midnight in Hà Nội
        (datetime(2024, 10, 16, 17, 0, tzinfo=UTC), Verdict.ON_TIME),
        (datetime(2024, 10, 17, 16, 59, tzinfo=UTC), Verdict.ON_TIME),
        (datetime(2024, 10, 17, 17, 0, tzinfo=UTC), Verdict.LATE),
    ],
)
def test_a_verdict_goes_by_the_day_in_ha_noi(finished: datetime, verdict: Verdict) -> None:
    assert actions.verdict_at(Matter(due_at=MONDAY + timedelta(days=3)), finished) == verdict


def test_recomputing_under_the_same_calendar_changes_nothing() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)
    assert actions.recompute(dossier.matter.calendar_id, by=NURSE, now=MONDAY) == 0


def test_a_stored_route_is_played_as_it_was_published() -> None:
    version = routes.in_force("lien-thong-khai-sinh", DAY)
    route = routes.playable(version)
    assert route.start == "receive"
    assert routes.playable(version) is route


@pytest.mark.parametrize(
    "wrong", [{"code": "X"}, {"received_at": MONDAY}, {"closed_at": MONDAY - timedelta(days=1)}, {"kind": "x"}]
)
def test_the_database_itself_refuses_a_matter_that_contradicts_itself(wrong: dict[str, object]) -> None:
    matter = opened()
    with pytest.raises(IntegrityError, match="matter_"):
        Matter.objects.filter(pk=matter.pk).update(**wrong)
