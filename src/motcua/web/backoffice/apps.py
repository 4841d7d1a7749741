"""The Django application of the door `backoffice`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.backoffice"
    label = "backoffice"
