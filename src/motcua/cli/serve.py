"""The site with its worker and timetable; starts the embedded database when none is configured."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from motcua.config import database, env
from motcua.kernel.errors import Malformed

Program = subprocess.Popen[bytes]


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    listen_options(parser)
    parser.set_defaults(run=run)


def listen_options(parser: argparse.ArgumentParser) -> None:
    """The options that `serve` and `demo` share."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (2)")


def run(chosen: argparse.Namespace) -> int:
    """Bring the database up to date, then serve until told to stop."""
    cluster = start_database()
    try:
        prepare()
        return serve(chosen)
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()


def start_database() -> database.Embedded | None:
    """The embedded cluster, when no other database is configured; `serve` owns it until it ends."""
    surroundings = env.read()
    return database.ensure(surroundings.home) if surroundings.embedded else None


def prepare() -> None:
    """Migrations as the owner (where we are it) and the static files, in a process of its own."""
    surroundings = env.read()
    if surroundings.embedded or surroundings.database_owner_url:
        motcua("migrate", "--static")
    else:
        motcua("manage", "collectstatic", "--noinput", "--verbosity", "0")


def motcua(*words: str) -> None:
    """Run one of our commands to its end.

    Raises:
        Malformed: it failed; what it said stands above.
    """
    ended = subprocess.run([sys.executable, "-m", "motcua.cli.main", *words], check=False)
    if ended.returncode != 0:
        raise Malformed(f"`motcua {' '.join(words)}` failed.")


def serve(chosen: argparse.Namespace, *beside: Callable[[], Program]) -> int:
    """Run web processes, the worker and what else is started beside them until a signal, or until one of them dies."""
    programs = [start_web(chosen.host, chosen.port, chosen.workers), start_worker(), *(start() for start in beside)]
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for program in programs:
            if program.poll() is None:
                program.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    _wait_for_one(programs)
    died = not stopping
    stop(0, None)
    for program in programs:
        try:
            program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            program.kill()
    return 1 if died else 0


def start_web(host: str, port: int, workers: int, settings: str = "motcua.config.settings") -> Program:
    """The web server: WSGI processes with a persistent database connection a thread."""
    return subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
            "--blocking-threads", "1", "--backlog", "1024", "--log-level", "warning", "--no-ws",
            "motcua.config.wsgi:application",
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        start_new_session=True,
    )  # fmt: skip


def start_worker() -> Program:
    """The worker: jobs as they come, and the timetable."""
    return subprocess.Popen([sys.executable, "-m", "motcua.cli.main", "work"], start_new_session=True)


def start_telephones(scripts: Path) -> Program:
    """The listener at simulated telephones, which ring by these scripts."""
    words = ["listen", "telephony", "--scripts", str(scripts)]
    return subprocess.Popen([sys.executable, "-m", "motcua.cli.main", *words], start_new_session=True)


def start_live(host: str, port: int) -> Program:
    """The process that tells open pages to look again."""
    words = ["listen", "live", "--host", host, "--port", str(port)]
    return subprocess.Popen([sys.executable, "-m", "motcua.cli.main", *words], start_new_session=True)


def free_port(host: str, wanted: int) -> int:
    """This port if nobody listens there, else one that the system gives."""
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, port))
            except (OSError, OverflowError):
                continue
            return int(tried.getsockname()[1])
    raise Malformed(f"No port is free at {host}.")


def _wait_for_one(programs: list[Program]) -> None:
    """Until the first of them ends, for whatever reason."""
    while all(program.poll() is None for program in programs):
        try:
            programs[0].wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
