"""Handing in: one dossier of one draft, whatever is pressed or replayed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Attachment, Dossier
from motcua.domain.dossiers.states import State
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.dossiers import MONDAY, a_draft, open_task, typed_birth
from tests.build.refusals import refused
from tests.build.routes import RECEIVE, a_procedure

pytestmark = pytest.mark.django_db


def test_a_finished_draft_becomes_a_dossier_at_its_one_stop() -> None:
    an = people.an()
    draft = a_draft(an)
    dossier = actions.submit(draft.token, by=an, now=MONDAY)
    assert dossier.state == State.NEW
    assert dossier.matter.one_stop == people.agency_of("mot-cua-xa")
    assert dossier.matter.lead_agency == people.agency_of("ubnd-xa")
    assert (dossier.matter.submitted_at, dossier.matter.received_at, dossier.matter.code) == (MONDAY, None, None)
    assert dossier.applicant_name == "Điểu Thị An"
    assert dossier.subject_name == "Điểu Minh Khôi"
    task = open_task(dossier)
    assert (task.step, task.agency, task.duty) == ("receive", dossier.matter.one_stop, "reception")
    assert matters.orphans() == []


def test_the_answers_move_into_the_dossier_and_leave_the_draft() -> None:
    an = people.an()
    draft = a_draft(an)
    answers = dict(draft.answers)
    dossier = actions.submit(draft.token, by=an, now=MONDAY)
    dossier.refresh_from_db()
    draft.refresh_from_db()
    assert dossier.answers.items() <= answers.items()
    assert dossier.answers["child_name"] == "Điểu Minh Khôi"
    assert draft.answers == {}
    assert [file.part for file in Attachment.objects.filter(dossier=dossier)] == ["giay-chung-sinh"]


def test_a_second_press_gives_the_same_dossier_and_says_nothing_more() -> None:
    an = people.an()
    draft = a_draft(an)
    first = actions.submit(draft.token, by=an, now=MONDAY)
    entries, queued = journal.count(), jobs.count()
    again = actions.submit(draft.token, by=an, now=MONDAY + timedelta(days=3))
    assert again.pk == first.pk
    assert Dossier.objects.filter(applicant_id=an.account_id).count() == 1
    assert (journal.count(), jobs.count()) == (entries, queued)


def test_answers_of_questions_that_are_no_longer_asked_are_not_handed_in() -> None:
    an = people.an()
    draft = a_draft(an)
    draft.answers = {**draft.answers, "marriage_number": "15/2019", "parents_married": "no"}
    draft.save()
    dossier = actions.submit(draft.token, by=an, now=MONDAY)
    assert "marriage_number" not in dossier.answers


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        (datetime(2024, 10, 14, 1, 0, tzinfo=UTC), datetime(2024, 10, 15, 1, 0, tzinfo=UTC)),
        (datetime(2024, 10, 18, 9, 0, tzinfo=UTC), datetime(2024, 10, 21, 9, 0, tzinfo=UTC)),  # over a weekend
        (datetime(2024, 10, 13, 2, 0, tzinfo=UTC), datetime(2024, 10, 14, 10, 0, tzinfo=UTC)),  # sent on a Sunday
    ],
)
def test_the_office_has_eight_working_hours_to_answer(filed: datetime, due: datetime) -> None:
    an = people.an()
    dossier = actions.submit(a_draft(an, now=filed).token, by=an, now=filed)
    assert dossier.answer_due_at == due


def test_it_is_journalled_and_acknowledged() -> None:
    an = people.an()
    dossier = actions.submit(a_draft(an).token, by=an, now=MONDAY)
    assert journal.verbs_of(dossier.pk) == ["dossiers.submitted"]
    entry = journal.last("dossiers.submitted")
    assert (entry.by_kind, entry.by_id, entry.at) == ("citizen", str(an.account_id), MONDAY)
    assert entry.facts == {
        "state": "new",
        "agency": dossier.matter.one_stop.code,
        "procedure": "1.001193",
        "channel": "online",
        "answer_due": "2024-10-15T01:00:00+00:00",
    }
    assert jobs.waiting("dossiers.tell_submitted") == [{"dossier_id": dossier.pk}]


def test_a_rollback_takes_back_the_dossier_the_job_and_the_journal() -> None:
    an = people.an()
    draft = a_draft(an)
    before = (journal.count(), jobs.count(), Matter.objects.count())
    with transaction.atomic():
        actions.submit(draft.token, by=an, now=MONDAY)
        transaction.set_rollback(True)
    assert (journal.count(), jobs.count(), Matter.objects.count()) == before
    assert actions.submit(draft.token, by=an, now=MONDAY).state == State.NEW


def test_an_unfinished_form_is_refused_and_says_which_pages() -> None:
    an = people.an()
    draft = actions.start("1.001193", by=an, now=MONDAY)
    with pytest.raises(Exception) as problem:
        actions.submit(draft.token, by=an, now=MONDAY)
    assert problem.value.code == "answers_incomplete"  # type: ignore[attr-defined]  # a refusal
    assert "be" in problem.value.details["pages"]  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.answers  # what was known already is still there


def test_a_missing_paper_is_refused_and_named() -> None:
    an = people.an()
    draft = a_draft(an, files=False)
    with refused("parts_missing", parts=["giay-chung-sinh"]):
        actions.submit(draft.token, by=an, now=MONDAY)


def test_a_removed_paper_is_missing() -> None:
    an = people.an()
    draft = a_draft(an)
    [attachment] = queries.files_of_draft(draft)
    actions.detach(draft.token, attachment.pk, by=an, now=MONDAY)
    with refused("parts_missing"):
        actions.submit(draft.token, by=an, now=MONDAY)


@pytest.mark.parametrize("code", ["70", "99999"])
def test_an_area_without_an_office_for_it_is_refused_in_words(code: str) -> None:
    an = people.an()
    draft = a_draft(an)
    draft.answers = {**draft.answers, "registration_area": {"code": code, "detail": "thôn Đak Xuyên"}}
    draft.save()
    with refused("not_served_there"):
        actions.submit(draft.token, by=an, now=MONDAY)


def test_a_step_without_an_office_is_refused_before_anything_is_written() -> None:
    steps = {
        "receive": {**RECEIVE, "desk": "area: khong-co", "outcomes": {"no": {"to": "end", "move": "reject"}}},
    }
    a_procedure("9.000009", steps)
    an = people.an()
    draft = a_draft(an, procedure="9.000009")
    before = Matter.objects.count()
    with refused("no_agency_for_step"), transaction.atomic():
        actions.submit(draft.token, by=an, now=MONDAY)
    assert Matter.objects.count() == before


def test_nobody_hands_in_the_draft_of_another() -> None:
    draft = a_draft(people.an())
    with pytest.raises(NotFound):
        actions.submit(draft.token, by=people.a_stranger(), now=MONDAY)


def test_a_discarded_draft_is_not_handed_in() -> None:
    an = people.an()
    draft = a_draft(an)
    actions.discard(draft.token, by=an, now=MONDAY)
    with pytest.raises(NotFound):
        actions.submit(draft.token, by=an, now=MONDAY)


def test_another_birth_of_the_same_mother_is_another_dossier() -> None:
    an = people.an()
    first = actions.submit(a_draft(an).token, by=an, now=MONDAY)
    second = actions.submit(a_draft(an, typed=typed_birth(child_name="Điểu Thị Mai")).token, by=an, now=MONDAY)
    assert first.pk != second.pk
    assert first.matter.request_code != second.matter.request_code
