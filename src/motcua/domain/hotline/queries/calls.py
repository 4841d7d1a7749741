"""Calls for whose eyes they are: the operator's own, the leader's, and the program's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline import rules
from motcua.domain.hotline.models import Call, Callback, CallEvent, CallMatter, Command, Operator, Review
from motcua.domain.hotline.queries.knowing import terms
from motcua.domain.hotline.queries.sealing import about_sealed, as_shown, calls
from motcua.domain.hotline.states import SOUNDS, CallState, Happening, State
from motcua.kernel import live
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.text import mask

PAST = 10
LATELY = timedelta(days=1)
FORGOTTEN_AT_ONCE = 1_000


@dataclass(frozen=True)
class Caller:
    """What may be shown of whoever calls before they proved anything: that the number is known, and what waits."""

    masked: str
    known: bool
    past: list[Call]
    callback: Callback | None


@dataclass(frozen=True)
class Console:
    """Everything that stands on an operator's page beside the call."""

    operator: Operator | None
    call: Call | None
    unwrapped: list[Call]
    waiting: int
    callbacks: int
    abandoned: list[Call]


NO_CONSOLE = Console(None, None, [], 0, 0, [])
"""What stands beside a call for somebody who takes none."""


def console(official: Official, now: datetime) -> Console:
    """The operator's own page.

    Raises:
        NotFound: the agency answers no hotline.
        Refused: `other_duty`.
    """
    rules.ensure_operates(official, terms())
    mine_now = Operator.objects.select_related("call").annotate(under_seal=about_sealed("call"))
    operator = mine_now.filter(pk=official.account_id).order_by("pk").first()
    if operator is not None and operator.call is not None and operator.under_seal:
        rules.name_nobody(operator.call)
    over = Q(ended_at__isnull=False) | Q(left_at__isnull=False)
    mine = calls().filter(over, operator_id=official.account_id, wrapped_at__isnull=True, answered_at__isnull=False)
    unwrapped = as_shown(mine.filter(offered_at__gte=now - LATELY).order_by("-offered_at", "-pk")[:PAST])
    waiting = Call.objects.filter(state=CallState.QUEUED).count()
    silent = calls().filter(abandoned_at__isnull=False, ended_at__isnull=True)
    abandoned = as_shown(silent.exclude(operator_id=official.account_id).order_by("abandoned_at", "pk")[:PAST])
    due = Callback.objects.filter(closed_at__isnull=True, state=State.WAITING, opens_at__lte=now).count()
    return Console(operator, operator.call if operator else None, unwrapped, waiting, due, abandoned)


def pulse(official: Official) -> dict[str, object]:
    """What an open page asks every moment: the operator's state and call, how many wait, and how many talks a colleague
    might take over; two statements."""
    operator = (
        Operator.objects.filter(pk=official.account_id)
        .order_by("pk")
        .values("state", "pause", "call_id", "call__state", "agency_id")
        .first()
    )
    if operator is None or operator["agency_id"] != official.agency_id:
        raise NotFound("operator")
    alive = Call.objects.filter(ended_at__isnull=True).aggregate(
        waiting=Count("pk", filter=Q(state=CallState.QUEUED)),
        abandoned=Count("pk", filter=Q(abandoned_at__isnull=False) & ~Q(operator_id=official.account_id)),
    )
    return {
        **alive,
        "state": operator["state"],
        "pause": operator["pause"],
        "call": operator["call_id"],
        "call_state": operator["call__state"] or "",
    }


def heard_by(official: Official) -> frozenset[str]:
    """Under which keys an open page of the hotline is told that something changed: the operator's own, and everybody's.

    Raises:
        NotFound: the agency answers no hotline.
        Refused: `other_duty`.
    """
    rules.ensure_operates(official, terms())
    return frozenset({live.EVERYBODY, str(official.account_id)})


def call_if_seen(official: Official, call_id: int) -> Call | None:
    """The call where `one_seen_by` shows it; `None` where it does not: it may have rung here and gone on.

    From the moment that what it was about goes under seal it tells nobody who called.
    """
    rules_of = terms()
    if official.agency_code != rules_of.get("agency"):
        return None
    found = next(iter(as_shown(calls().select_related("operator", "proved").filter(pk=call_id).order_by("pk"))), None)
    if found is None:
        return None
    has = Operator.objects.filter(pk=official.account_id, call_id=call_id).exists()
    if not (has or found.operator_id == official.account_id or Duty.LEADER in official.duties):
        return None
    return found


def one_seen_by(official: Official, call_id: int) -> Call:
    """A call for the operator who has or had it, and for the leader of the agency; for others it is not there."""
    found = call_if_seen(official, call_id)
    if found is None:
        raise NotFound("call")
    return found


def caller_of(call: Call) -> Caller:
    """Who may be calling, for the operator's eyes: their number half hidden, what they called about before."""
    if not call.number_index:
        return Caller("", False, [], None)
    same = Call.objects.filter(number_index=call.number_index, offered_at__lte=call.offered_at).exclude(pk=call.pk)
    others = same.filter(~about_sealed()).select_related("operator")
    past = list(others.order_by("-offered_at", "-pk")[:PAST])
    waiting = Callback.objects.filter(number_index=call.number_index, closed_at__isnull=True)
    callback = waiting.filter(~about_sealed("call")).order_by("pk").first()
    return Caller(mask(call.number), bool(past or callback), past, callback)


def matters_of(call: Call) -> list[CallMatter]:
    """What a call was about, in the order in which it came up."""
    found = CallMatter.objects.filter(~about_sealed("call"), call=call)
    return list(found.select_related("matter__lead_agency").order_by("at", "pk"))


def events_of(call: Call) -> list[CallEvent]:
    """What was heard of a call, as it happened."""
    found: list[Any] = list(
        CallEvent.objects.filter(call=call).annotate(under_seal=about_sealed("call")).order_by("at", "pk")
    )
    for each in found:
        each.detail = "" if each.under_seal else each.detail
    return found


def problem_of(call: Call) -> str:
    """Why the telephone did not do the last thing it was asked; empty when it did."""
    last = Command.objects.filter(call=call).exclude(extension="").order_by("-pk").first()
    return last.problem if last is not None else ""


def callbacks_waiting(official: Official, now: datetime) -> list[Callback]:
    """Who is to be called back, the most urgent first: what may be tried now, then what is for later."""
    rules.ensure_operates(official, terms())
    there = Callback.objects.filter(closed_at__isnull=True).annotate(under_seal=about_sealed("call"))
    waiting: list[Any] = list(there.select_related("taken_by").order_by("due_at", "pk")[:200])
    for each in waiting:
        if each.under_seal:
            rules.call_back_nobody(each)
    return waiting


def reviewable(official: Official, now: datetime) -> QuerySet[Call]:
    """Calls of the last week that somebody took and nobody judged yet, for the leader: the longest first."""
    rules.ensure_oversees(official, terms())
    return (
        Call.objects.filter(
            ~about_sealed(),
            answered_at__isnull=False,
            ended_at__isnull=False,
            restricted=False,
            operator__isnull=False,
            offered_at__gte=now - timedelta(days=7),
            review__isnull=True,
        )
        .exclude(operator_id=official.account_id)
        .select_related("operator")
        .order_by("-talk_seconds", "-pk")
    )


def is_reviewed(call: Call) -> bool:
    """Whether somebody judged it."""
    return Review.objects.filter(pk=call.pk).exists()


def was_recorded(call: Call) -> bool:
    """Whether there is, or was, something to hear of a call."""
    return not call.restricted and bool(call.recording or call.voicemail or call.recording_gone)


def recordings_to_forget(now: datetime) -> list[str]:
    """Names of recordings that are older than the province keeps them (`recording_days`), the oldest first.

    Without a decision of the province none is: erasing cannot be taken back.
    """
    days = terms().get("recording_days")
    if not days:
        return []
    old = Call.objects.filter(~Q(recording="") | ~Q(voicemail=""), offered_at__lt=now - timedelta(days=int(days)))
    found = old.order_by("offered_at", "pk").values_list("recording", "voicemail")[:FORGOTTEN_AT_ONCE]
    return [name for names in found for name in names if name]


# --- for the program's own work ------------------------------------------------------------------------


def sounds_under_seal(call_id: int) -> list[str]:
    """What of a restricted call still lies at the telephone system, by its name there."""
    told = CallEvent.objects.filter(call_id=call_id, call__restricted=True, kind__in=SOUNDS).order_by("pk")
    return list(dict.fromkeys(each.detail for each in told if each.detail))


def heard_of(call: Call) -> list[rules.Heard]:
    """Everything that was told of a call, for the fold."""
    return [
        rules.Heard(Happening(each.kind), each.at, each.key, each.operator_id, each.detail, each.number)
        for each in CallEvent.objects.filter(call=call).order_by("pk")
    ]


def last_key_at(call: Call) -> datetime:
    """When the caller last pressed a key, or called."""
    pressed = CallEvent.objects.filter(call=call, kind=Happening.DIGITS).order_by("-at", "-pk").first()
    return pressed.at if pressed is not None else call.offered_at


def asked(call: Call, name: str) -> bool:
    """Whether this was asked of the telephone already."""
    return Command.objects.filter(call=call, name=name).exists()
