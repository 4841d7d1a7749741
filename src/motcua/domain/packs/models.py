"""What is installed here: which province's pack, and whether this database is a demonstration."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The single row that says which pack is loaded.

    A demonstration has its own calendar: `clock_offset` is how far its "now" lies behind the real one.
    """

    pack = models.TextField()
    portal = models.JSONField()
    loaded_at = models.DateTimeField()
    demo = models.BooleanField(default=False)
    clock_offset = models.DurationField(default=timedelta(0))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_is_single"),
            models.CheckConstraint(
                condition=Q(demo=True) | Q(clock_offset=timedelta(0)), name="only_a_demo_lives_at_another_time"
            ),
        ]
