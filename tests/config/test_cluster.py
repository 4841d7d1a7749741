"""The embedded cluster, started and stopped by people who do not wait for each other."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from pathlib import Path

import psycopg
import pytest

from motcua.config import database
from motcua.kernel.errors import Malformed


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[database.Embedded]:
    """A cluster of its own, running."""
    started = database.ensure(tmp_path, trusting_crashes=True)
    yield started
    started.stop()


def told_to_stop(cluster: database.Embedded) -> None:
    """The postmaster waits for those who are connected, and lets nobody else in."""
    pid = int((cluster.directory / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGTERM)
    while database._status(cluster.directory) != "stopping":
        assert database.is_running(cluster.directory)


def test_a_site_that_is_begun_again_while_its_database_stops_waits_for_it(cluster: database.Embedded) -> None:
    with ThreadPoolExecutor(1) as somebody:
        with psycopg.connect(cluster.url("postgres", "postgres")):
            told_to_stop(cluster)
            begun = somebody.submit(database.ensure, cluster.directory.parent, trusting_crashes=True)
            with pytest.raises(StillWaiting):
                begun.result(timeout=0.3)
        assert begun.result(timeout=30).started_here
    with psycopg.connect(cluster.url(database.APP)) as again:
        assert again.execute("SELECT current_user").fetchone() == (database.APP,)


def test_a_database_that_never_stops_is_told_so(cluster: database.Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    with psycopg.connect(cluster.url("postgres", "postgres")):
        told_to_stop(cluster)
        with pytest.raises(Malformed, match="has been stopping for"):
            database.ensure(cluster.directory.parent)
    monkeypatch.undo()


def test_a_cluster_that_was_stopped_already_is_stopped_quietly(cluster: database.Embedded) -> None:
    cluster.stop()
    cluster.stop()
    assert not database.is_running(cluster.directory)
