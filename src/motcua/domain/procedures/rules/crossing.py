"""What several answers must be together, and which answer a broken rule is told of at.

A rule judges what is certain: of a day known only in part, it takes the day that would satisfy it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations

from motcua.domain.procedures.rules import dates
from motcua.domain.procedures.rules.conditions import Answers, blank, same
from motcua.domain.procedures.rules.forms import CrossRule
from motcua.kernel.text import fold

TODAY = "today"
_CENTURY_AND_SEX = {"male": 0, "female": 1}
"""The fourth digit of a personal identity number: this, and two more for each century after the 1900s."""


def broken_at(rule: CrossRule, kept: Answers, today: date) -> str:
    """The field, of those the rule names, at which it is broken; empty where it holds or cannot be judged.

    `kept` are answers without a problem of their own. A rule about one group holds for each of its entries.
    """
    group = _one_group(rule)
    if group and rule.kind in _FOR_EACH:
        inner = [name.partition(".")[2] for name in rule.fields]
        return group if any(_FOR_EACH[rule.kind](rule, inner, entry, today) for entry in _entries(kept, group)) else ""
    if rule.kind in _FOR_EACH:
        return _FOR_EACH[rule.kind](rule, list(rule.fields), kept, today)
    return _OVER_ALL[rule.kind](rule, kept)


def age_on(born: date, day: date) -> int:
    """Full years by the calendar: one born on 29 February is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _one_group(rule: CrossRule) -> str:
    """The group that all fields of a rule lie in; empty where they do not."""
    groups = {name.partition(".")[0] if "." in name else "" for name in rule.fields}
    return groups.pop() if len(groups) == 1 else ""


def _entries(kept: Answers, group: str) -> list[Mapping[str, object]]:
    value = kept.get(group)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _values(kept: Answers, name: str) -> Iterator[object]:
    """The answers under a name: one, or one of each entry of a group."""
    group, _, inner = name.partition(".")
    holders = _entries(kept, group) if inner else [kept]
    yield from (holder.get(inner or name) for holder in holders)


def _last(names: list[str], answers: Answers) -> str:
    return next((name for name in reversed(names) if not blank(answers.get(name))), "")


def _pairs(wrong: Callable[[object, object], bool]) -> Callable[[CrossRule, list[str], Answers, date], str]:
    """A rule between every two of its answers, in the order in which it names them."""

    def judged(_: CrossRule, names: list[str], answers: Answers, __: date) -> str:
        answered = [name for name in names if not blank(answers.get(name)) and answers[name] is not False]
        asked = [name for name in answers if name in answered]
        for one, other in combinations(answered, 2):
            if wrong(answers[one], answers[other]):
                return max(one, other, key=asked.index)
        return ""

    return judged


def _alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return same(one, other)


def _backwards(earlier: object, later: object) -> bool:
    """Whether the second day lies before the first, however little of them is known."""
    first, second = dates.span(earlier), dates.span(later)
    return first is not None and second is not None and first[0] > second[1]


def _falling(smaller: object, larger: object) -> bool:
    one, other = _number(smaller), _number(larger)
    return one is not None and other is not None and one > other


def _age(rule: CrossRule, names: list[str], answers: Answers, today: date) -> str:
    born = dates.span(answers.get(names[0]))
    day = (today, today) if rule.on in {"", TODAY} else dates.span(answers.get(rule.on.rpartition(".")[2]))
    if born is None or day is None:
        return ""
    too_young = rule.least is not None and age_on(born[0], day[1]) < rule.least
    too_old = rule.most is not None and age_on(born[1], day[0]) > rule.most
    return names[0] if too_young or too_old else ""


def _identity(_: CrossRule, names: list[str], answers: Answers, __: date) -> str:
    """A personal identity number of 12 digits says sex and century, then the year, of its owner's birth."""
    number = str(answers.get(names[0]) or "")
    if len(number) != 12 or not number.isdecimal():
        return ""
    for name in names[1:]:
        value = answers.get(name)
        born = dates.span(value)
        if born and (born[0].year != born[1].year or not _fits_year(number, born[0].year)):
            return _last(names, answers)
        if value in _CENTURY_AND_SEX and int(number[3]) % 2 != _CENTURY_AND_SEX[str(value)]:
            return _last(names, answers)
    return ""


def _fits_year(number: str, year: int) -> bool:
    return int(number[3]) // 2 == year // 100 - 19 and int(number[4:6]) == year % 100


def _at_least_one(rule: CrossRule, kept: Answers) -> str:
    given = any(not blank(value) and value is not False for name in rule.fields for value in _values(kept, name))
    return "" if given else rule.fields[-1]


def _not_twice(rule: CrossRule, kept: Answers) -> str:
    """One answer of a group that no two entries may share, or several answers that all differ."""
    if len(rule.fields) > 1:
        return _pairs(_alike)(rule, list(rule.fields), kept, date.min)
    values = [value for value in _values(kept, rule.fields[0]) if not blank(value)]
    return rule.fields[0] if any(_alike(one, other) for one, other in combinations(values, 2)) else ""


def _sum_is(rule: CrossRule, kept: Answers) -> str:
    *parts, total = rule.fields
    numbers = [number for name in parts for value in _values(kept, name) if (number := _number(value)) is not None]
    whole = _number(kept.get(total))
    return "" if not numbers or whole is None or sum(numbers) == whole else total


def _exactly_one(rule: CrossRule, kept: Answers) -> str:
    values = [value for name in rule.fields for value in _values(kept, name)]
    chosen = sum(any(same(value, wanted) for wanted in rule.value) for value in values)
    return "" if chosen == 1 or not values else rule.fields[-1]


def _number(value: object) -> Decimal | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if plain else None


_FOR_EACH: Mapping[str, Callable[[CrossRule, list[str], Answers, date], str]] = {
    "date_order": _pairs(_backwards),
    "number_order": _pairs(_falling),
    "age": _age,
    "identity_agrees": _identity,
}
"""Rules about one person or thing: inside a group they hold for each entry."""
_OVER_ALL: Mapping[str, Callable[[CrossRule, Answers], str]] = {
    "at_least_one": _at_least_one,
    "not_same": _not_twice,
    "sum_is": _sum_is,
    "exactly_one": _exactly_one,
}
