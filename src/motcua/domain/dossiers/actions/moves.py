"""The legal moves as the office says them: each completes the open task whose outcome makes that move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.documents import actions as documents
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.drafting import MOST_FILES
from motcua.domain.dossiers.actions.effects import EFFECTS, Context
from motcua.domain.dossiers.actions.stepping import NOTHING_SAID, complete_proved, complete_task
from motcua.domain.dossiers.models import Attachment, Dossier, SupplementRequest
from motcua.domain.dossiers.rules import Said, behalf
from motcua.domain.dossiers.rules.obligations import Notice, Receipt
from motcua.domain.dossiers.states import VERB_OF_MOVE, WORKFLOW
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.kernel.actors import Actor, Citizen, Official, System
from motcua.kernel.errors import NotFound, Refused

SUPPLIED_PART = "bo-sung"  # what was supplied and is none of the procedure's own papers


def accept(dossier_id: int, *, by: Official, now: datetime) -> Dossier:
    """Take a complete dossier in: code, clock, receipt (form 01)."""
    return _make("accept", dossier_id, by=by, now=now)


def reject(dossier_id: int, reason: str, *, by: Official, now: datetime) -> Dossier:
    """Do not take a dossier in, and say why (form 03)."""
    return _make("reject", dossier_id, by=by, now=now, said=Said(reason=reason))


def begin(dossier_id: int, *, by: Official, now: datetime) -> Dossier:
    """Start the work by an outcome that says so; most routes need not, it happens by itself."""
    return _make("begin", dossier_id, by=by, now=now)


def ask_supplement(
    dossier_id: int, items: Sequence[Mapping[str, str]], reason: str, *, by: Official, now: datetime
) -> Dossier:
    """Ask once for everything that is missing (form 02); the clock rests."""
    return _make("ask_supplement", dossier_id, by=by, now=now, said=Said(reason=reason, items=items))


@atomic
def resume(
    dossier_id: int,
    files: Sequence[tuple[str, str, bytes]],
    note: str,
    *,
    by: Citizen,
    now: datetime,
) -> Dossier:
    """The applicant, or who handed it in for them, supplies what was asked: files as (part, name, content), a word."""
    dossier = _followed(dossier_id, by)
    request = SupplementRequest.objects.filter(dossier=dossier, supplied_at__isnull=True).order_by("pk").first()
    if request is None:
        raise Refused("nothing_was_asked")
    if not files and not note.strip():
        raise Refused("nothing_supplied")
    known = rules.part_codes(dossier.procedure.body)
    if len(files) > MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    for part, name, content in files:
        file = documents.take_in(name, content, by=by, now=now)
        Attachment.objects.create(
            dossier=dossier, part=part if part in known else SUPPLIED_PART, file=file, added_at=now
        )
    request.note = note
    request.save(update_fields=["note"])
    return _make("resume", dossier_id, by=by, now=now)


def ask_payment(dossier_id: int, reason: str, notice: Notice, *, by: Official, now: datetime) -> Dossier:
    """Ask for a financial obligation to be met, by its notice; the clock rests until it is."""
    return _make("ask_payment", dossier_id, by=by, now=now, said=Said(reason=reason, notice=notice))


def paid(dossier_id: int, receipt: Receipt, *, by: Official | System, now: datetime) -> Dossier:
    """The obligation is met, as the receipt proves; the clock goes on."""
    return _make("paid", dossier_id, by=by, now=now, said=Said(receipt=receipt))


@atomic
def withdraw(dossier_id: int, *, by: Citizen, now: datetime) -> Dossier:
    """The applicant takes the dossier back, at any time before the result is there; their agent before acceptance."""
    _followed(dossier_id, by)
    matter = Matter.objects.lock(dossier_id)
    dossier = queries.followed(dossier_id, by)
    behalf.ensure_may_withdraw(dossier, by)
    dossier.matter = matter
    before = dossier.state
    dossier.state = WORKFLOW.after("withdraw", dossier.state)
    dossier.closed_at = now
    open_tasks = list(Task.objects.filter(matter=matter, closed_at__isnull=True).order_by("pk"))
    Task.objects.filter(pk__in=[task.pk for task in open_tasks]).update(
        closed_at=now, outcome="withdrawn", closed_by_id=by.account_id
    )
    Hold.objects.filter(matter=matter, ends_at__isnull=True).update(ends_at=now)
    step = matters.Step.outside_the_route(matter, open_tasks, "withdraw")
    context = Context(dossier, step, NOTHING_SAID, by, now, state_before=before)
    EFFECTS["withdraw"](context)
    matters.close(step, now=now)
    facts = {**queries.common_facts(dossier), "step": step.task.step, "outcome": "withdrawn", **context.facts}
    entry = journal.NewEntry(
        VERB_OF_MOVE["withdraw"], ("dossier", dossier.pk), by, now, matter_id=dossier.pk, facts=facts
    )
    writes = matters.keep(step)
    writes.save(dossier, ["state", "closed_at"])
    journal.record_all([entry], along=writes)
    writes.send()
    return dossier


def stop(dossier_id: int, reason: str, *, by: Official, now: datetime) -> Dossier:
    """Stop the work with a written refusal."""
    return _make("stop", dossier_id, by=by, now=now, said=Said(reason=reason))


def finish(dossier_id: int, *, by: Official, now: datetime, entries: Mapping[str, object] | None = None) -> Dossier:
    """The result is done: numbered, typeset, on its way to the one-stop."""
    return _make("finish", dossier_id, by=by, now=now, said=Said(entries=entries or {}))


def hand_over(dossier_id: int, *, by: Official | Citizen, now: datetime) -> Dossier:
    """Hand the result over and close the dossier.

    At the counter an official does it, within the act that notes who took it (`hand_over_at_counter`). A result
    asked for online counts as handed over when the applicant first takes the electronic one.
    """
    if isinstance(by, Citizen):
        dossier = queries.followed(dossier_id, by)
        behalf.ensure_may_collect(dossier, queries.agent_of(dossier), by, localdate(now))
        task = _task_for("hand_over", dossier_id)
        if task is None:
            raise Refused("illegal_move", move="hand_over", state=dossier.state)
        if dossier.result_method != "online":
            raise Refused("result_waits_at_the_counter")
        return complete_task(task[0], task[1], by=System("online-hand-over"), now=now)
    task_id, outcome = _found("hand_over", dossier_id, by)
    return complete_proved(task_id, outcome, by=by, now=now)


def _make(move: str, dossier_id: int, *, by: Actor, now: datetime, said: Said = NOTHING_SAID) -> Dossier:
    task_id, outcome = _found(move, dossier_id, by)
    return complete_task(task_id, outcome, by=by, now=now, said=said)


def _found(move: str, dossier_id: int, by: Actor) -> tuple[int, str]:
    """The open task, and its outcome, that makes this move.

    Raises:
        NotFound: the dossier is not there for this actor.
        Refused: `illegal_move`.
    """
    found = _task_for(move, dossier_id)
    if found is None:
        state = _whose(by).filter(pk=dossier_id).order_by().values_list("state", flat=True).first()
        if state is None:
            raise NotFound("dossier")
        raise Refused("illegal_move", move=move, state=state)
    return found


def _followed(dossier_id: int, by: Actor) -> Dossier:
    """The applicant's own dossier: what only an applicant does, nobody does for them but whom they authorised."""
    if not isinstance(by, Citizen):
        raise NotFound("dossier")
    return queries.followed(dossier_id, by)


def _whose(by: Actor) -> QuerySet[Dossier]:
    """The dossiers that are there for this actor: any other is not found, whatever is wrong with the move."""
    if isinstance(by, Official):
        return queries.seen_by(by)
    return Dossier.objects.filter(queries.follows(by)) if isinstance(by, Citizen) else Dossier.objects.all()


def _task_for(move: str, dossier_id: int) -> tuple[int, str] | None:
    """The open task, and its outcome, that makes this move."""
    for task in queries.open_tasks(dossier_id):
        for outcome in queries.outcomes_of(task):
            if outcome.move == move:
                return task.pk, outcome.name
    return None
