"""The Django application of `dossiers`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.dossiers"
    label = "dossiers"
