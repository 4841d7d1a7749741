"""Signing with a key: the PIN opens it for one batch, is counted when it is wrong, and is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import x509
from django.db.transaction import atomic
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from motcua.domain.signatures import gateways, queries
from motcua.domain.signatures.actions.keys import ensure_good
from motcua.domain.signatures.gateways import Place
from motcua.domain.signatures.models import Key
from motcua.domain.signatures.queries.looks import look_of
from motcua.domain.signatures.rules.certificates import Trust, chain_of, fault_of
from motcua.domain.signatures.rules.preparing import Box
from motcua.domain.signatures.rules.signing import signed
from motcua.domain.signatures.states import MOST_WRONG_PINS, PIN_PAUSE
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused


@dataclass(frozen=True)
class Pen:
    """A key that is open: it signs until its block ends."""

    key: Key
    signer: Signer
    stamper: TimeStamper | None
    at: datetime = field(default_factory=queries.this_moment)

    @property
    def subject(self) -> str:
        """Whose signature it makes."""
        return self.key.subject

    def sign(self, pdf: bytes, field: str, box: Box) -> bytes:
        """The PDF with this signature in its field, seen as the signature or the seal of the key.

        Raises:
            Refused: `token_gone`, the token was pulled out; `time_not_stamped`, nobody stamped the time. Nothing is
                signed then.
        """
        try:
            return signed(pdf, field, look_of(self.key, box), signer=self.signer, stamper=self.stamper)
        except TimestampRequestError as problem:
            raise Refused("time_not_stamped") from problem


@contextmanager
def pen(key: Key, pin: str, *, by: Actor, now: datetime) -> Iterator[Pen]:
    """Open a key for a batch. Not inside a transaction: a wrong PIN is counted whatever happens to the batch.

    Raises:
        Refused: `key_rests` after too many wrong PINs; `certificate_…` where nobody would trust what it signs;
            `wrong_pin`, `pin_locked`, `token_missing`; `token_of_another`, it holds another certificate than the one
            that is looked at here.
    """
    _ensure_awake(key)
    trusted = queries.trust()
    found = x509.Certificate.load(bytes(key.certificate))
    ensure_good(fault_of(found, trusted, queries.this_moment()), key.subject)
    place = Place(key.token, key.label)
    kept = gateways.keys(key.gateway)
    try:
        with kept.open(place, pin, _chain(found, trusted)) as signer:
            _count_right(key)
            _ensure_the_same(signer, found)
            yield Pen(key, signer, gateways.time_stamper() or kept.stamper())
    except Refused as refusal:
        if refusal.code == "wrong_pin":
            _count_wrong(key)
        raise


def _chain(found: x509.Certificate, trusted: Trust) -> list[x509.Certificate]:
    return chain_of(found, [x509.Certificate.load(each) for each in (*trusted.beneath, *trusted.roots)])


def _ensure_awake(key: Key) -> None:
    until = Key.objects.values_list("rests_until", flat=True).get(pk=key.pk)
    if until is not None and until > queries.this_moment():
        raise Refused("key_rests", until=until)


def _ensure_the_same(signer: Signer, found: x509.Certificate) -> None:
    """A token of the same name that holds another's certificate would sign with what nobody has looked at."""
    held = signer.signing_cert
    if held is None or held.dump() != found.dump():
        raise Refused("token_of_another")


@atomic
def _count_wrong(key: Key) -> None:
    """The fifth wrong PIN in a row lets the key rest, whatever the token does itself."""
    held = Key.objects.select_for_update(of=("self",)).order_by("pk").get(pk=key.pk)
    held.wrong_pins += 1
    if held.wrong_pins >= MOST_WRONG_PINS:
        held.wrong_pins, held.rests_until = 0, queries.this_moment() + PIN_PAUSE
    held.save(update_fields=["wrong_pins", "rests_until"])


def _count_right(key: Key) -> None:
    Key.objects.filter(pk=key.pk, wrong_pins__gt=0).update(wrong_pins=0)
