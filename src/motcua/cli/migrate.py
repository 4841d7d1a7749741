"""Bring the database's tables up to date and give the program's role its rights."""

from __future__ import annotations

import argparse

from motcua.config import bootstrap


def configure(parser: argparse.ArgumentParser) -> None:
    """One way to be up to date; the site needs its static files too."""
    parser.add_argument("--static", action="store_true", help="collect the static files as well")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Migrate as the owner, then grant."""
    bootstrap.start(as_owner=True)
    migrate()
    if chosen.static:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def migrate() -> None:
    """Apply the migrations and the grants; Django runs as the owner."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from motcua.config import database

    call_command("migrate", verbosity=0, interactive=False)
    chosen = settings.ENV
    app = database.APP if chosen.embedded else str(database.parameters(chosen.database_url or "")["USER"])
    database.grant(connection, app)
