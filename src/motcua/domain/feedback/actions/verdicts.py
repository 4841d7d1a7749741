"""Whether it is fixed: said by whoever reported, by a link that works once, or by silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.stepping import carry_out, task_taken
from motcua.domain.feedback.models import Report, Verdict
from motcua.domain.feedback.rules import Said, as_recorded, ensure_no_denunciation
from motcua.domain.feedback.states import State
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Actor, Citizen, System
from motcua.kernel.errors import NotFound, Refused

LINK = System("verdict-link")
"""Who comes by the link of an answer: the secret in it is all that is known of them."""


@atomic
def give_verdict(
    token: str,
    *,
    fixed: bool,
    satisfied: bool | None = None,
    late: bool = False,
    words: str = "",
    by: Actor = LINK,
    now: datetime,
) -> Report:
    """Say of an answer whether it holds: “not fixed” opens the report again, on its first clock.

    Raises:
        NotFound: no answer was sent with this link, or it is another person's.
        Refused: `verdict_given` the second time, `too_late_to_reopen`, `nothing_to_reopen` (also where another answer
            was given since), `words_of_a_denunciation`.
    """
    verdict = _held(token, by)
    if verdict.given_at is not None:
        raise Refused("verdict_given", at=verdict.given_at)
    ensure_no_denunciation(words, queries.terms())
    found = queries.task_for(verdict.report_id, "confirm" if fixed else "reopen")
    if found is None:
        raise Refused("nothing_to_reopen")
    task = task_taken(found[0])
    standing = queries.latest_answer(verdict.report_id)
    if standing is None or standing.pk != verdict.answer_id:
        raise Refused("nothing_to_reopen")  # its answer was called unfinished in another way, and answered anew
    report = carry_out(task, found[1], by=by, now=now, said=Said(reason=words))
    verdict.given_at, verdict.fixed, verdict.words = now, fixed, words.strip()
    verdict.satisfied, verdict.late = fixed if satisfied is None else satisfied, late
    verdict.save(update_fields=["given_at", "fixed", "satisfied", "late", "words"])
    journal.record(
        "feedback.rated",
        subject=("report", report.pk),
        matter_id=report.pk,
        by=as_recorded(by),
        at=now,
        facts={**queries.common_facts(report), "satisfied": verdict.satisfied},
    )
    return report


def _held(token: str, by: Actor) -> Verdict:
    """The answer's verdict under the lock of its matter, which everybody takes first: whoever seals it does too."""
    asked = Verdict.objects.filter(token=token).order_by("pk") if "\x00" not in token else Verdict.objects.none()
    found = asked.values_list("pk", "report_id", "report__sender_id").first()
    if found is None or (isinstance(by, Citizen) and found[2] != by.account_id):
        raise NotFound("verdict")
    Matter.objects.lock(found[1])
    return Verdict.objects.select_for_update(of=("self",)).get(pk=found[0])


def confirm_lapsed(*, by: Actor, now: datetime) -> int:
    """Take silence for consent when the days for saying “not fixed” are over; how many."""
    days = int(queries.terms().get("reopen_days", 7))
    waiting = Report.objects.filter(state=State.ANSWERED, answered_at__lt=now - timedelta(days=days))
    done = 0
    for report_id in list(waiting.order_by("answered_at", "pk").values_list("pk", flat=True)[:1000]):
        done += _confirm_by_lapse(report_id, by=by, now=now)
    return done


@atomic
def _confirm_by_lapse(report_id: int, *, by: Actor, now: datetime) -> bool:
    found = queries.task_for(report_id, "confirm")
    if found is None:
        return False
    task = task_taken(found[0])
    if task.closed_at is not None:  # somebody said it in the meantime
        return False
    carry_out(task, found[1], by=by, now=now, said=Said(lapsed=True))
    return True
