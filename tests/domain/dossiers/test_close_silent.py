"""A consulted agency that says nothing: the lead goes on, and the silence is kept against that agency."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.figures import queries as figures
from motcua.domain.matters.models import Task
from motcua.kernel.errors import Malformed, NotFound
from motcua.kernel.route import Route
from tests.build import journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.refusals import refused
from tests.build.routes import HAND_OVER, RECEIVE, a_procedure, step

pytestmark = pytest.mark.django_db
OVER = MONDAY + timedelta(hours=4)
"""The police had one hour, from eight."""


def consulting(**police: Any) -> dict[str, Any]:
    """A route that asks the police and the insurer at once."""
    answer = {"answered": "conclude", "no_answer": "conclude"}
    return {
        "receive": RECEIVE,
        "work": step("competent", "specialist", {"consult": {"fork": ["police", "insurer"]}}),
        "police": step("area: cong-an-xa", "specialist", answer, silence="no_answer", **police),
        "insurer": step("area: bhxh-huyen", "specialist", answer),
        "conclude": step(
            "competent", "specialist", {"done": {"to": "hand_over", "move": "finish"}}, join=["police", "insurer"]
        ),
        "hand_over": HAND_OVER,
    }


def consulted(cast: Cast) -> tuple[Dossier, Task, Task]:
    """A dossier that waits for the answers of two agencies."""
    a_procedure("9.000041", consulting())
    dossier = cast.go(a_dossier(cast.an, procedure="9.000041"), "accept", "consult", now=MONDAY)
    police, insurer = (Task.objects.get(matter_id=dossier.pk, step=name) for name in ("police", "insurer"))
    return dossier, police, insurer


def test_once_its_time_is_over_the_lead_closes_the_step_without_an_answer() -> None:
    cast = Cast.of()
    dossier, police, insurer = consulted(cast)
    lead = cast.officials[1].official
    assert [task.pk for task in queries.silent_steps_for(lead, OVER)] == [police.pk]
    actions.close_silent(police.pk, by=lead, now=OVER)
    police.refresh_from_db()
    assert (police.outcome, police.closed_by_id) == ("no_answer", lead.account_id)
    actions.complete_task(insurer.pk, "answered", by=cast.officials[5].official, now=OVER)
    assert open_task(dossier).step == "conclude"
    assert queries.silent_steps_for(lead, OVER) == []


def test_it_is_kept_against_the_silent_agency_by_its_code() -> None:
    cast = Cast.of()
    dossier, police, _ = consulted(cast)
    actions.close_silent(police.pk, by=cast.officials[1].official, now=OVER)
    facts = journal.facts("dossiers.consulted_in_vain")
    code = cast.officials[4].official.agency_code
    assert (facts["consulted"], facts["step"], facts["outcome"]) == (code, "police", "no_answer")
    assert 0 < facts["overdue_minutes"] < 240
    assert journal.verbs_of(dossier.pk)[-2:] == ["dossiers.advanced", "dossiers.consulted_in_vain"]
    day = OVER.date()
    assert figures.silences_of(code, day, day) == 1
    assert figures.silences_of(code, day + timedelta(days=1), day + timedelta(days=9)) == 0
    assert figures.silences_of(cast.officials[5].official.agency_code, day, day) == 0


def test_an_agency_has_the_whole_of_its_time() -> None:
    cast = Cast.of()
    _, police, _ = consulted(cast)
    police.refresh_from_db()
    assert police.due_at is not None
    with refused("agency_has_time_left", at=police.due_at):
        actions.close_silent(police.pk, by=cast.officials[1].official, now=police.due_at)


def test_where_the_route_names_no_outcome_for_silence_there_is_only_waiting() -> None:
    cast = Cast.of()
    _, _, insurer = consulted(cast)
    with refused("silence_means_nothing"):
        actions.close_silent(insurer.pk, by=cast.officials[1].official, now=OVER + timedelta(days=9))


def test_an_answer_that_came_first_stands() -> None:
    cast = Cast.of()
    _, police, _ = consulted(cast)
    actions.complete_task(police.pk, "answered", by=cast.officials[4].official, now=OVER)
    with refused("task_closed", outcome="answered"):
        actions.close_silent(police.pk, by=cast.officials[1].official, now=OVER)


def test_only_the_lead_office_goes_on_without_it() -> None:
    cast = Cast.of()
    dossier, police, _ = consulted(cast)
    for index in (0, 4, 5):
        with pytest.raises(NotFound):
            actions.close_silent(police.pk, by=cast.officials[index].official, now=OVER)
    with pytest.raises(NotFound):
        actions.close_silent(police.pk, by=people.dung().official, now=OVER)
    with refused("other_duty", duty="specialist"):
        actions.close_silent(police.pk, by=cast.officials[3].official, now=OVER)
    with pytest.raises(NotFound):
        actions.close_silent(0, by=cast.officials[1].official, now=OVER)
    assert dossier.state == "in_progress"


def test_the_leads_own_step_is_not_closed_for_its_silence() -> None:
    cast = Cast.of()
    a_procedure("9.000042", consulting())
    dossier = cast.press(a_dossier(cast.an, procedure="9.000042"), "accept", MONDAY)
    with pytest.raises(NotFound):
        actions.close_silent(open_task(dossier).pk, by=cast.officials[1].official, now=OVER)


@pytest.mark.parametrize(
    "wrong", [{"silence": "nothing"}, {"silence": "answered", "budget": ""}, {"silence": "answered", "budget": None}]
)
def test_a_route_names_one_of_the_outcomes_and_a_time(wrong: dict[str, Any]) -> None:
    body = {
        "kind": "dossier",
        "start": "ask",
        "steps": {"ask": {**step("agency: X", "specialist", {"answered": "end"}), **wrong}},
    }
    with pytest.raises(Malformed, match="silence"):
        Route.from_mapping(body, "r")


def test_a_route_without_it_is_written_as_before() -> None:
    body = {"kind": "dossier", "start": "receive", "steps": consulting()}
    written = Route.from_mapping(body, "r").to_mapping()
    assert [each.get("silence") for each in written["steps"]] == [None, None, "no_answer", None, None, None]
    assert "silence" not in written["steps"][0]
    assert Route.from_mapping(written, "r").to_mapping() == written


def test_late_steps_that_no_route_calls_silent_cost_no_more_reads() -> None:
    cast = Cast.of()
    lead, later = (
        cast.officials[1].official,
        OVER + timedelta(days=9),
    )  # the insurer is late too, and may not be passed over
    _dossier, police, _insurer = consulted(cast)
    for number in range(2):
        again = a_dossier(people.an(f"0701940015{number:02d}", f"Người {number}"), procedure="9.000041")
        cast.go(again, "accept", "consult", now=MONDAY)
        with CaptureQueriesContext(connection) as asked:
            steps = {task.step for task in queries.silent_steps_for(lead, later)}
        assert (len(asked), steps) == (3, {police.step})
