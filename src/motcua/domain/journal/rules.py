"""What is sealed of an entry, what a head signs, and the words for what `check` finds.

Pure: no queries, no clock.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from motcua.domain.journal import states
from motcua.kernel import merkle

# Clocks of two machines, and a request that began before it got its turn, differ by this much.
CLOCK_TOLERANCE = timedelta(minutes=1)
TURN_TOLERANCE = timedelta(minutes=10)


class EntryRow(NamedTuple):
    """An entry as it lies in the table: the columns that are sealed, in the order they are read."""

    id: int
    verb: str
    subject_kind: str
    subject_id: int
    matter_id: int | None
    by_kind: str
    by_id: str
    on_behalf_of: int | None
    at: datetime
    recorded_at: datetime
    txid: int
    facts: object
    salt: bytes


def row_of(columns: Sequence[Any]) -> EntryRow:
    """The entry of one row as the driver gives it, with JSON still as text."""
    return EntryRow(*columns)._replace(facts=json.loads(columns[-2]))


def leaf_of(row: EntryRow) -> bytes:
    """The hash that seals an entry: over its salt and the canonical JSON of everything else."""
    fields = row._asdict()
    salt = fields.pop("salt")
    fields["at"] = states.moment(row.at)
    fields["recorded_at"] = states.moment(row.recorded_at)
    return merkle.leaf_hash(bytes(salt) + states.canonical(fields))


class Seal(NamedTuple):
    """What a head says of the database at its moment, beside the tree itself."""

    sealed_below: int
    last_begun: int
    seen_at: datetime


def text_of(head: merkle.Checkpoint, seal: Seal) -> str:
    """The text a head signs: a C2SP checkpoint, with the moment and the transactions as extension lines."""
    return f"{head.text}seen {states.moment(seal.seen_at)}\ntransactions {seal.sealed_below} {seal.last_begun}\n"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the journal: which entry, when it can be named, and what happened."""

    code: str
    entry_id: int | None
    story: str
    english: str


_STORIES = {
    "deleted": (
        "Mục nhật ký số {entry} đã được niêm phong nhưng không còn trong cơ sở dữ liệu: mục này đã bị xóa.",
        "Entry {entry} was sealed and is no longer in the database: somebody deleted it.",
    ),
    "truncated": (
        "Mục nhật ký số {entry} còn trong bản sao bên ngoài nhưng phần cuối nhật ký trong cơ sở dữ liệu đã bị cắt.",
        "Entry {entry} is in the outside copy, but the end of the journal was cut off in the database.",
    ),
    "changed": (
        "Mục nhật ký số {entry} không còn như lúc niêm phong: nội dung đã bị sửa.",
        "Entry {entry} is not as it was sealed: its content was changed.",
    ),
    "inserted": (
        "Mục nhật ký số {entry} mang số giao dịch cũ hơn lần niêm phong gần nhất nhưng chưa từng được "
        "niêm phong: mục này bị chèn vào sau.",
        "Entry {entry} claims a transaction older than the last seal but was never sealed: it was inserted.",
    ),
    "back_dated": (
        "Mục nhật ký số {entry} ghi thời điểm {claimed}, sớm hơn {known} là thời điểm đã được ghi trước đó: "
        "mục này bị ghi lùi ngày.",
        "Entry {entry} claims {claimed}, earlier than {known} recorded before it: it is back-dated.",
    ),
    "post_dated": (
        "Mục nhật ký số {entry} ghi thời điểm {claimed}, muộn hơn lúc cơ sở dữ liệu nhận được ({known}).",
        "Entry {entry} claims {claimed}, later than the database received it ({known}).",
    ),
    "seal_deleted": (
        "Dấu niêm phong ở vị trí {position} (mục nhật ký {entry}) đã bị xóa.",
        "The seal at position {position} (entry {entry}) was deleted.",
    ),
    "seal_changed": (
        "Dấu niêm phong của mục nhật ký số {entry} (vị trí {position}) đã bị sửa.",
        "The seal of entry {entry} (position {position}) was changed.",
    ),
    "head_wrong": (
        "Đầu cây đã ký ở cỡ {size} không khớp các dấu niêm phong từ vị trí {start} đến {end}: có dấu đã bị thay.",
        "The signed head of size {size} does not fit the seals from {start} to {end}: one was replaced.",
    ),
    "head_forged": (
        "Đầu cây ở cỡ {size} không mang chữ ký hợp lệ cho đúng nội dung của nó: đầu cây này bị làm giả.",
        "The head of size {size} has no valid signature for what it says: it is forged.",
    ),
    "head_deleted": (
        "Đầu cây đã ký ở cỡ {size} có trong bản sao bên ngoài nhưng đã bị xóa khỏi cơ sở dữ liệu.",
        "The signed head of size {size} is in the outside copy but was deleted from the database.",
    ),
    "outside_altered": (
        "Bản sao bên ngoài ({file}) đã bị sửa tại vị trí {position} (mục nhật ký {entry}).",
        "The outside copy ({file}) was altered at position {position} (entry {entry}).",
    ),
    "outside_short": (
        "Bản sao bên ngoài ({file}) chỉ có {held} trên {wanted}: bản sao bị cắt, hoặc lần niêm phong cuối "
        "chưa ghi xong.",
        "The outside copy ({file}) holds {held} of {wanted}: it was cut, or the last sealing did not finish.",
    ),
    "key_missing": (
        "Không có khóa ký của nhật ký ({file}): không thể kiểm tra chữ ký của các đầu cây.",
        "The journal's signing key ({file}) is missing: the signatures of the heads cannot be checked.",
    ),
    "more": (
        "Còn nhiều vấn đề khác; danh sách dừng ở {count}.",
        "There are more problems; the list stops at {count}.",
    ),
}


def problem(code: str, entry_id: int | None = None, **details: object) -> Problem:
    """A finding with its story in Vietnamese and in English."""
    known = {name: states.moment(fact) if isinstance(fact, datetime) else fact for name, fact in details.items()}
    vietnamese, english = _STORIES[code]
    words = {"entry": "?" if entry_id is None else entry_id, **known}
    return Problem(code, entry_id, vietnamese.format(**words), english.format(**words))
