"""Sheets that were begun at a counter and never received: erased after a week, with what was scanned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from motcua.domain.documents import actions as documents
from motcua.domain.documents.models import File
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Attachment, Draft, Sheet
from motcua.domain.dossiers.states import SHEET_KEPT
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import counter, jobs, journal, people
from tests.build.counter import ORIGINAL
from tests.build.dossiers import MONDAY, PDF, a_draft

pytestmark = pytest.mark.django_db
CLOCK = System("clock")
LATER = MONDAY + SHEET_KEPT + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def with_a_scan() -> Sheet:
    binh = people.binh().official
    sheet = counter.a_sheet(binh)
    actions.attach_scan(sheet.draft.token, ORIGINAL, "ban-chinh.pdf", PDF, by=binh, now=MONDAY)
    return sheet


def test_what_nobody_came_back_for_is_erased_with_its_files(django_capture_on_commit_callbacks: Any) -> None:
    sheet = with_a_scan()
    [file] = File.objects.all()
    assert actions.purge_sheets(by=CLOCK, now=LATER) == 1
    assert not Draft.objects.filter(pk=sheet.pk).exists()
    assert not Sheet.objects.exists()
    assert not Attachment.objects.exists()
    assert jobs.waiting("documents.erase") == [{"file_id": file.pk}]
    assert journal.facts("dossiers.sheets_purged") == {
        "agency": people.agency_of("mot-cua-xa").code,
        "sheets": 1,
        "files": 1,
    }
    with pytest.raises(NotFound):
        queries.sheet_of(people.binh().official, sheet.draft.token)
    with django_capture_on_commit_callbacks(execute=True):
        assert documents.erase(file.pk, by=CLOCK, now=LATER) is True
        assert default_storage.exists(file.stored_name)  # it might still be undone
    assert not default_storage.exists(file.stored_name)
    assert documents.erase(file.pk, by=CLOCK, now=LATER) is False


def test_what_was_touched_within_the_week_stays() -> None:
    sheet = with_a_scan()
    assert actions.purge_sheets(by=CLOCK, now=MONDAY + SHEET_KEPT) == 0
    assert queries.abandoned_sheets(MONDAY, 10) == []
    assert Draft.objects.filter(pk=sheet.pk).exists()
    assert jobs.waiting("documents.erase") == []


def test_what_was_thrown_away_is_erased_too() -> None:
    sheet = with_a_scan()
    actions.discard_sheet(sheet.draft.token, by=people.binh().official, now=MONDAY)
    assert actions.purge_sheets(by=CLOCK, now=LATER) == 1
    assert len(jobs.waiting("documents.erase")) == 1


def test_dossiers_and_what_citizens_fill_in_themselves_are_left_alone() -> None:
    dossier = counter.received()
    draft = a_draft(people.an())
    assert actions.purge_sheets(by=CLOCK, now=LATER) == 0
    assert Sheet.objects.filter(draft__dossier=dossier).exists()
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_file_that_something_refers_to_is_not_erased() -> None:
    with_a_scan()
    [file] = File.objects.all()
    with pytest.raises(ProtectedError):
        documents.erase(file.pk, by=CLOCK, now=LATER)
    assert default_storage.exists(file.stored_name)
