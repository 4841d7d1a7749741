"""A calendar is amended: every due date that leans on it is counted again, journalled and told."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from motcua.domain.agencies.models import Calendar, CalendarRevision
from motcua.domain.matters import actions, queries
from motcua.domain.matters.models import Matter, Task
from motcua.kernel.errors import Malformed
from tests.build import jobs, journal
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier, open_task
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(days=1)


def with_a_day_off(day: str = "2024-10-16") -> dict[str, Any]:
    """The calendar of the pack with one day off more."""
    body: dict[str, Any] = copy.deepcopy(Calendar.objects.get(code="hanh-chinh").body)
    body["exceptions"].append({"date": day, "kind": "day_off", "source": "Quyết định của Thủ tướng"})
    return body


def amend(day: str = "2024-10-16") -> int:
    """Put it in force; how many due dates changed."""
    return actions.amend_calendar("hanh-chinh", with_a_day_off(day), by=NURSE, now=NOW)


def test_open_due_dates_move_and_say_from_when_to_when() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)
    old = dossier.matter.due_at
    assert amend() == 1
    matter = Matter.objects.get(pk=dossier.pk)
    assert old is not None
    assert (matter.due_at, matter.calendar_revision) == (old + timedelta(days=1), 2)
    entry = journal.last("matters.due_date_recomputed")
    assert set(entry.facts) == set(queries.recounted(Calendar.objects.get(code="hanh-chinh"), old, old))
    assert (entry.matter_id, entry.at) == (dossier.pk, NOW)
    assert entry.facts == {
        "calendar": "hanh-chinh",
        "revision": 2,
        "old_due": "2024-11-11T01:00:00+00:00",
        "new_due": "2024-11-12T01:00:00+00:00",
    }
    assert jobs.waiting("dossiers.tell_due_date_changed") == [{"dossier_id": dossier.pk}]
    assert queries.explained(matter, [], "vi").due == matter.due_at


def test_steps_move_too() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY + timedelta(days=1))
    task = open_task(dossier)
    assert task.due_at == MONDAY + timedelta(days=2)
    amend()
    assert Task.objects.get(pk=task.pk).due_at == MONDAY + timedelta(days=3)


def test_a_date_that_does_not_move_is_left_alone() -> None:
    cast = Cast.of()
    cast.press(a_dossier(cast.an), "accept", MONDAY)
    assert amend("2024-10-31") == 0
    assert jobs.waiting("dossiers.tell_due_date_changed") == []


def test_the_same_calendar_again_changes_nothing() -> None:
    assert amend() == 0
    entries = journal.count()
    body = Calendar.objects.get(code="hanh-chinh").body
    assert actions.amend_calendar("hanh-chinh", body, by=NURSE, now=NOW) == 0
    assert journal.count() == entries


@pytest.mark.parametrize(
    "outcomes",
    [("propose", "approve", "issued"), ("propose", "approve", "issued", "returned"), ("stop",)],
)
def test_what_is_finished_or_closed_keeps_its_date(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", *outcomes, now=MONDAY)
    due = Matter.objects.get(pk=dossier.pk).due_at
    assert amend("2024-10-14") == 0
    assert Matter.objects.get(pk=dossier.pk).due_at == due


def test_what_is_accepted_later_is_counted_by_the_amended_calendar() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an, procedure=INTERLINKED)
    amend()
    matter = cast.press(dossier, "accept", MONDAY).matter
    assert (matter.due_at, matter.calendar_revision) == (MONDAY + timedelta(days=29), 2)


def test_rests_of_the_clock_are_counted_again_too() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", "ask_more", now=MONDAY)
    dossier = cast.press(dossier, "supplied", MONDAY + timedelta(days=4, minutes=20))
    before = dossier.matter.due_at
    amend()
    matter = Matter.objects.get(pk=dossier.pk)
    assert matter.due_at == queries.due_at(matter, queries.holds_of(matter.pk)) == before  # the day off was rested away


def test_every_body_it_ever_had_is_kept() -> None:
    amend()
    calendar = Calendar.objects.get(code="hanh-chinh")
    numbers = CalendarRevision.objects.filter(calendar=calendar).order_by("number").values_list("number", flat=True)
    assert (calendar.revision, list(numbers)) == (2, [1, 2])
    assert journal.facts("agencies.calendar_amended")["revision"] == 2


def test_a_new_calendar_moves_nothing() -> None:
    assert actions.amend_calendar("moi", with_a_day_off(), by=NURSE, now=NOW) == 0
    assert Calendar.objects.get(code="moi").revision == 1


def test_nonsense_is_no_calendar_and_changes_nothing() -> None:
    with pytest.raises(Malformed), transaction.atomic():
        actions.amend_calendar("hanh-chinh", {"hours": "mọi lúc"}, by=NURSE, now=NOW)
    assert Calendar.objects.get(code="hanh-chinh").revision == 1
