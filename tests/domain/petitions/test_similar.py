"""Petitions that ask the same are found: labelled pairs, other sessions, reports of the same place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.queries import Told
from motcua.domain.petitions.rules.likeness import LIKE, digests, likeness, pairs
from tests.build.petitions import MET, Council, a_petition

PAIRS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))
ROAD = "Đường liên thôn Đak Xuyên hư hỏng nặng, mùa mưa lầy lội không đi được, đề nghị sửa chữa"
SAME_ROAD = "Đề nghị các cấp quan tâm sửa chữa đường liên thôn Đak Xuyên, hiện hư hỏng nặng"


def test_nine_of_ten_labelled_pairs_are_found_and_few_others() -> None:
    same = [likeness(each["a"], each["b"]) >= LIKE for each in PAIRS if each["same"]]
    other = [likeness(each["a"], each["b"]) >= LIKE for each in PAIRS if not each["same"]]
    assert sum(same) / len(same) >= 0.9, [each for each, found in zip(PAIRS, same, strict=False) if not found]
    assert sum(other) / len(other) <= 0.1


def test_likeness_is_the_same_both_ways_and_of_nothing_none() -> None:
    for each in PAIRS:
        assert likeness(each["a"], each["b"]) == likeness(each["b"], each["a"])
        assert likeness(each["a"], each["a"]) == 100.0
    assert likeness("", ROAD) == likeness("đề nghị cử tri", ROAD) == 0.0
    assert pairs("cầu") == {"cau"}


@pytest.mark.django_db
def test_digests_are_numbers_that_a_table_keeps_and_say_nothing() -> None:
    kept = digests(ROAD)
    assert kept == sorted(set(kept))
    assert all(0 <= each < 2**63 for each in kept)
    assert set(kept) & set(digests(SAME_ROAD))


@pytest.mark.django_db
def test_those_of_other_sessions_and_reports_of_the_place_are_found() -> None:
    council = Council.of()
    by = council.secretary.official
    old = a_petition(council, content=SAME_ROAD, points=(), session=queries.session_numbered("X", 14).pk)
    a_petition(council, content="Trạm y tế xã thiếu thuốc bảo hiểm y tế kéo dài.", points=(), client_key="b")
    mine = a_petition(council, content=ROAD, points=(), client_key="c")
    reports = [
        Told("BP-241012-0042-7", "Duong lien thon Dak Xuyen hu hong nang, khong di duoc", "25399"),
        Told("BP-241012-0043-5", "Đèn đường trước chợ hỏng", "25399"),
    ]
    found = queries.similar_for_council(mine, by, reports)
    assert {each.code for each in found} == {str(old.matter.code), "BP-241012-0042-7"}
    assert [each.petition for each in found if each.petition is not None] == [old]
    assert queries.similar_for_council(mine, council.lead.official) == [], "another office does not see it"


@pytest.mark.django_db
def test_the_list_is_short_and_the_queries_few_however_many_there_are() -> None:
    council = Council.of()
    now = datetime(2024, 7, 15, 3, 0, tzinfo=UTC)
    for number in range(12):
        a_petition(council, now=now, content=f"{SAME_ROAD} đoạn {number}", points=(), client_key=f"k{number}")
    mine = a_petition(council, content=ROAD, points=(), client_key="mine")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.similar_for_council(mine, council.secretary.official)
    assert len(found) == 5
    assert len(asked) <= 4


@pytest.mark.django_db
def test_on_the_board_what_is_about_to_be_asked_is_found_by_public_words_alone() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council, content=SAME_ROAD, points=())
    assert queries.similar_to_words(ROAD, "25399") == []
    actions.make_public(petition.pk, SAME_ROAD, by=by, now=MET)
    assert [each.pk for each in queries.similar_to_words(ROAD, "25399")] == [petition.pk]
    assert queries.similar_to_words("đề nghị") == []
