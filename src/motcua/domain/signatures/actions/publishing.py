"""A signed document is given out: from then on anybody may check it, and learn when another took its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.transaction import atomic

from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.signatures.models import Signed
from motcua.domain.signatures.states import Standing
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound, Refused


@dataclass(frozen=True)
class NewSigned:
    """A document with all its signatures: the code printed on it, the file, and what anybody may know of it."""

    code: str
    pdf: bytes
    kind: str
    subject_id: int
    title: str
    symbol: str
    agency_id: int
    signer: str
    issued_on: date


@atomic
def publish(new: NewSigned, *, by: Actor, now: datetime) -> Signed:
    """Let anybody check this document, by its code or by the file."""
    made = Signed.objects.create(
        code=new.code,
        sha256=sha256(new.pdf).hexdigest(),
        kind=new.kind,
        subject_id=new.subject_id,
        title=new.title,
        symbol=new.symbol,
        agency_id=new.agency_id,
        signer=new.signer,
        issued_on=new.issued_on,
        published_at=now,
    )
    facts = {"code": new.code, "agency": Agency.objects.values_list("code", flat=True).get(pk=new.agency_id)}
    journal.record("signatures.published", subject=("signed", made.pk), by=by, at=now, facts=facts)
    return made


@atomic
def replace(code: str, with_code: str, *, by: Actor, now: datetime) -> Signed:
    """Another document takes the place of this one: whoever checks it is told which.

    Raises:
        NotFound: one of them does not exist.
        Refused: `document_over`, it was replaced or recalled before; `document_by_itself`.
    """
    if code == with_code:
        raise Refused("document_by_itself")
    held = {each.code: each for each in _held(code, with_code)}
    if len(held) != 2:
        raise NotFound("a signed document")
    old = held[code]
    _ensure_in_force(old)
    old.standing, old.ended_at, old.replaced_by = Standing.REPLACED, now, held[with_code]
    old.save(update_fields=["standing", "ended_at", "replaced_by"])
    facts = {"code": code, "by_code": with_code}
    journal.record("signatures.replaced", subject=("signed", old.pk), by=by, at=now, facts=facts)
    return old


@atomic
def recall(code: str, *, by: Actor, now: datetime) -> Signed:
    """This document counts no more, and nothing takes its place.

    Raises:
        NotFound: it does not exist.
        Refused: `document_over`, it was replaced or recalled before.
    """
    held = _held(code)
    if not held:
        raise NotFound("a signed document")
    old = held[0]
    _ensure_in_force(old)
    old.standing, old.ended_at = Standing.RECALLED, now
    old.save(update_fields=["standing", "ended_at"])
    journal.record("signatures.recalled", subject=("signed", old.pk), by=by, at=now, facts={"code": code})
    return old


def _held(*codes: str) -> list[Signed]:
    return list(Signed.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk"))


def _ensure_in_force(document: Signed) -> None:
    if document.standing != Standing.IN_FORCE:
        raise Refused("document_over", symbol=document.symbol)
