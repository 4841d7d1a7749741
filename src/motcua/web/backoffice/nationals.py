"""National records: taking in a file of them, and one of them beside its version before and the province's own."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.models import NationalProcedure
from motcua.kernel.errors import Malformed, NotFound
from motcua.web.backoffice.site import administrator
from motcua.web.shared.forms import PageForm, posted

MOST_TOLD = 200
"""Rejected records that the page lists; the command tells them all."""


class ImportForm(PageForm):
    """A file of records, and whether anything is to be kept."""

    file = forms.FileField(label=gettext_lazy("Tệp thủ tục (JSONL, CSV hoặc XLSX)"))
    keep = forms.BooleanField(label=gettext_lazy("Lưu vào danh mục (không chọn thì chỉ xem thử)"), required=False)


def take_in(request: HttpRequest) -> HttpResponse:
    """GET asks for a file; POST tells what became of each record, or why the file cannot be read."""
    form, done = ImportForm(), None
    if request.method == "POST":
        form = posted(ImportForm, request)
        if form.is_valid():
            try:
                done = actions.import_national(
                    form.cleaned_data["file"].file,
                    form.cleaned_data["file"].name,
                    by=administrator(request),
                    now=request.now,  # type: ignore[attr-defined]  # set by the middleware `present`
                    dry_run=not form.cleaned_data["keep"],
                )
            except Malformed as problem:
                form.add_error("file", _("Không đọc được tệp này: %(why)s") % {"why": str(problem)})
    english = (get_language() or "vi").startswith("en")
    rejected = [
        (each.line, each.code, each.why_en if english else each.why)
        for each in (done.rejected[:MOST_TOLD] if done else [])
    ]
    context = {"form": form, "done": done, "kept": bool(done and form.cleaned_data["keep"]), "rejected": rejected}
    response = render(request, "backoffice/import.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def compared(request: HttpRequest, record: NationalProcedure | None) -> HttpResponse:
    """One version: what differs from the version before it, and from the province's own procedure today."""
    if record is None:
        raise NotFound("national procedure")
    today = localdate(request.now)  # type: ignore[attr-defined]  # set by the middleware `present`
    context = {
        "record": record,
        "changes": queries.changes_of(record),
        "beside_own": queries.beside_own(record, today),
    }
    response = render(request, "backoffice/national.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
