"""The result is handed over: at the counter by an official, online by taking it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, typed_birth
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)


def finished(cast: Cast, method: str = "online") -> Dossier:
    """A birth whose certificate is there."""
    dossier = a_dossier(cast.an, typed=typed_birth(result_method=method))
    return cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)


def test_at_the_counter_an_official_hands_it_over() -> None:
    cast = Cast.of()
    dossier = finished(cast, "one_stop")
    dossier = actions.hand_over(dossier.pk, by=cast.officials[0].official, now=LATER)
    assert (dossier.state, dossier.closed_at, dossier.matter.closed_at) == ("handed_over", LATER, LATER)
    assert matters.orphans() == []


def test_taking_it_online_hands_it_over() -> None:
    cast = Cast.of()
    dossier = actions.hand_over(finished(cast).pk, by=cast.an, now=LATER)
    assert dossier.state == "handed_over"
    facts = journal.facts("dossiers.handed_over")
    assert (facts["state"], facts["method"]) == ("handed_over", "online")
    assert jobs.waiting("dossiers.tell_handed_over") == [{"dossier_id": dossier.pk}]


def test_collecting_late_does_not_make_the_work_late() -> None:
    cast = Cast.of()
    dossier = actions.hand_over(finished(cast).pk, by=cast.an, now=MONDAY + timedelta(days=90))
    assert dossier.matter.verdict == "on_time"


def test_what_is_collected_at_the_counter_is_not_taken_online() -> None:
    cast = Cast.of()
    dossier = finished(cast, "one_stop")
    with refused("result_waits_at_the_counter"):
        actions.hand_over(dossier.pk, by=cast.an, now=LATER)


def test_before_there_is_a_result_there_is_nothing_to_take() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    with refused("illegal_move", move="hand_over", state="in_progress"):
        actions.hand_over(dossier.pk, by=cast.an, now=LATER)


def test_it_is_handed_over_once() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    actions.hand_over(dossier.pk, by=cast.an, now=LATER)
    for somebody in (cast.an, cast.officials[0].official):
        with refused("illegal_move", move="hand_over", state="handed_over"):
            actions.hand_over(dossier.pk, by=somebody, now=LATER)


def test_nobody_else_takes_it() -> None:
    cast = Cast.of()
    dossier = finished(cast)
    for nobody in (people.a_stranger(), people.dung().official):
        with pytest.raises(NotFound):
            actions.hand_over(dossier.pk, by=nobody, now=LATER)
