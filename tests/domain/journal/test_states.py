"""Facts are ids, codes, moments and numbers; names, numbers of people and free text are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.journal import states
from motcua.domain.journal.states import FactKind
from motcua.kernel.errors import Refused

WHEN = datetime(2024, 10, 15, 8, 30, tzinfo=timezone(timedelta(hours=7)))

states.declare(
    {
        "trials.everything": {
            "id": FactKind.ID,
            "code": FactKind.CODE,
            "codes": FactKind.CODES,
            "instant": FactKind.INSTANT,
            "day": FactKind.DAY,
            "minutes": FactKind.MINUTES,
            "count": FactKind.COUNT,
            "flag": FactKind.FLAG,
            "hash": FactKind.HASH,
            "more?": FactKind.CODE,
        },
        "trials.coded": {"code": FactKind.CODE},
        "trials.counted": {"count": FactKind.COUNT},
    }
)

EVERYTHING = {
    "id": 5,
    "code": "H10.30.15-241014-0007",
    "codes": ["1.000948", "tax"],
    "instant": WHEN,
    "day": date(2024, 10, 15),
    "minutes": 480,
    "count": 0,
    "flag": True,
    "hash": "ab" * 32,
}


def test_facts_of_every_kind_are_stored_as_plain_json() -> None:
    assert states.check("trials.everything", EVERYTHING) == {
        "id": 5,
        "code": "H10.30.15-241014-0007",
        "codes": ["1.000948", "tax"],
        "instant": "2024-10-15T01:30:00+00:00",
        "day": "2024-10-15",
        "minutes": 480,
        "count": 0,
        "flag": True,
        "hash": "ab" * 32,
    }


def test_an_optional_fact_may_be_there() -> None:
    assert states.check("trials.everything", {**EVERYTHING, "more": "x"})["more"] == "x"


def test_a_verb_nobody_declared_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        states.check("trials.forgotten", {})
    assert refusal.value.code == "unknown_verb"


@pytest.mark.parametrize("facts", [{}, {"code": "a", "name": "b"}, {"name": "b"}])
def test_missing_and_undeclared_facts_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        states.check("trials.coded", facts)
    assert refusal.value.code == "bad_facts"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "Nguyễn Văn An"),
        ("code", "Nguyen Van An"),
        ("code", "079123456789"),
        ("code", "so-0912345678"),
        ("code", ""),
        ("code", "a" * 65),
        ("code", "code\n"),
        ("code", 5),
        ("code", None),
        ("codes", ["ok", "two words"]),
        ("codes", "word"),
        ("codes", [["nested"]]),
        ("id", "5"),
        ("id", True),
        ("id", -1),
        ("id", 2**63),
        ("count", 1.5),
        ("minutes", -1),
        ("flag", 1),
        ("instant", datetime(2024, 10, 15, 8, 30)),  # noqa: DTZ001  # what must be refused
        ("instant", date(2024, 10, 15)),
        ("instant", "2024-10-15T08:30:00+07:00"),
        ("day", WHEN),
        ("hash", "AB" * 32),
        ("hash", "xyz"),
    ],
)
def test_a_value_of_another_kind_is_refused_and_not_repeated(name: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        states.check("trials.everything", {**EVERYTHING, name: value})
    assert refusal.value.code == "bad_facts"
    if isinstance(value, str) and value:
        assert value not in str(refusal.value)


@given(st.text())
def test_no_text_with_a_space_a_mark_or_a_personal_number_is_a_code(text: str) -> None:
    if states.is_code(text):
        assert text.isascii()
        assert not any(sign.isspace() for sign in text)
        assert sum(sign.isdigit() for sign in text) < 9 or not text.isdigit()


def test_a_verb_has_one_set_of_facts() -> None:
    states.declare({"trials.coded": {"code": FactKind.CODE}})
    with pytest.raises(ValueError, match="twice"):
        states.declare({"trials.coded": {"code": FactKind.ID}})


@pytest.mark.parametrize("verb", ["coded", "Trials.coded", "trials coded", "trials.", "trials.đã"])
def test_a_verb_is_a_module_and_a_participle(verb: str) -> None:
    with pytest.raises(ValueError, match="not <module>"):
        states.declare({verb: {}})


def test_a_fact_has_a_plain_name() -> None:
    with pytest.raises(ValueError, match="not names"):
        states.declare({"trials.odd": {"Họ tên": FactKind.CODE}})


def test_what_is_declared_can_be_listed() -> None:
    assert states.declared()["trials.counted"] == {"count": FactKind.COUNT}


def test_canonical_json_has_one_form() -> None:
    assert states.canonical({"b": 1, "a": "ế"}) == '{"a":"ế","b":1}'.encode()
    assert states.moment(WHEN) == states.moment(WHEN.astimezone(UTC))
