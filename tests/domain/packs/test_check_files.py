"""The files of a pack as a stranger may send them: missing, huge, not text, leading elsewhere, explosive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from motcua.domain.packs.rules import check, read
from motcua.kernel.errors import Malformed
from tests.domain.packs.copies import PACK, a_copy, changed, found, line_of


@pytest.mark.parametrize("file", ["pack.yaml", "areas.csv", "agencies.csv", "contacts.csv", "counters.csv"])
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / file).unlink()
    assert ("missing-file", file, 1) in found(copy)


@pytest.mark.parametrize("name", ["procedure.yaml", "form.yaml"])
def test_without_a_general_form_a_procedure_has_both_its_files(name: str, tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / "general-form.yaml").unlink()
    (copy / "procedures" / "1.001193" / name).unlink()
    assert ("missing-file", f"procedures/1.001193/{name}", 1) in found(copy)


def test_a_template_that_is_not_there_is_named_where_it_is_listed(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / "papers" / "giay-khai-sinh.typ").unlink()
    assert "missing-file" in {code for code, file, _ in found(copy) if file == "papers/papers.yaml"}


def test_a_template_outside_the_folder_is_refused(tmp_path: Path) -> None:
    copy = changed(tmp_path, "papers/papers.yaml", "giay-khai-sinh.typ]", "../../secret.typ]")
    assert {"bad-value", "missing-file"} <= {code for code, file, _ in found(copy) if file == "papers/papers.yaml"}


def test_an_empty_file_is_found(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    for file in ("pack.yaml", "areas.csv", "calendars/hanh-chinh.yaml", "procedures/1.001193/form.yaml"):
        (copy / file).write_bytes(b"")
    assert {"pack.yaml", "areas.csv", "calendars/hanh-chinh.yaml", "procedures/1.001193/form.yaml"} <= {
        file for _, file, _ in found(copy)
    }


@pytest.mark.parametrize("file", ["areas.csv", "pack.yaml", "routes/ho-tich-trong-ngay.yaml", "README.md"])
def test_a_file_over_one_megabyte_is_refused(file: str, tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    with (copy / file).open("ab") as opened:
        opened.write(b"#" * 1_000_001)
    assert ("too-large", file, 1) in found(copy)


def test_a_gigabyte_is_refused_at_once(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    with (copy / "areas.csv").open("wb") as opened:
        opened.truncate(10**9)
    assert ("too-large", "areas.csv", 1) in found(copy)


def test_what_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    lines = (copy / "areas.csv").read_bytes().split(b"\n")
    lines[3] = "Xã Đường 10".encode("utf-16")
    (copy / "areas.csv").write_bytes(b"\n".join(lines))
    assert ("not-utf8", "areas.csv", 4) in found(copy)


def test_a_file_saved_by_a_spreadsheet_with_its_mark_is_read(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    text = (copy / "areas.csv").read_text(encoding="utf-8")
    (copy / "areas.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert found(copy) == []


def test_a_cell_over_two_lines_keeps_the_lines_after_it_right(tmp_path: Path) -> None:
    copy = changed(tmp_path, "areas.csv", "Xã Đường 10", '"Xã\nĐường 10"')
    text = (copy / "areas.csv").read_text(encoding="utf-8").replace(",xa,696,", ",lang,696,", 3)
    (copy / "areas.csv").write_text(text, encoding="utf-8")
    # The cell ends on the line after the one it begins on, so the next area stands two lines below its beginning.
    first = line_of(PACK / "areas.csv", "25398,")
    assert [line for code, _, line in found(copy) if code == "unknown-kind"] == [first, first + 2, first + 3]


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (copy / "procedures" / "1.001193" / "procedure.yaml").write_text("\n".join(bomb), encoding="utf-8")
    codes = {(code, file) for code, file, _ in found(copy)}
    assert ("bad-yaml", "procedures/1.001193/procedure.yaml") in codes


def test_a_route_that_cannot_be_read_is_not_unknown_as_well(tmp_path: Path) -> None:
    copy = changed(tmp_path, "routes/ho-tich-trong-ngay.yaml", "steps:", "steps: [")
    assert {code for code, _, _ in found(copy)} == {"bad-yaml"}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("code\nsecret\n", encoding="utf-8")
    (copy / "areas.csv").unlink()
    (copy / "areas.csv").symlink_to(secret)
    (copy / "papers" / "outside").symlink_to(tmp_path)
    codes = found(copy)
    assert ("link-outside", "areas.csv", 1) in codes
    assert ("link-outside", "papers/outside", 1) in codes
    assert not any("secret" in one.story_vi + one.story_en for one in check(copy))


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / "papers" / "round").symlink_to(copy / "papers")
    (copy / "self.csv").symlink_to(copy / "self.csv")
    codes = {code for code, _, _ in found(copy)}
    assert {"link-to-folder", "link-outside"} <= codes


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / "areas.csv").unlink()
    os.mkfifo(copy / "areas.csv")
    assert ("unreadable-file", "areas.csv", 1) in found(copy)


def test_a_file_nobody_uses_is_a_warning_that_does_not_block(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    (copy / "calendars" / "tet.yml").write_text("calendar: tet\n", encoding="utf-8")
    findings = check(copy)
    assert [(one.code, one.file, one.blocks) for one in findings] == [("unknown-file", "calendars/tet.yml", False)]
    assert read(copy).code == "binh-phuoc"


def test_a_folder_that_is_not_there_is_malformed(tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        check(tmp_path / "nowhere")
    with pytest.raises(Malformed):
        check(PACK / "pack.yaml")


def test_every_fault_is_told_not_only_the_first(tmp_path: Path) -> None:
    copy = changed(tmp_path, "procedures/1.001193/procedure.yaml", "amount: 8000", "amount: -1")
    path = copy / "procedures" / "1.001193" / "procedure.yaml"
    text = path.read_text(encoding="utf-8").replace("step: number", "step: print").replace("policy: end_of_day\n", "")
    path.write_text(text, encoding="utf-8")
    (copy / "counters.csv").write_text("agency,number,title_vi,title_en\nH10.99,0,,\n", encoding="utf-8")
    codes = {code for code, _, _ in found(copy)}
    assert {"bad-fee", "unknown-step", "missing-key", "unknown-agency", "bad-number", "missing-text"} <= codes
    assert "one-stop-without-counter" in codes


def test_a_one_stop_unit_without_counters_is_named_where_it_stands(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    path = copy / "counters.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("H10.30.13.01")]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert found(copy) == [("one-stop-without-counter", "agencies.csv", line_of(copy / "agencies.csv", "H10.30.13.01"))]


def test_a_one_stop_unit_without_hours_has_not_published_them(tmp_path: Path) -> None:
    hours = "Monday to Friday: 07:00 to 11:30 and 13:30 to 17:00, except public holidays"
    copy = changed(tmp_path, "contacts.csv", f'"{hours}"', '""')
    assert found(copy) == [("one-stop-unpublished", "contacts.csv", 2)]


def test_reading_a_broken_pack_tells_the_first_fault(tmp_path: Path) -> None:
    copy = changed(tmp_path, "areas.csv", "25399,Xã Đak Nhau", "25399,")
    with pytest.raises(Malformed, match=rf"areas\.csv: line {line_of(PACK / 'areas.csv', '25399,')}:"):
        read(copy)
