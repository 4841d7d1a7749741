"""Who takes over when an area or an agency ends: a named successor, or the row of the same code of the next day.

An agency leaves open work behind, so it may not end with nobody; land may: where a district ends, what lies in it
goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.tables import SUCCESSOR, Row

Rows = Mapping[str, list[Row]]


def check_succession(places: Places, found: Findings) -> None:
    """Note every fault in who takes over from whom."""
    _check(places.areas, places.area_codes, "unknown-area", found)
    _check(places.agencies, places.agency_codes, "unknown-agency", found)
    for row in places.agencies:
        if row.valid_to is not None and not row[SUCCESSOR] and _successor(row, places.agency_codes) is None:
            found.add(
                "ends-without-successor",
                row.file,
                row.line,
                f"{shown(row['name'])} hết hiệu lực ngày {row.valid_to:%d/%m/%Y} mà không có cơ quan tiếp nhận hồ sơ; "
                "hãy ghi mã cơ quan đó ở cột successor.",
                f"{shown(row['name'])} ends on {row.valid_to} and nobody takes its dossiers over; name the agency "
                "in the column successor.",
            )


def _check(rows: list[Row], by_code: Rows, unknown: str, found: Findings) -> None:
    told: set[int] = set()
    for row in rows:
        code = row[SUCCESSOR]
        if not code or not check_known(found, unknown, (row.file, row.line, SUCCESSOR), code, by_code):
            continue
        if row.valid_to is None:
            found.add(
                "successor-without-end",
                row.file,
                row.line,
                f"successor: {shown(code)} được ghi mà ô valid_to để trống; hãy ghi ngày cuối cùng còn hiệu lực.",
                f"successor: {shown(code)} is named but valid_to is blank; give the last day of validity.",
            )
            continue
        circle = _circle(row, by_code)
        if circle:
            if row.line not in told:
                told |= {each.line for each in circle}
                way = " → ".join([*(each["code"] for each in circle), row["code"]])
                found.add(
                    "successor-circle",
                    row.file,
                    row.line,
                    f"Các đơn vị tiếp nhận lẫn nhau thành vòng: {way}.",
                    f"Successors go round in a circle: {way}.",
                )
        elif _successor(row, by_code) is None:
            next_day = _next_day(row.valid_to)
            found.add(
                "successor-not-in-force",
                row.file,
                row.line,
                f"successor: {shown(code)} không có hiệu lực vào ngày {next_day:%d/%m/%Y}, ngày tiếp nhận.",
                f"successor: {shown(code)} is not in force on {next_day}, the day it takes over.",
            )


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _successor(row: Row, by_code: Rows) -> Row | None:
    """The row that takes over on the day after this one ends; nothing where there is none."""
    if row.valid_to is None:
        return None
    next_day = _next_day(row.valid_to)
    there = by_code.get(row[SUCCESSOR] or row["code"], ())
    return next((other for other in there if other is not row and other.on(next_day)), None)


def _circle(row: Row, by_code: Rows) -> list[Row]:
    """The way from a row over those meant to take over back to itself; empty where it does not come back."""
    way = [row]
    while way[-1][SUCCESSOR]:
        after = _meant(way[-1], by_code)
        if after is row:
            return way
        if after is None or any(after is each for each in way):
            return []
        way.append(after)
    return []


def _meant(row: Row, by_code: Rows) -> Row | None:
    """Whom a row names, in force on the day or not: two that end together can only name each other so."""
    there = by_code.get(row[SUCCESSOR], ())
    return _successor(row, by_code) or (there[-1] if there else None)
