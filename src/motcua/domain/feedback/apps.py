"""The Django application of `feedback`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.feedback"
    label = "feedback"
