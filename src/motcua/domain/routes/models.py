"""Versions of routes (quy trình nội bộ), for every kind of matter; only sound routes are stored."""

from __future__ import annotations

from django.db import models

from motcua.domain.agencies.models import Dated, PublishedJSONField, ends_after_it_begins, never_twice


class RouteVersion(Dated):
    """A published route for a period; `body` is the file form of `kernel.route`."""

    code = models.TextField()
    kind = models.TextField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    body = PublishedJSONField()

    class Meta:
        constraints = [never_twice("route_code_once_a_day", "code"), ends_after_it_begins("route_period")]

    def __str__(self) -> str:
        return self.title
