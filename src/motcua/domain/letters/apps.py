"""The Django application of `letters`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.letters"
    label = "letters"
