"""`motcua agencies ending` and `stranded`: what they print, and their exit status."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.cli.main import main
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import queries
from motcua.domain.matters import actions as matters
from tests.build import people, reform
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, a_draft, open_task
from tests.build.reform import LAST_DAY
from tests.domain.packs.copies import a_copy

pytestmark = pytest.mark.django_db
ON = ["--on", LAST_DAY.isoformat()]


def begun(tmp_path: Path) -> Cast:
    """A commune with a dossier at its registrar, one at its leader, one new, and a draft; before the day."""
    cast = Cast.of()
    filed = [a_dossier(people.an(f"07019400{number}", "Điểu Thị An")) for number in (1230, 1231, 1232)]
    cast.go(filed[0], "accept", now=MONDAY)
    cast.go(filed[1], "accept", "propose", now=MONDAY)
    matters.claim(open_task(filed[0]).pk, by=cast.officials[1].official, now=MONDAY)
    a_draft(cast.an)
    reform.load(reform.enacted(a_copy(tmp_path)), MONDAY)
    return cast


def test_each_ending_agency_is_listed_with_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(tmp_path)
    [committee] = [each for each in queries.endings(MONDAY.date()) if each.agency.code == "H10.30.13"]
    assert committee.heir == reform.agency("H10.99")
    assert (committee.dossiers, committee.tasks) == ({"in_progress": 2, "new": 1}, {"Lê Thị Hộ": 1, "": 1})
    assert (committee.drafts, committee.signatures, committee.originals) == (1, 1, 0)
    assert committee.officials == ("Lê Thị Hộ", "Phạm Thị Chi", "Hoàng Văn Thư")
    assert not committee.nothing_left
    assert queries.endings(MONDAY.date(), LAST_DAY - timedelta(days=1)) == []
    assert queries.ending_of(reform.agency("H10.99"), MONDAY.date()).nothing_left


def test_the_preview_is_lines_for_people_and_one_json_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun(tmp_path)
    assert main(["agencies", "ending", *ON]) == 0
    said = capsys.readouterr().out.splitlines()
    head = said.index(
        "H10.30.13 Ủy ban nhân dân xã Đak Nhau: ngày cuối cùng 31/10/2024, tiếp nhận: H10.99 Ủy ban nhân dân xã Đak Bom"
    )
    assert said[head + 1] == "  Hồ sơ đang mở: 3 (Đang xử lý 2, Mới đăng ký 1)"
    assert said[head + 2] in {
        "  Việc đang mở: 2 (Lê Thị Hộ 1, chưa ai nhận 1)",
        "  Việc đang mở: 2 (chưa ai nhận 1, Lê Thị Hộ 1)",
    }
    assert main(["agencies", "ending", *ON, "--json"]) == 0
    listed = {each["code"]: each for each in json.loads(capsys.readouterr().out)["ending"]}
    assert listed["H10.30.13"] == {
        **{"code": "H10.30.13", "last_day": "2024-10-31", "successor": "H10.99"},
        **{"dossiers": {"in_progress": 2, "new": 1}, "tasks": 2, "tasks_with_assignee": 1, "drafts": 0, "sheets": 0},
        **{"signatures": 1, "originals": 0, "on_their_way": 0, "at_the_post": 0, "officials": 3},
    }
    assert main(["agencies", "ending", *ON, "--language", "en"]) == 0
    assert "last day 2024-10-31, taken over by: H10.99" in capsys.readouterr().out


def test_an_agency_that_nobody_takes_over_from_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(tmp_path)
    Agency.objects.filter(code="H10.30.13").update(successor=None)
    assert main(["agencies", "ending"]) == 1
    assert "tiếp nhận: CHƯA CÓ CƠ QUAN NÀO" in capsys.readouterr().out
    assert main(["agencies", "stranded"]) == 1
    assert capsys.readouterr().out == (
        "✗ Ủy ban nhân dân xã Đak Nhau đã kết thúc ngày 31/10/2024 mà chưa có cơ quan tiếp nhận: 3 hồ sơ đang mở.\n"
    )
    assert main(["agencies", "stranded", "--json", "--language", "en"]) == 1
    [found] = json.loads(capsys.readouterr().out)["stranded"]
    assert (found["agency"], found["matters"]) == ("H10.30.13", 3)
    assert "nobody took over" in found["story"]


def test_where_nothing_ends_a_sentence_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agencies", "ending"]) == 0
    assert main(["agencies", "stranded"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["agencies", "ending", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ending": []}


@pytest.mark.parametrize("day", ["30/06/2025", "2025-13-01", ""])
def test_a_day_that_is_none_is_refused_in_a_sentence(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agencies", "ending", f"--on={day}"]) == 2
    assert "--on" in capsys.readouterr().err
