"""The Django application of `ratings`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.ratings"
    label = "ratings"
