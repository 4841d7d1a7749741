"""What an operator may say while talking: articles that are valid today, and the guide to procedures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.domain.hotline import rules
from motcua.domain.hotline.models import Article, MissedSearch, Terms
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Hit
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Prepared
from motcua.kernel.text import fold
from motcua.kernel.worktime import Calendar

MOST_SHOWN, MOST_MISSED = 8, 500
_TERMS = Prepared(lambda: Terms.objects.filter(pk=1).defer("body").order_by("pk"))


@dataclass(frozen=True)
class Guidance:
    """What was found for some words: articles first, then procedures."""

    words: str
    articles: list[Article]
    procedures: list[Hit]

    @property
    def nothing(self) -> bool:
        """Whether an operator was left alone with a question."""
        return bool(self.words.strip()) and not self.articles and not self.procedures


def terms() -> Mapping[str, Any]:
    """What the province decided about its hotline; empty where its pack says nothing of one."""
    found = _TERMS.first()
    body: Mapping[str, Any] = found.body if found is not None else {}
    return body


def calendar() -> Calendar:
    """When somebody answers."""
    return agencies.working(agencies.calendar_coded(str(terms()["calendar"])))


def desk_is_open(now: datetime) -> bool:
    """Whether somebody answers now; without terms, always."""
    return not terms().get("calendar") or rules.is_open(now, calendar())


def articles_today(day: date) -> QuerySet[Article]:
    """Everything that may be said on a day."""
    return Article.objects.filter(on(day)).order_by("code", "pk")


def article(code: str, day: date) -> Article:
    """One article that is valid on a day; an expired one is not there, however well it was known."""
    found = articles_today(day).filter(code=code).first() if "\x00" not in code else None
    if found is None:
        raise NotFound("article")
    return found


def guidance(words: str, now: datetime) -> Guidance:
    """Articles and procedures for what a caller asks, in everyday words with or without diacritics."""
    day = localdate(now)
    asked = _words(words)
    if not asked:
        return Guidance(words, [], [])
    found = _fitting(asked, articles_today(day).defer("full", "full_en"))
    return Guidance(words, found, procedures.find(words, day, limit=MOST_SHOWN).hits)


def _words(words: str) -> list[str]:
    return [word for word in fold(words).split() if len(word) > 1]


def _fitting(asked: Sequence[str], articles: Iterable[Article]) -> list[Article]:
    """Articles in which two of three words stand, those in which they stand together first."""
    ranked = []
    for each in articles:
        text = f" {each.folded} {each.procedure_code} "
        hits = sum(f" {word} " in text for word in asked)
        together = sum(f" {first} {second} " in text for first, second in pairwise(asked))
        if hits * 3 >= len(asked) * 2:
            ranked.append((-hits - together, each.code, each))
    return [each for _score, _code, each in sorted(ranked, key=lambda one: one[:2])[:MOST_SHOWN]]


def places(day: date, *, english: bool = False) -> agencies.Grouped:
    """Where a report may be about, as the caller says it."""
    return agencies.grouped([str(kind) for kind in terms().get("area_kinds", ())], day, english=english)


@dataclass(frozen=True)
class Missed:
    """Words that found nothing: how often, when last, and the article that answers them by now, where there is one."""

    words: str
    times: int
    day: date
    answer: Article | None


def missed_searches(official: Official, since: date, today: date) -> list[Missed]:
    """What operators looked for in vain since a day, for the editors of the knowledge base.

    What nothing answers yet comes first, the most wanted of it at the top.
    """
    rules.ensure_edits(official, terms())
    rows = MissedSearch.objects.filter(day__gte=since).order_by("-day", "pk")[:MOST_MISSED]
    together: dict[str, list[MissedSearch]] = {}
    for row in rows:
        together.setdefault(row.words_index, []).append(row)
    articles = list(articles_today(today).defer("full", "full_en"))
    found = [
        Missed(same[0].words, sum(row.times for row in same), same[0].day, _answer(same[0].words, articles))
        for same in together.values()
    ]
    return sorted(found, key=lambda each: (each.answer is not None, -each.times, each.words))


def _answer(words: str, articles: Sequence[Article]) -> Article | None:
    return next(iter(_fitting(_words(words), articles)), None)
