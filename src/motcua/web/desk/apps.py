"""The Django application of the door `desk`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.desk"
    label = "desk"
