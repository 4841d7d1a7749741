"""Who takes over when an area or an agency ends: what the checker says of the column, and what loading makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.actions import name_successors
from motcua.domain.agencies.models import Agency, Area, Counter
from motcua.domain.packs.rules import check
from tests.build import jobs, reform
from tests.build.people import NURSE
from tests.build.reform import AFTER, FIRST_DAY, LAST_DAY
from tests.domain.packs.copies import a_copy, line_of, told


@dataclass(frozen=True)
class Named:
    """A row of a pack, as far as it names who takes over."""

    code: str
    valid_from: date
    successor: str


ENDS = f"2023-01-01,{LAST_DAY}"


def rewritten(copy: Path, file: str, *changes: tuple[str, str]) -> Path:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The pack after the reform."""
    return reform.enacted(a_copy(tmp_path))


def test_the_reform_is_sound(copy: Path) -> None:
    assert check(copy) == [], told(check(copy))


def test_a_pack_without_the_column_is_sound_as_before(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    assert "successor" not in (copy / "agencies.csv").read_text(encoding="utf-8")
    assert check(copy) == []


@pytest.mark.parametrize(
    ("code", "old", "new", "vi", "en"),
    [
        ("successor-without-end", f"{ENDS},made_up", "2023-01-01,,made_up", "valid_to để trống", "valid_to is blank"),
        ("unknown-agency", ",H10.99.01\n", ",H10.77\n", "không có cơ quan", "has no agency"),
        (
            "successor-not-in-force",
            ",H10.99.01\n",
            ",H10.30.17.01\n",
            "không có hiệu lực vào ngày 01/11/2024",
            "not in force on 2024-11-01",
        ),
        (
            "ends-without-successor",
            ",H10.99.01\n",
            ",\n",
            "không có cơ quan tiếp nhận hồ sơ",
            "nobody takes its dossiers over",
        ),
    ],
)
def test_each_fault_is_told_where_it_stands_in_both_languages(  # noqa: PLR0917
    copy: Path, code: str, old: str, new: str, vi: str, en: str
) -> None:
    path = copy / "agencies.csv"
    begins = "H10.30.13.01,"
    line = line_of(path, begins)
    row = path.read_text(encoding="utf-8").splitlines(keepends=True)[line - 1]
    rewritten(copy, "agencies.csv", (row, row.replace(old, new, 1)))
    assert row.replace(old, new, 1) != row
    findings = [finding for finding in check(copy) if finding.code == code]
    assert [(finding.file, finding.line) for finding in findings] == [("agencies.csv", line)], told(check(copy))
    assert vi in findings[0].story_vi
    assert en in findings[0].story_en


def test_two_that_end_together_and_name_each_other_are_told_once_as_a_circle(copy: Path) -> None:
    path = copy / "agencies.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first, second = line_of(path, "H10.30.13.01,"), line_of(path, "H10.30.17.01,")
    rows[first - 1] = rows[first - 1].replace(",H10.99.01\n", ",H10.30.17.01\n")
    rows[second - 1] = rows[second - 1].replace(",H10.99.01\n", ",H10.30.13.01\n")
    path.write_text("".join(rows), encoding="utf-8")
    [finding] = check(copy)
    assert (finding.code, finding.line) == ("successor-circle", first)
    assert "H10.30.13.01 → H10.30.17.01 → H10.30.13.01" in finding.story_vi
    assert "circle" in finding.story_en


def test_an_area_may_end_without_anybody_but_names_only_what_is_there(copy: Path) -> None:
    path = copy / "areas.csv"
    rewritten(copy, "areas.csv", (",25999\n", ",25404x\n"))
    [finding] = check(copy)
    assert (finding.code, finding.file, finding.line) == ("unknown-area", "areas.csv", line_of(path, "25399,"))


@pytest.mark.django_db
def test_loading_sets_who_takes_over_and_asks_for_the_hand_over(copy: Path) -> None:
    said = reform.load(copy)
    assert "agency H10.30.13.01: successor" in said
    assert reform.agency("H10.30.13.01").successor == reform.agency("H10.99.01")
    assert Area.objects.get(code="25405").successor == Area.objects.get(code="25999")
    assert Area.objects.get(code="696").successor is None
    assert len(jobs.waiting("succession.hand_on")) == 1
    assert reform.load(copy) == []


@pytest.mark.django_db
def test_the_row_of_the_same_code_that_begins_next_day_takes_over_without_being_named(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    path = copy / "agencies.csv"
    row = path.read_text(encoding="utf-8").splitlines(keepends=True)[line_of(path, "H10.30.13.01,") - 1]
    old = row.replace("2023-01-01,,", f"{ENDS},")
    new = row.replace("xã Đak Nhau", "xã Đăk Nhau").replace("2023-01-01,,", f"{FIRST_DAY},,")
    rewritten(copy, "agencies.csv", (row, old + new))
    assert check(copy) == [], told(check(copy))
    reform.load(copy)
    before, after = Agency.objects.filter(code="H10.30.13.01").order_by("valid_from")
    assert (before.successor, after.successor) == (after, None)
    assert agencies.heir_of(before, FIRST_DAY) == after
    assert agencies.heir_of(before, LAST_DAY) == before
    assert Counter.objects.filter(agency=after).count() == Counter.objects.filter(agency=before).count() > 0


@pytest.mark.django_db
def test_whoever_asks_for_a_unit_by_area_or_code_finds_the_heir(copy: Path) -> None:
    reform.load(copy)
    old, day = Area.objects.select_related("parent__parent").get(code="25399"), AFTER.date()
    found = agencies.responsible("mot-cua-xa", old, day)
    assert found is not None
    assert found.code == "H10.99.01"
    assert agencies.responsible("mot-cua-xa", old, LAST_DAY) == reform.agency("H10.30.13.01")
    neighbour = agencies.area("25404", day)  # goes on, in a district that does not
    insurer = agencies.responsible("bhxh-huyen", neighbour, day)
    assert insurer is not None
    assert insurer.code == "H10.90"
    receiver = agencies.responsible("mot-cua-huyen", neighbour, day)
    assert receiver is not None
    assert receiver.code == "H10.01.01"
    assert agencies.agency_now("H10.30.13", day).code == "H10.99"
    assert agencies.area_now("25399", day) == Area.objects.get(code="25999")
    assert agencies.area_now("25399", LAST_DAY) == old
    assert agencies.areas_before({"25399", "25404"}, day) == {"25399": old}
    assert {gone.code for gone in agencies.ended_by(day)} >= {"H10.30", "H10.30.13.01"}
    assert agencies.heirs(day)[reform.agency("H10.30.17").pk].code == "H10.99"
    assert agencies.heirs(LAST_DAY) == {}


@pytest.mark.django_db
def test_heirs_of_heirs_are_followed(copy: Path) -> None:
    reform.load(copy)
    last = date(2025, 6, 30)
    Agency.objects.filter(code="H10.99.01").update(valid_to=last, successor=reform.agency("H10.01.01"))
    day = last + timedelta(days=1)
    gone = reform.agency("H10.30.13.01")
    heir = agencies.heir_of(gone, day)
    assert heir is not None
    assert heir.code == agencies.heirs(day)[gone.pk].code == "H10.01.01"


@pytest.mark.django_db
def test_while_nothing_has_ended_the_office_of_an_area_is_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    area = agencies.area("25399", AFTER.date())
    unit = agencies.responsible("mot-cua-xa", area, AFTER.date())
    assert unit is not None
    with django_assert_num_queries(1):
        agencies.responsible("mot-cua-xa", area, AFTER.date())
    with django_assert_num_queries(0):
        assert agencies.heir_of(unit, AFTER.date()) == unit
        assert agencies.heir_of_area(area, AFTER.date()) == area
        assert not agencies.has_ended(unit, AFTER.date())


@pytest.mark.django_db
def test_a_successor_that_is_named_anew_replaces_the_old_one(copy: Path) -> None:
    reform.load(copy)
    named = [Named("H10.30.13.01", date(2023, 1, 1), "H10.01.01")]
    said = name_successors([], named, by=NURSE, now=AFTER)
    assert "agency H10.30.13.01: successor" in said
    assert reform.agency("H10.30.13.01").successor == reform.agency("H10.01.01")
