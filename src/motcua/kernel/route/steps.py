"""The steps of a route: the desk each stands at, who is needed, for how long, and what it may come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.kernel.errors import Malformed
from motcua.kernel.route.fields import (
    MAX_NAME,
    MAX_TITLE,
    entries,
    known,
    name,
    names,
    needed,
    text,
    without_blanks,
)
from motcua.kernel.worktime import WORKING_DAY_MINUTES, parse_budget

END = "end"
"""The name that an outcome leads to when it ends the route; no step may have it."""

MAX_OUTCOMES = 40

_STEP_KEYS = {"title", "title_en", "desk", "duty", "budget", "waits", "join", "silence", "outcomes"}
_OUTCOME_KEYS = {"to", "fork", "move", "title", "title_en"}


@dataclass(frozen=True)
class Outcome:
    """One way to complete a step: where it leads, all at once, and the legal move that goes with it."""

    name: str
    to: tuple[str, ...]
    move: str | None = None
    title: str = ""
    title_en: str = ""

    @property
    def ends(self) -> bool:
        """Whether the route is over with it."""
        return END in self.to

    @property
    def forks(self) -> bool:
        """Whether it opens several steps at once."""
        return len(self.to) > 1

    def called(self, english: bool = False) -> str:
        """What people read: its title in their language, or its name."""
        return (self.title_en if english else self.title) or self.name

    @classmethod
    def read(cls, written: str, body: Any, step: str) -> Outcome:
        """The outcome that is written under that name of a step; `step` says where in errors."""
        where = f"{step}, outcome {written}"
        if not isinstance(body, Mapping):
            return cls(written, (name(body, where),))
        fields = known(body, _OUTCOME_KEYS, where)
        if ("to" in fields) == ("fork" in fields):
            raise Malformed(f"{where}: write either to: and one step, or fork: and a list of steps.")
        return cls(
            name=written,
            to=(name(fields["to"], where),) if "to" in fields else names(fields["fork"], f"{where}: fork"),
            move=text(fields, "move", where, MAX_NAME) or None,
            title=text(fields, "title", where, MAX_TITLE),
            title_en=text(fields, "title_en", where, MAX_TITLE),
        )

    def to_mapping(self) -> dict[str, Any]:
        """The outcome as plain JSON, its own name included."""
        return without_blanks(
            outcome=self.name,
            to=None if self.forks else self.to[0],
            fork=list(self.to) if self.forks else None,
            move=self.move,
            title=self.title,
            title_en=self.title_en,
        )


@dataclass(frozen=True)
class Step:
    """A task somebody does at a desk, or a wait. `budget` is in working minutes, 0 where none is set.

    `silence` is the outcome with which the lead office may close it once its budget has run out without an answer.
    """

    name: str
    title: str
    desk: str
    duty: str | None = None
    budget: int = 0
    waits: str | None = None
    join: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    title_en: str = ""
    silence: str | None = None

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {outcome.name: outcome for outcome in self.outcomes}

    @property
    def links(self) -> int:
        """How many names of steps it holds."""
        return len(self.join) + sum(len(outcome.to) for outcome in self.outcomes)

    def outcome(self, name: str) -> Outcome | None:
        """The outcome of that name, if the step has one."""
        return self._outcomes.get(name)

    def called(self, english: bool = False) -> str:
        """What people read: its title, in English where it has one and that is asked for."""
        return (self.title_en if english else "") or self.title

    @classmethod
    def read(cls, written: str, body: Any, route: str) -> Step:
        """The step that is written under that name of a route; `route` says where in errors."""
        where = f"{route}, step {written}"
        if written == END:
            raise Malformed(f"{where}: no step may be called {END}, which is how an outcome ends the route.")
        fields = known(body, _STEP_KEYS, where)
        waits, budget = text(fields, "waits", where, MAX_NAME), text(fields, "budget", where, MAX_NAME)
        if waits and budget:
            raise Malformed(f"{where}: a step that waits holds the clock, so it has no budget.")
        try:
            minutes = parse_budget(budget) if budget else 0
        except Malformed as problem:
            raise Malformed(f"{where}: {problem}") from None
        outcomes = entries(fields.get("outcomes") or {}, "outcome", f"{where}: outcomes")
        if len(outcomes) > MAX_OUTCOMES:
            raise Malformed(f"{where} has {len(outcomes)} outcomes; at most {MAX_OUTCOMES} are allowed.")
        silence = text(fields, "silence", where, MAX_NAME) or None
        if silence is not None and (not minutes or silence not in {outcome for outcome, _ in outcomes}):
            raise Malformed(f"{where}: silence needs a budget, and names one of the outcomes of its step.")
        return cls(
            name=written,
            title=text(fields, "title", where, MAX_TITLE) or written,
            silence=silence,
            title_en=text(fields, "title_en", where, MAX_TITLE),
            desk=needed(fields, "desk", where, MAX_NAME),
            duty=text(fields, "duty", where, MAX_NAME) or None,
            budget=minutes,
            waits=waits or None,
            join=names(fields["join"], f"{where}: join") if fields.get("join") is not None else (),
            outcomes=tuple(Outcome.read(outcome, target, where) for outcome, target in outcomes),
        )

    def to_mapping(self) -> dict[str, Any]:
        """The step as plain JSON, its own name included."""
        return without_blanks(
            step=self.name,
            title=self.title,
            title_en=self.title_en,
            desk=self.desk,
            duty=self.duty,
            budget=budget_as_written(self.budget),
            waits=self.waits,
            join=list(self.join),
            silence=self.silence,
            outcomes=[outcome.to_mapping() for outcome in self.outcomes],
        )


def budget_as_written(minutes: int) -> str:
    """Working minutes as a file gives them: `30m`, `2h`, `1.5d`; empty for none."""
    for unit, length in (("d", WORKING_DAY_MINUTES), ("h", 60)):
        halves, rest = divmod(minutes * 2, length)
        if halves and not rest:
            return f"{halves // 2}{'.5' if halves % 2 else ''}{unit}"
    return f"{minutes}m" if minutes else ""
