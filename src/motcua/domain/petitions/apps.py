"""The Django application of `petitions`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.petitions"
    label = "petitions"
