"""`motcua procedures search`: what the portal's search box finds, on the command line."""

from __future__ import annotations

import json

import pytest

from motcua.cli.main import main
from tests.domain.procedures.records import a_record, lines, take

pytestmark = pytest.mark.django_db


def test_results_come_best_first_as_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "search", "khai sinh", "--json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert results[0]["code"] == "1.001193"
    assert set(results[0]) == {"code", "name", "score"}
    assert [result["score"] for result in results] == sorted((result["score"] for result in results), reverse=True)


def test_results_are_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "search", "2.000986"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("1.00  2.000986  ")


def test_no_more_than_the_limit_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "search", "", "--limit", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["results"]) == 1


def test_nothing_found_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "search", "xyzwq kjhgf", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"results": []}


@pytest.mark.parametrize("limit", ["0", "-1", "ten", "1.5", "٣", ""])
def test_a_limit_that_is_no_number_is_refused_in_a_sentence(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "search", "khai sinh", f"--limit={limit}"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_national_records_are_found_too_each_code_once(capsys: pytest.CaptureFixture[str]) -> None:
    take(lines(a_record("8.000001"), a_record("1.001193", name="Đăng ký khai sinh toàn quốc")))
    assert main(["procedures", "search", "the do ngang", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"][0]["code"] == "8.000001"
    assert main(["procedures", "search", "khai sinh", "--json"]) == 0
    codes = [result["code"] for result in json.loads(capsys.readouterr().out)["results"]]
    assert codes.count("1.001193") == 1
