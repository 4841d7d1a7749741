"""Completing a step of a report with one of its outcomes: a page for what has to be said or looked at, one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import Choice
from motcua.kernel.errors import Refused
from motcua.web.desk.reports_forms import COPY, StepForm, form_for, initial_for
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted

SHOWS_THE_ANSWER = frozenset({"answer", "send_back", "close"})
GRAVE = frozenset({"reject"})


@require_http_methods(["GET", "POST"])
@at_desk
def step(request: DeskRequest, task_id: int, outcome: str) -> HttpResponse:
    """GET shows what the outcome asks for; POST completes the step. A button of copying changes nothing."""
    report, choice = queries.choice(task_id, outcome, request.official)
    report = queries.one_seen_by(request.official, report.pk)
    today = localdate(request.now)
    units = queries.units(request.official, today) if choice.move == "forward" else ()
    made = form_for(choice, report, units, today)
    if COPY in request.POST:
        form = made(initial=_copied(request, report))
    elif request.method == "POST":
        form = posted(made, request)
        if form.is_valid() and _completed(request, choice, form):
            return redirect("desk:report", report_id=report.pk)
    else:
        form = made(initial=initial_for(choice, report, today))
    return page(request, "reports/step", _context(request, choice, report, form))


def _completed(request: DeskRequest, choice: Choice, form: StepForm) -> bool:
    """Whether it is done; what a rule has against what was typed stands on the form."""
    try:
        actions.complete_task(choice.task.pk, choice.outcome, by=request.official, now=request.now, said=form.said)
    except Refused as no:
        if not form.refuse(no):
            raise
        return False
    messages.success(request, _("Đã xong: %(outcome)s.") % {"outcome": _title(choice)})
    return True


def _copied(request: DeskRequest, report: Any) -> dict[str, Any]:
    """What was typed, with the words copied that somebody asked to have copied."""
    typed: dict[str, Any] = request.POST.dict()
    answer = queries.latest_answer(report.pk)
    if typed[COPY] == "noi-dung":
        typed["public_text"] = report.content
    elif answer is not None:
        typed["public_answer"] = answer.what
    return typed


def _context(request: DeskRequest, choice: Choice, report: Any, form: StepForm) -> dict[str, Any]:
    shows_answer = choice.move in SHOWS_THE_ANSWER
    return {
        "form": form,
        "choice": choice,
        "report": report,
        "title": _title(choice),
        "answer": queries.latest_answer(report.pk) if shows_answer else None,
        "pictures": queries.pictures_of(report, request.official) if shows_answer else [],
        "proposed": report.matter.lead_agency.name,
        "may_publish": bool(report.category.body.get("publishable", False)),
        "needs_photo": bool(report.category.body.get("close_with_photo", False)),
        "grave": choice.move in GRAVE,
    }


def _title(choice: Choice) -> str:
    english = (get_language() or "vi").startswith("en")
    return (english and choice.title_en) or choice.title
