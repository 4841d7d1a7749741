"""The Django application of the door `portal`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.portal"
    label = "portal"
