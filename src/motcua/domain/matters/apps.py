"""The Django application of `matters`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.matters"
    label = "matters"
