"""Editing a working calendar as text: what is wrong is said with its line, and what was typed stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.domain.agencies.models import Calendar
from motcua.domain.matters import actions
from motcua.kernel.errors import Malformed, NotFound
from motcua.kernel.reading import parse_yaml_with_marks
from motcua.kernel.worktime import Calendar as WorkingCalendar
from motcua.kernel.worktime import Misread
from motcua.web.backoffice.site import administrator
from motcua.web.shared.forms import PageForm, posted

NAME = "lich"


class CalendarForm(PageForm):
    """The text of a calendar; `body` is what it says once it is valid."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung lịch"), widget=forms.Textarea(attrs={"spellcheck": "false"}), strip=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    body: Mapping[str, Any]

    def clean_text(self) -> str:
        """The text, which must be a calendar; one sentence, with its line, when it is not."""
        text: str = self.cleaned_data["text"]
        try:
            body, marks = parse_yaml_with_marks(text, NAME)
        except Malformed as problem:
            raise forms.ValidationError(_unread(str(problem).removeprefix(f"{NAME}: "))) from None
        try:
            WorkingCalendar.from_mapping(body)
        except Misread as problem:
            place = problem.place
            while place and place not in marks:
                place = place[:-1]
            raise forms.ValidationError(_unread(str(problem), marks.get(place, 1))) from None
        except Malformed as problem:
            raise forms.ValidationError(_unread(str(problem))) from None
        self.body = body
        return text


def calendar(request: HttpRequest, found: Calendar | None) -> HttpResponse:
    """GET shows the calendar; POST puts a new revision in force and says how many due dates moved."""
    if found is None:
        raise NotFound("calendar")
    if request.method == "POST":
        form = posted(CalendarForm, request)
        if form.is_valid() and _may_be_amended(form, found):
            moved = actions.amend_calendar(
                found.code,
                form.body,
                by=administrator(request),
                now=request.now,  # type: ignore[attr-defined]  # set by the middleware `present`
            )
            messages.success(request, _done(moved))
            return redirect("backoffice:agencies_calendar_change", found.pk)
    else:
        form = CalendarForm(initial={"text": as_text(found.body), "revision": found.revision})
    response = render(request, "backoffice/calendar.html", {"form": form, "calendar": found})
    response["Cache-Control"] = "private, no-store"
    return response


def as_text(body: Mapping[str, Any]) -> str:
    """A calendar as its file is written: one weekday a line, one exception a line."""
    lines = [f"calendar: {body['calendar']}", f"timezone: {body['timezone']}", "hours:"]
    lines += [f"  {day}: [{', '.join(periods or [])}]" for day, periods in body["hours"].items()]
    lines.append("exceptions:" if body.get("exceptions") else "exceptions: []")
    for each in body.get("exceptions") or []:
        parts = [f"date: {each['date']}", f"kind: {each['kind']}"]
        if each.get("hours"):
            parts.append(f"hours: [{', '.join(each['hours'])}]")
        if each.get("source"):
            parts.append(f"source: {_quoted(each['source'])}")
        lines.append(f"  - {{{', '.join(parts)}}}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _may_be_amended(form: CalendarForm, found: Calendar) -> bool:
    """The same calendar, and nobody has changed it since the page was opened."""
    if form.body.get("calendar") != found.code:
        form.add_error("text", _("Dòng “calendar” phải giữ nguyên mã lịch là %(code)s.") % {"code": found.code})
        return False
    if form.cleaned_data["revision"] != found.revision:
        sentence = _(
            "Trong lúc anh/chị sửa, người khác đã lưu bản %(revision)d. Hãy chép phần đã gõ, mở lại trang rồi sửa tiếp."
        )
        form.add_error("text", sentence % {"revision": found.revision})
        return False
    return True


def _unread(sentence: str, line: int | None = None) -> str:
    """What is wrong, in the words of the clock, with the line it stands on."""
    if line is None:
        return _("Chưa đọc được lịch: %(sentence)s") % {"sentence": sentence}
    return _("Chưa đọc được lịch, dòng %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}


def _done(moved: int) -> str:
    if not moved:
        return _("Đã lưu lịch. Không có ngày hẹn trả nào thay đổi.")
    return ngettext(
        "Đã lưu lịch. %(n)d ngày hẹn trả được tính lại.", "Đã lưu lịch. %(n)d ngày hẹn trả được tính lại.", moved
    ) % {"n": moved}
