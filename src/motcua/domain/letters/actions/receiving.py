"""What comes in: taken into the register, assigned with a day, handled; and what the sender learns of it.

Nghị định 30/2020/NĐ-CP, Điều 20–24.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.letters.actions.books import next_number
from motcua.domain.letters.actions.holding import record_numbered
from motcua.domain.letters.models import Delivery, Incoming, Letter
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, composing
from motcua.domain.letters.states import INCOMING, NUMBERED, State, Urgency
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer
from motcua.kernel.text import clean_line, clean_text


@dataclass(frozen=True)
class NewIncoming:
    """A letter from outside the platform, as it is written into the register. `file` is its name and its bytes."""

    author: str
    abstract: str
    symbol: str = ""
    dated: date | None = None
    urgency: str = ""
    note: str = ""
    file: tuple[str, bytes] | None = None


@atomic
def receive(delivery_id: int, *, by: Official, now: datetime) -> Incoming:
    """Take a letter that another agency of the platform sent into the register; pressed again it changes nothing.

    Raises:
        NotFound: nothing of the kind was sent to this agency.
        Refused: `other_duty`, `letter_taken_back`.
    """
    delivery = _locked_delivery(delivery_id)
    if delivery.agency_id != by.agency_id:
        raise NotFound("delivery")
    access.ensure_duty(by, Duty.CLERK)
    letter = delivery.letter
    there = Incoming.objects.filter(agency_id=by.agency_id, letter=letter).order_by("pk").first()
    if there is not None:
        return there
    if letter.state == State.RECALLED:
        raise Refused("letter_taken_back")
    delivery.received_at, delivery.received_by_id = now, by.account_id
    delivery.save(update_fields=["received_at", "received_by"])
    incoming = Incoming(
        author=letter.agency.name,
        symbol=composing.full_symbol(letter.number or 0, letter.symbol),
        dated=letter.issued_on,
        abstract=letter.subject,
        urgency=letter.urgency,
        letter=letter,
        press=f"delivery-{delivery.pk}",
    )
    return _register(incoming, by, now)


@atomic
def register_incoming(new: NewIncoming, *, press: str, by: Official, now: datetime) -> Incoming:
    """Write a letter from outside into the register; the same press again gives the same line.

    Raises:
        Refused: `other_duty`, `incoming_incomplete`, `dated_in_the_future`, and what files are refused for.
    """
    access.ensure_duty(by, Duty.CLERK)
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=by.agency_id)
    there = Incoming.objects.filter(press=press, agency_id=by.agency_id).order_by("pk").first()
    if there is not None:
        return there
    author, abstract = clean_line(new.author), clean_line(new.abstract)
    if not author or not abstract:
        raise Refused("incoming_incomplete")
    if new.dated is not None and new.dated > localdate(now):
        raise Refused("dated_in_the_future")
    file = documents.take_in(*new.file, by=by, now=now) if new.file is not None else None
    incoming = Incoming(
        author=author,
        symbol=clean_line(new.symbol),
        dated=new.dated,
        abstract=abstract,
        urgency=new.urgency if new.urgency in Urgency.values else "",
        note=clean_text(new.note),
        file=file,
        press=press,
    )
    return _register(incoming, by, now)


@atomic
def assign_incoming(
    incoming_id: int, to: int, *, instruction: str = "", due_on: date | None = None, by: Official, now: datetime
) -> Incoming:
    """Give an incoming letter to somebody, with what is to be done and by when; given again, it goes to the new one.

    Raises:
        Refused: `other_duty`, `illegal_move`, `colleague_without_duty`, `due_in_the_past`.
    """
    incoming = _locked_incoming(incoming_id, by)
    access.ensure_duty(by, Duty.LEADER)
    state = INCOMING.after("assign_incoming", incoming.state)
    if all(each.pk != to for each in accounts.people_at(by.agency_id, now)):
        raise Refused("colleague_without_duty")
    if due_on is not None and due_on < localdate(now):
        raise Refused("due_in_the_past")
    incoming.state, incoming.assigned_to_id, incoming.due_on = state, to, due_on
    incoming.assigned_by_id, incoming.assigned_at = by.account_id, now
    incoming.instruction = clean_text(instruction)
    incoming.save()
    due = {"due_on": due_on} if due_on is not None else {}
    _record("letters.incoming_assigned", incoming, by, now, to=to, **due)
    defer("letters.tell_of_incoming", incoming_id=incoming.pk)
    return incoming


@atomic
def handle_incoming(
    incoming_id: int, words: str, *, letter_id: int | None = None, by: Official, now: datetime
) -> Incoming:
    """Say how an incoming letter was seen to, and by which letter of ours where it was answered.

    Raises:
        Refused: `not_assigned_to_you`, `illegal_move`, `reason_missing`, `letter_not_issued`.
    """
    incoming = _locked_incoming(incoming_id, by)
    state = INCOMING.after("handle_incoming", incoming.state)
    if incoming.assigned_to_id not in {by.account_id, *by.stands_in_for}:
        raise Refused("not_assigned_to_you")
    said = access.ensure_says_why(clean_text(words))
    if letter_id is not None:
        answer = access.ensure_sees(by, Letter.objects.lock(letter_id))
        if answer.state not in NUMBERED:
            raise Refused("letter_not_issued")
        answer.answers = incoming
        answer.save(update_fields=["answers"])
    incoming.state, incoming.handled, incoming.handled_at = state, said, now
    incoming.save(update_fields=["state", "handled", "handled_at"])
    answered = {"letter": letter_id} if letter_id is not None else {}
    _record("letters.incoming_handled", incoming, by, now, **answered)
    return incoming


@atomic
def confirm_receipt(delivery_id: int, *, by: Official, now: datetime) -> Delivery:
    """The sender's clerk writes down that somebody outside the platform has the letter; once is enough.

    Raises:
        Refused: `other_duty`, `receiver_confirms` (an agency of the platform does that by registering it).
    """
    delivery = _locked_delivery(delivery_id)
    access.ensure_sees(by, delivery.letter)
    access.ensure_duty(by, Duty.CLERK)
    if delivery.agency_id is not None:
        raise Refused("receiver_confirms")
    if delivery.received_at is None:
        delivery.received_at, delivery.received_by_id = now, by.account_id
        delivery.save(update_fields=["received_at", "received_by"])
        record_numbered("letters.receipt_confirmed", delivery.letter, by, now, delivery=delivery.pk)
    return delivery


@atomic
def give_back(delivery_id: int, *, by: Official, now: datetime) -> Delivery:
    """The receiver gives back, or deletes, a letter that was recalled or replaced; once is enough.

    Raises:
        NotFound: nothing of the kind was sent to this agency.
        Refused: `other_duty`, `letter_in_force`.
    """
    delivery = _locked_delivery(delivery_id)
    if delivery.agency_id != by.agency_id:
        raise NotFound("delivery")
    access.ensure_duty(by, Duty.CLERK)
    if delivery.letter.state not in {State.RECALLED, State.REPLACED}:
        raise Refused("letter_in_force")
    if delivery.returned_at is None:
        delivery.returned_at = now
        delivery.save(update_fields=["returned_at"])
        record_numbered("letters.returned", delivery.letter, by, now, delivery=delivery.pk)
    return delivery


def _register(incoming: Incoming, by: Official, now: datetime) -> Incoming:
    """The next line of the register of what comes in."""
    today = localdate(now)
    incoming.agency_id, incoming.register, incoming.year = by.agency_id, terms().incoming_register, today.year
    incoming.number = next_number(by.agency_id, incoming.register, today.year)
    incoming.arrived_on, incoming.registered_by_id, incoming.registered_at = today, by.account_id, now
    incoming.save()
    inside = {"letter": incoming.letter_id} if incoming.letter_id is not None else {}
    _record("letters.incoming_registered", incoming, by, now, **inside)
    defer("letters.tell_of_incoming", incoming_id=incoming.pk)
    return incoming


def _locked_incoming(incoming_id: int, by: Official) -> Incoming:
    locked = Incoming.objects.select_for_update(of=("self",)).filter(pk=incoming_id).order_by("pk").first()
    return access.ensure_sees_incoming(by, locked)


def _locked_delivery(delivery_id: int) -> Delivery:
    """The delivery, after its letter: in the order in which a letter is recalled."""
    found = Delivery.objects.filter(pk=delivery_id).order_by("pk").first()
    letter = Letter.objects.lock(found.letter_id) if found is not None else None
    if found is None or letter is None:
        raise NotFound("delivery")
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    delivery.letter = letter
    return delivery


def _record(verb: str, incoming: Incoming, by: Official, now: datetime, **facts: object) -> None:
    said = {"agency": by.agency_code, "year": incoming.year, "number": incoming.number, **facts}
    journal.record(verb, subject=("incoming", incoming.pk), by=by, at=now, facts=said)
