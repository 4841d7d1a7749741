"""The Django application of `agencies`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.agencies"
    label = "agencies"
