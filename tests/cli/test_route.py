"""`motcua route`: findings and exit statuses as the interfaces say, and one sentence for what cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from motcua.cli.main import main
from tests.kernel.routes import EXAMPLE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The example of the interfaces as a file."""
    path = tmp_path / "route.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_a_sound_route_has_no_findings(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "verify", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


def test_a_sound_route_is_said_to_be(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "verify", str(file)]) == 0
    assert capsys.readouterr().out == "Quy trình cấp xã, ba bước: không có lỗi.\n"


def test_findings_are_listed_with_code_step_and_story(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(EXAMPLE.replace("limit: 4", "limit: 3").replace("duty: leader, ", ""), encoding="utf-8")
    assert main(["route", "verify", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(one["code"], one["step"]) for one in found] == [("no-duty", "approve"), ("over-limit", "hand_over")]
    assert all(set(one) == {"code", "step", "story"} for one in found)
    assert found[1]["story"].endswith("mất 3,5 ngày làm việc; pháp luật cho 3 ngày làm việc.")


def test_findings_are_printed_one_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(EXAMPLE.replace("duty: leader, ", ""), encoding="utf-8")
    assert main(["route", "verify", str(file)]) == 1
    assert capsys.readouterr().out == (
        "no-duty (approve): Bước “Phê duyệt” không nêu nhiệm vụ nào, nên không biết giao cho ai.\n"
    )


def test_a_story_calls_the_states_of_a_dossier_by_their_names(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(
        EXAMPLE.replace("{propose: approve, need", "{propose: {to: approve, move: paid}, need"), encoding="utf-8"
    )
    assert main(["route", "verify", str(file), "--json"]) == 1
    assert "khi đang ở trạng thái “Đang xử lý”" in json.loads(capsys.readouterr().out)["findings"][0]["story"]


def test_the_bpmn_of_a_route_is_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "bpmn", str(file)]) == 0
    assert ET.fromstring(capsys.readouterr().out.encode()).tag.endswith("definitions")


UNREADABLE = {
    "empty": "",
    "no mapping": "- a\n- b\n",
    "no yaml": "route: [unclosed",
    "cut off": EXAMPLE[:700],
    "a tag": "!!python/object/apply:os.system ['true']",
    "a key of its own": EXAMPLE.replace("start: receive", "start: receive\nowner: me"),
    "a bad budget": EXAMPLE.replace("budget: 1.5d", "budget: soon"),
    "a bad limit": EXAMPLE.replace("4 working_days", "4 moons"),
    "too large": "# " + "x" * 1_000_001,
    "a bomb": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    + "steps: *a8\n",
    "too deep": "steps: " + "[" * 2000 + "]" * 2000,
    "too many steps": "route: a\nkind: dossier\nstart: s1\nsteps:\n"
    + "".join(f"  s{n}: {{desk: one_stop}}\n" for n in range(301)),
}


@pytest.mark.parametrize("verb", ["verify", "bpmn"])
@pytest.mark.parametrize("written", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_gets_one_sentence(
    written: str, verb: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(written, encoding="utf-8")
    assert main(["route", verb, str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert 20 < len(printed.err) < 500


def test_a_file_that_is_not_text_or_not_there_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    binary = tmp_path / "route.yaml"
    binary.write_bytes(b"\x7fELF\x02\x01\x00\xff\xfe")
    for path in (binary, tmp_path / "gone.yaml", tmp_path):
        assert main(["route", "verify", str(path), "--json"]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_another_kind_is_refused_with_the_kinds_that_are_known(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(EXAMPLE.replace("kind: dossier", "kind: petition"), encoding="utf-8")
    assert main(["route", "verify", str(file)]) == 2
    assert "petition is no kind of matter; known are dossier." in capsys.readouterr().err


def test_it_runs_as_a_program_without_settings_or_database(file: Path) -> None:
    program = "from motcua.cli.main import main; raise SystemExit(main())"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, "route", "verify", "--json", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {"findings": []}
