"""Filling in: what was typed is kept at every page, and belongs to one person alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import queries as procedures
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import BIRTH, MONDAY, PDF, a_draft, typed_birth
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def test_a_new_draft_knows_what_the_account_knows() -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    assert draft.answers["requester_name"] == "Điểu Thị An"
    assert draft.answers["requester_identity_number"] == "070194001234"
    assert (draft.created_at, draft.pages_done) == (MONDAY, [])


def test_beginning_again_finds_the_open_draft() -> None:
    an = people.an()
    assert actions.start(BIRTH, by=an, now=MONDAY).pk == actions.start(BIRTH, by=an, now=LATER).pk


def test_after_handing_in_or_discarding_one_begins_anew() -> None:
    an = people.an()
    first = a_draft(an)
    actions.submit(first.token, by=an, now=MONDAY)
    second = actions.start(BIRTH, by=an, now=LATER)
    actions.discard(second.token, by=an, now=LATER)
    third = actions.start(BIRTH, by=an, now=LATER)
    assert len({first.pk, second.pk, third.pk}) == 3


@pytest.mark.parametrize(("code", "day"), [("9.999999", MONDAY), (BIRTH, MONDAY - timedelta(days=800))])
def test_a_procedure_that_is_not_in_force_is_not_begun(code: str, day: object) -> None:
    with pytest.raises(NotFound):
        actions.start(code, by=people.an(), now=day)  # type: ignore[arg-type]  # a moment


def test_a_page_is_kept_and_done_when_nothing_is_wrong_on_it() -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    saved = actions.save_page(draft.token, "be", typed_birth(), by=an, now=LATER)
    assert saved.problems == {}
    draft.refresh_from_db()
    assert draft.answers["child_name"] == "Điểu Minh Khôi"
    assert (draft.pages_done, draft.updated_at) == (["be"], LATER)


@pytest.mark.parametrize(
    "changes",
    [
        {"child_name": ""},
        {"child_name": "Kh0i 123"},
        {"child_birth_date-day": "31", "child_birth_date-month": "2"},
        {"child_birth_date-year": "2031"},
        {"child_name": "K" * 500},
    ],
)
def test_what_is_wrong_is_kept_too_and_said(changes: dict[str, str]) -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    saved = actions.save_page(draft.token, "be", typed_birth(**changes), by=an, now=LATER)
    assert len(saved.problems) == 1
    view = queries.page_view(queries.draft_of(an, draft.token), "be")
    for name, value in changes.items():
        field = name.split("-")[0]
        assert value in view.typed[field].values()
    assert "be" not in saved.draft.pages_done
    assert "be" in queries.still_wrong(saved.draft, date(2024, 10, 14))


def test_a_page_that_was_right_and_is_spoilt_is_no_longer_done() -> None:
    an = people.an()
    draft = a_draft(an)
    saved = actions.save_page(draft.token, "be", typed_birth(child_name=""), by=an, now=LATER)
    assert "be" not in saved.draft.pages_done
    with refused("answers_incomplete", pages=["be"]):
        actions.submit(draft.token, by=an, now=LATER)


def test_decomposed_letters_are_composed() -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    decomposed = "Đie\u0302\u0309u Minh Kho\u0302i"
    saved = actions.save_page(draft.token, "be", typed_birth(child_name=decomposed), by=an, now=LATER)
    assert saved.draft.answers["child_name"] == "Điểu Minh Khôi"


def test_a_page_the_form_does_not_have_does_not_exist() -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    with pytest.raises(NotFound):
        actions.save_page(draft.token, "khong-co", {}, by=an, now=LATER)


def test_a_book_is_not_taken_for_an_answer() -> None:
    an = people.an()
    draft = actions.start(BIRTH, by=an, now=MONDAY)
    book = {name: ["a" * 20_000] for name in typed_birth()}
    with refused("answers_too_long"):
        for page in procedures.form_of(draft.procedure).pages:
            actions.save_page(draft.token, page.id, book, by=an, now=LATER)


def test_a_paper_is_added_and_taken_out_again() -> None:
    an = people.an()
    draft = a_draft(an, files=False)
    attachment = actions.attach(draft.token, "giay-chung-sinh", "Giấy.pdf", PDF, by=an, now=LATER)
    assert [file.pk for file in queries.files_of_draft(draft)] == [attachment.pk]
    assert attachment.file.name == "Giấy.pdf"
    actions.detach(draft.token, attachment.pk, by=an, now=LATER)
    assert queries.files_of_draft(draft) == []
    with pytest.raises(NotFound):
        queries.file_seen_by(an, attachment.pk)


def test_a_paper_nobody_asks_for_is_not_taken() -> None:
    an = people.an()
    draft = a_draft(an, files=False)
    with refused("part_not_asked_for"):
        actions.attach(draft.token, "van-ban-uy-quyen", "a.pdf", PDF, by=an, now=LATER)


def test_thirty_files_are_enough() -> None:
    an = people.an()
    draft = a_draft(an, files=False)
    for _ in range(30):
        actions.attach(draft.token, "giay-chung-sinh", "a.pdf", PDF, by=an, now=LATER)
    with refused("too_many_files", most=30):
        actions.attach(draft.token, "giay-chung-sinh", "a.pdf", PDF, by=an, now=LATER)


def test_a_discarded_draft_keeps_nothing_that_was_typed() -> None:
    an = people.an()
    draft = a_draft(an)
    [attachment] = queries.files_of_draft(draft)
    actions.discard(draft.token, by=an, now=LATER)
    draft.refresh_from_db()
    assert (draft.answers, draft.pages_done, draft.discarded_at) == ({}, [], LATER)
    assert not queries.drafts_of(an).exists()
    with pytest.raises(NotFound):
        queries.file_seen_by(an, attachment.pk)


def test_what_is_handed_in_is_not_changed_through_its_draft() -> None:
    an = people.an()
    draft = a_draft(an)
    [attachment] = queries.files_of_draft(draft)
    dossier = actions.submit(draft.token, by=an, now=MONDAY)
    with refused("already_submitted", matter=dossier.pk):
        actions.save_page(draft.token, "be", typed_birth(child_name="Khác"), by=an, now=LATER)
    with refused("already_submitted"):
        actions.attach(draft.token, "giay-chung-sinh", "a.pdf", PDF, by=an, now=LATER)
    with refused("already_submitted"):
        actions.detach(draft.token, attachment.pk, by=an, now=LATER)
    with refused("already_submitted"):
        actions.discard(draft.token, by=an, now=LATER)


def test_a_stranger_finds_no_draft_of_anothers() -> None:
    draft, stranger = a_draft(people.an()), people.a_stranger()
    [attachment] = queries.files_of_draft(draft)
    acts: list[Callable[[], object]] = [
        lambda: queries.draft_of(stranger, draft.token),
        lambda: queries.file_seen_by(stranger, attachment.pk),
        lambda: actions.save_page(draft.token, "be", {}, by=stranger, now=LATER),
        lambda: actions.attach(draft.token, "giay-chung-sinh", "a.pdf", PDF, by=stranger, now=LATER),
        lambda: actions.detach(draft.token, attachment.pk, by=stranger, now=LATER),
        lambda: actions.discard(draft.token, by=stranger, now=LATER),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert Draft.objects.get(pk=draft.pk).discarded_at is None


def test_one_does_not_take_a_file_out_of_another_draft_of_ones_own() -> None:
    an = people.an()
    first = a_draft(an)
    [attachment] = queries.files_of_draft(first)
    actions.submit(first.token, by=an, now=MONDAY)
    second = actions.start(BIRTH, by=an, now=LATER)
    with pytest.raises(NotFound):
        actions.detach(second.token, attachment.pk, by=an, now=LATER)
