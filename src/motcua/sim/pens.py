"""Specimen keys for those who sign in a demonstration: worth nothing, trusted here only, with a PIN that is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import queries as petitions
from motcua.domain.signatures import actions
from motcua.domain.signatures.actions import NewKey
from motcua.domain.signatures.gateways import Place
from motcua.sim.people import SIM, Staff

GATEWAY, LABEL = "files", "key"
LONGEST_NAME = 64
"""Bytes of a name in a certificate (X.520, ub-common-name)."""


class Made(Protocol):
    """A key that was made: the name of its file, and its certificate (PEM)."""

    @property
    def file(self) -> str: ...
    @property
    def certificate(self) -> bytes: ...


Equip = Callable[..., tuple[bytes, bytes, Sequence[Made]]]
"""`adapters.signing_files.equip`, or something like it: names by file, a PIN, `at`."""


def who_signs(script: Mapping[str, Any], day: date) -> list[Agency]:
    """The agencies that answer voters in the script, those that assign, and those a visitor may be the head of."""
    terms = petitions.terms()
    codes = {str(each["lead"]) for each in (*script["subjects"], script["seed"])}
    codes |= {str(terms[key]) for key in ("office", "executive", "assigning")}
    posts = (post for account in accounts.personas() for post in account.posts.all())
    codes |= {post.agency.code for post in posts if post.duty == Duty.LEADER}
    return [agencies.agency_coded(code, day) for code in sorted(codes)]


def give_keys(staff: Staff, signing: Collection[Agency], pin: str, equip: Equip, *, now: datetime) -> int:
    """Let the leaders of these agencies sign, and their clerks seal; how many keys that made.

    Certificates live in the real world, whatever day it is in the demonstration.
    """
    people = {one.account_id for agency in signing for one in staff.at.get((agency.pk, str(Duty.LEADER)), ())}
    of_people = {f"nguoi-{pk}": (pk, name) for pk, name in accounts.names(people).items()}
    of_agencies = {f"co-quan-{each.pk}": (each.pk, (each.short_name or each.name).upper()) for each in signing}
    names = {file: _fitting(name) for file, (_pk, name) in (of_people | of_agencies).items()}
    root, revoked, made = equip(names, pin, at=datetime.now(UTC) - timedelta(days=1))
    actions.trust(root, by=SIM, now=now)
    actions.take_revocations(revoked, by=SIM, now=now)
    for each in made:
        account_id, _name = of_people.get(each.file, (None, ""))
        agency_id, _name = of_agencies.get(each.file, (None, ""))
        place = Place(each.file, LABEL)
        new = NewKey(GATEWAY, place, each.certificate, account_id=account_id, agency_id=agency_id)
        actions.add_key(new, by=SIM, now=now)
    return len(made)


def signing_on(script: Mapping[str, Any], staff: Staff, equip: Equip, *, now: datetime) -> int:
    """Keys for everybody who signs in the script."""
    return give_keys(staff, who_signs(script, localdate(now)), str(script["pin"]), equip, now=now)


def _fitting(name: str) -> str:
    """As many of its first words as a certificate has room for."""
    while len(name.encode()) > LONGEST_NAME:
        name = name.rpartition(" ")[0]
    return name
