"""Copies of rows that the real actions wrote: everything a matter has, shifted in time, under new ids and codes.

Runs as the owner of the tables, with their checks and triggers on: what the tables refuse is not copied.
Within the database, because `INSERT … SELECT` took a fifth less time than COPY from a generator that had
every text ready (a million journal entries, 14 s beside 17 s), and leaves a core to the sealing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from psycopg import sql

Owner = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Table:
    """A table whose rows are copied: which belong to the matters, which columns are ids, which must differ."""

    name: str
    belongs: str  # to the matters %(ids)s
    ids: Sequence[str] = ("id",)
    differ: Sequence[str] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)


# Nothing in these texts comes from outside: they are put together from the names of tables and columns below.
DOSSIERS = "SELECT {} FROM dossiers_dossier WHERE matter_id = ANY(%(ids)s)"
ATTACHED = f"draft_id IN ({DOSSIERS.format('draft_id')}) OR dossier_id = ANY(%(ids)s)"
OF_MATTER = "matter_id = ANY(%(ids)s)"
OF_REPORT = "report_id = ANY(%(ids)s)"
MESSAGES = "message_id IN (SELECT id FROM notices_message WHERE matter_id = ANY(%(ids)s))"

# In the order in which their foreign keys allow it.
TABLES = (
    Table(
        "accounts_account",
        f"id IN ({DOSSIERS.format('applicant_id')})",
        differ=("username", "identity_index"),
        fixed={"persona": "false"},
    ),
    Table("dossiers_draft", f"id IN ({DOSSIERS.format('draft_id')})", ids=("id", "account_id"), differ=("token",)),
    Table(
        "documents_file",
        f"id IN (SELECT file_id FROM dossiers_attachment WHERE {ATTACHED})",  # noqa: S608
        ids=("id", "owner_id"),
        differ=("stored_name",),
    ),
    Table("matters_matter", "id = ANY(%(ids)s)", differ=("code", "request_code", "token")),
    Table("matters_task", OF_MATTER, ids=("id", "matter_id")),
    Table("matters_hold", OF_MATTER, ids=("id", "matter_id", "task_id")),
    Table("dossiers_dossier", OF_MATTER, ids=("matter_id", "draft_id", "applicant_id")),
    Table("dossiers_attachment", ATTACHED, ids=("id", "draft_id", "dossier_id", "file_id")),
    Table("dossiers_supplementrequest", "dossier_id = ANY(%(ids)s)", ids=("id", "dossier_id")),
    Table("payments_receipt", OF_MATTER, ids=("id", "matter_id", "number")),
    Table("payments_order", OF_MATTER, ids=("id", "matter_id", "payer_id", "receipt_id"), differ=("reference",)),
    Table("payments_charge", OF_MATTER, ids=("id", "matter_id", "payer_id", "receipt_id", "order_id")),
    Table("papers_paper", OF_MATTER, ids=("id", "matter_id", "number")),
    Table("notices_message", OF_MATTER, ids=("id", "matter_id", "account_id")),
    Table("notices_email", MESSAGES, ids=("id", "message_id")),
    Table("notices_text", MESSAGES, ids=("id", "message_id"), differ=("reference",)),
    Table("feedback_report", OF_MATTER, ids=("matter_id",)),
    Table("feedback_answer", OF_REPORT, ids=("id", "report_id")),
    Table("feedback_verdict", OF_REPORT, ids=("id", "report_id", "answer_id"), differ=("token",)),
    Table("feedback_escalation", OF_REPORT, ids=("id", "report_id")),
    Table("journal_entry", OF_MATTER, ids=("id", "matter_id", "subject_id")),
)
DRAFTS = (
    Table("accounts_account", "id = ANY(%(accounts)s)", differ=("username", "identity_index")),
    Table("dossiers_draft", "id = ANY(%(ids)s)", ids=("id", "account_id"), differ=("token",)),
)


@dataclass(frozen=True)
class Copies:
    """How many copies, numbered from `first`, and how far in the past each lies behind the one before it.

    `distance` lies between their ids (`stride`).
    """

    first: int
    count: int
    apart: timedelta
    wrapped_after: int
    distance: int

    def batches(self, most: int) -> Iterator[range]:
        """The numbers of the copies, at most so many at a time."""
        end = self.first + self.count
        return (range(start, min(start + most, end)) for start in range(self.first, end, most))


def stride(owner: Owner) -> int:
    """A distance between copies at which no two ids meet: more than any id there is."""
    highest = 0
    for table in TABLES:
        column = table.ids[0]
        found = owner.execute(
            sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(sql.Identifier(column), sql.Identifier(table.name))
        ).fetchone()
        highest = max(highest, int(str(found[0])) if found else 0)
    return highest + 1


def clone(
    owner: Owner,
    tables: Sequence[Table],
    copies: Copies,
    numbers: range,
    keys: Mapping[str, Sequence[int]],
) -> int:
    """Write the copies of these numbers, table by table; how many rows that were."""
    written = 0
    for table in tables:
        columns = owner.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
            [table.name],
        ).fetchall()
        names = [str(name) for name, _ in columns]
        values = [_copied(table, str(name), str(kind), copies) for name, kind in columns]
        written += owner.execute(
            sql.SQL(
                "INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS r"
                " CROSS JOIN generate_series({first}, {last}) AS c (k) WHERE {belongs} ORDER BY c.k, {key}"
            ).format(
                table=sql.Identifier(table.name),
                names=sql.SQL(", ").join(map(sql.Identifier, names)),
                values=sql.SQL(", ").join(values),
                first=sql.Literal(numbers[0]),
                last=sql.Literal(numbers[-1]),
                belongs=sql.SQL(table.belongs),
                key=sql.Identifier(table.ids[0]),
            ),
            keys,
        ).rowcount
    return written


def count_on(owner: Owner, tables: Sequence[Table]) -> None:
    """Set each table's counter behind its highest id."""
    for table in tables:
        if table.ids[0] == "id":
            owner.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence({name}, 'id'), (SELECT max(id) FROM {table}))").format(
                    name=sql.Literal(table.name), table=sql.Identifier(table.name)
                )
            )


def _copied(table: Table, name: str, kind: str, copies: Copies) -> sql.Composable:
    """What a column of the copy number `c.k` holds."""
    column = sql.SQL("r.{}").format(sql.Identifier(name))
    if name in table.fixed:
        return sql.SQL(table.fixed[name])
    if name in table.ids:
        return sql.SQL("{} + c.k::bigint * {}").format(column, sql.Literal(copies.distance))
    if name in table.differ:
        return sql.SQL("{} || '.' || c.k").format(column)
    if kind == "timestamp with time zone":
        return sql.SQL("{} - (mod(c.k - {}, {}) + 1) * {}").format(
            column, sql.Literal(copies.first), sql.Literal(copies.wrapped_after), sql.Literal(copies.apart)
        )
    return column
