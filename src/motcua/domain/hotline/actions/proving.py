"""Opening what is a caller's: after a read-back, or by a number sent to the telephone that is registered; written down.

The telephone that calls proves nothing, so nothing is ever sent to it because it calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest, randbelow

from django.conf import settings
from django.db.transaction import atomic
from django.utils import translation
from django.utils.timezone import localtime

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.states import Reason
from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.actions.commanding import own_call
from motcua.domain.hotline.models import Call, CallMatter, ProofTry
from motcua.domain.hotline.states import Became, Pin, Proof, Try, Why
from motcua.domain.journal import actions as journal
from motcua.domain.matters import queries as matters
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer
from motcua.kernel.text import is_mobile, mask

MOST_PINS, MOST_PINS_A_DAY = 2, 4
"""Numbers sent in one call, and for one matter in a day."""


@dataclass(frozen=True)
class PinOut:
    """A number on its way: to which telephone, in which words, under which reference."""

    phone: str
    text: str
    reference: str


def open_caller(call_id: int, said: queries.Said, why: Why, *, by: Official, now: datetime) -> bool:
    """Open what is the caller's, after they read back what only they know; three wrong answers close it for the call.

    Whether what was said is right. What is opened is written down in the history of each matter.

    Raises:
        NotFound: it is another operator's call.
        Refused: `proof_refused_before`, `proof_refused_today`, `proof_incomplete`.
    """
    if not said.complete:
        raise Refused("proof_incomplete")
    return _open_by_reading(call_id, said, why, by=by, now=now)


@atomic
def _open_by_reading(call_id: int, said: queries.Said, why: Why, *, by: Official, now: datetime) -> bool:
    call = own_call(call_id, by)
    rules.ensure_may_prove(call)
    try:
        matter_id = matters.with_code(said.code).pk
    except NotFound:
        return _wrong(call, None, by, now)
    rules.ensure_tries_of_today(queries.tries_lately(matter_id, Try.FAILED, now), queries.terms())
    owner = queries.proved_by(said)
    if owner is None:
        return _wrong(call, matter_id, by, now)
    _open(call, owner, Proof.READ_BACK, why, by=by, now=now)
    return True


@atomic
def send_pin(call_id: int, code: str, *, by: Official, now: datetime) -> str:
    """Send a number to the telephone registered with a matter, for the caller to read out; that telephone, half hidden.

    Raises:
        NotFound: it is another operator's call, or no matter has this code.
        Refused: `proof_refused_before`, `pin_without_telephone`, `pin_sent_enough`.
    """
    call = own_call(call_id, by)
    rules.ensure_may_prove(call)
    matter = matters.with_code(code)
    phone = queries.telephone_of(matter)
    if not is_mobile(phone) or not settings.MOTCUA_SMS_GATEWAY:
        raise Refused("pin_without_telephone")
    if call.pins_sent >= MOST_PINS or queries.tries_lately(matter.pk, Try.PIN_SENT, now) >= MOST_PINS_A_DAY:
        raise Refused("pin_sent_enough")
    call.pin, call.pin_state, call.pin_matter = f"{randbelow(1_000_000):06}", Pin.ASKED, matter
    call.pin_until = now + timedelta(minutes=rules.pin_minutes(queries.terms()))
    call.pins_sent += 1
    call.save(update_fields=["pin", "pin_state", "pin_matter", "pin_until", "pins_sent"])
    ProofTry.objects.create(matter=matter, call=call, what=Try.PIN_SENT, at=now)
    facts = {"agency": by.agency_code, "times": call.pins_sent}
    journal.record("hotline.pin_sent", subject=("call", call.pk), by=by, at=now, facts=facts)
    defer("hotline.send_pin", call_id=call.pk)
    return mask(phone)


@atomic
def open_by_pin(call_id: int, read_out: str, why: Why, *, by: Official, now: datetime) -> bool:
    """Open what is the caller's, after they read out the number; whether it is the right one.

    Raises:
        NotFound: it is another operator's call.
        Refused: `proof_refused_before`, `pin_is_over`.
    """
    call = own_call(call_id, by)
    rules.ensure_may_prove(call)
    if not call.pin or call.pin_matter is None or call.pin_until is None or call.pin_until < now:
        raise Refused("pin_is_over")
    digits = "".join(sign for sign in read_out if sign.isdecimal() and sign.isascii())
    if not compare_digest(digits, call.pin):
        return _wrong(call, call.pin_matter_id, by, now)
    owner = queries.owner_of(call.pin_matter)
    call.pin, call.pin_until = "", None
    call.save(update_fields=["pin", "pin_until"])
    _open(call, owner, Proof.PIN, why, by=by, now=now)
    return True


@atomic
def take_pin(call_id: int, *, by: Actor, now: datetime) -> PinOut | None:
    """Take the number to send it; `None` when there is none, it is over, or it was taken already."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if call.pin_state != Pin.ASKED or not call.pin or call.pin_until is None or call.pin_until < now:
        return None
    assert call.pin_matter is not None
    call.pin_state = Pin.SENDING
    call.save(update_fields=["pin_state"])
    text = rules.pin_text(call.pin, rules.pin_minutes(queries.terms()))
    return PinOut(queries.telephone_of(call.pin_matter), text, f"motcua-pin-{call.pk}-{call.pins_sent}")


@atomic
def pin_came_to(call_id: int, state: Pin, *, by: Actor, now: datetime) -> Call:
    """The provider took the number, or would not; one that did not go out is forgotten."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if call.pin_state == Pin.SENDING:
        call.pin_state = state
        if state == Pin.FAILED:
            call.pin, call.pin_until = "", None
        call.save(update_fields=["pin_state", "pin", "pin_until"])
        bell.ring(call.operator_id)
    return call


def _wrong(call: Call, matter_id: int | None, by: Official, now: datetime) -> bool:
    """Count it, against the call and against the matter; nobody learns what of it was wrong."""
    call.proof_tries += 1
    call.save(update_fields=["proof_tries"])
    if matter_id is not None:
        ProofTry.objects.create(matter_id=matter_id, call=call, what=Try.FAILED, at=now)
    facts: dict[str, object] = {"agency": by.agency_code, "tries": call.proof_tries}
    journal.record("hotline.proof_failed", subject=("call", call.pk), by=by, at=now, facts=facts)
    return False


def _open(call: Call, owner: queries.Owner, proof: Proof, why: Why, *, by: Official, now: datetime) -> None:
    """Everything of theirs opens in this call, and they see that it did: with each dossier, and in their inbox."""
    call.proof, call.proved_id = proof, owner.account_id
    call.save(update_fields=["proof", "proved"])
    links = [CallMatter(call=call, matter_id=matter_id, became=Became.OPENED, at=now) for matter_id in owner.matters]
    CallMatter.objects.bulk_create(links, ignore_conflicts=True)
    facts: dict[str, object] = {"agency": by.agency_code, "reason": str(why), "proof": str(proof)}
    # Reports are counted, not named: nobody may learn from the journal whose they were, should one go under seal.
    reports = queries.reports_among(owner.matters)
    opened = [(matter_id, facts) for matter_id in owner.matters if matter_id not in reports]
    counted = [(None, {**facts, "reports": len(reports)})] if reports else []
    journal.record_all(
        journal.NewEntry("hotline.opened", ("call", call.pk), by, now, matter_id, owner.account_id, said)
        for matter_id, said in [*opened, *counted]
    )
    dossiers.note_openings(owner.matters, Reason.ENQUIRY, by=by, now=now)
    if owner.account_id is None:
        return
    account = Account.objects.get(pk=owner.account_id)
    with translation.override(account.language):
        when = f"{localtime(now):%H:%M %d/%m/%Y}"
        subject, body = rules.opened_letter(queries.office(by), when, len(owner.matters), proof)
    notices.tell(account.pk, f"hotline-opened-{call.pk}", subject, body, by=by, now=now)
