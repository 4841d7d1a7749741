"""Starting the program outside a web server: the database first, then Django."""

from __future__ import annotations

import atexit
import os

import psycopg

from motcua.config import database, env
from motcua.kernel.errors import Malformed


def start(*, as_owner: bool = False) -> None:
    """Make sure the database answers, then set Django up.

    An embedded cluster that this call had to start is stopped when the process ends; one that
    somebody else runs is left running.

    Raises:
        Malformed: the database cannot be reached, said in a sentence.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    if as_owner:
        os.environ["MOTCUA_AS_OWNER"] = "1"
    surroundings = env.read()
    if surroundings.embedded:
        cluster = database.ensure(surroundings.home)
        if cluster.started_here:
            atexit.register(cluster.stop)
    else:
        try:
            psycopg.connect(surroundings.database_url or "", connect_timeout=10).close()
        except psycopg.OperationalError as problem:
            raise Malformed(f"The database of MOTCUA_DATABASE_URL does not answer: {problem}") from problem
    import django

    django.setup()


def start_without_database() -> None:
    """Set Django up for a command that asks no table; no database is started or looked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()


def start_on_tables() -> None:
    """Like `start`, for a command that needs the tables.

    Raises:
        Malformed: the database cannot be reached, or has no tables yet.
    """
    start()
    from django.db import connection

    if "procedures_catalogue" not in connection.introspection.table_names():
        raise Malformed("The database has no tables yet: run `motcua migrate` first.")
