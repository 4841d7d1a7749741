"""The checklist is published from the pack; officials of a unit verify its items."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.agencies.models import Agency
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.publicity import rules
from motcua.domain.publicity.models import Checklist, Verification
from motcua.domain.publicity.rules import Item
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.text import nfc


@atomic
def publish(items: Sequence[Mapping[str, Any]], unit_kinds: Collection[str], *, by: Actor, now: datetime) -> str:
    """Put the pack's checklist in force for agencies of these kinds: `published`, or `unchanged`.

    What was verified before is kept by the item's code, also for an item that is gone.
    """
    Checklist.objects.get_or_create(pk=1)
    checklist = Checklist.objects.select_for_update().get(pk=1)
    for item in items:
        Item.of(item)
    text = nfc(json.dumps([list(items), sorted(unit_kinds)], ensure_ascii=False, sort_keys=True))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if checklist.digest == digest:
        return "unchanged"
    checklist.items, checklist.unit_kinds = json.loads(text)
    checklist.digest = digest
    checklist.save(update_fields=["items", "unit_kinds", "digest"])
    journal.record(
        "publicity.published",
        subject=("checklist", checklist.pk),
        by=by,
        at=now,
        facts={"digest": digest, "items": len(items)},
    )
    return "published"


@atomic
def verify(
    agency_id: int,
    item: str,
    *,
    good: bool,
    note: str = "",
    evidence: tuple[str, bytes] | None = None,
    by: Official,
    now: datetime,
) -> Verification:
    """Say how an item of the official's own unit was found; the latest word stands, each is kept.

    `evidence` is a file's name and content. Of two officials at once both are kept, one after the other.

    Raises:
        NotFound: another unit, an agency that is none, or an item that is not on the checklist.
        Refused: `other_duty`, `fault_without_note`, `note_too_long`, and what `documents.take_in` refuses.
    """
    agency = Agency.objects.select_for_update(of=("self",), no_key=True).filter(pk=agency_id).order_by("pk").first()
    checklist = Checklist.objects.filter(pk=1).order_by("pk").first()
    if agency is None or checklist is None:
        raise NotFound("unit")
    rules.ensure_may_verify(by, agency, checklist.unit_kinds)
    if item not in {each["code"] for each in checklist.items}:
        raise NotFound("item")
    said = nfc(note).strip()
    rules.ensure_says_what_is_wrong(good, said)
    verification = Verification.objects.create(
        agency=agency,
        item=item,
        good=good,
        note=said,
        evidence=documents.take_in(*evidence, by=by, now=now) if evidence else None,
        verified_at=now,
        verified_by_id=by.account_id,
    )
    journal.record(
        "publicity.verified",
        subject=("verification", verification.pk),
        by=by,
        at=now,
        facts={"agency": agency.code, "item": item, "good": good, "evidence": evidence is not None},
    )
    return verification
