"""What happened, in order: the journal as citizens, officials and inspectors read it."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.domain.journal.models import Entry
from motcua.kernel.prepared import Blank, Prepared

_HISTORY = Prepared(
    # What only the seals need stays where it is.
    lambda: Entry.objects.filter(matter_id=Blank("matter")).defer("salt", "txid", "recorded_at").order_by("id")
)


def history_of(matter_id: int) -> list[Entry]:
    """Everything recorded of one matter, oldest first; for a reader who may see it."""
    return _HISTORY.all(matter=matter_id)


def entries_about(subject: tuple[str, int]) -> QuerySet[Entry]:
    """Everything recorded of one thing (`("dossier", 5)`), oldest first; for a reader who may see it."""
    kind, subject_id = subject
    return Entry.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("id")
