"""What a province decided about its official letters, as a pack writes it: registers, symbols, who signs how, texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.domain.letters.states import Authority, Kind
from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document, Folder
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.shapes import DAY, LINE, MARK, SLUG, TEXT, WORDS, Shape, listing, mapping, named
from motcua.domain.packs.rules.shaping import check_shape

LETTERS_FILE = "letters.yaml"
_REGISTER: Shape = SLUG | {"maxLength": 60}
_SYMBOL: Shape = {"type": "string", "pattern": r"^[A-ZĐ][A-Za-zĐ0-9&]*$", "maxLength": 20}
_UNIT = mapping({"code": SLUG, "name": LINE, "symbol": _SYMBOL}, {"mark": MARK})
_KIND = mapping({"register": _REGISTER}, {"abbreviation": _SYMBOL, "mark": MARK})
_HOUSE = mapping(
    {},
    {
        "codes": listing(LINE),
        "agency_kinds": listing(SLUG),
        "issuer": {"enum": ["name", "short_name"]},
        "superior": LINE,
        "place": LINE,
        "units": listing(_UNIT),
        "copies": listing(LINE),
        "mark": MARK,
    },
)
_SIGNER = mapping(
    {"agency_kinds": listing(SLUG), "position": LINE},
    {"authority": {"enum": list(Authority.values)}, "head": LINE, "collective": LINE, "as": LINE, "mark": MARK},
)
_TEMPLATE = mapping(
    {"code": SLUG, "kind": {"enum": list(Kind.values)}, "title": TEXT, "file": LINE}, {"subject": LINE, "mark": MARK}
)
_CLAUSE = mapping({"code": SLUG, "title": TEXT, "text": WORDS}, {"mark": MARK})
SHAPE = mapping(
    {
        "valid_from": DAY,
        "kinds": named(_KIND, {"enum": list(Kind.values)}),
        "registers": named(TEXT),
        "incoming_register": _REGISTER,
        "agencies": listing(_HOUSE),
        "signers": listing(_SIGNER),
    },
    {
        "place_words": listing(LINE),
        "copies": listing(LINE),
        "addressees": listing(mapping({"name": LINE}, {"agency": LINE, "mark": MARK})),
        "templates": listing(_TEMPLATE, 0),
        "clauses": listing(_CLAUSE, 0),
    },
)


def check_letters(document: Document, folder: Folder, places: Places, found: Findings) -> None:
    """Note every fault: the form, what is named and is not there, a code that stands twice, KT. without a head."""
    before = len(found)
    check_shape(document, SHAPE, found)
    if len(found) != before or not isinstance(document.body, Mapping):
        return
    body = document.body
    registers = [*(str(kind["register"]) for kind in body["kinds"].values()), str(body["incoming_register"])]
    for register in registers:
        at = (document.file, document.line("registers"), "registers")
        check_known(found, "unknown-register", at, register, body["registers"])
    if str(body["incoming_register"]) in registers[:-1]:
        _note(
            document,
            found,
            "register-both-ways",
            ("incoming_register",),
            "Sổ văn bản đến không dùng chung với văn bản đi được.",
            "The register of incoming documents cannot number outgoing ones.",
        )
    for position, house in enumerate(body["agencies"]):
        line = (document.file, document.line("agencies", position), "agencies")
        for code in house.get("codes", ()):
            check_known(found, "unknown-agency", line, str(code), places.agency_codes)
        for kind in house.get("agency_kinds", ()):
            check_known(found, "unknown-kind", line, str(kind), places.agency_kinds)
        _once(document, found, ("agencies", position, "units"), house.get("units", ()))
    for position, rule in enumerate(body["signers"]):
        line = (document.file, document.line("signers", position), "agency_kinds")
        for kind in rule["agency_kinds"]:
            check_known(found, "unknown-kind", line, str(kind), places.agency_kinds)
        _check_authority(document, position, rule, found)
    for position, each in enumerate(body.get("addressees", ())):
        line = (document.file, document.line("addressees", position), "agency")
        check_known(found, "unknown-agency", line, str(each.get("agency", "")), places.agency_codes)
    for part in ("templates", "clauses"):
        _once(document, found, (part,), body.get(part, ()))
    for position, template in enumerate(body.get("templates", ())):
        _check_template(document, position, template, folder, found)


def with_texts(body: Mapping[str, Any], folder: Folder) -> Mapping[str, Any]:
    """The same, each template with the text of its file."""
    if not body:
        return body
    texts = [
        {key: value for key, value in template.items() if key != "file"}
        | {"text": folder.texts.get(str(template["file"]), "").strip()}
        for template in body.get("templates", ())
    ]
    return {**body, "templates": texts}


def _check_authority(document: Document, position: int, rule: Mapping[str, Any], found: Findings) -> None:
    """Whoever signs for another names them (Nghị định 30/2020/NĐ-CP, Điều 13)."""
    if rule.get("authority") == Authority.DEPUTY and not rule.get("head"):
        _note(
            document,
            found,
            "deputy-of-nobody",
            ("signers", position),
            "Ký thay (KT.) phải ghi chức vụ người đứng đầu ở mục head.",
            "Who signs in place of the head (KT.) has to name the head's position (head).",
        )
    if rule.get("authority") == Authority.COLLECTIVE and not rule.get("collective"):
        _note(
            document,
            found,
            "deputy-of-nobody",
            ("signers", position),
            "Thay mặt (TM.) phải ghi tập thể ở mục collective.",
            "Who signs for a body (TM.) has to name it (collective).",
        )


def _check_template(
    document: Document, position: int, template: Mapping[str, Any], folder: Folder, found: Findings
) -> None:
    file = str(template["file"])
    if file not in folder.texts or not folder.texts[file].strip():
        _note(
            document,
            found,
            "missing-file",
            ("templates", position, "file"),
            f"Không có tệp lời văn {shown(file)}, hoặc tệp rỗng.",
            f"There is no text {shown(file)}, or it is empty.",
        )
    if str(template["kind"]) not in document.body["kinds"]:
        _note(
            document,
            found,
            "unknown-kind",
            ("templates", position, "kind"),
            f"Loại văn bản {shown(template['kind'])} không có trong mục kinds.",
            f"The kind {shown(template['kind'])} is not among kinds.",
        )


def _once(document: Document, found: Findings, place: tuple[str | int, ...], rows: Any) -> None:
    seen: dict[str, int] = {}
    for position, row in enumerate(rows):
        code, line = str(row["code"]), document.line(*place, position, "code")
        if seen.setdefault(code, line) != line:
            _note(
                document,
                found,
                "duplicate-key",
                (*place, position, "code"),
                f"Mã {shown(code)} đã có ở dòng {seen[code]}.",
                f"The code {shown(code)} stands on line {seen[code]} already.",
            )


def _note(  # noqa: PLR0917  # what a finding is made of
    document: Document, found: Findings, code: str, place: tuple[str | int, ...], vi: str, en: str
) -> None:
    found.add(code, document.file, document.line(*place), vi, en)
