"""What is already known of a person at the counter: looked up for a reason, kept on record, not asked for again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Brought
from motcua.domain.dossiers.models import Attachment, Draft, GivenPart, Sheet
from motcua.domain.dossiers.states import Digitised
from motcua.domain.journal.models import Entry
from motcua.domain.papers import actions as papers
from motcua.domain.papers.models import Paper
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from tests.build import counter, journal, people
from tests.build.counter import COPY, ORIGINAL, PROOF, RESULT, TEO, TY
from tests.build.dossiers import BIRTH, MONDAY, PDF, a_dossier, typed_birth
from tests.build.people import NURSE
from tests.build.refusals import refused

LATER = MONDAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def lookups() -> int:
    return Entry.objects.filter(verb="dossiers.person_looked_up").count()


def look_up(by: Official, number: str, reason: str = "at_counter") -> Sheet:
    sheet = counter.a_sheet(by)
    actions.look_up_person(sheet.draft.token, number, reason, by=by, now=LATER)
    return queries.sheet_of(by, sheet.draft.token)


def test_somebody_of_no_dossier_here_is_looked_up_for_a_reason_and_it_is_kept() -> None:
    an = people.an()
    sheet = look_up(people.binh().official, "0701 9400 1234")
    assert sheet.looked_up_id == an.account_id
    entry = journal.last("dossiers.person_looked_up")
    assert (entry.subject_kind, entry.subject_id) == ("account", an.account_id)
    assert entry.facts == {"agency": "H10.30.13.01", "reason": "at_counter", "known": True}


def test_without_a_reason_nobody_is_looked_up() -> None:
    people.an()
    binh = people.binh().official
    for reason in ("", "tò mò"):
        with refused("lookup_without_reason"), transaction.atomic():
            look_up(binh, "070194001234", reason)
    with refused("identity_number_wrong"):
        look_up(binh, "0701")
    assert lookups() == 0


def test_who_is_in_a_dossier_of_the_office_needs_no_reason() -> None:
    dossier = a_dossier()
    binh = people.binh().official
    assert queries.in_office(binh, dossier.applicant_id)
    assert not queries.in_office(people.dung().official, dossier.applicant_id)
    assert look_up(binh, "070194001234", "").looked_up_id == dossier.applicant_id
    assert lookups() == 0


def test_nobody_is_found_under_a_number_that_is_not_known() -> None:
    sheet = look_up(people.binh().official, TEO.identity_number)
    assert sheet.looked_up is None
    assert journal.last("dossiers.person_looked_up").facts["known"] is False


def test_earlier_dossiers_and_papers_are_shown_the_newest_first() -> None:
    dossier = a_dossier()
    assert queries.earlier_dossiers(dossier.applicant_id) == [dossier]
    procedure = Procedure.objects.get(code=BIRTH)
    assert queries.known_papers(dossier.applicant_id, procedure) == [], "a dossier not yet accepted proves nothing"
    actions.accept(dossier.pk, by=people.binh().official, now=MONDAY)
    file = Attachment.objects.get(dossier=dossier)
    [known] = queries.known_papers(dossier.applicant_id, procedure)
    assert (known.reuse, known.part, known.title) == (f"file-{file.pk}", "giay-chung-sinh", "Giấy chứng sinh")


def a_marriage_certificate() -> Paper:
    """Tý was given a result that the pack says covers the proof of marriage."""
    giving = {
        "code": RESULT,
        "name": {"vi": "Giấy chứng nhận kết hôn", "en": "Marriage certificate"},
        "step": "work",
        "outcome": "done",
        "register": "khai-sinh",
        "template": "giay-khai-sinh",
        "agency_desk": "competent",
        "content": {},
    }
    counter.a_copy_procedure("9.000820", results=[giving])
    binh = people.binh().official
    dossier = counter.received(binh, sheet=counter.a_sheet(binh, procedure="9.000820"))
    actions.complete_task(queries.open_tasks(dossier.pk)[0].pk, "done", by=people.the_registrar().official, now=MONDAY)
    return Paper.objects.get(matter_id=dossier.pk, result=True)


def test_a_part_that_an_earlier_result_covers_is_not_asked_for_again() -> None:
    paper = a_marriage_certificate()
    binh = people.binh().official
    sheet = look_up(binh, TY.identity_number)
    known = queries.known_papers(int(sheet.looked_up_id or 0), Procedure.objects.get(code=COPY))
    assert [(each.reuse, each.part, each.code) for each in known] == [(f"paper-{paper.pk}", PROOF, paper.symbol)]
    dossier = counter.received(
        binh, sheet=sheet, now=LATER, brought=(*counter.brought(), Brought(PROOF, reuse=f"paper-{paper.pk}"))
    )
    part = GivenPart.objects.get(dossier=dossier, part=PROOF)
    assert (part.digitised, part.reused_paper_id) == (Digitised.REUSED_RESULT, paper.pk)
    assert journal.facts("dossiers.received")["reused_results"] == 1
    papers.typeset(paper.pk, by=NURSE, now=LATER)


def test_a_scan_of_before_is_used_again() -> None:
    binh = people.binh().official
    first = counter.a_sheet(binh)
    file = actions.attach_scan(first.draft.token, ORIGINAL, "bang.pdf", PDF, by=binh, now=MONDAY)
    done = counter.received(binh, sheet=first)
    actions.complete_task(queries.open_tasks(done.pk)[0].pk, "done", by=people.the_registrar().official, now=MONDAY)
    sheet = look_up(binh, TY.identity_number)
    dossier = counter.received(binh, sheet=sheet, now=LATER, brought=(Brought(ORIGINAL, reuse=f"file-{file.pk}"),))
    part = GivenPart.objects.get(dossier=dossier)
    assert (part.digitised, part.reused_file_id) == (Digitised.REUSED, file.pk)
    assert journal.facts("dossiers.received")["reused"] == 1


def test_nothing_is_reused_of_another_person_nor_without_looking_up() -> None:
    paper = a_marriage_certificate()
    binh = people.binh().official
    reuse = (*counter.brought(), Brought(PROOF, reuse=f"paper-{paper.pk}"))
    with refused("nothing_to_reuse"), transaction.atomic():
        counter.received(binh, brought=reuse)
    with refused("nothing_to_reuse"), transaction.atomic():
        counter.received(binh, owner=TEO, sheet=look_up(binh, TY.identity_number), brought=reuse)
    with refused("nothing_to_reuse"), transaction.atomic():
        counter.received(
            binh, sheet=look_up(binh, TY.identity_number), brought=(Brought(ORIGINAL, reuse=f"paper-{paper.pk}"),)
        )


def test_a_sheet_is_kept_as_it_was_typed_and_is_no_draft_of_the_officials_own() -> None:
    binh = people.binh()
    sheet = counter.a_sheet(binh.official, answers={"paper_name": "Bằng", "copies": "hai"})
    assert sheet.typed["copies"] == "hai"
    assert sheet.draft.answers["copies"] == "hai"
    assert sheet.draft.answers["requester_name"] == TY.full_name
    assert [each.pk for each in queries.open_sheets(binh.official)] == [sheet.pk]
    assert list(queries.drafts_of(people.Citizen(binh.account.pk))) == []


def test_another_person_on_the_sheet_answers_for_the_form_again() -> None:
    binh = people.binh().official
    sheet = counter.a_sheet(binh)
    sheet = actions.keep_sheet(
        sheet.draft.token, {**counter.facts_of(TEO), **counter.ANSWERS}, list(counter.ANSWERS), by=binh, now=LATER
    )
    assert sheet.draft.answers["requester_name"] == TEO.full_name
    assert queries.is_short(sheet)
    assert [field.name for field in queries.form_fields(sheet)] == ["place", "paper_name", "copies"]


def test_an_untouched_sheet_is_used_again_and_a_discarded_one_is_gone() -> None:
    binh = people.binh().official
    first = actions.open_sheet(COPY, by=binh, now=MONDAY)
    assert actions.open_sheet(COPY, by=binh, now=MONDAY) == first
    assert Draft.objects.count() == 1
    token = first.draft.token
    actions.keep_sheet(token, counter.facts_of(TY), by=binh, now=MONDAY)
    assert actions.open_sheet(COPY, by=binh, now=MONDAY) != first
    gone = actions.discard_sheet(token, by=binh, now=MONDAY)
    assert (gone.typed, gone.draft.answers) == ({}, {})
    with pytest.raises(NotFound):
        queries.sheet_of(binh, token)


def test_a_long_form_is_filled_in_page_by_page_at_the_counter() -> None:
    binh = people.binh().official
    sheet = actions.open_sheet(BIRTH, by=binh, now=MONDAY)
    assert not queries.is_short(sheet)
    page = "noi-dang-ky"
    saved = actions.keep_sheet_page(sheet.draft.token, page, typed_birth(), by=binh, now=MONDAY)
    assert not saved.problems
    assert saved.draft.pages_done == [page]
