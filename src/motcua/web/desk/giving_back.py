"""What goes back and forth after a reception: originals, dossiers of another unit's area, one receipt for several."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.dossiers import actions, queries
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.seat import DeskRequest, at_desk, page
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
def bundle_receipt(request: DeskRequest, bundle_id: int) -> HttpResponse:
    """The one receipt of a sitting, made when it is first asked for."""
    paper_id = actions.issue_bundle_receipt(bundle_id, by=request.official, now=request.now)
    return redirect("desk:paper", paper_id=paper_id)
