"""Late: the apology and the new appointment (form 04), at most once a dossier; the verdict keeps the first date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Calendar
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.deciding import locked, record, taken
from motcua.domain.dossiers.actions.effects import issue_paper
from motcua.domain.dossiers.models import Apology, Dossier
from motcua.domain.dossiers.rules import UNDER_WAY
from motcua.domain.dossiers.states import Event
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Actor, Official
from motcua.kernel.later import defer
from motcua.kernel.worktime import WORKING_DAY_MINUTES, add_working_minutes
from motcua.kernel.worktime import Calendar as WorkingCalendar


@dataclass(frozen=True)
class Written:
    """What an official writes into the draft: the agency at fault, the reason in words, the new date."""

    at_fault_id: int
    reason: str
    new_due_at: datetime


@atomic
def draft_apologies(*, by: Actor, now: datetime) -> int:
    """Draft the apology for each dossier that is due within one working day or was due before; how many are new.

    What has a working day or less for everything gets one only when that is over: otherwise a draft would stand
    beside every dossier of a counter's morning. A draft nobody has signed goes when its dossier
    is no longer near its date: the clock rested meanwhile.
    """
    drafted = 0
    for calendar in Calendar.objects.filter(matters__dossier__state__in=UNDER_WAY).distinct().order_by("pk"):
        working = agencies.working(calendar)
        horizon = add_working_minutes(now, WORKING_DAY_MINUTES, working)
        near = Dossier.objects.filter(
            state__in=UNDER_WAY,
            matter__calendar=calendar,
            matter__finished_at__isnull=True,
            matter__closed_at__isnull=True,
            matter__held_at__isnull=True,
        )
        due = near.filter(matter__due_at__lte=horizon, apology__isnull=True).select_related("matter")
        due = due.only("matter__counted_from", "matter__due_at").order_by("pk")
        drafted += _draft([each for each in due if _is_over_or_long(each.matter, now, working)], by, now)
        Apology.objects.filter(signed_at__isnull=True, dossier__in=near.filter(matter__due_at__gt=horizon)).delete()
    return drafted


def _is_over_or_long(matter: Matter, now: datetime, working: WorkingCalendar) -> bool:
    """Whether the date has gone by, or there was more than one working day until it."""
    if matter.due_at is None or matter.counted_from is None or matter.due_at <= now:
        return True
    return add_working_minutes(matter.counted_from, WORKING_DAY_MINUTES, working) < matter.due_at


def _draft(dossiers: Iterable[Dossier], by: Actor, now: datetime) -> int:
    drafted = 0
    for found in dossiers:
        dossier = locked(found.pk)
        if dossier.state not in UNDER_WAY or dossier.matter.due_at is None:
            continue
        _, fresh = Apology.objects.get_or_create(
            dossier=dossier, defaults={"drafted_at": now, "due_at": dossier.matter.due_at}
        )
        if fresh:
            drafted += 1
            facts = {"due": dossier.matter.due_at}
            record("dossiers.apology_drafted", dossier, by=by, now=now, facts=facts)
    return drafted


@atomic
def write_apology(dossier_id: int, written: Written, *, by: Official, now: datetime) -> Apology:
    """Fill in the draft, or begin one where the office sees earlier than the system that it will be late.

    Raises:
        NotFound: the dossier, or the agency at fault, is none that the official may name.
        Refused: `other_agency`, `other_duty`, `illegal_move`, `apologised_before`, `reason_missing`,
            `new_date_not_later`.
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.SPECIALIST, Duty.LEADER)
    rules.ensure_under_way(dossier, "apologise")
    apology = Apology.objects.filter(dossier=dossier).order_by("pk").first() or Apology(dossier=dossier, drafted_at=now)
    rules.ensure_no_apology_signed(apology.signed_at)
    rules.ensure_reason(written.reason)
    due = dossier.matter.due_at or now
    rules.ensure_new_date(written.new_due_at, due, now)
    apology.at_fault = queries.agency_in(dossier, written.at_fault_id)
    apology.due_at, apology.reason, apology.new_due_at = due, written.reason.strip(), written.new_due_at
    apology.written_at, apology.written_by_id = now, by.account_id
    apology.save()
    facts = {"at_fault": apology.at_fault.code, "new_due": written.new_due_at}
    record("dossiers.apology_written", dossier, by=by, now=now, facts=facts)
    return apology


@atomic
def sign_apology(dossier_id: int, *, by: Official, now: datetime) -> Apology:
    """A leader signs: form 04 is issued, the applicant is told; the due date that counts stays what it was.

    Raises:
        NotFound: the dossier is not this official's to see.
        Refused: `other_agency`, `other_duty`, `illegal_move`, `apologised_before`, `apology_not_written`,
            `new_date_not_later` (the promised date has gone by, or the clock has rested since).
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.LEADER)
    rules.ensure_under_way(dossier, "apologise")
    apology = Apology.objects.select_related("at_fault").filter(dossier=dossier).order_by("pk").first()
    if apology is not None:
        rules.ensure_no_apology_signed(apology.signed_at)
    whole = rules.ensure_apology_written(apology)
    due, new_due = dossier.matter.due_at or now, whole.new_due_at or now
    rules.ensure_new_date(new_due, due, now)
    content = queries.apology_content(dossier, whole)
    whole.paper = issue_paper(dossier, "form-04", dossier.matter.lead_agency, content, by=by, now=now)
    whole.due_at, whole.signed_at, whole.signed_by_id = due, now, by.account_id
    whole.save()
    facts = {
        "at_fault": whole.at_fault.code if whole.at_fault else dossier.matter.lead_agency.code,
        "due": due,
        "new_due": new_due,
        "late": now > due,
    }
    record("dossiers.apologised", dossier, by=by, now=now, facts=facts)
    defer(f"dossiers.tell_{Event.APOLOGISED}", dossier_id=dossier.pk)
    return whole
