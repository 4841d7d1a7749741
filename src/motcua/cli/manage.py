"""Django's own commands, for developers: motcua manage makemigrations …"""

from __future__ import annotations

import argparse

from motcua.config import bootstrap


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything behind the noun goes to Django unread."""
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Run one of Django's commands as the owner of the database."""
    bootstrap.start(as_owner=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["motcua manage", *chosen.words])
    return 0
