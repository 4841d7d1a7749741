"""Rating how one was served: once, by whoever holds the receipt; nobody has to sign in for it."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.domain.ratings import actions, queries
from motcua.domain.ratings.states import Overall
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.web.portal.citizens import PortalRequest, citizen_of
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.refusals import sentence_for

FIELD_OF = {"discontent_without_reason": "reason"}


def _points(label: object, best: object, middle: object, worst: object) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]  # a sentence that is translated when it is shown
        choices=[("2", best), ("1", middle), ("0", worst)],
        coerce=int,
        widget=forms.RadioSelect,
    )


class SlipForm(PageForm):
    """The slip, in the order people think of it: how it was, then what exactly."""

    overall = forms.ChoiceField(
        label=_("Nhìn chung, bạn có hài lòng không?"), choices=Overall.choices, widget=forms.RadioSelect
    )
    reason = Lines(label=_("Điều gì làm bạn không hài lòng?"), required=False, max_length=1000)
    attitude = _points(
        _("Cán bộ đối xử với bạn thế nào?"), _("Lịch sự, tận tình"), _("Bình thường"), _("Không lịch sự, gây khó")
    )
    contacts = _points(
        _("Bạn phải đến hoặc gọi mấy lần để bổ sung, hỏi thêm?"), _("Không lần nào"), _("Một lần"), _("Hơn một lần")
    )
    bodies = _points(
        _("Bạn phải liên hệ mấy nơi để xong hồ sơ?"),
        _("Không phải đến nơi nào khác"),
        _("Chỉ Bộ phận Một cửa"),
        _("Nhiều nơi"),
    )
    publication = _points(
        _("Thông tin về thủ tục có rõ và đúng không?"),
        _("Rõ và đúng, cả trên mạng lẫn tại nơi nộp"),
        _("Chỉ có ở một nơi"),
        _("Không có hoặc không đúng"),
    )
    convenience = _points(_("Làm thủ tục này có dễ không?"), _("Dễ"), _("Tạm được"), _("Khó"))


@require_http_methods(["GET", "POST"])
def rate(request: PortalRequest, token: str) -> HttpResponse:
    """GET shows the slip, or thanks when it was given; POST gives it."""
    matter = queries.to_rate(token)
    if queries.rated(matter):
        return render(request, "portal/ratings/thanks.html", {"matter": matter})
    form = posted(SlipForm, request) if request.method == "POST" else SlipForm()
    problem, status = "", HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            actions.give(
                token, actions.Slip(**form.cleaned_data), by=citizen_of(request) or System("slip"), now=request.now
            )
        except Refused as no:
            if no.code in FIELD_OF:
                form.add_error(FIELD_OF[no.code], sentence_for(no))
            else:
                problem, status = sentence_for(no), HTTPStatus.CONFLICT
        else:
            return redirect("portal:rate", token=token)
    return render(
        request, "portal/ratings/slip.html", {"matter": matter, "form": form, "problem": problem}, status=status
    )
