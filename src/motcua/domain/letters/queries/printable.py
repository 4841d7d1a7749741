"""A letter as the value that is printed, and the signed file as it lies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.letters.models import Letter, Version
from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.queries.parties import agency_of
from motcua.domain.letters.queries.terms import specimens, terms
from motcua.domain.letters.queries.typesetting import Typeset
from motcua.domain.letters.rules import composing, fact_findings, findings, page_findings
from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.findings import Finding
from motcua.domain.signatures import queries as signatures
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import SealBroken, unseal_bytes


def document_of(letter: Letter, now: datetime, check_address: str = "", version: Version | None = None) -> Document:
    """The letter as it would be printed now, with the text of this version (else the current one).

    Raises:
        NotFound: it has no text yet.
    """
    text = version if version is not None else letter.current
    if text is None:
        raise NotFound("version")
    people = Account.objects.in_bulk([pk for pk in (letter.signer_id, letter.secretary_id) if pk is not None])
    return composing.document(
        letter,
        text,
        terms(),
        agency=agency_of(letter.agency_id),
        signer=_name(people, letter.signer_id),
        secretary=_name(people, letter.secretary_id),
        today=localdate(now),
        check_address=check_address,
        demo=specimens(),
    )


def _name(people: Mapping[int, Account], account_id: int | None) -> str:
    person = people.get(account_id or 0)
    return str(person.full_name) if person is not None else ""


def to_sign(letter: Letter, now: datetime) -> tuple[Typeset, list[Finding]]:
    """The letter as it would be signed now, and what is not as the decree wants it."""
    document = document_of(letter, now, check_address(letter.check_code))
    printed = typesetting.pdf(document, at=now)
    position = accounts.position_of(letter.signer_id or 0, letter.agency_id, now)
    found = findings.of_document(document, to_sign=True, position=position)
    if letter.current is not None:
        found += fact_findings.of_facts(letter.current.body, letter.current.facts)
    return printed, list(dict.fromkeys([*found, *page_findings.of_pdf(printed.pdf, document, printed.boxes)]))


def preview_of(letter: Letter, now: datetime, version: Version | None = None) -> bytes:
    """The letter as it looks now, marked as a draft."""
    return typesetting.pdf(document_of(letter, now, version=version), at=now, draft=True).pdf


def check_address(code: str) -> str:
    """Where anybody may check the letter."""
    return signatures.check_address(code)


def signed_pdf(letter: Letter) -> bytes:
    """The signed file. Who may have it is decided by whoever fetched the letter.

    Raises:
        NotFound: nobody has signed it.
        Refused: `paper_damaged` when the file is not the one that was signed, or is gone.
    """
    if not letter.signed_name:
        raise NotFound("signed letter")
    try:
        with default_storage.open(letter.signed_name, "rb") as stored:
            pdf = unseal_bytes(stored.read())
    except (FileNotFoundError, SealBroken) as error:
        raise Refused("paper_damaged", paper=letter.pk) from error
    if sha256(pdf).hexdigest() != letter.sha256:
        raise Refused("paper_damaged", paper=letter.pk)
    return pdf
