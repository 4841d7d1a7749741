"""The Django application of `procedures`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.procedures"
    label = "procedures"
