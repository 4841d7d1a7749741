"""Signing and issuing many letters with one PIN; and what is done when an issued one is wrong."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.letters import actions, queries
from motcua.domain.letters.actions import Batch
from motcua.domain.petitions import queries as petitions
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.letters.forms import PinForm, ReasonForm
from motcua.web.desk.letters.showing import line_of
from motcua.web.desk.letters.writing import number
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

PIN_REFUSALS = frozenset({"wrong_pin", "pin_locked", "key_rests"})


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_desk
def signing(request: DeskRequest) -> HttpResponse:
    """GET lists what waits for the official's signature; POST signs what was chosen."""
    return _batch(request, "to_sign", actions.sign, "letters/sign")


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_desk
def issuing(request: DeskRequest) -> HttpResponse:
    """GET lists what is signed and waits for number and seal; POST issues what was chosen."""
    return _batch(request, "to_issue", actions.issue, "letters/issue")


@require_POST
@at_desk
def replace(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Begin the letter that takes this one's place."""
    new = actions.replace(letter_id, press=_press(request), by=request.official, now=request.now)
    return redirect("desk:write_letter", letter_id=new.pk)


@require_POST
@at_desk
def correct(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Begin the official letter that puts right the form of this one."""
    new = actions.correct(letter_id, press=_press(request), by=request.official, now=request.now)
    return redirect("desk:write_letter", letter_id=new.pk)


@require_http_methods(["GET", "POST"])
@at_desk
def recall(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET asks why; POST takes the letter back."""
    letter = queries.letter_seen_by(request.official, letter_id)
    form = posted(ReasonForm, request) if request.method == "POST" else ReasonForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.recall(letter.pk, form.cleaned_data["words"], by=request.official, now=request.now)
        except Refused as no:
            if no.code != "reason_missing":
                raise
            form.add_error("words", sentence_for(no))
        else:
            messages.success(request, _("Đã thu hồi văn bản. Các nơi nhận được báo trả lại hoặc xóa."))
            return redirect("desk:letter", letter_id=letter.pk)
    answered = petitions.answered_in(letter, request.official)
    return page(request, "letters/recall", {**line_of(letter), "form": form, "petitions": answered})


def _batch(request: DeskRequest, state: str, act: Callable[..., Batch], template: str) -> HttpResponse:
    """A list to choose from, a PIN, and what came of it: what was done is done, what was not says why."""
    queries.open_at(request.official)
    form = posted(PinForm, request) if request.method == "POST" else PinForm()
    chosen = [pk for pk in map(number, request.POST.getlist("letter")[:200]) if pk is not None]
    left: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            batch = act(chosen, form.cleaned_data["pin"], by=request.official, now=request.now)
        except Refused as no:
            form.add_error("pin" if no.code in PIN_REFUSALS else None, sentence_for(no))
        else:
            if batch.done:
                count = len(batch.done)
                said = ngettext("Đã xong %(num)s văn bản.", "Đã xong %(num)s văn bản.", count) % {"num": count}
                messages.success(request, said)
            if not batch.left:
                return redirect("desk:letters")
            left = _left(request, batch)
            form = PinForm()
    lines = [line_of(letter) for letter in queries.waiting_for(request.official).get(state, [])]
    context = {"form": form, "lines": lines, "chosen": chosen, "left": left, "first": request.method == "GET"}
    return page(request, template, context, HTTPStatus.CONFLICT if left else HTTPStatus.OK)


def _left(request: DeskRequest, batch: Batch) -> list[dict[str, Any]]:
    """Why letters were not done, each reason once, with those it kept back as far as they may be seen."""
    reasons: dict[str, list[str]] = {}
    for each in batch.left:
        named = reasons.setdefault(str(sentence_for(each.refusal)), [])
        try:
            named.append(queries.letter_seen_by(request.official, each.letter_id).subject)
        except NotFound:
            continue
    return [{"sentence": sentence, "named": named} for sentence, named in reasons.items()]


def _press(request: DeskRequest) -> str:
    return f"{request.official.account_id}-{request.POST.get('press', '')[:64] or token_hex(16)}"
