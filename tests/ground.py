"""Preparing, cloning and dropping the databases of the tests."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.config import database

CHECKOUT = Path(__file__).resolve().parents[1]
TEMPLATE = "test_template"
_cluster: database.Embedded | None = None


def cluster() -> database.Embedded:
    """The running cluster of the tests."""
    directory = Path(os.environ["MOTCUA_HOME"]) / "postgres"
    return database.Embedded(directory, database.socket_directory(directory), started_here=False)


def prepare(home: Path) -> None:
    """Start the cluster and build the template: migrated, granted, with the pack of the project loaded.

    The template is built again only when something it is made of has changed.
    """
    global _cluster
    home.mkdir(parents=True, exist_ok=True)
    _cluster = database.ensure(home, trusting_crashes=True)
    stamp, fresh = home / "template.stamp", _digest()
    with superuser("postgres") as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if there and stamp.exists() and stamp.read_text() == fresh:
            return
        _drop(connection, TEMPLATE)
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(TEMPLATE), sql.Identifier(database.OWNER))
        )
    subprocess.run(
        [sys.executable, "-m", "tests.template"],
        cwd=CHECKOUT,
        check=True,
        env={**os.environ, "MOTCUA_AS_OWNER": "1", "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"},
    )
    stamp.write_text(fresh)


def stop() -> None:
    """Stop the cluster, if this process started it."""
    if _cluster is not None and _cluster.started_here:
        _cluster.stop()


def superuser(name: str) -> psycopg.Connection[tuple[object, ...]]:
    """A superuser's connection to database `name`, each statement its own transaction."""
    return psycopg.connect(cluster().url("postgres", name), autocommit=True)


def clone(name: str) -> str:
    """A fresh copy of the template."""
    with superuser("postgres") as connection:
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE), sql.Identifier(database.OWNER)
            )
        )
    return name


def drop(name: str) -> None:
    """Away with it, whoever is still connected."""
    from django.db import connection as ours

    if ours.settings_dict["NAME"] == name:
        ours.close()
    with superuser("postgres") as connection:
        _drop(connection, name)


def use(name: str) -> None:
    """Let Django's connection of this process lead to database `name`, as the program's role."""
    from django.db import connections

    connection = connections["default"]
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _digest() -> str:
    """What the template is made of: migrations, the pack, the code that loads it."""
    parts = [CHECKOUT / "src/motcua/domain", CHECKOUT / "src/motcua/kernel", CHECKOUT / "packs", CHECKOUT / "tests"]
    wanted = ("migrations", "packs", "template.py", "ground.py", "kernel")
    summary = hashlib.sha256()
    for part in parts:
        for path in sorted(part.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and any(word in str(path) for word in wanted):
                summary.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return summary.hexdigest()
