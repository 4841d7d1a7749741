"""`motcua journal check` says what is wrong, to people and to programs, and its exit status says whether."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from motcua.cli import journal
from tests.domain.journal.ledger import a_sealed_journal, an_entry, unguarded


def test_a_whole_journal_exits_with_0(committed_db: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = json_of(capsys, 0)
    a_sealed_journal(3)
    an_entry(minutes=10)
    found = json_of(capsys, 0)
    assert found["problems"] == found["matters_without_owner"] == []
    assert found["entries"] == before["entries"] + 4
    assert found["entries"] == found["sealed"] + 1
    assert journal.check(as_json=False) == 0
    assert "nguyên vẹn" in capsys.readouterr().out


def test_a_touched_entry_exits_with_1_and_is_named(
    committed_db: str, owner_connection: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = a_sealed_journal(3)
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_entry WHERE id = %s", [ids[1]])
    (problem,) = json_of(capsys, 1)["problems"]
    assert (problem["code"], problem["entry"]) == ("deleted", ids[1])
    assert "đã bị xóa" in problem["story"]
    assert "deleted" in problem["english"]
    assert journal.check(as_json=False) == 1
    assert f"Mục nhật ký số {ids[1]}" in capsys.readouterr().out


def test_an_open_matter_that_waits_for_nobody_is_told(
    committed_db: str, owner_connection: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.build import dossiers

    dossier = dossiers.a_dossier()
    assert json_of(capsys, 0)["matters_without_owner"] == []
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM matters_task WHERE matter_id = %s", [dossier.matter_id])
    (lost,) = json_of(capsys, 1)["matters_without_owner"]
    assert lost["code"] == str(dossier.matter)
    assert lost["story"]
    assert journal.check(as_json=False) == 1
    assert lost["story"] in capsys.readouterr().out


def test_the_command_knows_its_verb_and_its_option() -> None:
    parser = argparse.ArgumentParser()
    journal.configure(parser)
    chosen = parser.parse_args(["check", "--json"])
    assert (chosen.run, chosen.json) == (journal.run_check, True)


def json_of(capsys: pytest.CaptureFixture[str], status: int) -> Any:
    """The one JSON document on standard output."""
    assert journal.check(as_json=True) == status
    return json.loads(capsys.readouterr().out)
