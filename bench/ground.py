"""The ground of the bench: an embedded PostgreSQL of its own with a province's work in it, durable as in earnest.

Some dossiers are walked through the real actions; their rows are then copied until there are 10,000 closed
matters (or as many as are wanted) and 10,000 open tasks at one desk. It lies in `MOTCUA_BENCH_HOME`, or else
in `var/bench`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("MOTCUA_BENCH_HOME") or CHECKOUT / "var" / "bench").absolute()
PACK = CHECKOUT / "packs" / "binh-phuoc"
UNTIL = datetime(2024, 10, 16, 3, 0, tzinfo=UTC)  # Wednesday, ten in the morning in Hà Nội
SEED = 20241016
SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
WEEK = timedelta(days=7)
BESIDE = 50
REPORTS_AMONG = 5
"""So many closed dossiers go with one published report."""
FAMILIES = (
    *("step", "status", "filing", "reports", "worklist", "lists", "search"),
    *("letter", "signing", "visit", "hotline"),
)
"""In the order of the table."""


@dataclass(frozen=True)
class Size:
    """How much lies on the ground, how often it will be measured, and how long each row then."""

    walked: int
    closed: int
    open: int
    at_work: int
    procedures: int
    drafts: int
    seconds: float
    rounds: int
    calls: int
    times: int = 1

    def wanted(self, closed: int | None, times: int) -> Size:
        """The same with another number of closed matters; measured several times, each takes half as long."""
        rounds = self.rounds if times == 1 else max(2, self.rounds // 2)
        return replace(self, closed=closed or self.closed, rounds=rounds, times=times)

    @property
    def weeks(self) -> int:
        """Over how many weeks the closed matters are spread: the year of 10,000, up to ten of them."""
        return min(520, max(52, self.closed // 1_000))


FULL = Size(
    walked=40, closed=10_000, open=10_000, at_work=400, procedures=2_800, drafts=900, seconds=2, rounds=4, calls=400
)
QUICK = Size(walked=8, closed=200, open=200, at_work=40, procedures=200, drafts=60, seconds=0.5, rounds=2, calls=40)


@dataclass(frozen=True)
class Ground:
    """What the rows need to know of the ground; ids, so that every process can be told.

    `alike` are closed matters of one origin, from all over the table.
    """

    size: Size
    now: datetime
    at_work: list[int]
    alike: list[int]
    handed_over: int
    reception: int
    reception_agency: int
    specialist: int
    leader: int
    lead_agency: int
    drafts: list[tuple[str, int]]
    citizens: list[int]
    route_id: int
    matters: int
    typed: dict[str, list[str]]
    procedure: str


def surroundings() -> None:
    """Point this process and its children at the home of the bench."""
    os.environ["MOTCUA_HOME"] = str(HOME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    os.environ["MOTCUA_PKCS11"], os.environ["SOFTHSM2_CONF"] = SOFTHSM, str(HOME / "softhsm2.conf")
    os.environ["PYTHONPATH"] = f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"
    for name in ("MOTCUA_DATABASE_URL", "MOTCUA_DATABASE_OWNER_URL", "MOTCUA_AS_OWNER", "MOTCUA_PRODUCTION"):
        os.environ.pop(name, None)


@contextmanager
def prepared(size: Size, *, again: bool) -> Iterator[Ground]:
    """The ground, laid anew or (`again`) as the last run left it; its cluster is stopped at the end."""
    from motcua.config import database

    surroundings()
    kept = HOME / "ground.json"
    if not again or not kept.exists():
        if (HOME / "postgres").exists():
            database.ensure(HOME).stop()
        shutil.rmtree(HOME, ignore_errors=True)
        HOME.mkdir(parents=True)
    cluster = database.ensure(HOME)
    try:
        if kept.exists():
            import django

            django.setup()
            yield _read(kept)
            return
        motcua("migrate")
        motcua("manage", "collectstatic", "--noinput", "--verbosity", "0")
        import django

        django.setup()
        ground = _lay(size, cluster)
        told = asdict(ground) | {"now": ground.now.isoformat()}
        kept.write_text(json.dumps(told))
        yield ground
    finally:
        cluster.stop()


def motcua(*words: str, aside: bool = False) -> None:
    """Run one of the program's own commands to its end; with `aside`, what it prints goes beside the table."""
    told = sys.stderr if aside else None
    subprocess.run([sys.executable, "-m", "motcua.cli.main", *words], check=True, cwd=CHECKOUT, stdout=told)


def say(sentence: str) -> None:
    """How far it has come, beside the table."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def _read(kept: Path) -> Ground:
    """The ground as it was laid, without the drafts that were handed in since."""
    from motcua.domain.dossiers.models import Draft

    told = json.loads(kept.read_text())
    told["size"] = Size(**told["size"])
    told["now"] = datetime.fromisoformat(told["now"])
    waiting = set(Draft.objects.filter(submitted_at__isnull=True).values_list("token", flat=True))
    told["drafts"] = [(token, account) for token, account in told["drafts"] if token in waiting]
    return Ground(**told)


def _lay(size: Size, cluster: Any) -> Ground:
    """The pack, walked dossiers, their copies, the catalogue; sealed and counted, so that the planner knows."""
    from django.db import connection

    from bench import catalogue, loading
    from bench.walking import walked
    from motcua.config import database
    from motcua.domain.journal import actions as journal
    from motcua.domain.packs import actions as packs
    from motcua.kernel.actors import System

    by = System("bench")
    packs.load(PACK, by=by, now=UNTIL - timedelta(days=370))
    packs.begin_demonstration(offset=datetime.now(UTC) - UNTIL, by=by, now=UNTIL)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")  # while loading only: the rows connect anew
    say(f"  walking {size.walked} dossiers through the real actions …")
    seeds = walked(PACK, size=size.walked, until=UNTIL, seed=SEED)
    say(f"  copying them until there are {size.closed:,} closed and {size.open:,} open …")
    seal = partial(_sealed, journal.seal)
    with (
        psycopg.connect(cluster.url("postgres"), autocommit=True) as superuser,
        psycopg.connect(cluster.url(database.OWNER), autocommit=True) as owner,
        loading.hurrying(superuser),
    ):
        owner.execute("SET synchronous_commit TO off")
        owner.execute("SET work_mem TO '256MB'")
        ground = _copied(owner, seeds, size, seal)
        say(f"  publishing {size.procedures:,} procedures, sealing the journal, counting for the planner …")
        catalogue.publish(size.procedures, by=by, now=UNTIL)
        seal()
        connection.close()
        superuser.execute("TRUNCATE procrastinate_jobs CASCADE")
        superuser.execute("CREATE TABLE bench_engine (id bigint PRIMARY KEY, state text NOT NULL)")
        superuser.execute(f"GRANT ALL ON bench_engine TO {database.APP}")
        superuser.execute("SET maintenance_work_mem TO '512MB'")
        superuser.execute("VACUUM ANALYZE")
    return ground


def _sealed(seal: Callable[..., Any]) -> int:
    """Seal what is over by now; how many entries are sealed in all."""
    from motcua.domain.journal.models import Head

    seal(now=UNTIL)
    newest = Head.objects.newest()
    return newest.size if newest else 0


def _copied(owner: psycopg.Connection[tuple[object, ...]], seeds: Any, size: Size, seal: Callable[[], int]) -> Ground:
    from bench import loading
    from bench.cloning import DRAFTS, TABLES, Copies, clone, count_on, stride

    distance, first = stride(owner), 1
    families = []
    for ids, wanted, apart, wrapped in (
        (seeds.closed, size.closed, WEEK, size.weeks),
        (seeds.reports, size.closed // REPORTS_AMONG, WEEK, size.weeks),
        (seeds.at_reception, size.open, timedelta(seconds=90), 5_000),
        (seeds.at_work, size.at_work, timedelta(seconds=60), 5_000),
    ):
        families.append(loading.Family(ids, Copies(first, -(-wanted // len(ids)), apart, wrapped, distance)))
        first += families[-1].copies.count
    missed = loading.left_behind(owner, [seed for family in families for seed in family.seeds])
    if missed:
        say(f"  not copied: {', '.join(missed)}")
    alike = range(1, 1 + families[0].copies.count, max(1, families[0].copies.count // BESIDE))
    with loading.without_indexes(owner, say):
        rows = loading.load(owner, families, seal=seal, told=say)
        drafts = Copies(first, size.drafts * size.times, timedelta(seconds=1), size.drafts, distance)
        for numbers in drafts.batches(drafts.count):
            clone(owner, DRAFTS, drafts, numbers, {"ids": [seeds.draft], "accounts": [seeds.drafter]})
        count_on(owner, TABLES)
    say(f"  {rows:,} rows in {len(TABLES)} tables, with their indexes {_stored(owner) / 1e9:.1f} GB")
    found = owner.execute(
        "SELECT token, account_id FROM dossiers_draft"
        " WHERE account_id > %s AND mod(account_id - %s, %s) = 0 ORDER BY id",
        [distance * first, seeds.drafter, distance],
    ).fetchall()
    at_work = owner.execute(
        "SELECT matter_id FROM matters_task"
        " WHERE closed_at IS NULL AND step = %s AND agency_id = %s ORDER BY matter_id",
        [seeds.step, seeds.lead_agency],
    ).fetchall()
    citizens = owner.execute(
        "SELECT DISTINCT applicant_id FROM dossiers_dossier WHERE matter_id = ANY(%s) ORDER BY applicant_id LIMIT 200",
        [[seed + number * distance for seed in seeds.closed for number in alike]],
    ).fetchall()
    total = owner.execute("SELECT count(*) FROM matters_matter").fetchone()
    return Ground(
        size=size,
        now=UNTIL,
        at_work=[int(str(row[0])) for row in at_work],
        alike=[_longest(owner, seeds.closed) + number * distance for number in alike],
        handed_over=seeds.handed_over,
        reception=seeds.reception,
        reception_agency=seeds.reception_agency,
        specialist=seeds.specialist,
        leader=seeds.leader,
        lead_agency=seeds.lead_agency,
        drafts=[(str(token), int(str(account))) for token, account in found],
        citizens=[int(str(row[0])) for row in citizens],
        route_id=seeds.route_id,
        matters=int(str(total[0])) if total else 0,
        typed=seeds.typed,
        procedure=seeds.procedure,
    )


def _longest(owner: psycopg.Connection[tuple[object, ...]], seeds: list[int]) -> int:
    """Which of these matters has the longest history."""
    found = owner.execute(
        "SELECT matter_id FROM journal_entry WHERE matter_id = ANY(%s) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
        [seeds],
    ).fetchone()
    return int(str(found[0])) if found else seeds[0]


def _stored(owner: psycopg.Connection[tuple[object, ...]]) -> int:
    found = owner.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(str(found[0])) if found else 0


def session_of(account_id: int, **kept: object) -> str:
    """A session of this person, signed in: the value of its cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from motcua.domain.accounts import queries as accounts

    session = SessionStore()
    session[SESSION_KEY] = str(account_id)
    session[BACKEND_SESSION_KEY] = "motcua.web.shared.sign_in.Backend"
    session[HASH_SESSION_KEY] = accounts.account(account_id).get_session_auth_hash()
    session.update(kept)
    session.create()
    return str(session.session_key)
