"""Watching the clocks: reminders by shares of time and in writing, promises whose day comes near or is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Task
from motcua.domain.notices import actions as notices
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.taking import locked_by_council
from motcua.domain.petitions.models import Commitment, Petition, Reminder
from motcua.domain.petitions.states import OWED, State
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer

MOMENT = timedelta(minutes=1)
TO_LEADERS, TO_EVERYBODY = 80, 100
"""Percent of the time from where on an agency's leaders are told, and then those who assigned it and the council."""
OVERDUE = -1
"""Stands in `Commitment.watched` for a promise whose day is over."""


@atomic
def remind(petition_id: int, words: str, symbol: str = "", *, by: Official, now: datetime) -> Reminder:
    """Ask for an answer again, in writing: by the council's office, with the symbol of the letter where there is one.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `no_reminder_needed`, `reason_too_short`.
    """
    petition = locked_by_council(petition_id, by)
    if petition.state not in OWED:
        raise Refused("no_reminder_needed")
    rules.ensure_reason(words)
    made = Reminder.objects.create(
        petition=petition, round=petition.rounds, symbol=rules.as_said(symbol), words=rules.as_said(words), at=now
    )
    facts = queries.common_facts(petition)
    journal.record(
        "petitions.reminded", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    defer("petitions.tell_reminder", reminder_id=made.pk)
    return made


def watch(*, by: Actor, now: datetime) -> int:
    """Note each owed answer that has used up another share of its time, and each promise whose day comes near."""
    terms = queries.terms()
    shares = sorted(int(each) for each in terms.get("remind_at", ()))
    days = sorted({int(each) for each in terms.get("commitment_days", ())})
    return _watch_answers(shares, by=by, now=now) + _watch_commitments(days, by=by, now=now)


def _watch_answers(shares: list[int], *, by: Actor, now: datetime) -> int:
    owed = _owed().filter(due_on__isnull=False)
    before = set(
        Reminder.objects.filter(petition__in=owed.order_by(), percent__isnull=False)
        .order_by("pk")
        .values_list("petition_id", "round", "percent")
    )
    noted = 0
    for petition in owed.iterator(chunk_size=500):
        matter = petition.matter
        if matter.due_at is None or matter.counted_from is None:
            continue
        whole = max(matter.due_at - matter.counted_from, MOMENT)
        used = 100 * (now - matter.counted_from) / whole
        for share in shares:
            if used >= share and (petition.pk, petition.rounds, share) not in before:
                noted += _note(petition, share, by=by, now=now)
    return noted


def _owed() -> QuerySet[Petition]:
    return (
        Petition.objects.filter(state__in=sorted(OWED - {State.SENT}), closed_at__isnull=True)
        .select_related("matter__lead_agency")
        .order_by("due_on", "pk")
    )


@atomic
def _note(petition: Petition, share: int, *, by: Actor, now: datetime) -> bool:
    same = Petition.objects.select_for_update(of=("self",)).filter(pk=petition.pk, rounds=petition.rounds)
    if same.filter(state__in=sorted(OWED)).order_by("pk").first() is None:
        return False  # answered, or under seal since
    row, fresh = Reminder.objects.get_or_create(
        petition=petition, round=petition.rounds, percent=share, defaults={"at": now}
    )
    if not fresh:
        return False
    facts = {**queries.common_facts(petition), "percent": share}
    journal.record(
        "petitions.reminded", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    defer("petitions.tell_reminder", reminder_id=row.pk)
    return True


def _watch_commitments(days: list[int], *, by: Actor, now: datetime) -> int:
    """Each promise once for each number of days before its day, and once when that is over; the nearest is told."""
    if not days:
        return 0
    today = localdate(now)
    waiting = Commitment.objects.filter(
        made_at__isnull=False, kept_at__isnull=True, due_on__lte=today + timedelta(days=days[-1])
    ).exclude(watched=OVERDUE)
    noted = 0
    for commitment_id, due_on, watched in list(waiting.order_by("due_on", "pk").values_list("pk", "due_on", "watched")):
        left = (due_on - today).days
        reached = OVERDUE if left < 0 else min((each for each in days if left <= each), default=None)
        if reached is not None and (watched is None or reached < watched):
            noted += _watched(commitment_id, reached, by=by, now=now)
    return noted


@atomic
def _watched(commitment_id: int, reached: int, *, by: Actor, now: datetime) -> bool:
    row = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("unit", "petition__matter__lead_agency")
        .filter(pk=commitment_id)
        .order_by("pk")
        .first()
    )
    if row is None or row.kept_at is not None or (row.watched is not None and row.watched <= reached):
        return False
    row.watched = reached
    row.save(update_fields=["watched"])
    facts = {
        **queries.common_facts(row.petition),
        "unit": row.unit.code,
        "days": max(reached, 0),
        "late": reached == OVERDUE,
    }
    journal.record(
        "petitions.commitment_watched",
        subject=("petition", row.petition_id),
        matter_id=row.petition_id,
        by=by,
        at=now,
        facts=facts,
    )
    defer("petitions.tell_commitment", commitment_id=row.pk)
    return True


@atomic
def tell_reminder(reminder_id: int, *, by: Actor, now: datetime) -> int:
    """Tell who has the step, the lead agency's leaders, then those who assigned it and the council; how many."""
    found = (
        Reminder.objects.select_related("petition__matter__lead_agency", "petition__matter__one_stop")
        .filter(pk=reminder_id)
        .order_by("pk")
        .first()
    )
    if found is None or found.petition.state not in OWED:
        return 0
    petition, matter = found.petition, found.petition.matter
    due = f"{petition.due_on:%d/%m/%Y}" if petition.due_on else ""
    subject = f"Kiến nghị cử tri {matter.code}: nhắc trả lời chậm nhất ngày {due}"
    used = f"đã dùng {found.percent} % thời hạn" if found.percent is not None else "được nhắc bằng văn bản"
    body = f"Kiến nghị do {matter.lead_agency.name} chủ trì trả lời {used}. Ngày phải trả lời: {due}."
    if found.symbol:
        body += f" Văn bản nhắc: {found.symbol}."
    share = found.percent if found.percent is not None else TO_EVERYBODY
    told = 0
    for account_id in sorted(_concerned(petition, share, now)):
        event = f"petition-reminder-{found.pk}"
        told += notices.tell(account_id, event, subject, body, by=by, now=now, matter_id=petition.pk) is not None
    return told


def _concerned(petition: Petition, share: int, now: datetime) -> set[int]:
    posts = Post.objects.filter(on(localdate(now)))
    unit = posts.filter(agency=petition.matter.lead_agency)
    assigned = Task.objects.filter(matter_id=petition.pk, closed_at__isnull=True, assignee__isnull=False)
    whom = set(assigned.values_list("assignee_id", flat=True))
    if not whom:
        whom |= set(unit.filter(duty=Duty.SPECIALIST).values_list("account_id", flat=True))
    if share >= TO_LEADERS:
        whom |= set(unit.filter(duty=Duty.LEADER).values_list("account_id", flat=True))
    if share >= TO_EVERYBODY:
        above = posts.filter(agency__code=str(queries.terms().get("assigning", "")), duty=Duty.SPECIALIST)
        council = posts.filter(agency=petition.matter.one_stop, duty=Duty.COUNCIL)
        whom |= set(above.values_list("account_id", flat=True)) | set(council.values_list("account_id", flat=True))
    return {each for each in whom if each is not None}


@atomic
def tell_commitment(commitment_id: int, *, by: Actor, now: datetime) -> int:
    """Tell the unit that promised how many days are left, or that the day is over, and then the council too."""
    row = (
        Commitment.objects.select_related("unit", "petition__matter__one_stop")
        .filter(pk=commitment_id, kept_at__isnull=True, watched__isnull=False)
        .order_by("pk")
        .first()
    )
    if row is None:
        return 0
    late = row.watched == OVERDUE
    posts = Post.objects.filter(on(localdate(now)))
    concerned = posts.filter(agency=row.unit, duty__in=[Duty.SPECIALIST, Duty.LEADER])
    whom = set(concerned.values_list("account_id", flat=True))
    if late:
        council = posts.filter(agency=row.petition.matter.one_stop, duty=Duty.COUNCIL)
        whom |= set(council.values_list("account_id", flat=True))
    state = "đã quá ngày hẹn" if late else f"đến hạn ngày {row.due_on:%d/%m/%Y}"
    subject = f"Lời hứa với cử tri (kiến nghị {row.petition.matter.code}) {state}"
    body = f"{row.unit.name}: {row.what}. Ngày hẹn: {row.due_on:%d/%m/%Y}."
    told = 0
    for account_id in sorted(whom):
        event = f"petition-commitment-{row.pk}-{row.watched}"
        told += notices.tell(account_id, event, subject, body, by=by, now=now, matter_id=row.petition_id) is not None
    return told
