"""What is noted of a result that leaves, by the actions that the dossier's own moves build on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.payments import queries as payments
from motcua.domain.returns import actions
from motcua.domain.returns.actions import NewHandOver, Receiver
from motcua.domain.returns.states import Relation
from motcua.kernel.errors import NotFound
from tests.build import journal
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.people import NURSE
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
HUSBAND = NewHandOver(Receiver("Điểu Văn Khang", Relation.FAMILY, "4321"))


def test_who_took_it_is_sealed_and_the_journal_knows_no_name() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an)
    actions.note(dossier.matter, HUSBAND, by=cast.officials[0].official, now=MONDAY)
    assert journal.facts("returns.handed_over")["relation"] == "family"
    assert "Khang" not in journal.everything()


def test_only_what_was_posted_is_delivered_and_to_somebody() -> None:
    cast = Cast.of()
    dossier, binh = a_dossier(cast.an), cast.officials[0].official
    with pytest.raises(NotFound):
        actions.delivered(dossier.matter, "An", MONDAY.date(), by=binh, now=MONDAY)
    actions.post(dossier.matter, "RR123456789VN", by=binh, now=MONDAY)
    with refused("receiver_missing"):
        actions.delivered(dossier.matter, " ", MONDAY.date(), by=binh, now=MONDAY)
    assert actions.delivered(dossier.matter, "An", MONDAY.date(), by=binh, now=MONDAY).way == "post"


def test_reminders_are_counted() -> None:
    dossier = a_dossier()
    for times in (1, 2):
        kept = actions.remind(dossier.matter, by=NURSE, now=MONDAY + timedelta(days=7 * times))
        assert kept.times == times


def test_the_pack_says_after_how_many_days_a_result_counts_as_unclaimed() -> None:
    assert payments.terms().unclaimed_after_days == 30


def test_the_days_list_names_results_and_what_is_to_be_seen_to() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", "issued", now=MONDAY)
    [row] = dossiers.arrived_on(cast.officials[0].official, MONDAY.date())
    assert (row.dossier, row.owes, row.by_post) == (dossier, False, False)
    assert row.results[0].startswith("Giấy khai sinh ")
    assert dossiers.arrived_on(cast.officials[0].official, MONDAY.date() + timedelta(days=1)) == []
