"""The Django application of the door `api`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.api"
    label = "api"
