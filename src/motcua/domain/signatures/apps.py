"""The Django application of `signatures`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.signatures"
    label = "signatures"
