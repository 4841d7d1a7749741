"""Reception at the counter: in one act a sheet becomes a dossier that is accepted, refused or asked to be completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.transaction import atomic
from django.utils.timezone import localdate, localtime

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts import queries as people
from motcua.domain.accounts.actions import Person
from motcua.domain.accounts.models import Account
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.sheets import known_by, locked, placed
from motcua.domain.dossiers.actions.stepping import NOTHING_SAID, complete_task
from motcua.domain.dossiers.models import (
    Attachment,
    Authorisation,
    Bundle,
    Custody,
    Dossier,
    Forwarding,
    GivenPart,
    Reception,
    Sheet,
)
from motcua.domain.dossiers.rules import Said, receiving
from motcua.domain.dossiers.rules.receiving import Brought
from motcua.domain.dossiers.states import ANSWER_WITHIN, Channel, Digitised, Ground, ResultMethod, Scope
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.states import Kind
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused
from motcua.kernel.worktime import add_working_minutes


@dataclass(frozen=True)
class Authority:
    """Who hands in for the owner, on what ground; `document` is its number, day and who certified it."""

    agent: Person
    scope: Scope
    ground: Ground
    document: str = ""
    valid_to: date | None = None


@dataclass(frozen=True)
class HandedIn:
    """What lies on the counter, and what the official decides at once.

    `decision` is a legal move: `accept`, `reject` or `ask_supplement`, with what is `said` for it. `read` are
    the codes of the warnings the official has read, overridden with `reason`.
    """

    owner: Person
    brought: Sequence[Brought] = ()
    channel: Channel = Channel.DIRECT
    result_method: ResultMethod = ResultMethod.AT_COUNTER
    tracking: str = ""
    sets: int = 1
    authority: Authority | None = None
    decision: str = "accept"
    said: Said = NOTHING_SAID
    read: Collection[str] = ()
    reason: str = ""


@dataclass(frozen=True)
class _Act:
    """One press of the button: who received what, when."""

    sheet: Sheet
    given: HandedIn
    files: Sequence[Attachment]
    by: Official
    now: datetime


@dataclass(frozen=True)
class _Place:
    """Where it was received, where it is settled, and where it would have been received by its area."""

    area: Area
    unit: Agency
    competent: Agency
    usual: Agency


@atomic
def receive(token: str, given: HandedIn, *, by: Official, now: datetime) -> Dossier:
    """Make a dossier of a sheet and decide on it at once; a second press gives the same dossier.

    Raises:
        NotFound: there is no such sheet at the official's unit.
        Refused: `answers_incomplete`, `parts_missing_here`, `identity_number_wrong`, `not_served_at_this_unit`,
            `not_settled_at_once`, `reception_warned` with the warnings to read, and what the decision itself needs.
    """
    receiving.ensure_receives(by)
    try:
        sheet = locked(token, by)
    except Refused as done:
        if done.code != "already_submitted":
            raise
        return Dossier.objects.select_related("matter").get(pk=done.details["matter"])
    today, draft, procedure = localdate(now), sheet.draft, sheet.draft.procedure
    draft.channel = given.channel
    form = procedures.form_of(procedure, draft.channel)
    draft.answers = form.pruned(placed(procedure, draft.answers, sheet.unit))
    files = queries.files_of_draft(draft)
    if given.decision == "accept":
        rules.ensure_complete(forms.check_all(form, draft.answers, today))
        wanted = forms.parts_wanted(procedure.body, draft.answers)
        receiving.ensure_parts_there(wanted, given.brought, {file.part for file in files})
    if given.said.at_once:
        clock = localtime(now).time()
        allowed = receiving.may_settle_at_once(procedure.body, given.channel, procedure.cutoff, clock)
        receiving.ensure_at_once(allowed=allowed and given.decision == "accept")
    receiving.ensure_counts(given.brought)
    place = _place(sheet, today)
    number = _number(given.owner)
    before = people.with_identity(number)
    known = queries.known_papers(before.pk, procedure) if before and before.pk == sheet.looked_up_id else []
    receiving.ensure_reusable(given.brought, known)
    if given.authority is not None:
        receiving.ensure_authorised(given.authority.ground, given.authority.document, given.authority.valid_to, today)
        receiving.ensure_two_people(number, _number(given.authority.agent))
    name_before = before.full_name if before else ""
    owner = accounts.meet(given.owner, by=by, now=now)
    _ensure_warned(given, owner, procedure.code, name_before)

    act = _Act(sheet, given, files, by, now)
    dossier = _dossier(act, owner, place)
    _received(act, dossier, place)
    if given.authority is not None:
        _authorise(dossier, given.authority, by, now)
    task = queries.open_tasks(dossier.pk)[0]
    outcome = next((each for each in queries.outcomes_of(task) if each.move == given.decision), None)
    if outcome is None:
        raise Refused("illegal_move", move=given.decision, state=dossier.state)
    return complete_task(task.pk, outcome.name, by=by, now=now, said=given.said)


def _place(sheet: Sheet, today: date) -> _Place:
    """The area of the event, and whether this unit may receive for it."""
    procedure, unit = sheet.draft.procedure, sheet.unit
    form = procedures.form_of(procedure, sheet.draft.channel)
    code = forms.event_area(form, sheet.draft.answers)
    area = agencies.area_now(code, today) if code else unit.area
    if area is None:
        raise Refused("not_served_there", area=code)
    competent = agencies.responsible(procedure.competent_kind, area, today)
    usual = agencies.responsible(procedure.one_stop_kind, area, today)
    if competent is None or usual is None:
        raise Refused("not_served_there", area=area.name)
    receiving.ensure_served(own=usual.pk == unit.pk, anywhere=bool(procedure.body.get("anywhere")), unit=usual.name)
    return _Place(area, unit, competent, usual)


def _number(person: Person) -> str:
    return known_by(person.identity_number)


def _ensure_warned(given: HandedIn, owner: Account, procedure: str, name_before: str) -> None:
    """The owner's row is held, so that of two receptions of one person the second sees the first."""
    numbers = sorted({each.number for each in given.brought if each.number})
    with connection.cursor() as cursor:
        for number in numbers:  # nor may two counters take the same paper without seeing each other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [queries.number_index(number)])
    warned = queries.warned_of(owner, procedure, numbers, called=given.owner.full_name, before=name_before)
    receiving.ensure_override(warned, given.read, given.reason)


def _dossier(act: _Act, owner: Account, place: _Place) -> Dossier:
    sheet, given, by, now = act.sheet, act.given, act.by, act.now
    draft, procedure, today = sheet.draft, sheet.draft.procedure, localdate(now)
    form = procedures.form_of(procedure, draft.channel)
    matter = matters.open_matter(
        matters.NewMatter(
            kind=Kind.DOSSIER,
            title=procedure.name,
            title_en=procedure.name_en,
            topic=procedure.code,
            lead_agency=place.competent,
            one_stop=place.unit,
            event_area=place.area,
            route=routes.in_force(procedure.route_code, today),
            limit=procedure.limit,
            policy=procedure.policy,
            cutoff=procedure.cutoff,
            calendar=procedure.calendar,
        ),
        by=by,
        now=now,
    )
    answers = draft.answers
    dossier = Dossier.objects.create(
        matter=matter,
        draft=draft,
        procedure=procedure,
        applicant=owner,
        applicant_name=owner.full_name,
        subject_name=forms.subject(form, answers),
        answers=answers,
        channel=given.channel,
        result_method=ResultMethod(str(answers.get("result_method") or given.result_method)),
        answer_due_at=add_working_minutes(now, ANSWER_WITHIN, agencies.working(place.unit.calendar)),
    )
    for file in act.files:
        file.dossier = dossier
        file.save(update_fields=["dossier"])
    # What was typed now lives in the dossier; the sheet keeps none of it.
    draft.answers, draft.submitted_at, sheet.typed = {}, now, {}
    draft.save(update_fields=["answers", "channel", "submitted_at"])
    sheet.save(update_fields=["typed"])
    return dossier


def _received(act: _Act, dossier: Dossier, place: _Place) -> None:
    """The rows of the reception, and what the journal keeps of them."""
    given, by, now = act.given, act.by, act.now
    numbers = {each.number for each in given.brought if each.number}
    overridden = sorted(given.read) if given.reason else []
    Reception.objects.create(
        dossier=dossier,
        unit=place.unit,
        official_id=by.account_id,
        bundle=_bundle(act.sheet, now),
        tracking=given.tracking,
        sets=given.sets,
        overridden=overridden,
        reason=given.reason,
        at=now,
    )
    filed = {file.part for file in act.files}
    parts = [_part(dossier, each, filed) for each in _all_parts(given.brought, filed)]
    GivenPart.objects.bulk_create(parts)
    Custody.objects.bulk_create(
        Custody(
            dossier=dossier,
            part=each.part,
            number=each.number,
            number_index=queries.number_index(each.number),
            taken_at=now,
            taken_by_id=by.account_id,
        )
        for each in given.brought
        if each.number
    )
    facts = {**queries.common_facts(dossier)}
    elsewhere = place.usual.pk != place.unit.pk
    if elsewhere and given.decision == "accept":
        Forwarding.objects.create(dossier=dossier, unit=place.usual, sent_at=now)
    counts = Counter(part.digitised for part in parts)
    entries = [
        journal.NewEntry(
            "dossiers.submitted",
            ("dossier", dossier.pk),
            by,
            now,
            matter_id=dossier.pk,
            facts={**facts, "answer_due": dossier.answer_due_at},
        ),
        journal.NewEntry(
            "dossiers.received",
            ("dossier", dossier.pk),
            by,
            now,
            matter_id=dossier.pk,
            facts={
                **facts,
                "undigitised": counts[Digitised.NOT_YET],
                "digitised": counts[Digitised.SCANNED],
                "reused": counts[Digitised.REUSED],
                "reused_results": counts[Digitised.REUSED_RESULT],
                "originals_kept": len(numbers),
                "authorised": given.authority is not None,
                **({"competent_unit": place.usual.code} if elsewhere else {}),
                **({"overridden": overridden} if overridden else {}),
            },
        ),
    ]
    journal.record_all(entries)


def _all_parts(brought: Sequence[Brought], filed: set[str]) -> list[Brought]:
    """Every part that is there in some form: on paper, known already, or in a file alone."""
    there = [each for each in brought if each.on_paper or each.reuse or each.part in filed]
    return [*there, *(Brought(part) for part in sorted(filed - {each.part for each in there}))]


def _part(dossier: Dossier, brought: Brought, filed: set[str]) -> GivenPart:
    kind, _dash, key = brought.reuse.partition("-")
    return GivenPart(
        dossier=dossier,
        part=brought.part,
        originals=brought.originals,
        certified=brought.certified,
        copies=brought.copies,
        digitised=receiving.digitised(brought, filed),
        reused_file_id=int(key) if kind == "file" else None,
        reused_paper_id=int(key) if kind == "paper" else None,
    )


def _bundle(sheet: Sheet, now: datetime) -> Bundle | None:
    """The sitting this dossier belongs to: that of the one it follows, begun when it is the second."""
    if sheet.follows_id is None:
        return None
    first = Reception.objects.select_for_update().filter(pk=sheet.follows_id).order_by("pk").first()
    if first is None:
        return None
    if first.bundle is None:
        first.bundle = Bundle.objects.create(unit=sheet.unit, opened_at=now)
        first.save(update_fields=["bundle"])
    elif first.bundle.receipt_id is not None:
        first.bundle.receipt_id = None  # the paper that lists them all is to be made anew
        first.bundle.save(update_fields=["receipt_id"])
    return first.bundle


def _authorise(dossier: Dossier, authority: Authority, by: Official, now: datetime) -> None:
    agent = accounts.meet(authority.agent, by=by, now=now)
    Authorisation.objects.create(
        dossier=dossier,
        agent=agent,
        agent_name=agent.full_name,
        scope=authority.scope,
        ground=authority.ground,
        document=authority.document,
        valid_to=authority.valid_to,
    )
