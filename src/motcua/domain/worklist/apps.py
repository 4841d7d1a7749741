"""The Django application of `worklist`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.worklist"
    label = "worklist"
