"""Recognising people, giving and ending duties, and dated delegations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Account, Delegation, Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.journal import actions as journal
from motcua.kernel import codes, text
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import blind_index

MOST_AT_ONCE = 500
"""Rows written by one statement."""


@dataclass(frozen=True)
class Person:
    """What an identity provider says of somebody, or a paper at the counter (`kernel.text.identity_paper`)."""

    full_name: str
    identity_number: str = ""
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    residence: str = ""
    level: int = 2
    persona: bool = False


@atomic
def recognise(person: Person, *, by: Actor, now: datetime) -> Account:
    """The account of a person the identity provider vouches for, made on the first visit, refreshed on later ones."""
    number = text.identity_number(person.identity_number).digits
    index = blind_index(number, "identity")
    account = _account_of(index, now)
    account.identity_number = number
    account.full_name = text.clean_name(person.full_name)
    account.birth_date = person.birth_date
    account.phone = person.phone or account.phone
    account.contact_email = person.email or account.contact_email
    account.residence = person.residence or account.residence
    account.identity_level = person.level
    account.persona = person.persona
    account.named_by_others = False
    account.save()
    journal.record(
        "accounts.recognised",
        subject=("account", account.pk),
        by=by,
        at=now,
        facts={"level": f"level-{person.level}"},
    )
    return account


@atomic
def meet(person: Person, *, by: Official, now: datetime) -> Account:
    """The account of a person who stands at a counter, made on the first visit; held until the transaction ends.

    Of somebody an identity provider has vouched for only the ways to reach them are refreshed.

    Raises:
        Malformed: the identity number is none, and no passport either.
    """
    number = text.identity_paper(person.identity_number)
    account = _account_of(blind_index(number, "identity"), now)
    fresh = not account.identity_number or account.named_by_others
    account.named_by_others = False
    if not account.identity_level:
        account.identity_number = number
        account.full_name = text.clean_name(person.full_name)
        account.birth_date = person.birth_date or account.birth_date
    account.phone = person.phone or account.phone
    account.contact_email = person.email or account.contact_email
    account.residence = person.residence or account.residence
    account.save()
    if fresh:
        facts = {"level": "at-counter"}
        journal.record("accounts.recognised", subject=("account", account.pk), by=by, at=now, facts=facts)
    return account


@atomic
def name_somebody(person: Person, *, by: Citizen, now: datetime) -> Account:
    """The account of a person whom a citizen names, made when it is the first time; held until the transaction ends.

    Nothing of one that is there already is changed: what a citizen says of somebody else is not known of them.

    Raises:
        Malformed: the identity number is none.
    """
    number = text.identity_number(person.identity_number).digits
    account = _account_of(blind_index(number, "identity"), now)
    if not account.identity_number:
        account.identity_number, account.full_name = number, text.clean_name(person.full_name)
        account.named_by_others = True
        account.save(update_fields=["identity_number", "full_name", "named_by_others"])
        facts = {"level": "named"}
        journal.record("accounts.recognised", subject=("account", account.pk), by=by, at=now, facts=facts)
    return account


def _account_of(index: str, now: datetime) -> Account:
    """The person's account, held until the transaction ends; two first visits at once make one account."""
    newcomer = Account(username=f"cd-{codes.new_lookup_token()[:16]}")
    newcomer.set_unusable_password()
    account, _fresh = Account.objects.select_for_update().get_or_create(
        identity_index=index,
        defaults={"username": newcomer.username, "password": newcomer.password, "created_at": now},
    )
    return account


@atomic
def enrol(
    username: str,
    person: Person,
    *,
    by: Actor,
    now: datetime,
    password: str | None = None,
    staff: bool = False,
) -> Account:
    """An official's account; without a password it cannot sign in by one."""
    if Account.objects.filter(username=username).exists():
        raise Refused("username_taken", username=username)
    account = _official(username, person, now, staff=staff)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save()
    journal.record("accounts.recognised", subject=("account", account.pk), by=by, at=now, facts={"level": "official"})
    return account


@atomic
def post(
    account_id: int,
    agency_id: int,
    duty: Duty,
    *,
    by: Actor,
    now: datetime,
    position: str = "",
    since: date | None = None,
) -> Post:
    """Give a person a duty at an agency from a day on."""
    begins = since or localdate(now)
    agency = Agency.objects.get(pk=agency_id)
    held = Post.objects.create(account_id=account_id, agency=agency, duty=duty, position=position, valid_from=begins)
    journal.record(
        "accounts.posted",
        subject=("account", account_id),
        by=by,
        at=now,
        facts={"agency": agency.code, "duty": duty, "from": begins},
    )
    return held


@atomic
def relieve(post_id: int, last_day: date, *, by: Actor, now: datetime) -> Post:
    """End a duty after its last day; what was done in it stays done."""
    held = (
        Post.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=post_id).order_by("pk").first()
    )
    if held is None:
        raise NotFound("post")
    if last_day < held.valid_from:
        raise Refused("period_ends_before_it_starts")
    held.valid_to = last_day
    held.save(update_fields=["valid_to"])
    journal.record(
        "accounts.relieved",
        subject=("account", held.account_id),
        by=by,
        at=now,
        facts={"agency": held.agency.code, "duty": held.duty, "until": last_day},
    )
    return held


@atomic
def delegate(
    holder_id: int,
    to_id: int,
    agency_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    ground: str,
    by: Actor,
    now: datetime,
) -> Delegation:
    """For a time, let a colleague do at the agency what the holder may; the ground is the deciding document.

    An official gives only what is their own, at the agency they act for.
    """
    if ends_at <= starts_at:
        raise Refused("period_ends_before_it_starts")
    if holder_id == to_id:
        raise Refused("delegation_to_oneself")
    if isinstance(by, Official) and (holder_id, agency_id) != (by.account_id, by.agency_id):
        raise NotFound("delegation")
    if not Post.objects.filter(on(localdate(starts_at)), account_id=to_id, agency_id=agency_id).exists():
        raise Refused("colleague_without_duty")
    if not Post.objects.filter(on(localdate(starts_at)), account_id=holder_id, agency_id=agency_id).exists():
        raise Refused("nothing_to_delegate")
    agency = Agency.objects.get(pk=agency_id)
    given = Delegation.objects.create(
        holder_id=holder_id, to_id=to_id, agency=agency, starts_at=starts_at, ends_at=ends_at, ground=ground
    )
    journal.record(
        "accounts.delegated",
        subject=("account", holder_id),
        by=by,
        at=now,
        facts={
            "to": to_id,
            "agency": agency.code,
            "from": starts_at,
            "until": ends_at,
        },
    )
    return given


@atomic
def revoke(delegation_id: int, *, by: Actor, now: datetime) -> Delegation:
    """End a delegation before its day; of officials only the one who gave it may."""
    given = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(pk=delegation_id)
        .order_by("pk")
        .first()
    )
    if given is None or (isinstance(by, Official) and given.holder_id != by.account_id):
        raise NotFound("delegation")
    if given.revoked_at is not None:
        raise Refused("already_revoked")
    given.revoked_at = now
    given.save(update_fields=["revoked_at"])
    journal.record(
        "accounts.delegation_revoked",
        subject=("account", given.holder_id),
        by=by,
        at=now,
        facts={"to": given.to_id, "agency": given.agency.code},
    )
    return given


@dataclass(frozen=True)
class Newcomer:
    """An official to be enrolled with the duties of one post; `agency_id` is where."""

    username: str
    person: Person
    agency_id: int
    duties: Sequence[Duty]
    position: str = ""


@atomic
def enrol_all(newcomers: Sequence[Newcomer], *, by: Actor, now: datetime) -> list[Account]:
    """Enrol and post the staff of many agencies together, as a province does on its first day.

    Each person is journalled like one enrolled alone; none of them can sign in by a password.

    Raises:
        NotFound: one of the agencies does not exist.
        Refused: `username_taken`, and then nobody was enrolled.
    """
    names = [each.username for each in newcomers]
    taken = Account.objects.filter(username__in=names).order_by("username").values_list("username", flat=True).first()
    if taken is not None or len(set(names)) < len(names):
        raise Refused("username_taken", username=taken or next(name for name in names if names.count(name) > 1))
    agencies = Agency.objects.in_bulk({each.agency_id for each in newcomers})
    if unknown := {each.agency_id for each in newcomers} - agencies.keys():
        raise NotFound(f"agency {min(unknown)}")
    accounts = [_official(each.username, each.person, now) for each in newcomers]
    for account in accounts:
        account.set_unusable_password()
    Account.objects.bulk_create(accounts, batch_size=MOST_AT_ONCE)
    begins, entries, posts = localdate(now), list[journal.NewEntry](), list[Post]()
    for each, account in zip(newcomers, accounts, strict=True):
        subject, agency = ("account", account.pk), agencies[each.agency_id]
        entries.append(journal.NewEntry("accounts.recognised", subject, by, now, facts={"level": "official"}))
        for duty in each.duties:
            posts.append(Post(account=account, agency=agency, duty=duty, position=each.position, valid_from=begins))
            facts = {"agency": agency.code, "duty": duty, "from": begins}
            entries.append(journal.NewEntry("accounts.posted", subject, by, now, facts=facts))
    Post.objects.bulk_create(posts, batch_size=MOST_AT_ONCE)
    for start in range(0, len(entries), MOST_AT_ONCE):
        journal.record_all(entries[start : start + MOST_AT_ONCE])
    return accounts


def _official(username: str, person: Person, now: datetime, *, staff: bool = False) -> Account:
    """An official's account, not stored yet and without a password."""
    return Account(
        username=username,
        full_name=text.clean_name(person.full_name),
        contact_email=person.email,
        phone=person.phone,
        persona=person.persona,
        is_staff=staff,
        created_at=now,
    )
