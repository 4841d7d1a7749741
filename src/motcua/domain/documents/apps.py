"""The Django application of `documents`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.documents"
    label = "documents"
