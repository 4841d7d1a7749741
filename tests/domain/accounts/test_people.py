"""Recognising people, enrolling officials, giving and ending duties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.accounts import actions, queries
from motcua.domain.accounts.actions import Person
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import Malformed, NotFound
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.threads import at_once

NUMBER = "070194001234"


@pytest.mark.django_db
def test_the_first_visit_makes_an_account_and_the_next_refreshes_it() -> None:
    first = people.an()
    again = actions.recognise(Person("Điểu Thị An Nhiên", NUMBER, phone="0987654321"), by=NURSE, now=MONDAY)
    assert again.pk == first.account_id
    kept = Account.objects.get(pk=again.pk)
    assert (kept.full_name, kept.phone, kept.contact_email) == ("Điểu Thị An Nhiên", "0987654321", "an@example.vn")
    assert not kept.has_usable_password()
    assert journal.facts("accounts.recognised") == {"level": "level-2"}


@pytest.mark.django_db
def test_the_number_is_read_however_it_is_written_and_found_by_its_blind_index() -> None:
    an = people.an()
    again = actions.recognise(Person("Điểu Thị An", " 070 194 001 234 "), by=NURSE, now=MONDAY)
    assert again.pk == an.account_id
    found = queries.with_identity(NUMBER)
    assert found is not None
    assert found.pk == an.account_id
    assert queries.with_identity("070194001235") is None
    assert NUMBER not in str(Account.objects.filter(pk=an.account_id).values_list("identity_index", "username"))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "12345", "07019400123", "0701940012345", "07019400123a"])
def test_a_number_that_is_none_is_not_recognised(number: str) -> None:
    with pytest.raises(Malformed):
        actions.recognise(Person("Ai Đó", number), by=NURSE, now=MONDAY)


def test_two_first_visits_at_once_make_one_account(committed_db: str) -> None:
    person = Person("Điểu Thị An", NUMBER)
    results = at_once([lambda: actions.recognise(person, by=NURSE, now=MONDAY)] * 4)
    assert {account.pk for account in results} == {Account.objects.get().pk}


@pytest.mark.django_db
def test_an_official_is_enrolled_once_under_a_name() -> None:
    account = actions.enrol("cb-01", Person("Nguyễn  Văn Bình"), by=NURSE, now=MONDAY, password="mot-hai-ba-bon")
    assert (account.full_name, account.check_password("mot-hai-ba-bon"), account.is_staff) == (
        "Nguyễn Văn Bình",
        True,
        False,
    )
    assert journal.facts("accounts.recognised") == {"level": "official"}
    with refused("username_taken", username="cb-01"):
        actions.enrol("cb-01", Person("Người Khác"), by=NURSE, now=MONDAY)


@pytest.mark.django_db
def test_a_duty_is_held_from_its_first_day_to_its_last() -> None:
    agency = people.agency_of("ubnd-xa")
    account = actions.enrol("cb-02", Person("Lê Thị Hộ"), by=NURSE, now=MONDAY)
    post = actions.post(account.pk, agency.pk, Duty.SPECIALIST, by=NURSE, now=MONDAY, position="Công chức")
    assert journal.facts("accounts.posted") == {"agency": agency.code, "duty": "specialist", "from": "2024-10-14"}
    assert queries.official_at(account.pk, agency.pk, MONDAY).duties == {"specialist"}
    assert queries.position_of(account.pk, agency.pk, MONDAY) == "Công chức"
    assert [found.pk for found in queries.colleagues(agency.pk, "specialist", MONDAY)] == [account.pk]
    with pytest.raises(NotFound):
        queries.official_at(account.pk, agency.pk, MONDAY - timedelta(days=1))
    actions.relieve(post.pk, date(2024, 10, 15), by=NURSE, now=MONDAY)
    assert journal.facts("accounts.relieved")["until"] == "2024-10-15"
    assert queries.official_at(account.pk, agency.pk, MONDAY + timedelta(days=1)).duties == {"specialist"}
    with pytest.raises(NotFound):
        queries.official_at(account.pk, agency.pk, MONDAY + timedelta(days=2))
    assert queries.seats_of(account.pk, MONDAY + timedelta(days=2)) == []


@pytest.mark.django_db
def test_a_duty_does_not_end_before_it_began_and_one_that_is_not_there_does_not_end() -> None:
    account = people.binh().account
    with refused("period_ends_before_it_starts"):
        actions.relieve(account.posts.order_by("pk")[0].pk, date(2020, 1, 1), by=NURSE, now=MONDAY)
    with pytest.raises(NotFound):
        actions.relieve(999_999, date(2024, 10, 15), by=NURSE, now=MONDAY)


@pytest.mark.django_db
def test_midnight_in_utc_is_seven_in_the_morning_in_ha_noi() -> None:
    agency = people.agency_of("ubnd-xa")
    account = actions.enrol("cb-03", Person("Lê Thị Hộ"), by=NURSE, now=MONDAY)
    actions.post(account.pk, agency.pk, Duty.CLERK, by=NURSE, now=MONDAY, since=date(2024, 10, 15))
    late_on_monday_in_utc = MONDAY.replace(hour=18)  # already Tuesday in Hà Nội
    assert queries.official_at(account.pk, agency.pk, late_on_monday_in_utc).duties == {"clerk"}


@pytest.mark.django_db
def test_the_people_of_an_office_and_the_personas_of_a_demonstration() -> None:
    commune = Commune.of()
    agency_id = commune.leader.official.agency_id
    there = {account.pk for account in queries.people_at(agency_id, MONDAY)}
    assert there == {somebody.account.pk for somebody in commune.everybody[1:]}
    assert queries.personas() == []
    persona = actions.recognise(Person("Điểu Thị An", NUMBER, persona=True), by=NURSE, now=MONDAY)
    assert [account.pk for account in queries.personas()] == [persona.pk]
    assert queries.citizen(persona) == Citizen(persona.pk)
    assert queries.names([persona.pk]) == {persona.pk: "Điểu Thị An"}


@pytest.mark.django_db
def test_the_notice_at_the_door_names_who_sits_there_today_and_why() -> None:
    commune = Commune.of()
    agency = commune.registrar.official.agency_id
    officers = queries.officers_of(agency, MONDAY)
    assert [(one.name, one.position) for one in officers] == [
        ("Lê Thị Hộ", "Công chức Tư pháp - Hộ tịch"),
        ("Phạm Thị Chi", "Chủ tịch"),
        ("Hoàng Văn Thư", "Văn thư"),
    ]
    assert officers[0].duties == ("specialist",)
    assert queries.officers_of(agency, MONDAY - timedelta(days=400)) == []
