"""Telling whoever a letter waits for; run by jobs, so that no request waits for it, and each is told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.transaction import atomic
from django.utils import translation
from django.utils.functional import Promise

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.letters.models import Check, Incoming, Letter
from motcua.domain.letters.rules import access, notices
from motcua.domain.letters.states import NUMBERED, IncomingState, State
from motcua.domain.notices import actions as inbox
from motcua.domain.notices.models import Message
from motcua.kernel.actors import Actor

HOME = "/can-bo/van-ban"


@atomic
def tell(letter_id: int, *, by: Actor, now: datetime) -> list[Message]:
    """Tell those whom the letter waits for where it stands now; of each turn it takes, each of them is told once."""
    letter = Letter.objects.filter(pk=letter_id).order_by("pk").first()
    if letter is None or letter.state == State.DISCARDED:
        return []
    if letter.state in NUMBERED:
        return _tell_receivers(letter, by, now)
    turn = Check.objects.filter(version__letter=letter).count()
    if letter.state == State.DRAFTING and not turn:
        return []  # it waits for nobody but whoever is writing it
    title = notices.WAITING[letter.state]
    return _told(
        _waited_for(letter, now),
        f"letter-{letter.pk}-{letter.state}-{turn}",
        title,
        letter.subject,
        _at(letter),
        by,
        now,
    )


@atomic
def tell_of_incoming(incoming_id: int, *, by: Actor, now: datetime) -> list[Message]:
    """Tell whoever assigns what came in, or to whom it was assigned; of each assignment once."""
    incoming = Incoming.objects.filter(pk=incoming_id).order_by("pk").first()
    if incoming is None or incoming.state == IncomingState.HANDLED:
        return []
    if incoming.state == IncomingState.REGISTERED:
        people, title = accounts.colleagues(incoming.agency_id, Duty.LEADER, now), notices.TO_ASSIGN
        event = f"incoming-{incoming.pk}"
    else:
        people = list(Account.objects.filter(pk=incoming.assigned_to_id or 0).order_by("pk"))
        title, event = notices.ASSIGNED, f"incoming-{incoming.pk}-{incoming.assigned_at:%Y%m%d%H%M%S}"
    return _told(people, event, title, incoming.abstract, f"{HOME}/den/{incoming.pk}/", by, now)


def _waited_for(letter: Letter, now: datetime) -> list[Account]:
    if letter.state in {State.FORM_CHECK, State.TO_ISSUE}:
        return accounts.colleagues(letter.agency_id, Duty.CLERK, now)
    one = {
        State.DRAFTING: letter.drafted_by_id,
        State.CONTENT_CHECK: letter.checker_id,
        State.TO_SIGN: access.signer_due(letter),
    }[State(letter.state)]
    return list(Account.objects.filter(pk=one or 0).order_by("pk"))


def _tell_receivers(letter: Letter, by: Actor, now: datetime) -> list[Message]:
    """The clerks of agencies that have not registered it, or have it still though it is not in force any more."""
    waiting = letter.deliveries.filter(agency__isnull=False, returned_at__isnull=True)
    waiting = waiting.filter(received_at__isnull=letter.state == State.ISSUED)
    told: list[Message] = []
    for delivery in waiting.order_by("pk"):
        people = accounts.colleagues(delivery.agency_id or 0, Duty.CLERK, now)
        event = f"delivery-{delivery.pk}-{letter.state}"
        told += _told(people, event, notices.RECEIVING[letter.state], letter.subject, f"{HOME}/den/", by, now)
    return told


def _at(letter: Letter) -> str:
    return f"{HOME}/{letter.pk}/"


def _told(  # noqa: PLR0917  # what is told, and to whom
    people: Iterable[Account], event: str, title: Promise, subject: str, address: str, by: Actor, now: datetime
) -> list[Message]:
    told: list[Message] = []
    for person in people:
        with translation.override(person.language):
            head, body = notices.told(title, subject, f"{settings.MOTCUA_PUBLIC_URL}{address}")
        message = inbox.tell(person.pk, event, head, body, by=by, now=now)
        told += [message] if message is not None else []
    return told
