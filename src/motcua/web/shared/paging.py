"""Pages of a long list whose whole number is of no use to anybody."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 2000
"""Nobody pages further; counting all that ever was would cost more than it says."""


class Bounded(Paginator):  # type: ignore[type-arg]  # it takes no argument when it runs
    """Counts only as far as anybody looks."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most `MOST_COUNTED`."""
        found: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # it is given nothing else
        return found[:MOST_COUNTED].count()

    @property
    def many(self) -> bool:
        """Whether there may be more than are counted."""
        return self.count >= MOST_COUNTED
