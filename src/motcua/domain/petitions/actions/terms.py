"""Putting a province's terms of petitions in force, and naming the council: terms, sessions, groups, delegates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.models import Delegate, Group, Session, Term, Terms
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line

OF_THE_COUNCIL = frozenset({"council_terms"})


@atomic
def publish_terms(body: Mapping[str, Any], *, by: Actor, now: datetime) -> int:
    """Make what is in force what the pack says; how many things changed.

    Terms, sessions and groups that the pack names are made where they are not there yet; what was entered since stays.
    """
    general = {key: value for key, value in body.items() if key not in OF_THE_COUNCIL}
    digest = hashlib.sha256(json.dumps(general, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
    kept, fresh = Terms.objects.get_or_create(pk=1, defaults={"body": _plain(general), "digest": digest})
    changed = int(fresh)
    if kept.digest != digest:
        kept.body, kept.digest = _plain(general), digest
        kept.save(update_fields=["body", "digest"])
        changed = 1
    if changed:
        facts = {"fields": len(general.get("fields", ()))}
        journal.record("petitions.terms_published", subject=("petition_terms", 1), by=by, at=now, facts=facts)
    for each in body.get("council_terms", ()):
        changed += _named(each, by=by, now=now)
    return changed


def _plain(body: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(body, ensure_ascii=False, default=str))


def _named(said: Mapping[str, Any], *, by: Actor, now: datetime) -> int:
    made = 0
    term = Term.objects.filter(code=said["code"]).order_by("pk").first()
    if term is None:
        term, made = open_term(str(said["code"]), said["begins"], said.get("ends"), by=by, now=now), 1
    for each in said.get("sessions", ()):
        if not Session.objects.filter(term=term, number=each["number"]).exists():
            _session(term, int(each["number"]), each["opens"], each.get("closes"), by=by, now=now)
            made += 1
    for each in said.get("groups", ()):
        if not Group.objects.filter(term=term, code=each["code"]).exists():
            name_group(term.code, str(each["code"]), str(each["name"]), by=by, now=now)
            made += 1
    return made


def _ensure_names(by: Actor) -> None:
    """The program, by the pack or an operator's command, or the council's own office."""
    if isinstance(by, Official):
        rules.ensure_council(by, queries.terms())


@atomic
def open_term(code: str, begins: date, ends: date | None = None, *, by: Actor, now: datetime) -> Term:
    """Name a term of the council.

    Raises:
        NotFound: the official is not of the council's office.
        Refused: `term_is_there`, `ends_before_it_begins`.
    """
    _ensure_names(by)
    if ends is not None and ends < begins:
        raise Refused("ends_before_it_begins")
    if Term.objects.filter(code=code).exists():
        raise Refused("term_is_there")
    term = Term.objects.create(code=code, begins=begins, ends=ends)
    journal.record("petitions.term_opened", subject=("term", term.pk), by=by, at=now, facts={"term": code})
    return term


@atomic
def open_session(
    term: str, number: int, opens: date, closes: date | None = None, *, by: Actor, now: datetime
) -> Session:
    """Name a session of a term.

    Raises:
        NotFound: there is no such term, or the official is not of the council's office.
        Refused: `session_is_there`, `ends_before_it_begins`.
    """
    _ensure_names(by)
    return _session(_term(term), number, opens, closes, by=by, now=now)


def _session(term: Term, number: int, opens: date, closes: date | None, *, by: Actor, now: datetime) -> Session:
    if closes is not None and closes < opens:
        raise Refused("ends_before_it_begins")
    if Session.objects.filter(term=term, number=number).exists():
        raise Refused("session_is_there")
    made = Session.objects.create(term=term, number=number, opens=opens, closes=closes)
    facts = {"term": term.code, "number": number, "opens": opens}
    journal.record("petitions.session_opened", subject=("session", made.pk), by=by, at=now, facts=facts)
    return made


@atomic
def name_group(term: str, code: str, name: str, *, by: Actor, now: datetime) -> Group:
    """Name a group of delegates of a term.

    Raises:
        NotFound: there is no such term, or the official is not of the council's office.
        Refused: `group_is_there`.
    """
    _ensure_names(by)
    if Group.objects.filter(term__code=term, code=code).exists():
        raise Refused("group_is_there")
    made = Group.objects.create(term=_term(term), code=code, name=clean_line(name))
    journal.record("petitions.group_named", subject=("group", made.pk), by=by, at=now, facts={"group": code})
    return made


@atomic
def name_delegate(term: str, full_name: str, group: str = "", *, by: Actor, now: datetime) -> Delegate:
    """Name a delegate of a term, and the group they belong to.

    Raises:
        NotFound: there is no such term or group, or the official is not of the council's office.
        Refused: `delegate_without_name`.
    """
    _ensure_names(by)
    whose = _term(term)
    if not clean_line(full_name):
        raise Refused("delegate_without_name")
    belongs = Group.objects.filter(term=whose, code=group).order_by("pk").first()
    if group and belongs is None:
        raise NotFound("group")
    made = Delegate.objects.create(term=whose, group=belongs, full_name=clean_line(full_name))
    facts = {"group": group} if group else {}
    journal.record("petitions.delegate_named", subject=("delegate", made.pk), by=by, at=now, facts=facts)
    return made


def _term(code: str) -> Term:
    found = Term.objects.filter(code=code).order_by("pk").first()
    if found is None:
        raise NotFound("term")
    return found
