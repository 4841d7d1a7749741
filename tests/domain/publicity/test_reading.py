"""Who sees how a unit stands: its own officials, those above it, and of what is in order anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Contact, Counter
from motcua.domain.procedures.models import Procedure
from motcua.domain.publicity import actions, queries
from motcua.domain.publicity.models import Checklist
from motcua.domain.publicity.states import Lack
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, PDF
from tests.build.people import Somebody

PHONE = "dien-thoai"
UNITS = 123


def the_centre() -> Somebody:
    """Who leads the province's centre."""
    return people.an_official("Trần Giám Đốc", people.agency_of("mot-cua-tinh", "70"), Duty.LEADER)


def all_verified(who: Somebody, days: int = 0) -> None:
    """Every item of somebody's unit is found in order."""
    for number, item in enumerate(Checklist.objects.get().items):
        at = MONDAY - timedelta(days=days if number == 0 else 0)
        actions.verify(who.official.agency_id, item["code"], good=True, by=who.official, now=at)


def test_a_unit_sees_its_checklist_and_what_it_lacks(db: None) -> None:
    binh = people.binh()
    state = queries.state_of(binh.official, MONDAY)
    items = Checklist.objects.get().items
    assert [each.item.code for each in state.checked] == [item["code"] for item in items]
    assert state.lacks[Lack.NEVER] == len(items)
    assert Lack.MADE_UP in state.lacks
    assert Lack.PHONE not in state.lacks
    assert state.last_on is None
    Contact.objects.filter(agency_id=binh.official.agency_id).update(phone="", email="")
    Counter.objects.filter(agency_id=binh.official.agency_id).delete()
    all_verified(binh)
    state = queries.state_of(binh.official, MONDAY)
    assert set(state.lacks) >= {Lack.PHONE, Lack.EMAIL, Lack.COUNTERS}
    assert Lack.NEVER not in state.lacks
    assert state.last_on == localdate(MONDAY)


def test_procedures_received_there_that_say_nothing_of_papers_or_fees_are_counted(db: None) -> None:
    binh = people.binh()
    before = queries.state_of(binh.official, MONDAY).lacks.get(Lack.PROCEDURES, 0)
    one = Procedure.objects.get(code="1.001193", valid_to=None)
    assert one.body["parts"]
    Procedure.objects.filter(pk=one.pk).update(body={**one.body, "fees": []})
    assert queries.state_of(binh.official, MONDAY).lacks[Lack.PROCEDURES] == before + 1
    assert one.pk in {each.pk for each in queries.state_of(binh.official, MONDAY).procedures}
    Procedure.objects.filter(pk=one.pk).update(body={**one.body, "parts": []})
    assert queries.state_of(binh.official, MONDAY).lacks.get(Lack.PROCEDURES, 0) == before, "it may need no papers"
    without = {key: value for key, value in one.body.items() if key != "parts"}
    Procedure.objects.filter(pk=one.pk).update(body=without)
    assert queries.state_of(binh.official, MONDAY).lacks[Lack.PROCEDURES] == before + 1


def test_an_agency_that_is_no_unit_has_no_checklist(db: None) -> None:
    for ask in (queries.state_of, lambda who, now: queries.item_of(who, PHONE, now)):
        with pytest.raises(NotFound):
            ask(people.chi().official, MONDAY)
    with pytest.raises(NotFound):
        queries.item_of(people.binh().official, "khong-co", MONDAY)


def test_whoever_is_above_sees_the_units_below(db: None) -> None:
    centre, binh, chi = the_centre(), people.binh(), people.chi()
    district = people.an_official("Một Cửa Huyện", people.agency_of("mot-cua-huyen", people.BU_DANG), Duty.RECEPTION)
    head = people.an_official("Chủ Tịch Huyện", people.agency_of("ubnd-huyen", people.BU_DANG), Duty.LEADER)
    below = {who: queries.units_below(who.official, MONDAY) for who in (centre, binh, chi, district, head)}
    assert len(below[centre]) == UNITS - 1  # all but its own
    assert [each.agency.code for each in below[chi]] == [binh.official.agency_code]
    assert below[binh] == []
    assert len(below[district]) == 16
    assert len(below[head]) == 17
    assert queries.unit_below(centre.official, binh.official.agency_code, MONDAY).agency.kind == "mot-cua-xa"
    places = [agencies.from_the_top(each.agency.area) for each in below[centre]]
    assert places == sorted(places)
    assert below[centre][0].agency.kind == "mot-cua-huyen"
    assert [queries.any_below(who.official, MONDAY) for who in (centre, chi, binh)] == [True, True, False]
    for who in (binh, people.dung()):
        with pytest.raises(NotFound):
            queries.unit_below(who.official, binh.official.agency_code, MONDAY)


def test_a_unit_stays_below_an_agency_that_got_a_new_row(db: None) -> None:
    chi = people.chi()
    unit = Agency.objects.get(code="H10.30.13.01")
    old = Agency.objects.get(pk=unit.parent_id)
    day = localdate(MONDAY)
    Agency.objects.filter(pk=old.pk).update(valid_to=day - timedelta(days=1))
    renamed = Agency.objects.get(pk=old.pk)
    renamed.pk, renamed.valid_from, renamed.valid_to, renamed.name = None, day, None, "Tên mới"
    renamed.save()
    who = people.an_official("Người Mới", renamed, Duty.LEADER)
    assert [each.agency.code for each in queries.units_below(who.official, MONDAY)] == ["H10.30.13.01"]
    assert who.official.agency_id != chi.official.agency_id


def test_the_whole_province_costs_as_many_queries_as_one_unit(db: None) -> None:
    centre, binh, chi = the_centre(), people.binh(), people.chi()
    all_verified(binh)
    costs = []
    for who in (centre, chi):
        with CaptureQueriesContext(connection) as captured:
            queries.units_below(who.official, MONDAY)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 8


def test_evidence_is_seen_by_the_unit_and_those_above(db: None, files_of_their_own: None) -> None:
    binh = people.binh()
    kept = actions.verify(
        binh.official.agency_id, PHONE, good=True, evidence=("bang.pdf", PDF), by=binh.official, now=MONDAY
    )
    for who in (binh, people.chi(), the_centre()):
        assert queries.evidence_seen_by(who.official, kept.pk, MONDAY).pk == kept.evidence_id
    bare = actions.verify(binh.official.agency_id, PHONE, good=True, by=binh.official, now=MONDAY)
    for who, pk in ((people.dung(), kept.pk), (people.the_police(), kept.pk), (binh, bare.pk), (binh, 0)):
        with pytest.raises(NotFound):
            queries.evidence_seen_by(who.official, pk, MONDAY)


def test_the_public_is_told_the_earliest_day_and_only_when_all_is_in_order(db: None) -> None:
    binh = people.binh()
    unit = people.agency_of("mot-cua-xa")
    assert queries.verified_on(unit, MONDAY) is None
    all_verified(binh, days=3)
    assert queries.verified_on(unit, MONDAY) is None, "its telephone number is made up"
    Contact.objects.filter(agency=unit).update(made_up=False)
    assert queries.verified_on(unit, MONDAY) == localdate(MONDAY) - timedelta(days=3)
    assert queries.verified_on(unit, MONDAY + timedelta(days=60)) is None
    actions.verify(unit.pk, PHONE, good=False, note="Bảng bị mờ", by=binh.official, now=MONDAY)
    assert queries.verified_on(unit, MONDAY) is None
    assert queries.verified_on(people.agency_of("ubnd-xa"), MONDAY) is None
