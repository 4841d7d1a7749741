"""Keys that sign: whom certificates are trusted from, what was revoked, and who signs with which token."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed, NotFound, Refused

LARGEST = 8 * 1024 * 1024
"""Bytes: a national list of revoked certificates is the largest file that is read here."""
Made = TypeVar("Made")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua keys`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="trust|revocations|add|retire|list")
    trust = verbs.add_parser("trust", help="trust the certificates that an authority issued")
    trust.add_argument("file", type=Path, metavar="FILE", help="its own certificate, PEM or DER")
    trust.set_defaults(run=run_trust)
    revocations = verbs.add_parser("revocations", help="take in a newer list of what an authority revoked")
    revocations.add_argument("file", type=Path, metavar="FILE", help="the list (CRL), PEM or DER")
    revocations.set_defaults(run=run_revocations)
    add = verbs.add_parser("add", help="let a person or an agency sign with a key from now on")
    holder = add.add_mutually_exclusive_group(required=True)
    holder.add_argument("--official", metavar="USERNAME")
    holder.add_argument("--agency", metavar="CODE")
    add.add_argument("--token", required=True, help="the label of the token; with --gateway files, the file's name")
    add.add_argument("--label", default="key", help="the label of key and certificate in the token")
    add.add_argument("--certificate", required=True, type=Path, metavar="FILE")
    add.add_argument("--picture", type=Path, metavar="PNG", help="the picture of the signature or the seal")
    add.add_argument("--gateway", default="pkcs11", choices=("pkcs11", "files"))
    add.set_defaults(run=run_add)
    retire = verbs.add_parser("retire", help="let a person or an agency sign with their key no more")
    whose = retire.add_mutually_exclusive_group(required=True)
    whose.add_argument("--official", metavar="USERNAME")
    whose.add_argument("--agency", metavar="CODE")
    retire.set_defaults(run=run_retire)
    listed = verbs.add_parser("list", help="authorities and keys; 1 when something is wrong with one of them")
    listed.set_defaults(run=run_list)


def run_trust(chosen: argparse.Namespace) -> int:
    """Print whom we trust from now on."""
    content = _read(chosen.file)
    bootstrap.start_on_tables()
    from motcua.domain.signatures import actions
    from motcua.kernel.actors import System

    made = _or_sentence(lambda: actions.trust(content, by=System("keys"), now=datetime.now(UTC)))
    print(f"✓ {made}")
    return 0


def run_revocations(chosen: argparse.Namespace) -> int:
    """Print until when the newest list of the authority counts."""
    content = _read(chosen.file)
    bootstrap.start_on_tables()
    from motcua.domain.signatures import actions
    from motcua.kernel.actors import System

    made = _or_sentence(lambda: actions.take_revocations(content, by=System("keys"), now=datetime.now(UTC)))
    print(f"✓ {made}: {made.revocations_until:%Y-%m-%d %H:%M}")
    return 0


def run_add(chosen: argparse.Namespace) -> int:
    """Print whose key it is and until when its certificate counts."""
    certificate = _read(chosen.certificate)
    picture = _read(chosen.picture) if chosen.picture else b""
    bootstrap.start_on_tables()
    from django.utils.timezone import localdate

    from motcua.domain.accounts import queries as accounts
    from motcua.domain.agencies import queries as agencies
    from motcua.domain.signatures import actions
    from motcua.domain.signatures.actions import NewKey
    from motcua.domain.signatures.gateways import Place
    from motcua.kernel.actors import System

    now = datetime.now(UTC)

    def add() -> object:
        account = accounts.named(chosen.official).pk if chosen.official else None
        agency = agencies.agency_coded(chosen.agency, localdate(now)).pk if chosen.agency else None
        place = Place(chosen.token, chosen.label)
        new = NewKey(chosen.gateway, place, certificate, account_id=account, agency_id=agency, picture=picture)
        made = actions.add_key(new, by=System("keys"), now=now)
        return f"{made}: {made.valid_to:%Y-%m-%d}"

    print(f"✓ {_or_sentence(add)}")
    return 0


def run_retire(chosen: argparse.Namespace) -> int:
    """Print whose key signs no more; what it signed stands."""
    bootstrap.start_on_tables()
    from django.utils.timezone import localdate

    from motcua.domain.accounts import queries as accounts
    from motcua.domain.agencies import queries as agencies
    from motcua.domain.signatures import actions, queries
    from motcua.kernel.actors import System

    now = datetime.now(UTC)

    def retire() -> object:
        if chosen.official:
            key = queries.key_of_person(accounts.named(chosen.official).pk)
        else:
            key = queries.key_of_agency(agencies.agency_coded(chosen.agency, localdate(now)).pk)
        return actions.retire_key(key.pk, by=System("keys"), now=now)

    print(f"✓ {_or_sentence(retire)}")
    return 0


def run_list(chosen: argparse.Namespace) -> int:
    """Print authorities and keys, and what is wrong with each."""
    bootstrap.start_on_tables()
    from django.utils.translation import override

    from motcua.domain.signatures import queries

    wrong = 0
    with override("vi"):
        for authority in queries.authorities():
            until = authority.revocations_until
            behind = until is None or until < queries.this_moment()
            wrong += behind
            print(f"{'✗' if behind else '✓'} {authority} (CRL: {f'{until:%Y-%m-%d %H:%M}' if until else '–'})")
        for key in queries.keys_in_use():
            fault = queries.fault_of_key(key)
            wrong += fault is not None
            print(f"{'✗' if fault else '✓'} {key}, {key.valid_to:%Y-%m-%d}" + (f": {fault.label}" if fault else ""))
    return 1 if wrong else 0


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as problem:
        raise Malformed(f"{file}: {problem.strerror}") from problem
    if len(content) > LARGEST:
        raise Malformed(f"{file}: larger than {LARGEST // (1024 * 1024)} MB")
    return content


def _or_sentence(act: Callable[[], Made]) -> Made:
    from motcua.web.shared.refusals import sentence_for

    try:
        return act()
    except Refused as refusal:
        raise Malformed(sentence_for(refusal)) from refusal
    except NotFound as missing:
        raise Malformed(f"not found: {missing}") from missing
