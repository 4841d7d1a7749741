"""Finding a procedure: official words, no diacritics, everyday words, abbreviations, codes, slips."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.procedures import queries
from tests.domain.procedures.catalogue import DAY, NAMES, publish, the_catalogue, written
from tests.domain.procedures.forms import MAPPING

pytestmark = pytest.mark.django_db
BIRTH, MARRIAGE, DEATH, SINGLE, COPY = "9.001193", "9.000894", "9.000656", "9.004873", "9.000635"


def _found(words: str, limit: int = 20) -> list[str]:
    return [found.procedure.code for found in queries.search(words, DAY, limit)]


MEANT = [
    ("Đăng ký khai sinh", BIRTH),
    ("dang ky khai sinh", BIRTH),
    ("ĐĂNG KÝ KHAI SINH", BIRTH),
    ("Đa\u0306ng ky\u0301 khai sinh", BIRTH),
    ("khai sinh", BIRTH),
    ("giay khai sanh", BIRTH),
    ("lam giay khai sinh cho con", BIRTH),
    ("khai sinh tre han", BIRTH),
    ("tôi muốn làm giấy khai sinh ở đâu", BIRTH),
    ("dkks", BIRTH),
    ("khai xinh", BIRTH),
    ("kahi sinh", BIRTH),
    ("giay khia sinh", BIRTH),
    ("9.001193", BIRTH),
    (" 9.001193 ", BIRTH),
    ("birth registration", BIRTH),
    ("birth registraton", BIRTH),
    ("ket hon", MARRIAGE),
    ("đkkh", MARRIAGE),
    ("giấy hôn thú", MARRIAGE),
    ("khai tử", DEATH),
    ("bao tu", DEATH),
    ("giay doc than", SINGLE),
    ("xac nhan tinh trang hon nhan", SINGLE),
    ("mat giay khai sinh", COPY),
    ("mở quán", "9.001612"),
    ("xin phep xay nha", "9.009994"),
    ("tiền người già", "9.001776"),
    ("khuyet tat", "9.001699"),
    ("nhập hộ khẩu cho con", "9.000986"),
    ("the bao hiem y te", "9.000986"),
    ("khai sin", BIRTH),
]


def test_the_procedure_meant_comes_first() -> None:
    the_catalogue()
    first = {words: next(iter(_found(words)), None) for words, _ in MEANT}
    assert first == dict(MEANT)


def test_what_has_nothing_to_do_with_the_words_is_not_found() -> None:
    the_catalogue()
    assert _found("giấy phép lái tàu vũ trụ") == []
    assert "9.009994" not in _found("khai sinh")


def test_no_words_find_everything_by_name() -> None:
    the_catalogue()
    for words in ("", "   ", "?!", "\u200b"):
        names = [found.procedure.name for found in queries.search(words, DAY)]
        assert len(names) == len(NAMES)
        assert names[:2] == [
            "Cấp bản sao trích lục hộ tịch",
            "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
        ]


def test_no_more_than_asked_are_given() -> None:
    the_catalogue()
    assert len(_found("dang ky", 2)) == 2
    assert len(_found("", 3)) == 3


def test_scores_fall_and_lie_between_nothing_and_one() -> None:
    the_catalogue()
    scores = [found.score for found in queries.search("dang ky khai sinh cho con", DAY)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert queries.search(BIRTH, DAY)[0].score == 1.0


def test_only_what_is_in_force_is_found() -> None:
    the_catalogue()
    assert queries.search("khai sinh", date(2014, 12, 31)) == []


def test_words_of_an_amended_procedure_are_found_at_once() -> None:
    the_catalogue()
    assert _found("thuyen thung") == []
    publish(written(BIRTH, words=["thuyền thúng"]))
    assert _found("thuyen thung") == [BIRTH]
    assert _found("thuyen thugn") == [BIRTH]


def test_a_search_takes_two_queries_however_much_it_finds(django_assert_num_queries: Any) -> None:
    the_catalogue()
    publish(written(BIRTH, summary={"vi": "Cấp Giấy khai sinh.", "en": "A birth certificate."}), MAPPING)
    queries.search("khai sinh", DAY)
    with django_assert_num_queries(2):
        found = queries.search("dang ky khai sinh", DAY)
        assert len(found) > 1
        assert found[0].procedure.name == "Đăng ký khai sinh"
        assert found[0].summary.in_language("en") == "A birth certificate."


HOSTILE = [
    "'; DROP TABLE",
    "a & b | !c <-> :*",
    "\\'",
    "''''",
    "\x00",
    "\ud800",
    "ﷺ" * 300,
    "x" * 10_000,
    "1e5 -3.2 @ #",
]


def test_anything_may_be_typed_into_the_box() -> None:
    the_catalogue()
    assert all(isinstance(_found(words), list) for words in [*HOSTILE, "ka " * 500])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(db: None, words: str) -> None:
    assert isinstance(_found(words), list)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("khai sinh", "1.001193"),
        ("giay khai sanh", "1.001193"),
        ("khai sinh tre han", "1.001193"),
        ("khai sinh 3 trong 1", "2.000986"),
        ("the bhyt cho con", "2.000986"),
        ("2.000986", "2.000986"),
    ],
)
def test_the_procedures_of_the_pack_are_found_by_everyday_words(words: str, code: str) -> None:
    assert queries.search(words, date(2024, 10, 15))[0].procedure.code == code
