"""Sheets in which offices keep petitions: sent, shown line by line, taken in with one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.petitions import actions, queries
from motcua.kernel.errors import Refused
from motcua.web.desk.petitions.asking import did, filled
from motcua.web.desk.petitions.forms import PetitionForm, sessions
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.refusals import sentence_for

ON_A_PAGE, LINES_ON_A_PAGE = 20, 50
COLUMNS = {
    "content": gettext_lazy("Nội dung kiến nghị"),
    "voter": gettext_lazy("Họ tên cử tri"),
    "address": gettext_lazy("Địa chỉ"),
    "place": gettext_lazy("Địa bàn"),
    "field": gettext_lazy("Lĩnh vực"),
    "phone": gettext_lazy("Số điện thoại"),
    "agency": gettext_lazy("Cơ quan giải quyết"),
}
WARNINGS = {
    "macros": gettext_lazy("Bảng có macro. Hệ thống không chạy macro, chỉ đọc chữ trong ô."),
    "formulas": gettext_lazy("Bảng có công thức. Hệ thống lấy kết quả đã lưu trong bảng."),
    "more_sheets": gettext_lazy(
        "Tệp có nhiều trang ghi kiến nghị. Hệ thống chỉ đọc trang đầu tiên; hãy lưu mỗi trang còn lại thành một tệp."
    ),
    "hidden_rows": gettext_lazy("Bảng có dòng bị ẩn. Các dòng đó cũng được đọc, hãy xem kỹ trước khi đưa vào."),
}


class SheetForm(PetitionForm):
    """The file, and the session its petitions are counted with."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        **dict.fromkeys(("sheet_too_large", "sheet_unreadable", "sheet_without_heading", "sheet_too_long"), "file"),
        "session_is_over": "session",
    }
    session = forms.ChoiceField(label=gettext_lazy("Kỳ họp"))
    file = forms.FileField(
        label=gettext_lazy("Bảng tính"),
        help_text=gettext_lazy("Tệp .xlsx hoặc .xlsm có dòng tiêu đề, trong đó có cột “Nội dung kiến nghị”."),
        widget=forms.FileInput({"accept": ".xlsx,.xlsm"}),
    )


@require_http_methods(["GET", "POST"])
@at_desk
def sheets(request: DeskRequest) -> HttpResponse:
    """GET shows the sheets so far and asks for another; POST reads it, and shows it before anything is taken in."""
    rows = queries.sheets_for_council(request.official)
    newest = queries.session_on(localdate(request.now))
    form = filled(SheetForm, request, {"session": newest.pk if newest else ""})
    form.fields["session"].choices = sessions()  # type: ignore[attr-defined]  # as it is one
    made: list[Any] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        session = int(form.cleaned_data["session"])
        made.append(actions.read_in(file.name or "", file.read(), session, by=request.official, now=request.now))

    if request.method == "POST" and form.is_valid() and did(form, act, {"session": "session"}):
        return redirect("desk:petition_sheet", sheet_id=made[0].pk)
    found = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    return page(request, "petitions/sheets", {"form": form, "found": found})


@require_safe
@at_desk
def sheet(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """A sheet as it was read: a sentence for each line that cannot be taken, then the lines that can."""
    return _shown(request, queries.sheet_for_council(sheet_id, request.official))


@require_POST
@at_desk
def take_sheet(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """Take the good lines in: once."""
    found = queries.sheet_for_council(sheet_id, request.official)
    try:
        actions.take_sheet(sheet_id, by=request.official, now=request.now)
    except Refused as no:
        return _shown(request, found, sentence_for(no))
    messages.success(request, _("Đang đưa các dòng vào hệ thống. Tải lại trang để xem đã được bao nhiêu."))
    return redirect("desk:petition_sheet", sheet_id=sheet_id)


def _shown(request: DeskRequest, found: Any, problem: str = "") -> HttpResponse:
    read = queries.sheet_read(found)
    faulty = [each for each in read.lines if each.problem]
    before = queries.lines_there(found)
    good = [each for each in read.lines if not each.problem]
    fresh = [each for each in good if each.row not in before.earlier]
    context = {
        "sheet": found,
        "problem": problem,
        "unreadable": sentence_for(unread) if (unread := queries.why_unread(found)) is not None else "",
        "columns": [COLUMNS[name] for name in COLUMNS if name in read.columns],
        "missing": [COLUMNS[name] for name in read.missing if name in COLUMNS],
        "warnings": [WARNINGS[name] for name in read.warnings if name in WARNINGS],
        "faulty": faulty,
        "earlier": [(each, before.by_row[each.row]) for each in good if each.row in before.earlier],
        "new": len(fresh),
        "made": before.by_row,
        "lines": Paginator(fresh, LINES_ON_A_PAGE).get_page(request.GET.get("trang")),
    }
    return page(request, "petitions/sheet", context)
