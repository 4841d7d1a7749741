"""Results that are ready: those to hand over at a unit, those nobody fetches, and what form 06 says of a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.timezone import get_default_timezone, localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import ResultMethod, State
from motcua.domain.matters.models import Task
from motcua.domain.papers.models import Paper
from motcua.domain.payments.models import Charge
from motcua.domain.payments.states import OPEN
from motcua.domain.procedures.models import without_large
from motcua.domain.returns.models import HandOver, Reminder
from motcua.kernel.actors import Official


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register (mẫu 06), in the order and with the columns of the form."""

    dossier: Dossier
    received_by: str
    handed: HandOver | None

    @property
    def sets(self) -> int:
        """How many sets of papers were counted in at the counter; online it is one."""
        found = getattr(self.dossier, "reception", None)
        return int(found.sets) if found else 1

    @property
    def returned_at(self) -> datetime | None:
        """When the result reached the applicant; the moment the dossier closed where nobody signed for it."""
        if self.dossier.state != State.HANDED_OVER:
            return None
        return self.handed.handed_at if self.handed else self.dossier.closed_at


@dataclass(frozen=True)
class ArrivedRow:
    """A result that came from the office to the one-stop unit: what it is, and what the unit must see to."""

    dossier: Dossier
    results: Sequence[str]
    owes: bool
    by_post: bool


def arrived_on(official: Official, day: date) -> list[ArrivedRow]:
    """The results that reached the official's unit on a day, by the office they came from; three queries."""
    begins = datetime.combine(day, time.min, get_default_timezone())
    tasks = Task.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=begins),
        agency_id=official.agency_id,
        duty=Duty.RETURNS,
        opened_at__gte=begins,
        opened_at__lt=begins + timedelta(days=1),
    )
    dossiers = list(
        Dossier.objects.filter(pk__in=tasks.values("matter_id"))
        .select_related("procedure", "applicant", "matter__lead_agency", "matter__one_stop")
        .defer(*without_large("procedure"), "answers", "findings")
        .order_by("matter__lead_agency__sort_key", "matter__lead_agency_id", "matter__finished_at", "pk")
    )
    found = [dossier.pk for dossier in dossiers]
    titles: dict[int, list[str]] = {}
    for paper in Paper.objects.filter(matter_id__in=found, result=True).defer("content").order_by("pk"):
        titles.setdefault(paper.matter_id or 0, []).append(f"{paper.title} {paper.symbol}")
    owing = set(Charge.objects.filter(matter_id__in=found, state__in=OPEN).values_list("matter_id", flat=True))
    return [
        ArrivedRow(
            dossier=dossier,
            results=titles.get(dossier.pk, []),
            owes=dossier.pk in owing,
            by_post=dossier.result_method == ResultMethod.POST,
        )
        for dossier in dossiers
    ]


def ready_at(official: Official) -> QuerySet[Dossier]:
    """Results that wait at the official's unit to be handed over, the oldest first."""
    waits = Task.objects.filter(
        matter_id=OuterRef("pk"), agency_id=official.agency_id, duty=Duty.RETURNS, closed_at__isnull=True
    )
    return (
        Dossier.objects.filter(Exists(waits), state=State.FINISHED)
        .select_related("procedure", "applicant", "matter__one_stop", "matter__reminder", "matter__posting")
        .defer(*without_large("procedure"))
        .order_by("matter__finished_at", "pk")
    )


def unclaimed_at(official: Official, before: datetime) -> QuerySet[Dossier]:
    """Of these, the ones that have been ready since before that moment and were not sent by post."""
    return ready_at(official).filter(matter__finished_at__lt=before, matter__posting__isnull=True)


def to_remind(ready_before: datetime, told_before: datetime, most: int) -> list[Dossier]:
    """Results to be fetched at a counter, of which nobody was told since; locked, those of another job left out."""
    waits = Task.objects.filter(closed_at__isnull=True, duty=Duty.RETURNS, opened_at__lt=ready_before)
    told = Reminder.objects.filter(matter_id=OuterRef("pk"), last_at__gte=told_before)
    return list(
        Dossier.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(
            ~Exists(told),
            pk__in=waits.values("matter_id"),
            state=State.FINISHED,
            result_method=ResultMethod.AT_COUNTER,
            matter__finished_at__lt=ready_before,
        )
        .select_related("procedure", "applicant", "matter__one_stop")
        .defer(*without_large("procedure"))
        .order_by("pk")[:most]
    )


def reminder_facts(dossier: Dossier, now: datetime) -> dict[str, object]:
    """What a reminder is filled with, in the language that is active."""
    matter, english = dossier.matter, (translation.get_language() or "vi").startswith("en")
    contact = agencies.contact_of(matter.one_stop_id, localdate(now))
    return {
        "name": dossier.applicant_name,
        "procedure": (dossier.procedure.name_en if english else "") or dossier.procedure.name,
        "code": matter.code or matter.request_code,
        "since": f"{localdate(matter.finished_at):%d/%m/%Y}" if matter.finished_at else "",
        "unit": (matter.one_stop.name_en if english else "") or matter.one_stop.name,
        "address": contact.address if contact else "",
        "phone": contact.phone if contact else "",
        "hours": ((contact.hours_en if english else "") or contact.hours) if contact else "",
    }


def received_in(official: Official, first: date, last: date) -> QuerySet[Dossier]:
    """What the official's unit received from the first day to the last, both included, in the order it came."""
    zone = get_default_timezone()
    begins = datetime.combine(first, time.min, zone)
    ends = datetime.combine(last + timedelta(days=1), time.min, zone)
    return (
        Dossier.objects.filter(
            Q(matter__received_at__gte=begins) & Q(matter__received_at__lt=ends),
            matter__one_stop_id=official.agency_id,
        )
        .select_related(
            *("procedure", "applicant", "reception"),
            *("matter__lead_agency", "matter__event_area", "matter__one_stop", "matter__handed"),
        )
        .defer(*without_large("procedure"), "answers", "findings")
        .order_by("matter__received_at", "pk")
    )


def register_rows(dossiers: Sequence[Dossier]) -> list[RegisterRow]:
    """Form 06 for these dossiers: who received each, and who took its result; two queries more."""
    receivers = {
        task.matter_id: task.closed_by_id
        for task in Task.objects.filter(
            matter_id__in=[dossier.pk for dossier in dossiers], duty=Duty.RECEPTION, closed_at__isnull=False
        ).order_by("matter_id", "pk")
    }
    names = accounts.names({who for who in receivers.values() if who})
    return [
        RegisterRow(
            dossier=dossier,
            received_by=names.get(receivers.get(dossier.pk) or 0, ""),
            handed=getattr(dossier.matter, "handed", None),
        )
        for dossier in dossiers
    ]
