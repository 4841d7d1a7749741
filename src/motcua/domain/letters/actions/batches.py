"""Doing one thing to many letters with one PIN: each in its own transaction, so that what is done stays done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.transaction import atomic

from motcua.domain.signatures.states import SIGNS_NO_MORE
from motcua.kernel.errors import NotFound, Refused

MOST = 100


@dataclass(frozen=True)
class Left:
    """A letter that was not done, and why."""

    letter_id: int
    refusal: Refused


@dataclass(frozen=True)
class Batch:
    """What a batch came to: the letters that were done, in order, and those that wait still."""

    done: tuple[int, ...]
    left: tuple[Left, ...]


def one_by_one(letter_ids: Iterable[int], act: Callable[[int], object]) -> Batch:
    """Do it to each of the letters, each by itself; one that is refused does not keep the others from being done.

    Raises:
        Refused: `nothing_chosen`, `too_many_letters`.
    """
    chosen = list(dict.fromkeys(letter_ids))
    if not chosen:
        raise Refused("nothing_chosen")
    if len(chosen) > MOST:
        raise Refused("too_many_letters", most=MOST)
    done: list[int] = []
    left: list[Left] = []
    stopped: Refused | None = None
    for letter_id in chosen:
        if stopped is not None:
            left.append(Left(letter_id, stopped))
            continue
        try:
            with atomic():
                act(letter_id)
        except Refused as no:
            left.append(Left(letter_id, no))
            stopped = no if no.code in SIGNS_NO_MORE else None
        except NotFound:
            left.append(Left(letter_id, Refused("letter_not_there")))
        else:
            done.append(letter_id)
    return Batch(tuple(done), tuple(left))
