"""Taking a petition in from another source than a meeting."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.domain.accounts.states import Duty
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Period, Source
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.web.desk.petitions.asking import Ask, address, did, filled
from motcua.web.desk.petitions.forms import (
    FILE_REFUSALS,
    LONGEST,
    ONE_POINT_HELP,
    PetitionForm,
    PhoneField,
    PointsField,
    sessions,
)
from motcua.web.desk.petitions.places import areas
from motcua.web.desk.reports_forms import Files
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import Lines
from motcua.web.shared.places import PlaceSelect

OF_THE_COUNCIL = (Source.WRITTEN, Source.FRONT, Source.RECEPTION, Source.HOTLINE)
"""Ways that are written down here; what was said at a meeting and what stands in a sheet have pages of their own."""
TAKES_DOWN = {Duty.OPERATOR: Source.HOTLINE, Duty.RECEPTION: Source.RECEPTION}


class PetitionTakenForm(PetitionForm):
    """What somebody asks, who they are as far as they say, and how they are reached."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "petition_says_nothing": "content",
        "petition_too_long": "content",
        "point_says_nothing": "points",
        "too_many_points": "points",
        "outside_the_province": "area",
        "session_is_over": "session",
        **dict.fromkeys((*FILE_REFUSALS, "too_many_files"), "papers"),
    }
    source = forms.ChoiceField(label=gettext_lazy("Nguồn"), widget=forms.RadioSelect)
    content = Lines(
        label=gettext_lazy("Nội dung kiến nghị"),
        help_text=gettext_lazy("Ghi đúng lời cử tri, không thêm bớt."),
        max_length=LONGEST,
    )
    points = PointsField(
        label=gettext_lazy("Các ý kiến nghị"),
        help_text=ONE_POINT_HELP,
        required=False,
    )
    area = forms.CharField(label=gettext_lazy("Kiến nghị về nơi nào"), required=False)
    session = forms.ChoiceField(label=gettext_lazy("Kỳ họp"))
    period = forms.ChoiceField(label=gettext_lazy("Đợt tiếp xúc"), required=False)
    name = forms.CharField(label=gettext_lazy("Họ tên cử tri"), required=False, max_length=200)
    several = forms.BooleanField(label=gettext_lazy("Kiến nghị chung của nhiều cử tri"), required=False)
    phone = PhoneField(label=gettext_lazy("Số điện thoại"), required=False, max_length=30)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False, widget=forms.TextInput)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=300)
    named = forms.BooleanField(label=gettext_lazy("Cử tri đồng ý công khai tên"), required=False)
    papers = Files(
        label=gettext_lazy("Giấy tờ kèm theo"),
        help_text=gettext_lazy(
            "Tệp PDF hoặc ảnh, chọn được nhiều tệp. Chỉ văn phòng xem được cho đến khi chuyển tiếp."
        ),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def offer(self, sources: list[Source], places: Any) -> None:
        """The choices as they are today."""
        choices: dict[str, list[tuple[str, Any]]] = {
            "source": [(each.value, each.label) for each in sources],
            "session": list(sessions()),
            "period": [("", _("Không ghi")), *Period.choices],
        }
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]  # as it is one
        self.fields["area"].widget = PlaceSelect(places)

    def petition(self, official: Official) -> actions.NewPetition:
        """The petition as it was typed."""
        typed = self.cleaned_data
        voter = actions.Voter(
            typed["name"], typed["phone"], typed["email"], typed["address"], typed["several"], typed["named"]
        )
        return actions.NewPetition(
            typed["content"],
            Source(typed["source"]),
            voter,
            typed["area"],
            int(typed["session"]),
            Period(typed["period"]) if typed["period"] else None,
            points=typed["points"],
            files=typed["papers"],
            client_key=f"ban-{official.account_id}-{typed['key']}",
        )


def sources_of(official: Official) -> list[Source]:
    """By which ways this official writes petitions down."""
    if queries.desks_of(official).council:
        return list(OF_THE_COUNCIL)
    return [source for duty, source in TAKES_DOWN.items() if duty in official.duties]


@require_http_methods(["GET", "POST"])
@at_desk
def new_petition(request: DeskRequest) -> HttpResponse:
    """GET asks; POST takes it in under its code."""
    sources = sources_of(request.official)
    if not sources:
        raise NotFound("council")
    newest = queries.session_on(localdate(request.now))
    first = {"source": sources[0], "session": newest.pk if newest else "", "key": secrets.token_hex(12)}
    form = filled(PetitionTakenForm, request, first)
    form.offer(sources, areas(localdate(request.now)))
    made: list[Any] = []

    def act() -> None:
        made.append(actions.take_petition(form.petition(request.official), by=request.official, now=request.now))

    if request.method == "POST" and form.is_valid() and did(form, act, {"session": "session"}):
        code = str(made[0].matter.code)
        messages.success(request, _("Đã ghi nhận kiến nghị, mã %(code)s. Hãy đưa mã cho cử tri.") % {"code": code})
        seen = queries.desks_of(request.official).council
        return redirect(address(made[0].pk)) if seen else redirect("desk:new_petition")
    ask = Ask(_("Ghi kiến nghị từ nguồn khác"), _("Ghi nhận kiến nghị"), "")
    back = reverse("desk:petitions")
    shown = {"form": form, "ask": ask, "back": back, "petition": None, "words": "", "caption": ""}
    return page(request, "petitions/ask", shown)
