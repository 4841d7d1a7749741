"""What a province decided about its citizens' reports, as a pack writes it: terms, and the categories by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.domain.feedback.states import WORKFLOW, LegalKind
from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.shapes import DAY, FLAG, LIMIT, LINE, MARK, SLUG, TEXT, Shape, listing, mapping
from motcua.domain.packs.rules.shaping import check_shape
from motcua.kernel.route import Finding, Route, verify

FEEDBACK_FILE = "feedback.yaml"
NEED: Shape = {"enum": ["required", "optional", "none"]}
_BUDGET: Shape = {"type": "string", "format": "budget", "x-code": "bad-budget"}
BOUNDS: Shape = {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}}
"""The rectangle around the province: south, west, north, east in degrees (WGS 84)."""
_LANDMARK = mapping(
    {
        "area": LINE,
        "at": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": {"type": "number", "minimum": -180, "maximum": 180},
        },
    },
    {"mark": MARK},
)
"""The seat of an area on the map: latitude, longitude in degrees (WGS 84)."""
_VOICE = mapping(
    {
        "seconds": {"type": "integer", "minimum": 5, "maximum": 600},
        "kilobytes": {"type": "integer", "minimum": 50, "maximum": 8000},
    }
)
"""How long a voice note with a report may be, and how large; without it none are taken."""
_MEGABYTES: Shape = {"type": "integer", "minimum": 50, "maximum": 1_000_000}
_UNFINISHED = mapping(
    {
        "days": {"type": "integer", "minimum": 1, "maximum": 366},
        "address_megabytes": _MEGABYTES,
        "house_megabytes": _MEGABYTES,
    }
)
"""How long pieces of letters that telephones have not finished sending are kept, and how much of them."""
_DAYS: Shape = {"type": "integer", "minimum": 1, "maximum": 366}
_ASKED = mapping(
    {"code": {"type": "string", "pattern": r"^[A-Z][A-Z0-9_]{1,39}$"}, "question": TEXT},
    {
        "kind": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist", "dossier"]},
        "required": FLAG,
        "values": listing(mapping({"key": {"type": "string", "pattern": r"^[A-Z0-9_]{1,40}$"}, "name": TEXT})),
    },
)
"""A question that other systems ask for a category (Open311: attribute); `dossier` is the code of a matter."""
_CATEGORY = mapping(
    {
        "code": SLUG,
        "name": TEXT,
        "owner": {"type": "string", "pattern": r"^(agency|area): ?[0-9A-Za-z.-]+$"},
        "respond": _BUDGET,
        "resolve": LIMIT,
        "calendar": SLUG,
        "route": SLUG,
        "publishable": FLAG,
        "anonymous": FLAG,
        "keywords": listing(LINE),
    },
    {
        "urgency": {"enum": ["normal", "urgent"]},
        "policy": {"enum": ["same_time", "end_of_day"]},
        "place": NEED,
        "photo": NEED,
        "close_with_photo": FLAG,
        "sealed": FLAG,
        "says_late": FLAG,
        "legal_kind": {"enum": [int(kind) for kind in LegalKind]},
        "open311": {"type": "string", "pattern": r"^[A-Z0-9][A-Z0-9-]{1,39}$"},
        "open311_type": {"enum": ["realtime", "batch", "blackbox"]},
        "asks": listing(_ASKED),
        "coordinates": {"enum": ["exact", "rounded"]},
        "mark": MARK,
    },
)
SHAPE = mapping(
    {
        "valid_from": DAY,
        "coordinator": LINE,
        "sealed_unit": LINE,
        "sealed_limit": LIMIT,
        "code_prefix": {"type": "string", "pattern": r"^[A-Z]{2,4}$"},
        "reopen_days": _DAYS,
        "returns_before_binding": _DAYS,
        "most_files": _DAYS,
        "denunciation_words": listing(LINE),
        "complaint_words": listing(LINE),
        "groups": listing(mapping({"code": SLUG, "name": TEXT, "categories": listing(_CATEGORY)})),
    },
    {
        "hotline": LINE,
        "unsorted": SLUG,
        "mark": MARK,
        "map_link": LINE,
        "complaint_guide": TEXT,
        "bounds": BOUNDS,
        "rules_unit": LINE,
        "rules_forward_limit": LIMIT,
        "landmarks": listing(_LANDMARK),
        "voice": _VOICE,
        "reply_days": _DAYS,
        "unfinished": _UNFINISHED,
    },
)


def soundness(route: Route, limit: str | None = None) -> list[Finding]:
    """The findings of a route as the way of a report; `limit` stands in for its own."""
    return verify(route, WORKFLOW, limit=limit)


def check_feedback(document: Document, places: Places, routes: Mapping[str, Route | None], found: Findings) -> None:
    """Note every fault of the file: its form, what it names, and routes that take longer than a category allows."""
    check_shape(document, SHAPE, found)
    if not isinstance(document.body, Mapping):
        return
    for key in ("coordinator", "sealed_unit", *(["rules_unit"] if "rules_unit" in document.body else [])):
        at = (document.file, document.line(key), key)
        check_known(found, "unknown-agency", at, str(document.body.get(key) or ""), places.agency_codes)
    for number, landmark in enumerate(_entries(document.body.get("landmarks"))):
        at = (document.file, document.line("landmarks", number, "area"), "area")
        check_known(found, "unknown-area", at, str(landmark.get("area") or ""), places.area_codes)
    seen: dict[str, int] = {}
    judged: dict[tuple[str, str], list[Finding]] = {}  # dozens of categories share a few pairs of route and limit
    for place, entry in _categories(document.body):
        line = document.line(*place, "code")
        if seen.setdefault(str(entry.get("code")), line) != line:
            found.add(
                "duplicate-key",
                document.file,
                line,
                f"Mục {shown(entry.get('code'))} đã có ở dòng {seen[str(entry.get('code'))]}.",
                f"The category {shown(entry.get('code'))} stands on line {seen[str(entry.get('code'))]} already.",
            )
        _check_owner(document, place, entry, places, found)
        at = (document.file, document.line(*place, "calendar"), "calendar")
        check_known(found, "unknown-calendar", at, str(entry.get("calendar") or ""), places.calendars)
        if (route := _named_route(document, place, entry, routes, found)) and isinstance(entry.get("resolve"), str):
            named = (str(entry["route"]), entry["resolve"])
            if named not in judged:
                judged[named] = soundness(route, entry["resolve"])
            _note(document, place, entry, judged[named], found)


def _check_owner(
    document: Document, place: tuple[Any, ...], entry: Mapping[str, Any], places: Places, found: Findings
) -> None:
    kind, _, name = (part.strip() for part in str(entry.get("owner") or "").partition(":"))
    at = (document.file, document.line(*place, "owner"), "owner")
    if kind == "agency":
        check_known(found, "unknown-agency", at, name, places.agency_codes)
    elif kind == "area":
        check_known(found, "unknown-kind", at, name, places.agency_kinds)


def _named_route(
    document: Document,
    place: tuple[Any, ...],
    entry: Mapping[str, Any],
    routes: Mapping[str, Route | None],
    found: Findings,
) -> Route | None:
    """The route of a category, where there is one that a report can take."""
    name = str(entry.get("route") or "")
    check_known(found, "unknown-route", (document.file, document.line(*place, "route"), "route"), name, routes)
    route = routes.get(name)
    if route is None or route.kind == "report" or not isinstance(entry.get("resolve"), str):
        return route
    found.add(
        "route-of-another-kind",
        document.file,
        document.line(*place, "route"),
        f"Quy trình {shown(name)} không phải quy trình của phản ánh (kind: report).",
        f"The route {shown(name)} is not one of reports (kind: report).",
    )
    return None


def _note(
    document: Document, place: tuple[Any, ...], entry: Mapping[str, Any], faults: list[Finding], found: Findings
) -> None:
    for fault in faults:
        found.add(
            f"route-{fault.code}",
            document.file,
            document.line(*place, "resolve"),
            f"{shown(entry.get('code'))}: {fault.story}",
            f"{shown(entry.get('code'))}: {fault.story_en}",
        )


def _entries(listed: Any) -> list[Mapping[str, Any]]:
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def _categories(body: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    groups = body.get("groups")
    for number, group in enumerate(groups if isinstance(groups, list) else ()):
        entries = group.get("categories") if isinstance(group, Mapping) else None
        for position, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Mapping):
                yield ("groups", number, "categories", position), entry


def routes_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The routes that the categories of a feedback.yaml without findings name."""
    return frozenset(each["route"] for group in body.get("groups", ()) for each in group["categories"])
