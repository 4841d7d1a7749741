"""`motcua clock`: what it prints, and what it says when it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from motcua.cli.main import main
from tests.kernel.calendars import OFFICE

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def calendar(tmp_path: Path) -> str:
    path = tmp_path / "hanh-chinh.yaml"
    path.write_text(yaml.safe_dump(OFFICE.to_mapping(), allow_unicode=True), encoding="utf-8")
    return str(path)


def due(calendar: str, *more: str, start: str = "2024-10-14T08:00+07:00", limit: str = "5 working_days") -> list[str]:
    return ["clock", "due", "--calendar", calendar, "--start", start, "--limit", limit, *more]


def worked(calendar: str, start: str, end: str, *more: str) -> list[str]:
    return ["clock", "worked", "--calendar", calendar, "--from", start, "--to", end, *more]


def test_due_as_json(calendar: str, capsys: Captured) -> None:
    hold = "2024-10-16T10:00:00+07:00/2024-10-18T08:00:00Z"
    assert main(due(calendar, "--hold", hold, "--json")) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["due"] == "2024-10-23T11:00:00+07:00"
    assert "23/10/2024" in printed["explanation"][-1]


def test_due_in_plain_text(calendar: str, capsys: Captured) -> None:
    assert main(due(calendar)) == 0
    assert capsys.readouterr().out == "2024-10-21T08:00:00+07:00\n"


def test_due_with_its_explanation(calendar: str, capsys: Captured) -> None:
    assert main(due(calendar, "--explain", "--language", "en")) == 0
    first, *sentences = capsys.readouterr().out.splitlines()
    assert first == "2024-10-21T08:00:00+07:00"
    assert sentences[-1] == "Due: 08:00 Monday 21/10/2024."


def test_policy_cut_off_and_several_holds(calendar: str, capsys: Captured) -> None:
    assert main(due(calendar, "--policy", "end_of_day")) == 0
    assert main(due(calendar, "--cutoff", "08:00", limit="same_day")) == 0
    holds = ["--hold", "2024-10-15T08:00+07:00/2024-10-15T09:00+07:00"]
    holds += ["--hold", "2024-10-14T08:00+07:00/2024-10-14T09:00+07:00"]
    assert main(due(calendar, *holds)) == 0
    assert capsys.readouterr().out.split() == [
        "2024-10-21T17:00:00+07:00",
        "2024-10-15T17:00:00+07:00",
        "2024-10-21T10:00:00+07:00",
    ]


def test_worked_as_json_and_in_plain_text(calendar: str, capsys: Captured) -> None:
    times = ("2024-10-14T11:00+07:00", "2024-10-14T07:00Z")
    assert main(worked(calendar, *times, "--json")) == 0
    assert json.loads(capsys.readouterr().out) == {"minutes": 60}
    assert main(worked(calendar, *times)) == 0
    assert capsys.readouterr().out == "60\n"


def refused(words: list[str], capsys: Captured) -> str:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--start", "2024-10-14T08:00"], "has no offset"),
        (["--start", "2024-10-14"], "has no offset"),
        (["--start", "yesterday"], "is not a time"),
        (["--start", "2024-02-30T08:00+07:00"], "is not a time"),
        (["--start", "9999-12-31T23:00-07:00"], "outside the years"),
        (["--start", "9999-12-31T10:00+07:00"], "after the year 9999"),
        (["--limit", "3 weeks"], "is not a limit"),
        (["--limit", "1.3 working_days"], "is not a limit"),
        (["--policy", "noon"], "is not a policy"),
        (["--language", "fr"], "is not a language"),
        (["--cutoff", "3pm"], "is not a time of day"),
        (["--cutoff", "24:00"], "is not a time of day"),
        (["--hold", "2024-10-16T10:00+07:00"], "not two times"),
        (["--hold", "2024-10-16T10:00+07:00/2024-10-17T10:00"], "has no offset"),
        (["--hold", "2024-10-16T10:00+07:00/2024-10-16T09:00+07:00"], "ends before it starts"),
        (["--hold", "2024-10-16T10:00+07:00/P1D"], "is not a time"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_cannot_be_understood_is_one_sentence(
    calendar: str, options: list[str], more: list[str], sentence: str, capsys: Captured
) -> None:
    assert sentence in refused(due(calendar, *options, *more), capsys)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"calendar: {", "this is not YAML"),
        (b"", "is not a mapping"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"#" * 1_000_001, "larger than 1 MB"),
        (
            b"calendar: x\ntimezone: Asia/Atlantis\nhours: {mon: [07:00-11:30]}\n",
            "line 2: There is no timezone",
        ),
        (b"calendar: x\ntimezone: UTC\nhours: {}\n", "no working time at all"),
        (
            b"calendar: x\ntimezone: UTC\nhours:\n  mon: [07:00-11:30, 11:00-12:00]\n",
            "line 4: hours.mon: the periods",
        ),
        (b"a: &a [1,1,1,1]\nb: &b [*a,*a]\n" + b"c: [" + b"*b," * 20_000 + b"]", "beyond 100,000 values"),
    ],
)
def test_an_unreadable_calendar_is_one_sentence(
    tmp_path: Path, content: bytes, sentence: str, capsys: Captured
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    assert sentence in refused(due(str(path)), capsys)


def test_a_missing_file_and_a_folder_are_one_sentence(tmp_path: Path, capsys: Captured) -> None:
    assert "no such file" in refused(due(str(tmp_path / "none.yaml")), capsys)
    assert "a folder" in refused(due(str(tmp_path)), capsys)


def test_an_end_before_the_start_is_one_sentence(calendar: str, capsys: Captured) -> None:
    words = worked(calendar, "2024-10-14T11:00+07:00", "2024-10-14T10:00+07:00")
    assert "comes before the start" in refused(words, capsys)
