"""Sheets that were read, for the office that takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, on
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Petition, Sheet
from motcua.domain.petitions.queries.terms import fields, terms
from motcua.domain.petitions.rules.sheets import MOST_ROWS, MOST_UNPACKED, Line, Read
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import fold


def sheet_for_council(sheet_id: int, by: Official) -> Sheet:
    """A sheet that was read, with what became of it.

    Raises:
        NotFound: there is none, or the official is not of the council's office.
    """
    rules.ensure_council(by, terms())
    found = Sheet.objects.select_related("session__term").filter(pk=sheet_id).order_by("pk").first()
    if found is None:
        raise NotFound("sheet")
    return found


def sheet_read(sheet: Sheet) -> Read:
    """What stands in a sheet, line by line."""
    return Read.from_json(sheet.lines)


def lines_to_take(sheet: Sheet) -> list[Line]:
    """The lines of a sheet that can be taken, in order."""
    return [line for line in sheet_read(sheet).lines if not line.problem]


def why_unread(sheet: Sheet) -> Refused | None:
    """Why a sheet that a job has opened could not be read, with the limit that it broke; `None` where it could be."""
    most = {"sheet_too_large": str(MOST_UNPACKED // 2**20), "sheet_too_long": f"{MOST_ROWS:,}".replace(",", ".")}
    return Refused(sheet.problem, most=most.get(sheet.problem, "")) if sheet.problem else None


def key_of_line(line: Line, session_id: int | None) -> str:
    """By what a line is known again in another sheet: the same words of the same voter about the same place, asked of
    the same session. A keyed digest: nothing can be read from it. Empty where a line says nothing.
    """
    cells = line.cells
    words = [fold(cells.get(name, "")) for name in ("content", "voter", "area")]
    return f"line-{blind_index('|'.join([str(session_id or ''), *words]), 'petition-line')}" if words[0] else ""


@dataclass(frozen=True)
class Before:
    """Which lines of a sheet are petitions already, by their row, and which of these another sheet made."""

    by_row: Mapping[int, Petition]
    earlier: frozenset[int]


def lines_there(sheet: Sheet) -> Before:
    """The petitions that the good lines of a sheet are already; `earlier` than this sheet was taken, where it was."""
    keys = {line.row: key_of_line(line, sheet.session_id) for line in lines_to_take(sheet)}
    rows = Petition.objects.filter(client_key__in=sorted(set(keys.values()))).select_related("matter").order_by("pk")
    by_key = {row.client_key: row for row in rows}
    there = {row: by_key[key] for row, key in keys.items() if key in by_key}
    taken_at = sheet.taken_at
    earlier = {row for row, each in there.items() if taken_at is None or each.matter.submitted_at < taken_at}
    return Before(there, frozenset(earlier))


def sealed_lines(read: Read, session_id: int | None) -> set[int]:
    """Rows whose words went under seal when another sheet had them: they are not kept again."""
    keys = {line.row: key_of_line(line, session_id) for line in read.lines}
    sealed = Petition.objects.filter(client_key__in=sorted(set(keys.values())), state=State.SEALED)
    known = set(sealed.order_by().values_list("client_key", flat=True))
    return {row for row, key in keys.items() if key in known}


def names_of_places(day: date) -> dict[str, str]:
    """The code of each area by what people call it; empty where several are called so."""
    names: dict[str, str] = {}
    for area in Area.objects.filter(on(day)).select_related("parent__parent").order_by("code", "pk"):
        called = {fold(area.name), fold(agencies.full_name(area))}
        if area.parent is not None:
            called.add(fold(f"{area.name} {area.parent.name}"))
        for name in called:
            names[name] = area.code if names.get(name, area.code) == area.code else ""
    return names


def names_of_agencies(day: date) -> dict[str, str]:
    """The code of each agency by its names; empty where several are called so."""
    names: dict[str, str] = {}
    for agency in Agency.objects.filter(on(day)).order_by("code", "pk"):
        for name in {fold(agency.name), fold(agency.short_name)} - {""}:
            names[name] = agency.code if names.get(name, agency.code) == agency.code else ""
    return names


def names_of_fields() -> dict[str, str]:
    """The code of each field by its name and key words."""
    names: dict[str, str] = {}
    for each in fields():
        for word in (each["name"]["vi"], each["name"]["en"], *each.get("keywords", ())):
            names.setdefault(fold(str(word)), str(each["code"]))
    return names


def sentences_of_lines() -> dict[str, str]:
    """Why a line cannot be taken, in the language that is active."""
    return {
        "empty": _("Không có nội dung kiến nghị."),
        "uncounted": _("Ô nội dung là công thức chưa được tính. Hãy mở bảng bằng Excel, lưu lại rồi gửi lại."),
        "short": _("Nội dung quá ngắn: “%(said)s”."),
        "long": _("Nội dung dài quá 20.000 ký tự. Hãy tách thành nhiều kiến nghị."),
        "broken": _("Ô nội dung chứa công thức bị lỗi: %(said)s. Hãy sửa ô đó trong bảng rồi lưu lại."),
        "place": _("Không nhận ra địa bàn “%(said)s”. Hãy ghi tên xã và huyện."),
        "sealed": _("Nội dung dòng này đã chuyển bộ phận tiếp công dân nên không đưa vào lại."),
        "repeated": _("Trùng hoàn toàn với dòng %(row)s của bảng này."),
    }
