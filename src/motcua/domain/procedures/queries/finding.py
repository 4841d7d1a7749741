"""Finding procedures in both catalogues, by words or by lists that are narrowed down: one query for every door.

Each process keeps one index of both catalogues in memory, under the revision that the database had when it was
built; every search asks for the revision first, so that no process answers from a catalogue that has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from motcua.domain.agencies.models import on
from motcua.domain.procedures import rules
from motcua.domain.procedures.models import LARGE, Catalogue, NationalProcedure, Procedure
from motcua.domain.procedures.rules import Entry, Index, Words
from motcua.kernel.text import fold, sort_key

_FOR_EVER = date.max.toordinal()
_UNREAD = ("body", "title_folded", "words_folded", "source", "source_digest")
"""Columns of a national record that no list shows."""


@dataclass(frozen=True)
class Found:
    """A procedure of the province that a search found, how well it fits, between 0 and 1, and what it is for."""

    procedure: Procedure
    score: float
    summary: Words


@dataclass(frozen=True)
class Hit:
    """A procedure of either catalogue in a list. `own` ones are the province's; the others are only to be read."""

    code: str
    name: Words
    summary: Words
    field: Words
    levels: tuple[Words, ...]
    own: bool
    score: float


@dataclass(frozen=True)
class Facet:
    """Something that a list can be narrowed by: its key in an address, its words, and how many would be left."""

    key: str
    words: Words
    count: int


@dataclass(frozen=True)
class Listing:
    """Part of a list, how long all of it is, and what narrows the whole catalogue."""

    hits: list[Hit]
    total: int
    levels: list[Facet]
    fields: list[Facet]


@dataclass(frozen=True, eq=False)
class _Kept:
    """What a process keeps of a revision. It is told from others by being itself, hence `eq=False`."""

    revision: str
    index: Index
    level_words: Mapping[str, Words]
    level_keys: Mapping[str, str]
    field_words: Mapping[str, Words]


_KEPT: _Kept | None = None


def search(words: str, day: date, limit: int = 20) -> list[Found]:
    """The province's own procedures in force on `day` that fit these words, best first; all by name without words.

    Diacritics, the order of words, everyday names, abbreviations and slips of the keyboard do not matter;
    the code of a procedure puts it first.
    """
    kept = _kept()
    ranked = _ranked(kept, words, lambda each: each.own and _stands(each, day))[:limit]
    procedures = Procedure.objects.filter(on(day)).defer(*LARGE).in_bulk([each.pk for each, _ in ranked])
    return [
        Found(found, score, Words(found.summary, found.summary_en))
        for each, score in ranked
        if (found := procedures.get(each.pk))
    ]


def received_for_others(found: Iterable[Procedure]) -> set[int]:
    """Of these procedures, by id, those that every one-stop unit receives for the competent one (phi địa giới)."""
    asked = [each.pk for each in found]
    return set(Procedure.objects.filter(pk__in=asked, body__anywhere=True).order_by("pk").values_list("pk", flat=True))


def find(words: str, day: date, *, level: str = "", field: str = "", limit: int = 20, skip: int = 0) -> Listing:
    """Procedures of both catalogues that fit these words, best first, or all by name; `limit` after `skip` of them.

    Of two records with one code the province's own is shown. `level` and `field` are keys of facets.
    """
    kept = _kept()
    standing = _standing(kept, day)

    def wanted(each: Entry) -> bool:
        return (
            (not level or level in each.levels)
            and (not field or field == each.field)
            and (each.own, each.pk) in standing
        )

    ranked = _ranked(kept, words, wanted)
    levels, fields = _facets(kept, day)
    return Listing(_hits(kept, ranked[skip : skip + limit]), len(ranked), levels, fields)


def _ranked(kept: _Kept, words: str, wanted: Callable[[Entry], bool]) -> list[tuple[Entry, float]]:
    if rules.asks_nothing(words):
        named = sorted(
            (each for each in kept.index.entries if wanted(each)),
            key=lambda each: (each.title, not each.own, each.code, each.pk),
        )
        return [(each, 1.0) for each in named]
    return kept.index.search(words, wanted)


def _stands(each: Entry, day: date) -> bool:
    return each.begins <= day.toordinal() <= each.ends


@lru_cache(maxsize=1)
def _standing(kept: _Kept, day: date) -> frozenset[tuple[bool, int]]:
    """What stands in the lists of a day: all that is in force, and no national record with a code of ours."""
    there = [each for each in kept.index.entries if _stands(each, day)]
    ours = {each.code for each in there if each.own}
    return frozenset((each.own, each.pk) for each in there if each.own or each.code not in ours)


@lru_cache(maxsize=1)
def _facets(kept: _Kept, day: date) -> tuple[list[Facet], list[Facet]]:
    standing = _standing(kept, day)
    there = [each for each in kept.index.entries if (each.own, each.pk) in standing]
    levels = Counter(level for each in there for level in each.levels)
    fields = Counter(each.field for each in there if each.field)
    ordered = [key for key in kept.level_words if key in levels]
    named = sorted(fields, key=lambda key: (sort_key(kept.field_words[key].vi), key))
    return (
        [Facet(key, kept.level_words[key], levels[key]) for key in ordered],
        [Facet(key, kept.field_words[key], fields[key]) for key in named],
    )


def _hits(kept: _Kept, ranked: Iterable[tuple[Entry, float]]) -> list[Hit]:
    chosen = list(ranked)
    own = Procedure.objects.defer(*LARGE).in_bulk([each.pk for each, _ in chosen if each.own])
    national = NationalProcedure.objects.defer(*_UNREAD).in_bulk([each.pk for each, _ in chosen if not each.own])
    hits = []
    for each, score in chosen:
        levels = tuple(words for key, words in kept.level_words.items() if key in each.levels)
        if each.own and (procedure := own.get(each.pk)):
            name, summary = Words(procedure.name, procedure.name_en), Words(procedure.summary, procedure.summary_en)
            field = Words(procedure.field_name, procedure.field_name_en)
            hits.append(Hit(each.code, name, summary, field, levels, True, score))
        elif not each.own and (record := national.get(each.pk)):
            words = Words(record.name), Words(), Words(record.field_name)
            hits.append(Hit(each.code, *words, levels, False, score))
    return hits


# --- the index of this process -------------------------------------------------------------------------


def _kept() -> _Kept:
    """The index of the catalogues as they are: built again when their revision is another."""
    global _KEPT
    revision = Catalogue.objects.values_list("revision", flat=True).get(pk=1)
    if _KEPT is None or _KEPT.revision != revision:
        _KEPT = _build(revision)
    return _KEPT


def _build(revision: str) -> _Kept:
    # The revision was read before the rows: rows that are newer are read once more, older ones never kept.
    words = Catalogue.objects.values_list("words", flat=True).get(pk=1)
    level_words, level_keys = _levels(words)
    field_words: dict[str, Words] = {}
    sought = frozenset(words.get("sought") or ())
    entries = [*_own(level_words, level_keys, field_words, sought), *_national(level_words, level_keys, field_words)]
    index = Index(entries, rules.Dictionary.of(words))
    return _Kept(revision, index, level_words, level_keys, field_words)


def _levels(words: Mapping[str, Any]) -> tuple[dict[str, Words], dict[str, str]]:
    """The levels of the pack in their order, and which of them each kind of area and each national name means."""
    levels = words.get("levels") or {}
    keys = {
        str(name): str(key)
        for key, level in levels.items()
        for name in (*(level.get("kinds") or []), *(level.get("national") or []))
    }
    return {str(key): Words.of(level) for key, level in levels.items()}, keys


def _key(name: str) -> str:
    return fold(name).replace(" ", "-")


def _level(name: str, level_words: dict[str, Words], level_keys: dict[str, str]) -> str:
    """The key of a level; one that the pack does not name is a level of its own."""
    key = level_keys.setdefault(name, _key(name))
    level_words.setdefault(key, Words(name))
    return key


def _own(
    level_words: dict[str, Words], level_keys: dict[str, str], field_words: dict[str, Words], sought: frozenset[str]
) -> Iterable[Entry]:
    rows = Procedure.objects.order_by("pk").values_list(
        "pk", "code", "title_folded", "words_folded", "valid_from", "valid_to", "level", "field_name", "field_name_en"
    )
    for pk, code, title, words, begins, ends, level, field, field_en in rows:
        key = _key(field)
        field_words[key] = Words(field, field_en)
        levels = frozenset([_level(level, level_words, level_keys)] if level else [])
        last = ends.toordinal() if ends else _FOR_EVER
        yield Entry(pk, code, True, title, words, begins.toordinal(), last, levels, key, code in sought)


def _national(
    level_words: dict[str, Words], level_keys: dict[str, str], field_words: dict[str, Words]
) -> Iterable[Entry]:
    rows = NationalProcedure.objects.filter(Q(replaced_at__isnull=True)).order_by("pk")
    for pk, code, title, words, levels, field in rows.values_list(
        "pk", "code", "title_folded", "words_folded", "levels", "field_name"
    ):
        key = _key(field)
        field_words.setdefault(key, Words(field))
        found = frozenset(_level(level, level_words, level_keys) for level in levels)
        yield Entry(pk, code, False, title, words, levels=found, field=key)
