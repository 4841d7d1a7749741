"""Beginning the letter that answers one voter or several, from what was drafted point by point."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.journal import actions as journal
from motcua.domain.letters import actions as letters
from motcua.domain.letters.models import Letter
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.answering import put_in_letter
from motcua.domain.petitions.rules.replying import composed
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused

MOST = 50


@atomic
def draft_reply(
    petition_ids: Collection[int],
    boxes: letters.Boxes,
    *,
    press: str,
    stated: Mapping[str, int] | None = None,
    by: Official,
    now: datetime,
) -> Letter:
    """Begin a letter that answers these petitions with all that is drafted for them; the same press, the same letter.

    `stated` puts what the platform offers (`queries.offered_facts`, by its key) under an answer, by its id.

    Raises:
        NotFound: a petition is not for this official to answer, or nothing is drafted for it.
        Refused: `nothing_to_answer`, `too_many_to_answer`, `replies_not_worded`, and what `letters.draft` refuses.
    """
    wanted = sorted(set(petition_ids))
    if not wanted:
        raise Refused("nothing_to_answer")
    if len(wanted) > MOST:
        raise Refused("too_many_to_answer", most=MOST)
    asked = queries.asked_in(wanted, by)
    answers = [point.answer_id for each in asked for point in each.points]
    offered = {each.key: each for each in queries.offered_facts(wanted, by, now)} if stated else {}
    under = [(answer, offered[key]) for key, answer in (stated or {}).items() if key in offered and answer in answers]
    agency = agencies.agency_coded(by.agency_code, localdate(now))
    body, facts = composed(asked, queries.wording(), agency=agency.short_name or agency.name, stated=under)
    letter = letters.draft(boxes, press=press, body=body, facts=facts, by=by, now=now)
    for answer in put_in_letter(letter.pk, answers, by=by, now=now):
        petition = answer.point.petition
        said = {**queries.common_facts(petition), "point": answer.point.number, "letter": letter.pk}
        journal.record(
            "petitions.reply_drafted",
            subject=("petition", petition.pk),
            matter_id=petition.pk,
            by=rules.as_recorded(by),
            at=now,
            facts=said,
        )
    return letter
