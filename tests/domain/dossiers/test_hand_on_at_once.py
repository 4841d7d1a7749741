"""The first day of a reform, on real connections: an official, the job and a second job at the very same moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.domain.notices.models import Message
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from tests.build import jobs, journal, people, reform
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.reform import AFTER, COMMITTEE, ONE_STOP
from tests.build.threads import at_once
from tests.domain.packs.copies import a_copy

JOBS = System("jobs")


@pytest.fixture
def cast(committed_db: str) -> Cast:
    """Everybody at the old commune."""
    return Cast.of()


def some(cast: Cast, count: int) -> list[Dossier]:
    """Received dossiers of several people."""
    citizens = [people.an(f"07019400{1230 + number}", "Điểu Thị An") for number in range(count)]
    return [cast.press(a_dossier(citizen), "accept", MONDAY) for citizen in citizens]


def test_of_an_official_and_the_job_one_wins_and_nothing_is_lost(cast: Cast, tmp_path: Path) -> None:
    filed = some(cast, 6)
    tasks = [Task.objects.get(matter_id=dossier.pk, closed_at__isnull=True) for dossier in filed]
    registrar = cast.officials[1].official
    reform.load(reform.enacted(a_copy(tmp_path)))

    def ask(task: Task) -> Dossier:
        return actions.complete_task(task.pk, "ask_more", by=registrar, now=AFTER, said=cast_says())

    results = at_once(
        [lambda: actions.hand_on_ended(by=JOBS, now=AFTER), *(lambda task=task: ask(task) for task in tasks)]  # type: ignore[misc]
    )
    assert results[0] == len(filed)
    for dossier, result in zip(filed, results[1:], strict=True):
        after = Dossier.objects.select_related("matter__lead_agency", "matter__one_stop").get(pk=dossier.pk)
        assert (after.matter.lead_agency.code, after.matter.one_stop.code) == (COMMITTEE, ONE_STOP)
        if isinstance(result, Dossier):
            assert after.state == "supplement"
        else:
            assert isinstance(result, Refused), result
            assert (result.code, after.state) == ("handed_on", "in_progress")
        assert journal.verbs_of(dossier.pk).count("matters.handed_on") == 2
    assert matters.orphans() == []


def cast_says() -> actions.Said:
    """What a request for papers needs."""
    return actions.Said(reason="Giấy chứng sinh chụp mờ, không đọc được số.", items=({"name": "Giấy chứng sinh"},))


def test_two_jobs_at_once_hand_each_dossier_on_once(cast: Cast, tmp_path: Path) -> None:
    filed = some(cast, 5)
    reform.load(reform.enacted(a_copy(tmp_path)))
    done = at_once([lambda: actions.hand_on_ended(by=JOBS, now=AFTER)] * 3)
    assert sum(done) == len(filed)
    for dossier in filed:
        assert journal.verbs_of(dossier.pk).count("matters.handed_on") == 2
    assert len(jobs.waiting("dossiers.tell_handed_on")) == len(filed)


def test_the_job_of_the_first_day_hands_on_and_tells(cast: Cast, tmp_path: Path) -> None:
    filed = some(cast, 2)
    reform.load(reform.enacted(a_copy(tmp_path)))
    jobs.work("clock", "people")
    told = Message.objects.filter(event__contains="handed_on").values_list("matter_id", flat=True)
    assert sorted(told) == [dossier.pk for dossier in filed]
    entries = journal.count()
    defer("succession.hand_on")
    jobs.work("clock", "people")
    assert journal.count() == entries
    assert Task.objects.filter(agency__code=COMMITTEE, closed_at__isnull=True).count() == 2
