"""The arithmetic by which `make bench` says that a floor holds."""

from __future__ import annotations

import json
import math

import pytest

from bench.report import Budget, Row, as_json, holds, percentile, share_of_rate, share_of_time, table

SHARE = Budget(30, 60, "%")
PAGE = Budget(100, 60, "kB", most=True)


def a_row(judged: float | None, budget: Budget | None) -> Row:
    return Row("a step", "1", "2", judged, budget)


@pytest.mark.parametrize(("judged", "verdict"), [(29.99, "FAILS"), (30, "holds"), (59.9, "holds"), (60, "aim met")])
def test_a_rate_must_reach_its_floor(judged: float, verdict: str) -> None:
    assert a_row(judged, SHARE).verdict == verdict


@pytest.mark.parametrize(("judged", "verdict"), [(100.01, "FAILS"), (100, "holds"), (60.1, "holds"), (60, "aim met")])
def test_a_cost_must_stay_under_its_floor(judged: float, verdict: str) -> None:
    assert a_row(judged, PAGE).verdict == verdict


@pytest.mark.parametrize("budget", [SHARE, PAGE])
def test_what_is_no_number_fails(budget: Budget) -> None:
    assert a_row(math.nan, budget).verdict == "FAILS"


def test_a_row_without_a_budget_never_fails() -> None:
    assert a_row(None, None).verdict == a_row(5, None).verdict == "-"


def test_a_share_compares_rates_and_times_alike() -> None:
    assert share_of_rate(150, 500) == pytest.approx(30)
    assert share_of_time(1 / 150, 1 / 500) == pytest.approx(30)


def test_having_done_nothing_is_no_share_of_anything() -> None:
    assert share_of_rate(0, 0) == share_of_rate(0, 500) == 0
    assert share_of_rate(1, 0) == math.inf


def test_a_percentile_is_one_of_the_values() -> None:
    values = list(range(1, 101))
    assert [percentile(values, share) for share in (0.5, 0.95, 1)] == [50, 95, 100]
    assert percentile([7], 0.95) == 7
    assert percentile([1, 2, 3], 0.95) == 3
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_one_broken_floor_breaks_the_bench_and_so_does_an_empty_one() -> None:
    assert holds([a_row(30, SHARE), a_row(None, None)])
    assert not holds([a_row(30, SHARE), a_row(101, PAGE)])
    assert not holds([])


def test_the_table_and_the_machines_read_the_same_verdicts() -> None:
    rows = [a_row(45, SHARE), a_row(101, PAGE), a_row(None, None)]
    assert [line.split()[-1] for line in table(rows).splitlines()[2:]] == ["holds", "FAILS", "-"]
    read = json.loads(as_json(rows, matters=10))
    assert [row["verdict"] for row in read["rows"]] == ["holds", "FAILS", "-"]
    assert (read["holds"], read["matters"]) == (False, 10)
