"""Whatever stands where a value was, the checker answers with findings and never fails."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.packs.rules import check
from motcua.kernel.reading import read_yaml
from tests.domain.packs.copies import PACK, a_copy, yaml_files

FILES = yaml_files()
ODD: list[Any] = [
    None,
    "",
    "  ",
    0,
    -1,
    1.5,
    True,
    [],
    {},
    [[]],
    [None],
    {"vi": None},
    {"x": {"y": []}},
    "\u0000",
    "end",
    10**17,
]


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document, the root included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, each in inner for place in places(each, (*at, key)))]


def replaced(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    """The document with something else at one place."""
    if not place:
        return odd
    copy = value.copy()
    copy[place[0]] = replaced(value[place[0]], place[1:], odd)
    return copy


PLACES = {file: places(read_yaml(PACK / file)) for file in FILES}


@settings(max_examples=12, deadline=None)
@given(at=st.data())
def test_something_odd_anywhere_never_makes_the_checker_fail(at: st.DataObject) -> None:
    file = at.draw(st.sampled_from(FILES))
    place, odd = at.draw(st.sampled_from(PLACES[file])), at.draw(st.sampled_from(ODD))
    with tempfile.TemporaryDirectory() as folder:
        copy = a_copy(Path(folder))
        body = replaced(read_yaml(copy / file), place, odd)
        (copy / file).write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), encoding="utf-8")
        for finding in check(copy):
            assert finding.story_vi
            assert finding.story_en
            assert finding.line >= 1


@settings(max_examples=12, deadline=None)
@given(file=st.sampled_from(["areas.csv", "agencies.csv", "contacts.csv", "counters.csv"]), at=st.data())
def test_a_table_cut_anywhere_never_makes_the_checker_fail(file: str, at: st.DataObject) -> None:
    text = (PACK / file).read_text(encoding="utf-8")
    cut = at.draw(st.integers(0, len(text)))
    thrown_in = at.draw(st.sampled_from(["", '"', ",", "\n", "\x00", ";", "=1+1", "\r"]))
    with tempfile.TemporaryDirectory() as folder:
        copy = a_copy(Path(folder))
        (copy / file).write_text(text[:cut] + thrown_in, encoding="utf-8")
        findings = check(copy)
        if cut < len(text) // 2:
            assert findings
