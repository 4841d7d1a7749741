"""The watchdog: an open matter that nobody has to do anything about is found."""

from __future__ import annotations

from typing import Any

from motcua.domain.matters import queries
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier


def test_an_orphan_made_by_the_owners_hand_is_found_and_named(committed_db: str, owner_connection: Any) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    assert queries.orphans() == []
    owner_connection.execute(
        "UPDATE matters_task SET closed_at = now(), outcome = 'x' WHERE matter_id = %s", [dossier.pk]
    )
    [orphan] = queries.orphans()
    assert (orphan.matter_id, orphan.code) == (dossier.pk, dossier.matter.code)
    assert str(dossier.matter.code) in orphan.story


def test_a_matter_that_only_waits_is_no_orphan_until_its_hold_is_gone(committed_db: str, owner_connection: Any) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", now=MONDAY)
    owner_connection.execute(
        "UPDATE matters_task SET closed_at = now(), outcome = 'x' WHERE matter_id = %s", [dossier.pk]
    )
    assert queries.orphans() == []
    owner_connection.execute("UPDATE matters_hold SET ends_at = now() + interval '9 years'")
    assert [orphan.matter_id for orphan in queries.orphans()] == [dossier.pk]
