"""Slow work, done after the commit: each job gets ids, does the slow thing, and calls one action. All idempotent."""

from motcua.jobs import dossiers, journal, notices, papers, payments, pushes, reports, schedule

__all__ = ["dossiers", "journal", "notices", "papers", "payments", "pushes", "reports", "schedule"]
