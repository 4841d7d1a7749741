"""Answers to any form, made up: each fits its question's schema, format, options and conditions.

What a question is about only the pack knows, so its `demo.yaml` gives the words (`invented`); without a line
for it a question is answered from its form alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import product
from random import Random
from typing import Any

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Field, Form

TRIES = 40
"""So often a page is answered anew before it counts as one that cannot be answered."""
OPTIONAL = 0.3
"""How often a question that may be left empty is answered."""
USUAL = 0.55
"""How often the first of the options is chosen: forms name the usual case first."""
LONG_AGO = 3650  # days before today: the earliest day that is given where nothing says otherwise


@dataclass
class Pen:
    """Fills in forms for one person; the same random numbers give the same answers.

    `facts` are what is known of the person (`account.full_name` …), `area` where the matter arises, `lines`
    the `invented` of the pack's script, `number` makes identity numbers and `name` names.
    """

    random: Random
    today: date
    area: str
    hamlets: Sequence[str]
    facts: Mapping[str, str]
    lines: Sequence[Mapping[str, Any]]
    name: Callable[[], str]
    number: Callable[[], str]

    def fill(self, form: Form, areas: Collection[str] | None = None) -> dict[str, object]:
        """Answers to every page that is asked, right on each.

        Raises:
            ValueError: a page that could not be answered, with what was wrong the last time.
        """
        answers: dict[str, object] = {}
        for page in form.pages:
            for attempt in range(TRIES):
                filled = self._page(form, page, answers, everything=attempt > TRIES // 2)
                problems = procedures.check(form, page, filled, self.today, areas=areas)
                if not problems:
                    break
            else:
                said = {name: f"{problem.code}: {filled.get(name)!r}" for name, problem in problems.items()}
                raise ValueError(f"{form.code}, page {page.id}: {said}")
            answers = filled
        return answers

    def entry(self, asked: Field) -> object:
        """What an official enters into a field of a step."""
        return self._value(asked, None)

    def _page(
        self, form: Form, page: procedures.Page, before: Mapping[str, object], *, everything: bool
    ) -> dict[str, object]:
        filled = dict(before)
        for asked in page.fields:
            if asked in page.shown(filled) and (everything or asked.required or self.random.random() < OPTIONAL):
                filled[asked.name] = self._value(asked, self._between(form, asked, filled))
        return filled

    def _between(self, form: Form, asked: Field, filled: Mapping[str, object]) -> tuple[date, date] | None:
        """The days that rules across fields leave for this one, by those that have been answered."""
        if asked.component not in {"date", "partial_date"}:
            return None
        first, last = date.min, date.max
        for rule in form.cross_rules:
            if rule.kind != "date_order" or asked.name not in rule.fields:
                continue
            place = rule.fields.index(asked.name)
            for name in rule.fields[:place]:
                first = max(first, _day(filled.get(name)) or first)
            for name in rule.fields[place + 1 :]:
                last = min(last, _day(filled.get(name)) or last)
        return first, last

    def _value(self, asked: Field, between: tuple[date, date] | None) -> object:
        if "const" in asked.rule:
            return asked.rule["const"]
        if asked.prefill and (known := self.facts.get(asked.prefill)):
            return known
        match asked.kind:
            case "radios" | "select":
                return self._option(asked)
            case "checkbox":
                return asked.rule.get("enum") == [True] or self.random.random() < 0.5
            case "area" | "area_of_event":
                return {"code": self.area, "detail": self.random.choice(self.hamlets)}
            case "date":
                return self._some_day(asked, between).isoformat()
            case "partial_date":
                return f"{self._some_day(asked, between):%d/%m/%Y}"
            case "integer":
                return self._count(asked)
            case "name":
                return self.name()
            case "identity_number":
                return self.number()
            case "phone":
                return f"09{self.random.randint(0, 99999999):08d}"
            case "email":
                return f"thu-{self.random.randint(1, 99999)}@nguoidan.example"
        return self._text(asked)

    def _option(self, asked: Field) -> object:
        values = [value for value, _ in asked.options] or list(asked.rule.get("enum") or [""])
        return values[0] if self.random.random() < USUAL else self.random.choice(values)

    def _some_day(self, asked: Field, between: tuple[date, date] | None) -> date:
        first, last = (
            _limit(asked.rule.get("x-not-before"), self.today),
            _limit(asked.rule.get("x-not-after"), self.today),
        )
        if (line := self._line(asked, "days_ago")) is not None:
            near, far = line["days_ago"]
        else:
            near, far = (0 if last else -60), LONG_AGO
        if first == self.today:
            near, far = -60, 0
        earliest = max(self.today - timedelta(days=far), first or date.min, between[0] if between else date.min)
        latest = min(self.today - timedelta(days=near), last or date.max, between[1] if between else date.max)
        if latest < earliest:  # the words of the pack do not fit the rules: the rules count
            earliest = max(first or date.min, between[0] if between else date.min, latest - timedelta(days=30))
            latest = max(
                latest, min(earliest + timedelta(days=30), last or date.max, between[1] if between else date.max)
            )
        return earliest + timedelta(days=self.random.randint(0, max(0, (latest - earliest).days)))

    def _count(self, asked: Field) -> int:
        low, high = asked.rule.get("minimum", 1), asked.rule.get("maximum", 10**12)
        if (line := self._line(asked, "numbers")) is not None:
            low, high = max(low, line["numbers"][0]), min(high, line["numbers"][1])
        else:
            high = min(high, low + 9)
        return self.random.randint(int(low), max(int(low), int(high)))

    def _text(self, asked: Field) -> str:
        shortest, longest = int(asked.rule.get("minLength", 1)), int(asked.rule.get("maxLength", 200))
        pattern = asked.rule.get("pattern")
        line = self._line(asked, "texts")
        offered = [str(text) for text in line["texts"]] if line is not None else ["–"]
        self.random.shuffle(offered)
        for text in offered:
            written = text.format_map({"number": str(self.random.randint(1000, 99999))})
            if pattern is None or re.search(str(pattern), written):
                return written.ljust(shortest, ".")[:longest].strip()
        return self._of_pattern(str(pattern), shortest, longest)

    def _of_pattern(self, pattern: str, shortest: int, longest: int) -> str:
        """Letters, then digits, as numbers of papers are: the first combination that the pattern lets pass."""
        digits = "".join(str(self.random.randint(1, 9)) for _ in range(20))
        for letters, length in product(("", "A", "AB", "ABC"), range(21)):
            written = f"{letters}{digits[:length]}"
            if shortest <= len(written) <= longest and re.search(pattern, written):
                return written
        return digits[:longest]

    def _line(self, asked: Field, kind: str) -> Mapping[str, Any] | None:
        """The first line of the script that has words of this kind for a field of this name."""
        return next((line for line in self.lines if kind in line and fnmatchcase(asked.name, line["field"])), None)


def typed_from(form: Form, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """What was typed to give these answers, for every input of the form."""
    shown = (procedures.raw_of(asked, answers[name]) for name, asked in form.fields.items() if name in answers)
    return {name: [text] for inputs in shown for name, text in inputs.items()}


def _limit(written: object, today: date) -> date | None:
    if written is None:
        return None
    return today if written == "today" else date.fromisoformat(str(written))


def _day(value: object) -> date | None:
    """A day of an answer, whole or known in part."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if "-" in value else date(*(int(part) for part in value.split("/")[::-1]))
    except (ValueError, TypeError):
        return None
