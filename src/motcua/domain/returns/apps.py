"""The Django application of `returns`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.returns"
    label = "returns"
