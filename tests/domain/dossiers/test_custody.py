"""Originals kept and given back, dossiers received for another unit, several on one receipt, somebody for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Authority, Said
from motcua.domain.dossiers.models import Authorisation, Bundle, Custody, Dossier, Forwarding
from motcua.domain.dossiers.states import Ground, Scope, State
from motcua.domain.matters import queries as matters
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound
from tests.build import counter, journal, people
from tests.build.counter import COPY, ORIGINAL, TEO, TY
from tests.build.dossiers import MONDAY, open_task
from tests.build.refusals import refused

LATER = MONDAY + timedelta(hours=1)
NUMBER = "BC 123/2003"


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def kept() -> tuple[Dossier, Custody]:
    dossier = counter.received(brought=counter.brought(number=NUMBER))
    return dossier, Custody.objects.get()


def test_an_original_that_is_kept_says_who_took_it_and_when() -> None:
    dossier, custody = kept()
    assert (custody.dossier_id, custody.part, custody.number, custody.taken_at) == (
        dossier.pk,
        ORIGINAL,
        NUMBER,
        MONDAY,
    )
    assert journal.facts("dossiers.received")["originals_kept"] == 1
    assert Paper.objects.get(matter_id=dossier.pk).content["kept_originals"] == [f"Bản chính giấy tờ: {NUMBER}"]
    found = queries.received(dossier)
    assert found is not None
    assert found.kept == [custody]
    assert queries.part_names(dossier)[custody.part] == "Bản chính giấy tờ"


def test_it_is_given_back_to_somebody_by_name_and_a_paper_proves_it() -> None:
    dossier, custody = kept()
    binh = people.binh().official
    actions.give_back(dossier.pk, [custody.pk], " Trần Văn  Tý ", by=binh, now=LATER)
    custody.refresh_from_db()
    assert (custody.returned_at, custody.returned_by_id, custody.returned_to) == (
        LATER,
        binh.account_id,
        "Trần Văn Tý",
    )
    receipt = Paper.objects.get(pk=custody.receipt_id)
    assert receipt.template.code == "phieu-tra-giay-to"
    assert receipt.content["papers"] == [{"name": "Bản chính giấy tờ", "number": NUMBER}]
    assert journal.facts("dossiers.papers_given_back")["papers"] == 1


def test_what_is_given_back_is_given_back_once_and_by_those_who_work_on_it() -> None:
    dossier, custody = kept()
    binh = people.binh().official
    with refused("nothing_given_back"):
        actions.give_back(dossier.pk, [], "Tý", by=binh, now=LATER)
    with refused("receiver_missing"):
        actions.give_back(dossier.pk, [custody.pk], "  ", by=binh, now=LATER)
    with pytest.raises(NotFound):
        actions.give_back(dossier.pk, [custody.pk], "Tý", by=people.dung().official, now=LATER)
    with pytest.raises(NotFound):
        actions.give_back(dossier.pk, [custody.pk, 0], "Tý", by=binh, now=LATER)
    actions.give_back(dossier.pk, [custody.pk], "Tý", by=binh, now=LATER)
    with refused("paper_given_back"):
        actions.give_back(dossier.pk, [custody.pk], "Tý", by=binh, now=LATER)


def test_a_paper_that_lies_in_another_open_dossier_is_a_warning_however_it_is_written() -> None:
    dossier, custody = kept()
    assert queries.number_index("bc-123 2003") == custody.number_index
    again = counter.brought(number="bc 123-2003")
    with refused("reception_warned", warnings={"paper_in_custody": dossier.matter.code}), transaction.atomic():
        counter.received(owner=TEO, brought=again)
    actions.give_back(dossier.pk, [custody.pk], "Tý", by=people.binh().official, now=LATER)
    assert counter.received(owner=TEO, brought=again).state == State.IN_PROGRESS


def authority(**changes: object) -> Authority:
    given = Authority(TEO, Scope.BOTH, Ground.CERTIFIED, "Số 45/2024, UBND xã Đak Nhau", date(2025, 1, 1))
    return replace(given, **changes)  # type: ignore[arg-type]


def test_somebody_hands_in_for_the_owner_and_both_see_it() -> None:
    dossier = counter.received(authority=authority())
    row = Authorisation.objects.get(pk=dossier.pk)
    assert (row.agent_name, row.scope, row.document) == ("Trần Văn Tèo", "both", "Số 45/2024, UBND xã Đak Nhau")
    assert dossier.applicant_name == "Trần Văn Tý"
    assert list(queries.entrusted_to(Citizen(row.agent_id))) == [dossier]
    assert list(queries.entrusted_to(Citizen(dossier.applicant_id))) == []
    assert queries.own(dossier.pk, Citizen(dossier.applicant_id)) == dossier
    content = Paper.objects.get(matter_id=dossier.pk).content
    assert content["submitter"] == {"name": "Trần Văn Tèo"}
    assert "Số 45/2024" in str(content["authorisation"])
    assert journal.facts("dossiers.received")["authorised"] is True


def test_an_authorisation_names_its_document_unless_they_are_kin() -> None:
    with refused("authorisation_without_document"), transaction.atomic():
        counter.received(authority=authority(document=""))
    with refused("authorisation_ran_out"), transaction.atomic():
        counter.received(authority=authority(valid_to=date(2024, 10, 13)))
    with refused("authorised_by_oneself"), transaction.atomic():
        counter.received(authority=authority(agent=TY))
    assert counter.received(authority=authority(ground=Ground.KIN, document="")).state == State.IN_PROGRESS


def elsewhere() -> Dossier:
    """Received at Bom Bo for Đak Nhau."""
    counter.a_copy_procedure("9.000816", anywhere=True)
    dung = people.dung().official
    sheet = actions.open_sheet("9.000816", by=dung, now=MONDAY)
    typed = {**counter.facts_of(TY), **counter.ANSWERS, "place-code": people.DAK_NHAU}
    sheet = actions.keep_sheet(sheet.draft.token, typed, ["place", "paper_name", "copies"], by=dung, now=MONDAY)
    return counter.received(dung, sheet=sheet)


def test_received_elsewhere_it_has_the_code_of_the_receiver_and_is_done_where_it_belongs() -> None:
    dossier = elsewhere()
    receiver = people.agency_of("mot-cua-xa", people.BOM_BO)
    assert str(dossier.matter.code).startswith(f"{receiver.code}-241014-")
    assert open_task(dossier).agency == people.agency_of("ubnd-xa")
    forwarding = Forwarding.objects.get(pk=dossier.pk)
    assert (forwarding.unit, forwarding.sent_at) == (people.agency_of("mot-cua-xa"), MONDAY)
    assert journal.facts("dossiers.received")["competent_unit"] == people.agency_of("mot-cua-xa").code
    done = actions.complete_task(open_task(dossier).pk, "done", by=people.the_registrar().official, now=LATER)
    assert open_task(done).agency == receiver, "the result goes back to where it was received"
    assert matters.orphans() == []


def test_its_way_there_and_back_is_confirmed_where_it_arrives() -> None:
    dossier = elsewhere()
    here, there = people.dung().official, people.binh().official
    with pytest.raises(NotFound):
        actions.confirm_arrival(dossier.pk, by=here, now=LATER)
    with refused("forwarding_not_arrived"):
        actions.confirm_return(dossier.pk, by=here, now=LATER)
    actions.confirm_arrival(dossier.pk, by=there, now=LATER)
    with refused("forwarding_arrived_before"):
        actions.confirm_arrival(dossier.pk, by=there, now=LATER)
    with pytest.raises(NotFound):
        actions.confirm_return(dossier.pk, by=there, now=LATER)
    back = actions.confirm_return(dossier.pk, by=here, now=LATER + timedelta(days=1))
    assert (back.arrived_at, back.returned_at) == (LATER, LATER + timedelta(days=1))
    with refused("forwarding_returned_before"):
        actions.confirm_return(dossier.pk, by=here, now=LATER)
    assert journal.verbs_of(dossier.pk)[-2:] == ["dossiers.forwarding_arrived", "dossiers.forwarding_returned"]
    with pytest.raises(NotFound):
        actions.confirm_arrival(counter.received().pk, by=there, now=LATER)


def together() -> tuple[Dossier, Dossier]:
    binh = people.binh().official
    first = counter.received(binh)
    counter.a_copy_procedure("9.000817", name="Chứng thực chữ ký")
    sheet = counter.a_sheet(binh, procedure="9.000817", follows=first.pk)
    return first, counter.received(binh, sheet=sheet, now=LATER)


def test_the_next_sheet_of_the_same_person_begins_with_what_is_known() -> None:
    binh = people.binh().official
    first = counter.received(binh)
    sheet = actions.open_sheet(COPY, by=binh, now=LATER, follows=first.pk)
    assert sheet.typed["account.full_name"] == "Trần Văn Tý"
    assert sheet.draft.answers["requester_name"] == "Trần Văn Tý"
    with pytest.raises(NotFound):
        actions.open_sheet(COPY, by=people.dung().official, now=LATER, follows=first.pk)


def test_several_dossiers_of_one_sitting_stand_on_one_receipt() -> None:
    first, second = together()
    bundle = Bundle.objects.get()
    binh = people.binh().official
    assert list(queries.bundled(bundle.pk)) == [first, second]
    paper_id = actions.issue_bundle_receipt(bundle.pk, by=binh, now=LATER)
    assert actions.issue_bundle_receipt(bundle.pk, by=binh, now=LATER) == paper_id
    rows = Paper.objects.get(pk=paper_id).content["dossiers"]
    assert isinstance(rows, list)
    assert [row["code"] for row in rows] == [first.matter.code, second.matter.code]
    assert queries.bundle_content(list(queries.bundled(bundle.pk))) == {"dossiers": rows}
    assert journal.facts("dossiers.bundle_receipted")["dossiers"] == 2
    found = queries.received(second)
    assert found is not None
    assert found.together == [first, second]


def test_one_more_dossier_and_the_receipt_is_made_anew() -> None:
    first, _second = together()
    bundle, binh = Bundle.objects.get(), people.binh().official
    before = actions.issue_bundle_receipt(bundle.pk, by=binh, now=LATER)
    counter.a_copy_procedure("9.000818", name="Chứng thực hợp đồng")
    sheet = counter.a_sheet(binh, procedure="9.000818", follows=first.pk)
    counter.received(binh, sheet=sheet, now=LATER)
    assert actions.issue_bundle_receipt(bundle.pk, by=binh, now=LATER) != before


def test_a_bundle_of_another_unit_does_not_exist() -> None:
    together()
    bundle = Bundle.objects.get()
    with pytest.raises(NotFound):
        actions.issue_bundle_receipt(bundle.pk, by=people.dung().official, now=LATER)
    with pytest.raises(NotFound):
        queries.bundle_seen_by(people.dung().official, bundle.pk)


def test_what_was_refused_is_on_no_receipt() -> None:
    binh = people.binh().official
    said = Said(reason="Bản chính đã bị tẩy xóa.")
    first = counter.received(binh, decision="reject", said=said)
    counter.a_copy_procedure("9.000819", name="Chứng thực di chúc")
    sheet = counter.a_sheet(binh, procedure="9.000819", follows=first.pk)
    counter.received(binh, sheet=sheet, decision="reject", said=said)
    with refused("bundle_without_dossiers"):
        actions.issue_bundle_receipt(Bundle.objects.get().pk, by=binh, now=LATER)
