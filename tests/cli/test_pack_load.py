"""`motcua pack load`: what it prints, and that the command itself may stand in the journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.cli.main import main
from motcua.domain.journal.models import Entry
from tests.domain.packs.copies import PACK, changed

pytestmark = pytest.mark.django_db


def test_what_changed_is_printed_and_journalled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "load", str(PACK)]) == 0
    assert capsys.readouterr().out == ""
    copy = changed(tmp_path, "words.yaml", "  gks: [", "  gksx: [giấy khai sinh]\n  gks: [")
    assert main(["pack", "load", str(copy)]) == 0
    assert capsys.readouterr().out == "words: changed\n"
    assert Entry.objects.order_by("pk").last().by_id == "pack.load"  # type: ignore[union-attr]  # there is one
