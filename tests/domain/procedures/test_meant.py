"""Search finds what people mean: judged by a file of queries with the procedures that would help."""

from __future__ import annotations

import sys

import pytest

from motcua.domain.procedures.queries import find
from tests.domain.procedures.catalogue import DAY
from tests.domain.procedures.province import Query, procedures, queries, the_province

pytestmark = pytest.mark.django_db
FIRST = 3


def _rank(query: Query) -> int | None:
    """At which place, from 1, the first procedure stands that would help."""
    found = [hit.code for hit in find(query.text, DAY, limit=10).hits]
    return next((place for place, code in enumerate(found, start=1) if code in query.wanted), None)


@pytest.mark.parametrize("part", ["tuning", "heldout"])
def test_what_people_mean_is_among_the_first_three(part: str) -> None:
    the_province()
    ranks = {query: _rank(query) for query in queries(part)}
    recall = sum(rank is not None and rank <= FIRST for rank in ranks.values()) / len(ranks)
    mrr = sum(1 / rank for rank in ranks.values() if rank) / len(ranks)
    missed = [f"  {query.text}: {rank or 'not found'}" for query, rank in ranks.items() if not rank or rank > FIRST]
    told = f"{part}: {len(ranks)} queries, recall@{FIRST} {recall:.3f}, MRR {mrr:.3f}, missed:\n" + "\n".join(missed)
    sys.stdout.write(f"{told}\n")
    assert recall >= 0.9, told


def test_the_query_file_is_large_enough_and_names_procedures_that_exist() -> None:
    tuning, heldout = queries("tuning"), queries("heldout")
    assert len(tuning) + len(heldout) >= 120
    assert len(heldout) >= 40
    assert {each.text for each in tuning} & {each.text for each in heldout} == set()
    codes = {procedure["code"] for procedure in procedures()}
    assert {code for each in [*tuning, *heldout] for code in each.wanted} - codes == set()
