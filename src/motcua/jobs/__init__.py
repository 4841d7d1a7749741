"""Slow work, done after the commit: each job gets ids, does the slow thing, and calls one action. All idempotent."""

from motcua.jobs import channels, dossiers, journal, notices, papers, payments, reports, schedule

__all__ = ["channels", "dossiers", "journal", "notices", "papers", "payments", "reports", "schedule"]
