"""The Django application of `queues`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.queues"
    label = "queues"
