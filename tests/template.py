"""Fill the template database: run once, as the owner, in a process of its own."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")


def fill(part: str) -> None:
    """Either migrate, grant and load the project's pack, or collect the static files that pages name."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from tests.ground import TEMPLATE

    settings.DATABASES["default"]["NAME"] = TEMPLATE
    django.setup()
    if part == "static":
        call_command("collectstatic", interactive=False, verbosity=0)
        return
    from motcua.cli.migrate import migrate
    from motcua.domain.packs import actions as packs
    from motcua.kernel.actors import System

    migrate()
    pack = Path(__file__).resolve().parents[1] / "packs" / "binh-phuoc"
    packs.load(pack, by=System("tests"), now=datetime(2024, 1, 1, tzinfo=UTC))


if __name__ == "__main__":
    fill(sys.argv[1])
