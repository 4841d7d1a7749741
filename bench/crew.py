"""Clients: processes of their own, each with its own connection to the database, that are told what to do."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Tally:
    """What one client got done, and in how many seconds."""

    done: int
    seconds: float
    more: int = 0  # whatever else the row counts

    @property
    def rate(self) -> float:
        """Done a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0


def rate_of(tallies: Sequence[Tally]) -> float:
    """What clients working at the same time got done a second together."""
    return sum(tally.rate for tally in tallies)


class Crew:
    """So many clients; used in a `with`, at whose end they stop."""

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._ends: list[Connection] = []
        self._clients = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            client = context.Process(target=_obey, args=(theirs,), daemon=True)
            client.start()
            self._ends.append(ours)
            self._clients.append(client)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for end in self._ends:
            end.send(None)
        for client in self._clients:
            client.join(timeout=10)

    def work(self, job: Callable[..., Tally], orders: Sequence[tuple[Any, ...]]) -> list[Tally]:
        """Let as many clients as there are orders do the job at the same time.

        Raises:
            RuntimeError: one of them failed; its traceback is in the message.
        """
        ends = self._ends[: len(orders)]
        for end, order in zip(ends, orders, strict=True):
            end.send((job, order))
        answers = [end.recv() for end in ends]
        for answer in answers:
            if isinstance(answer, str):
                raise RuntimeError(f"a client failed:\n{answer}")
        return answers


def _obey(orders: Connection) -> None:
    """The life of a client."""
    import django

    from bench.ground import surroundings

    surroundings()
    django.setup()
    while (order := orders.recv()) is not None:
        job, arguments = order
        try:
            orders.send(job(*arguments))
        except Exception:
            orders.send(traceback.format_exc())
