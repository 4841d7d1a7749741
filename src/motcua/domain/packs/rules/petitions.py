"""What a province decided about voters' petitions, as a pack writes it: offices, days, fields, terms of the council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.shapes import DAY, LIMIT, LINE, MARK, SLUG, TEXT, Shape, listing, mapping
from motcua.domain.packs.rules.shaping import check_shape
from motcua.kernel.route import Route

PETITIONS_FILE = "petitions.yaml"
_DAYS: Shape = {"type": "integer", "minimum": 1, "maximum": 730}
_NUMBER: Shape = {"type": "integer", "minimum": 0, "maximum": 366}
_SESSION = mapping({"number": _DAYS, "opens": DAY}, {"closes": DAY, "mark": MARK})
_TERM = mapping(
    {"code": {"type": "string", "pattern": r"^[A-Z0-9]{1,10}$"}, "begins": DAY},
    {
        "ends": DAY,
        "mark": MARK,
        "sessions": listing(_SESSION),
        "groups": listing(mapping({"code": SLUG, "name": LINE})),
    },
)
_WORDS_OF = dict.fromkeys(("content", "voter", "address", "place", "field", "phone", "agency"), listing(LINE))
_FACT_TOLD = mapping({"title": TEXT, "text": LINE})
_REPLY = mapping(
    {
        **dict.fromkeys(("subject", "basis", "opening", "named", "unnamed", "voice", "next_voice"), LINE),
        **dict.fromkeys(("transition", "transition_of_several", "point", "promise", "closing", "end"), LINE),
        **dict.fromkeys(("to", "hamlet_words", "one_stop_kinds"), listing(LINE)),
    },
    {
        "app": LINE,
        "mark": MARK,
        "facts": mapping({}, dict.fromkeys(("dossiers", "reports", "contact", "hotline"), _FACT_TOLD)),
    },
)
SHAPE = mapping(
    {
        "valid_from": DAY,
        "office": LINE,
        "executive": LINE,
        "assigning": LINE,
        "committees": listing(LINE),
        "code_prefix": {"type": "string", "pattern": r"^[A-Z]{2,4}$"},
        "route": SLUG,
        "calendar": SLUG,
        "whole_limit": LIMIT,
        "answer_days": _DAYS,
        "come_back_days": _DAYS,
        "remind_at": listing({"type": "integer", "minimum": 1, "maximum": 200}),
        "commitment_days": listing(_NUMBER),
        "returns_before_binding": _DAYS,
        "sealed_category": SLUG,
        "levels": listing(mapping({"code": SLUG, "name": TEXT})),
        "fields": listing(
            mapping({"code": SLUG, "name": TEXT, "committee": LINE}, {"keywords": listing(LINE), "mark": MARK})
        ),
        "sheet_words": mapping({"content": listing(LINE)}, _WORDS_OF),
    },
    {
        "committees_review": {"type": "boolean"},
        "hotline": LINE,
        "reply": _REPLY,
        "mark": MARK,
        "council_terms": listing(_TERM),
    },
)


def check_petitions(
    document: Document, places: Places, routes: Mapping[str, Route | None], sealed: frozenset[str], found: Findings
) -> None:
    """Note every fault of the file: its form, and what it names. `sealed`: categories of reports that are sealed."""
    check_shape(document, SHAPE, found)
    body = document.body
    if not isinstance(body, Mapping):
        return
    for key in ("office", "executive", "assigning"):
        at = (document.file, document.line(key), key)
        check_known(found, "unknown-agency", at, str(body.get(key) or ""), places.agency_codes)
    for number, code in enumerate(_list(body.get("committees"))):
        at = (document.file, document.line("committees", number), "committees")
        check_known(found, "unknown-agency", at, str(code), places.agency_codes)
    at = (document.file, document.line("calendar"), "calendar")
    check_known(found, "unknown-calendar", at, str(body.get("calendar") or ""), places.calendars)
    at = (document.file, document.line("sealed_category"), "sealed_category")
    check_known(found, "unknown-category", at, str(body.get("sealed_category") or ""), sealed)
    _check_fields(document, body, found)
    _check_route(document, body, routes, found)


def _check_fields(document: Document, body: Mapping[str, Any], found: Findings) -> None:
    committees = frozenset(map(str, _list(body.get("committees"))))
    for key in ("fields", "levels"):
        seen: dict[str, int] = {}
        for number, entry in enumerate(_list(body.get(key))):
            if not isinstance(entry, Mapping):
                continue
            line = document.line(key, number, "code")
            if seen.setdefault(str(entry.get("code")), line) != line:
                found.add(
                    "duplicate-key",
                    document.file,
                    line,
                    f"Mã {shown(entry.get('code'))} đã có ở dòng {seen[str(entry.get('code'))]}.",
                    f"The code {shown(entry.get('code'))} stands on line {seen[str(entry.get('code'))]} already.",
                )
            if key == "fields":
                at = (document.file, document.line(key, number, "committee"), "committee")
                check_known(found, "unknown-agency", at, str(entry.get("committee") or ""), committees)


def _check_route(
    document: Document, body: Mapping[str, Any], routes: Mapping[str, Route | None], found: Findings
) -> None:
    name, line = str(body.get("route") or ""), document.line("route")
    check_known(found, "unknown-route", (document.file, line, "route"), name, routes)
    route = routes.get(name)
    if route is not None and route.kind != "petition":
        found.add(
            "route-of-another-kind",
            document.file,
            line,
            f"Quy trình {shown(name)} không phải quy trình của kiến nghị cử tri (kind: petition).",
            f"The route {shown(name)} is not one of petitions (kind: petition).",
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def sealed_categories(body: Any) -> frozenset[str]:
    """The categories of a feedback.yaml whose reports go under seal."""
    groups = _list(body.get("groups")) if isinstance(body, Mapping) else []
    entries = [each for group in groups if isinstance(group, Mapping) for each in _list(group.get("categories"))]
    return frozenset(str(each.get("code")) for each in entries if isinstance(each, Mapping) and each.get("sealed"))
