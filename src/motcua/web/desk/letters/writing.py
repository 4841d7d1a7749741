"""Writing a letter: begun from a template, its boxes, its text with autosave, facts and clauses put in."""

from __future__ import annotations

from http import HTTPStatus
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.letters import actions, queries
from motcua.kernel.errors import Refused
from motcua.web.desk.letters.forms import BoxesForm, FactForm, filled
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

FIELD_OF = {
    "letter_kind_not_kept": "kind",
    "kind_stays": "kind",
    "not_a_signer": "signer",
    "not_a_secretary": "secretary",
    "secretary_is_chair": "secretary",
    "too_many_addressees": "to",
    "fact_of_the_future": "as_of",
}
LARGEST_NUMBER = 2**31 - 1


@require_http_methods(["GET", "POST"])
@at_desk
def begin(request: DeskRequest) -> HttpResponse:
    """GET asks what the letter is; POST begins it and goes on to its text."""
    official, now = request.official, request.now
    choices = queries.choices_at(official, now)
    if not queries.may_draft(official):
        raise Refused("other_duty")
    start = {"copies": "\n".join(choices.copies), "copy_count": 1}
    options: dict[str, Any] = {"choices": choices, "new": True}
    form = posted(BoxesForm, request, **options) if request.method == "POST" else BoxesForm(initial=start, **options)
    answers = number(request.GET.get("tra-loi", ""))
    if answers is not None:
        queries.incoming_seen_by(official, answers)
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.draft(
                form.boxes(),
                press=f"{official.account_id}-{request.POST.get('press', '')[:64]}",
                template=form.cleaned_data["template"],
                answers=answers,
                by=official,
                now=now,
            )
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            return redirect("desk:write_letter", letter_id=letter.pk)
    context = {
        "form": form,
        "letter": None,
        "seen": "",
        "press": request.POST.get("press", "")[:64] or token_hex(16),
        "usual": choices.addressees,
    }
    return page(request, "letters/boxes", context)


@require_http_methods(["GET", "POST"])
@at_desk
def boxes(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET shows the boxes of a draft; POST fills them anew."""
    official, now = request.official, request.now
    letter = queries.letter_seen_by(official, letter_id)
    ensure_writes(request, letter)
    choices = queries.choices_at(official, now)
    options: dict[str, Any] = {"choices": choices, "new": False}
    form = (
        posted(BoxesForm, request, **options)
        if request.method == "POST"
        else BoxesForm(initial=filled(letter), **options)
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            actions.describe(letter.pk, form.boxes(), seen=seen, by=official, now=now)
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã lưu phần thể thức."))
            return redirect("desk:letter", letter_id=letter.pk)
    context = {
        "form": form,
        "letter": letter,
        "seen": queries.seen_mark(letter),
        "press": "",
        "usual": choices.addressees,
    }
    return page(request, "letters/boxes", context)


@require_http_methods(["GET", "POST"])
@at_desk
def write(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET shows the text to write in; POST keeps it: as one writes (htmx), by the button, or under a name."""
    official, now = request.official, request.now
    letter = queries.letter_seen_by(official, letter_id)
    ensure_writes(request, letter)
    overtaken: Any = None
    body = letter.current.body if letter.current is not None else ""
    revision = letter.revision
    if request.method == "POST":
        body = request.POST.get("body", "")
        while_writing = request.headers.get("HX-Request") == "true"
        saved = actions.save_version(
            letter.pk,
            body,
            based_on=based_on(request),
            # A name half typed is none yet.
            name="" if while_writing else request.POST.get("name", "")[:100],
            by=official,
            now=now,
        )
        overtaken = saved.version if saved.overtaken else None
        revision = based_on(request) if saved.overtaken else saved.letter.revision
        if while_writing:
            told = {"revision": revision, "overtaken": overtaken, "letter": letter, "at": now}
            return page(request, "letters/saved", told)
        if overtaken is None:
            messages.success(request, _("Đã lưu."))
            onward = "desk:letter" if request.POST.get("onward") else "desk:write_letter"
            return redirect(onward, letter_id=letter.pk)
    choices = queries.choices_at(official, now)
    context = {
        "letter": letter,
        "body": body,
        "revision": revision,
        "overtaken": overtaken,
        "clauses": choices.clauses,
        "facts": queries.facts_in(letter.current),
        "comments": [each for each in queries.comments_of(letter) if each.comment.resolved_at is None],
        "at": None,
    }
    return page(request, "letters/write", context, HTTPStatus.CONFLICT if overtaken else HTTPStatus.OK)


@require_http_methods(["GET", "POST"])
@at_desk
def fact(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET asks for a fact and its source; POST puts it into the text."""
    letter = queries.letter_seen_by(request.official, letter_id)
    ensure_writes(request, letter)
    form = posted(FactForm, request) if request.method == "POST" else FactForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.insert_fact(
                letter.pk,
                form.fact(),
                based_on=based_on(request),
                after=form.cleaned_data["after"],
                by=request.official,
                now=request.now,
            )
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã chèn dẫn chứng vào văn bản."))
            return redirect("desk:write_letter", letter_id=letter.pk)
    context = {
        "form": form,
        "letter": letter,
        "revision": letter.revision,
        "paragraphs": queries.paragraphs_of(letter.current),
    }
    return page(request, "letters/fact", context)


@require_POST
@at_desk
def clause(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Put a clause of the province's at the end of the text."""
    letter = queries.letter_seen_by(request.official, letter_id)
    code = request.POST.get("clause", "")[:80]
    actions.insert_clause(letter.pk, code, based_on=based_on(request), by=request.official, now=request.now)
    messages.success(request, _("Đã chèn đoạn mẫu vào cuối văn bản."))
    return redirect("desk:write_letter", letter_id=letter.pk)


@require_POST
@at_desk
def restore(request: DeskRequest, letter_id: int, number: int) -> HttpResponse:
    """Let the letter say again what a version says."""
    letter = queries.letter_seen_by(request.official, letter_id)
    actions.restore_version(letter.pk, number, based_on=based_on(request), by=request.official, now=request.now)
    messages.success(
        request, _("Văn bản đã trở lại như bản số %(number)s; bản trước đó vẫn được giữ.") % {"number": number}
    )
    return redirect("desk:write_letter", letter_id=letter.pk)


@require_POST
@at_desk
def discard(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Put a draft of one's own aside."""
    actions.discard(letter_id, by=request.official, now=request.now)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("desk:letters")


def number(text: str) -> int | None:
    """A number that can be a key, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_NUMBER)) else None


def based_on(request: DeskRequest) -> int:
    """The revision that the writer had before them; none that ever was where it is missing."""
    typed = number(request.POST.get("based_on", ""))
    return -1 if typed is None else typed


def ensure_writes(request: DeskRequest, letter: Any) -> None:
    """Refused where the letter is not being drafted, or the official drafts none."""
    if "write" not in queries.moves_open_to(request.official, letter):
        raise Refused("letter_not_in_draft" if queries.may_draft(request.official) else "other_duty")
