"""A believable province: the pack, a year of invented work, then the site; prints addresses and accounts."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from motcua.cli import serve
from motcua.config import bootstrap, database, env
from motcua.kernel.errors import Malformed

SEED = 20241014
SIZE = 1_500


def configure(parser: argparse.ArgumentParser) -> None:
    """Like `serve`, with what to load."""
    serve.listen_options(parser)
    parser.add_argument("--fresh", action="store_true", help="throw the demonstration away and begin again")
    parser.add_argument("--size", type=int, default=SIZE, help=f"how many dossiers of the past year ({SIZE:,})")
    parser.add_argument("--pack", type=Path, default=None, help="the province's folder (the one under packs/)")
    parser.add_argument("--load-only", action="store_true", help="load and stop, without serving")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Load what is not there yet, then serve; a second start keeps what people did."""
    surroundings = env.read()
    if surroundings.production:
        raise Malformed("MOTCUA_PRODUCTION=1: a demonstration never runs where real people are served.")
    if not surroundings.embedded:
        raise Malformed("A demonstration uses its own embedded database: unset MOTCUA_DATABASE_URL.")
    if chosen.fresh:
        _forget(surroundings.home)
    cluster = database.ensure(surroundings.home)
    try:
        serve.prepare()
        _load(chosen.pack or _only_pack(), chosen.size)
        if chosen.load_only:
            return 0
        sys.stdout.write(_welcome(chosen.host, chosen.port))
        sys.stdout.flush()
        calls = (chosen.pack or _only_pack()) / "calls.yaml"
        beside = [partial(serve.start_telephones, calls)] if calls.exists() else []
        if not surroundings.live:
            live = serve.free_port(chosen.host, chosen.port + 1)
            os.environ["MOTCUA_LIVE"] = f":{live}"  # for the web processes, which are started next
            beside.append(partial(serve.start_live, chosen.host, live))
        return serve.serve(chosen, *beside)
    finally:
        if cluster.started_here:
            cluster.stop()


def _only_pack() -> Path:
    """The pack that ships with the project, when there is just one."""
    found = sorted((env.CHECKOUT / "packs").glob("*/pack.yaml"))
    if len(found) != 1:
        raise Malformed(f"There are {len(found)} packs under packs/: name one with --pack.")
    return found[0].parent


def _load(pack: Path, size: int) -> None:
    """The pack and its year, unless a demonstration is there already."""
    bootstrap.start()
    from django.db import connection
    from django.utils.timezone import localtime

    from motcua.domain.journal import actions as journal
    from motcua.domain.matters import queries as matters
    from motcua.domain.packs import actions as packs
    from motcua.domain.packs import queries as installed
    from motcua.kernel.actors import System
    from motcua.kernel.reading import read_yaml
    from motcua.sim.papers import finish_papers
    from motcua.sim.year import live_a_year

    before, complete = installed.installation(), env.read().home / "demo.complete"
    if before is not None and before.demo:
        if not complete.exists():
            raise Malformed("The last loading was interrupted: run `motcua demo --fresh` to begin again.")
        return
    if before is not None and matters.any_matter():
        raise Malformed("This database does real work; a demonstration needs another MOTCUA_HOME.")
    real = datetime.now(UTC)
    offset = _offset(real, _day_of(pack))
    now = real - offset
    by = System("demo")
    sys.stderr.write(f"Loading {pack.name}; the demonstration lives at {localtime(now):%H:%M %d/%m/%Y}.\n")
    packs.load(pack, by=by, now=now - timedelta(days=370))
    packs.begin_demonstration(offset=offset, by=by, now=now)

    with connection.cursor() as cursor:
        # A crash while loading means loading again, so nothing waits for the disk here.
        cursor.execute("SET synchronous_commit TO off")

    def told(filed: int) -> None:
        if filed % 10 == 0 or filed == size:
            sys.stderr.write(f"\r  {filed:>5} of {size} dossiers")
            sys.stderr.flush()

    year = live_a_year(read_yaml(pack / "demo.yaml"), size=size, until=now, seed=SEED, told=told)
    if year.failed:
        sys.stderr.write(f"\n  {len(year.failed)} events did not work out; the first: {year.failed[0][:300]}\n")
    sys.stderr.write("\n  typesetting the papers …\n")
    finish_papers(now=now)
    journal.seal(now=datetime.now(UTC))
    complete.touch()


def _day_of(pack: Path) -> datetime:
    """The day the demonstration begins at: the second Monday of the month the pack was written for."""
    from motcua.kernel.reading import read_yaml

    written = datetime.fromisoformat(str(read_yaml(pack / "pack.yaml")["valid_from"])).replace(tzinfo=UTC)
    return written + timedelta(days=(7 - written.weekday()) % 7 + 7)


def _offset(real: datetime, begin: datetime) -> timedelta:
    """Whole weeks, so that weekdays and hours are those outside the window."""
    monday = (real - timedelta(days=real.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return timedelta(days=7 * round((monday - begin) / timedelta(days=7)))


def _forget(home: Path) -> None:
    """Stop and erase the demonstration: its database, files and seals. Keys stay."""
    directory = home / "postgres"
    if directory.exists():
        database.ensure(home).stop()
        shutil.rmtree(directory)
    for name in ("files", "journal"):
        shutil.rmtree(home / name, ignore_errors=True)
    (home / "demo.complete").unlink(missing_ok=True)


def _welcome(host: str, port: int) -> str:
    """Addresses and accounts."""
    from django.utils.timezone import localtime

    from motcua.domain.accounts import queries as accounts
    from motcua.domain.packs import queries as installed

    address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"  # noqa: S104
    now = datetime.now(UTC) - installed.clock_offset()
    lines = [
        "",
        "Một Cửa: a demonstration with invented people and dossiers.",
        f"  portal     {address}/            English: {address}/en/",
        f"  officials  {address}/can-bo/",
        f"  sign in    {address}/dang-nhap-minh-hoa/   (a button for each person; no passwords)",
        f"  there it is {localtime(now):%H:%M %d/%m/%Y}",
        "",
        "People of the demonstration:",
    ]
    for account in accounts.personas():
        posts = sorted({f"{post.duty} at {post.agency.short_name or post.agency.name}" for post in account.posts.all()})
        lines.append(f"  {account.full_name:<24} {'; '.join(posts) or 'citizen'}")
    return "\n".join([*lines, "", "Stop with Ctrl+C.", ""])
