"""The Django application of `notices`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.notices"
    label = "notices"
