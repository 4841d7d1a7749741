"""A voter's papers are read by whom they are for; a letter takes answers only while its text is written."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.letters.models import Letter as OfficialLetter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Delegate, Terms
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.petitions import ACCEPTED, DONE, MET, PROOF, TOLD, Council, a_letter, a_petition, a_sheet, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
CIRCULAR = "Đường liên thôn hư hỏng nặng."


def test_the_office_reads_all_who_answers_what_was_passed_on_and_a_stranger_nothing() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council, files=[PROOF])
    passed = actions.attach(petition.pk, PROOF, passed_on=True, by=by, now=MET)
    assert journal.facts("petitions.paper_added")["passed_on"] is True
    wrong = actions.attach(petition.pk, PROOF, by=by, now=MET)
    actions.detach(wrong.pk, by=by, now=MET)
    with pytest.raises(NotFound):
        actions.detach(wrong.pk, by=by, now=MET)
    walk(petition, council, "accepted")
    private = queries.attachments_for(petition.pk, by)[0]
    for reader, many in ((council.secretary, 2), (council.lead, 1), (council.helper, 1), (council.assigner, 1)):
        assert len(queries.attachments_for(petition.pk, reader.official)) == many
    assert queries.attachment_file(passed.pk, council.lead.official).pk == passed.file_id
    for attachment, reader in ((private, council.lead), (passed, people.dung())):
        with pytest.raises(NotFound):
            queries.attachment_file(attachment.pk, reader.official)
    with pytest.raises(NotFound):
        queries.attachment_file(0, by)
    with refused("points_are_sent"):
        actions.detach(passed.pk, by=by, now=MET)
    for _more in range(8):
        actions.attach(petition.pk, PROOF, by=by, now=MET)
    with refused("too_many_files"):
        actions.attach(petition.pk, PROOF, by=by, now=MET)
    assert len(queries.own_attachments(petition.matter.token)) == 10


def test_answers_stand_in_a_letter_of_the_agency_that_is_being_written() -> None:
    council = Council.of()
    lead = council.lead.official
    petition = walk(a_petition(council), council, "accepted")
    draft = actions.draft_answer(petition.pk, 1, DONE, by=lead, now=ACCEPTED)
    theirs = a_letter(31, council.helper)
    for letter_id in (theirs.pk, 404):
        with pytest.raises(NotFound):
            actions.put_in_letter(letter_id, [draft.pk], by=lead, now=ACCEPTED)
    mine, other = a_letter(32, council.lead), a_letter(33, council.lead)
    actions.put_in_letter(mine.pk, [draft.pk], by=lead, now=ACCEPTED)
    OfficialLetter.objects.filter(pk=mine.pk).update(state="to_sign")
    for letter_id in (mine.pk, other.pk):
        with refused("letter_not_in_draft"):
            actions.put_in_letter(letter_id, [draft.pk], by=lead, now=ACCEPTED)


def test_what_is_written_absurdly_long_is_refused() -> None:
    council = Council.of()
    with refused("name_too_long"):
        a_petition(council, voter=actions.Voter("😀" * 301))
    with refused("petition_too_long"):
        a_petition(council, points=["x" * 20_001])
    petition = walk(a_petition(council), council, "assigned")
    with refused("said_too_long"):
        actions.give_back(petition.pk, "x" * 4_001, by=council.lead.official, now=ACCEPTED)


def test_what_was_written_counts_with_the_group_of_the_delegate_who_forwarded_it() -> None:
    council = Council.of()
    made = actions.name_delegate("X", "Trần Văn Đại", "bu-dang", by=council.secretary.official, now=MET)
    a_petition(council, delegates=[made.pk])
    a_petition(council, client_key="b")
    assert {row.code: row.total for row in queries.summary("group", date(2024, 12, 31))} == {"bu-dang": 1, "": 1}
    assert Delegate.objects.count() == 1


def test_a_committee_reviews_at_its_own_desk_where_the_pack_says_so() -> None:
    council = Council.of()
    kept = Terms.objects.get()
    kept.body = {**kept.body, "committees_review": True}
    kept.save()
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    (task,) = queries.open_tasks(petition.pk)
    assert task.agency is not None
    assert task.agency.code == "H10.73"
    with pytest.raises(NotFound):
        actions.review(petition.pk, by=council.secretary.official, now=ACCEPTED)


def test_a_formula_that_was_never_counted_is_said_and_the_agency_of_a_line_proposed() -> None:
    by = Council.of().secretary.official
    heading = ("STT", "Nội dung kiến nghị", "Cơ quan giải quyết")
    content = a_sheet([1, CIRCULAR, "Sở Nội vụ"], [2, "=B5", None], heading=heading)
    read = queries.sheet_read(actions.read_in("a.xlsx", content, by=by, now=MET))
    assert [bool(line.problem) for line in read.lines] == [False, True]
    assert "chưa được tính" in read.lines[1].problem
    agency = read.lines[0].cells["of_agency"]
    assert agency == queries.names_of_agencies(MET.date()).get("so noi vu", "")
