"""A reform: two communes are merged into a third, and their district is abolished; from a copy of the pack."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from motcua.domain.agencies.models import Agency
from motcua.domain.packs import actions
from tests.build.people import NURSE

Reform = Callable[..., int]
"""Brings it into force and hands on what lies at agencies that ended; how many dossiers."""
LAST_DAY, FIRST_DAY = date(2024, 10, 31), date(2024, 11, 1)
AFTER = datetime(2024, 11, 1, 1, 0, tzinfo=UTC)
"""08:00 in Hà Nội on the first day."""
TO_THE_END = ("accept", "propose", "approve", "issued", "returned")
"""What is pressed for a birth, from a dossier just handed in to one handed over."""
DISTRICT, NEW = "696", "25999"
COMMITTEE, ONE_STOP, POLICE, INSURER = "H10.99", "H10.99.01", "H10.80.99", "H10.90.99"
HEIRS = {
    **{"H10.30.13": COMMITTEE, "H10.30.13.01": ONE_STOP, "H10.80.30.13": POLICE},
    **{"H10.30.17": COMMITTEE, "H10.30.17.01": ONE_STOP, "H10.80.30.17": POLICE},
    **{"H10.30.01": "H10.01.01", "H10.90.30": "H10.90", "H10.80.30": "H10.80", "H10.95.30": "H10.95"},
    "H10.10.01.30": "H10.10.01",
}
"""Who takes over from whom; what else the district had goes to the province's committee."""
NAME = "xã Đak Bom"
PHONE = "0271 000 0999"
OFFICES = (
    (COMMITTEE, f"Ủy ban nhân dân {NAME}", "UBND", "ubnd-xa", "H10"),
    (ONE_STOP, f"Bộ phận Tiếp nhận và Trả kết quả {NAME}", "BPTNTKQ", "mot-cua-xa", COMMITTEE),
    (POLICE, f"Công an {NAME}", "CAX", "cong-an-xa", "H10.80"),
    (INSURER, f"Bảo hiểm xã hội {NAME}", "BHXH", "bhxh-huyen", "H10.90"),
)


def enacted(copy: Path, *, with_heirs: bool = True, calendar: str = "hanh-chinh") -> Path:
    """The same copy, in which 25399 and 25405 become one commune of the province and the district 696 is no more."""
    ends = {"valid_to": LAST_DAY.isoformat()}
    begins = {"valid_from": FIRST_DAY.isoformat(), "valid_to": "", "source": "Nghị quyết sắp xếp (thử)"}
    areas = _rows(copy / "areas.csv")
    for row in areas:
        if row["code"] in {"25399", "25405"}:
            row.update(ends, successor=NEW)
        elif row["code"] == DISTRICT:
            row.update(ends)
    areas.append(
        {"code": NEW, "name": "Xã Đak Bom", "name_en": "Đak Bom Commune", "kind": "xa", "parent": "70", **begins}
    )
    _write(copy / "areas.csv", areas)
    agencies = _rows(copy / "agencies.csv")
    for row in agencies:
        if row["area"] in {"25399", "25405", DISTRICT}:
            row.update(ends, successor=HEIRS.get(row["code"], "H10") if with_heirs else "")
    agencies += [
        {
            **{"code": code, "name": name, "name_en": f"{kind} of Đak Bom", "short_name": name, "symbol": symbol},
            **{"kind": kind, "parent": parent, "area": NEW, "calendar": calendar, "mark": "made_up", **begins},
        }
        for code, name, symbol, kind, parent in OFFICES
    ]
    _write(copy / "agencies.csv", agencies)
    contacts = _rows(copy / "contacts.csv")
    model = next(row for row in contacts if row["agency"] == "H10.30.13.01")
    contacts.append({**model, "agency": ONE_STOP, "phone": PHONE, "address": f"Trụ sở UBND {NAME}", **begins})
    _write(copy / "contacts.csv", contacts)
    counters = _rows(copy / "counters.csv")
    _write(copy / "counters.csv", [*counters, {**counters[0], "agency": ONE_STOP}])
    return copy


def load(directory: Path, now: datetime = AFTER) -> list[str]:
    """Load the pack; what changed."""
    return actions.load(directory, by=NURSE, now=now)


def agency(code: str) -> Agency:
    """The row of this code."""
    return Agency.objects.get(code=code)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
