"""Feedback in numbers: the ratios of QĐ 766/QĐ-TTg, our stricter ones, and the register of a period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import RegisterRow, RuleRow, Sorted
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

RULE_COLUMNS = (
    gettext_lazy("STT"),
    gettext_lazy("Ngày nhận"),
    gettext_lazy("Mã phản ánh"),
    gettext_lazy("Họ tên"),
    gettext_lazy("Địa chỉ"),
    gettext_lazy("Điện thoại, thư điện tử"),
    gettext_lazy("Hình thức"),
    gettext_lazy("Nội dung"),
    gettext_lazy("Loại theo Điều 5"),
    gettext_lazy("Đủ điều kiện Điều 7"),
    gettext_lazy("Phân loại theo Điều 9"),
    gettext_lazy("Cơ quan giải quyết"),
    gettext_lazy("Phải chuyển trước"),
    gettext_lazy("Ngày chuyển"),
    gettext_lazy("Đúng hạn chuyển"),
    gettext_lazy("Kết quả"),
    gettext_lazy("Ngày trả lời"),
)
RULE_COUNTERS = (
    ("received", "Đã nhận"),
    ("accepted", "Được tiếp nhận"),
    ("returned", "Không tiếp nhận, trả lại"),
    ("incomplete", "Thiếu họ tên, địa chỉ hoặc cách liên hệ"),
    ("behaviour", "Về hành vi: chuyển cơ quan có thẩm quyền"),
    ("own", "Về quy định thuộc thẩm quyền"),
    ("elsewhere", "Về quy định không thuộc thẩm quyền: chuyển"),
    ("in_time", "Đã chuyển trong 5 ngày làm việc"),
    ("late", "Chuyển chậm hoặc chưa chuyển khi đã quá hạn"),
)
SORTED = {
    Sorted.RETURNED: gettext_lazy("Không tiếp nhận"),
    Sorted.BEHAVIOUR: gettext_lazy("Về hành vi, chuyển cơ quan có thẩm quyền"),
    Sorted.OWN: gettext_lazy("Về quy định thuộc thẩm quyền"),
    Sorted.ELSEWHERE: gettext_lazy("Về quy định không thuộc thẩm quyền, chuyển"),
}


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
        "served": queries.served_766(agency, since, until),
        "strict": queries.strict(agency, since, until),
        "units": _by_unit(request, since, until),
    }
    return page(request, "reports/figures", context)


def _by_unit(request: DeskRequest, since: date, until: date) -> list[tuple[str, str, Any]]:
    """The ratios of every unit, for whoever coordinates; nothing for others."""
    if "dispatcher" not in request.official.duties:
        return []
    return [
        (name, name_en, index)
        for _code, name, name_en, index in queries.index_766_by_unit(request.official, since, until)
    ]


@require_safe
@at_desk
def rule_feedback(request: DeskRequest) -> HttpResponse:
    """Feedback about administrative rules in a period: how it was sorted, and the beginning of its register."""
    form, since, until = _asked(request)
    rows = list(queries.rule_register(request.official, since, until))
    context = {
        "form": form,
        "since": since,
        "until": until,
        "counts": queries.rule_counts(rows, request.now),
        "rows": [_rule_cells(row, request.now) for row in rows[:SHOWN]],
        "titles": RULE_COLUMNS,
        "more": len(rows) > SHOWN,
        "shown": SHOWN,
        "address": f"?since={since.isoformat()}&until={until.isoformat()}",
    }
    return page(request, "reports/rule_feedback", context)


@require_safe
@at_desk
def rule_feedback_file(request: DeskRequest, kind: str) -> Any:
    """The register of feedback about rules of a whole period, its counters above it: CSV or XLSX."""
    since, until = period_of(request)
    with translation.override("vi"):
        rows = list(queries.rule_register(request.official, since, until))
        counts = queries.rule_counts(rows, request.now)
        above = [[title, getattr(counts, name)] for name, title in RULE_COUNTERS]
        lines = [[safe(cell) for cell in _rule_cells(row, request.now)] for row in rows]
        columns = [str(title) for title in RULE_COLUMNS]
    return _table(kind, f"nghi-dinh-20-{since:%Y%m%d}-{until:%Y%m%d}", columns, iter([*lines, [], *above]))


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
    return _table(kind, f"so-kien-nghi-{since:%Y%m%d}-{until:%Y%m%d}", COLUMNS, _lines(first, rows))


def _table(kind: str, name: str, columns: Sequence[str], lines: Iterator[list[Any]]) -> Any:
    if kind == "csv":
        response: Any = StreamingHttpResponse(csv_of(columns, lines), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = FileResponse(xlsx_of("Sổ phản ánh", columns, lines), content_type=XLSX)
    else:
        raise NotFound("register")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}") or "attachment"
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


def _rule_cells(row: RuleRow, now: datetime) -> list[Any]:
    sends_on = row.sorted in {Sorted.BEHAVIOUR, Sorted.ELSEWHERE}
    return [
        row.number,
        row.received_at,
        row.code,
        row.name,
        row.address,
        row.contact,
        row.form,
        row.content,
        row.kind,
        _("Đủ") if row.complete else _("Thiếu"),
        str(SORTED[row.sorted]),
        row.unit,
        row.send_on_by if sends_on else "",
        row.sent_on_at if sends_on else "",
        (_("Chậm") if row.late(now) else _("Đúng hạn") if row.sent_on_at else _("Chưa chuyển")) if sends_on else "",
        row.state,
        row.answered_at,
    ]
