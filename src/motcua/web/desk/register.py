"""The register of dossiers (mẫu 06): on a page, as PDF month by month, and as CSV or XLSX for any period."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import Dossier, RegisterRow
from motcua.domain.papers import queries as papers
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.desk.till import day_asked
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import PageForm

PAGE_SIZE = 50
CHUNK = 500
LONGEST_DAYS = 366
EARLIEST, LATEST = date(1990, 1, 1), date(2190, 1, 1)
"""What can be a day of a register at all."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    *("STT", "Mã hồ sơ", "Tên TTHC/Nội dung", "Số lượng (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại"),
    *("Cơ quan chủ trì giải quyết", "Ngày nhận hồ sơ", "Ngày hẹn trả kết quả", "Ngày trả kết quả"),
    *("Phương thức nhận kết quả", "Ký nhận: bên giao", "Ký nhận: bên nhận", "Người nhận hồ sơ"),
    *("Địa bàn phát sinh", "Ghi chú"),
)
KEYS = (
    *("number", "code", "procedure", "sets", "name", "address", "lead", "received_at", "due_at", "returned_at"),
    *("method", "giver", "receiver", "received_by", "area", "note"),
)
"""The columns of the form, as the paper's template calls them."""


class PeriodForm(PageForm):
    """From which day to which."""

    since = DayField(
        label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ví dụ: 01 10 2024"), earliest=EARLIEST, latest=LATEST
    )
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Ví dụ: 31 10 2024"),
        earliest=EARLIEST,
        latest=LATEST,
    )

    def clean(self) -> dict[str, Any]:
        """The period runs forward and is no longer than a year."""
        typed: dict[str, Any] = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif since and until and (until - since).days >= LONGEST_DAYS:
            self.add_error("until", _("Mỗi lần xem được nhiều nhất một năm."))
        return typed


@require_safe
@at_desk
def register(request: DeskRequest) -> HttpResponse:
    """The register of a period, a page of it at a time, with the files it can be had as."""
    today = localdate(request.now)
    since, until = today.replace(day=1), today
    form = PeriodForm(request.GET) if "since" in request.GET or "since-day" in request.GET else None
    if form is not None and form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    found = Paginator(queries.received_in(request.official, since, until), PAGE_SIZE).get_page(request.GET.get("trang"))
    first = found.start_index()
    rows = queries.register_rows(list(found.object_list))
    context = {
        "form": form or PeriodForm(initial={"since": since, "until": until}),
        "found": found,
        "rows": [cells(row, number) for number, row in enumerate(rows, start=first)],
        "since": since,
        "until": until,
        "months": list(months(since, until)),
        "address": f"?since={since.isoformat()}&until={until.isoformat()}&",
    }
    return page(request, "register/register", context)


@require_safe
@at_desk
def register_pdf(request: DeskRequest) -> HttpResponse:
    """Form 06 of the part of a month that the address names, on A4 across."""
    since, until = period_of(request)
    until = min(until, since.replace(day=monthrange(since.year, since.month)[1]))
    numbered = _numbered(queries.received_in(request.official, since, until))
    rows = [dict(zip(KEYS, _iso(_line(row, number)), strict=True)) for number, row in numbered]
    if not rows:
        raise NotFound("register")
    unit = queries.received_in(request.official, since, until)[0]
    common = queries.common_content(
        queries.one_seen_by(request.official, unit.pk), request.official, request.now, unit.matter.one_stop
    )
    content = {
        **{key: common[key] for key in ("agency", "unit", "issued_at")},
        "first": since.isoformat(),
        "last": until.isoformat(),
        "rows": rows,
        "count": len(rows),
    }
    return download(papers.render("form-06", content, on=localdate(request.now)), PDF, f"{_name(since, until)}.pdf")


@require_safe
@at_desk
def register_file(request: DeskRequest, kind: str) -> Any:
    """The whole period as a table: CSV as it is read, or XLSX."""
    since, until = period_of(request)
    dossiers = queries.received_in(request.official, since, until)
    lines = ([safe(cell) for cell in _line(row, number)] for number, row in _numbered(dossiers))
    if kind == "csv":
        response: Any = StreamingHttpResponse(csv_of(COLUMNS, lines), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = FileResponse(xlsx_of("Mẫu 06", COLUMNS, lines), content_type=XLSX)
    else:
        raise NotFound("register")
    name = f"{_name(since, until)}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def cells(row: RegisterRow, number: int) -> list[Any]:
    """One line of form 06, column by column; moments stay moments until they are written."""
    dossier, matter, handed = row.dossier, row.dossier.matter, row.handed
    applicant = dossier.applicant
    return [
        number,
        str(matter),
        dossier.procedure.name,
        row.sets,
        dossier.applicant_name,
        ", ".join(filter(None, (applicant.residence, applicant.phone))),
        matter.lead_agency.name,
        matter.received_at,
        matter.due_at,
        row.returned_at,
        str(dossier.get_result_method_display()),
        matter.one_stop.short_name or matter.one_stop.name if handed else "",
        handed.receiver_name if handed else "",
        row.received_by,
        matter.event_area.name if matter.event_area else "",
        str(matter.get_verdict_display()) if matter.verdict else str(dossier.get_state_display()),
    ]


def months(since: date, until: date) -> Iterator[tuple[date, date]]:
    """The period month by month: a paper of a year would be a book."""
    while since <= until:
        last = since.replace(day=monthrange(since.year, since.month)[1])
        yield since, min(last, until)
        since = last + timedelta(days=1)


def _numbered(dossiers: QuerySet[Dossier]) -> Iterator[tuple[int, RegisterRow]]:
    """Every line with its number, read a few hundred at a time: two queries more for each of these."""
    reading, number = dossiers.iterator(chunk_size=CHUNK), 0
    while chunk := list(islice(reading, CHUNK)):
        for row in queries.register_rows(chunk):
            number += 1
            yield number, row


def _line(row: RegisterRow, number: int) -> list[Any]:
    """A line as the book has it: in Vietnamese, whatever language the page is read in."""
    with translation.override("vi"):
        return cells(row, number)


def period_of(request: DeskRequest) -> tuple[date, date]:
    """The period that an address names; a wrong one does not exist."""
    today = localdate(request.now)
    since = day_asked(request.GET.get("since", ""), today.replace(day=1))
    until = day_asked(request.GET.get("until", ""), today)
    if not EARLIEST <= since <= until <= LATEST or (until - since).days >= LONGEST_DAYS:
        raise NotFound("period")
    return since, until


def _iso(line: list[Any]) -> list[Any]:
    return [localtime(cell).isoformat() if isinstance(cell, datetime) else cell for cell in line]


def safe(cell: Any) -> Any:
    """A cell as a table may hold it: moments written out, and nothing that a spreadsheet would run."""
    if isinstance(cell, datetime):
        return f"{localtime(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")):
        return f"'{cell}"
    return "" if cell is None else cell


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_of(columns: Sequence[str], lines: Iterable[list[Any]]) -> Iterator[str]:
    """A table as text, line by line."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # by it spreadsheets know that the letters are Unicode
    yield writer.writerow(columns)  # the echo gives the text back
    for line in lines:
        yield writer.writerow(line)


def xlsx_of(title: str, columns: Sequence[str], lines: Iterable[list[Any]]) -> IO[bytes]:
    """A workbook of one sheet in a file without a name, gone when it is sent: no line is held in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(columns)
    for line in lines:
        sheet.append([_plain(sheet, value) for value in line])
    kept = TemporaryFile()  # noqa: SIM115  # the response closes it
    book.save(kept)
    kept.seek(0)
    return kept


def _plain(sheet: Any, value: Any) -> Any:
    """What somebody typed that begins like a formula is words still: no spreadsheet reckons with it."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _name(since: date, until: date) -> str:
    return f"so-theo-doi-{since:%Y%m%d}-{until:%Y%m%d}"
