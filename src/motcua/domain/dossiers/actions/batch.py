"""Several dossiers decided in one go: each looked at by itself, each its own act; with a PIN, signed or sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.stepping import NOTHING_SAID, complete_task
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import Said
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures import queries as keys
from motcua.domain.signatures.states import SIGNS_NO_MORE
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

MOST = 50


@dataclass(frozen=True)
class Pins:
    """What opens the reader's own key and that of their agency; empty for what is signed and stamped by hand."""

    own: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Done:
    """What became of one of them: the dossier, or why it was left as it was."""

    task_id: int
    dossier: Dossier | None
    refusal: Refused | None


BY_HAND = Pins()


def complete_several(
    chosen: Sequence[tuple[int, str]], *, by: Official, now: datetime, pins: Pins = BY_HAND
) -> list[Done]:
    """Complete tasks by their outcomes as (task, outcome), each in a transaction of its own, in the order given.

    What one of them is refused for hinders no other; a task named twice counts once. With a PIN the results are signed
    or sealed: a token that fails in the middle leaves what is done done, and the rest as it was (`not_reached`).

    Raises:
        Refused: `too_many_at_once`, `wrong_pin` or another word of the key's, and nothing was done.
    """
    once = dict(chosen)
    if len(once) > MOST:
        raise Refused("too_many_at_once", most=MOST)
    own, agency = _with_keys(once, pins, by, now)
    done = _all(agency, pins.agency, "agency", by, now)
    try:
        done |= _all(own, pins.own, "own", by, now)
    except Refused as no:
        if not done:
            raise
        done |= {task_id: Done(task_id, None, no) for task_id in own}
    plain = {task_id: outcome for task_id, outcome in once.items() if task_id not in done}
    done |= {task_id: _one(task_id, outcome, by, now) for task_id, outcome in plain.items()}
    return [done[task_id] for task_id in once]


def complete_signed(
    task_id: int, outcome: str, pins: Pins, *, by: Official, now: datetime, said: Said = NOTHING_SAID
) -> Dossier:
    """Complete one task; its results are signed or sealed with the key that a PIN is given for.

    Raises:
        NotFound: as `complete_task`.
        Refused: as `complete_task`; `no_signing_key`, `no_agency_key`, `wrong_pin` or another word of the key's.
    """
    with _pen(pins, by, now) as pen:
        return complete_task(task_id, outcome, by=by, now=now, said=said, pen=pen)


def _with_keys(
    once: Mapping[int, str], pins: Pins, by: Official, now: datetime
) -> tuple[dict[int, str], dict[int, str]]:
    """Of the chosen, those that the own key signs, and those that the agency's seals; none without its PIN."""
    if pins == BY_HAND:
        return {}, {}
    found = queries.signing_of(queries.choices_of(once, by), by, localdate(now))
    own = {pk: outcome for pk, outcome in once.items() if pins.own and (pk, outcome) in found.own}
    return own, {pk: outcome for pk, outcome in once.items() if pins.agency and (pk, outcome) in found.agency}


def _all(chosen: Mapping[int, str], pin: str, whose: str, by: Official, now: datetime) -> dict[int, Done]:
    """These with one key, until it fails."""
    if not chosen:
        return {}
    done: dict[int, Done] = {}
    with _pen(Pins(**{whose: pin}), by, now) as pen:
        for task_id, outcome in chosen.items():
            if any(each.refusal is not None and each.refusal.code in SIGNS_NO_MORE for each in done.values()):
                done[task_id] = Done(task_id, None, Refused("not_reached"))
            else:
                done[task_id] = _one(task_id, outcome, by, now, pen)
    return done


@contextmanager
def _pen(pins: Pins, by: Official, now: datetime) -> Iterator[signatures.Pen | None]:
    """The key that a PIN is given for, open."""
    if pins == BY_HAND:
        yield None
        return
    try:
        key = keys.key_of_person(by.account_id) if pins.own else keys.key_of_agency(by.agency_id)
    except NotFound:
        raise Refused("no_signing_key" if pins.own else "no_agency_key") from None
    with signatures.pen(key, pins.own or pins.agency, by=by, now=now) as pen:
        yield pen


def _one(task_id: int, outcome: str, by: Official, now: datetime, pen: signatures.Pen | None = None) -> Done:
    try:
        return Done(task_id, complete_task(task_id, outcome, by=by, now=now, pen=pen), None)
    except Refused as no:
        return Done(task_id, None, no)
    except NotFound:
        return Done(task_id, None, Refused("task_gone"))
