"""What an operator may say while talking: articles that are valid today, and the guide to procedures beside them."""

from __future__ import annotations

from collections.abc import Mapping
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

MOST_SHOWN = 8
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
    asked = [word for word in fold(words).split() if len(word) > 1]
    if not asked:
        return Guidance(words, [], [])
    ranked = []
    for each in articles_today(day):
        text = f" {each.folded} {each.procedure_code} "
        hits = sum(f" {word} " in text for word in asked)
        together = sum(f" {first} {second} " in text for first, second in pairwise(asked))
        if hits * 3 >= len(asked) * 2:
            ranked.append((-hits - together, each.code, each))
    found = [each for _score, _code, each in sorted(ranked, key=lambda one: one[:2])[:MOST_SHOWN]]
    return Guidance(words, found, procedures.find(words, day, limit=MOST_SHOWN).hits)


def places(day: date, *, english: bool = False) -> agencies.Grouped:
    """Where a report may be about, as the caller says it."""
    return agencies.grouped([str(kind) for kind in terms().get("area_kinds", ())], day, english=english)


def missed_searches(official: Official, since: date) -> list[MissedSearch]:
    """What operators looked for in vain since a day, the most wanted first, for the editors of the knowledge base."""
    rules.ensure_oversees(official, terms())
    return list(MissedSearch.objects.filter(day__gte=since).order_by("-times", "-day", "pk")[:100])
