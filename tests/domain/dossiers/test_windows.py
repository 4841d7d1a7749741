"""The window for supplying: the applicant is warned once before it closes, the office learns once that it has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier, SupplementRequest
from motcua.domain.dossiers.states import Event
from motcua.kernel.actors import System
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.routes import a_procedure, the_steps_of_a_birth

pytestmark = pytest.mark.django_db
WATCH = System("watch")
LAST_DAY = datetime(2024, 11, 13, 1, 0, tzinfo=UTC)
"""The window of thirty days from Monday the fourteenth closes at the end of this one."""


def asked(cast: Cast, *before: str, procedure: str = "1.001193") -> Dossier:
    return cast.go(a_dossier(cast.an, procedure=procedure), *before, "ask_more", now=MONDAY)


@pytest.mark.parametrize("before", [(), ("accept",)])
def test_the_applicant_is_warned_once_three_days_before(before: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = asked(cast, *before)
    assert actions.warn_of_windows(by=WATCH, now=LAST_DAY - timedelta(days=3)) == 0
    assert actions.warn_of_windows(by=WATCH, now=LAST_DAY - timedelta(days=2)) == 1
    assert actions.warn_of_windows(by=WATCH, now=LAST_DAY - timedelta(days=2)) == 0
    assert actions.warn_of_windows(by=WATCH, now=LAST_DAY) == 0
    assert jobs.waiting("dossiers.tell_window_closing") == [{"dossier_id": dossier.pk}]
    assert journal.facts("dossiers.window_closing")["window_ends"] == "2024-11-13"
    message = actions.tell(dossier.pk, Event.WINDOW_CLOSING, by=WATCH, now=LAST_DAY)
    assert message is not None
    assert "13/11/2024" in message.subject
    assert "Giấy chứng sinh" in message.body


@pytest.mark.parametrize(("days", "first"), [(0, None), (1, LAST_DAY), (10, LAST_DAY - timedelta(days=9))])
def test_the_procedure_says_how_many_days_before(days: int, first: datetime | None) -> None:
    terms = {"window_days": 30, "style": "resume", "max_after_acceptance": 1, "warn_days": days}
    a_procedure("9.000031", the_steps_of_a_birth(), body={"supplement": terms})
    asked(Cast.of(), procedure="9.000031")
    if first is None:
        assert actions.warn_of_windows(by=WATCH, now=LAST_DAY) == 0
        return
    assert actions.warn_of_windows(by=WATCH, now=first - timedelta(days=1)) == 0
    assert actions.warn_of_windows(by=WATCH, now=first) == 1


def test_the_office_is_told_once_that_it_may_stop() -> None:
    cast = Cast.of()
    dossier = asked(cast, "accept")
    registrar = cast.officials[1].official
    after = LAST_DAY + timedelta(days=1)
    assert actions.note_closed_windows(by=WATCH, now=LAST_DAY) == 0
    assert not queries.windows_closed_for(registrar, LAST_DAY.date()).exists()
    assert actions.note_closed_windows(by=WATCH, now=after) == 1
    assert actions.note_closed_windows(by=WATCH, now=after + timedelta(days=1)) == 0
    assert [each.dossier for each in queries.windows_closed_for(registrar, after.date())] == [dossier]
    assert journal.verbs_of(dossier.pk).count("dossiers.window_closed") == 1
    [waiting] = queries.desk_view(queries.one_seen_by(registrar, dossier.pk), registrar, after.date())
    assert [choice.move for choice in waiting.choices] == ["stop"]


def test_another_office_is_told_nothing() -> None:
    asked(Cast.of(), "accept")
    assert not queries.windows_closed_for(people.dung().official, LAST_DAY.date() + timedelta(days=9)).exists()


@pytest.mark.parametrize("ending", ["supplied", "withdrawn"])
def test_what_was_supplied_or_taken_back_is_not_watched(ending: str) -> None:
    cast = Cast.of()
    dossier = asked(cast)
    if ending == "supplied":
        cast.press(dossier, "supplied", MONDAY + timedelta(days=1))
    else:
        actions.withdraw(dossier.pk, by=cast.an, now=MONDAY + timedelta(days=1))
    assert actions.warn_of_windows(by=WATCH, now=LAST_DAY) == 0
    assert actions.note_closed_windows(by=WATCH, now=LAST_DAY + timedelta(days=5)) == 0
    assert SupplementRequest.objects.filter(lapsed_at__isnull=False).count() == 0


def test_after_the_window_the_office_stops_and_the_wait_counts_for_nobody() -> None:
    cast = Cast.of()
    dossier = asked(cast, "accept")
    due = dossier.matter.due_at
    dossier = cast.press(dossier, "not_supplied", LAST_DAY + timedelta(days=1))
    assert (dossier.state, dossier.matter.in_time) == ("stopped", True)
    assert due is not None
    assert dossier.matter.due_at is not None
    assert dossier.matter.due_at > due
