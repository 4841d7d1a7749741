"""The invented year: every desk is staffed, and every procedure of the pack can be filed and walked to its end."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, localtime
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import Channel, State
from motcua.domain.matters import queries as matters
from motcua.domain.notices.models import Message
from motcua.domain.payments.models import Charge, Receipt
from motcua.domain.payments.states import OPEN
from motcua.domain.procedures import queries as procedures
from motcua.domain.publicity.models import Verification
from motcua.domain.ratings.models import Rating
from motcua.domain.returns.models import HandOver
from motcua.kernel.reading import read_yaml
from motcua.sim import catalogue
from motcua.sim.papers import finish_papers
from motcua.sim.people import Invention
from motcua.sim.year import Year, begun, live_a_year
from tests.build import journal
from tests.build.dossiers import BIRTH, MONDAY
from tests.build.people import DAK_NHAU

pytestmark = pytest.mark.django_db
PACK = Path(__file__).resolve().parents[2] / "packs" / "binh-phuoc"
SCRIPT = read_yaml(PACK / "demo.yaml")
DAY = localdate(MONDAY)
AFTERWARDS = MONDAY + timedelta(days=600)


def hoped_for(year: Year) -> Year:
    """A year in which every official takes the outcome one hopes for."""
    year._choose = partial(_first, year)  # type: ignore[method-assign]  # luck is what this test leaves out
    return year


def _first(year: Year, choices: list[Any], *, asked: bool) -> Any:
    fresh = [one for one in choices if (one.task.matter_id, one.task.step, one.outcome) not in year.pressed]
    return (fresh or choices)[0]


def test_somebody_sits_at_every_desk_that_a_route_leads_to() -> None:
    seated = {(kind, duty) for line in SCRIPT["officials"] for kind in line["agency_kinds"] for duty in line["duties"]}
    assert catalogue.desks(DAY) - seated == set()


def test_the_staff_of_the_province_is_enrolled_in_a_few_statements() -> None:
    before = Account.objects.count()
    with CaptureQueriesContext(connection) as captured:
        begun(SCRIPT, until=MONDAY, seed=1)
    assert Account.objects.count() - before > 1_300
    assert len(captured) < 250


def test_only_a_few_of_one_commune_and_the_offices_above_it_are_personas() -> None:
    begun(SCRIPT, until=MONDAY, seed=1)
    personas = Account.objects.filter(persona=True).prefetch_related("posts__agency")
    seats = [(post.agency.code, post.duty) for account in personas for post in account.posts.all()]
    assert ("H10.30.13", "leader") in seats
    named = [(post.agency.code, post.duty, post.position) for account in personas for post in account.posts.all()]
    assert len(named) == len(set(named)), "one persona for a duty at an agency, and the head of who drafts letters"
    assert not [code for code, _ in seats if code.startswith("H10.31")]


def test_every_procedure_can_be_filed_and_walked_to_its_end() -> None:
    year = hoped_for(begun(SCRIPT, until=AFTERWARDS, seed=7))
    codes = [procedure.code for procedure in procedures.with_form(DAY)]
    for code in codes:
        places = catalogue.places(code, DAY)
        year.plan(MONDAY, partial(year.file, code, places[0]))
        year.plan(MONDAY, partial(year.file, code, places[-1]))
    year.run(lambda _filed: None)
    assert year.failed == []
    ended = Dossier.objects.values_list("procedure__code", "state").order_by("procedure__code")
    assert list(ended) == [(code, "handed_over") for code in codes for _ in range(2)]
    assert not Charge.objects.filter(state__in=OPEN).exists(), "no result left the office unpaid"
    paid = Receipt.objects.values_list("means", flat=True)
    assert {"cash", "online"} <= set(paid)
    assert sum(Receipt.objects.values_list("amount", flat=True)) == sum(
        Charge.objects.filter(state="paid").values_list("amount", flat=True)
    )
    assert HandOver.objects.exclude(matter__dossier__result_method="online").count() == (
        Dossier.objects.exclude(result_method="online").count()
    )
    assert matters.orphans() == []


def test_a_small_year_leaves_nothing_lying_and_no_secret_in_the_journal() -> None:
    year = live_a_year(SCRIPT, size=12, until=MONDAY, seed=3, told=lambda _filed: None)
    assert year.failed == []
    assert year.filed == Dossier.objects.count()
    assert year.filed >= 10
    assert matters.orphans() == []
    told = Message.objects.filter(event__contains="-submitted-").values_list("matter_id", flat=True)
    assert sorted(told) == sorted(Dossier.objects.values_list("pk", flat=True))
    assert not ProcrastinateJob.objects.filter(task_name__in=["papers.typeset", "dossiers.tell_submitted"]).exists()
    assert finish_papers(now=MONDAY) > 0
    assert finish_papers(now=MONDAY) == 0
    assert Verification.objects.count() > 10
    written = journal.everything()
    for name in Account.objects.filter(identity_index__isnull=False).values_list("full_name", flat=True):
        assert str(name) not in written


def test_who_comes_to_a_counter_comes_while_it_is_open_and_some_say_how_they_were_served() -> None:
    live_a_year(SCRIPT, size=24, until=MONDAY, seed=5, told=lambda _filed: None)
    came = Dossier.objects.exclude(channel=Channel.ONLINE).values_list("matter__submitted_at", flat=True)
    hours = [localtime(moment) for moment in came]
    assert hours
    assert all(7 <= hour.hour <= 17 for hour in hours)
    handed_over = set(Dossier.objects.filter(state=State.HANDED_OVER).values_list("pk", flat=True))
    assert Rating.objects.exists()
    assert set(Rating.objects.values_list("pk", flat=True)) <= handed_over


def test_what_cannot_be_played_is_told_and_the_year_goes_on() -> None:
    year = begun(SCRIPT, until=AFTERWARDS, seed=1)
    for code in ("khong-co", BIRTH):
        year.plan(MONDAY, partial(year.file, code, DAK_NHAU if code == BIRTH else "99999"))
    year.plan(MONDAY, partial(year.file, BIRTH, "99999"))
    year.run(lambda _filed: None)
    assert len(year.failed) == 2
    assert year.filed == Dossier.objects.count() == 1


def test_the_same_seed_makes_the_same_people() -> None:
    one, other = (Invention(SCRIPT, Random(5)) for _ in range(2))
    assert [one.name(male=True) for _ in range(5)] == [other.name(male=True) for _ in range(5)]


def test_shares_follow_the_script() -> None:
    found = catalogue.shares(SCRIPT, DAY)
    assert list(found) == sorted(procedure.code for procedure in procedures.with_form(DAY))
    assert found[BIRTH] == SCRIPT["shares"]["procedures"][BIRTH]
    assert DAK_NHAU in catalogue.places(BIRTH, DAY)
