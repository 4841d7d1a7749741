"""The Django application of `payments`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.payments"
    label = "payments"
