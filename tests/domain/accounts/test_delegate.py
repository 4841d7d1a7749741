"""Dated stand-ins: given by the holder, for a time, on a written ground."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.domain.accounts import actions, queries
from motcua.domain.accounts.models import Delegation
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune
from tests.build.people import NURSE
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def delegated(commune: Commune, **changes: Any) -> Delegation:
    """The leader lets the registrar stand in for two hours."""
    terms: dict[str, Any] = {
        "starts_at": MONDAY,
        "ends_at": MONDAY + 2 * HOUR,
        "ground": "Quyết định số 12/QĐ-UBND",
        "by": commune.leader.official,
        "now": MONDAY,
        **changes,
    }
    return actions.delegate(
        commune.leader.account.pk, commune.registrar.account.pk, commune.leader.official.agency_id, **terms
    )


def duties(commune: Commune, now: datetime) -> frozenset[str]:
    """What the registrar may do at a moment."""
    return commune.registrar.at(now).duties


def test_for_its_time_and_no_longer_the_stand_in_holds_the_holders_duties() -> None:
    commune = Commune.of()
    delegated(commune)
    assert duties(commune, MONDAY - HOUR) == {"specialist"}
    assert duties(commune, MONDAY) == duties(commune, MONDAY + HOUR) == {"specialist", "leader"}
    assert duties(commune, MONDAY + 2 * HOUR) == {"specialist"}
    assert commune.registrar.at(MONDAY + HOUR).stands_in_for == {commune.leader.account.pk}


def test_the_seats_of_a_stand_in_show_it() -> None:
    commune = Commune.of()
    delegated(commune)
    [seat] = queries.seats_of(commune.registrar.account.pk, MONDAY + HOUR)
    assert seat.duties == {"specialist", "leader"}
    for official in (commune.leader.official, commune.registrar.official):
        assert len(queries.delegations_of(official, MONDAY + HOUR)) == 1
        assert queries.delegations_of(official, MONDAY + 2 * HOUR) == []


def test_it_is_journalled_by_ids_and_moments() -> None:
    commune = Commune.of()
    delegated(commune)
    assert journal.facts("accounts.delegated") == {
        "to": commune.registrar.account.pk,
        "agency": "H10.30.13",
        "from": "2024-10-14T01:00:00+00:00",
        "until": "2024-10-14T03:00:00+00:00",
    }


def test_it_is_revoked_once_by_the_one_who_gave_it() -> None:
    commune = Commune.of()
    given = delegated(commune)
    for nobody in (commune.registrar.official, people.dung().official):
        with pytest.raises(NotFound):
            actions.revoke(given.pk, by=nobody, now=MONDAY)
    actions.revoke(given.pk, by=commune.leader.official, now=MONDAY + HOUR)
    assert duties(commune, MONDAY + HOUR) == {"specialist"}
    assert journal.facts("accounts.delegation_revoked")["to"] == commune.registrar.account.pk
    with refused("already_revoked"):
        actions.revoke(given.pk, by=commune.leader.official, now=MONDAY + HOUR)


@pytest.mark.parametrize("ends", [MONDAY, MONDAY - HOUR])
def test_a_time_that_ends_before_it_begins_is_refused(ends: datetime) -> None:
    with refused("period_ends_before_it_starts"):
        delegated(Commune.of(), ends_at=ends)


def test_nobody_stands_in_for_themselves() -> None:
    leader = people.chi()
    with refused("delegation_to_oneself"):
        actions.delegate(
            leader.account.pk,
            leader.account.pk,
            leader.official.agency_id,
            starts_at=MONDAY,
            ends_at=MONDAY + HOUR,
            ground="x",
            by=NURSE,
            now=MONDAY,
        )


def test_one_gives_only_what_is_ones_own() -> None:
    commune = Commune.of()
    for somebody in (commune.registrar.official, people.dung().official):
        with pytest.raises(NotFound):
            delegated(commune, by=somebody)


def test_only_a_colleague_stands_in_and_only_for_somebody_with_a_duty_there() -> None:
    commune, stranger = Commune.of(), people.dung()
    agency = commune.leader.official.agency_id
    terms: dict[str, Any] = {"starts_at": MONDAY, "ends_at": MONDAY + HOUR, "ground": "x", "by": NURSE, "now": MONDAY}
    with refused("colleague_without_duty"):
        actions.delegate(commune.leader.account.pk, stranger.account.pk, agency, **terms)
    with refused("nothing_to_delegate"):
        actions.delegate(stranger.account.pk, commune.leader.account.pk, agency, **terms)


def test_what_the_holder_no_longer_has_is_not_stood_in_for() -> None:
    commune = Commune.of()
    delegated(commune, ends_at=MONDAY + timedelta(days=9))
    post = commune.leader.account.posts.get()
    actions.relieve(post.pk, MONDAY.date(), by=NURSE, now=MONDAY)
    assert duties(commune, MONDAY + HOUR) == {"specialist", "leader"}
    assert duties(commune, MONDAY + timedelta(days=1)) == {"specialist"}
