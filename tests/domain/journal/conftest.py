"""The journal's tests begin with an empty journal, not with what loading the pack wrote."""

from __future__ import annotations

import pytest

from tests import ground
from tests.domain.journal.ledger import unguarded


@pytest.fixture
def committed_db(committed_db: str) -> str:
    """A fresh database with nothing in its journal."""
    with ground.superuser(committed_db) as connection, unguarded(connection) as owner:
        for table in ("journal_entry", "journal_leaf", "journal_head"):
            owner.execute(f"DELETE FROM {table}")
    return committed_db
