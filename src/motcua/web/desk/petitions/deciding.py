"""Decisions about a petition beside its route: points, suspicion, seal, reminder, public, carried over, judged."""

from __future__ import annotations

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
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Screening
from motcua.web.desk.petitions.asking import Ask, about, address, asked, filled, offered
from motcua.web.desk.petitions.forms import (
    LONGEST_REASON,
    POINTS_HELP,
    NoForm,
    PetitionForm,
    PointsField,
    session_name,
)
from motcua.web.desk.seat import DeskRequest, at_desk
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines


class SplitForm(PetitionForm):
    """The points anew."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "point_says_nothing": "points",
        "too_many_points": "points",
        "points_are_sent": None,
    }
    points = PointsField(label=gettext_lazy("Các ý kiến nghị"), help_text=POINTS_HELP)


class RemindForm(PetitionForm):
    """A reminder in writing."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reason_too_short": "words", "no_reminder_needed": None}
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản nhắc"),
        help_text=gettext_lazy("Ví dụ: 95/HĐND-VP"),
        required=False,
        max_length=100,
    )
    words = Lines(label=gettext_lazy("Nội dung nhắc"), max_length=LONGEST_REASON)


class CarryForm(PetitionForm):
    """To which later session, and why."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "session_is_not_later": "to",
        "session_is_over": "to",
        "carried_already": "to",
        "reason_too_short": "why",
        "nothing_to_carry": None,
    }
    to = forms.ChoiceField(label=gettext_lazy("Chuyển sang kỳ họp"), widget=forms.RadioSelect)
    why = Lines(label=gettext_lazy("Lý do"), max_length=LONGEST_REASON)


class PublishForm(PetitionForm):
    """The words for everybody."""

    field_of: ClassVar[Mapping[str, str | None]] = {"petition_says_nothing": "text", "petition_not_publishable": None}
    text = Lines(
        label=gettext_lazy("Nội dung công khai"),
        help_text=gettext_lazy(
            "Viết lại ngắn gọn. Không ghi tên, số điện thoại, địa chỉ nhà của ai. Kiến nghị có nhiều ý thì đánh số ở "
            "đầu từng ý: “1.”, “2.”… để mỗi trả lời hiện ngay dưới ý của nó."
        ),
        max_length=LONGEST_REASON,
    )


class JudgeForm(PetitionForm):
    """What a committee thinks: enough or not, which points, by when."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "reason_too_short": "reason",
        "due_day_is_over": "due_on",
        "no_such_point": "owed",
    }
    enough = forms.ChoiceField(
        label=gettext_lazy("Kết quả thẩm tra"),
        choices=[("dat", gettext_lazy("Đạt")), ("chua-dat", gettext_lazy("Chưa đạt, phải trả lời lại"))],
        widget=forms.RadioSelect,
    )
    reason = Lines(
        label=gettext_lazy("Nhận xét"),
        help_text=gettext_lazy("Chưa đạt thì phải ghi rõ còn thiếu điều gì."),
        required=False,
        max_length=LONGEST_REASON,
    )
    owed = forms.MultipleChoiceField(
        label=gettext_lazy("Ý phải trả lời lại"),
        help_text=gettext_lazy("Chỉ chọn khi chưa đạt; để trống là mọi ý."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(
        label=gettext_lazy("Ngày phải trả lời lại"),
        help_text=gettext_lazy("Chỉ ghi khi chưa đạt; để trống thì tính theo quy định."),
        required=False,
    )

    def offer(self, points: Any) -> None:
        """The points to choose from."""
        self.fields["owed"].choices = points_of(points)  # type: ignore[attr-defined]  # as it is one


class AgainForm(PetitionForm):
    """Why a petition that was settled is answered again."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reason_too_short": "why", "nothing_recalled": None}
    why = Lines(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Cử tri đọc được lý do này."),
        max_length=LONGEST_REASON,
    )


def points_of(points: Any) -> list[tuple[str, str]]:
    """Points as choices."""
    return [(str(each.number), _("Ý %(n)s: %(text)s") % {"n": each.number, "text": each.text}) for each in points]


@require_http_methods(["GET", "POST"])
@at_desk
def split(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET shows the points a line each; POST says them anew."""
    petition = offered(request, petition_id, "split")
    points = queries.points_of(petition_id)
    numbered = any("\n" in each.text for each in points)
    first = "\n".join(f"{each.number}. {each.text}" if numbered else each.text for each in points)
    form = filled(SplitForm, request, {"points": first})
    ask = Ask(_("Tách thành các ý"), _("Lưu các ý"), _("Đã tách các ý."))
    return asked(
        request,
        form,
        ask,
        lambda: actions.split_points(petition_id, form.cleaned_data["points"], by=request.official, now=request.now),
        address(petition_id),
        context=about(petition),
    )


@require_POST
@at_desk
def clear(request: DeskRequest, petition_id: int) -> HttpResponse:
    """Somebody has looked: it denounces nobody."""
    offered(request, petition_id, "clear")
    actions.clear_suspicion(petition_id, by=request.official, now=request.now)
    messages.success(request, _("Đã xác nhận không phải tố cáo."))
    return redirect(address(petition_id))


@require_http_methods(["GET", "POST"])
@at_desk
def seal(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET says what it means; POST takes the petition out of every list."""
    petition = offered(request, petition_id, "seal")
    ask = Ask(
        _("Đây là đơn tố cáo"),
        _("Chuyển bộ phận tiếp công dân"),
        _("Đã chuyển bộ phận tiếp công dân. Không ai ở đây xem được nữa."),
        _(
            "Kiến nghị rời khỏi mọi danh sách. Nội dung và tên người gửi được giữ kín, chỉ bộ phận tiếp công dân đọc "
            "được. Việc này không làm ngược lại được."
        ),
        grave=True,
    )
    form = filled(NoForm, request)
    return asked(
        request,
        form,
        ask,
        lambda: actions.screen(petition_id, Screening.DENUNCIATION, "", by=request.official, now=request.now),
        reverse("desk:petitions"),
        context={**about(petition), "stay": address(petition_id)},
    )


@require_http_methods(["GET", "POST"])
@at_desk
def remind(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks for the words; POST reminds whoever owes the answer."""
    petition = offered(request, petition_id, "remind")
    form = filled(RemindForm, request)
    ask = Ask(_("Nhắc trả lời"), _("Gửi nhắc"), _("Đã nhắc. Cơ quan chủ trì và nơi giao việc được báo ngay."))
    return asked(
        request,
        form,
        ask,
        lambda: actions.remind(
            petition_id, form.cleaned_data["words"], form.cleaned_data["symbol"], by=request.official, now=request.now
        ),
        address(petition_id),
        context=about(petition),
    )


@require_http_methods(["GET", "POST"])
@at_desk
def carry_over(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks to which session and why; POST lets it be followed there, with every promise that waits."""
    petition = offered(request, petition_id, "carry")
    form = filled(CarryForm, request)
    later = [each for each in queries.sessions() if each.opens > petition.session.opens]
    form.fields["to"].choices = [(str(each.pk), session_name(each)) for each in later]  # type: ignore[attr-defined]
    ask = Ask(
        _("Chuyển kỳ họp sau"),
        _("Chuyển kỳ họp sau"),
        _("Đã chuyển kỳ họp sau, cùng các lời hứa chưa thực hiện."),
        "" if later else _("Chưa có kỳ họp nào sau kỳ họp của kiến nghị. Hãy thêm kỳ họp trước."),
    )
    return asked(
        request,
        form,
        ask,
        lambda: actions.carry_over(
            petition_id, int(form.cleaned_data["to"]), form.cleaned_data["why"], by=request.official, now=request.now
        ),
        address(petition_id),
        context=about(petition),
    )


@require_http_methods(["GET", "POST"])
@at_desk
def owe_again(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks why; POST has a petition answered again whose letter was recalled after it was settled."""
    petition = offered(request, petition_id, "owe_again")
    form = filled(AgainForm, request)
    ask = Ask(
        _("Yêu cầu trả lời lại"),
        _("Yêu cầu trả lời lại"),
        _("Đã yêu cầu trả lời lại. Cử tri và cơ quan chủ trì được báo."),
        _("Văn bản trả lời đã bị thu hồi. Các ý đã trả lời trong đó phải trả lời lại; ngày phải trả lời giữ nguyên."),
    )
    return asked(
        request,
        form,
        ask,
        lambda: actions.owe_again(petition_id, form.cleaned_data["why"], by=request.official, now=request.now),
        address(petition_id),
        context=about(petition),
    )


@require_http_methods(["GET", "POST"])
@at_desk
def publish(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks for the words, which nobody has written before; POST shows the petition to everybody."""
    petition = offered(request, petition_id, "publish")
    form = filled(PublishForm, request, {"text": petition.public_text})
    ask = Ask(
        _("Công khai kiến nghị"),
        _("Công khai"),
        _("Đã công khai kiến nghị bằng lời này."),
        _("Ai cũng đọc được đúng những lời viết dưới đây, cùng trả lời và lời hứa. Tên chỉ hiện khi cử tri đồng ý."),
    )
    return asked(
        request,
        form,
        ask,
        lambda: actions.make_public(petition_id, form.cleaned_data["text"], by=request.official, now=request.now),
        address(petition_id),
        context=about(petition),
    )


@require_POST
@at_desk
def keep_private(request: DeskRequest, petition_id: int) -> HttpResponse:
    """Take it off the public board."""
    offered(request, petition_id, "keep_private")
    actions.keep_private(petition_id, by=request.official, now=request.now)
    messages.success(request, _("Kiến nghị này không còn công khai."))
    return redirect(address(petition_id))


@require_POST
@at_desk
def name(request: DeskRequest, petition_id: int) -> HttpResponse:
    """Whether the voter may be named in public, as they say now."""
    offered(request, petition_id, "name")
    named = request.POST.get("dong-y") == "1"
    actions.name_voter(petition_id, named=named, by=request.official, now=request.now)
    messages.success(
        request,
        _("Đã ghi: cử tri đồng ý công khai tên.") if named else _("Tên cử tri không còn hiện công khai."),
    )
    return redirect(address(petition_id))


@require_http_methods(["GET", "POST"])
@at_desk
def judge(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET shows the answer to a committee; POST says whether it is enough."""
    petition = offered(request, petition_id, "judge")
    form = filled(JudgeForm, request)
    form.offer(queries.points_of(petition_id))

    def act() -> None:
        typed = form.cleaned_data
        actions.judge(
            petition_id,
            typed["reason"],
            enough=typed["enough"] == "dat",
            owed=[int(each) for each in typed["owed"]],
            due_on=typed["due_on"],
            by=request.official,
            now=request.now,
        )

    ask = Ask(_("Thẩm tra kết quả trả lời"), _("Ghi kết quả thẩm tra"), _("Đã ghi kết quả thẩm tra."))
    answers = queries.points_followed(petition_id, localdate(request.now))
    return asked(request, form, ask, act, address(petition_id), context={**about(petition), "answers": answers})
