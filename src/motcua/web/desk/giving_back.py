"""What goes back and forth after a reception: originals, dossiers of another unit's area, one receipt for several."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.dossiers import actions, queries
from motcua.domain.procedures import queries as procedures
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import sheets
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.desk.sheet_page import row_of
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for


@require_http_methods(["GET", "POST"])
@at_desk
def give_back(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """GET lists the originals that are still here; POST gives back those that are ticked."""
    dossier = queries.one_seen_by(request.official, dossier_id)
    how = queries.received(dossier)
    if how is None:
        raise NotFound("custody")
    ticked = {int(each) for each in request.POST.getlist("giay-to") if each.isdecimal()}
    receiver = request.POST.get("nguoi-nhan", "")[:100] if request.method == "POST" else _collector(dossier, how)
    sentence = ""
    if request.method == "POST":
        try:
            actions.give_back(dossier_id, ticked, receiver, by=request.official, now=request.now)
        except Refused as no:
            sentence = sentence_for(no)
        else:
            messages.success(request, _("Đã ghi trả giấy tờ. In phiếu trả giấy tờ để hai bên ký."))
            return redirect("desk:dossier", dossier_id=dossier_id)
    names = queries.part_names(dossier)
    context = {
        "dossier": dossier,
        "kept": [(names.get(each.part, each.part), each) for each in how.kept],
        "ticked": ticked or {each.pk for each in how.kept},
        "receiver": receiver,
        "sentence": sentence,
    }
    return page(request, "reception/give_back", context)


def _collector(dossier: object, how: queries.Received) -> str:
    """Who comes for them most often: whoever handed them in."""
    return how.authorisation.agent_name if how.authorisation else str(dossier.applicant_name)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@at_desk
def supply(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """GET asks what is brought of what was asked for; POST takes it in, and the work goes on."""
    dossier = queries.one_seen_by(request.official, dossier_id)
    asked = [each for each in queries.requests_of(dossier) if each.supplied_at is None]
    if not asked or dossier.matter.one_stop_id != request.official.agency_id:
        raise NotFound("supplement")
    parts = procedures.parts_wanted(dossier.procedure.body, dossier.answers)
    made = sheets.form_of_supply(parts)
    form = posted(made, request) if request.method == "POST" else made()
    if request.method == "POST" and form.is_valid():
        files = [
            (part.code, file.name or "", file.read())
            for part in parts
            for file in request.FILES.getlist(f"{sheets.FILE}-{part.code}")
        ]
        note = form.cleaned_data[sheets.NOTE]
        try:
            actions.supply_at_counter(dossier_id, form.brought, files, note, by=request.official, now=request.now)
        except Refused as no:
            form.add_error(None, sentence_for(no))
        else:
            messages.success(request, _("Đã nhận phần bổ sung."))
            return redirect("desk:dossier", dossier_id=dossier_id)
    rows = [row_of(form, part) for part in parts]
    return page(request, "reception/supply", {"dossier": dossier, "asked": asked[0], "form": form, "rows": rows})


@require_POST
@at_desk
def arrived(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """The competent unit has the papers."""
    actions.confirm_arrival(dossier_id, by=request.official, now=request.now)
    messages.success(request, _("Đã ghi nhận hồ sơ giấy đến nơi."))
    return redirect("desk:dossier", dossier_id=dossier_id)


@require_POST
@at_desk
def returned(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """The result is back where the dossier was received."""
    actions.confirm_return(dossier_id, by=request.official, now=request.now)
    messages.success(request, _("Đã ghi nhận kết quả về nơi tiếp nhận."))
    return redirect("desk:dossier", dossier_id=dossier_id)


@require_POST
@at_desk
def issue_receipt(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Form 01 for who was to be served at once and has to come back after all."""
    return redirect("desk:paper", paper_id=actions.issue_receipt(dossier_id, by=request.official, now=request.now))


@require_POST
@at_desk
def bundle_receipt(request: DeskRequest, bundle_id: int) -> HttpResponse:
    """The one receipt of a sitting, made when it is first asked for."""
    paper_id = actions.issue_bundle_receipt(bundle_id, by=request.official, now=request.now)
    return redirect("desk:paper", paper_id=paper_id)
