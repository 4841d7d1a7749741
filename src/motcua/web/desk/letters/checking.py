"""A letter is submitted and looked at: what it says, then its form, with everything that the program finds wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.letters import actions, queries
from motcua.kernel.errors import Refused
from motcua.web.desk.letters.forms import ReasonForm
from motcua.web.desk.letters.showing import line_of
from motcua.web.desk.letters.writing import number
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

PASSES: dict[str, tuple[Callable[..., Any], Any]] = {
    "check_content": (actions.check_content, gettext_lazy("Nội dung đạt, chuyển kiểm tra thể thức")),
    "check_form": (actions.check_form, gettext_lazy("Thể thức đạt, trình ký")),
}


@require_POST
@at_desk
def submit(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Submit the draft to whoever checks what it says."""
    checker = number(request.POST.get("checker", ""))
    actions.ask_check(letter_id, checker or 0, by=request.official, now=request.now)
    messages.success(request, _("Đã trình kiểm tra."))
    return redirect("desk:letter", letter_id=letter_id)


@require_http_methods(["GET", "POST"])
@at_desk
def check(request: DeskRequest, letter_id: int) -> HttpResponse:
    """GET shows what the program finds; POST passes the letter on, or sends it back with a reason."""
    letter = queries.letter_seen_by(request.official, letter_id)
    moves = queries.moves_open_to(request.official, letter)
    passing = next((move for move in PASSES if move in moves), "")
    sending_back = request.method == "POST" and "send_back" in request.POST
    form = posted(ReasonForm, request) if sending_back else ReasonForm()
    refused = ""
    if request.method == "POST":
        try:
            if sending_back and form.is_valid():
                actions.send_back(letter.pk, form.cleaned_data["words"], by=request.official, now=request.now)
                messages.success(request, _("Đã trả lại người soạn."))
                return redirect("desk:letters")
            if not sending_back:
                _passed(request, letter.pk)
                messages.success(request, _("Đã kiểm tra và chuyển bước sau."))
                return redirect("desk:letters")
        except Refused as no:
            if no.code not in {"reason_missing", "form_has_faults"}:
                raise
            if sending_back:
                form.add_error("words", sentence_for(no))
            else:
                refused = sentence_for(no)
    _printed, found = queries.to_sign(letter, request.now)
    context = {
        **line_of(letter),
        "form": form,
        "refused": refused,
        "findings": sorted(found, key=lambda each: not each.refuses),
        "passing": PASSES[passing][1] if passing else "",
        "move": passing,
        "back": "send_back" in moves,
        "paragraphs": queries.shown_paragraphs(letter.current),
        "facts": queries.facts_in(letter.current),
        "comments": [each for each in queries.comments_of(letter) if each.comment.resolved_at is None],
    }
    return page(request, "letters/check", context)


def _passed(request: DeskRequest, letter_id: int) -> None:
    act = PASSES.get(request.POST.get("move", ""))
    if act is None:
        raise Refused("illegal_move")
    act[0](letter_id, by=request.official, now=request.now)
