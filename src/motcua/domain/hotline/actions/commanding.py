"""Asking the telephones for something: written down with the act that wants it, done by who listens at the gateway."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.transaction import atomic
from django.utils.crypto import get_random_string

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.models import Call, Command, Operator
from motcua.domain.hotline.states import CallState, Direction
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import blind_index

STALE = timedelta(seconds=30)
"""A command nobody did within this time is not done any more: the caller is somewhere else by now."""
AT_ONCE = 500


@atomic
def command(call_id: int, name: str, argument: str = "", *, by: Official, now: datetime) -> Command:
    """An operator asks the telephone for something in their own call: answer, hold, resume, transfer, hang up, record.

    Raises:
        NotFound: it is somebody else's call.
        Refused: `call_moved_on`, `transfer_needs_a_number`.
    """
    rules.ensure_operates(by, queries.terms())
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).order_by("pk").first()
    if call is None:
        raise NotFound("call")
    operator = Operator.objects.filter(pk=by.account_id, call=call).order_by("pk").first()
    if operator is None:
        raise NotFound("call")
    rules.ensure_can(name, call)
    if name == "transfer":
        argument = "".join(sign for sign in argument if sign.isdigit() or sign in "*#+")
        if not argument:
            raise Refused("transfer_needs_a_number")
    asked = ask(call, name, argument, extension=operator.extension, by=by, now=now)
    journal.record("hotline.commanded", subject=("call", call.pk), by=by, at=now, facts={"command": name})
    return asked


def ask(
    call: Call, name: str, argument: str = "", *, extension: str = "", by: Official | None = None, now: datetime
) -> Command:
    """Write a command down and wake who does it."""
    asked = Command.objects.create(
        call=call,
        gateway=call.gateway,
        name=name,
        argument="" if call.restricted else argument,
        extension=extension,
        asked_at=now,
        asked_by_id=by.account_id if by else None,
    )
    bell.wake(call.gateway)
    return asked


def own_call(call_id: int, by: Official) -> Call:
    """The call, locked; somebody else's is not there."""
    rules.ensure_operates(by, queries.terms())
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).order_by("pk").first()
    if call is None:
        raise NotFound("call")
    rules.ensure_has(call, by)
    return call


def call_out(number: str, operator: Operator, *, gateway: str, by: Official, now: datetime) -> Call:
    """Begin a call from an operator's telephone to a number; the gateway tells the rest."""
    call = Call.objects.create(
        gateway=gateway,
        reference=f"out-{get_random_string(20)}",
        direction=Direction.OUT,
        state=CallState.OFFERED,
        number=number,
        number_index=blind_index(number, "phone") if number else "",
        offered_at=now,
        operator_id=operator.pk,
    )
    ask(call, "originate", number, extension=operator.extension, by=by, now=now)
    return call


@atomic
def take_commands(gateway: str, *, now: datetime) -> list[Command]:
    """What this gateway is to do now, each for one listener only; what is stale is set aside."""
    waiting = Command.objects.select_for_update(of=("self",), skip_locked=True).filter(
        gateway=gateway, done_at__isnull=True
    )
    taken = list(waiting.select_related("call").order_by("pk")[:AT_ONCE])
    for each in taken:
        each.done_at = now
        each.problem = "stale" if now - each.asked_at > STALE else ""
    Command.objects.bulk_update(taken, ["done_at", "problem"])
    return [each for each in taken if not each.problem]


@atomic
def command_failed(command_id: int, problem: str, *, now: datetime) -> Command:
    """The gateway could not; the operator sees it, and a telephone that cannot ring is passed over."""
    failed = Command.objects.select_for_update(of=("self",)).select_related("call").get(pk=command_id)
    failed.problem, failed.done_at = problem, now
    failed.save(update_fields=["problem", "done_at"])
    bell.ring(failed.asked_by_id)
    return failed
