"""A route (quy trình nội bộ) as a value: the table of its steps, read from outside and written back.

Promises that a route it gives is well formed; nonsense is refused with one sentence that names the step.
Faults with a code of their own (a name no step has, no outcome, no duty …) pass: `soundness` finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.kernel.errors import Malformed
from motcua.kernel.route.fields import MAX_NAME, MAX_TITLE, entries, known, needed, text, without_blanks
from motcua.kernel.route.steps import Outcome, Step
from motcua.kernel.worktime import Limit

MAX_STEPS = 300
MAX_LINKS = 3_000
"""How many times the steps of a route may name one another, in outcomes, forks and joins."""

_ROUTE_KEYS = {"route", "kind", "title", "title_en", "limit", "start", "steps"}


@dataclass(frozen=True)
class Route:
    """The whole table of steps; `limit` is written as limits are (`4 working_days`), or empty."""

    name: str
    kind: str
    title: str
    start: str
    steps: tuple[Step, ...]
    limit: str = ""
    title_en: str = ""

    @classmethod
    def from_mapping(cls, mapping: Any, name: str = "") -> Route:
        """The route a file or a stored body describes, or `Malformed`; `name` is for one without a name."""
        fields = known(mapping, _ROUTE_KEYS, f"Route {name}" if name else "The route")
        code = text(fields, "route", "The route", MAX_NAME) or name
        if not code:
            raise Malformed("The route has no name: write route: and a short code.")
        where = f"Route {code}"
        limit = text(fields, "limit", where, MAX_NAME)
        try:
            limit = str(Limit.parse(limit)) if limit else ""
        except Malformed as problem:
            raise Malformed(f"{where}: {problem}") from None
        written = entries(fields.get("steps"), "step", f"{where}: steps")
        if not written:
            raise Malformed(f"{where} has no steps.")
        if len(written) > MAX_STEPS:
            raise Malformed(f"{where} has {len(written)} steps; at most {MAX_STEPS} are allowed.")
        steps = tuple(Step.read(step, body, where) for step, body in written)
        if sum(step.links for step in steps) > MAX_LINKS:
            raise Malformed(f"{where}: its steps name one another more than {MAX_LINKS} times.")
        return cls(
            name=code,
            kind=needed(fields, "kind", where, MAX_NAME),
            title=text(fields, "title", where, MAX_TITLE) or code,
            title_en=text(fields, "title_en", where, MAX_TITLE),
            limit=limit,
            start=needed(fields, "start", where, MAX_NAME),
            steps=steps,
        )

    def to_mapping(self) -> dict[str, Any]:
        """The route as plain JSON, steps and outcomes as lists: a store of JSON may shuffle keys."""
        return without_blanks(
            route=self.name,
            kind=self.kind,
            title=self.title,
            title_en=self.title_en,
            limit=self.limit,
            start=self.start,
            steps=[step.to_mapping() for step in self.steps],
        )

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.name: step for step in self.steps}

    @cached_property
    def _place(self) -> dict[str, int]:
        return {step.name: place for place, step in enumerate(self.steps)}

    def __getitem__(self, name: str) -> Step:
        """The step of that name; `KeyError` where there is none."""
        return self._steps[name]

    def find(self, name: str) -> Step | None:
        """The step of that name, if there is one."""
        return self._steps.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._steps

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of steps in the order of the table; names that no step has come last."""
        last = len(self.steps)
        return tuple(sorted(names, key=lambda name: (self._place.get(name, last), name)))

    def called(self, name: str, english: bool = False) -> str:
        """What people read for the name of a step: its title, or the name itself where no step has it."""
        return self[name].called(english) if name in self else name

    def opens(self, source: str, target: str) -> bool:
        """Whether `source` can open `target`: a join opens only for the steps it names."""
        return target in self and (not self[target].join or source in self[target].join)

    def links(self) -> Iterator[tuple[Step, Outcome, str]]:
        """Every step, outcome and step it can open; neither `end` nor names that no step has."""
        for step in self.steps:
            for outcome in step.outcomes:
                for target in outcome.to:
                    if self.opens(step.name, target):
                        yield step, outcome, target

    @cached_property
    def leads(self) -> Mapping[str, tuple[str, ...]]:
        """For each step, the steps it can open, each once."""
        found: dict[str, dict[str, None]] = {step.name: {} for step in self.steps}
        for step, _, target in self.links():
            found[step.name][target] = None
        return {name: tuple(targets) for name, targets in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """For each step, the steps that can open it."""
        found: dict[str, list[str]] = {step.name: [] for step in self.steps}
        for name, targets in self.leads.items():
            for target in targets:
                found[target].append(name)
        return {name: tuple(sources) for name, sources in found.items()}
