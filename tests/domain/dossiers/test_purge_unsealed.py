"""What leaders signed with a key: erased a week later where it is sealed or nobody has to seal it any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import BY_HAND
from motcua.domain.dossiers.states import UNSEALED_KEPT
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Unsealed
from motcua.domain.signatures import queries as signatures
from motcua.jobs import dossiers as clockwork
from motcua.kernel.actors import System
from tests.build import journal
from tests.build.dossiers import Commune, open_task, walk
from tests.build.signed_results import LATER, a_commune, approve, give_out, proposed, result_of, with_tokens

pytestmark = pytest.mark.django_db
CLOCK = System("clock")
A_WEEK_ON = LATER + UNSEALED_KEPT + timedelta(minutes=1)


@pytest.fixture
def commune(settings: Any) -> Commune:
    with_tokens(settings)
    return a_commune()


def test_what_is_sealed_is_kept_once_and_holds(commune: Commune, django_capture_on_commit_callbacks: Any) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune)
    signed = Unsealed.objects.get()
    assert actions.purge_unsealed(by=CLOCK, now=LATER + UNSEALED_KEPT) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.purge_unsealed(by=CLOCK, now=A_WEEK_ON) == 1
        assert default_storage.exists(signed.stored_name)  # it might still be undone
    assert not default_storage.exists(signed.stored_name)
    assert not Unsealed.objects.exists()
    assert signatures.examined(papers.pdf_of(result_of(dossier).pk)).sound
    assert journal.facts("dossiers.unsealed_purged") == {"agency": commune.leader.official.agency_code, "papers": 1}


def test_what_waits_for_its_seal_stays_however_long(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    assert actions.purge_unsealed(by=CLOCK, now=A_WEEK_ON + timedelta(days=90)) == 0
    give_out(dossier, commune)
    assert signatures.examined(papers.pdf_of(result_of(dossier).pk)).sound


def test_a_signature_that_is_void_goes_and_the_new_one_stays(commune: Commune) -> None:
    [dossier] = proposed(commune)
    approve(dossier, commune)
    actions.complete_task(open_task(dossier).pk, "send_back", by=commune.clerk.official, now=LATER)
    approve(dossier, commune)
    void, new = Unsealed.objects.order_by("pk")
    assert [each.pk for each in queries.never_to_seal(A_WEEK_ON, 10)] == [void.pk]
    assert actions.purge_unsealed(by=CLOCK, now=A_WEEK_ON) == 1
    assert Unsealed.objects.get() == new


def test_what_was_stamped_by_hand_after_all_goes_with_its_dossier(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune, BY_HAND)
    assert actions.purge_unsealed(by=CLOCK, now=A_WEEK_ON) == 0
    walk(dossier, commune, "handed_over", now=A_WEEK_ON)
    assert actions.purge_unsealed(by=CLOCK, now=A_WEEK_ON) == 1
    assert not Unsealed.objects.exists()


def test_the_clock_erases_it(commune: Commune) -> None:
    [dossier] = proposed(commune)
    give_out(approve(dossier, commune), commune)
    clockwork.purge_unsealed()
    assert not Unsealed.objects.exists()
