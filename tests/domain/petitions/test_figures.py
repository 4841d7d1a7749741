"""The council's tables of a session of nine petitions, against figures counted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.queries import Ratio
from motcua.domain.petitions.states import Detail, Result
from motcua.kernel.actors import System
from tests.build.petitions import (
    ANSWERED,
    DONE,
    FIELD,
    HELPS,
    LEAD,
    MET,
    NO_DAY,
    PROOF,
    SOLVING,
    TOLD,
    Council,
    a_petition,
    walk,
)
from tests.conftest import Builder

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 31)
END = datetime(2024, 12, 30, 2, 0, tzinfo=UTC)
NOT_OURS = AnswerSaid(Result.NOT_OURS, "Việc này thuộc thẩm quyền của Bộ, đã chuyển.")
LATE = ANSWERED + timedelta(days=6)
NONE = dict.fromkeys(Result.values, 0)


@dataclass(frozen=True)
class Counted:
    session: int
    petitions: dict[str, Petition]


@pytest.fixture(scope="module")
def counted(built_once: Builder) -> Counted:
    """The nine, for all tests: they only count."""
    return built_once(_session)


def _session() -> Counted:
    """Session 15: four led by one department, four by another, one only collected, two that count with others."""
    first, second = Council.of(), Council.of(HELPS, LEAD)
    by = first.secretary.official
    made = {key: a_petition(first, client_key=key) for key in "ABCDEFGHI"}
    walk(made["A"], first, "reviewed", answers=(DONE, DONE))
    walk(made["B"], first, "reviewed", answers=(DONE, SOLVING))
    in_time, late = queries.commitments_of(made["B"].pk)
    actions.keep_commitment(
        in_time.pk, date(2024, 11, 20), "Đã công khai ở 111 xã.", PROOF, by=first.lead.official, now=END
    )
    actions.keep_commitment(
        late.pk, date(2024, 12, 28), "Đã tập huấn 32 người.", PROOF, by=first.helper.official, now=END
    )
    walk(made["C"], first, "answered", answers=(DONE, NO_DAY))
    walk(made["D"], first, "answered", answers=(TOLD, TOLD), answered=LATE)
    roads = {"field": "giao-thong", "lead": HELPS}
    walk(made["E"], second, "answered", answers=(TOLD, TOLD), **roads)
    walk(made["F"], second, "answered", answers=(NOT_OURS, NOT_OURS), **roads)
    walk(made["G"], second, "accepted", **roads)
    walk(made["H"], second, "assigned", due_on=date(2025, 1, 15), **roads)
    actions.set_aside(a_petition(first, client_key="J").pk, "Không nêu việc cụ thể nào.", by=by, now=MET)
    actions.join(a_petition(first, client_key="K").pk, str(made["G"].matter.code), by=by, now=MET)
    actions.say_unanswered(made["D"].matter.token, by=System("voter"), now=END)
    old = a_petition(first, client_key="L", session=queries.session_numbered("X", 14).pk)
    made["L"] = walk(old, first, "classified")
    return Counted(queries.session_numbered("X", 15).pk, made)


def test_the_table_in_all_and_by_agency(counted: Counted) -> None:
    whole = queries.in_all(DAY, counted.session)
    classes = NONE | {"done": 1, "ongoing": 1, "planned": 1, "explained": 2, "not_ours": 1}
    assert (whole.total, whole.classes, whole.unanswered) == (9, classes, 3)
    assert (whole.overdue, whole.red, whole.answered) == (1, 1, 6)
    rows = {row.code: row for row in queries.summary("agency", DAY, counted.session)}
    assert {code: (row.total, row.unanswered, row.overdue, row.red) for code, row in rows.items()} == {
        "H10.02": (4, 2, 1, 0),
        "H10.12": (4, 0, 0, 1),
        "H10.72": (1, 1, 0, 0),
    }
    assert rows["H10.12"].classes == NONE | {"done": 1, "ongoing": 1, "planned": 1, "explained": 1}
    assert rows["H10.12"].name.startswith("Sở Thông tin và Truyền thông")


def test_the_same_by_field_area_group_and_session(counted: Counted) -> None:
    by = {
        name: {row.code: row.total for row in queries.summary(name, DAY, counted.session)}
        for name in ("field", "area", "group")
    }
    assert by["field"] == {"": 1, FIELD: 4, "giao-thong": 4}
    assert by["area"] == {"25399": 9}
    assert by["group"] == {"": 9}
    assert {row.code: row.total for row in queries.summary("session", DAY)} == {"14": 1, "15": 9}
    assert sum(row.total for row in queries.summary("agency", DAY)) == queries.in_all(DAY).total == 10


def test_points_by_class(counted: Counted) -> None:
    assert queries.points_by_class(counted.session) == NONE | {
        "": 6,
        "done": 4,
        "ongoing": 1,
        "planned": 1,
        "explained": 4,
        "not_ours": 2,
    }
    assert queries.points_by_class()[""] == 8


def test_the_measures_with_their_exact_denominators(counted: Counted) -> None:
    found = queries.measures(DAY, counted.session)
    assert found.ontime == Ratio(5, 7), "seven have a day that has come; one was late, one is not answered"
    assert found.done == Ratio(1, 8), "nine, but one is not within competence"
    assert found.kept == Ratio(1, 2)
    assert found.sent == Ratio(8, 9)
    assert found.answered == Ratio(6, 9)
    assert found.explained == Ratio(2, 6)
    assert found.red == Ratio(1, 9)
    assert (found.returned, found.unanswered_taps) == (0, 1)
    assert found.ontime.percent == 71.43
    assert Ratio(0, 0).percent is None


def test_measures_of_an_earlier_day_do_not_count_what_came_later(counted: Counted) -> None:
    found = queries.measures(date(2024, 10, 29), counted.session)
    assert (found.ontime, found.kept) == (Ratio(0, 0), Ratio(0, 0))
    assert queries.measures(date(2024, 11, 30), counted.session).kept == Ratio(1, 1)


def test_what_is_overdue_by_unit(counted: Counted) -> None:
    owed = queries.overdue_unanswered(DAY, counted.session)
    assert [(each.petition.pk, each.days) for each in owed] == [(counted.petitions["G"].pk, 62)]
    assert owed[0].agency.startswith("Sở Nội vụ")
    assert queries.overdue_unanswered(date(2024, 10, 30)) == []


def test_what_is_being_solved_with_its_milestones(counted: Counted) -> None:
    found = queries.being_solved(counted.session)
    assert [(each.petition.pk, each.point.number, len(each.milestones), each.red) for each in found] == [
        (counted.petitions["B"].pk, 2, 2, False),
        (counted.petitions["C"].pk, 2, 0, True),
    ]


def test_the_backlog_through_the_sessions(counted: Counted) -> None:
    by = Council.of().secretary.official
    later = queries.session_numbered("X", 16).pk
    actions.carry_over(counted.petitions["C"].pk, later, "Chưa có lộ trình giải quyết.", by=by, now=END)
    found = {each.petition.pk: (each.sessions, each.carried_to) for each in queries.backlog(DAY)}
    pk = {key: each.pk for key, each in counted.petitions.items()}
    assert found == {pk["L"]: (2, ()), pk["C"]: (1, (16,)), **{pk[key]: (1, ()) for key in "DEFGHI"}}
    assert queries.backlog(date(2023, 1, 1)) == []
    assert [each.petition.pk for each in queries.backlog(date(2024, 7, 20))] == [pk["L"]]


def test_the_letters_and_the_answers_of_a_kind(counted: Counted) -> None:
    assert [(each.points, each.petitions) for each in queries.letters_issued(counted.session)] == [(2, 1)] * 6
    assert len(queries.answers_detailed(Detail.INSPECTED, counted.session)) == 4
    assert [each.point.petition_id for each in queries.answers_detailed(Detail.NO_ROADMAP)] == [
        counted.petitions["C"].pk
    ]


def test_a_batch_is_sent_then_under_way_then_answered(counted: Counted) -> None:
    state = {}
    for key in "DGHL":
        each = counted.petitions[key]
        each.refresh_from_db()
        if each.batch_id is not None:
            state[key] = str(queries.batch_state(each.batch_id))
    assert state == {"D": "answered", "G": "under_way", "H": "under_way"}


def test_each_table_costs_the_same_queries_however_long_it_is(counted: Counted) -> None:
    for table, most in (
        (lambda: queries.summary("agency", DAY), 1),
        (lambda: queries.in_all(DAY), 1),
        (lambda: queries.measures(DAY), 3),
        (queries.being_solved, 2),
        (lambda: queries.overdue_unanswered(DAY), 1),
        (lambda: queries.backlog(DAY), 3),
        (queries.letters_issued, 3),
        (queries.collected, 2),
    ):
        with CaptureQueriesContext(connection) as asked:
            table()
        assert len(asked) == most
