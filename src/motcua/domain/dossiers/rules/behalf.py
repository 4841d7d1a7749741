"""Filing for somebody else on the portal: what is asked, which paper it takes, what the form then knows already.

What a procedure wants of it is the pack's word (`authorisation` in procedure.yaml). Pure decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.domain.dossiers.models import Answers, Authorisation, Dossier
from motcua.domain.dossiers.states import Channel, Ground, Kinship, Scope, State, Whom
from motcua.domain.procedures.rules import Field, Problem, Words, check_fields
from motcua.domain.procedures.rules.problems import across
from motcua.kernel import text
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound, Refused

WHOM, PRINCIPAL, AUTHORITY = "nop-cho-ai", "nguoi-uy-quyen", "van-ban-uy-quyen"
"""The pages, by their place in the address."""
AUTHORITY_PART = "van-ban-uy-quyen"
"""The part under which the scan of an authorisation lies, asked for by the procedure or not."""
FACT = "authorisation."
"""Before the names of what a form may be filled in from (`prefill`)."""


@dataclass(frozen=True)
class Terms:
    """How one procedure takes filing for another.

    `paper` is `certified`, `simple` or `none` (it may not be); `kin` need no certified one and show what `kin_shows`
    names (`relation` or `nothing`). `answers` and `guardian` are what the form is then answered with.
    """

    paper: str = "none"
    kin: frozenset[str] = frozenset()
    kin_shows: str = "relation"
    answers: Mapping[str, str] = field(default_factory=dict)
    guardian: Mapping[str, str] = field(default_factory=dict)
    instead: Words = Words()  # noqa: RUF009  # frozen itself

    @property
    def allowed(self) -> bool:
        """Whether anybody may file for another on the portal."""
        return self.paper != "none"


def terms_of(body: Mapping[str, Any]) -> Terms:
    """The pack's word on it; a procedure that says nothing is filed by its owner alone."""
    written = body.get("authorisation") or {}
    return Terms(
        paper=str(written.get("paper") or "none"),
        kin=frozenset(written.get("kin") or ()),
        kin_shows=str(written.get("kin_shows") or "relation"),
        answers=dict(written.get("answers") or {}),
        guardian=dict(written.get("guardian") or {}),
        instead=Words.of(written.get("instead")),
    )


def for_another(said: Answers) -> bool:
    """Whether somebody else is the owner."""
    return said.get("whom") == Whom.OTHER


def ground_of(terms: Terms, said: Answers) -> Ground:
    """On what ground this person acts, by what they are to the owner."""
    kinship = said.get("kinship")
    if kinship == Kinship.GUARDIAN:
        return Ground.LEGAL
    if kinship in terms.kin:
        return Ground.KIN
    return Ground.CERTIFIED if terms.paper == "certified" else Ground.PRIVATE


def needs_scan(terms: Terms, said: Answers) -> bool:
    """Whether a scan has to come along: of the authorisation, or of what proves the relation."""
    return ground_of(terms, said) != Ground.KIN or terms.kin_shows == "relation"


def fields_of(page: str, terms: Terms, said: Answers) -> list[Field]:
    """The questions of one page, as far as what was said before brings them up.

    Raises:
        NotFound: there is no such page.
    """
    if page == WHOM:
        return [_FIELDS["whom"]]
    if page == PRINCIPAL:
        offered = [each for each in Kinship if each != Kinship.GUARDIAN or terms.guardian]
        return [_FIELDS["principal_name"], _FIELDS["principal_number"], _kinship(offered)]
    if page == AUTHORITY:
        return [_FIELDS[name] for name in ("scope", *_PAPERS[ground_of(terms, said)])]
    raise NotFound("page")


def problems(page: str, terms: Terms, said: Answers, own_number: str, today: date) -> dict[str, Problem]:
    """What is wrong on one page, by question; `own_number` is that of the person who files."""
    found = check_fields(fields_of(page, terms, said), said, today)
    if page == PRINCIPAL and own_number and said.get("principal_number") == own_number:
        found.setdefault("principal_number", across("not_same", _ONESELF))
    return found


def fixed_answers(terms: Terms, said: Answers) -> dict[str, str]:
    """What the form's own question "for whom" is answered with; nothing where one files for oneself."""
    if not for_another(said):
        return {}
    return dict(terms.guardian if said.get("kinship") == Kinship.GUARDIAN else terms.answers)


def facts_of(terms: Terms, said: Answers) -> dict[str, str]:
    """What a form may be filled in from, by `prefill`: only what this person typed, nothing known of the owner."""
    if not for_another(said):
        return {}
    ground = ground_of(terms, said)
    known = {
        "name": said.get("principal_name"),
        "identity_number": said.get("principal_number"),
        "scope": {Scope.BOTH: "both", Scope.HAND_IN: "file"}.get(Scope(str(said["scope"]))) if "scope" in said else "",
        "is_kin": "yes" if ground == Ground.KIN else "no",
        "number": said.get("document"),
        "date": said.get("document_on"),
        "certified_by": said.get("certified_by"),
        "document": document_of(terms, said),
    }
    return {f"{FACT}{name}": str(value) for name, value in known.items() if value and isinstance(value, str)}


def document_of(terms: Terms, said: Answers) -> str:
    """The document as a receipt names it: its number, its day, who certified it."""
    asked = _PAPERS[ground_of(terms, said)]
    number, by = (str(said.get(name) or "") if name in asked else "" for name in ("document", "certified_by"))
    on = str(said.get("document_on") or "") if "document_on" in asked else ""
    day = f"ngày {date.fromisoformat(on):%d/%m/%Y}" if _is_day(on) else ""
    return ", ".join(filter(None, [f"số {number}" if number else "", day, by]))


def valid_to(terms: Terms, said: Answers) -> date | None:
    """The last day of the authorisation, where one was named."""
    last = str(said.get("valid_to") or "")
    return date.fromisoformat(last) if "valid_to" in _PAPERS[ground_of(terms, said)] and _is_day(last) else None


def ensure_allowed(terms: Terms) -> None:
    """The procedure may be filed for another at all."""
    if not terms.allowed:
        raise Refused("authorisation_not_allowed")


def ensure_said(terms: Terms, said: Answers, own_number: str, parts: Collection[str], today: date) -> None:
    """Who the owner is and by what authority is said rightly, and the scan is there."""
    wrong = [page for page in (PRINCIPAL, AUTHORITY) if problems(page, terms, said, own_number, today)]
    if wrong or (needs_scan(terms, said) and AUTHORITY_PART not in parts):
        raise Refused("authorisation_incomplete", pages=wrong)


def ensure_same_person(known_name: str, typed: str) -> None:
    """The number belongs to who was named; whose else it is, is not told."""
    if known_name and text.fold(known_name) != text.fold(typed):
        raise Refused("principal_differs")


def acts_for(row: Authorisation | None, citizen: Citizen, channel: str) -> bool:
    """Whether this person handed the dossier in on the portal for its owner, who has not said otherwise."""
    return (
        row is not None and row.agent_id == citizen.account_id and row.disowned_at is None and channel == Channel.ONLINE
    )


def ensure_may_collect(dossier: Dossier, row: Authorisation | None, citizen: Citizen, today: date) -> None:
    """The result goes to the owner, and to an agent who is authorised to receive it, as long as that lasts."""
    if dossier.applicant_id == citizen.account_id:
        return
    if row is None or row.scope == Scope.HAND_IN:
        raise Refused("not_authorised_to_collect")
    if row.valid_to is not None and row.valid_to < today:
        raise Refused("authorisation_ran_out", day=row.valid_to)


def ensure_may_withdraw(dossier: Dossier, citizen: Citizen) -> None:
    """The owner may at any time; who handed it in for them, until it is accepted."""
    if dossier.applicant_id != citizen.account_id and dossier.state not in {State.NEW, State.INCOMPLETE}:
        raise Refused("only_the_owner_withdraws")


def ensure_not_disowned(row: Authorisation | None) -> None:
    """What its owner did not authorise is not taken in until they say otherwise."""
    if row is not None and row.disowned_at is not None:
        raise Refused("authorisation_disowned")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_ONESELF = Words(
    "Đây là số định danh của chính bạn. Hãy nhập số của chủ hồ sơ.",
    "This is your own number. Type that of the person whose dossier it is.",
)
_PAPERS: dict[Ground, tuple[str, ...]] = {
    Ground.KIN: (),
    Ground.LEGAL: ("document", "document_on"),
    Ground.PRIVATE: ("document_on", "valid_to"),
    Ground.CERTIFIED: ("document", "document_on", "certified_by", "valid_to"),
}
_LINE = {"type": "string", "minLength": 1, "maxLength": 200}
_PAST = {"type": "string", "format": "date", "x-not-before": "1900-01-01", "x-not-after": "today"}
_FUTURE = {"type": "string", "format": "date", "x-not-before": "today", "x-not-after": "2100-12-31"}
_WHOM_OPTIONS = {
    Whom.SELF: {"vi": "Cho chính tôi", "en": "For myself"},
    Whom.OTHER: {"vi": "Nộp thay người khác", "en": "For somebody else"},
}
_SCOPES = {
    Scope.BOTH: {"vi": "Nộp hồ sơ và nhận kết quả", "en": "File the dossier and receive the result"},
    Scope.HAND_IN: {"vi": "Chỉ nộp hồ sơ", "en": "Only file the dossier"},
}
_KINSHIPS = {
    Kinship.CHILD: {"vi": "Tôi là con", "en": "I am their child"},
    Kinship.PARENT: {"vi": "Tôi là cha hoặc mẹ", "en": "I am their father or mother"},
    Kinship.SPOUSE: {"vi": "Tôi là vợ hoặc chồng", "en": "I am their wife or husband"},
    Kinship.SIBLING: {"vi": "Tôi là anh, chị, em ruột", "en": "I am their brother or sister"},
    Kinship.GRANDPARENT: {"vi": "Tôi là ông hoặc bà", "en": "I am their grandparent"},
    Kinship.GRANDCHILD: {"vi": "Tôi là cháu", "en": "I am their grandchild"},
    Kinship.GUARDIAN: {
        "vi": "Tôi là người giám hộ hoặc người đại diện theo pháp luật",
        "en": "I am their guardian or legal representative",
    },
    Kinship.OTHER: {"vi": "Tôi là người khác được ủy quyền", "en": "I am somebody else they authorised"},
}


def _kinship(offered: Collection[Kinship]) -> Field:
    written = {
        "name": "kinship",
        "component": "radios",
        "label": {"vi": "Bạn là gì của người đó?", "en": "What are you to that person?"},
        "options": {str(each): _KINSHIPS[each] for each in offered},
    }
    return Field.of(written, {"type": "string", "enum": [str(each) for each in offered]})


_FIELDS = {
    field.name: field
    for field in (
        Field.of(
            {
                "name": "whom",
                "component": "radios",
                "label": {"vi": "Bạn nộp hồ sơ này cho ai?", "en": "For whom do you file?"},
                "hint": {
                    "vi": "Cha, mẹ làm giấy tờ cho con chưa đủ 18 tuổi thì chọn “Cho chính tôi”.",
                    "en": "Parents who file for a child under 18 choose “For myself”.",
                },
                "options": {str(key): words for key, words in _WHOM_OPTIONS.items()},
            },
            {"type": "string", "enum": [str(each) for each in Whom]},
        ),
        Field.of(
            {
                "name": "principal_name",
                "component": "text",
                "label": {"vi": "Họ, chữ đệm, tên của người đó", "en": "Their full name"},
                "hint": {"vi": "Ghi đúng như trên thẻ căn cước.", "en": "As on the identity card."},
            },
            {"type": "string", "format": "person-name", "minLength": 2, "maxLength": 100},
        ),
        Field.of(
            {
                "name": "principal_number",
                "component": "identity_number",
                "label": {"vi": "Số định danh cá nhân của người đó", "en": "Their personal identity number"},
                "hint": {"vi": "12 chữ số, ghi trên thẻ.", "en": "12 digits, shown on the card."},
            },
            {"type": "string", "format": "identity-number"},
        ),
        Field.of(
            {
                "name": "scope",
                "component": "radios",
                "label": {"vi": "Bạn được giao làm gì?", "en": "What may you do for them?"},
                "options": {str(key): words for key, words in _SCOPES.items()},
            },
            {"type": "string", "enum": [str(each) for each in _SCOPES]},
        ),
        Field.of(
            {
                "name": "document",
                "component": "text",
                "label": {"vi": "Số của văn bản", "en": "Number of the document"},
                "hint": {
                    "vi": "Ghi ở lời chứng thực, hoặc ở đầu quyết định cử người giám hộ.",
                    "en": "It stands in the certification, or at the head of the decision.",
                },
            },
            _LINE,
        ),
        Field.of(
            {
                "name": "document_on",
                "component": "date",
                "label": {"vi": "Ngày của văn bản", "en": "Date of the document"},
                "hint": {"vi": "Ví dụ: 15 10 2024", "en": "For example: 15 10 2024"},
            },
            _PAST,
        ),
        Field.of(
            {
                "name": "certified_by",
                "component": "text",
                "label": {"vi": "Nơi công chứng, chứng thực", "en": "Certified by"},
                "hint": {"vi": "Ví dụ: Ủy ban nhân dân xã nơi bạn ở.", "en": "For example: your commune."},
            },
            _LINE,
        ),
        Field.of(
            {
                "name": "valid_to",
                "component": "date",
                "label": {"vi": "Ủy quyền đến hết ngày", "en": "Authorised until"},
                "hint": {
                    "vi": "Bỏ trống nếu văn bản không ghi thời hạn.",
                    "en": "Leave it empty where the document names no day.",
                },
                "required": False,
            },
            _FUTURE,
        ),
    )
}
