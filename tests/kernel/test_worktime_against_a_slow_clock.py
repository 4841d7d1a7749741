"""The clock agrees with a count of every single minute, on calendars, terms and holds made up by chance."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any, get_args

from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from motcua.kernel.worktime import (
    Calendar,
    Limit,
    Policy,
    Span,
    add_working_minutes,
    due,
    explain,
    replay,
    worked,
)
from tests.kernel.slow_clock import DAY, FIRST, Hold, SlowClock

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOME = timezone(timedelta(hours=7))
DAYS_OF_STARTS = 30

clock_faces = st.sampled_from([0, 1, 420, 690, 691, 810, 900, 1020, 1439, 1440]) | st.integers(0, DAY)


@st.composite
def periods(draw: st.DrawFn) -> list[str]:
    edges = sorted(draw(st.sets(clock_faces, min_size=2, max_size=4)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in pairs]


OFFICE_DAY = ["07:00-11:30", "13:30-17:00"]
days = st.sampled_from([OFFICE_DAY, OFFICE_DAY, ["07:00-11:30"], ["00:00-24:00"]]) | periods()


@st.composite
def mappings(draw: st.DrawFn) -> dict[str, Any]:
    """A calendar whose Fridays always have two hours at least, so that every term here ends in time."""
    hours: dict[str, list[str]] = {word: draw(st.just([]) | days) for word in WEEKDAYS}
    hours["fri"] = draw(st.sampled_from([OFFICE_DAY, ["09:00-11:00"], ["00:00-24:00"], ["21:00-24:00"]]))
    exceptions = []
    for offset in draw(st.sets(st.integers(0, 90), max_size=12)):
        exception: dict[str, Any] = {"date": FIRST + timedelta(days=offset), "source": f"số {offset}"}
        exception["kind"] = draw(st.sampled_from(["holiday", "day_off", "working_day"]))
        if exception["kind"] == "working_day" and draw(st.booleans()):
            exception["hours"] = draw(days)
        exceptions.append(exception)
    return {"calendar": "x", "timezone": "Asia/Ho_Chi_Minh", "hours": hours, "exceptions": exceptions}


limits = st.one_of(
    st.just("same_day"),
    st.integers(1, 20).map("{} working_hours".format),
    st.integers(1, 14).map(lambda halves: f"{halves / 2:g} working_days"),
    st.integers(1, 40).map("{} days".format),
    st.integers(1, 3).map("{} months".format),
)


def as_time(minute: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=HOME) + timedelta(minutes=minute)


def as_minute(at: datetime) -> int:
    return int((at - as_time(0)).total_seconds()) // 60


def spans(holds: list[Hold]) -> list[Span]:
    return [Span(as_time(begins).astimezone(UTC), as_time(ends)) for begins, ends in holds]


@st.composite
def starts(draw: st.DrawFn) -> int:
    return draw(st.integers(0, DAYS_OF_STARTS)) * DAY + min(draw(clock_faces), DAY - 1)


@st.composite
def terms(draw: st.DrawFn) -> tuple[dict[str, Any], int, str, Policy, int, list[Hold]]:
    """A term whose holds like to begin where it matters: at the start, the due time, each other's edges."""
    mapping, start, limit = draw(mappings()), draw(starts()), draw(limits)
    policy = draw(st.sampled_from(get_args(Policy)))
    cutoff = draw(st.sampled_from([900, 0, 720, 1439]))
    calendar = Calendar.from_mapping(mapping)
    holds: list[Hold] = []
    for _ in range(draw(st.integers(0, 3))):
        so_far = as_minute(due(as_time(start), Limit.parse(limit), calendar, holds=spans(holds)))
        edges = [start, so_far, *(edge for hold in holds for edge in hold)]
        near = st.sampled_from(edges).flatmap(lambda edge: st.sampled_from([edge - 1, edge, edge + 1]))
        begins = draw(near | st.integers(0, 50 * DAY))
        begins = max(begins, 0)
        holds.append((begins, begins + draw(st.sampled_from([0, 1, 60, DAY, 3 * DAY]) | st.integers(0, 9 * DAY))))
    return mapping, start, limit, policy, cutoff, draw(st.permutations(holds))


OFFICE: dict[str, Any] = {
    "calendar": "x",
    "timezone": "Asia/Ho_Chi_Minh",
    "hours": dict.fromkeys(WEEKDAYS, OFFICE_DAY) | {"sat": [], "sun": []},
    "exceptions": [],
}


@settings(max_examples=300, deadline=None)
@given(terms())
@example((OFFICE, 540, "8 working_hours", "same_time", 900, [(DAY + 540, DAY + 600)]))
@example((OFFICE, 540, "1 days", "same_time", 900, [(DAY + 541, 3 * DAY)]))
def test_due_is_what_a_count_of_every_minute_gives(
    term: tuple[dict[str, Any], int, str, Policy, int, list[Hold]],
) -> None:
    mapping, start, limit, policy, cutoff, holds = term
    calendar = Calendar.from_mapping(mapping)
    event(limit.split()[-1])
    found = due(
        as_time(start),
        Limit.parse(limit),
        calendar,
        policy=policy,
        cutoff=time(*divmod(cutoff, 60)),
        holds=spans(holds),
    )
    slow = SlowClock(mapping)
    expected = slow.due(start, limit, policy="same_time", cutoff=cutoff, holds=holds)
    if policy == "end_of_day":
        # At midnight between two days that both work, the minute alone does not say which day is meant.
        assume(expected % DAY or not (slow.minutes[expected] and slow.minutes[expected - 1]))
        expected = slow.due(start, limit, policy=policy, cutoff=cutoff, holds=holds)
    assert as_minute(found) == expected
    assert found.utcoffset() == timedelta(hours=7)


@settings(max_examples=300, deadline=None)
@given(terms())
def test_the_steps_of_an_explanation_lead_to_the_due_time(
    term: tuple[dict[str, Any], int, str, Policy, int, list[Hold]],
) -> None:
    mapping, start, limit, policy, cutoff, holds = term
    calendar = Calendar.from_mapping(mapping)
    explanation = explain(
        as_time(start),
        Limit.parse(limit),
        calendar,
        policy=policy,
        cutoff=time(*divmod(cutoff, 60)),
        holds=spans(holds),
    )
    assert replay(explanation.steps, calendar) == explanation.due
    assert f"{explanation.due:%H:%M}" in explanation.sentences[-1]
    assert f"{explanation.due:%d/%m/%Y}" in explanation.sentences[-1]


@settings(max_examples=150, deadline=None)
@given(mappings(), starts(), starts())
def test_worked_counts_every_working_minute_once(mapping: dict[str, Any], one: int, other: int) -> None:
    begins, ends = sorted((one, other))
    calendar = Calendar.from_mapping(mapping)
    assert worked(as_time(begins), as_time(ends), calendar) == SlowClock(mapping).worked(begins, ends)


@settings(max_examples=150, deadline=None)
@given(mappings(), starts(), st.integers(0, 3000))
def test_adding_working_minutes_is_undone_by_counting_them(mapping: dict[str, Any], start: int, minutes: int) -> None:
    calendar, slow = Calendar.from_mapping(mapping), SlowClock(mapping)
    found = add_working_minutes(as_time(start), minutes, calendar)
    assert as_minute(found) == slow.after_working(slow.moved(start), minutes)
    assert worked(as_time(start), found, calendar) == minutes


@settings(max_examples=100, deadline=None)
@given(mappings())
def test_a_calendar_survives_being_written_and_read(mapping: dict[str, Any]) -> None:
    calendar = Calendar.from_mapping(mapping)
    assert Calendar.from_mapping(calendar.to_mapping()) == calendar
