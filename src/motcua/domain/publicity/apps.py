"""The Django application of `publicity`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.publicity"
    label = "publicity"
