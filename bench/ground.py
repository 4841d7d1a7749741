"""The ground of the bench: an embedded PostgreSQL of its own with a province's work in it, durable as in earnest.

Some dossiers are walked through the real actions; their rows are then copied until there are 10,000 closed
matters and 10,000 open tasks at one desk.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = CHECKOUT / "var" / "bench"
PACK = CHECKOUT / "packs" / "binh-phuoc"
UNTIL = datetime(2024, 10, 16, 3, 0, tzinfo=UTC)  # Wednesday, ten in the morning in Hà Nội
SEED = 20241016
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Size:
    """How much lies on the ground and how long each row is measured."""

    walked: int
    closed: int
    open: int
    at_work: int
    procedures: int
    drafts: int
    seconds: float
    rounds: int
    calls: int


FULL = Size(
    walked=40, closed=10_000, open=10_000, at_work=400, procedures=2_800, drafts=900, seconds=2, rounds=4, calls=400
)
QUICK = Size(walked=8, closed=200, open=200, at_work=40, procedures=200, drafts=60, seconds=0.5, rounds=2, calls=40)


@dataclass(frozen=True)
class Ground:
    """What the rows need to know of the ground; ids, so that every process can be told."""

    now: datetime
    at_work: list[int]
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


def motcua(*words: str) -> None:
    """Run one of the program's own commands to its end."""
    subprocess.run([sys.executable, "-m", "motcua.cli.main", *words], check=True, cwd=CHECKOUT)


def say(sentence: str) -> None:
    """How far it has come, beside the table."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def _read(kept: Path) -> Ground:
    told = json.loads(kept.read_text())
    told["now"] = datetime.fromisoformat(told["now"])
    told["drafts"] = [(token, account) for token, account in told["drafts"]]
    return Ground(**told)


def _lay(size: Size, cluster: Any) -> Ground:
    """The pack, walked dossiers, their copies, the catalogue; sealed and counted, so that the planner knows."""
    from django.db import connection

    from bench import catalogue
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
    say(f"  copying them until there are {size.closed} closed and {size.open} open …")
    with psycopg.connect(cluster.url(database.OWNER), autocommit=True) as owner:
        owner.execute("SET synchronous_commit TO off")
        ground = _copied(owner, seeds, size)
    say(f"  publishing {size.procedures} procedures, sealing the journal …")
    catalogue.publish(size.procedures, by=by, now=UNTIL)
    journal.seal(now=UNTIL)
    connection.close()
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as superuser:
        superuser.execute("TRUNCATE procrastinate_jobs CASCADE")
        superuser.execute("CREATE TABLE bench_engine (id bigint PRIMARY KEY, state text NOT NULL)")
        superuser.execute(f"GRANT ALL ON bench_engine TO {database.APP}")
        superuser.execute("VACUUM ANALYZE")
        superuser.execute("CHECKPOINT")
    return ground


def _copied(owner: psycopg.Connection[tuple[object, ...]], seeds: Any, size: Size) -> Ground:
    from bench.cloning import DRAFTS, TABLES, Copies, clone, stride

    distance, first = stride(owner), 1
    for ids, wanted, apart, wrapped in (
        (seeds.closed, size.closed, WEEK, 52),
        (seeds.at_reception, size.open, timedelta(seconds=90), 5_000),
        (seeds.at_work, size.at_work, timedelta(seconds=60), 5_000),
    ):
        count = -(-wanted // len(ids))
        clone(owner, TABLES, Copies(first, count, apart, wrapped), distance, {"ids": ids})
        first += count
    drafts = Copies(first, size.drafts, timedelta(seconds=1), size.drafts)
    clone(owner, DRAFTS, drafts, distance, {"ids": [seeds.draft], "accounts": [seeds.drafter]})
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
        "SELECT DISTINCT applicant_id FROM dossiers_dossier WHERE matter_id > %s ORDER BY applicant_id LIMIT 200",
        [distance],
    ).fetchall()
    total = owner.execute("SELECT count(*) FROM matters_matter").fetchone()
    return Ground(
        now=UNTIL,
        at_work=[int(str(row[0])) for row in at_work],
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
