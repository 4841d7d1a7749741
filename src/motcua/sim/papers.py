"""Typesetting what a year's dossiers brought forth."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.papers import actions
from motcua.domain.papers.queries import waiting
from motcua.sim.people import SIM


def finish_papers(*, now: datetime) -> int:
    """Typeset every paper that waits for it; how many there were."""
    found = waiting()
    for paper_id in found:
        actions.typeset(paper_id, by=SIM, now=now)
    return len(found)
