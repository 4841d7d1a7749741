"""Slow work, done after the commit: each job gets ids, does the slow thing, and calls one action. All idempotent."""

from motcua.jobs import (
    channels,
    documents,
    dossiers,
    journal,
    letter_notices,
    letters,
    matters,
    notices,
    papers,
    payments,
    petitions,
    pushes,
    report_files,
    reports,
    schedule,
    succession,
)

__all__ = [
    "channels",
    "documents",
    "dossiers",
    "journal",
    "letter_notices",
    "letters",
    "matters",
    "notices",
    "papers",
    "payments",
    "petitions",
    "pushes",
    "report_files",
    "reports",
    "schedule",
    "succession",
]
