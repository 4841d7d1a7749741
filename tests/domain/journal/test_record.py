"""An entry stands or falls with its act, costs one statement, and nothing can change it afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from motcua.domain.journal import actions, queries
from motcua.domain.journal.actions import NewEntry
from motcua.domain.journal.models import Entry
from motcua.kernel.actors import Citizen, System
from motcua.kernel.errors import Refused
from tests.domain.journal.ledger import BINH, NOW, an_entry, unguarded

COLUMNS = {"journal_entry": "verb", "journal_leaf": "hash", "journal_head": "note"}
STATEMENTS = ("UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}")


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_and_when() -> None:
    actions.record(
        "trials.done",
        subject=("dossier", 5),
        matter_id=3,
        by=Citizen(account_id=11),
        on_behalf_of=12,
        at=NOW,
        facts={"step": "receive", "due": NOW},
    )
    entry = queries.history_of(3)[0]
    assert (entry.verb, entry.subject_kind, entry.subject_id) == ("trials.done", "dossier", 5)
    assert (entry.by_kind, entry.by_id, entry.on_behalf_of, entry.at) == ("citizen", "11", 12, NOW)
    assert entry.facts == {"step": "receive", "due": "2024-10-15T01:30:00+00:00"}
    assert len(bytes(entry.salt)) == 16
    assert list(queries.entries_about(("dossier", 5))) == [entry]
    assert not queries.entries_about(("dossier", 6)).exists()


@pytest.mark.django_db
def test_recording_is_one_statement() -> None:
    with CaptureQueriesContext(connection) as statements:
        actions.record("trials.done", subject=("dossier", 5), by=BINH, at=NOW, facts={"step": "a"})
    assert len(statements) == 1
    with CaptureQueriesContext(connection) as statements:
        actions.record_all(
            NewEntry("trials.done", ("dossier", number), BINH, NOW, facts={"step": "a"}) for number in range(50)
        )
    assert len(statements) == 1
    assert Entry.objects.filter(verb="trials.done").count() == 51


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"facts": {"step": "hai chữ"}},
        {"facts": {}},
        {"verb": "trials.unheard"},
        {"subject": ("dossier", "5")},
        {"subject": ("hồ sơ", 5)},
        {"by": System("một việc")},
        {"at": datetime(2024, 10, 15)},  # noqa: DTZ001  # what must be refused
    ],
)
def test_free_text_and_unknown_verbs_never_enter(changes: dict[str, Any]) -> None:
    entry = {"verb": "trials.done", "subject": ("dossier", 5), "by": BINH, "at": NOW, "facts": {"step": "a"}}
    with pytest.raises(Refused):
        actions.record_all([NewEntry(**{**entry, **changes})])
    assert not Entry.objects.filter(at=NOW).exists()


@pytest.mark.django_db
def test_an_account_with_an_id_as_long_as_an_identity_number_can_still_act() -> None:
    actions.record("trials.done", subject=("dossier", 5), by=Citizen(100_000_001), at=NOW, facts={"step": "a"})
    assert Entry.objects.get(verb="trials.done").by_id == "100000001"


@pytest.mark.django_db
@pytest.mark.parametrize("by", [System("070324000123"), Citizen("070324000123")])  # type: ignore[arg-type]
def test_a_personal_number_is_no_name_of_an_actor(by: Any) -> None:
    with pytest.raises(Refused):
        actions.record("trials.done", subject=("dossier", 5), by=by, at=NOW, facts={"step": "a"})


def test_a_rollback_takes_the_entry_back(committed_db: str) -> None:
    class Accident(Exception):
        pass

    def act() -> None:
        with transaction.atomic():
            actions.record("trials.done", subject=("dossier", 5), by=BINH, at=NOW, facts={"step": "a"})
            raise Accident

    with pytest.raises(Accident):
        act()
    assert not Entry.objects.exists()


def test_outside_a_transaction_nothing_is_recorded(committed_db: str) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        actions.record("trials.done", subject=("dossier", 5), by=BINH, at=NOW, facts={"step": "a"})


@pytest.mark.django_db
def test_the_program_cannot_choose_the_clock_or_the_transaction() -> None:
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    Entry.objects.create(
        verb="trials.done",
        subject_kind="dossier",
        subject_id=5,
        by_kind="system",
        by_id="x",
        at=NOW,
        recorded_at=long_ago,
        txid=1,
        facts={},
    )
    entry = Entry.objects.get(verb="trials.done")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint, clock_timestamp() - %s", [entry.recorded_at])
        own, age = cursor.fetchone()
    assert entry.txid == own
    assert 0 <= age.total_seconds() < 600


@pytest.mark.django_db
def test_an_actor_of_an_unknown_kind_is_refused_by_the_table() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            verb="trials.done", subject_kind="x", subject_id=5, by_kind="ghost", by_id="x", at=NOW, facts={}
        )


@pytest.mark.django_db
@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_program_may_not_change_the_journal(table: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table, column=COLUMNS[table]))


def test_not_even_the_owner_may(committed_db: str, owner_connection: Any) -> None:
    an_entry()
    actions.seal(now=NOW)
    owner_connection.execute("SET ROLE motcua_owner")
    for table, column in COLUMNS.items():
        for statement in STATEMENTS:
            with pytest.raises(psycopg.errors.RestrictViolation, match="never changed"):
                owner_connection.execute(statement.format(table=table, column=column))


def test_an_intruder_past_the_triggers_is_seen_by_the_next_check(committed_db: str, owner_connection: Any) -> None:
    entry_id = an_entry()
    actions.seal(now=NOW)
    assert queries.check() == []
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET by_id = '8' WHERE id = %s", [entry_id])
    assert [(problem.code, problem.entry_id) for problem in queries.check()] == [("changed", entry_id)]
