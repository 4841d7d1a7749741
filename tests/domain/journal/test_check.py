"""One deleted, changed, back-dated, inserted or truncated entry makes the check fail, and is named."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from motcua.domain.journal import actions, gateways, queries, rules
from motcua.domain.journal.models import Entry, Head, Leaf
from motcua.domain.journal.queries import integrity
from motcua.domain.journal.rules import EntryRow
from motcua.kernel import merkle
from tests.domain.journal.ledger import NOW, a_sealed_journal, an_entry, findings, unguarded

COPIED = ", ".join(column for column in EntryRow._fields if column != "id")


def a_forged_leaf(entry_id: int) -> bytes:
    """The leaf that fits an entry as it stands now: what a careful intruder would put in its place."""
    entry = Entry.objects.get(pk=entry_id)
    return rules.leaf_of(EntryRow(*(getattr(entry, column) for column in EntryRow._fields)))


def test_a_whole_journal_has_no_problems(committed_db: str) -> None:
    a_sealed_journal(20, heads=2)
    an_entry(minutes=30)
    assert queries.check() == []


# --- entries -------------------------------------------------------------------------------------------


def test_a_deleted_entry_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_entry WHERE id = %s", [ids[2]])
    (problem,) = queries.check()
    assert (problem.code, problem.entry_id) == ("deleted", ids[2])
    assert f"số {ids[2]}" in problem.story
    assert f"Entry {ids[2]}" in problem.english


CHANGES = (
    "verb = 'trials.undone'",
    "subject_kind = 'report'",
    "subject_id = subject_id + 1",
    "matter_id = 2",
    "by_kind = 'citizen'",
    "by_id = '8'",
    "on_behalf_of = 1",
    "at = at - interval '1 second'",
    "recorded_at = recorded_at - interval '1 second'",
    "txid = txid - 1",
    """facts = '{"step": "approve"}'""",
    "salt = '\\x00'",
)


def test_an_entry_changed_in_any_column_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal(len(CHANGES) + 2)
    with unguarded(owner_connection) as owner:
        for entry_id, change in zip(ids, CHANGES, strict=False):
            owner.execute(f"UPDATE journal_entry SET {change} WHERE id = {entry_id}")
    assert findings() == [("changed", entry_id) for entry_id in ids[: len(CHANGES)]]


def test_a_back_dated_entry_is_named_once_it_is_changed(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET at = at - interval '30 days' WHERE id = %s", [ids[5]])
    assert findings() == [("changed", ids[5])]


def test_an_entry_written_with_a_time_before_its_matter_s_last_is_named(committed_db: str) -> None:
    a_sealed_journal()
    other = an_entry(matter_id=2, minutes=-600)
    back_dated = an_entry(matter_id=1, minutes=-600)
    assert findings() == [("back_dated", back_dated)]
    actions.seal(now=NOW)
    assert findings() == [("back_dated", back_dated)]
    assert other != back_dated


def test_two_acts_that_crossed_within_minutes_are_no_problem(committed_db: str) -> None:
    an_entry(minutes=5)
    an_entry(minutes=0)
    actions.seal(now=NOW)
    assert findings() == []


def test_an_entry_put_in_with_an_old_transaction_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        (inserted,) = owner.execute(
            f"INSERT INTO journal_entry ({COPIED}) SELECT {COPIED} FROM journal_entry WHERE id = %s RETURNING id",
            [ids[1]],
        ).fetchone()
    assert findings() == [("inserted", inserted)]
    actions.seal(now=NOW)
    assert findings() == [("inserted", inserted)], "sealing must not launder it"


def test_an_entry_that_claims_to_be_written_before_the_last_seal_is_named(
    committed_db: str, owner_connection: Any
) -> None:
    a_sealed_journal()
    late = an_entry(minutes=60)
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET recorded_at = '2024-10-15' WHERE id = %s", [late])
        owner.execute("UPDATE journal_entry SET at = '2024-10-15' WHERE id = %s", [late])
    assert ("back_dated", late) in findings()
    actions.seal(now=NOW)
    assert ("back_dated", late) in findings(), "sealing must not launder it"


def test_an_entry_that_claims_a_moment_to_come_is_named(committed_db: str) -> None:
    to_come = an_entry(minutes=60 * 24 * 365 * 100)
    assert findings() == [("post_dated", to_come)]


# --- seals ---------------------------------------------------------------------------------------------


def test_entries_cut_off_at_the_end_with_their_seals_and_heads_are_named(
    committed_db: str, owner_connection: Any
) -> None:
    ids = a_sealed_journal()
    keep = Head.objects.order_by("size")[0].size
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_entry WHERE id = ANY(%s)", [ids[keep:]])
        owner.execute("DELETE FROM journal_leaf WHERE position >= %s", [keep])
        owner.execute("DELETE FROM journal_head WHERE size > %s", [keep])
    found = findings()
    assert [finding for finding in found if finding[0] == "truncated"] == [("truncated", i) for i in ids[keep:]]
    assert ("head_deleted", None) in found


def test_a_journal_emptied_with_everything_that_seals_it_is_seen(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal(3, heads=1)
    with unguarded(owner_connection) as owner:
        for table in ("journal_entry", "journal_leaf", "journal_head"):
            owner.execute(f"DELETE FROM {table}")
    assert findings() == [("head_deleted", None), *(("truncated", entry_id) for entry_id in ids)]


def test_an_entry_deleted_with_its_seal_is_named_by_the_outside_copy(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_entry WHERE id = %s", [ids[2]])
        owner.execute("DELETE FROM journal_leaf WHERE position = 2")
    assert findings() == [("deleted", ids[2])]


def test_an_entry_deleted_and_the_seals_after_it_moved_up_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_entry WHERE id = %s", [ids[2]])
        owner.execute("DELETE FROM journal_leaf WHERE position = 2")
        for position in range(3, len(ids)):
            owner.execute("UPDATE journal_leaf SET position = %s WHERE position = %s", [position - 1, position])
    assert ids[2] in [entry_id for _, entry_id in findings()]


def test_a_seal_that_was_taken_away_is_told_from_a_deleted_entry(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_leaf WHERE position = 4")
    assert findings() == [("seal_deleted", ids[4])]


def test_a_seal_that_was_changed_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_leaf SET hash = sha256('x') WHERE position = 4")
    assert findings() == [("seal_changed", ids[4])]


def test_an_entry_changed_together_with_its_seal_is_named(committed_db: str, owner_connection: Any) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET by_id = '8' WHERE id = %s", [ids[1]])
        owner.execute("UPDATE journal_leaf SET hash = %s WHERE position = 1", [a_forged_leaf(ids[1])])
    assert findings() == [("changed", ids[1])]


def test_an_entry_changed_with_its_seal_inside_and_outside_breaks_the_signed_head(
    committed_db: str, owner_connection: Any
) -> None:
    ids = a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET by_id = '8' WHERE id = %s", [ids[1]])
        forged = a_forged_leaf(ids[1])
        owner.execute("UPDATE journal_leaf SET hash = %s WHERE position = 1", [forged])
    copy = gateways.OutsideCopy.of_this_installation()
    lines = copy.leaves.read_text().splitlines(keepends=True)
    lines[1] = f"{ids[1]:020d} {forged.hex()}\n"
    copy.leaves.write_text("".join(lines))
    (problem,) = queries.check()
    assert problem.code == "head_wrong"
    assert "0" in problem.story


# --- heads and the outside copy ------------------------------------------------------------------------


def test_a_head_signed_by_another_key_is_forged(committed_db: str, owner_connection: Any) -> None:
    a_sealed_journal()
    head = Head.objects.order_by("size")[1]
    text = head.note.split("\n\n")[0] + "\n"
    note = merkle.sign_note(text, name=settings.MOTCUA_JOURNAL_ORIGIN, key=Ed25519PrivateKey.generate())
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_head SET note = %s WHERE size = %s", [note, head.size])
    assert findings() == [("head_forged", None)]


def test_a_head_that_says_something_else_than_it_signed_is_forged(committed_db: str, owner_connection: Any) -> None:
    a_sealed_journal(heads=1)
    for column, other in {
        "root": "sha256('x')",
        "sealed_below": "sealed_below - 1",
        "last_begun": "last_begun + 1",
        "seen_at": "seen_at - interval '1 day'",
        "frontier": """'{"size": 0, "nodes": []}'""",
    }.items():
        with unguarded(owner_connection) as owner:
            (was,) = owner.execute(f"SELECT {column}::text FROM journal_head").fetchone()
            owner.execute(f"UPDATE journal_head SET {column} = {other}")
            assert findings() == [("head_forged", None)], column
            kind = {"root": "bytea", "seen_at": "timestamptz", "frontier": "jsonb"}.get(column, "bigint")
            owner.execute(f"UPDATE journal_head SET {column} = %s::{kind}", [was])
    assert findings() == []


def test_a_head_deleted_in_the_middle_is_seen(committed_db: str, owner_connection: Any) -> None:
    a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("DELETE FROM journal_head WHERE size = (SELECT min(size) FROM journal_head)")
    assert findings() == [("head_deleted", None)]


def test_an_altered_line_of_the_outside_copy_is_told_from_an_altered_database(committed_db: str) -> None:
    ids = a_sealed_journal()
    copy = gateways.OutsideCopy.of_this_installation()
    lines = copy.leaves.read_text().splitlines(keepends=True)
    lines[3] = f"{ids[3]:020d} {'ab' * 32}\n"
    copy.leaves.write_text("".join(lines))
    assert findings() == [("outside_altered", ids[3])]


def test_an_unreadable_line_of_the_outside_copy_is_seen(committed_db: str) -> None:
    a_sealed_journal()
    copy = gateways.OutsideCopy.of_this_installation()
    content = copy.leaves.read_text()
    copy.leaves.write_text("?" * 40 + content[40:])
    assert findings() == [("outside_altered", None)]


def test_an_altered_head_outside_is_seen(committed_db: str) -> None:
    a_sealed_journal(heads=1)
    copy = gateways.OutsideCopy.of_this_installation()
    copy.heads.write_text(copy.heads.read_text().replace("\n7\n", "\n8\n"))
    assert ("outside_altered", None) in findings()


def test_a_lost_key_is_a_problem(committed_db: str) -> None:
    a_sealed_journal()
    settings.MOTCUA_JOURNAL_KEY_FILE.unlink()
    assert findings() == [("key_missing", None)]


def test_the_list_of_problems_ends_somewhere(
    committed_db: str, owner_connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "MOST", 3)
    a_sealed_journal()
    with unguarded(owner_connection) as owner:
        owner.execute("UPDATE journal_entry SET by_id = '8'")
    found = findings()
    assert [code for code, _ in found] == ["changed", "changed", "changed", "more"]


def test_checking_changes_nothing(committed_db: str) -> None:
    a_sealed_journal()
    an_entry(minutes=30)
    before = (Entry.objects.count(), Leaf.objects.count(), Head.objects.count())
    queries.check()
    assert (Entry.objects.count(), Leaf.objects.count(), Head.objects.count()) == before
