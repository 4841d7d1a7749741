"""A believable province: the pack, a year of invented work, then the site; prints addresses and accounts."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from motcua.cli import serve
from motcua.config import bootstrap, database, env
from motcua.kernel.errors import Malformed

SEED = 20241014
SIZE = 1_500
PETITIONS = "demo-petitions.yaml"
PAGES = {
    "council": "/can-bo/kien-nghi/",
    "operator": "/can-bo/tong-dai/",
    "dispatcher": "/can-bo/phan-anh/",
    "sealed": "/can-bo/hang-kin/",
}
"""Where who holds a duty finds the work that is not in everybody's list."""


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
        sys.stdout.write(welcome(chosen.host, chosen.port, pin=_pin(chosen.pack or _only_pack())))
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

    _never_wait_for_the_disk(connection)

    def told(filed: int) -> None:
        if filed % 10 == 0 or filed == size:
            sys.stderr.write(f"\r  {filed:>5} of {size} dossiers")
            sys.stderr.flush()

    # Dossiers and reports have nothing to do with each other, so each has a core to itself.
    month = multiprocessing.get_context("spawn").Process(target=_live_the_month, args=(pack, size, now), daemon=True)
    script = read_yaml(pack / "demo.yaml")
    year = live_a_year(script, size=size, until=now, seed=SEED, told=told, staffed=month.start)
    _tell_failed(year.failed)
    sys.stderr.write("\n  waiting for the reports and calls of a month …")
    month.join()
    if month.exitcode != 0:
        raise Malformed("The month of reports and calls failed; what it said stands above.")
    sys.stderr.write("\n  typesetting the papers …\n")
    finish_papers(now=now)
    journal.seal(now=datetime.now(UTC))
    complete.touch()


def _live_the_month(pack: Path, size: int, now: datetime) -> None:
    """In a process of its own: the reports and calls that go with so many dossiers, where the pack tells any."""
    bootstrap.start()
    from django.db import connection
    from django.utils.timezone import localdate

    from motcua.kernel.reading import read_yaml
    from motcua.sim.month import live_a_month, sizes
    from motcua.sim.people import Staff

    if not (pack / "demo-reports.yaml").exists():
        return
    _never_wait_for_the_disk(connection)
    script, people = read_yaml(pack / "demo-reports.yaml"), read_yaml(pack / "demo.yaml")
    reports, calls = sizes(script, size)
    staff = Staff.at_work(localdate(now))
    month = live_a_month(script, people, staff, reports=reports, calls=calls, until=now, seed=SEED)
    _tell_failed(month.failed)
    _live_two_sessions(pack, people, staff, now)


def _live_two_sessions(pack: Path, people: Mapping[str, Any], staff: Any, now: datetime) -> None:
    """The council's petitions with their letters, where the pack tells any; whoever signs gets a specimen key first."""
    from motcua.adapters import signing_files
    from motcua.kernel.reading import read_yaml
    from motcua.sim.council import live_two_sessions
    from motcua.sim.pens import signing_on

    if not (pack / PETITIONS).exists():
        return
    script = read_yaml(pack / PETITIONS)
    signing_on(script, staff, signing_files.equip, now=now)
    _tell_failed(live_two_sessions(script, people, staff, until=now, seed=SEED).failed)


def _never_wait_for_the_disk(connection: Any) -> None:
    """A crash while loading means loading again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def _tell_failed(failed: list[str]) -> None:
    if failed:
        sys.stderr.write(f"\n  {len(failed)} events did not work out; the first: {failed[0][:300]}\n")


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
    for name in ("files", "journal", "demo-keys"):
        shutil.rmtree(home / name, ignore_errors=True)
    (home / "demo.complete").unlink(missing_ok=True)


def _pin(pack: Path) -> str:
    """What opens the specimen keys, where the pack tells of any."""
    from motcua.kernel.reading import read_yaml

    place = pack / PETITIONS
    return str(read_yaml(place)["pin"]) if place.exists() else ""


def welcome(host: str, port: int, *, pin: str = "") -> str:
    """Addresses and accounts; `pin` opens every specimen key."""
    from django.utils.timezone import localtime

    from motcua.domain.accounts import queries as accounts
    from motcua.domain.packs import queries as installed

    address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"  # noqa: S104
    now = datetime.now(UTC) - installed.clock_offset()
    lines = [
        "",
        "Một Cửa: a demonstration with invented people, dossiers, reports and calls.",
        f"  portal     {address}/            English: {address}/en/",
        f"  app        {address}/ung-dung/",
        f"  reports    {address}/phan-anh/   figures: {address}/phan-anh/so-lieu/",
        f"  Open311    {address}/open311/discovery.xml",
        f"  officials  {address}/can-bo/",
        f"  hotline    {address}/can-bo/tong-dai/   (as an operator; a call rings every minute or so)",
        f"  sign in    {address}/dang-nhap-minh-hoa/   (a button for each person; no passwords)",
        *([f"  letters    {address}/can-bo/van-ban/   PIN ký trình diễn (specimen keys): {pin}"] if pin else []),
        f"  petitions  {address}/kien-nghi/   officials: {address}/can-bo/kien-nghi/",
        f"  there it is {localtime(now):%H:%M %d/%m/%Y}",
        "",
        "People of the demonstration:",
    ]
    for account in accounts.personas():
        posts = list(account.posts.all())
        held = sorted({f"{post.duty} at {post.agency.short_name or post.agency.name}" for post in posts})
        more = [f"{address}{PAGES[post.duty]}" for post in posts if post.duty in PAGES]
        more += [_open_reports(account.pk, posts[0].agency_id, now)] if posts and not more else []
        lines.append(f"  {account.full_name:<24} {'; '.join(filter(None, [*held, *more])) or 'citizen'}")
    return "\n".join([*lines, "", "Stop with Ctrl+C.", ""])


def _open_reports(account_id: int, agency_id: int, now: datetime) -> str:
    """How many reports this official's office has to answer: whom to be, to answer one."""
    from motcua.domain.accounts import queries as accounts
    from motcua.domain.feedback import queries as feedback

    official = accounts.official_at(account_id, agency_id, now)
    if not official.duties & {"specialist", "leader"}:
        return ""
    waiting = feedback.seen_by(official).filter(closed_at__isnull=True, matter__lead_agency_id=agency_id).count()
    return f"open reports: {waiting}" if waiting else ""
