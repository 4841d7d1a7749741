"""What the law lets every commune settle: whichever unit it is brought to is competent, and nothing is sent on."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier, Forwarding
from motcua.domain.procedures import queries as procedures
from tests.build import counter, people
from tests.build.counter import TY
from tests.build.dossiers import MONDAY, open_task

pytestmark = pytest.mark.django_db
SIGNATURE, FORWARDED, USUAL = "9.000884", "9.000816", "9.000815"


def received_at_bom_bo() -> Dossier:
    """Typed with the place of another commune, as from an old sheet."""
    dung = people.dung().official
    sheet = actions.open_sheet(SIGNATURE, by=dung, now=MONDAY)
    typed = {**counter.facts_of(TY), **counter.ANSWERS, "place-code": people.DAK_NHAU}
    sheet = actions.keep_sheet(sheet.draft.token, typed, ["place", "paper_name", "copies"], by=dung, now=MONDAY)
    return counter.received(dung, sheet=sheet)


def test_it_is_settled_where_it_was_brought() -> None:
    counter.a_copy_procedure(SIGNATURE, settled_anywhere=True)
    dossier = received_at_bom_bo()
    assert dossier.answers["place"] == {"code": people.BOM_BO}
    assert dossier.matter.one_stop == people.agency_of("mot-cua-xa", people.BOM_BO)
    assert open_task(dossier).agency == people.agency_of("ubnd-xa", people.BOM_BO)
    assert not Forwarding.objects.exists()


def test_the_counter_does_not_ask_where() -> None:
    counter.a_copy_procedure(SIGNATURE, settled_anywhere=True)
    counter.a_copy_procedure(USUAL)
    binh = people.binh().official
    asked = {
        code: {field.name for field in queries.form_fields(actions.open_sheet(code, by=binh, now=MONDAY))}
        for code in (SIGNATURE, USUAL)
    }
    assert asked[USUAL] - asked[SIGNATURE] == {"place"}


def test_what_is_only_handed_in_anywhere_is_told_apart() -> None:
    found = [
        counter.a_copy_procedure(SIGNATURE, settled_anywhere=True),
        counter.a_copy_procedure(FORWARDED, anywhere=True),
        counter.a_copy_procedure(USUAL),
    ]
    assert procedures.received_for_others(found) == {found[1].pk}
    assert procedures.received_for_others([]) == set()
    assert all(procedures.in_force(each.code, localdate(MONDAY)).pk == each.pk for each in found)
