"""The lists of an agency's letters cost what they show, not what was ever written: each has its index."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import QuerySet

from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.domain.letters.states import NUMBERED, UNDER_WAY, State
from tests.build.letters import Desk, House
from tests.build.pens import PIN


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def plan_of(rows: QuerySet[Any]) -> str:
    """How PostgreSQL goes about it where sorting and reading a whole table cost too much."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return str(rows.explain())


def test_what_was_issued_and_what_came_is_listed_from_the_newest_on(desk: Desk) -> None:
    clerk = desk.house.clerk.official
    assert "letter_issued_newest" in plan_of(queries.issued_by(clerk)[:50])
    assert "incoming_newest" in plan_of(queries.incoming_of(clerk)[:50])


def test_what_is_taken_back_is_looked_for_among_what_was(desk: Desk) -> None:
    assert "letter_taken_back" in plan_of(Letter.objects.filter(state__in=[State.REPLACED, State.RECALLED]))


def test_every_state_is_under_way_or_over() -> None:
    assert {*UNDER_WAY, *NUMBERED, State.DISCARDED} == set(State)
    assert len(State) == len(UNDER_WAY) + len(NUMBERED) + 1


def test_what_is_issued_or_put_aside_is_no_draft_any_more(desk: Desk) -> None:
    writer = desk.house.writer.official
    desk.issued()
    waits, gone = desk.to_content_check(), desk.draft()
    actions.discard(gone.pk, by=writer, now=desk.later())
    assert list(queries.drafts_of(writer)) == list(queries.open_at(writer)) == [waits]


def test_a_letter_has_one_signed_file_and_leaves_none_behind(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        by_hand = desk.to_issue()
    with django_capture_on_commit_callbacks(execute=True):
        desk.issue(by_hand)
        assert default_storage.exists(by_hand.signed_name)  # it might still be undone
    assert not default_storage.exists(by_hand.signed_name)
    assert default_storage.exists(Letter.objects.get(pk=by_hand.pk).signed_name)


def test_a_letter_that_is_sent_back_keeps_no_signed_file(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    signed = desk.to_issue()
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_back(
            signed.pk, "Ngày trong văn bản sai, đề nghị sửa lại.", by=desk.house.clerk.official, now=desk.later()
        )
    assert not default_storage.exists(signed.signed_name)
    actions.ask_check(signed.pk, desk.house.head.account.pk, by=desk.house.writer.official, now=desk.later())
    actions.check_content(signed.pk, by=desk.house.head.official, now=desk.later())
    actions.check_form(signed.pk, by=desk.house.clerk.official, now=desk.later())
    assert actions.sign([signed.pk], PIN, by=desk.house.signer.official, now=desk.later()).left == ()
    assert queries.signed_pdf(Letter.objects.get(pk=signed.pk)).startswith(b"%PDF")
