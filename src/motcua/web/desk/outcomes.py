"""Completing a step with one of its outcomes: one button, or a page for what the outcome asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import Choice
from motcua.domain.dossiers.states import ResultMethod
from motcua.kernel.errors import Refused
from motcua.web.desk import keys, paying
from motcua.web.desk.saying import ANOTHER_LINE, MISSING, MORE, NAME, NOTE, SayingForm, form_class
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.environment import moment
from motcua.web.shared.forms import posted

WINDOW_DAYS = 30
"""Where a procedure names no window of its own; as the action counts it."""
ABOUT_WHAT_WAS_TYPED = {
    *("reason_missing", "items_missing", "entries_missing", "supplement_asked_before"),
    *paying.FIELD_OF,
    *("file_empty", "file_type_unknown", "file_cut_short", "file_with_active_content"),
}
"""Refusals shown on the form, with everything typed; any other means that the step is not there to do."""


@sensitive_post_parameters(*keys.PINS)
@require_http_methods(["GET", "POST"])
@at_desk
def outcome(request: DeskRequest, task_id: int, outcome: str) -> HttpResponse:
    """GET shows what the outcome asks for; POST completes the step.

    A result is not handed over by one press: who takes it, what is still owed and the signature have their own page.
    """
    choice = queries.choice(task_id, outcome, request.official)
    if choice.move == "hand_over":
        posted_back = choice.task.matter.dossier.result_method == ResultMethod.POST
        return redirect("desk:post_result" if posted_back else "desk:hand_over", dossier_id=choice.task.matter_id)
    today = localdate(request.now)
    signing = queries.signing_of([choice], request.official, today)
    made = form_class(choice, today, request.POST, signing)
    form = posted(made, request) if request.method == "POST" else made()
    if ANOTHER_LINE in request.POST:
        form = made(initial=request.POST.dict())  # one line more, and nothing judged yet
    elif request.method == "POST" and form.is_valid() and _completed(request, choice, form):
        return redirect("desk:dossier", dossier_id=choice.task.matter_id)
    return page(request, "outcome", {**_context(request, choice, form), "signing": signing})


def _completed(request: DeskRequest, choice: Choice, form: SayingForm) -> bool:
    """Whether it is done; what a rule has against what was typed stands on the form."""
    try:
        dossier = actions.complete_signed(
            choice.task.pk, choice.outcome, keys.pins_of(form), by=request.official, now=request.now, said=form.said
        )
    except Refused as no:
        if no.code in keys.REFUSALS:
            keys.refuse(form, no)
            return False
        if no.code not in ABOUT_WHAT_WAS_TYPED:
            raise
        form.refuse(no)
        return False
    messages.success(request, _done(choice, dossier))
    return True


def _done(choice: Choice, dossier: Any) -> str:
    """What has happened, in a sentence."""
    matter = dossier.matter
    if choice.move == "accept":
        return _("Đã tiếp nhận hồ sơ %(code)s. Hẹn trả kết quả lúc %(due)s.") % {
            "code": matter.code,
            "due": moment(matter.due_at),
        }
    return _("Đã xong: %(outcome)s.") % {"outcome": _title(choice)}


def _context(request: DeskRequest, choice: Choice, form: SayingForm) -> dict[str, Any]:
    dossier = choice.task.matter.dossier
    terms = dossier.procedure.body.get("supplement") or {}
    window = int(terms.get("window_days", WINDOW_DAYS))
    parts = [(f"{MISSING}-{part.code}", f"{MISSING}-{part.code}-{NOTE}") for part in form.parts]
    return {
        "form": form,
        "choice": choice,
        "title": _title(choice),
        "dossier": dossier,
        "parts": parts[: form.wanted],
        "other_parts": parts[form.wanted :],
        "others_open": any(form[name].errors or form[name].value() for pair in parts[form.wanted :] for name in pair),
        "lines": [(f"{MORE}-{n}-{NAME}", f"{MORE}-{n}-{NOTE}") for n in form.lines] if form.needs_items else [],
        "keys": [name for name in (*keys.PINS, keys.HAND) if name in form.fields],
        "entries": [name for name in form.fields if "-" not in name or name.endswith("-elsewhere")],
        "window": window,
        "window_ends_on": localdate(request.now) + timedelta(days=window),
        "papers": list(paying.fields_for(choice.move, localdate(request.now))),
        "simple": not form.fields,
        "grave": choice.move in {"reject", "stop"},
    }


def _title(choice: Choice) -> str:
    english = (get_language() or "vi").startswith("en")
    return (english and choice.title_en) or choice.title
