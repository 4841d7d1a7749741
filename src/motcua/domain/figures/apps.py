"""The Django application of `figures`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.figures"
    label = "figures"
