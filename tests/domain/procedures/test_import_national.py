"""Taking in national records: good ones in, each broken one told with its line, nothing done twice."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.journal.models import Entry
from motcua.domain.procedures import actions
from motcua.domain.procedures.models import Catalogue, NationalProcedure
from motcua.kernel.errors import Malformed
from tests.domain.procedures.records import CLERK, NOW, a_csv, a_record, an_xlsx, lines, rejections, take

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "8.000001", "8.000002", "8.000003"


def _codes() -> list[str]:
    return list(NationalProcedure.objects.filter(replaced_at=None).order_by("code").values_list("code", flat=True))


def _entries() -> list[dict[str, Any]]:
    return [entry.facts for entry in Entry.objects.filter(verb="procedures.imported").order_by("pk")]


def test_every_record_of_a_file_is_kept_with_where_it_came_from() -> None:
    done = take(lines(a_record(ONE), a_record(TWO, name="Cấp bến đò")), "thang-3.jsonl")
    assert (done.created, done.updated, done.unchanged, done.rejected) == (2, 0, 0, [])
    kept = NationalProcedure.objects.get(code=TWO)
    assert (kept.name, kept.version, kept.field_name, kept.levels) == ("Cấp bến đò", 1, "Đường thủy", ["Cấp xã"])
    assert (kept.source, len(kept.source_digest), kept.imported_at, kept.replaced_at) == (
        "thang-3.jsonl",
        64,
        NOW,
        None,
    )
    assert kept.body["legal_bases_text"].startswith("Tên văn bản")


def test_an_import_is_one_entry_of_the_journal() -> None:
    before = len(_entries())
    take(lines(a_record(ONE), "{", a_record(TWO)))
    (facts,) = _entries()[before:]
    assert len(facts.pop("digest")) == 64
    assert facts == {"created": 2, "updated": 0, "unchanged": 0, "rejected": 1}


def test_the_same_file_again_changes_nothing() -> None:
    content = lines(a_record(ONE), a_record(TWO))
    take(content)
    rows, entries = list(NationalProcedure.objects.order_by("pk").values()), len(_entries())
    revision = Catalogue.objects.get().revision
    done = take(content, now=NOW + timedelta(days=1))
    assert (done.created, done.updated, done.unchanged) == (0, 0, 2)
    assert list(NationalProcedure.objects.order_by("pk").values()) == rows
    assert (len(_entries()), Catalogue.objects.get().revision) == (entries, revision)


def test_a_changed_record_is_a_new_version_and_the_old_one_is_kept() -> None:
    take(lines(a_record(ONE), a_record(TWO)))
    later = NOW + timedelta(days=30)
    done = take(lines(a_record(ONE, decision="99/QĐ-BGT")), now=later)
    assert (done.created, done.updated, done.unchanged) == (0, 1, 0)
    old, new = NationalProcedure.objects.filter(code=ONE).order_by("version")
    assert (old.decision, old.replaced_at, new.decision, new.replaced_at) == ("12/QĐ-BGT", later, "99/QĐ-BGT", None)
    assert _codes() == [ONE, TWO]


def test_the_order_of_keys_and_decomposed_letters_are_no_change() -> None:
    take(lines(a_record(ONE, name="Cấp thẻ")))
    turned = dict(reversed(list(a_record(ONE, name="Cấp thẻ").items())))
    assert take(lines(turned)).unchanged == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing() -> None:
    before, revision = len(_entries()), Catalogue.objects.get().revision
    done = take(lines(a_record(ONE), "[]"), dry_run=True)
    assert (done.created, rejections(done)) == (1, [(2, "", "not_object")])
    assert (_codes(), len(_entries()), Catalogue.objects.get().revision) == ([], before, revision)


def test_blank_lines_count_and_a_mark_at_the_beginning_is_nothing() -> None:
    done = take(
        b"\xef\xbb\xbf" + lines(a_record(ONE), "", "   ", '{"code": "8.000009"') + b"\r\n" + lines(a_record(TWO))
    )
    assert _codes() == [ONE, TWO]
    assert rejections(done) == [(4, "8.000009", "not_json")]


def test_the_last_line_needs_no_end_and_windows_ends_are_ends() -> None:
    content = lines(a_record(ONE)).replace(b"\n", b"\r\n") + lines(a_record(TWO)).rstrip(b"\n")
    assert take(content).created == 2


def test_the_second_record_with_a_code_is_rejected() -> None:
    done = take(lines(a_record(ONE, name="Thứ nhất"), a_record(TWO), a_record(ONE, name="Thứ hai")))
    assert rejections(done) == [(3, ONE, "duplicate_code")]
    assert "dòng 1" in done.rejected[0].why
    assert NationalProcedure.objects.get(code=ONE).name == "Thứ nhất"


def test_a_rejected_record_does_not_take_the_place_of_a_good_one() -> None:
    done = take(lines(a_record(ONE, name=7), a_record(ONE)))
    assert rejections(done) == [(1, ONE, "wrong_type")]
    assert _codes() == [ONE]


BROKEN: list[tuple[Any, str, str]] = [
    ({"name": "Không có mã"}, "", "missing_code"),
    (a_record(ONE, code=None), "", "missing_code"),
    (a_record(ONE, code="   "), "", "missing_code"),
    (a_record(ONE, name=""), ONE, "missing_name"),
    (a_record(ONE, code=1.000045), "", "wrong_type"),
    (a_record(ONE, code=["8"]), "", "wrong_type"),
    (a_record(ONE, code="tám phẩy một"), "tám phẩy một", "bad_code"),
    (a_record(ONE, name={"vi": "Tên"}), ONE, "wrong_type"),
    (a_record(ONE, levels="Cấp xã"), ONE, "wrong_type"),
    (a_record(ONE, subjects=[1, 2]), ONE, "wrong_type"),
    (a_record(ONE, levels=["x"] * 61), ONE, "too_long"),
    (a_record(ONE, procedure_text=True), ONE, "wrong_type"),
    (a_record(ONE, name="a\0b"), ONE, "nul"),
    (a_record(ONE, parts_text="a\0b"), ONE, "nul"),
    (a_record(ONE, name="n" * 2001), ONE, "too_long"),
    ('{"code": "8.000001", "name": "\\ud800"}', ONE, "bad_character"),
    ('{"code": "8.000001", "name": "a", "name": "b"}', ONE, "key_twice"),
    ('{"code": "8.000001", "name": NaN}', ONE, "not_json"),
    ('{"code": "8.000001", "name": "a"} {}', ONE, "not_json"),
    ("null", "", "not_object"),
    ("[" * 100_000, "", "not_json"),
    ("9" * 10_000, "", "not_json"),
    ('{"code": "8.000001", "name": "Đê"}'.encode("cp1258"), ONE, "not_utf8"),
    ('{"code": "8.000001", "name": "' + "x" * 10_000_000 + '"}', ONE, "too_large"),
]


@pytest.mark.parametrize(("broken", "code", "reason"), BROKEN, ids=[f"{n}-{each[2]}" for n, each in enumerate(BROKEN)])
def test_a_broken_record_is_told_and_the_rest_goes_on(broken: Any, code: str, reason: str) -> None:
    done = take(lines(a_record(TWO), broken, a_record(THREE)))
    assert rejections(done) == [(2, code, reason)]
    assert done.rejected[0].why.endswith(".")
    assert done.rejected[0].why_en.endswith(".")
    assert _codes() == [TWO, THREE]


def test_a_line_of_a_megabyte_is_the_longest() -> None:
    short = len(lines(a_record(ONE, result_text=""))) - 1
    longest = lines(a_record(ONE, result_text="x" * (1_000_000 - short)))
    assert len(longest) == 1_000_001
    assert take(longest).created == 1
    assert rejections(take(lines(a_record(TWO, result_text="x" * (1_000_001 - short))))) == [(1, TWO, "too_large")]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        for number in range(40):
            file.write(lines({"code": "", "name": "x" * 900_000, "number": number}))
        file.write(b'{"name": "' + b"y" * 20_000_000 + b'"}\n' + lines(a_record(ONE)))
    tracemalloc.start()
    with path.open("rb") as file:
        done = actions.import_national(file, path.name, by=CLERK, now=NOW)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (done.created, len(done.rejected)) == (1, 41)
    assert most < 12_000_000


def test_nothing_is_left_of_an_import_that_breaks_off() -> None:
    class Breaks(io.BytesIO):
        """A file on a stick that is pulled out."""

        asked = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.asked += 1
            if self.asked > 350:
                raise OSError("gone")
            return super().readline(size)

    before = len(_entries())
    content = lines(*(a_record(f"8.{number:06d}") for number in range(400)))
    with pytest.raises(OSError, match="gone"):
        actions.import_national(Breaks(content), "stick.jsonl", by=CLERK, now=NOW)
    assert (_codes(), len(_entries())) == ([], before)


def test_the_statements_of_an_import_do_not_grow_with_its_records() -> None:
    def cost(first: int, count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(lines(*(a_record(f"8.{first + number:06d}") for number in range(count))))
        return len(captured)

    assert cost(0, 10) == cost(1000, 190)


# --- tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_says_the_same_as_json_lines(delimiter: str) -> None:
    take(lines(a_record(ONE), a_record(TWO)))
    done = take(a_csv(a_record(ONE), a_record(TWO), delimiter=delimiter), "records.csv")
    assert (done.created, done.updated, done.unchanged, done.rejected) == (0, 0, 2, [])


def test_lines_of_a_csv_file_are_physical_ones() -> None:
    content = a_csv(a_record(ONE), a_record(TWO, name=""), a_record(THREE))  # each record stands on two lines
    assert rejections(take(content, "records.csv")) == [(4, TWO, "missing_name")]


def test_quotes_that_never_close_take_only_their_own_line() -> None:
    content = (
        b'code,name\n8.000001,"Th\xe1\xba\xbb\n8.000002,B\xe1\xba\xbfn\n\n8.000003,"Ch\xe1\xbb\xa3, b\xe1\xba\xbfn"\n'
    )
    done = take(content, "records.csv")
    assert rejections(done) == [(2, "", "not_csv")]
    assert _codes() == [TWO, THREE]


def test_a_csv_row_with_too_many_cells_or_too_much_in_them_is_told() -> None:
    content = f"code,name\n{ONE},Một,hai\n{TWO},{'x' * 1_100_000}\n{THREE},Ba,\n".encode()
    assert rejections(take(content, "records.csv")) == [(2, ONE, "too_many_cells"), (3, "", "too_large")]
    assert _codes() == [THREE]


def test_a_spreadsheet_that_took_the_zeros_of_a_code_is_understood() -> None:
    done = take(an_xlsx(["code", "name"], [1.00011, "Khai sinh"], ["2.0007", "Kết hôn"]), "records.xlsx")
    assert (done.created, _codes()) == (2, ["1.000110", "2.000700"])


def test_a_workbook_says_the_same_as_json_lines() -> None:
    take(lines(a_record(ONE)))
    record = a_record(ONE)
    cells = ["; ".join(value) if isinstance(value, list) else value for value in record.values()]
    done = take(an_xlsx(list(record), [], cells, [None, "Không mã"], [True, "x"]), "records.xlsx")
    assert done.unchanged == 1
    assert rejections(done) == [(4, "", "missing_code"), (5, "", "wrong_type")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "records.csv"),
        (b"name,field\nx,y\n", "records.csv"),
        (b"code,name,code\n1,2,3\n", "records.csv"),
        (b"\xff\xfec\x00", "records.jsonl"),
        (b"no workbook", "records.xlsx"),
        (b"PK\x03\x04 and nothing more", "records.xlsx"),
        (an_xlsx(["name"], ["x"]), "records.xlsx"),
        (an_xlsx(), "records.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_refused_in_a_sentence(content: bytes, name: str) -> None:
    with pytest.raises(Malformed, match=name):
        take(content, name)


def test_a_file_with_nothing_in_it_is_nothing_done() -> None:
    assert (take(b"").created, take(b"\n\n").rejected) == (0, [])


@pytest.mark.skipif("MOTCUA_SAMPLES" not in os.environ, reason="MOTCUA_SAMPLES names no folder of real records")
def test_real_records_are_all_taken_and_the_second_time_changes_nothing() -> None:
    content = (Path(os.environ["MOTCUA_SAMPLES"]) / "procedures" / "national-sample.jsonl").read_bytes()
    count = sum(1 for line in content.splitlines() if line.strip())
    first, second = take(content), take(content)
    assert (first.created, first.rejected) == (count, [])
    assert (second.created, second.updated, second.unchanged, second.rejected) == (0, 0, count, [])
    records = [json.loads(line) for line in content.splitlines()]
    assert take(a_csv(*records), "records.csv").unchanged == count
