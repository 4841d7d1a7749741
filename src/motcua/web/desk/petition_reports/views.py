"""The reports as pages, as a workbook, and as the annex of a report on paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import Scope
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.petition_reports.kinds import OF_ALL_SESSIONS, REPORTS, Asked
from motcua.web.desk.petition_reports.tables import Table, for_workbook, written
from motcua.web.desk.register import XLSX
from motcua.web.desk.seat import DeskRequest, at_desk, page

ALL = "tat-ca"
LONGEST_SHEET_NAME = 31
WIDE = 6
"""Characters of a workbook's column for each share of the width."""
THIN = Side(style="thin")


@require_safe
@at_desk
def reports(request: DeskRequest) -> HttpResponse:
    """Every report there is."""
    queries.report_scope(request.official, request.now)
    context = {"reports": [(code, name) for code, (name, _build) in REPORTS.items()]}
    return page(request, "petition_reports/list", context)


@require_safe
@at_desk
def report(request: DeskRequest, code: str) -> HttpResponse:
    """One report on a page, and the files it can be had as."""
    scope, session, asked = _asked(request, code)
    table = REPORTS[code][1](asked)
    context = {
        "code": code,
        "table": table,
        "lines": [(line, [written(cell) for cell in line.cells]) for line in table.lines],
        "sessions": [] if code in OF_ALL_SESSIONS else list(queries.sessions()),
        "chosen": session,
        "scope": scope,
        "day": asked.day,
        "address": f"?ky={session}",
    }
    return page(request, "petition_reports/report", context)


@require_safe
@at_desk
def report_file(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """The same as a workbook or on paper; files are in Vietnamese whatever the page is read in."""
    with translation.override("vi"):
        scope, session, asked = _asked(request, code)
        table = REPORTS[code][1](asked)
        about = _about(scope, session, asked)
        name = f"kien-nghi-{code}-{asked.day:%Y%m%d}.{kind}"
        if kind == "pdf":
            return download(_paper(table, about, request), PDF, name)
        if kind != "xlsx":
            raise NotFound("report")
        response = HttpResponse(_workbook(table, about), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: DeskRequest, code: str) -> tuple[Scope, str, Asked]:
    """Of what the address wants a report: by default of the session that opened last."""
    scope = queries.report_scope(request.official, request.now)
    if code not in REPORTS:
        raise NotFound("report")
    day = localdate(request.now)
    said = request.GET.get("ky", "").replace("\0", "")[:20]
    if code in OF_ALL_SESSIONS or said == ALL:
        return scope, ALL, Asked(day, None, scope.agency_id)
    term, _dash, number = said.rpartition("-")
    if said:
        session = queries.session_numbered(term, int(number) if number.isdecimal() and len(number) < 5 else 0)
    else:
        newest = queries.session_on(day)
        if newest is None:
            return scope, ALL, Asked(day, None, scope.agency_id)
        session = newest
    return scope, f"{session.term.code}-{session.number}", Asked(day, session.pk, scope.agency_id)


def _about(scope: Scope, session: str, asked: Asked) -> str:
    term, _dash, number = session.rpartition("-")
    of = (
        _("Mọi kỳ họp")
        if session == ALL
        else _("Kỳ họp thứ %(number)s, khóa %(term)s") % {"number": number, "term": term}
    )
    until = _("tính đến ngày %(day)s") % {"day": f"{asked.day:%d/%m/%Y}"}
    return "; ".join(filter(None, [of, scope.agency, until]))


def _paper(table: Table, about: str, request: DeskRequest) -> bytes:
    columns = [{"title": str(each.title), "width": each.width, "right": each.numeric} for each in table.columns]
    rows = [
        {"cells": [written(cell) for cell in line.cells], "strong": line.strong, "heading": line.heading}
        for line in table.lines
    ]
    return queries.printed_annex(table.title, about, columns, rows, table.notes, now=request.now)


def _workbook(table: Table, about: str) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = table.title[:LONGEST_SHEET_NAME].replace("/", "-")
    sheet.append([table.title])
    sheet.append([about])
    sheet.append([])
    sheet.append([str(each.title) for each in table.columns])
    sheet["A1"].font = Font(bold=True, size=14)
    border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    for cell in sheet[4]:
        cell.font, cell.border = Font(bold=True), border
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for place, line in enumerate(table.lines, start=5):
        for column, value in enumerate(line.cells, start=1):
            cell = sheet.cell(place, column)
            cell.value, cell.number_format = for_workbook(value)
            numeric = table.columns[column - 1].numeric
            cell.alignment = Alignment(
                horizontal="right" if numeric and not line.heading else "left", vertical="top", wrap_text=True
            )
            cell.border, cell.font = border, Font(bold=line.strong)
        if line.heading:
            sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=len(table.columns))
    for place, note in enumerate(table.notes, start=len(table.lines) + 6):
        sheet.cell(place, 1, note).font = Font(italic=True)
    for column, each in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(WIDE * each.width, 8)
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
