"""When what a caller said goes under seal, nothing in the call tells who they were: no number, no sound, no matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import State
from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.models import Call, Callback, CallEvent, CallMatter, Command, ProofTry
from motcua.domain.hotline.states import SOUNDS, Gone
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer


@atomic
def forget_sealed(*, by: Actor, now: datetime) -> int:
    """Restrict every call that was about a report which lies under seal now; how many calls."""
    sealed = Report.objects.filter(state=State.SEALED).values("pk")
    calls = list(Call.objects.select_for_update(of=("self",)).filter(queries.about_sealed()).order_by("pk"))
    for call in calls:
        restrict(call)
    ProofTry.objects.filter(matter__in=sealed).delete()
    return len(calls)


def restrict(call: Call) -> None:
    """Leave of a call only when it was and how long it took; the caller holds its lock.

    What the telephone system calls its sounds stays with their events until they are erased there.
    """
    rules.name_nobody(call)
    call.save()
    ProofTry.objects.filter(call=call).delete()
    CallEvent.objects.filter(call=call).exclude(kind__in=SOUNDS).update(detail="")
    Command.objects.filter(call=call).update(argument="")
    CallMatter.objects.filter(call=call).delete()
    Callback.objects.filter(call=call).update(number="", number_index="", about="", recording="")
    defer("hotline.erase_sounds", call_id=call.pk)


@atomic
def sounds_erased(call_id: int, names: Sequence[str], *, by: Actor, now: datetime) -> int:
    """These sounds of a restricted call are erased at the telephone system: nothing names them any more."""
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id, restricted=True).order_by("pk").first()
    if call is None:
        raise NotFound("call")
    told = [each for each in CallEvent.objects.filter(call=call, kind__in=SOUNDS) if each.detail in names]
    facts = {"reason": str(Gone.ERASED)}
    for each in told:
        each.detail = ""
        each.save(update_fields=["detail"])
        journal.record("hotline.recording_gone", subject=("call", call.pk), by=by, at=now, facts=facts)
    return len(told)
