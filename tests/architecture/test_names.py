"""Names: none of the banned ones, and no province in the code."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from motcua.kernel.text import fold

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"
BANNED = {"utils", "helpers", "common", "manager", "handler", "service", "services", "process", "data", "info", "base"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {path.stem for path in SOURCE.rglob("*.py")} | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert named & BANNED == set()


def test_no_line_of_code_names_a_place_or_an_agency_of_the_pack() -> None:
    words = set()
    for table in ("areas.csv", "agencies.csv"):
        with (ROOT / "packs" / "binh-phuoc" / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name = fold(row["name"])
                words.add(re.sub(r"^(tinh|huyen|xa|thi tran|thi xa|phuong) ", "", name))
                words.add(row["code"].lower())
    words = {word for word in words if len(word) > 4 and not word.isdigit()}
    assert "binh phuoc" in words
    any_word = re.compile(rf"(?<![a-z0-9.])({'|'.join(map(re.escape, sorted(words)))})(?![a-z0-9])")
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in SOURCE.rglob("*.py")
        for hit in any_word.finditer(fold(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_no_line_of_code_names_a_procedure_or_a_route_of_the_pack() -> None:
    pack = ROOT / "packs" / "binh-phuoc"
    names = {path.name for path in (pack / "procedures").iterdir()} | {
        path.stem for path in (pack / "routes").iterdir()
    }
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCE.rglob("*.py")
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert found == []
