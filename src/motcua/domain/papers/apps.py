"""The Django application of `papers`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.papers"
    label = "papers"
