"""`motcua procedures import`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.cli.main import main
from motcua.domain.procedures.models import NationalProcedure
from tests.domain.procedures.records import a_record, lines

pytestmark = pytest.mark.django_db


def a_file(tmp_path: Path, *records: Any) -> str:
    path = tmp_path / "records.jsonl"
    path.write_bytes(lines(*records))
    return str(path)


def test_good_records_end_with_0_and_the_second_time_nothing_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(tmp_path, a_record("8.000001"), a_record("8.000002"))
    assert main(["procedures", "import", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"created": 2, "updated": 0, "unchanged": 0, "rejected": []}
    assert main(["procedures", "import", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"created": 0, "updated": 0, "unchanged": 2, "rejected": []}


def test_a_rejected_record_ends_with_1_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_file(tmp_path, "", a_record("8.000001"), a_record("8.000001"))
    assert main(["procedures", "import", file, "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["rejected"]
    assert (told["line"], told["code"]) == (3, "8.000001")
    assert "dòng 2" in told["why"]
    assert main(["procedures", "import", file, "--language", "en"]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"{file}:3: 8.000001 The code 8.000001 stands on line 2 of this file already."
    assert printed[1] == "New 0, changed 0, known already 1; rejected 1."


def test_a_dry_run_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "import", a_file(tmp_path, a_record()), "--dry-run"]) == 0
    assert capsys.readouterr().out == "Thêm mới 1, thay đổi 0, đã có 0; không nhận 0. Chưa lưu gì (--dry-run).\n"
    assert not NationalProcedure.objects.exists()


@pytest.mark.parametrize("name", ["nowhere.jsonl", ".", "broken.xlsx"])
def test_what_cannot_be_read_ends_with_2_and_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    assert main(["procedures", "import", str(tmp_path / name), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
