"""The procedures a province really has, as small ones with the words people use: what search is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.domain.procedures import actions
from motcua.kernel.reading import read_yaml
from tests.domain.procedures.catalogue import CLERK, NOW, a_calendar, written

HERE = Path(__file__).parent
PACK = HERE.parents[2] / "packs" / "binh-phuoc"


@dataclass(frozen=True)
class Query:
    """What somebody types, and the codes of the procedures that would help them."""

    text: str
    wanted: tuple[str, ...]


def queries(part: str) -> list[Query]:
    """The queries to tune on, or those held out."""
    return [Query(str(each["q"]), tuple(each["want"])) for each in read_yaml(HERE / "queries.yaml")[part]]


def procedures() -> Iterator[dict[str, Any]]:
    """Each procedure's file, in the year of the tests; the pack's own names and words where it has it."""
    for line in read_yaml(HERE / "province.yaml"):
        code, field, name, words = (part.strip() for part in line.split(" | "))
        file = PACK / "procedures" / code / "procedure.yaml"
        if file.exists():
            body = read_yaml(file)
            changes = {"name": body["name"], "field": body["field"], "words": body["words"]}
        else:
            changes = {
                "name": {"vi": name, "en": ""},
                "field": {"code": "linh-vuc", "vi": field, "en": ""},
                "words": words.split("; "),
            }
        yield written(code, **changes)


def the_province() -> None:
    """All of them published, and the pack's synonyms and abbreviations taught."""
    actions.teach(read_yaml(PACK / "words.yaml"), by=CLERK, now=NOW)
    calendar_id = a_calendar()
    for procedure in procedures():
        actions.publish(procedure, {}, calendar_id=calendar_id, by=CLERK, now=NOW)
