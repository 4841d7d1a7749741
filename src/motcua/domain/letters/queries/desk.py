"""What officials see of their agency's letters: what waits for whom, and one letter with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.accounts.models import Account, but_the_name
from motcua.domain.accounts.states import Duty
from motcua.domain.letters.models import Check, Delivery, Letter, Version
from motcua.domain.letters.queries.parties import agency_of, checkers_at, secretaries_at, signers_at
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, composing, texts
from motcua.domain.letters.rules.differences import Paragraph, differences
from motcua.domain.letters.rules.markdown import Run, read_paragraph
from motcua.domain.letters.rules.texts import Fact
from motcua.domain.letters.states import NUMBERED, UNDER_WAY, WORKFLOW, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

ON_A_PAGE = 50
MOST_VERSIONS = 200


@dataclass(frozen=True)
class CitedFact:
    """A fact in the text, by the number its link names."""

    number: int
    fact: Fact
    cited: bool


@dataclass(frozen=True)
class Choices:
    """What a draft of the official's agency may be filled with."""

    kinds: list[str]
    units: list[tuple[str, str]]
    signers: list[tuple[int, str]]
    secretaries: list[tuple[int, str]]
    checkers: list[tuple[int, str]]
    templates: list[tuple[str, str, str, str]]
    clauses: list[tuple[str, str, str]]
    addressees: list[str]
    copies: list[str]


def _listed(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return (
        letters.select_related("drafted_by", "signer", "checker")
        .defer(*(column for person in ("drafted_by", "signer", "checker") for column in but_the_name(person)))
        .order_by("-pk")
    )


def drafts_of(official: Official) -> QuerySet[Letter]:
    """The official's own letters that are not issued yet, the latest first."""
    own = Letter.objects.filter(drafted_by_id=official.account_id, agency_id=official.agency_id)
    return _listed(own.filter(state__in=UNDER_WAY))


def waiting_for(official: Official) -> dict[str, list[Letter]]:
    """What waits for the official: by the state it stands in, only what they themselves can move on."""
    people = {official.account_id, *official.stands_in_for}
    me, due = official.account_id, Q(secretary_id__isnull=False, secretary_signed_at__isnull=True)
    mine = Q(state=State.CONTENT_CHECK, checker_id__in=people) & ~Q(drafted_by_id=me)
    mine |= Q(state=State.TO_SIGN) & ((Q(signer_id=me) & ~due) | (Q(secretary_id=me) & due))
    if Duty.CLERK in official.duties:
        mine |= Q(state__in=[State.FORM_CHECK, State.TO_ISSUE])
    found: dict[str, list[Letter]] = {}
    letters = _listed(Letter.objects.filter(mine, agency_id=official.agency_id))
    for letter in letters.order_by("pk")[: ON_A_PAGE * 4]:
        found.setdefault(letter.state, []).append(letter)
    return {state: found[state] for state in State.values if state in found}


def open_at(official: Official) -> QuerySet[Letter]:
    """Every letter of the official's agency that is not issued yet.

    Raises:
        NotFound: nothing of letters is the official's business.
    """
    ensure_any(official)
    return _listed(Letter.objects.filter(agency_id=official.agency_id, state__in=UNDER_WAY))


def issued_by(official: Official) -> QuerySet[Letter]:
    """What the official's agency issued, the latest first.

    Raises:
        NotFound: as `open_at`.
    """
    ensure_any(official)
    return _listed(Letter.objects.filter(agency_id=official.agency_id, state__in=NUMBERED)).order_by(
        "-issued_at", "-pk"
    )


def letter_seen_by(official: Official, letter_id: int) -> Letter:
    """One letter of the official's own agency.

    Raises:
        NotFound: it is another agency's, or the official has nothing to do with letters.
    """
    found = (
        Letter.objects.filter(pk=letter_id)
        .select_related(
            "agency", "current", "drafted_by", "signer", "secretary", "checker", "replaces", "corrects", "answers"
        )
        .order_by("pk")
        .first()
    )
    return access.ensure_sees(official, found)


def moves_open_to(official: Official, letter: Letter) -> list[str]:
    """What this official may do with the letter now, in the words of the workflow; `write` where they may write it."""
    clerk, leader = Duty.CLERK in official.duties, Duty.LEADER in official.duties
    writes = bool(access.WRITES & official.duties)
    checks, signs = access.may_check_content(letter, official), access.signer_due(letter) == official.account_id
    allowed = {
        "ask_check": writes,
        "check_content": checks,
        "check_form": clerk,
        "send_back": {State.CONTENT_CHECK: checks, State.TO_SIGN: signs}.get(State(letter.state), clerk),
        "sign": signs,
        "issue": clerk,
        "replace": writes,
        "recall": leader,
        "discard": letter.drafted_by_id == official.account_id,
    }
    moves = [move for move in WORKFLOW.moves_from(letter.state) if allowed[move]]
    if letter.state == State.ISSUED and writes:
        moves.append("correct")
    return ["write", *moves] if writes and letter.state == State.DRAFTING else moves


def versions_of(letter: Letter) -> list[Version]:
    """Every version that was kept, the latest first, without what they say."""
    return list(
        letter.versions.select_related("saved_by")
        .defer("body", "facts", *but_the_name("saved_by"))
        .order_by("-number")[:MOST_VERSIONS]
    )


def version_of(letter: Letter, number: int) -> Version:
    """One version of a letter that was fetched.

    Raises:
        NotFound: there is none of that number.
    """
    found = letter.versions.select_related("saved_by").filter(number=number).order_by("pk").first()
    if found is None:
        raise NotFound("version")
    return found


def changes_between(before: Version, after: Version) -> list[Paragraph]:
    """What changed from one version to another, by paragraph and word."""
    return differences(before.body, after.body)


def paragraphs_of(version: Version | None) -> list[str]:
    """The paragraphs that comments are about, counted from 1."""
    return texts.paragraphs(version.body) if version is not None else []


def shown_paragraphs(version: Version | None) -> list[tuple[Run, ...]]:
    """The same paragraphs as they are read: without the signs of their Markdown, each inserted fact with its number."""
    return [read_paragraph(each) for each in paragraphs_of(version)]


def checks_of(letter: Letter) -> list[Check]:
    """Every look that was taken at the letter, the latest first."""
    found = Check.objects.filter(version__letter=letter).select_related("version", "checked_by")
    return list(found.defer("version__body", "version__facts", *but_the_name("checked_by")).order_by("-pk"))


def facts_in(version: Version | None) -> list[CitedFact]:
    """The facts of a version, with whether its text names them still."""
    if version is None:
        return []
    named = set(texts.cited(version.body))
    return [
        CitedFact(int(number), Fact.of(kept), int(number) in named)
        for number, kept in sorted(version.facts.items(), key=lambda each: int(each[0]))
    ]


def deliveries_of(letter: Letter) -> list[Delivery]:
    """Who the letter was sent to, and who has it."""
    return list(letter.deliveries.select_related("agency").defer("agency__calendar").order_by("pk"))


def replaced_by(letter: Letter) -> Letter | None:
    """The letter that takes this one's place, or is being written to."""
    return letter.replaced_by.exclude(state=State.DISCARDED).order_by("-pk").first()


def seen_mark(letter: Letter) -> str:
    """What tells whether the boxes were changed since somebody looked at them."""
    return composing.boxes_mark(letter)


def number_of(letter: Letter) -> str:
    """The number and symbol as they are written; dots before the symbol while there is no number."""
    return composing.full_symbol(letter.number, letter.symbol) if letter.number is not None else f"…/{letter.symbol}"


def choices_at(official: Official, now: datetime) -> Choices:
    """What a draft may be filled with at the official's agency.

    Raises:
        NotFound: as `open_at`.
    """
    ensure_any(official)
    kept, agency = terms(), agency_of(official.agency_id)
    return Choices(
        kept.kinds(),
        [(unit.code, f"{unit.name} ({unit.symbol})") for unit in kept.units_of(agency)],
        _named(signers_at(agency.pk, now)),
        _named(secretaries_at(agency.pk, now)),
        [(pk, name) for pk, name in _named(checkers_at(agency.pk, now)) if pk != official.account_id],
        [(each.code, each.kind, each.title, each.title_en) for each in kept.templates()],
        [(each.code, each.title, each.title_en) for each in kept.clauses()],
        [name for name, _code in kept.addressees()],
        kept.copies_of(agency, ""),
    )


def may_draft(official: Official) -> bool:
    """Whether the official writes letters at all."""
    return bool(access.WRITES & official.duties)


def ensure_any(official: Official) -> None:
    """Letters are for who drafts, leads or keeps the registers."""
    if not access.SEES & official.duties:
        raise NotFound("letters")


def _named(people: list[Account]) -> list[tuple[int, str]]:
    return [(person.pk, str(person.full_name)) for person in people]
