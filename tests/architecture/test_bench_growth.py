"""The arithmetic by which `make bench-large` says how much a row grew, and how rows travel between its runs."""

from __future__ import annotations

import math

import pytest

from bench.growth import grown, growth
from bench.report import Budget, Own, Row, as_json, holds, read

SIZES = (10_000, 1_000_000)


def a_cost(figure: float) -> Own:
    return Own("status page", figure, "ms", cost=True)


def a_rate(figure: float) -> Own:
    return Own("filing", figure, "a second")


def a_run(*owns: Own) -> list[Row]:
    """What one run measured; a row that tells nothing of its own lies between."""
    return [Row("beside it", "1", "", None, None), *(Row("a row", "1", "", None, None, own=own) for own in owns)]


def judged(small: list[Own], large: list[Own]) -> dict[str, Row]:
    pairs = [(a_run(before), a_run(after)) for before, after in zip(small, large, strict=True)]
    return {row.name: row for row in growth(pairs, sizes=SIZES)}


def test_a_cost_that_rises_and_a_rate_that_falls_are_both_above_one() -> None:
    assert grown(a_cost(10), a_cost(13)) == pytest.approx(1.3)
    assert grown(a_rate(130), a_rate(100)) == pytest.approx(1.3)
    assert grown(a_cost(13), a_cost(10)) < 1 > grown(a_rate(100), a_rate(130))


def test_a_rate_that_fell_to_nothing_has_grown_beyond_every_floor() -> None:
    assert grown(a_rate(100), a_rate(0)) == math.inf
    assert not holds(list(judged([a_rate(100)], [a_rate(0)]).values()))


def test_nothing_done_at_either_size_proves_nothing() -> None:
    assert math.isnan(grown(a_rate(0), a_rate(0)))
    assert judged([a_rate(0)], [a_rate(0)])["filing"].verdict == "FAILS"


def test_a_count_that_is_nothing_at_both_sizes_did_not_grow() -> None:
    assert grown(Own("queries", 0, "", cost=True), Own("queries", 0, "", cost=True)) == 1


@pytest.mark.parametrize(("large", "verdict"), [(10, "aim met"), (12.9, "holds"), (13, "holds"), (13.1, "FAILS")])
def test_growth_holds_up_to_its_floor(large: float, verdict: str) -> None:
    assert judged([a_cost(10)], [a_cost(large)])["status page"].verdict == verdict


def test_the_middle_of_the_pairs_counts_so_one_disturbed_run_does_not_decide() -> None:
    rows = judged([a_cost(10)] * 3, [a_cost(11), a_cost(90), a_cost(10)])
    assert rows["status page"].judged == pytest.approx(1.1)
    assert rows["status page"].note == "in turn 1.10, 9.00, 1.00"


def test_a_machine_that_becomes_slower_for_both_sizes_is_no_growth() -> None:
    rows = judged([a_cost(10), a_cost(20), a_cost(40)], [a_cost(10), a_cost(20), a_cost(40)])
    assert rows["status page"].judged == 1


def test_the_worst_row_stands_last_and_breaks_the_whole() -> None:
    pair = (a_run(a_cost(10), a_rate(100)), a_run(a_cost(10), a_rate(50)))
    rows = growth([pair], sizes=SIZES)
    assert [(row.name, row.judged) for row in rows] == [
        ("status page", 1),
        ("filing", 2),
        ("growth, the worst of 2 rows", 2),
    ]
    assert rows[-1].yardstick == "filing"
    assert not holds(rows)


def test_what_one_of_the_runs_did_not_measure_fails_as_the_worst() -> None:
    pairs = [(a_run(a_cost(10), a_rate(9)), a_run(a_cost(99), a_rate(9))), (a_run(a_cost(10), a_rate(9)), a_run())]
    rows = {row.name: row for row in growth(pairs, sizes=SIZES)}
    assert rows["status page"].verdict == "FAILS"
    assert rows["status page"].note == "measured in 1 of 2 pairs"
    assert math.isnan(rows["growth, the worst of 2 rows"].judged or 0)


def test_runs_that_measured_nothing_prove_nothing() -> None:
    assert not holds(growth([([], [])], sizes=SIZES))


def test_rows_come_back_from_the_machines_form_as_they_were() -> None:
    budget = Budget(5, 4, "ms", most=True)
    rows = [Row("a page", "6 ms", "5 ms", 6, budget, "a note", a_cost(6)), Row("told only", "1", "", None, None)]
    assert read(as_json(rows, matters=10)) == rows
    assert [row.verdict for row in read(as_json(rows))] == ["FAILS", "-"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": [{"name": "half a row"}]}'])
def test_what_is_no_run_of_the_bench_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"no rows|Expecting"):
        read(text)
