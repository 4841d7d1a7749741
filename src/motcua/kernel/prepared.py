"""Queries and writes of the ORM that are compiled once in a process and then only given other values.

Compiling a query costs the ORM more than the database needs to answer it (docs/adr/0006). What every page and
every step asks is therefore built once with `Blank`s where the values stand, and run from its text; PostgreSQL,
seeing the same text again, plans it once too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)


class Blank(Expression):
    """A value that is not known yet, by the name under which a `Prepared` query is given it."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place for the value; the blank itself stands in for it."""
        return "%s", (self,)

    def __hash__(self) -> int:
        return hash((Blank, self.name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) and other.name == self.name


class Prepared(Generic[M]):
    """A query with blanks. Whatever is not a blank is part of its text and must not change between calls.

    No `prefetch_related`, no `values`: it gives instances, with what `select_related` names.
    """

    def __init__(self, build: Callable[[], models.QuerySet[M]]) -> None:
        self._build = build
        self._compiled: _Compiled[M] | None = None

    def all(self, **values: object) -> list[M]:
        """The rows for these values, one for each blank.

        Raises:
            TransactionManagementError: it locks rows, and no transaction is open.
        """
        if self._compiled is None:  # two threads may both compile: the same text, and nothing in it changes later
            self._compiled = _Compiled(self._build())
        return self._compiled.run(values)

    def first(self, **values: object) -> M | None:
        """The first of them; `None` when there is none."""
        return next(iter(self.all(**values)), None)


class _Compiled(Generic[M]):
    """A query's text, and how its rows become instances; whose connection runs it is found out each time."""

    def __init__(self, queryset: models.QuerySet[M]) -> None:
        self._locks = bool(queryset.query.select_for_update)
        self._ensure_transaction()
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self._sql, self._parameters = compiler.as_sql()
        self._converters = list(compiler.get_converters([chosen[0] for chosen in compiler.select]).items())
        place = compiler.klass_info["select_fields"]
        self._start, self._end = place[0], place[-1] + 1
        self._model: type[M] = compiler.klass_info["model"]
        self._names = [chosen[0].target.attname for chosen in compiler.select[self._start : self._end]]
        self._related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs know a later Django

    def run(self, values: Mapping[str, object]) -> list[M]:
        self._ensure_transaction()
        here = connections[DEFAULT_DB_ALIAS]
        given: list[Any] = [values[each.name] if isinstance(each, Blank) else each for each in self._parameters]
        with here.cursor() as cursor:
            cursor.execute(self._sql, given)
            return [self._instance(list(row), here) for row in cursor.fetchall()]

    def _instance(self, row: list[Any], here: object) -> M:
        """What the ORM makes of a row: `ModelIterable` does the same, and finds out how each time."""
        for place, (converters, expression) in self._converters:
            for convert in converters:
                row[place] = convert(row[place], expression, here)
        made = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._start : self._end])
        for related in self._related:
            related.populate(row, made)
        return made

    def _ensure_transaction(self) -> None:
        if self._locks and not connection.in_atomic_block:
            raise TransactionManagementError("a query that locks belongs to a transaction")


class Writes:
    """Rows of several tables that are written together: gathered first, then sent as one statement.

    PostgreSQL carries out the parts in no order it promises, and none sees what another writes: a row may be in
    one part only, and a part that needs another's row waits for the next `send`.
    """

    def __init__(self) -> None:
        self._parts: list[_Part] = []

    def save(self, instance: models.Model, fields: Collection[str]) -> None:
        """Write these columns of a row that is there, as `save(update_fields=…)` does where nobody listens."""
        if not fields:
            return
        columns, sql = _update(type(instance), tuple(sorted(fields)))
        here = connections[DEFAULT_DB_ALIAS]  # past the proxy, which costs more than the column
        values = [column.get_db_prep_save(getattr(instance, column.attname), here) for column in columns]
        self._parts.append(_Part(sql, [*values, instance.pk], [instance]))

    def add(self, instances: Sequence[models.Model]) -> None:
        """Insert new rows of one kind and give each its key, as `bulk_create` does."""
        if not instances:
            return
        columns, sql, row = _insert(type(instances[0]))
        here = connections[DEFAULT_DB_ALIAS]
        values = [
            column.get_db_prep_save(getattr(instance, column.attname), here)
            for instance in instances
            for column in columns
        ]
        self._parts.append(_Part(sql.format(", ".join([row] * len(instances))), values, instances))

    def insert(self, sql: str, values: Sequence[object], rows: int) -> None:
        """Add an INSERT in its own words, of so many rows, that ends by returning a key of each."""
        self._parts.append(_Part(sql, values, [None] * rows))

    def send(self) -> None:
        """Write everything gathered so far.

        Raises:
            DatabaseError: a row that was to be saved is gone.
        """
        parts, self._parts = self._parts, []
        if not parts:
            return
        names = [f"part{place}" for place in range(len(parts))]
        written = ", ".join(f"{name} AS ({part.sql})" for name, part in zip(names, parts, strict=True))
        keys = ", ".join(f"ARRAY(SELECT * FROM {name})" for name in names)  # noqa: S608  # names we gave
        values: list[Any] = [value for part in parts for value in part.values]
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {written} SELECT {keys}", values)
            answer = cursor.fetchone()
        for part, found in zip(parts, answer, strict=True):
            if len(found) != len(part.instances):
                raise DatabaseError(f"a row is not there to be saved: {part.instances}")
            for instance, key in zip(part.instances, found, strict=True):
                if instance is not None:
                    instance.pk = key
                    instance._state.adding, instance._state.db = False, connection.alias


@dataclass(frozen=True)
class _Part:
    """One INSERT or UPDATE that returns the key of each row it wrote, and the instances of these rows."""

    sql: str
    values: Sequence[object]
    instances: Sequence[models.Model | None]


@lru_cache(maxsize=1024)
def _update(model: type[models.Model], fields: tuple[str, ...]) -> tuple[list[Any], str]:
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    quote: Callable[[Any], str] = connection.ops.quote_name
    set_to = ", ".join(f"{quote(column.column)} = %s" for column in columns)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return columns, f"UPDATE {table} SET {set_to} WHERE {key} = %s RETURNING {key}"  # noqa: S608  # names of our own columns


@lru_cache(maxsize=256)
def _insert(model: type[models.Model]) -> tuple[list[Any], str, str]:
    key = model._meta.pk
    columns = [column for column in model._meta.concrete_fields if column is not key or not key.db_returning]
    quote: Callable[[Any], str] = connection.ops.quote_name
    names = ", ".join(quote(column.column) for column in columns)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {{}} RETURNING {quote(key.column)}"  # noqa: S608
    return columns, sql, f"({', '.join(['%s'] * len(columns))})"
