"""Tells Django of the journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "motcua.domain.journal"
    label = "journal"
    verbose_name = "Nhật ký"
