"""`motcua pack load`: what it prints, and that the command itself may stand in the journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from motcua.cli.main import main
from motcua.domain.journal.models import Entry
from tests.domain.packs.copies import PACK, changed

pytestmark = pytest.mark.django_db


def test_a_pack_that_is_loaded_already_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "load", str(PACK)]) == 0
    assert capsys.readouterr().out == ""


def test_each_change_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed(tmp_path, "contacts.csv", "0271 000 0013", "0271 000 0913")
    changed_calendar = copy / "calendars" / "hanh-chinh.yaml"
    changed_calendar.write_text(
        changed_calendar.read_text(encoding="utf-8").replace("07:00-11:30", "07:00-11:00", 1), encoding="utf-8"
    )
    assert main(["pack", "load", str(copy)]) == 0
    assert capsys.readouterr().out.splitlines() == ["calendar hanh-chinh: revision 2", "contact of H10.30.13.01: phone"]


def test_what_changed_is_printed_and_journalled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "load", str(PACK)]) == 0
    assert capsys.readouterr().out == ""
    copy = changed(tmp_path, "words.yaml", "  gks: [", "  gksx: [giấy khai sinh]\n  gks: [")
    assert main(["pack", "load", str(copy)]) == 0
    assert capsys.readouterr().out == "words: changed\n"
    assert Entry.objects.order_by("pk").last().by_id == "pack.load"  # type: ignore[union-attr]  # there is one


def test_a_database_without_tables_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert main(["pack", "load", str(PACK)]) == 2
    assert "motcua migrate" in capsys.readouterr().err
