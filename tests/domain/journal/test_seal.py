"""Sealing takes every finished entry exactly once, inside and outside the database, whatever the order."""

from __future__ import annotations

import base64
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from motcua.domain.journal import actions, gateways, queries, rules
from motcua.domain.journal.models import Entry, Head, Leaf
from motcua.kernel import merkle
from motcua.kernel.errors import NotFound
from tests import ground
from tests.domain.journal.ledger import BINH, NOW, a_sealed_journal, an_entry

INSERT = """
    INSERT INTO journal_entry (verb, subject_kind, subject_id, by_kind, by_id, at, facts, salt)
    VALUES ('trials.done', 'dossier', 5, 'system', 'slow', now(), '{}', '\\x00') RETURNING id"""


def outside() -> gateways.OutsideCopy:
    return gateways.OutsideCopy.of_this_installation()


def test_every_entry_is_sealed_and_the_root_is_that_of_its_leaves(committed_db: str) -> None:
    ids = [an_entry(minutes=number) for number in range(5)]
    head = actions.seal(now=NOW)
    assert head is not None
    leaves = list(Leaf.objects.order_by("position"))
    assert [leaf.position for leaf in leaves] == [0, 1, 2, 3, 4]
    assert [leaf.entry_id for leaf in leaves] == ids
    assert bytes(head.root) == merkle.root_of(bytes(leaf.hash) for leaf in leaves)
    assert (head.size, head.sealed_at) == (5, NOW)
    assert queries.extent() == queries.Extent(entries=5, sealed=5)
    assert queries.check() == []


def test_sealing_twice_seals_nothing_new(committed_db: str) -> None:
    an_entry()
    assert actions.seal(now=NOW) is not None
    assert actions.seal(now=NOW) is None
    assert (Head.objects.count(), Leaf.objects.count()) == (1, 1)


def test_an_empty_journal_has_no_head_and_is_whole(committed_db: str) -> None:
    assert actions.seal(now=NOW) is None
    assert not outside().directory.exists()
    assert queries.check() == []


def test_a_head_goes_on_from_the_one_before(committed_db: str) -> None:
    a_sealed_journal(9, heads=2)
    first, second = Head.objects.order_by("size")
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("position").values_list("hash", flat=True)]
    proof = merkle.consistency_proof(leaves, first.size)
    assert merkle.consistency_holds(first.size, bytes(first.root), second.size, bytes(second.root), proof)


def test_two_transactions_that_commit_out_of_order_are_each_sealed_once(committed_db: str) -> None:
    with psycopg.connect(ground.cluster().url("motcua_app", committed_db)) as slow:
        early = slow.execute(INSERT).fetchone()[0]  # type: ignore[index]
        late = an_entry()
        assert early < late
        # The slow transaction is older, so neither is sealed before it ends: none can be stepped over.
        assert actions.seal(now=NOW) is None
        slow.commit()
    assert actions.seal(now=NOW) is not None
    assert list(Leaf.objects.order_by("position").values_list("entry_id", flat=True)) == [early, late]
    assert actions.seal(now=NOW) is None
    assert queries.check() == []


def test_what_a_later_transaction_commits_first_does_not_wait_for_ever(committed_db: str) -> None:
    first = an_entry()
    with psycopg.connect(ground.cluster().url("motcua_app", committed_db)) as slow:
        second = slow.execute(INSERT).fetchone()[0]  # type: ignore[index]
        head = actions.seal(now=NOW)
        assert head is not None
        assert head.size == 1
        slow.rollback()
    third = an_entry()
    actions.seal(now=NOW)
    sealed = list(Leaf.objects.order_by("position").values_list("entry_id", flat=True))
    assert sealed == [first, third]
    assert second not in sealed
    assert queries.check() == []


def test_two_sealers_at_once_take_turns(committed_db: str) -> None:
    an_entry()
    with psycopg.connect(ground.cluster().url("motcua_app", committed_db)) as other, transaction.atomic():
        Head.objects.hold()
        other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("SELECT pg_advisory_xact_lock(%s)", [0x6E6861746B79])
    assert actions.seal(now=NOW) is not None


def test_more_entries_than_a_batch_are_sealed_in_one_head(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    ids = [an_entry() for _ in range(8)]
    head = actions.seal(now=NOW)
    assert head is not None
    assert head.size == 8
    assert [line and line[0] for line in outside().read_leaves()] == ids
    assert queries.check() == []


# --- outside the database ------------------------------------------------------------------------------


def test_leaves_and_heads_are_kept_outside_too(committed_db: str) -> None:
    a_sealed_journal(6, heads=2)
    copy = outside()
    assert list(copy.read_leaves()) == [(leaf.entry_id, bytes(leaf.hash)) for leaf in Leaf.objects.order_by("position")]
    assert list(copy.read_heads()) == list(Head.objects.order_by("size").values_list("note", flat=True))


def test_a_head_can_be_verified_with_nothing_but_the_outside_copy(committed_db: str) -> None:
    a_sealed_journal(4, heads=1)
    copy = outside()
    name, _, encoded = copy.verifier.read_text().strip().split("+", 2)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:])
    (note,) = copy.read_heads()
    head = merkle.Checkpoint.parse(merkle.open_note(note, name=name, public_key=key))
    assert (head.origin, head.size) == (settings.MOTCUA_JOURNAL_ORIGIN, 4)
    assert head.root == merkle.root_of(line[1] for line in copy.read_leaves() if line)


def test_a_crash_before_the_outside_copy_was_written_is_made_good(committed_db: str) -> None:
    a_sealed_journal(5, heads=2)
    copy = outside()
    copy.leaves.write_bytes(copy.leaves.read_bytes()[: 86 * 2 + 40])  # cut in the middle of a line
    whole = copy.heads.read_text()
    copy.heads.write_text(whole[: len(whole) // 2 + 60])  # and of a head
    assert {code for code, *_ in ((p.code, p) for p in queries.check())} >= {"outside_short"}
    assert actions.seal(now=NOW) is None
    assert copy.heads.read_text() == whole
    assert copy.count_leaves() == 5
    assert queries.check() == []


def test_a_lost_outside_copy_is_written_again(committed_db: str) -> None:
    a_sealed_journal(3)
    for path in outside().directory.iterdir():
        path.unlink()
    assert {problem.code for problem in queries.check()} == {"outside_short"}
    actions.seal(now=NOW)
    assert queries.check() == []


def test_the_signing_key_is_made_once_and_readable_by_its_user_only(tmp_path: Path, settings: Any) -> None:
    settings.MOTCUA_JOURNAL_KEY_FILE = tmp_path / "keys" / "journal"
    assert gateways.public_key() is None
    key = gateways.signing_key()
    assert key.private_bytes_raw() == gateways.signing_key().private_bytes_raw()
    assert stat.S_IMODE((tmp_path / "keys" / "journal").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["journal"]


# --- proofs and restored databases ---------------------------------------------------------------------


def test_an_entry_can_be_proved_to_an_outsider(committed_db: str) -> None:
    ids = a_sealed_journal(11)
    for entry_id in ids:
        proof = queries.proof_of(entry_id)
        assert merkle.inclusion_holds(proof.leaf, proof.position, proof.size, proof.root, proof.path)
        assert f"\n{proof.size}\n" in proof.note


def test_there_is_no_proof_of_what_is_not_sealed(committed_db: str) -> None:
    a_sealed_journal(2)
    with pytest.raises(NotFound):
        queries.proof_of(an_entry())


def test_a_database_restored_from_a_dump_goes_on(committed_db: str, owner_connection: Any) -> None:
    """After a restore transactions are counted anew, so old entries carry numbers from the future."""
    a_sealed_journal(4, heads=1)
    unsealed = an_entry()
    owner_connection.execute("SET session_replication_role = replica")
    owner_connection.execute("UPDATE journal_entry SET txid = txid + 1000000 WHERE id = %s", [unsealed])
    raise_all = "UPDATE journal_head SET sealed_below = sealed_below + 1000000, last_begun = last_begun + 1000000"
    owner_connection.execute(raise_all)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE txid > pg_current_xact_id()::text::bigint")
        assert cursor.fetchone()[0] == 1
    fresh = an_entry()
    assert actions.seal(now=NOW) is not None
    sealed = list(Leaf.objects.order_by("position").values_list("entry_id", flat=True))
    assert sorted(sealed[4:]) == [unsealed, fresh]
    assert actions.seal(now=NOW) is None
    newer = an_entry()
    assert actions.seal(now=NOW) is not None
    assert Leaf.objects.filter(entry_id=newer).exists()
    assert Leaf.objects.count() == Entry.objects.count() == 7


def test_a_long_transaction_that_was_running_during_a_seal_is_not_called_back_dated(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "CLOCK_TOLERANCE", timedelta(0))
    an_entry()
    with psycopg.connect(ground.cluster().url("motcua_app", committed_db)) as slow:
        slow.execute(INSERT)
        assert actions.seal(now=NOW) is not None
        slow.commit()
    assert queries.check() == []
    assert actions.seal(now=NOW) is not None
    assert queries.check() == []


@pytest.mark.django_db
def test_what_is_not_committed_is_not_sealed() -> None:
    actions.record("trials.done", subject=("dossier", 5), by=BINH, at=NOW, facts={"step": "a"})
    actions.seal(now=NOW)
    assert not Leaf.objects.filter(entry_id=Entry.objects.get(verb="trials.done").pk).exists()
