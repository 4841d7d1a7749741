"""Learning from calls: a leader judges some of them, and what operators looked for in vain goes to the editors."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.models import Call, MissedSearch, Review
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import fold

LONGEST_SEARCH = 120
_DIGITS_OF_SOMEBODY = 6


@atomic
def review(call_id: int, met: Collection[str], note: str = "", *, by: Official, now: datetime) -> Review:
    """Judge a call that is over by the criteria of the terms; once.

    Raises:
        NotFound: there is no such call at this agency.
        Refused: `other_duty`, `call_not_over`, `own_call`, `call_reviewed`, `unknown_criterion`.
    """
    terms = queries.terms()
    rules.ensure_oversees(by, terms)
    there = Call.objects.select_for_update(of=("self",)).filter(~queries.about_sealed(), pk=call_id)
    call = there.order_by("pk").first()
    if call is None or call.operator_id is None or call.restricted:
        raise NotFound("call")
    if call.ended_at is None:
        raise Refused("call_not_over")
    if call.operator_id == by.account_id:
        raise Refused("own_call")
    if queries.is_reviewed(call):
        raise Refused("call_reviewed")
    criteria = [str(each["code"]) for each in terms.get("criteria", ())]
    if not set(met) <= set(criteria):
        raise Refused("unknown_criterion")
    made = Review.objects.create(
        call=call,
        met=[code for code in criteria if code in met],
        missed=[code for code in criteria if code not in met],
        note=note.strip()[: rules.LONGEST_NOTE],
        reviewed_by_id=by.account_id,
        reviewed_at=now,
    )
    facts = {"points": len(made.met), "of": len(criteria)}
    journal.record("hotline.reviewed", subject=("call", call.pk), by=by, at=now, facts=facts)
    return made


@atomic
def note_missed_search(words: str, *, by: Official, now: datetime) -> MissedSearch | None:
    """Keep words that found nothing, for the editors; a number somebody typed is none of their business."""
    rules.ensure_operates(by, queries.terms())
    asked = " ".join(fold(words).split())[:LONGEST_SEARCH]
    if len(asked) < 2 or sum(sign.isdigit() for sign in asked) >= _DIGITS_OF_SOMEBODY:
        return None
    index = blind_index(asked, "search")
    kept, fresh = MissedSearch.objects.get_or_create(day=localdate(now), words_index=index, defaults={"words": asked})
    if not fresh:
        MissedSearch.objects.filter(pk=kept.pk).update(times=F("times") + 1)
    return kept
