"""`motcua letter render`: the PDF, the findings and exit statuses as the interfaces say, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from motcua.cli.main import main
from tests.domain.letters.typesetting_samples import SEED_FILE
from tests.domain.papers.lasting import failures

WRITTEN = SEED_FILE.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "thu.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def test_the_seed_letter_has_three_pages_and_no_finding(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_suffix(".pdf")
    assert main(["letter", "render", str(file), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"pages": 3, "findings": []}
    assert failures(out.read_bytes()) == []
    assert "/STTTT-BCVTCNTT" in pypdf.PdfReader(out).pages[0].extract_text()


def test_findings_are_reported_and_the_pdf_is_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_suffix(".pdf")
    file.write_text(
        WRITTEN.replace("authority: KT, ", "").replace("subject: trả", "subject: V/v trả"), encoding="utf-8"
    )
    assert main(["letter", "render", str(file), "--out", str(out), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["code"] for one in found] == ["subject-vv", "deputy-without-kt", "head-without-authority"]
    assert all(set(one) == {"code", "severity", "story"} for one in found)
    assert out.read_bytes().startswith(b"%PDF")


def test_findings_are_printed_one_a_line_in_the_language_that_is_wanted(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = file.with_suffix(".pdf")
    file.write_text(WRITTEN.replace("Trân trọng./.", "Trân trọng."), encoding="utf-8")
    assert main(["letter", "render", str(file), "--out", str(out)]) == 1
    assert capsys.readouterr().out == (
        f"{out}: 3 trang.\nno-end-mark (refuses): Kết thúc văn bản phải có dấu “./.” ngay sau chữ cuối.\n"
    )
    assert main(["letter", "render", str(file), "--out", str(out), "--language", "en"]) == 1
    assert "The text must end with “./.”" in capsys.readouterr().out


UNREADABLE = {
    "empty": "",
    "no yaml": "kind: [unclosed",
    "a tag": "!!python/object/apply:os.system ['true']",
    "a key of its own": WRITTEN + "owner: me\n",
    "another kind": WRITTEN.replace("cong_van", "thu_tay"),
    "too large": "# " + "x" * 1_000_001,
    "a bomb": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
    "too deep": "body: " + "[" * 2000 + "]" * 2000,
}


@pytest.mark.parametrize("written", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_gets_one_sentence(written: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(written, encoding="utf-8")
    out = file.with_suffix(".pdf")
    assert main(["letter", "render", str(file), "--out", str(out), "--json"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert not out.exists()


def test_where_nothing_can_be_written_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", "render", str(file), "--out", str(file.parent / "gone" / "x.pdf")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_it_runs_as_a_program_without_a_database(file: Path, tmp_path: Path) -> None:
    program = "from motcua.cli.main import main; raise SystemExit(main())"
    home = tmp_path / "home"
    ran = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            program,
            "letter",
            "render",
            str(file),
            "--out",
            str(tmp_path / "a.pdf"),
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "MOTCUA_HOME": str(home)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {"pages": 3, "findings": []}
    assert not (home / "postgres").exists()
    assert not list(home.rglob("PG_VERSION"))
