"""Publishing a procedure: once, again, changed, and from another day on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.procedures import queries
from motcua.domain.procedures.models import Procedure
from motcua.kernel.errors import Malformed, NotFound
from motcua.kernel.worktime import Limit, Unit, due
from tests.domain.procedures.catalogue import DAY, publish, version, written
from tests.domain.procedures.forms import FULL, MAPPING, mapping

pytestmark = pytest.mark.django_db
BEGINS = date(2015, 1, 1)


def _entries() -> list[dict[str, Any]]:
    return [entry.facts for entry in Entry.objects.filter(verb="procedures.published").order_by("pk")]


def test_a_published_procedure_is_in_force_from_its_day_on() -> None:
    assert publish(written(valid_to=None), MAPPING) == "published"
    procedure = queries.in_force("9.001193", DAY)
    assert (procedure.name, procedure.name_en) == ("Đăng ký khai sinh", "Birth registration")
    assert (procedure.field_code, procedure.field_name, procedure.level) == ("ho-tich", "Hộ tịch", "xa")
    assert (procedure.competent_kind, procedure.one_stop_kind, procedure.route_code) == (
        "ubnd-xa",
        "mot-cua-xa",
        "ba-buoc",
    )
    assert procedure.title_folded == "dang ky khai sinh"
    assert "giay khai sanh" in procedure.words_folded
    with pytest.raises(NotFound):
        queries.in_force("9.001193", BEGINS - timedelta(days=1))


def test_a_procedure_is_in_force_to_its_last_day() -> None:
    publish(written(valid_to=DAY))
    assert queries.in_force("9.001193", DAY).valid_to == DAY
    with pytest.raises(NotFound):
        queries.in_force("9.001193", DAY + timedelta(days=1))


def test_publishing_is_journalled() -> None:
    before = len(_entries())
    publish(written())
    (facts,) = _entries()[before:]
    assert (facts["procedure"], facts["from"], len(facts["digest"])) == ("9.001193", "2015-01-01", 64)


def test_the_same_again_changes_nothing() -> None:
    publish(written(), MAPPING)
    before = len(_entries())
    assert publish(written(), MAPPING) == "unchanged"
    assert len(_entries()) == before


@pytest.mark.parametrize(
    ("changes", "form"),
    [({"words": ["mới"]}, MAPPING), ({"limit": "5 working_days"}, MAPPING), ({}, mapping(version=4))],
)
def test_other_content_from_the_same_day_amends_the_version_in_place(
    changes: dict[str, Any], form: dict[str, Any]
) -> None:
    publish(written(), MAPPING)
    first, before = version("9.001193", BEGINS).pk, len(_entries())
    assert publish(written(**changes), form) == "amended"
    assert version("9.001193", BEGINS).pk == first
    assert len(_entries()) == before + 1
    assert _entries()[-1]["digest"] != _entries()[-2]["digest"]


def test_a_new_first_day_ends_the_version_before() -> None:
    publish(written(valid_to=None))
    assert publish(written(valid_from=DAY, valid_to=None, limit="1 working_days")) == "published"
    assert version("9.001193", BEGINS).valid_to == DAY - timedelta(days=1)
    assert queries.in_force("9.001193", DAY).limit == "1 working_days"
    assert queries.in_force("9.001193", DAY - timedelta(days=1)).limit == "3 working_days"


def test_an_older_version_published_again_stays_ended() -> None:
    publish(written(valid_to=None))
    publish(written(valid_from=DAY, valid_to=None))
    assert publish(written(valid_to=None)) == "unchanged"
    assert publish(written(valid_to=None, limit="2 working_days")) == "amended"
    assert version("9.001193", BEGINS).valid_to == DAY - timedelta(days=1)


def test_a_version_before_all_others_ends_where_they_begin() -> None:
    publish(written(valid_from=DAY, valid_to=None))
    publish(written(valid_to=None))
    assert version("9.001193", BEGINS).valid_to == DAY - timedelta(days=1)


def test_days_come_as_days_or_as_text() -> None:
    publish(written())
    assert publish(written(valid_from="2015-01-01", valid_to="2015-12-31")) == "unchanged"


def test_decomposed_letters_are_stored_composed() -> None:
    publish(written(name={"vi": "Đa\u0306ng ky\u0301  khai sinh"}))
    found = queries.in_force("9.001193", DAY)
    assert (found.name, found.body["name"]["vi"]) == ("Đăng ký khai sinh", "Đăng ký  khai sinh")


def test_what_is_left_out_has_its_usual_value() -> None:
    procedure = written()
    for key in ("online", "policy", "cutoff", "words", "route"):
        del procedure[key]
    publish(procedure)
    found = queries.in_force("9.001193", DAY)
    assert (found.online, found.policy, found.cutoff, found.route_code) == ("none", "same_time", time(15), "")


@pytest.mark.parametrize(
    "changes",
    [
        {"code": ""},
        {"code": 1.5},
        {"name": {}},
        {"limit": "soon"},
        {"limit": None},
        {"policy": "whenever"},
        {"online": "maybe"},
        {"cutoff": "quarter past"},
        {"valid_from": "yesterday"},
        {"valid_from": None},
        {"words": "khai sinh"},
    ],
)
def test_a_malformed_procedure_is_refused_whole(changes: dict[str, Any]) -> None:
    before = Procedure.objects.count()
    with pytest.raises(Malformed):
        publish(written(**changes))
    assert Procedure.objects.count() == before


def test_a_malformed_form_is_refused() -> None:
    with pytest.raises(Malformed):
        publish(written(), mapping(pages=[]))


def test_the_form_is_the_one_published_even_after_an_amendment() -> None:
    publish(written(), MAPPING)
    first = queries.form_of(queries.in_force("9.001193", DAY))
    assert queries.form_of(queries.in_force("9.001193", DAY)) is first
    assert queries.check_all(first, FULL, date(2026, 11, 23)) == {}
    publish(written(), mapping(version=4))
    assert queries.form_of(queries.in_force("9.001193", DAY)).version == "4"


def test_a_procedure_on_paper_only_has_no_form() -> None:
    publish(written())
    with pytest.raises(NotFound):
        queries.form_of(queries.in_force("9.001193", DAY))


def test_open_for_filing_is_what_is_online_and_has_a_form() -> None:
    publish(written("9.001193"), MAPPING)
    publish(written("9.000894", online="part"), MAPPING)
    publish(written("9.000656", online="none"), MAPPING)
    publish(written("9.004873"))
    assert [procedure.code for procedure in queries.open_for_filing(DAY)] == ["9.000894", "9.001193"]


def test_a_unit_receives_what_names_its_kind_by_field_and_name() -> None:
    received = queries.received_at("mot-cua-xa", date(2024, 10, 14))
    assert {"1.001193", "2.000986"} <= {procedure.code for procedure in received}
    order = [(procedure.field_name, procedure.field_code, procedure.title_folded) for procedure in received]
    assert order == sorted(order)
    assert queries.received_at("khong-co", date(2024, 10, 14)) == []


def test_the_terms_are_what_the_clock_needs() -> None:
    publish(written(limit="1.5 working_days"))
    terms = queries.limit_terms(queries.in_force("9.001193", DAY))
    assert (terms.limit, terms.policy, terms.cutoff) == (
        Limit(Unit.WORKING_DAYS, 1, True),
        "end_of_day",
        time(15),
    )
    assert due(datetime(2015, 6, 1, 9, tzinfo=UTC), terms.limit, terms.calendar, policy=terms.policy).day == 3
