"""The Django application of `channels`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.channels"
    label = "channels"
