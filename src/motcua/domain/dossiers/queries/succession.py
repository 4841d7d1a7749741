"""Where a dossier went when an agency ended, as its journal tells it; and what an ending agency still has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, on
from motcua.domain.agencies.queries import has_ended
from motcua.domain.dossiers.models import Apology, Custody, Dossier, Draft, Forwarding, Sheet
from motcua.domain.dossiers.states import State
from motcua.domain.journal import queries as journal
from motcua.domain.matters.models import Task
from motcua.domain.matters.states import Role
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.procedures.models import without_large
from motcua.domain.returns.models import Posting
from motcua.kernel.actors import Official

HANDED_ON = "matters.handed_on"


@dataclass(frozen=True)
class HandedOn:
    """From `since` on `now` does what `was` did before; both are called as they were then."""

    since: date
    was: Agency
    now: Agency
    roles: frozenset[str]

    @property
    def leads(self) -> bool:
        """Whether the dossier is settled by somebody else."""
        return Role.LEAD in self.roles

    @property
    def receives(self) -> bool:
        """Whether the person turns to another one-stop unit."""
        return Role.ONE_STOP in self.roles


def handings_on(dossier_id: int) -> list[Any]:
    """The journal's entries about it, the oldest first; for the program itself."""
    return list(journal.entries_about(("matter", dossier_id)).filter(verb=HANDED_ON))


def handed_on_since(dossier_id: int) -> date | None:
    """The day from which the person turns to another office, by the latest of them that says so."""
    days = [
        date.fromisoformat(entry.facts["since"])
        for entry in handings_on(dossier_id)
        if {Role.LEAD, Role.ONE_STOP} & set(entry.facts["roles"])
    ]
    return max(days, default=None)


def successions(history: Iterable[Any]) -> dict[int, HandedOn]:
    """What the entries of a history mean, by the entry's id: one query, and none where nothing was handed on."""
    entries = [entry for entry in history if entry.verb == HANDED_ON]
    if not entries:
        return {}
    codes = {entry.facts[name] for entry in entries for name in ("from_agency", "to_agency")}
    rows: dict[str, list[Agency]] = {}
    for row in Agency.objects.filter(code__in=codes).order_by("valid_from", "pk"):
        rows.setdefault(row.code, []).append(row)
    return {entry.pk: found for entry in entries if (found := _named(entry, rows)) is not None}


def _named(entry: Any, rows: dict[str, list[Agency]]) -> HandedOn | None:
    since = date.fromisoformat(entry.facts["since"])
    was = [row for row in rows.get(entry.facts["from_agency"], ()) if row.valid_to is not None and row.valid_to < since]
    now = [row for row in rows.get(entry.facts["to_agency"], ()) if row.valid_to is None or row.valid_to >= since]
    if not was or not now:
        return None
    return HandedOn(since, was[-1], now[0], frozenset(entry.facts["roles"]))


def answered_for(dossier: Dossier, official: Official) -> Dossier:
    """A closed dossier as the rules see it for this official: whose work their agency took over, it answers for.

    Only in memory: what is shown and counted keeps the names of who settled it.
    """
    matter, own = dossier.matter, official.agency_id
    if dossier.closed_at is None or own in {matter.lead_agency_id, matter.one_stop_id}:
        return dossier
    before = set(agencies.predecessors(own))
    roles = [name for name in ("lead_agency", "one_stop") if getattr(matter, f"{name}_id") in before]
    if not roles:
        return dossier
    seen = copy(dossier)
    seen.matter = copy(matter)
    heir = Agency.objects.select_related("calendar").get(pk=own)
    for name in roles:
        setattr(seen.matter, name, heir)
    return seen


@dataclass(frozen=True)
class Ending:
    """What an agency that ends has still in hand, and who takes it over (`None`: nobody is named).

    `dossiers` are the open ones it leads or receives, by state; `tasks` its open tasks by the name of who has them
    (empty for nobody); `signatures` those among them that wait for a leader, with the letters of form 04 that do.
    """

    agency: Agency
    heir: Agency | None
    dossiers: dict[State, int]
    drafts: int
    sheets: int
    tasks: dict[str, int]
    signatures: int
    originals: int
    on_their_way: int
    at_the_post: int
    officials: tuple[str, ...]

    @property
    def nothing_left(self) -> bool:
        """Whether there is nothing to hand on."""
        counts = (self.drafts, self.sheets, self.signatures, self.originals, self.on_their_way, self.at_the_post)
        return not (any(counts) or self.dossiers or self.tasks)


def endings(today: date, last_day: date | None = None) -> list[Ending]:
    """Every agency whose last day is known and to come, and those that are over with work left; for administrators.

    `last_day` narrows it to those whose last day it is. Drafts are sealed, so each open one is read once.
    """
    ending = Agency.objects.filter(valid_to__isnull=False).select_related("successor")
    if last_day is not None:
        ending = ending.filter(valid_to=last_day)
    agencies_ending = list(ending.order_by("valid_to", "code", "pk"))
    drafts = _drafts_by_agency(today) if agencies_ending else Counter()
    found = (ending_of(agency, today, drafts[agency.pk]) for agency in agencies_ending)
    return [each for each in found if not (has_ended(each.agency, today) and each.nothing_left)]


def ending_of(agency: Agency, today: date, drafts: int = 0) -> Ending:
    """What one agency has still in hand; a fixed number of queries. `drafts` are counted by who asks for many."""
    last_day = agency.valid_to or today
    leads_or_receives = Q(matter__lead_agency=agency) | Q(matter__one_stop=agency)
    states = Dossier.objects.filter(leads_or_receives, matter__closed_at__isnull=True).order_by()
    open_tasks = Task.objects.filter(agency=agency, closed_at__isnull=True).order_by()
    by_assignee = dict(open_tasks.values_list("assignee").annotate(count=Count("pk")))
    posts = Post.objects.filter(on(last_day), agency=agency, account__is_active=True).select_related("account")
    officials = {post.account_id: post.account.full_name for post in posts.order_by("account_id", "pk")}
    missing = {person for person in by_assignee if person is not None} - set(officials)
    names = officials | (accounts.names(missing) if missing else {})
    unsigned = Apology.objects.filter(
        dossier__matter__lead_agency=agency, written_at__isnull=False, signed_at__isnull=True
    )
    return Ending(
        agency=agency,
        heir=agency.successor,
        dossiers={
            State(state): count
            for state, count in states.values_list("state").annotate(count=Count("pk")).order_by("state")
        },
        drafts=drafts,
        sheets=Sheet.objects.filter(
            unit=agency, draft__submitted_at__isnull=True, draft__discarded_at__isnull=True
        ).count(),
        tasks={names.get(person, "") if person else "": count for person, count in by_assignee.items()},
        signatures=open_tasks.filter(duty=Duty.LEADER).count() + unsigned.count(),
        originals=Custody.objects.filter(dossier__matter__one_stop=agency, returned_at__isnull=True).count(),
        on_their_way=Forwarding.objects.filter(unit=agency, returned_at__isnull=True).count(),
        at_the_post=Posting.objects.filter(unit=agency, delivered_on__isnull=True).count(),
        officials=tuple(officials.values()),
    )


def _drafts_by_agency(today: date) -> Counter[int]:
    """How many drafts would be filed with each agency today, as receiver or to be settled there."""
    found: Counter[int] = Counter()
    known: dict[tuple[str, str], int | None] = {}
    drafts = Draft.objects.filter(submitted_at__isnull=True, discarded_at__isnull=True, sheet__isnull=True)
    for draft in drafts.select_related("procedure").defer(*without_large("procedure")).order_by("pk").iterator(500):
        code = forms.event_area(procedures.form_of(draft.procedure, draft.channel), draft.answers)
        if not code:
            continue
        for kind in {draft.procedure.one_stop_kind, draft.procedure.competent_kind}:
            if (kind, code) not in known:
                area = agencies.area_now(code, today)
                office = agencies.responsible(kind, area, today) if area is not None else None
                known[kind, code] = office.pk if office is not None else None
            if (pk := known[kind, code]) is not None:
                found[pk] += 1
    return found
