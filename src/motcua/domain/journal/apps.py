"""The Django application of `journal`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Config(AppConfig):
    name = "motcua.domain.journal"
    label = "journal"

    def ready(self) -> None:
        """Let every module declare its verbs: `states` of each, found as Django finds `admin`."""
        autodiscover_modules("states")
