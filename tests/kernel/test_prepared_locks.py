"""A prepared query that locks rows: what was checked when it was compiled is checked at each call."""

from __future__ import annotations

import pytest
from django.db.transaction import TransactionManagementError, atomic

from motcua.domain.agencies.models import Agency
from motcua.kernel.prepared import Blank, Prepared


def test_a_query_that_locks_needs_a_transaction_each_time(committed_db: str) -> None:
    prepared = Prepared(lambda: Agency.objects.select_for_update().filter(code=Blank("code")))
    with pytest.raises(TransactionManagementError):
        prepared.first(code="x")
    with atomic():
        assert prepared.first(code="x") is None
    with pytest.raises(TransactionManagementError):
        prepared.first(code="x")
