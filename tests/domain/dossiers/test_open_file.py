"""Opening a person's file: the work at hand needs no word, anything else a reason; all of it is shown to the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.states import OPENING, Reason
from motcua.domain.journal import queries as journal
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def opened(dossier_id: int) -> list[dict[str, Any]]:
    return [entry.facts for entry in journal.entries_about((OPENING, dossier_id))]


def test_the_work_at_hand_is_opened_without_a_word_and_written_down_once_a_day() -> None:
    commune, dossier = Commune.of(), a_dossier()
    for _ in range(3):
        actions.open_file(dossier.pk, by=commune.reception.official, now=MONDAY)
    assert opened(dossier.pk) == [{"agency": "H10.30.13.01", "reason": "work"}]
    actions.open_file(dossier.pk, by=commune.reception.official, now=MONDAY + timedelta(days=1))
    assert len(opened(dossier.pk)) == 2


def test_who_did_a_step_may_look_at_what_became_of_it() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    actions.open_file(dossier.pk, by=commune.reception.official, now=LATER)
    assert queries.works_on(dossier.pk, commune.reception.official)


def test_anybody_else_of_the_office_says_why() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    other = people.binh()
    with refused("opening_without_reason", dossier=dossier.pk):
        actions.open_file(dossier.pk, by=other.official, now=LATER)
    assert opened(dossier.pk) == []
    actions.open_file(dossier.pk, by=other.official, now=LATER, reason=Reason.ENQUIRY)
    actions.open_file(dossier.pk, by=other.official, now=LATER)
    actions.open_file(dossier.pk, by=other.official, now=LATER, reason=Reason.ENQUIRY)
    assert [facts["reason"] for facts in opened(dossier.pk)] == ["enquiry"]
    actions.open_file(dossier.pk, by=other.official, now=LATER, reason=Reason.CHECK)
    assert [facts["reason"] for facts in opened(dossier.pk)] == ["enquiry", "check"]
    with refused("opening_without_reason"):
        actions.open_file(dossier.pk, by=other.official, now=LATER + timedelta(days=1))


def test_for_another_office_there_is_no_file_whatever_the_reason() -> None:
    dossier = a_dossier()
    for reason in (None, Reason.CHECK):
        with pytest.raises(NotFound):
            actions.open_file(dossier.pk, by=people.dung().official, now=MONDAY, reason=reason)
    assert opened(dossier.pk) == []


def test_the_person_sees_when_which_office_and_why_and_nobody_else_does() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    actions.open_file(dossier.pk, by=commune.registrar.official, now=LATER)
    actions.open_file(dossier.pk, by=people.binh().official, now=LATER, reason=Reason.SUPERVISION)
    last, first = queries.openings_of(dossier.pk, people.an())
    assert (last.reason, first.reason) == (Reason.SUPERVISION, Reason.WORK)
    assert (first.agency, first.at) == ("Ủy ban nhân dân xã Đak Nhau", LATER)
    assert last.agency.startswith("Bộ phận Tiếp nhận")
    with pytest.raises(NotFound):
        queries.openings_of(dossier.pk, people.a_stranger())


def test_what_another_module_opens_for_the_person_is_written_down_with_each_dossier_and_nothing_else() -> None:
    dossier, registrar = walk(a_dossier(), Commune.of(), "accepted"), people.binh().official
    actions.note_openings([dossier.pk, dossier.pk + 1], Reason.ENQUIRY, by=registrar, now=LATER)
    [opening] = queries.openings_of(dossier.pk, people.an())
    assert (opening.at, opening.reason) == (LATER, Reason.ENQUIRY)
    actions.note_openings([], Reason.ENQUIRY, by=registrar, now=LATER)
    assert len(opened(dossier.pk)) == 1


def test_openings_stay_out_of_the_history_that_every_page_reads() -> None:
    commune, dossier = Commune.of(), a_dossier()
    before = len(journal.history_of(dossier.pk))
    actions.open_file(dossier.pk, by=commune.reception.official, now=MONDAY)
    assert len(journal.history_of(dossier.pk)) == before


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_second_look_costs_two_queries_however_often_it_was_opened(
    how_many: int, django_assert_num_queries: Any
) -> None:
    commune, dossier = Commune.of(), a_dossier()
    for day in range(how_many):
        actions.open_file(dossier.pk, by=commune.reception.official, now=MONDAY + timedelta(days=day))
    last = MONDAY + timedelta(days=how_many - 1)
    assert queries.reasons_said(dossier.pk, commune.reception.official, last - timedelta(hours=1)) == {"work"}
    with django_assert_num_queries(2):
        actions.open_file(dossier.pk, by=commune.reception.official, now=last)
