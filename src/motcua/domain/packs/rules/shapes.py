"""The shape of each YAML file of a pack, written as JSON Schema so that it can be read as a description.

`x-code` names the finding where it is not the one its keyword has; `x-kind: text` is a text in both
languages.
"""

from __future__ import annotations

from typing import Any

from motcua.domain.procedures.rules.faults import CHANNELS, CROSS_RULES, DEFAULT_RULES, PREFILLS

Shape = dict[str, Any]

DUTIES = ("reception", "specialist", "leader", "clerk", "returns", "dispatcher", "council")
AUTHORITY_PAPERS = ("none", "simple", "certified")
KIN = ("child", "parent", "spouse", "sibling", "grandparent", "grandchild")
FILE_FORMATS = ("pdf", "jpg", "png")
SUPPLEMENT_STYLES = ("resume", "restart")

LINE: Shape = {"type": "string", "pattern": r"\S", "maxLength": 2000}
CODE: Shape = {"type": "string", "pattern": r"^[0-9A-Za-z][0-9A-Za-z._-]{0,79}$"}
SLUG: Shape = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
NAME: Shape = {"type": "string", "pattern": r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "maxLength": 80}
# A field of the form, or, after a point, an answer of each entry of a group.
ASKED_NAME: Shape = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", "maxLength": 120}
DAY: Shape = {"type": "string", "format": "day", "x-code": "bad-date"}
FLAG: Shape = {"type": "boolean", "x-code": "bad-flag"}
WORDS: Shape = {"type": "string", "pattern": r"\S", "maxLength": 5000, "x-code": "missing-text"}
MARK: Shape = {"enum": ["seen", "known", "made_up", "?"], "x-code": "bad-mark"}
AMOUNT: Shape = {"type": "integer", "minimum": 0, "maximum": 10**9, "x-code": "bad-fee"}
LIMIT: Shape = {"type": "string", "format": "limit", "x-code": "bad-limit"}
STEP = OUTCOME = NAME


def mapping(required: Shape, optional: Shape | None = None) -> Shape:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def both(required: Shape, optional: Shape | None = None) -> Shape:
    """A mapping that holds the same text in both languages."""
    return mapping(required, optional) | {"x-kind": "text"}


def listing(items: Shape, least: int = 1) -> Shape:
    """A list of things of one shape."""
    return {"type": "array", "items": items, "minItems": least, "maxItems": 1000}


def named(body: Shape, names: Shape = SLUG, least: int = 1) -> Shape:
    """Things by their code."""
    return {"type": "object", "additionalProperties": body, "propertyNames": names, "minProperties": least}


TEXT = both({"vi": WORDS, "en": WORDS})
TEXTS = both({"vi": listing(WORDS), "en": listing(WORDS)})
KIND = both({"vi": WORDS, "en": WORDS}, {"one_stop": FLAG})
WHEN: Shape = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": listing({"type": ["string", "boolean", "integer"]}),
}

PACK = mapping(
    {
        "pack": SLUG,
        "name": TEXT,
        "province_code": CODE,
        "valid_from": DAY,
        "portal": mapping({"name": TEXT, "short_name": TEXT}, {"app_name": WORDS}),
        "hotline": {"type": "string", "pattern": r"^[0-9 ]{3,15}$"},
        "default_calendar": SLUG,
        "area_kinds": named(TEXT),
        "agency_kinds": named(KIND),
    },
    {
        "sources": listing(WORDS),
        "payments": mapping(
            {
                "receipt_form": LINE,
                "receipt_symbol": LINE,
                "unclaimed_after_days": {"type": "integer", "minimum": 1, "maximum": 365},
            },
            {"mark": MARK},
        ),
    },
)

ROUTE = mapping(
    {
        "route": SLUG,
        "kind": NAME,
        "title": WORDS,
        "title_en": WORDS,
        "limit": LIMIT,
        "start": STEP,
        "steps": named(
            mapping(
                {
                    "title": WORDS,
                    "title_en": WORDS,
                    "desk": {"type": "string", "format": "desk", "x-code": "bad-desk"},
                },
                {
                    "duty": {"enum": list(DUTIES), "x-code": "bad-duty"},
                    "budget": {"type": "string", "format": "budget", "x-code": "bad-budget"},
                    "waits": NAME,
                    "join": listing(STEP),
                    "silence": NAME,
                    "outcomes": named(
                        mapping(
                            {"title": WORDS, "title_en": WORDS},
                            {"to": {"type": "string"}, "fork": listing({"type": "string"}), "move": NAME},
                        ),
                        OUTCOME,
                        least=0,
                    ),
                },
            ),
            STEP,
        ),
    },
    {"valid_from": DAY, "valid_to": DAY},
)

PART = mapping(
    {
        "code": SLUG,
        "name": TEXT,
        "originals": {"type": "integer", "minimum": 0, "maximum": 99},
        "copies": {"type": "integer", "minimum": 0, "maximum": 99},
        "required": FLAG,
        "formats": listing({"enum": list(FILE_FORMATS)}),
        "max_mb": {"type": "integer", "minimum": 1, "maximum": 100},
    },
    # `covered_by`: codes of results that stand in for this paper, so that it is not asked for again.
    {"hint": TEXT, "when": WHEN, "covered_by": listing(CODE)},
)
FEE = mapping(
    {
        "channel": {"enum": list(CHANNELS)},
        "amount": AMOUNT,
        "per": {"enum": ["dossier", "copy", "page", "case"]},
        "valid_from": DAY,
    },
    {
        **{
            "code": SLUG,
            "note": TEXT,
            "basis": WORDS,
            "when": WHEN,
            "count": ASKED_NAME,
            "mark": MARK,
            "valid_to": DAY,
        },
        "kind": {"enum": ["phi", "le_phi"]},
        "collect": {"enum": ["reception", "supplement", "return"]},
        "exempt": FLAG,
        # From this number on each costs so much; at most so much a copy; so many copies of them all. An answer of
        # each entry of a group (`papers.pages`) makes the fee the sum over the entries.
        "tiers": listing(mapping({"from": {"type": "integer", "minimum": 2}, "amount": AMOUNT})),
        "max": AMOUNT,
        "copies": ASKED_NAME,
    },
)
RECIPE = {
    "type": "string",
    "pattern": r"^[a-z][a-z0-9_]*(\.[0-9]+\.[a-z0-9_]+)?(\|(text|short|upper|date|iso|words|year|names))?$",
}
# What a result paper says: a dotted place on the paper, and the answer it shows, perhaps with how it is written;
# `members.0.name` is an answer of the first entry of a group, `members|names` the names of all its entries.
RECIPES = {
    "type": "object",
    "propertyNames": {"pattern": r"^[a-z_]+(\.[a-z_]+)*$"},
    "additionalProperties": {
        **RECIPE,
        "type": ["string", "object", "array"],
        "items": RECIPE,
        "minItems": 1,
        "required": ["by"],
        "additionalProperties": RECIPE,
    },
}
RESULT = mapping(
    {
        "code": CODE,
        "name": TEXT,
        "step": STEP,
        "outcome": OUTCOME,
        "register": SLUG,
        "template": SLUG,
        "agency_desk": {"type": "string", "format": "desk", "x-code": "bad-desk"},
    },
    {"mark": MARK, "content": RECIPES},
)
OFFICER_FIELD = mapping(
    {"name": NAME, "step": STEP, "label": TEXT, "schema": {"type": "object"}, "required": FLAG},
    {"outcome": OUTCOME, "hint": TEXT},
)
# The form's own answers, as they follow from for whom somebody files.
FORM_ANSWERS = named({"type": "string", "pattern": r"^[0-9A-Za-z_-]{1,60}$"}, NAME)
AUTHORISATION = mapping(
    {"paper": {"enum": list(AUTHORITY_PAPERS)}},
    {
        "answers": FORM_ANSWERS,
        "guardian": FORM_ANSWERS,
        "kin": listing({"enum": list(KIN)}),  # need no certified paper, and show `kin_shows`
        "kin_shows": {"enum": ["relation", "nothing"]},
        "instead": TEXT,  # where `paper` is none: what to do instead
        "basis": WORDS,
    },
)
PROCEDURE = mapping(
    {
        "code": CODE,
        "name": TEXT,
        "summary": TEXT,
        "field": both({"code": SLUG, "vi": WORDS, "en": WORDS}),
        "level": SLUG,
        "valid_from": DAY,
        "decision": WORDS,
        "online": {"enum": ["full", "part", "none"]},
        "audience": TEXT,
        "steps": TEXTS,
        "limit": LIMIT,
        "policy": {"enum": ["same_time", "end_of_day"]},
        "calendar": SLUG,
        "competent": SLUG,
        "one_stop": SLUG,
        "event_area_kinds": listing(SLUG),
        "route": SLUG,
        "supplement": mapping(
            {
                "window_days": {"type": "integer", "minimum": 1, "maximum": 365},
                "style": {"enum": list(SUPPLEMENT_STYLES)},
                "max_after_acceptance": {"type": "integer", "minimum": 0, "maximum": 10},
            },
            {"warn_days": {"type": "integer", "minimum": 0, "maximum": 30}},
        ),
        "parts": listing(PART, least=0),
        "fees": listing(FEE, least=0),
        "results": listing(RESULT),
        "legal": listing(mapping({"number": WORDS, "title": TEXT}, {"article": WORDS})),
        "words": listing(WORDS, least=0),
    },
    {
        "valid_to": DAY,
        "conditions": TEXT,
        "limit_note": TEXT,
        "cutoff": {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "x-code": "bad-cutoff"},
        "at_once": FLAG,  # may be settled and handed over while the person waits: no form 01 then
        "anywhere": FLAG,  # may be handed in at any one-stop unit, which sends it on (phi địa giới)
        "authorisation": AUTHORISATION,  # filing for somebody else on the portal; without it nobody may
        "settled_anywhere": FLAG,  # whichever unit it is brought to is itself competent: nothing is sent on
        "officer_fields": listing(OFFICER_FIELD, least=0),
        "ask": listing({"type": "object"}),
        "marks": named(MARK, NAME),
    },
)

# How a dossier must come in for this to be asked; left out where it always is.
ON_CHANNELS = listing({"enum": list(CHANNELS)})
ASKED_FIELD = {
    "hint": TEXT,
    "channel": ON_CHANNELS,
    "called": TEXT,
    "options": named(TEXT, {"type": "string", "pattern": r"^[0-9A-Za-z_-]{1,60}$"}),
    "required": FLAG,
    "when": WHEN,
    "prefill": {"enum": sorted(PREFILLS), "x-code": "unknown-prefill"},
    "autocomplete": LINE,
    "width": LINE,
}
COMPONENT = {"enum": list(DEFAULT_RULES), "x-code": "unknown-component"}
QUESTION = {"name": NAME, "component": COMPONENT, "label": TEXT}
# A list of questions whose entries are held one by one against FORM_FIELD, ASK_FIELD or BLOCK_USE.
QUESTIONS = listing({"type": "object"})
FORM_FIELD = mapping(QUESTION, {**ASKED_FIELD, "item": TEXT, "fields": listing(mapping(QUESTION, ASKED_FIELD))})
# A question in procedure.yaml brings its schema along; where it does not, its component tells it.
ASK_FIELD = mapping(
    QUESTION,
    {
        **ASKED_FIELD,
        "schema": {"type": "object"},
        "item": TEXT,
        "fields": QUESTIONS,
    },
)
BLOCK_USE = mapping(
    {"block": NAME},
    {
        "prefix": {"type": "string", "pattern": r"^([a-z][a-z0-9_]*_)?$"},
        "about": TEXT,
        "only": listing(NAME),
        "leave_out": listing(NAME),
        "when": WHEN,
    },
)
BLOCK = mapping(
    {"block": NAME, "fields": QUESTIONS},
    {
        "prefix": {"type": "string", "pattern": r"^([a-z][a-z0-9_]*_)?$"},
        "about": TEXT,
        "schema": {"type": "object", "propertyNames": NAME},
    },
)
SCHEMA = mapping({"type": {"const": "object"}, "properties": {"type": "object", "propertyNames": NAME}})
FORM = mapping(
    {
        "form": SLUG,
        "version": {"type": "integer", "minimum": 1},
        "legal_doc": WORDS,
        "valid_from": DAY,
        "schema": SCHEMA,
        "pages": listing(
            mapping(
                {"id": SLUG, "title": TEXT, "fields": listing(FORM_FIELD)},
                {"intro": TEXT, "when": WHEN, "channel": ON_CHANNELS},
            )
        ),
        "subject": listing(NAME),
    },
    {
        "valid_to": DAY,
        "check": listing(
            mapping(
                {"rule": {"enum": list(CROSS_RULES)}, "fields": listing(ASKED_NAME), "message": TEXT},
                {
                    "when": WHEN,
                    "warn": FLAG,
                    "least": {"type": "integer", "minimum": 0, "maximum": 150},
                    "most": {"type": "integer", "minimum": 0, "maximum": 150},
                    "on": ASKED_NAME,
                    "value": listing({"type": ["string", "boolean", "integer"]}),
                },
            ),
            least=0,
        ),
    },
)

# The form of every procedure that brings none: a page `ask` gives way to what the procedure asks, and a page
# `if_named` is asked where the procedure's fees, papers or results name an answer of it. One that is
# `settled_anywhere` stands in for the page of the same id where the procedure is so.
GENERAL_FORM = mapping(
    {
        "pages": listing(
            mapping(
                {"id": SLUG, "title": TEXT, "fields": QUESTIONS},
                {
                    "intro": TEXT,
                    "when": WHEN,
                    "channel": ON_CHANNELS,
                    "ask": FLAG,
                    "if_named": FLAG,
                    "settled_anywhere": FLAG,
                },
            )
        ),
        "subject": listing(NAME),
    },
    {"schema": SCHEMA},
)

PAPERS = listing(
    mapping(
        {
            "code": SLUG,
            "title": TEXT,
            "register": SLUG,
            "symbol": LINE,
            "files": listing({"type": "string", "pattern": r"^[0-9A-Za-z][0-9A-Za-z_-]*\.typ$"}),
            "valid_from": DAY,
        },
        {
            "paper": {"enum": ["a4", "a4-landscape", "a5"]},
            "basis": WORDS,
            "valid_to": DAY,
            "signed": {"type": "boolean"},
        },
    )
)
