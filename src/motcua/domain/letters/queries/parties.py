"""Who letters go to and who signs them, found by what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account, Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.letters.models import Parties
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules.document import SignerLines
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line, fold

MOST = 100


def parties(lines: Iterable[str], day: date) -> Parties:
    """The lines as they are written, each with the agency of the platform that it names by name, short name or code.

    Raises:
        Refused: `too_many_addressees`.
    """
    written = [line for line in (clean_line(each).strip(" ;.") for each in lines) if line]
    if len(written) > MOST:
        raise Refused("too_many_addressees", most=MOST)
    usual = {fold(name): code for name, code in terms().addressees() if code}
    wanted = set(written) | {usual[fold(line)] for line in written if fold(line) in usual}
    named = Agency.objects.filter(on(day)).filter(Q(name__in=wanted) | Q(short_name__in=wanted) | Q(code__in=wanted))
    codes: dict[str, str] = {}
    for agency in named.order_by("code", "pk"):
        for word in (agency.short_name, agency.name, agency.code):
            codes.setdefault(word, agency.code)
    found: Parties = []
    for line in written:
        code = codes.get(line) or codes.get(usual.get(fold(line), ""), "")
        name = _spelt(line, code) if code else line
        if not code or all(party["agency"] != code for party in found):
            found.append({"name": name, "agency": code})
    return found


def _spelt(line: str, code: str) -> str:
    """A line that is a bare code is written as the agency's name."""
    if line != code:
        return line
    return Agency.objects.filter(code=code).order_by("-valid_from").values_list("name", flat=True)[0]


def signers_at(agency_id: int, now: datetime) -> list[Account]:
    """Those who may sign for the agency."""
    return accounts.colleagues(agency_id, Duty.LEADER, now)


def checkers_at(agency_id: int, now: datetime) -> list[Account]:
    """Those who may check what a letter of the agency says."""
    return list(
        Account.objects.filter(
            posts__in=Post.objects.filter(
                on(localdate(now)), agency_id=agency_id, duty__in=[Duty.SPECIALIST, Duty.LEADER]
            ),
            is_active=True,
        )
        .distinct()
        .order_by("pk")
    )


def secretaries_at(agency_id: int, now: datetime) -> list[Account]:
    """Those who may be the secretary of minutes of the agency."""
    return accounts.people_at(agency_id, now)


def ensure_secretary(account_id: int, signer: int | None, agency_id: int, now: datetime) -> None:
    """Somebody of the agency, and not who chairs.

    Raises:
        Refused: `not_a_secretary`, `secretary_is_chair`.
    """
    if all(each.pk != account_id for each in secretaries_at(agency_id, now)):
        raise Refused("not_a_secretary")
    if account_id == signer:
        raise Refused("secretary_is_chair")


def signing_as(account_id: int, agency: Agency, now: datetime) -> SignerLines:
    """Box 7 for this person today.

    Raises:
        Refused: `not_a_signer`.
    """
    found = next((each for each in signers_at(agency.pk, now) if each.pk == account_id), None)
    if found is None:
        raise Refused("not_a_signer")
    position = accounts.position_of(account_id, agency.pk, now)
    return terms().signs(agency, position, str(found.full_name))


def agency_of(agency_id: int) -> Agency:
    """The agency with its area and its symbol.

    Raises:
        NotFound: there is none.
    """
    found = Agency.objects.select_related("area").filter(pk=agency_id).order_by("pk").first()
    if found is None:
        raise NotFound("agency")
    return found
