"""Preparing, cloning and dropping the databases of the tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.config import database

CHECKOUT = Path(__file__).resolve().parents[1]
TEMPLATE = "test_template"
MEMORY = Path("/dev/shm")
ROOM = 1 << 30
"""Bytes that a cluster in memory may come to need: what it begins with, one or two clones, and its log."""
HASTE = """
autovacuum = off  # it would look through clones that live for a second
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
min_wal_size = 64MB
"""
"""What a worker's cluster is spared: nobody follows its log or comes back to it."""
_cluster: database.Embedded | None = None


def cluster() -> database.Embedded:
    """The running cluster of the tests."""
    directory = Path(os.environ["MOTCUA_HOME"]) / "postgres"
    return database.Embedded(directory, database.socket_directory(directory), started_here=False)


def prepare(home: Path) -> None:
    """Start the cluster, build the template (migrated, granted, the project's pack loaded) and the static files.

    Each is made again only when something it is made of has changed.
    """
    global _cluster
    home.mkdir(parents=True, exist_ok=True)
    _cluster = database.ensure(home, trusting_crashes=True)
    source = CHECKOUT / "src" / "motcua"
    parts = [*source.rglob("migrations/*.py"), *source.glob("domain/packs/**/*.py"), *CHECKOUT.glob("packs/**/*")]
    parts += [Path(__file__), source / "config" / "database.py"]
    if _changed(home / "template.stamp", parts, TEMPLATE):
        with superuser("postgres") as connection:
            _drop(connection, TEMPLATE)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(TEMPLATE), sql.Identifier(database.OWNER))
            )
        _fill("database", home / "template.stamp", parts)
    built = list(source.glob("web/*/static/**/*"))
    if _changed(home / "static.stamp", built, None):
        _fill("static", home / "static.stamp", built)


def copy(common: Path, home: Path) -> None:
    """Give a worker its own copy of the prepared cluster, keys and static files, and start it.

    The cluster lies in memory where there is a file system for it with room: a clone is 1,400 files, which cost six
    times as much on a disk.
    """
    global _cluster
    home.mkdir(parents=True, exist_ok=True)
    if database.is_running(home / "postgres"):
        database.ensure(home).stop()  # left behind by a run that was killed
    _forget_cluster(home / "postgres")
    shutil.rmtree(home / "keys", ignore_errors=True)
    subprocess.run(["cp", "-a", str(common / "keys"), str(home)], check=True)
    memory = _place_in_memory(home)
    if memory is not None:
        (home / "postgres").symlink_to(memory / "postgres")
    subprocess.run(["cp", "-a", str(common / "postgres"), str(memory or home)], check=True)
    with (home / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write(HASTE)
    static = home / "static"
    if not static.exists():
        static.symlink_to(common / "static")
    _cluster = database.ensure(home, trusting_crashes=True)


def stop() -> None:
    """Stop the cluster, if this process started it."""
    global _cluster
    if _cluster is not None and _cluster.started_here:
        _cluster.stop()
        if _cluster.directory.is_symlink():
            _forget_cluster(_cluster.directory)
    _cluster = None


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


def _place_in_memory(home: Path) -> Path | None:
    """An empty folder in memory that belongs to this home, if there is room for a cluster."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return None
    place = MEMORY / f"motcua-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o755)
    return place


def _forget_cluster(directory: Path) -> None:
    """Away with a cluster at rest, wherever it lies."""
    if directory.is_symlink():
        shutil.rmtree(directory.readlink().parent, ignore_errors=True)
        directory.unlink()
    shutil.rmtree(directory, ignore_errors=True)


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _fill(part: str, stamp: Path, made_of: list[Path]) -> None:
    """Build one part in a process of its own, as the owner; its stamp is written last."""
    stamp.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "tests.template", part],
        cwd=CHECKOUT,
        check=True,
        env={**os.environ, "MOTCUA_AS_OWNER": "1", "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"},
    )
    stamp.write_text(_digest(made_of))


def _changed(stamp: Path, made_of: list[Path], database_name: str | None) -> bool:
    """Whether what a part is made of differs from when it was built, or its database is gone."""
    if database_name is not None:
        with superuser("postgres") as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database_name]).fetchone()
        if found is None:
            return True
    return not stamp.exists() or stamp.read_text() != _digest(made_of)


def _digest(made_of: list[Path]) -> str:
    summary = hashlib.sha256()
    for path in sorted(made_of):
        if path.is_file() and path.suffix != ".pyc":
            summary.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return summary.hexdigest()
