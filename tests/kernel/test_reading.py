"""Reading the YAML of strangers: what it means, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.reading import MAX_BYTES, parse_yaml, parse_yaml_with_marks, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("# nothing", None), ("~", None), ("null", None), ("true", True), ("false", False),
        ("12", 12), ("-3", -3), ("1.5", 1.5), ("2024-05-01", date(2024, 5, 1)), ("2024-10", "2024-10"),
        ("07:00", "07:00"), ("13:30", "13:30"), ("07:00-11:30", "07:00-11:30"), ("on", "on"), ("No", "No"),
        ("yes", "yes"), ("0271", "0271"), ("1e5", "1e5"), ("1_000", "1_000"), (".inf", ".inf"),
        ("'12'", "12"), ('"true"', "true"), ("!!str 12", "12"), ("0x10", "0x10"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"), ("9" * 30, "9" * 30),
        ("'2024-05-01'", "2024-05-01"),
    ],
)  # fmt: skip
def test_a_scalar_means_what_its_author_sees(text: str, value: Any) -> None:
    found = parse_yaml(text, "x")
    assert (found, type(found)) == (value, type(value))


def test_keys_are_text_as_written_or_whole_numbers() -> None:
    assert parse_yaml("{on: 1, null: 2, 2024-05-01: 3, 5: 4, true: 5}", "x") == {
        "on": 1, "null": 2, "2024-05-01": 3, 5: 4, "true": 5,
    }  # fmt: skip


def test_text_is_composed_and_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffte\u0302n: Tie\u0302\u0301ng".encode())
    assert read_yaml(path) == {"t\u00ean": "Ti\u1ebfng"}


def test_every_place_has_its_line() -> None:
    text = "a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n"
    _, marks = parse_yaml_with_marks(text, "x")
    assert marks == {
        (): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4, ("b", 1, "d"): 5,
    }  # fmt: skip


def test_what_an_alias_holds_has_the_line_where_it_is_written() -> None:
    value, marks = parse_yaml_with_marks("a: &a\n  b: 1\nc: *a\n", "x")
    assert value == {"a": {"b": 1}, "c": {"b": 1}}
    assert (marks["c",], marks["c", "b"]) == (3, 2)


def test_a_merge_adds_what_is_missing_and_the_first_source_wins() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\n"
    value, marks = parse_yaml_with_marks(text, "x")
    assert value["c"] == {"x": 3, "y": 1, "z": 2}
    assert marks["c", "y"] == 1
    assert marks["c", "z"] == 2


BOMB = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: {", r"x: line \d+: this is not YAML"),
        ("a: 1\nb: c: d", "x: line 2: this is not YAML"),
        ("a: 1\na: 2", "x: line 2: the key a stands here a second time"),
        ("b: {c: 1,\n c: 2}", "line 2: the key c"),
        ("a: &x [*x]", r"\*x contains itself"),
        ("a: &x {b: {c: *x}}", r"\*x contains itself"),
        ("a: *x", r"\*x stands for nothing"),
        ("? [a]\n: 1", "cannot be a key"),
        ("a: !!python/object/apply:os.system [ls]", "tag .* is not allowed"),
        ("a: !!binary aGk=", "tag .* is not allowed"),
        ("a: !mine 1", "tag .* is not allowed"),
        ("a: 1\n---\nb: 2", "line 2: a second document"),
        ("a: 2024-02-30", "there is no day 2024-02-30"),
        ("a: \x07", "a character is not allowed"),
        ("a: \ud800", "a character is not allowed"),
        ("<<: 3", "takes over a mapping"),
        ("[" * 100 + "]" * 100, "nested more than 64 deep"),
        ("- " * 100_000, "nested more than 64 deep"),
        ("a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 90)), "more than 64 deep"),
        (BOMB, "line 5: the aliases grow the file beyond 100,000 values"),
        ("{b: &b {k: 1}, " + "a: [" + "*b, " * 40_000 + "]}", "beyond 100,000 values"),
        ("#" * (MAX_BYTES + 1), "larger than 1 MB"),
        ("#" + "ệ" * (MAX_BYTES // 3 + 1), "larger than 1 MB"),
    ],
    ids=range(23),
)
def test_what_is_no_plain_document_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Malformed, match=sentence) as refusal:
        parse_yaml(text, "x")
    assert "\n" not in str(refusal.value)


def test_a_long_list_without_aliases_is_read() -> None:
    assert len(parse_yaml("- x\n" * 150_000, "x")) == 150_000


def test_aliases_within_the_bound_are_written_out() -> None:
    value = parse_yaml("a: &a [1]\nb: *a\n", "x")
    value["a"].append(2)
    assert value["b"] == [1]


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path) -> None:
    large, latin = tmp_path / "large.yaml", tmp_path / "latin.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    latin.write_bytes(b"a: 1\nb: \xe9\xe8\n")
    for path, sentence in (
        (tmp_path / "none.yaml", "no such file"),
        (tmp_path, "a folder, not a file"),
        (latin / "below.yaml", "cannot be read"),
        (large, "larger than 1 MB"),
        (latin, "line 2 is not UTF-8"),
    ):
        with pytest.raises(Malformed, match=sentence):
            read_yaml(path)


def test_a_file_of_exactly_one_megabyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a: 1 #".ljust(MAX_BYTES, b"x"))
    assert read_yaml(path) == {"a": 1}
