"""Erasing what nobody needs: what was begun at a counter and never became a dossier, what was signed and is sealed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Attachment, Draft, Sheet
from motcua.domain.dossiers.states import SHEET_KEPT, UNSEALED_KEPT
from motcua.domain.journal import actions as journal
from motcua.domain.papers import actions as papers
from motcua.kernel.actors import Actor
from motcua.kernel.later import defer

PURGED_AT_ONCE = 100


@atomic
def purge_sheets(*, by: Actor, now: datetime) -> int:
    """Erase the sheets of counters that nobody has touched for `SHEET_KEPT`, with their files; how many there were.

    A sheet that an official is pressing on at this moment is left for the next time.
    """
    drafts = queries.abandoned_sheets(now - SHEET_KEPT, PURGED_AT_ONCE)
    if not drafts:
        return 0
    numbers = [draft.pk for draft in drafts]
    attachments = list(Attachment.objects.filter(draft_id__in=numbers).order_by("pk"))
    files = Counter(attachment.draft_id for attachment in attachments)
    sheets, scans = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for draft in drafts:
        unit = draft.sheet.unit
        sheets[unit.pk, unit.code] += 1
        scans[unit.pk, unit.code] += files[draft.pk]
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in attachments]).delete()
    Sheet.objects.filter(pk__in=numbers).delete()
    Draft.objects.filter(pk__in=numbers).delete()
    journal.record_all(
        [
            journal.NewEntry(
                "dossiers.sheets_purged",
                ("agency", unit),
                by,
                now,
                facts={"agency": code, "sheets": count, "files": scans[unit, code]},
            )
            for (unit, code), count in sorted(sheets.items())
        ]
    )
    for attachment in attachments:
        defer("documents.erase", file_id=attachment.file_id)
    return len(numbers)


@atomic
def purge_unsealed(*, by: Actor, now: datetime) -> int:
    """Erase what leaders signed `UNSEALED_KEPT` ago and nobody has to seal any more, with the files; how many.

    One that a clerk is sealing at this moment is left for the next time.
    """
    unsealed = queries.never_to_seal(now - UNSEALED_KEPT, PURGED_AT_ONCE)
    papers.erase_unsealed(unsealed, by=by, now=now)
    journal.record_all(
        [
            journal.NewEntry(
                "dossiers.unsealed_purged", ("agency", agency), by, now, facts={"agency": code, "papers": count}
            )
            for (agency, code), count in sorted(
                Counter((each.agency_id, each.agency.code) for each in unsealed).items()
            )
        ]
    )
    return len(unsealed)
