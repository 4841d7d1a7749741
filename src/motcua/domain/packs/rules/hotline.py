"""What a province decided about its hotline, as a pack writes it: terms, the menu callers hear, what operators say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.hotline.states import SPOKEN_WORDS
from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.shapes import DAY, LINE, MARK, SLUG, TEXT, Shape, listing, mapping
from motcua.domain.packs.rules.shaping import check_shape
from motcua.kernel.menu import faults

HOTLINE_FILE = "hotline.yaml"
_COUNT: Shape = {"type": "integer", "minimum": 1, "maximum": 3600}
_CLOCK: Shape = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
_NAMED = mapping({"code": SLUG, "name": TEXT})
_SKILL = mapping({"code": SLUG, "name": TEXT}, {"overflow_to": listing(SLUG), "overflow_after": _COUNT})
_TARGET: Shape = {
    "anyOf": [LINE, mapping({"to": LINE}, {"skill": SLUG, "say": SLUG})],
}
_NODE = mapping(
    {"say": SLUG},
    {
        "then": {"enum": ["operator", "message"]},
        "skill": SLUG,
        "keys": {"type": "object", "patternProperties": {r"^[0-9*#]$": _TARGET}, "additionalProperties": False},
    },
)
_ARTICLE = mapping(
    {"code": SLUG, "question": TEXT, "short": TEXT, "full": TEXT, "owner": LINE, "valid_from": DAY, "review_on": DAY},
    {"procedure": LINE, "keywords": listing(LINE), "valid_to": DAY, "mark": MARK},
)
_SECONDS = (
    "answer_within", "short_seconds", "ring_seconds", "wrap_up_seconds", "silent_after", "overflow_after",
    "menu_seconds", "wrong_keys", "offer_call_back_after", "call_back_within", "slot_minutes", "try_again_after",
)  # fmt: skip
SHAPE = mapping(
    {
        "agency": LINE,
        "calendar": SLUG,
        **dict.fromkeys(_SECONDS, _COUNT),
        "next_morning_by": _CLOCK,
        "dial_between": {"type": "array", "items": _CLOCK, "minItems": 2, "maxItems": 2},
        "skills": listing(_SKILL),
        "menu": {"type": "object", "additionalProperties": _NODE, "minProperties": 1, "maxProperties": 100},
        "criteria": listing(_NAMED),
        "area_kinds": listing(SLUG),
        "articles": listing(_ARTICLE, 0),
    },
    {
        "urgent_skills": listing(SLUG),
        "mark": MARK,
        "abandoned_after": _COUNT,
        "pin_minutes": _COUNT,
        "proofs_a_day": _COUNT,
        "recording_days": {"type": "integer", "minimum": 1, "maximum": 36_500},
    },
)


def check_hotline(document: Document, places: Places, found: Findings) -> None:
    """Note every fault: the form, what is named and is not there, a menu that leads nowhere, an answer too long."""
    before = len(found)
    check_shape(document, SHAPE, found)
    if len(found) != before or not isinstance(document.body, Mapping):
        return
    body = document.body
    at = (document.file, document.line("agency"), "agency")
    check_known(found, "unknown-agency", at, str(body["agency"]), places.agency_codes)
    at = (document.file, document.line("calendar"), "calendar")
    check_known(found, "unknown-calendar", at, str(body["calendar"]), places.calendars)
    for node, what in faults(body["menu"]):
        found.add(
            "menu-leads-nowhere",
            document.file,
            document.line("menu", node),
            f"Cây thoại, nút {shown(node)}: {what}.",
            f"The menu at {shown(node)}: {what}.",
        )
    _check_skills(document, found)
    periods: dict[str, list[tuple[date, date]]] = {}
    for position, entry in enumerate(body["articles"]):
        _check_article(document, position, entry, places, periods, found)


def _check_skills(document: Document, found: Findings) -> None:
    """A key or an overflow that asks for a skill nobody can have would let callers wait for nobody."""
    body = document.body
    known = {str(each["code"]) for each in body["skills"]}
    for position, each in enumerate(body["skills"]):
        at = (document.file, document.line("skills", position), "overflow_to")
        for skill in each.get("overflow_to", ()):
            check_known(found, "unknown-skill", at, str(skill), known)
    for skill in body.get("urgent_skills", ()):
        check_known(
            found, "unknown-skill", (document.file, document.line("urgent_skills"), "urgent_skills"), skill, known
        )
    for name, node in body["menu"].items():
        targets = [node, *(each for each in node.get("keys", {}).values() if isinstance(each, Mapping))]
        for skill in filter(None, (str(each.get("skill", "")) for each in targets)):
            check_known(found, "unknown-skill", (document.file, document.line("menu", name), "skill"), skill, known)


def _check_article(  # noqa: PLR0917  # what an article is judged by
    document: Document,
    position: int,
    entry: Mapping[str, Any],
    places: Places,
    periods: dict[str, list[tuple[date, date]]],
    found: Findings,
) -> None:
    code, line = str(entry["code"]), document.line("articles", position, "code")
    at = (document.file, document.line("articles", position, "owner"), "owner")
    check_known(found, "unknown-agency", at, str(entry["owner"]), places.agency_codes)
    for language, text in entry["short"].items():
        if len(str(text).split()) > SPOKEN_WORDS:
            found.add(
                "answer-too-long",
                document.file,
                document.line("articles", position, "short"),
                f"{shown(code)}: câu trả lời ngắn ({language}) dài hơn {SPOKEN_WORDS} tiếng: hơn một phút.",
                f"{shown(code)}: the short answer ({language}) has more than {SPOKEN_WORDS} words: over a minute.",
            )
    begins, ends = entry["valid_from"], entry.get("valid_to") or date.max
    others = periods.setdefault(code, [])
    # An open end is closed by the next version; two versions of one day, or a closed period run into, are a slip.
    twice = any(begins == first or (begins <= last < date.max and first <= ends) for first, last in others)
    if ends < begins or twice:
        found.add(
            "bad-period",
            document.file,
            line,
            f"{shown(code)}: thời gian hiệu lực bị ngược hoặc trùng với bài khác cùng mã.",
            f"{shown(code)}: the period is upside down, or overlaps another article of this code.",
        )
    others.append((begins, ends))
