"""`motcua pack check`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.cli.main import main
from tests.domain.packs.copies import PACK, changed, line_of

DAK_NHAU = line_of(PACK / "areas.csv", "25399,")


def test_a_sound_pack_prints_nothing_and_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(PACK)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_finding_is_one_line_with_file_line_and_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed(tmp_path, "areas.csv", "25399,Xã Đak Nhau", "25399,")
    assert main(["pack", "check", str(copy)]) == 1
    assert capsys.readouterr().out == f"areas.csv:{DAK_NHAU}: Ô name để trống.\n"


def test_the_sentences_exist_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed(tmp_path, "areas.csv", "25399,Xã Đak Nhau", "25399,")
    assert main(["pack", "check", str(copy), "--language", "en"]) == 1
    assert capsys.readouterr().out == f"areas.csv:{DAK_NHAU}: The cell name is blank.\n"


def test_json_is_one_document_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed(tmp_path, "procedures/1.001193/procedure.yaml", "step: number", "step: print")
    assert main(["pack", "check", str(copy), "--json"]) == 1
    out, err = capsys.readouterr()
    (finding,) = json.loads(out)["findings"]
    assert set(finding) == {"code", "file", "line", "story"}
    assert (finding["code"], finding["file"]) == ("unknown-step", "procedures/1.001193/procedure.yaml")
    assert isinstance(finding["line"], int)
    assert err == ""


def test_json_of_a_sound_pack_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(PACK), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


def test_a_folder_that_is_not_there_ends_with_2_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", str(tmp_path / "nowhere")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "nowhere" in err


def test_an_empty_folder_lacks_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(tmp_path), "--json"]) == 1
    missing = {one["file"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert missing == {"pack.yaml", "areas.csv", "agencies.csv", "contacts.csv", "counters.csv"}
