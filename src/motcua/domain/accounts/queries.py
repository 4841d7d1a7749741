"""Who a signed-in person is, and what they may do for which agency at a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Account, Delegation, Post
from motcua.domain.agencies.models import Agency, on
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.secrecy import blind_index


@dataclass(frozen=True)
class Seat:
    """An agency a person may act for now, as the desk's chooser shows it."""

    agency_id: int
    agency_name: str
    duties: frozenset[str]


def account(account_id: int) -> Account:
    """An account by its id, for papers that name who acted."""
    return Account.objects.get(pk=account_id)


def citizen(account: Account) -> Citizen:
    """The person as the one who asks."""
    return Citizen(account.pk)


def seats_of(account_id: int, now: datetime) -> list[Seat]:
    """Every agency where the person holds a duty today, by a post or as a stand-in."""
    day = localdate(now)
    held: dict[int, tuple[str, set[str]]] = {}
    posts = Post.objects.filter(on(day), on(day, "agency__")).select_related("agency").order_by("agency_id", "pk")
    for post in posts.filter(account_id=account_id):
        held.setdefault(post.agency_id, (post.agency.name, set()))[1].add(post.duty)
    standing_in = _delegations(now).filter(to_id=account_id)
    for post in posts.filter(
        account__delegations_given__in=standing_in,
        agency_id__in=standing_in.values("agency_id"),
    ).distinct():
        held.setdefault(post.agency_id, (post.agency.name, set()))[1].add(post.duty)
    return [Seat(agency_id, name, frozenset(duties)) for agency_id, (name, duties) in held.items()]


def ended_seats_of(account_id: int, now: datetime) -> list[Agency]:
    """The agencies that have ended and where the person held a duty to the last, the latest first."""
    day = localdate(now)
    posts = Post.objects.filter(account_id=account_id, agency__valid_to__lt=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=F("agency__valid_to"))
    )
    return list(Agency.objects.filter(posts__in=posts).distinct().order_by("-valid_to", "code", "pk"))


def official_at(account_id: int, agency_id: int, now: datetime) -> Official:
    """The person as an official of that agency at this moment.

    Raises:
        NotFound: the person holds nothing there.
    """
    day = localdate(now)
    holders = [given.holder_id for given in _GIVEN.all(account=account_id, agency=agency_id, now=now)]
    posts = [
        post for person in (account_id, *holders) for post in _POSTS.all(account=person, agency=agency_id, day=day)
    ]
    if not posts:
        raise NotFound("seat")
    return Official(
        account_id=account_id,
        agency_id=agency_id,
        agency_code=posts[0].agency.code,
        duties=frozenset(post.duty for post in posts),
        stands_in_for=frozenset(holders),
    )


_GIVEN = Prepared(
    lambda: _delegations(Blank("now")).filter(to_id=Blank("account"), agency_id=Blank("agency")).order_by("pk")
)
_POSTS = Prepared(
    lambda: (
        Post.objects.filter(
            on(Blank("day")), on(Blank("day"), "agency__"), agency_id=Blank("agency"), account_id=Blank("account")
        )
        .select_related("agency")
        .order_by("pk")
    )
)
_ACCOUNT = Prepared(lambda: Account.objects.filter(pk=Blank("account")))


def signed_in(account_id: int) -> Account | None:
    """Whose session it is; `None` when the account is gone."""
    return _ACCOUNT.first(account=account_id)


def named(username: str) -> Account:
    """The account of this user name.

    Raises:
        NotFound: there is none.
    """
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise NotFound(f"account {username}")
    return found


def colleagues(agency_id: int, duty: str, now: datetime) -> list[Account]:
    """Who holds this duty at this agency today: those a task may be given to."""
    posts = Post.objects.filter(on(localdate(now)), agency_id=agency_id, duty=duty)
    return list(Account.objects.filter(posts__in=posts, is_active=True).distinct().order_by("pk"))


def people_at(agency_id: int, now: datetime) -> list[Account]:
    """Everybody who holds any duty at this agency today: those a stand-in is chosen from."""
    posts = Post.objects.filter(on(localdate(now)), agency_id=agency_id)
    return list(Account.objects.filter(posts__in=posts, is_active=True).distinct().order_by("pk"))


@dataclass(frozen=True)
class Officer:
    """Who sits at a one-stop unit, as the law wants it posted: name, position, what they do there."""

    name: str
    position: str
    duties: tuple[str, ...]


def officers_of(agency_id: int, now: datetime) -> list[Officer]:
    """The people who hold a duty at this agency today, as its public notice names them."""
    posts = Post.objects.filter(on(localdate(now)), agency_id=agency_id, account__is_active=True)
    held: dict[int, list[Post]] = {}
    for post in posts.select_related("account").order_by("account_id", "pk"):
        held.setdefault(post.account_id, []).append(post)
    return [
        Officer(
            str(own[0].account.full_name),
            next((post.position for post in own if post.position), ""),
            tuple(post.duty for post in own),
        )
        for own in held.values()
    ]


def names(account_ids: Collection[int]) -> dict[int, str]:
    """What these people are called, in one query; for pages that tell who did what."""
    return {found.pk: found.full_name for found in Account.objects.filter(pk__in=account_ids).order_by("pk")}


def delegations_of(official: Official, now: datetime) -> list[Delegation]:
    """What the official gave and holds at this agency and has not ended, the earliest first."""
    return list(
        Delegation.objects.filter(
            Q(holder_id=official.account_id) | Q(to_id=official.account_id),
            agency_id=official.agency_id,
            ends_at__gt=now,
            revoked_at__isnull=True,
        )
        .select_related("holder", "to")
        .order_by("starts_at", "pk")
    )


def with_identity(number: str) -> Account | None:
    """The account of the person with this identity number."""
    return Account.objects.filter(identity_index=blind_index(number, "identity")).order_by("pk").first()


def personas() -> list[Account]:
    """The people of a demonstration, who can be signed in as by a button."""
    found = Account.objects.filter(persona=True, is_active=True)
    return list(found.prefetch_related("posts__agency__area__parent__parent").order_by("pk"))


def position_of(account_id: int, agency_id: int, day: datetime) -> str:
    """The title under which the person signs for the agency."""
    post = (
        Post.objects.filter(on(localdate(day)), account_id=account_id, agency_id=agency_id)
        .exclude(position="")
        .order_by("pk")
        .first()
    )
    return post.position if post else ""


def _delegations(now: Any) -> QuerySet[Delegation]:
    return Delegation.objects.filter(starts_at__lte=now, ends_at__gt=now, revoked_at__isnull=True)
