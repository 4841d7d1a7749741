"""The Django application of `hotline`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.hotline"
    label = "hotline"
