"""Meetings with voters: noted with their delegates, opinions by speaker, answered on the spot or made a petition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Period
from motcua.kernel.errors import NotFound
from motcua.web.desk.petitions.asking import Ask, address, asked, did, filled
from motcua.web.desk.petitions.forms import (
    FILE_REFUSALS,
    LONGEST,
    LONGEST_REASON,
    ONE_POINT_HELP,
    PetitionForm,
    PhoneField,
    PointsField,
    ProofField,
    sessions,
)
from motcua.web.desk.petitions.places import areas
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines
from motcua.web.shared.places import PlaceSelect

ON_A_PAGE = 20


class MeetingForm(PetitionForm):
    """When and where voters were met, by whom, and how many came."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "meeting_of_tomorrow": "day",
        "session_is_over": "session",
        "meeting_without_place": "place",
        **dict.fromkeys(FILE_REFUSALS, "minutes"),
    }
    session = forms.ChoiceField(label=gettext_lazy("Kỳ họp"))
    period = forms.ChoiceField(label=gettext_lazy("Đợt tiếp xúc"), choices=Period.choices, widget=forms.RadioSelect)
    day = DayField(label=gettext_lazy("Ngày tiếp xúc"), help_text=gettext_lazy("Ví dụ: 15 7 2024"))
    area = forms.CharField(label=gettext_lazy("Xã, phường, thị trấn"))
    place = forms.CharField(
        label=gettext_lazy("Địa điểm"), help_text=gettext_lazy("Ví dụ: nhà văn hóa thôn"), max_length=300
    )
    organiser = forms.CharField(label=gettext_lazy("Cơ quan tổ chức"), max_length=300)
    attendance = forms.IntegerField(label=gettext_lazy("Số cử tri dự"), min_value=0, max_value=100_000)
    group = forms.ChoiceField(label=gettext_lazy("Tổ đại biểu"), required=False)
    delegates = forms.MultipleChoiceField(
        label=gettext_lazy("Đại biểu dự"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = ProofField(label=gettext_lazy("Biên bản"), help_text=gettext_lazy("Tệp PDF hoặc ảnh."), required=False)

    def offer(self, places: Any) -> None:
        """The choices as they are today."""
        found = queries.sessions().first()
        groups = queries.groups_of(found) if found is not None else ()
        people = queries.delegates_of(found) if found is not None else ()
        self.fields["session"].choices = sessions()  # type: ignore[attr-defined]  # as it is one
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # as it is one
            ("", _("Không theo tổ")),
            *((str(each.pk), each.name) for each in groups),
        ]
        self.fields["delegates"].choices = [(str(each.pk), each.full_name) for each in people]  # type: ignore[attr-defined]
        self.fields["area"].widget = PlaceSelect(places)
        for name in ("group", "delegates"):  # nobody is asked to choose from nothing
            if not (groups if name == "group" else people):
                del self.fields[name]

    def meeting(self) -> actions.NewMeeting:
        """The meeting as it was typed."""
        typed = self.cleaned_data
        return actions.NewMeeting(
            session=int(typed["session"]),
            period=Period(typed["period"]),
            day=typed["day"],
            area=typed["area"],
            place=typed["place"],
            organiser=typed["organiser"],
            attendance=typed["attendance"],
            group=int(typed["group"]) if typed.get("group") else None,
            delegates=[int(each) for each in typed.get("delegates", ())],
            minutes=typed["minutes"],
        )


class OpinionForm(PetitionForm):
    """What one speaker said."""

    field_of: ClassVar[Mapping[str, str | None]] = {"petition_says_nothing": "words", "petition_too_long": "words"}
    words = Lines(label=gettext_lazy("Ý kiến"), help_text=gettext_lazy("Ghi đúng lời cử tri nói."), max_length=LONGEST)
    name = forms.CharField(label=gettext_lazy("Họ tên cử tri"), required=False, max_length=200)
    hamlet = forms.CharField(label=gettext_lazy("Thôn, ấp, khu phố"), required=False, max_length=200)
    phone = PhoneField(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Để báo cử tri bằng tin nhắn khi kiến nghị sang bước mới."),
        required=False,
        max_length=30,
    )


class SpotForm(PetitionForm):
    """Who answered at the meeting itself, and how."""

    field_of: ClassVar[Mapping[str, str | None]] = {"answer_says_nothing": "words", "answerer_missing": "who"}
    who = forms.CharField(label=gettext_lazy("Người trả lời"), max_length=200)
    words = Lines(label=gettext_lazy("Nội dung trả lời"), max_length=LONGEST_REASON)


class TakeForm(PetitionForm):
    """Which points it makes, and whether the speaker may be named."""

    field_of: ClassVar[Mapping[str, str | None]] = {"point_says_nothing": "points", "too_many_points": "points"}
    points = PointsField(
        label=gettext_lazy("Các ý kiến nghị"),
        help_text=ONE_POINT_HELP,
        required=False,
    )
    named = forms.BooleanField(label=gettext_lazy("Cử tri đồng ý công khai tên"), required=False)


@require_safe
@at_desk
def meetings(request: DeskRequest) -> HttpResponse:
    """The meetings, the newest first."""
    found = Paginator(queries.meetings_for_council(request.official), ON_A_PAGE).get_page(request.GET.get("trang"))
    return page(request, "petitions/meetings", {"found": found})


@require_http_methods(["GET", "POST"])
@at_desk
def new_meeting(request: DeskRequest) -> HttpResponse:
    """GET asks; POST notes the meeting."""
    if not queries.desks_of(request.official).council:
        raise NotFound("council")
    newest = queries.session_on(localdate(request.now))
    form = filled(MeetingForm, request, {"session": newest.pk if newest else ""})
    form.offer(areas(localdate(request.now)))
    made: list[Any] = []

    def act() -> None:
        made.append(actions.hold_meeting(form.meeting(), by=request.official, now=request.now))

    gone = {"delegate": "delegates", "group": "group", "session": "session", "area": "area"}
    if request.method == "POST" and form.is_valid() and did(form, act, gone):
        messages.success(request, _("Đã ghi buổi tiếp xúc. Hãy ghi ý kiến của từng cử tri."))
        return redirect("desk:meeting", meeting_id=made[0].pk)
    ask = Ask(_("Ghi buổi tiếp xúc cử tri"), _("Ghi buổi tiếp xúc"), "")
    shown = {"form": form, "ask": ask, "back": reverse("desk:meetings"), "petition": None, "words": "", "caption": ""}
    return page(request, "petitions/ask", shown)


@require_http_methods(["GET", "POST"])
@at_desk
def meeting(request: DeskRequest, meeting_id: int) -> HttpResponse:
    """GET shows the meeting with everything that was said; POST writes one opinion more down."""
    held = queries.meeting_for_council(meeting_id, request.official)
    form = filled(OpinionForm, request)

    def act() -> None:
        typed = form.cleaned_data
        speaker = actions.Speaker(typed["name"], typed["hamlet"], typed["phone"])
        actions.note_opinion(meeting_id, typed["words"], speaker, by=request.official, now=request.now)

    if request.method == "POST" and form.is_valid() and did(form, act):
        messages.success(request, _("Đã ghi ý kiến."))
        return redirect("desk:meeting", meeting_id=meeting_id)
    said = queries.opinions_for_council(meeting_id, request.official)
    opinions = [(each, getattr(each, "petition", None)) for each in said]
    return page(request, "petitions/meeting", {"meeting": held, "opinions": opinions, "form": form})


@require_http_methods(["GET", "POST"])
@at_desk
def answer_opinion(request: DeskRequest, meeting_id: int, number: int) -> HttpResponse:
    """GET asks who answered on the spot; POST keeps it."""
    opinion = _opinion(request, meeting_id, number)
    form = filled(SpotForm, request)
    ask = Ask(_("Đã trả lời tại chỗ"), _("Ghi trả lời tại chỗ"), _("Đã ghi trả lời tại chỗ."))
    return asked(
        request,
        form,
        ask,
        lambda: actions.answer_on_the_spot(
            opinion.pk, form.cleaned_data["who"], form.cleaned_data["words"], by=request.official, now=request.now
        ),
        reverse("desk:meeting", kwargs={"meeting_id": meeting_id}),
        context={"words": opinion.words, "caption": opinion.speaker_name},
    )


@require_http_methods(["GET", "POST"])
@at_desk
def take_opinion(request: DeskRequest, meeting_id: int, number: int) -> HttpResponse:
    """GET asks for the points; POST makes a petition of what was said."""
    opinion = _opinion(request, meeting_id, number)
    form = filled(TakeForm, request)
    made: list[Any] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(
            actions.take_opinion(
                opinion.pk, typed["points"], named=typed["named"], by=request.official, now=request.now
            )
        )

    if request.method == "POST" and form.is_valid() and did(form, act):
        messages.success(request, _("Đã ghi nhận kiến nghị. Hãy in phiếu có mã cho cử tri."))
        return redirect(address(made[0].pk))
    ask = Ask(_("Ghi nhận thành kiến nghị"), _("Ghi nhận kiến nghị"), "")
    back = reverse("desk:meeting", kwargs={"meeting_id": meeting_id})
    shown = {"form": form, "ask": ask, "back": back, "petition": None}
    return page(request, "petitions/ask", {**shown, "words": opinion.words, "caption": opinion.speaker_name})


def _opinion(request: DeskRequest, meeting_id: int, number: int) -> Any:
    said = queries.opinions_for_council(meeting_id, request.official)
    found = next((each for each in said if each.number == number), None)
    if found is None:
        raise NotFound("opinion")
    return found
