"""A result that two sign or seal at the very same moment, and one whose file was changed before its seal."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage

from motcua.domain.dossiers import actions
from motcua.domain.papers.models import Paper, Register, Unsealed
from motcua.domain.signatures.models import Signed
from motcua.kernel.errors import Refused
from tests.build.dossiers import open_task
from tests.build.refusals import refused
from tests.build.signed_results import AGENCY, LATER, OWN, a_commune, approve, give_out, proposed, with_tokens
from tests.build.threads import at_once


@pytest.fixture(autouse=True)
def their_own_files(files_of_their_own: None) -> None:
    """What is signed lies in a folder of the test."""


def test_it_is_signed_once_and_sealed_once(committed_db: str, settings: Any) -> None:
    with_tokens(settings)
    commune = a_commune()
    [dossier] = proposed(commune)
    for who, outcome, pins in ((commune.leader, "approve", OWN), (commune.clerk, "issued", AGENCY)):
        task, by = open_task(dossier).pk, who.official
        told = at_once(
            [lambda: actions.complete_signed(task, outcome, pins, by=by, now=LATER) for _each in range(2)]  # noqa: B023
        )
        (no,) = [each for each in told if isinstance(each, Exception)]
        assert isinstance(no, Refused), no
        assert no.code in {"task_closed", "token_busy"}
    counts = [each.objects.count() for each in (Unsealed, Signed)]
    assert (counts, Paper.objects.filter(result=True).count()) == ([1, 1], 1)


@pytest.mark.django_db
def test_a_file_that_was_changed_before_the_seal_is_not_sealed_and_takes_no_number(settings: Any) -> None:
    with_tokens(settings)
    commune = a_commune()
    [dossier] = proposed(commune)
    approve(dossier, commune)
    before = list(Register.objects.order_by("pk").values_list("last", flat=True))
    name = Unsealed.objects.get().stored_name
    with default_storage.open(name) as kept:
        content = bytearray(kept.read())
    content[len(content) // 2] ^= 1
    with default_storage.open(name, "wb") as kept:
        kept.write(bytes(content))
    with refused("paper_damaged"):
        give_out(dossier, commune)
    assert list(Register.objects.order_by("pk").values_list("last", flat=True)) == before
    assert open_task(dossier).step == "number"
