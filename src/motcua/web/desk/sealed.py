"""The sealed queue: letters that may be denunciations, for whoever takes them at the one agency that may.

For everybody else, whatever they may do elsewhere, none of these addresses exists.
"""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import Letter
from motcua.domain.feedback.states import Channel, OpeningReason, SealedOutcome
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import download
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import PageForm, posted

PAGE_SIZE = 50
OPEN, CLOSED = "", "da-xong"
SIGNATURES = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


class OpenForm(PageForm):
    """Why the letter is opened."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do mở đơn"), choices=OpeningReason.choices, widget=forms.RadioSelect
    )


class CloseForm(PageForm):
    """What became of it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả xử lý"), choices=SealedOutcome.choices, widget=forms.RadioSelect
    )


@require_safe
@at_desk
def queue(request: DeskRequest) -> HttpResponse:
    """The letters by their date; those that are closed on a list of their own. Nothing of what is in them."""
    closed = request.GET.get("xem", OPEN) == CLOSED
    found = queries.letters_for(request.official).filter(closed_at__isnull=not closed)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    rows = [(letter, Channel(letter.channel).label, _outcome(letter)) for letter in shown.object_list]
    context = {"found": shown, "rows": rows, "closed": closed, "address": f"?xem={CLOSED}&" if closed else "?"}
    return page(request, "sealed/queue", context)


@require_http_methods(["GET", "POST"])
@at_desk
def letter(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET shows the envelope; POST with a reason opens it, once, before this reader."""
    sealed = queries.letter_for(request.official, letter_id)
    form = posted(OpenForm, request) if request.method == "POST" else OpenForm()
    if request.method == "POST" and form.is_valid():
        reason = OpeningReason(form.cleaned_data["reason"])
        opened = actions.open_sealed(letter_id, reason, by=request.official, now=request.now)
        return page(request, "sealed/open", _inside(request, opened, reason))
    return _envelope(request, sealed, form, CloseForm())


@require_POST
@at_desk
def take(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Take a letter up."""
    actions.take_sealed(letter_id, by=request.official, now=request.now)
    messages.success(request, _("Anh/chị đã nhận xử lý đơn này."))
    return redirect("desk:sealed_letter", letter_id=letter_id)


@require_POST
@at_desk
def close(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Note what became of a letter."""
    sealed = queries.letter_for(request.official, letter_id)
    form = posted(CloseForm, request)
    if not form.is_valid():
        return _envelope(request, sealed, OpenForm(), form)
    outcome = SealedOutcome(form.cleaned_data["outcome"])
    actions.close_sealed(letter_id, outcome, by=request.official, now=request.now)
    messages.success(request, _("Đã ghi kết quả xử lý đơn."))
    return redirect("desk:sealed_queue")


@require_POST
@at_desk
def file(request: DeskRequest, letter_id: int, place: int) -> HttpResponse:
    """One file of a letter; getting it is an opening like any other."""
    queries.letter_for(request.official, letter_id)
    form = posted(OpenForm, request)
    if not form.is_valid():
        raise NotFound("file")
    reason = OpeningReason(form.cleaned_data["reason"])
    opened = actions.open_sealed(letter_id, reason, by=request.official, now=request.now)
    if place >= len(opened.files):
        raise NotFound("file")
    content = b64decode(opened.files[place][1])
    kind = next((kind for begins, kind in SIGNATURES if content.startswith(begins)), "application/octet-stream")
    return download(content, kind, f"tep-{place + 1}")


def _envelope(request: DeskRequest, sealed: Any, open_form: PageForm, close_form: PageForm) -> HttpResponse:
    context = {
        "letter": sealed,
        "channel": Channel(sealed.channel).label,
        "outcome": _outcome(sealed),
        "open_form": open_form,
        "close_form": close_form,
    }
    return page(request, "sealed/letter", context)


def _inside(request: DeskRequest, opened: Letter, reason: OpeningReason) -> dict[str, Any]:
    place = opened.place
    code = str(place.get("area") or "")
    area = agencies.areas_named({code}, localdate(request.now)).get(code) if code else None
    return {
        "letter": opened.sealed,
        "channel": Channel(opened.sealed.channel).label,
        "content": opened.content,
        "sender": opened.sender,
        "where": ", ".join(filter(None, [str(place.get("detail") or ""), agencies.full_name(area) if area else ""])),
        "questions": opened.said.get("questions") or [],
        "answers": [*(opened.said.get("answers") or []), *(opened.said.get("verdicts") or [])],
        "later": [
            {"at": datetime.fromisoformat(str(each["at"])), "content": each.get("content", ""), "sender": _who(each)}
            for each in opened.later
        ],
        "files": [name for name, _content in opened.files],
        "reason": str(reason),
    }


def _who(later: dict[str, Any]) -> str:
    """What whoever sent something later said of themselves, in one line."""
    return ", ".join(str(value) for value in dict(later.get("sender") or {}).values() if value)


def _outcome(sealed: Any) -> str:
    return str(SealedOutcome(sealed.outcome).label) if sealed.outcome else ""
