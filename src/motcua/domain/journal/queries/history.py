"""What happened, in order: the journal as citizens, officials and inspectors read it."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.domain.journal.models import Entry


def history_of(matter_id: int) -> QuerySet[Entry]:
    """Everything recorded of one matter, oldest first; for a reader who may see it."""
    return Entry.objects.filter(matter_id=matter_id).order_by("id")


def entries_about(subject: tuple[str, int]) -> QuerySet[Entry]:
    """Everything recorded of one thing (`("dossier", 5)`), oldest first; for a reader who may see it."""
    kind, subject_id = subject
    return Entry.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("id")
