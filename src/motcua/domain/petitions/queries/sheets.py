"""Sheets that were read, for the office that takes them in."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, on
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Sheet
from motcua.domain.petitions.queries.terms import fields, terms
from motcua.domain.petitions.rules.sheets import Line, Read
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
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
        "repeated": _("Trùng hoàn toàn với dòng %(row)s của bảng này."),
    }
