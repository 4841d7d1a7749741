"""What an office decides about a whole dossier, beside its steps: each a page that asks, and one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.dossiers import actions, queries
from motcua.domain.procedures import queries as procedures
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import deed_forms as wanted
from motcua.web.desk import reading
from motcua.web.desk.paying import sent
from motcua.web.desk.saying import entry_field, input_of
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import PageForm, posted
from motcua.web.shared.refusals import sentence_for


@require_http_methods(["GET", "POST"])
@at_desk
def hold(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Rest the clock: the reason, the ground in words, the document."""

    def act(typed: Mapping[str, Any]) -> None:
        actions.hold(
            dossier_id, typed["reason"], typed["ground"], sent(typed["proof"]), by=request.official, now=request.now
        )

    return _asked(request, dossier_id, wanted.HoldForm, wanted.HOLD, act)


@require_POST
@at_desk
def end_hold(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Let the clock go on."""
    actions.end_hold(dossier_id, by=request.official, now=request.now)
    messages.success(request, _("Đã kết thúc tạm dừng. Ngày hẹn trả lùi lại bằng thời gian đã tạm dừng."))
    return redirect("desk:dossier", dossier_id=dossier_id)


@require_http_methods(["GET", "POST"])
@at_desk
def allow_supplement(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A leader's leave to ask the applicant once more."""

    def act(typed: Mapping[str, Any]) -> None:
        actions.allow_supplement(dossier_id, typed["reason"], by=request.official, now=request.now)

    return _asked(request, dossier_id, wanted.ReasonForm, wanted.ALLOW, act)


@require_http_methods(["GET", "POST"])
@at_desk
def apology(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Form 04: who is at fault, why, the new date; a leader signs it from here once it is written."""
    dossier = reading.dossier(request.official, dossier_id)
    found = queries.happened_to(dossier).apology
    agencies = [(str(agency.pk), agency.name) for agency in queries.parties(dossier)]

    def act(typed: Mapping[str, Any]) -> None:
        new = actions.Written(int(typed["at_fault"]), typed["reason"], wanted.moment_of(typed["day"], typed["hour"]))
        actions.write_apology(dossier_id, new, by=request.official, now=request.now)

    made = wanted.apology_form(agencies)
    initial: dict[str, Any] = {"at_fault": str(dossier.matter.lead_agency_id), "hour": "17:00"}
    if found is not None and found.new_due_at is not None:
        new_due = localtime(found.new_due_at)
        initial = {
            "at_fault": str(found.at_fault_id),
            "reason": found.reason,
            "day": new_due.date(),
            "hour": f"{new_due:%H:%M}",
        }
    more = {
        "promised": dossier.matter.due_at,
        "may_sign": bool(found and found.written_at and "leader" in request.official.duties),
        "apology": found,
    }
    return _asked(request, dossier_id, made, wanted.APOLOGY, act, initial=initial, more=more)


@require_POST
@at_desk
def sign_apology(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """A leader signs form 04 as it is written."""
    actions.sign_apology(dossier_id, by=request.official, now=request.now)
    messages.success(request, _("Đã ký phiếu xin lỗi và hẹn lại. Người nộp được báo ngay."))
    return redirect("desk:dossier", dossier_id=dossier_id)


@require_http_methods(["GET", "POST"])
@at_desk
def corrections(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Which answer is to be corrected."""
    dossier = reading.dossier(request.official, dossier_id)
    fields = [(name, str(field.label)) for name, field in queries.correctable(dossier).items()]
    made = wanted.choice_of_field(fields)
    form = posted(made, request) if request.method == "POST" else made()
    if request.method == "POST" and form.is_valid():
        return redirect("desk:correct", dossier_id=dossier_id, field=form.cleaned_data["field"])
    return page(request, "deed", _context(dossier, form, wanted.WHICH_FIELD))


@require_http_methods(["GET", "POST"])
@at_desk
def correct(request: DeskRequest, dossier_id: int, field: str) -> HttpResponse:
    """One answer as it stands, to be written as it should stand, with the reason."""
    dossier = reading.dossier(request.official, dossier_id)
    asked = queries.correctable(dossier).get(field)
    if asked is None:
        raise NotFound("field")
    before = dossier.answers.get(field, dossier.findings.get(field))
    made = wanted.correction_form(input_of(asked), entry_field(asked, before))

    def act(_typed: Mapping[str, Any]) -> None:
        typed = {name: request.POST.getlist(name) for name in asked.inputs}
        reason = request.POST.get(wanted.REASON, "")
        actions.correct(dossier_id, field, typed, reason, by=request.official, now=request.now)

    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    areas = queries.area_names(dossier.answers, localtime(request.now).date(), language)
    more = {"stands": (str(asked.label), procedures.shown(asked, before, language, areas))}
    return _asked(request, dossier_id, made, wanted.CORRECT, act, more=more)


@require_http_methods(["GET", "POST"])
@at_desk
def reissue(request: DeskRequest, dossier_id: int, paper_id: int) -> HttpResponse:
    """Replace an issued result by a new one that names it."""
    old = queries.paper_seen_by(request.official, paper_id, localdate(request.now))

    def act(typed: Mapping[str, Any]) -> None:
        actions.reissue(dossier_id, paper_id, typed["reason"], by=request.official, now=request.now)

    more = {"replaced": old, "signed": queries.happened_to(reading.dossier(request.official, dossier_id)).signed}
    return _asked(request, dossier_id, wanted.ReasonForm, wanted.REISSUE, act, more=more)


@require_http_methods(["GET", "POST"])
@at_desk
def reopen(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Take a closed dossier up again, as a new one."""

    def act(typed: Mapping[str, Any]) -> None:
        actions.reopen(dossier_id, typed["reason"], by=request.official, now=request.now)

    return _asked(request, dossier_id, wanted.ReasonForm, wanted.REOPEN, act)


@require_POST
@at_desk
def close_silent(request: DeskRequest, task_id: int) -> HttpResponse:
    """Go on without the answer of a consulted agency whose time is over."""
    dossier = actions.close_silent(task_id, by=request.official, now=request.now)
    messages.success(
        request, _("Đã làm tiếp mà không chờ trả lời. Việc cơ quan được hỏi không trả lời đã được ghi lại.")
    )
    return redirect("desk:dossier", dossier_id=dossier.pk)


def _asked(
    request: DeskRequest,
    dossier_id: int,
    made: type[PageForm],
    deed: wanted.Deed,
    act: Callable[[Mapping[str, Any]], None],
    *,
    initial: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page that asks; a refusal about what was typed stands beside its box, with everything typed."""
    dossier = reading.dossier(request.official, dossier_id)
    form = posted(made, request) if request.method == "POST" else made(initial=dict(initial or {}))
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as no:
            if no.code not in wanted.FIELD_OF:
                raise
            box = wanted.FIELD_OF[no.code]
            if box == "reason" and box not in form.fields:
                box = wanted.REASON
            form.add_error(box if box in form.fields else None, sentence_for(no))
        else:
            messages.success(request, str(deed.done))
            return redirect("desk:dossier", dossier_id=dossier_id)
    return page(request, "deed", _context(dossier, form, deed, more or {}))


def _context(
    dossier: Any, form: forms.Form, deed: wanted.Deed, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "form": form,
        "deed": deed,
        "boxes": list(form.fields),
        "promised": None,
        "may_sign": False,
        "apology": None,
        "stands": None,
        "replaced": None,
        "signed": None,
        **(more or {}),
    }
