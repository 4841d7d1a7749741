"""Papers that came with a petition: added, shown to whoever may read them, passed on; and the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.petitions import actions, queries
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import download
from motcua.web.desk.petitions.asking import Ask, about, address, asked, filled, offered
from motcua.web.desk.petitions.forms import FILE_REFUSALS, PetitionForm, ProofField
from motcua.web.desk.seat import DeskRequest, at_desk


class PaperForm(PetitionForm):
    """One paper, and who may see it."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        **dict.fromkeys((*FILE_REFUSALS, "too_many_files"), "file"),
        "illegal_move": None,
    }
    file = ProofField(label=gettext_lazy("Giấy tờ"), help_text=gettext_lazy("Tệp PDF hoặc ảnh."))
    passed_on = forms.BooleanField(
        label=gettext_lazy("Cho cơ quan được giao trả lời xem"),
        help_text=gettext_lazy("Hãy xem trước: giấy tờ có thể ghi tên, địa chỉ của cử tri không đồng ý nêu tên."),
        required=False,
    )


class MinutesForm(PetitionForm):
    """The minutes of a meeting."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        **dict.fromkeys(FILE_REFUSALS, "minutes"),
        "minutes_are_there": None,
    }
    minutes = ProofField(label=gettext_lazy("Biên bản"), help_text=gettext_lazy("Tệp PDF hoặc ảnh."))


@require_http_methods(["GET", "POST"])
@at_desk
def attach(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks for a paper of the voter's; POST keeps it with the petition."""
    petition = offered(request, petition_id, "attach")
    form = filled(PaperForm, request)
    ask = Ask(_("Thêm giấy tờ kèm theo"), _("Thêm giấy tờ"), _("Đã thêm giấy tờ kèm theo."))

    def act() -> None:
        typed = form.cleaned_data
        actions.attach(petition_id, typed["file"], passed_on=typed["passed_on"], by=request.official, now=request.now)

    return asked(request, form, ask, act, address(petition_id), context=about(petition))


@require_safe
@at_desk
def paper(request: DeskRequest, attachment_id: int) -> HttpResponse:
    """One paper, as a file."""
    file = queries.attachment_file(attachment_id, request.official)
    return download(documents.content_of(file), file.media_type, file.name)


@require_POST
@at_desk
def pass_on(request: DeskRequest, attachment_id: int) -> HttpResponse:
    """Let whoever answers see a paper, or no longer."""
    wanted = request.POST.get("cho-xem") == "1"
    found = actions.pass_on(attachment_id, passed_on=wanted, by=request.official, now=request.now)
    said = _("Cơ quan được giao trả lời xem được giấy tờ này.") if wanted else _("Chỉ văn phòng xem được giấy tờ này.")
    messages.success(request, said)
    return redirect(address(found.petition_id))


@require_POST
@at_desk
def detach(request: DeskRequest, attachment_id: int) -> HttpResponse:
    """Remove a paper that was added by mistake."""
    petition_id = queries.attachment_seen_by(attachment_id, request.official).petition_id
    offered(request, petition_id, "detach")
    actions.detach(attachment_id, by=request.official, now=request.now)
    messages.success(request, _("Đã bỏ giấy tờ."))
    return redirect(address(petition_id))


@require_safe
@at_desk
def minutes(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """The minutes of a meeting, as a file."""
    file = queries.meeting_for_council(meeting_id, request.official).minutes
    if file is None:
        raise NotFound("minutes")
    return download(documents.content_of(file), file.media_type, file.name)


@require_http_methods(["GET", "POST"])
@at_desk
def hand_in_minutes(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """GET asks for the minutes of a meeting that has none; POST keeps them."""
    held = queries.meeting_for_council(meeting_id, request.official)
    form = filled(MinutesForm, request)
    ask = Ask(_("Nộp biên bản"), _("Nộp biên bản"), _("Đã nộp biên bản."))
    return asked(
        request,
        form,
        ask,
        lambda: actions.hand_in_minutes(meeting_id, form.cleaned_data["minutes"], by=request.official, now=request.now),
        reverse("desk:meeting", kwargs={"meeting_id": meeting_id}),
        context={"caption": f"{held.day:%d/%m/%Y}, {held.place}"},
    )
