"""The Django application of `accounts`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.domain.accounts"
    label = "accounts"
