"""The Django application of `routes`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.routes"
    label = "routes"
