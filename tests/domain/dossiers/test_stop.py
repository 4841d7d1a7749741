"""Stopping the work: with a written reason, and while waiting only when the window has closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Hold
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import REASON, Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
ENDS = datetime(2024, 11, 13, 10, 0, tzinfo=UTC)  # the last day of a window opened on 14 October
STOPPED = "Quá thời hạn mà chưa bổ sung giấy chứng sinh."


def waiting(cast: Cast, *before: str) -> Dossier:
    """A dossier that waits for its applicant."""
    return cast.go(a_dossier(cast.an), *before, "ask_more", now=MONDAY)


def test_the_specialist_stops_the_work_with_a_notice() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    registrar = cast.whose(dossier)
    later = MONDAY + timedelta(hours=2)
    dossier = actions.stop(dossier.pk, STOPPED, by=registrar, now=later)
    assert (dossier.state, dossier.closed_at, dossier.matter.closed_at) == ("stopped", later, later)
    notice = Paper.objects.filter(matter_id=dossier.pk).order_by("-pk")[0]
    assert (notice.template.code, notice.agency_id) == ("notice-of-stop", registrar.agency_id)
    assert notice.content["reason"] == STOPPED
    assert jobs.waiting("dossiers.tell_stopped") == [{"dossier_id": dossier.pk}]
    facts = journal.facts("dossiers.stopped")
    assert (facts["state"], facts["gross_minutes"], facts["net_minutes"]) == ("stopped", 110, 110)
    assert matters.orphans() == []


def test_a_wait_is_ended_by_the_office_only_after_the_window() -> None:
    cast = Cast.of()
    dossier = waiting(cast)
    binh = cast.whose(dossier)
    for too_early in (MONDAY + timedelta(hours=1), ENDS):
        with refused("window_still_open", day=ENDS.date()):
            actions.stop(dossier.pk, STOPPED, by=binh, now=too_early)
    dossier = actions.stop(dossier.pk, STOPPED, by=binh, now=ENDS + timedelta(days=1))
    assert dossier.state == "stopped"
    assert Hold.objects.get(matter_id=dossier.pk).ends_at == ENDS + timedelta(days=1)


def test_the_time_of_waiting_is_not_the_offices_time() -> None:
    cast = Cast.of()
    dossier = waiting(cast, "accept")
    actions.stop(dossier.pk, STOPPED, by=cast.officials[1].official, now=ENDS + timedelta(days=1))
    facts = journal.facts("dossiers.stopped")
    assert facts["gross_minutes"] > 22 * 480
    assert facts["net_minutes"] == 10


def test_after_the_window_an_office_may_stop_and_nothing_else() -> None:
    cast = Cast.of()
    dossier = waiting(cast)
    with refused("window_still_open"):
        actions.complete_task(open_task(dossier).pk, "supplied", by=cast.whose(dossier), now=ENDS + timedelta(days=1))


def test_an_office_that_only_coordinates_does_not_end_the_wait() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", "ask_more", now=MONDAY)
    police = cast.officials[4].official
    for nobody in (police, people.dung().official):
        with pytest.raises(NotFound):
            actions.stop(dossier.pk, STOPPED, by=nobody, now=ENDS + timedelta(days=1))


@pytest.mark.parametrize("reason", ["", "ngắn"])
def test_a_stop_without_a_reason_is_refused(reason: str) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    with refused("reason_missing"):
        actions.stop(dossier.pk, reason, by=cast.whose(dossier), now=MONDAY)


def test_before_acceptance_one_rejects_and_does_not_stop() -> None:
    with refused("illegal_move", move="stop", state="new"):
        actions.stop(a_dossier().pk, REASON, by=people.binh().official, now=MONDAY)


def test_a_finished_dossier_is_not_stopped() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", "issued", now=MONDAY)
    with refused("illegal_move", move="stop", state="finished"):
        actions.stop(dossier.pk, REASON, by=cast.whose(dossier), now=MONDAY)


def test_for_another_agency_the_dossier_does_not_exist() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    with pytest.raises(NotFound):
        actions.stop(dossier.pk, REASON, by=people.dung().official, now=MONDAY)
