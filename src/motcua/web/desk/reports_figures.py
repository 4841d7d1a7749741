"""Feedback in numbers: the ratios of QĐ 766/QĐ-TTg, our stricter ones, and the register of a period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import RegisterRow
from motcua.domain.papers import queries as papers
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.register import XLSX, PeriodForm, csv_of, months, period_of, safe, xlsx_of
from motcua.web.desk.seat import DeskRequest, at_desk, page

SHOWN = 50
"""Lines of the register on its page; the whole period is had as a file."""
COLUMNS = (
    *("STT", "Mã phản ánh", "Ngày nhận", "Người gửi", "Nội dung", "Loại theo Nghị định 20/2008/NĐ-CP"),
    *("Đơn vị giải quyết", "Kết quả", "Ngày trả lời"),
)


@require_safe
@at_desk
def figures(request: DeskRequest) -> HttpResponse:
    """The unit's reports of a period, counted as the law counts them and as we do."""
    form, since, until = _asked(request)
    agency = request.official.agency_id
    context = {
        "form": form,
        "since": since,
        "until": until,
        "index": queries.index_766(agency, since, until),
        "strict": queries.strict(agency, since, until),
    }
    return page(request, "reports/figures", context)


@require_safe
@at_desk
def register(request: DeskRequest) -> HttpResponse:
    """The beginning of the register of a period, with the files it can be had as."""
    form, since, until = _asked(request)
    rows = list(islice(queries.register(request.official, since, until), SHOWN + 1))
    context = {
        "form": form,
        "since": since,
        "until": until,
        "rows": [_cells(row) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "shown": SHOWN,
        "months": list(months(since, until)),
        "address": f"?since={since.isoformat()}&until={until.isoformat()}",
    }
    return page(request, "reports/register", context)


@require_safe
@at_desk
def register_file(request: DeskRequest, kind: str) -> Any:
    """The whole period as a table: CSV or XLSX."""
    since, until = period_of(request)
    rows = queries.register(request.official, since, until)
    first = next(rows, None)  # who may not have it is told so before anything is sent
    lines = _lines(first, rows)
    if kind == "csv":
        response: Any = StreamingHttpResponse(csv_of(COLUMNS, lines), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = FileResponse(xlsx_of("Sổ phản ánh", COLUMNS, lines), content_type=XLSX)
    else:
        raise NotFound("register")
    name = f"so-kien-nghi-{since:%Y%m%d}-{until:%Y%m%d}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@at_desk
def register_pdf(request: DeskRequest) -> HttpResponse:
    """The register of the part of a month that the address names, on A4 across."""
    since, until = period_of(request)
    until = min(until, since.replace(day=monthrange(since.year, since.month)[1]))
    with translation.override("vi"):
        rows = [_printed(row) for row in queries.register(request.official, since, until)]
    if not rows:
        raise NotFound("register")
    today = localdate(request.now)
    agency = agencies.agency_coded(request.official.agency_code, today)
    content = {
        "agency": {
            "superior": agency.parent.name if agency.parent else "",
            "name": agency.name,
            "place": agency.area.name if agency.area else "",
        },
        "unit": {"name": agency.name},
        "issued_at": localtime(request.now).isoformat(),
        "first": since.isoformat(),
        "last": until.isoformat(),
        "rows": rows,
        "count": len(rows),
    }
    pdf = papers.render("register-of-reports", content, on=today)
    return download(pdf, PDF, f"so-kien-nghi-{since:%Y%m%d}-{until:%Y%m%d}.pdf")


def _printed(row: RegisterRow) -> dict[str, Any]:
    written = asdict(row)
    for name in ("received_at", "answered_at"):
        written[name] = localtime(written[name]).isoformat() if written[name] else ""
    return written


def _asked(request: DeskRequest) -> tuple[PeriodForm, date, date]:
    """The period of the form, this month where none was asked for."""
    today = localdate(request.now)
    since, until = today.replace(day=1), today
    form = PeriodForm(request.GET) if "since" in request.GET or "since-day" in request.GET else None
    if form is not None and form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    return form or PeriodForm(initial={"since": since, "until": until}), since, until


def _lines(first: RegisterRow | None, rows: Iterator[RegisterRow]) -> Iterator[list[Any]]:
    if first is None:
        return
    with translation.override("vi"):
        yield [safe(cell) for cell in _cells(first)]
    for row in rows:
        with translation.override("vi"):
            line = [safe(cell) for cell in _cells(row)]
        yield line


def _cells(row: RegisterRow) -> list[Any]:
    return [
        row.number,
        row.code,
        row.received_at,
        row.sender,
        row.content,
        row.legal_kind,
        row.unit,
        row.state,
        row.answered_at,
    ]
