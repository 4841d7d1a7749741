"""What was asked for is brought to the counter by somebody without an account, or who would rather come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.documents import actions as documents
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.drafting import MOST_FILES
from motcua.domain.dossiers.actions.moves import SUPPLIED_PART
from motcua.domain.dossiers.actions.stepping import complete_task
from motcua.domain.dossiers.models import Attachment, Custody, Dossier, GivenPart, SupplementRequest
from motcua.domain.dossiers.rules import Said, receiving
from motcua.domain.dossiers.rules.receiving import Brought
from motcua.domain.dossiers.states import Digitised
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def supply_at_counter(
    dossier_id: int,
    brought: Sequence[Brought],
    files: Sequence[tuple[str, str, bytes]],
    note: str,
    *,
    by: Official,
    now: datetime,
) -> Dossier:
    """Take in at the counter what was asked for: papers as counted, scans as (part, name, content), and a word.

    Raises:
        NotFound: it is no dossier that the official's unit received.
        Refused: `nothing_was_asked`, `nothing_supplied`, `other_duty`, or a file that is not taken.
    """
    dossier = queries.one_seen_by(by, dossier_id)
    if dossier.matter.one_stop_id != by.agency_id:
        raise NotFound("dossier")
    receiving.ensure_receives(by)
    request = (
        SupplementRequest.objects.select_for_update()
        .filter(dossier=dossier, supplied_at__isnull=True)
        .order_by("pk")
        .first()
    )
    if request is None:
        raise Refused("nothing_was_asked")
    receiving.ensure_counts(brought)
    there = [each for each in brought if each.on_paper or each.number]
    if not there and not files and not note.strip():
        raise Refused("nothing_supplied")
    if len(files) > MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    known = rules.part_codes(dossier.procedure.body)
    for part, name, content in files:
        file = documents.take_in(name, content, by=by, now=now)
        Attachment.objects.create(
            dossier=dossier, part=part if part in known else SUPPLIED_PART, file=file, added_at=now
        )
    _count_in(dossier, there, {part for part, _, _ in files}, by, now)
    request.note = note
    request.save(update_fields=["note"])
    for task in queries.open_tasks(dossier.pk):
        for outcome in queries.outcomes_of(task):
            if outcome.move == "resume":
                what = note.strip() or "; ".join(sorted({*(each.part for each in there), *(each[0] for each in files)}))
                return complete_task(task.pk, outcome.name, by=by, now=now, said=Said(reason=what))
    raise Refused("illegal_move", move="resume", state=dossier.state)


def _count_in(dossier: Dossier, there: Sequence[Brought], filed: set[str], by: Official, now: datetime) -> None:
    """What came later is added to what was counted before."""
    rows = {row.part: row for row in GivenPart.objects.select_for_update().filter(dossier=dossier).order_by("pk")}
    counted = {each.part: each for each in there}
    for part in sorted({*counted, *filed}):
        more = counted.get(part, Brought(part))
        row = rows.get(part) or GivenPart(dossier=dossier, part=part)
        row.originals += more.originals
        row.certified += more.certified
        row.copies += more.copies
        if part in filed and row.digitised == Digitised.NOT_YET:
            row.digitised = Digitised.SCANNED
        row.save()
        if more.number:
            Custody.objects.create(
                dossier=dossier,
                part=part,
                number=more.number,
                number_index=queries.number_index(more.number),
                taken_at=now,
                taken_by_id=by.account_id,
            )
