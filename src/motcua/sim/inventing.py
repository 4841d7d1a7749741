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
from motcua.domain.procedures.queries import Field, Form, Page
from motcua.domain.procedures.rules.forms import CrossRule

TRIES = 40
"""So often a page is answered anew before it counts as one that cannot be answered."""
OPTIONAL = 0.3
"""How often a question that may be left empty is answered."""
USUAL = 0.55
"""How often the first of the options is chosen: forms name the usual case first."""
LONG_AGO = 3650  # days before today: the earliest day that is given where nothing says otherwise
GROWN = (20 * 365, 70 * 365)  # days before today that an adult was born


@dataclass(frozen=True)
class Asking:
    """One question with what is answered around it; `scope` is `group.` for a question of a group's entry."""

    form: Form
    field: Field
    around: Mapping[str, object]
    scope: str = ""

    def rules(self, kind: str) -> list[CrossRule]:
        """The rules of this kind that the answer has to keep."""
        return [rule for rule in self.form.cross_rules if rule.kind == kind and self.named in rule.names]

    @property
    def named(self) -> str:
        """What rules call it."""
        return f"{self.scope}{self.field.name}"

    def answered(self, name: str) -> object:
        """The answer that a rule names, where it stands beside this one."""
        return self.around.get(name.removeprefix(self.scope)) if name.startswith(self.scope) else None


@dataclass
class Pen:
    """Fills in forms for one person; the same random numbers give the same answers.

    `facts` are what is known of the person (`account.full_name` …), `area` where the matter arises, `lines`
    the `invented` of the pack's script; `name` makes names (of a man, of a woman, or of either), `number` the
    identity number of somebody born on a day, a man or not.
    """

    random: Random
    today: date
    area: str
    hamlets: Sequence[str]
    facts: Mapping[str, str]
    lines: Sequence[Mapping[str, Any]]
    name: Callable[[bool | None], str]
    number: Callable[[date, bool], str]
    stubborn: bool = False
    """Whether optional questions are answered too, and nothing that is known of the person is taken over."""

    def fill(self, form: Form, areas: Collection[str] | None = None) -> dict[str, object]:
        """Answers to every page that is asked, right on each.

        Raises:
            ValueError: a page that could not be answered, with what was wrong the last time.
        """
        answers: dict[str, object] = {}
        for page in form.pages:
            for attempt in range(TRIES):
                self.stubborn = attempt > TRIES // 2
                filled = self._page(form, page, answers)
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
        return self._value(Asking(NO_FORM, asked, {}))

    def _page(self, form: Form, page: Page, before: Mapping[str, object]) -> dict[str, object]:
        filled = dict(before)
        for asked in page.fields:
            if asked not in page.shown(filled):
                continue
            if asked.fields:
                count = max(asked.least, self.random.randint(1, min(3, asked.most)))
                filled[asked.name] = [self._entry_of(form, asked) for _ in range(count)]
            elif self._answers(asked):
                filled[asked.name] = self._value(Asking(form, asked, filled))
        return filled

    def _entry_of(self, form: Form, group: Field) -> dict[str, object]:
        entry: dict[str, object] = {}
        for asked in group.fields:
            if asked in group.shown(entry) and self._answers(asked):
                entry[asked.name] = self._value(Asking(form, asked, entry, f"{group.name}."))
        return entry

    def _answers(self, asked: Field) -> bool:
        return asked.required or self.stubborn or self.random.random() < OPTIONAL

    def _value(self, asking: Asking) -> object:
        asked = asking.field
        if "const" in asked.rule:
            return asked.rule["const"]
        known = self.facts.get(asked.prefill) if asked.prefill and not self.stubborn else None
        if known and asked.kind in {"name", "text", "date", "identity_number", "phone", "email"}:
            return known
        match asked.kind:
            case "radios" | "select":
                return self._option(asking)
            case "checkbox":
                return asked.rule.get("enum") == [True] or self.random.random() < 0.5
            case "area_of_unit":
                return {"code": self.area}
            case "area" | "area_of_event":
                return {"code": self.area, "detail": self.random.choice(self.hamlets)}
            case "date":
                return self._some_day(asking).isoformat()
            case "partial_date":
                return f"{self._some_day(asking):%d/%m/%Y}"
            case "integer" | "number":
                return self._count(asking)
            case "name":
                line = self._line(asked, "male")
                return self.name(None if line is None else bool(line["male"]))
            case "identity_number":
                return self._number_of(asking)
            case "phone":
                return f"09{self.random.randint(0, 99999999):08d}"
            case "email":
                return f"thu-{self.random.randint(1, 99999)}@nguoidan.example"
        return self._text(asked)

    def _option(self, asking: Asking) -> object:
        values = [value for value, _ in asking.field.options] or list(asking.field.rule.get("enum") or [""])
        for rule in asking.rules("identity_agrees"):
            number = str(asking.answered(rule.fields[0]) or "")
            if len(number) == 12 and set(values) >= {"male", "female"}:
                return "female" if int(number[3]) % 2 else "male"
        return values[0] if self.random.random() < USUAL else self.random.choice(values)

    def _number_of(self, asking: Asking) -> str:
        """A number that says the birth and the sex that stand beside it."""
        born, male = self.today - timedelta(days=self.random.randint(*GROWN)), self.random.random() < 0.5
        for rule in asking.rules("identity_agrees"):
            beside = [asking.answered(name) for name in rule.fields[1:]]
            born = next((day for value in beside if (day := day_of(value))), born)
            male = next((value == "male" for value in beside if value in {"male", "female"}), male)
        return self.number(born, male)

    def _some_day(self, asking: Asking) -> date:
        """A day within what the schema and the rules allow, as long ago as the script says where that is allowed."""
        asked, today = asking.field, self.today
        first, last = bounds(asking, today)
        if (line := self._line(asked, "days_ago")) is not None:
            near, far = line["days_ago"]
        else:
            near, far = (0, LONG_AGO) if first < today else (-60, 0)
        earliest, latest = today - timedelta(days=far), today - timedelta(days=near)
        if latest < first or last < earliest:  # the words of the pack do not fit the rules: the rules count
            earliest = first if first > today - timedelta(days=40_000) else max(first, last - timedelta(days=LONG_AGO))
            latest = min(last, earliest + timedelta(days=LONG_AGO))
        earliest, latest = max(earliest, first), min(latest, last)
        return earliest + timedelta(days=self.random.randint(0, max(0, (latest - earliest).days)))

    def _count(self, asking: Asking) -> int:
        asked = asking.field
        low, high = asked.rule.get("minimum", 1), asked.rule.get("maximum", 10**12)
        if (line := self._line(asked, "numbers")) is not None:
            low, high = max(low, line["numbers"][0]), min(high, line["numbers"][1])
        else:
            high = min(high, low + 9)
        for rule in asking.rules("number_order"):
            place = rule.fields.index(asking.named)
            low = max([low, *(each for name in rule.fields[:place] if isinstance(each := asking.answered(name), int))])
            high = max(high, low)
            high = min(
                [high, *(each for name in rule.fields[place + 1 :] if isinstance(each := asking.answered(name), int))]
            )
        for rule in asking.rules("sum_is"):
            if asking.named == rule.fields[-1]:
                return sum(each for name in rule.fields[:-1] for each in _all(asking, name))
        return self.random.randint(int(low), max(int(low), int(high)))

    def _text(self, asked: Field) -> str:
        shortest, longest = int(asked.rule.get("minLength", 1)), int(asked.rule.get("maxLength", 200))
        pattern = asked.rule.get("pattern")
        line = self._line(asked, "texts")
        offered = [str(text) for text in line["texts"]] if line is not None else ["–"]
        self.random.shuffle(offered)
        for text in offered:
            month, year = self.random.randint(1, 12), self.today.year - self.random.randint(1, 12)
            words = {"number": str(self.random.randint(1000, 99999)), "month": f"{month:02}", "year": str(year)}
            written = text.format_map(words)
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


NO_FORM = Form(code="", version="", legal_doc="", pages=(), cross_rules=(), subject_fields=())


def typed_from(form: Form, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """What was typed to give these answers, for every input of the form; entries of a group are numbered."""
    typed: dict[str, list[str]] = {}
    for name, asked in form.fields.items():
        value = answers.get(name)
        if asked.fields and isinstance(value, list):
            for number, entry in enumerate(value):
                inner = {each.name: each for each in asked.fields}
                for key, given in entry.items():
                    inputs = procedures.raw_of(inner[key], given)
                    typed |= {f"{name}.{number}.{each}": [text] for each, text in inputs.items()}
        elif name in answers:
            typed |= {each: [text] for each, text in procedures.raw_of(asked, value).items()}
    return typed


def bounds(asking: Asking, today: date) -> tuple[date, date]:
    """The first and the last day that the schema and the rules allow, by the answers that stand beside."""
    schema = asking.field.rule
    first = _limit(schema.get("x-not-before"), today) or date(1800, 1, 1)
    last = _limit(schema.get("x-not-after"), today) or today + timedelta(days=60)
    for rule in asking.rules("date_order"):
        place = rule.fields.index(asking.named)
        first = max([first, *(day for name in rule.fields[:place] if (day := day_of(asking.answered(name))))])
        last = min([last, *(day for name in rule.fields[place + 1 :] if (day := day_of(asking.answered(name))))])
    for rule in asking.rules("age"):
        at = today if rule.on in {"", "today"} else day_of(asking.answered(rule.on)) or today
        if asking.named == rule.fields[0]:
            last = min(last, _years(at, -rule.least)) if rule.least is not None else last
            first = max(first, _years(at, -rule.most - 1) + timedelta(days=2)) if rule.most is not None else first
        elif born := day_of(asking.answered(rule.fields[0])):
            first = max(first, _years(born, rule.least or 0) + timedelta(days=1))
            last = min(last, _years(born, rule.most + 1) - timedelta(days=1)) if rule.most is not None else last
    for rule in asking.rules("identity_agrees"):
        number = str(asking.answered(rule.fields[0]) or "")
        if len(number) == 12 and asking.named != rule.fields[0]:
            year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
            first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return first, last


def day_of(value: object) -> date | None:
    """A day of an answer, where it is known whole."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if "-" in value else date(*(int(part) for part in value.split("/")[::-1]))
    except (ValueError, TypeError):
        return None


def _all(asking: Asking, name: str) -> list[int]:
    """The numbers answered under a name: one, or one of each entry of a group."""
    group, _, inner = name.partition(".")
    entries = asking.around.get(group)
    values = [asking.answered(name)]
    if inner and isinstance(entries, list):
        values = [entry.get(inner) for entry in entries]
    return [value for value in values if isinstance(value, int)]


def _years(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _limit(written: object, today: date) -> date | None:
    if written is None:
        return None
    return today if written == "today" else date.fromisoformat(str(written))
