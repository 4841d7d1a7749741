"""Decisions about a report beside its route: under seal, split, more time, shown to the public or not; its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.feedback import actions, queries
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.downloads import download
from motcua.web.desk.reports import opened
from motcua.web.desk.reports_forms import COPY, ExtendForm, PublishForm, StepForm, split_form
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.environment import moment
from motcua.web.shared.forms import posted
from motcua.web.shared.ranges import in_part


@require_http_methods(["GET", "POST"])
@at_desk
def seal(request: DeskRequest, report_id: int) -> HttpResponse:
    """GET says what it means; POST takes the report out of every list, under seal."""
    report = _offered(request, report_id, "seal")
    if request.method == "POST":
        actions.seal(report_id, by=request.official, now=request.now)
        messages.success(request, _("Đã chuyển vào hàng kín. Không ai ngoài bộ phận tiếp công dân xem được nữa."))
        return redirect("desk:reports")
    return page(request, "reports/seal", {"report": report})


@require_http_methods(["GET", "POST"])
@at_desk
def split(request: DeskRequest, report_id: int) -> HttpResponse:
    """GET asks for the other units; POST gives each a part of its own."""
    report = _offered(request, report_id, "split")
    made = split_form(queries.units(request.official, localdate(request.now)))
    form = posted(made, request) if request.method == "POST" else made()
    if request.method == "POST" and form.is_valid():
        chosen = [code for name, code in form.cleaned_data.items() if code]
        parts = _done(form, lambda: actions.split(report_id, chosen, by=request.official, now=request.now))
        if parts is not None:
            done = ngettext("Đã tách thêm %(num)d phần.", "Đã tách thêm %(num)d phần.", len(parts)) % {
                "num": len(parts)
            }
            messages.success(request, done)
            return redirect("desk:report", report_id=report_id)
    return page(request, "reports/split", {"form": form, "report": report})


@require_http_methods(["GET", "POST"])
@at_desk
def extend(request: DeskRequest, report_id: int) -> HttpResponse:
    """GET asks how long and why; POST promises the answer later, once."""
    report = _offered(request, report_id, "extend")
    form = posted(ExtendForm, request) if request.method == "POST" else ExtendForm()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = _done(
            form,
            lambda: actions.extend(report_id, typed["days"], typed["reason"], by=request.official, now=request.now),
        )
        if made is not None:
            messages.success(
                request, _("Hạn trả lời mới: %(due)s. Người gửi được báo ngay.") % {"due": moment(made.new_due_at)}
            )
            return redirect("desk:report", report_id=report_id)
    return page(request, "reports/extend", {"form": form, "report": report})


@require_http_methods(["GET", "POST"])
@at_desk
def publish(request: DeskRequest, report_id: int) -> HttpResponse:
    """GET asks for the public's text, which is empty until somebody writes it; POST shows the report to everybody."""
    report = _offered(request, report_id, "publish")
    form: StepForm = PublishForm(initial={"public_text": report.public_text})
    if COPY in request.POST:
        form = PublishForm(initial={"public_text": report.content})
    elif request.method == "POST":
        form = posted(PublishForm, request)
        if form.is_valid():
            text = form.cleaned_data["public_text"]
            made = _done(form, lambda: actions.make_public(report_id, text, by=request.official, now=request.now))
            if made is not None:
                messages.success(request, _("Đã công khai phản ánh bằng lời này."))
                return redirect("desk:report", report_id=report_id)
    context = {"form": form, "report": report, "pictures": queries.pictures_of(report, request.official)}
    return page(request, "reports/publish", context)


@require_POST
@at_desk
def keep_private(request: DeskRequest, report_id: int) -> HttpResponse:
    """Show it to nobody but those who work on it."""
    actions.keep_private(report_id, by=request.official, now=request.now)
    messages.success(request, _("Phản ánh này không được công khai."))
    return redirect("desk:report", report_id=report_id)


@require_safe
@at_desk
def photo(request: DeskRequest, photo_id: int) -> HttpResponse:
    """A file of a report, as this reader may have it."""
    found = queries.file_seen_by(request.official, photo_id)
    kept = found.file
    assert kept is not None
    return opened(
        request,
        found.photo.report_id,
        lambda _report: in_part(request, download(documents.content_of(kept), kept.media_type, found.name)),
    )


def _offered(request: DeskRequest, report_id: int, deed: str) -> Any:
    """The report, where this official may decide this about it; else there is no such page."""
    report = queries.one_seen_by(request.official, report_id)
    if deed not in queries.deeds_open_to(request.official, report, request.now):
        raise NotFound("report")
    return report


def _done(form: StepForm, act: Callable[[], Any]) -> Any:
    """What the action gave; `None` where its refusal stands on the form."""
    try:
        return act()
    except Refused as no:
        if not form.refuse(no):
            raise
        return None
