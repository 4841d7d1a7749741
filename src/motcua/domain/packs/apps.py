"""The Django application of `packs`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.packs"
    label = "packs"
