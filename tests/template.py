"""Fill the template database: run once, as the owner, in a process of its own."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")


def fill() -> None:
    """Migrate, grant, and load the project's pack."""
    import django
    from django.conf import settings

    from tests.ground import TEMPLATE

    settings.DATABASES["default"]["NAME"] = TEMPLATE
    django.setup()
    from motcua.cli.migrate import migrate
    from motcua.domain.packs import actions as packs
    from motcua.kernel.actors import System

    migrate()
    pack = Path(__file__).resolve().parents[1] / "packs" / "binh-phuoc"
    packs.load(pack, by=System("tests"), now=datetime(2024, 10, 1, tzinfo=UTC))


if __name__ == "__main__":
    fill()
