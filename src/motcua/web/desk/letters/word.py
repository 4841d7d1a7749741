"""The .docx of a letter and back: given out, taken in, looked at with what is lost, and only then kept."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.letters import actions, queries
from motcua.kernel.errors import Malformed, Refused
from motcua.web.desk.downloads import download
from motcua.web.desk.letters.forms import DocxForm
from motcua.web.desk.letters.writing import based_on, ensure_writes
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@at_desk
def docx(request: DeskRequest, letter_id: int) -> HttpResponse:
    """The letter as .docx."""
    letter = queries.letter_seen_by(request.official, letter_id)
    name = f"{queries.number_of(letter).strip('…/').replace('/', '-')}-{letter.revision}.docx"
    return download(queries.docx_of(letter, request.now), DOCX, name)


@require_http_methods(["GET", "POST"])
@at_desk
def upload(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET asks for the edited file; POST shows what it would make of the letter, and keeps nothing yet."""
    letter = queries.letter_seen_by(request.official, letter_id)
    ensure_writes(request, letter)
    form = posted(DocxForm, request) if request.method == "POST" else DocxForm()
    edited: Any = None
    if request.method == "POST" and form.is_valid():
        try:
            edited = queries.edited_docx(letter, form.cleaned_data["file"].read(), request.now)
        except Malformed as no:
            form.add_error("file", str(no))
        except Refused as no:
            form.add_error("file", sentence_for(no))
    context = {
        "letter": letter,
        "form": form,
        "edited": edited,
        "overtaken": None,
        "body": edited.body if edited else "",
    }
    return page(request, "letters/docx", context)


@require_POST
@at_desk
def take_over(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Keep the text of the file, as it was looked at, as the next version."""
    letter = queries.letter_seen_by(request.official, letter_id)
    ensure_writes(request, letter)
    body = request.POST.get("body", "")
    saved = actions.take_over(letter.pk, body, based_on=based_on(request), by=request.official, now=request.now)
    if saved.overtaken:
        context = {"letter": saved.letter, "form": DocxForm(), "edited": None, "overtaken": saved.version, "body": ""}
        return page(request, "letters/docx", context, HTTPStatus.CONFLICT)
    messages.success(request, _("Đã giữ nội dung từ tệp thành bản số %(number)s.") % {"number": saved.version.number})
    return redirect("desk:write_letter", letter_id=letter.pk)
