"""What is a caller's, once they proved who they are by reading back what only they know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Dossier
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import Visibility
from motcua.domain.hotline import rules
from motcua.domain.hotline.models import Call, Callback, ProofTry
from motcua.domain.hotline.queries.sealing import about_sealed
from motcua.domain.hotline.states import Try
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.secrecy import blind_index

MOST = 100
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What a caller reads back: a code, with their day of birth and the last four digits of their identity number, or
    with the telephone they gave for it where they have no account."""

    code: str
    born: str = ""
    last_four: str = ""
    phone: str = ""

    @property
    def complete(self) -> bool:
        """Whether enough was said to prove anything."""
        return bool(self.code.strip()) and bool((self.born.strip() and self.last_four.strip()) or self.phone.strip())


@dataclass(frozen=True)
class Owner:
    """Whose a matter is: the account, where there is one, and the matters that open."""

    account_id: int | None
    matters: Sequence[int]


@dataclass(frozen=True)
class Line:
    """One thing on a caller's timeline; `what` is the kind: a dossier, a report, a call or a callback."""

    at: datetime
    what: str
    code: str
    title: str
    title_en: str
    state: str
    due_at: datetime | None
    closed: bool


def reports_among(matters_asked: Sequence[int]) -> frozenset[int]:
    """Which of these matters are reports."""
    return frozenset(Report.objects.filter(pk__in=matters_asked).values_list("pk", flat=True))


def is_known(code: str) -> bool:
    """Whether any matter has this code, as anybody may ask: so that a code heard wrong is said again, not lost on."""
    try:
        matters.with_code(code)
    except NotFound:
        return False
    return True


def proved_by(said: Said) -> Owner | None:
    """Whose everything opens by what was read back; `None` when it is not right.

    A wrong code and a wrong day of birth get the same answer: nobody learns which of them was wrong. The code of a
    published report is no secret: it and a telephone number, which neighbours know, prove nothing; a number is sent.
    """
    try:
        matter = matters.with_code(said.code)
    except NotFound:
        return None
    person, phone = _person_of(matter)
    if person is not None:
        right = rules.same_person(said.born, _days(person.birth_date)) and rules.same_person(
            said.last_four, [person.identity_number[-4:]]
        )
    else:
        right = bool(phone) and not _is_public(matter) and rules.same_person(said.phone, [phone])
    return owner_of(matter) if right else None


def _is_public(matter: Matter) -> bool:
    return Report.objects.filter(pk=matter.pk, visibility=Visibility.PUBLIC).exists()


def owner_of(matter: Matter) -> Owner:
    """Whose a matter is, with everything else of theirs: by the account, else by the telephone given for it."""
    person, phone = _person_of(matter)
    if person is not None:
        return Owner(person.pk, _everything_of(person))
    if not phone:
        return Owner(None, [matter.pk])
    same_sender = Report.objects.filter(sender_phone_index=blind_index(phone, "phone"), sender__isnull=True)
    return Owner(None, list(same_sender.order_by("-pk").values_list("pk", flat=True)[:MOST]))


def telephone_of(matter: Matter) -> str:
    """The telephone that is registered with a matter: the account's, else the one given for it; empty without."""
    person, phone = _person_of(matter)
    return person.phone if person is not None else phone


def tries_lately(matter_id: int, what: Try, now: datetime) -> int:
    """How often this happened to a matter within a day, over all calls."""
    return ProofTry.objects.filter(matter_id=matter_id, what=what, at__gt=now - A_DAY).count()


def office(official: Official) -> str:
    """The name of the office an official acts for, in the language that is active."""
    agency = Agency.objects.get(pk=official.agency_id)
    return agency.name_en if get_language() == "en" and agency.name_en else agency.name


def timeline(call: Call) -> list[Line]:
    """Everything the province owes this caller, the latest first; without a proof only what calls there were."""
    theirs = call.matters.filter(~about_sealed("call"), became="opened")
    opened = list(theirs.values_list("matter_id", flat=True)) if call.proof else []
    dossiers = Dossier.objects.filter(pk__in=opened).select_related("matter").order_by("-pk")
    reports = Report.objects.filter(pk__in=opened).select_related("matter").order_by("-pk")
    lines = [_line("dossier", each.matter, each.get_state_display()) for each in dossiers]
    lines += [_line("report", each.matter, each.get_state_display()) for each in reports]
    if call.number_index:
        lines += _heard_before(call)
    return sorted(lines, key=lambda line: (line.at, line.code), reverse=True)


def _heard_before(call: Call) -> list[Line]:
    same = Q(number_index=call.number_index)
    before = Call.objects.filter(~about_sealed(), same, offered_at__lt=call.offered_at).exclude(pk=call.pk)
    calls = before.order_by("-offered_at", "-pk")
    lines = [
        Line(each.offered_at, "call", "", "", "", each.get_wrap_code_display() or each.get_ending_display(), None, True)
        for each in calls[:MOST]
    ]
    lines += [
        Line(each.asked_at, "callback", "", "", "", each.get_state_display(), each.due_at, each.closed_at is not None)
        for each in Callback.objects.filter(~about_sealed("call"), same).order_by("-asked_at", "-pk")[:MOST]
    ]
    return lines


def _line(what: str, matter: Matter, state: Any) -> Line:
    code = matter.code or matter.request_code
    return Line(
        matter.submitted_at,
        what,
        code,
        matter.title,
        matter.title_en,
        str(state),
        matter.due_at,
        bool(matter.closed_at),
    )


def _person_of(matter: Matter) -> tuple[Account | None, str]:
    """The account whose matter it is, or the telephone that was given for it."""
    dossier = Dossier.objects.select_related("applicant").filter(pk=matter.pk).order_by("pk").first()
    if dossier is not None:
        return dossier.applicant, ""
    report = Report.objects.select_related("sender").filter(pk=matter.pk).order_by("pk").first()
    return (report.sender, report.sender_phone) if report is not None else (None, "")


def _everything_of(person: Account) -> list[int]:
    own = Matter.objects.filter(Q(dossier__applicant=person) | Q(report__sender=person))
    return list(own.order_by("-pk").values_list("pk", flat=True)[:MOST])


def _days(kept: str) -> list[str]:
    """A day of birth in the ways people say it; only the year is known of some, and a year is no proof."""
    try:
        day = date.fromisoformat(kept)
    except ValueError:
        return []
    return [f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d%m%Y}"]
