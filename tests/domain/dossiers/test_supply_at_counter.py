"""What was asked for is brought to the counter: counted in, and the work goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Brought, Said
from motcua.domain.dossiers.models import Attachment, Custody, Dossier, GivenPart, SupplementRequest
from motcua.domain.dossiers.states import Digitised, State
from motcua.domain.matters import queries as matters
from motcua.kernel.errors import NotFound
from tests.build import counter, jobs, journal, people
from tests.build.counter import ORIGINAL
from tests.build.dossiers import MONDAY, PDF
from tests.build.refusals import refused

LATER = MONDAY + timedelta(days=1)
ASKED = Said(reason="Chưa có bản chính để đối chiếu.", items=({"code": ORIGINAL, "name": "Bản chính giấy tờ"},))


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def asked() -> Dossier:
    return counter.received(decision="ask_supplement", said=ASKED, brought=(Brought(ORIGINAL, copies=1),))


def test_what_is_brought_is_counted_in_and_the_dossier_goes_on() -> None:
    dossier, binh = asked(), people.binh().official
    brought = (Brought(ORIGINAL, originals=1, copies=1, number="BC 5"),)
    after = actions.supply_at_counter(
        dossier.pk, brought, [(ORIGINAL, "q.pdf", PDF)], "Mang bản chính", by=binh, now=LATER
    )
    assert after.state == State.NEW
    part = GivenPart.objects.get(dossier=dossier)
    assert (part.originals, part.copies, part.digitised) == (1, 2, Digitised.SCANNED)
    assert (Attachment.objects.get(dossier=dossier).part, Custody.objects.get().number) == (ORIGINAL, "BC 5")
    request = SupplementRequest.objects.get()
    assert (request.supplied_at, request.note) == (LATER, "Mang bản chính")
    entry = journal.last("dossiers.supplement_supplied")
    assert (entry.by_kind, entry.by_id) == ("official", str(binh.account_id))
    assert jobs.waiting("dossiers.tell_supplied") == [{"dossier_id": dossier.pk}]
    assert matters.orphans() == []
    assert actions.accept(dossier.pk, by=binh, now=LATER).state == State.IN_PROGRESS


def test_nothing_is_supplied_by_nothing_and_nothing_that_was_not_asked() -> None:
    dossier, binh = asked(), people.binh().official
    with refused("nothing_supplied"), transaction.atomic():
        actions.supply_at_counter(dossier.pk, (Brought(ORIGINAL),), [], " ", by=binh, now=LATER)
    task = queries.open_tasks(dossier.pk)[0]
    with refused("window_still_open"), transaction.atomic():
        actions.complete_task(task.pk, "supplied", by=binh, now=LATER)
    actions.supply_at_counter(dossier.pk, (), [], "Đã mang đến", by=binh, now=LATER)
    with refused("nothing_was_asked"):
        actions.supply_at_counter(dossier.pk, (), [], "Đã mang đến", by=binh, now=LATER)


def test_only_who_receives_where_it_was_received_takes_it_in() -> None:
    dossier = asked()
    returns = people.an_official("Lê Trả", people.agency_of("mot-cua-xa"), Duty.RETURNS).official
    with refused("other_duty"), transaction.atomic():
        actions.supply_at_counter(dossier.pk, (), [], "Đã mang đến", by=returns, now=LATER)
    for stranger in (people.dung().official, people.the_registrar().official):
        with pytest.raises(NotFound), transaction.atomic():
            actions.supply_at_counter(dossier.pk, (), [], "Đã mang đến", by=stranger, now=LATER)
