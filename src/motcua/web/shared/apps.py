"""The Django application of what the doors of the web share."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.shared"
    label = "shared"
