"""Settled while the person waits: a code and a line of the register, and no form 01 unless somebody needs it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import Channel, State
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import counter, journal, people
from tests.build.counter import COPY
from tests.build.dossiers import MONDAY
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
AT_ONCE = Said(at_once=True)
AFTERNOON = MONDAY + timedelta(hours=7, minutes=30)  # half past three


def forms_of(dossier: Dossier) -> list[str]:
    return [paper.template.code for paper in Paper.objects.filter(matter_id=dossier.pk).select_related("template")]


def test_no_receipt_is_made_and_the_register_has_its_line() -> None:
    counter.a_copy_procedure(at_once=True)
    dossier = counter.received(said=AT_ONCE)
    assert dossier.state == State.IN_PROGRESS
    assert dossier.matter.code
    assert forms_of(dossier) == []
    assert journal.facts("dossiers.accepted")["at_once"] is True


def test_otherwise_the_receipt_is_made() -> None:
    counter.a_copy_procedure(at_once=True)
    assert forms_of(counter.received()) == ["form-01"]


def test_only_what_the_pack_lists_is_settled_at_once() -> None:
    counter.a_copy_procedure()
    with refused("not_settled_at_once"), transaction.atomic():
        counter.received(said=AT_ONCE)


def test_not_after_the_hour_nor_by_post() -> None:
    procedure = counter.a_copy_procedure(at_once=True)
    with refused("not_settled_at_once"), transaction.atomic():
        counter.received(said=AT_ONCE, now=AFTERNOON)
    with refused("not_settled_at_once"), transaction.atomic():
        counter.received(said=AT_ONCE, channel=Channel.POST, tracking="EB123456789VN")
    assert queries.may_settle_at_once(procedure, Channel.DIRECT, MONDAY)
    assert not queries.may_settle_at_once(procedure, Channel.DIRECT, AFTERNOON)


def test_who_has_to_come_back_after_all_gets_the_receipt_once() -> None:
    counter.a_copy_procedure(at_once=True)
    binh = people.binh().official
    dossier = counter.received(binh, said=AT_ONCE)
    paper = actions.issue_receipt(dossier.pk, by=binh, now=MONDAY)
    assert actions.issue_receipt(dossier.pk, by=binh, now=MONDAY) == paper
    assert forms_of(dossier) == ["form-01"]
    assert journal.facts("dossiers.receipt_issued")["paper"] == paper
    with pytest.raises(NotFound):
        actions.issue_receipt(dossier.pk, by=people.dung().official, now=MONDAY)
    with refused("other_duty"), transaction.atomic():
        actions.issue_receipt(dossier.pk, by=people.the_registrar().official, now=MONDAY)


def test_what_was_not_accepted_has_no_receipt() -> None:
    counter.a_copy_procedure(COPY)
    asked = Said(reason="Thiếu bản chính", items=[{"name": "Bản chính"}])
    binh = people.binh().official
    dossier = counter.received(binh, decision="ask_supplement", said=asked)
    with refused("not_accepted_yet"), transaction.atomic():
        actions.issue_receipt(dossier.pk, by=binh, now=MONDAY)
