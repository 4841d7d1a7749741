"""Completing a step of a petition with one of its outcomes: a form for what has to be said, one button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import queries as feedback
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Assigning, Letter, PointSaid, Said
from motcua.domain.petitions.queries import Choice, Units
from motcua.kernel import codes
from motcua.kernel.errors import Malformed
from motcua.web.desk.petitions.asking import Ask, about, address, asked, filled
from motcua.web.desk.petitions.deciding import points_of
from motcua.web.desk.petitions.forms import LONGEST_REASON, NoForm, PetitionForm, UnitField, english, named
from motcua.web.desk.seat import DeskRequest, at_desk
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines

GRAVE = frozenset({"set_aside", "give_back"})
SHOWS_ANSWERS = frozenset({"settle", "follow", "come_back", "report_back"})
HELPERS = 4
"""Boxes for agencies that coordinate."""


class StepForm(PetitionForm):
    """What goes with an outcome."""

    @property
    def said(self) -> Said:
        """What was typed, as the action takes it."""
        return Said()


class WhyForm(StepForm):
    """A reason in words."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reason_too_short": "reason"}
    reason = Lines(
        label=gettext_lazy("Lý do"), help_text=gettext_lazy("Cử tri đọc được lý do này."), max_length=LONGEST_REASON
    )

    @property
    def said(self) -> Said:
        """The reason."""
        return Said(reason=self.cleaned_data["reason"])


class GuideForm(WhyForm):
    """How a complaint is written, for the voter."""

    reason = Lines(label=gettext_lazy("Lời hướng dẫn gửi cử tri"), max_length=LONGEST_REASON)


class JoinForm(StepForm):
    """The code of the petition that goes on."""

    field_of: ClassVar[Mapping[str, str | None]] = {"nothing_to_join_to": "into"}
    into = forms.CharField(
        label=gettext_lazy("Mã kiến nghị được giữ lại"),
        help_text=gettext_lazy("Cử tri của cả hai kiến nghị được báo ở mỗi bước."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_into(self) -> str:
        """The code in its one form."""
        try:
            return codes.parse_report_code(self.cleaned_data["into"])
        except Malformed:
            raise ValidationError(_("Mã kiến nghị này chưa đúng. Hãy đọc lại từng chữ số.")) from None

    @property
    def said(self) -> Said:
        """The code."""
        return Said(into=self.cleaned_data["into"])


class ClassifyForm(StepForm):
    """Field, level and agency of the whole; those of a point where they differ (`point<n>_…`)."""

    field_of: ClassVar[Mapping[str, str | None]] = {"unknown_field": "field", "unknown_level": "level"}
    numbers: ClassVar[list[int]] = []

    @property
    def said(self) -> Said:
        """What was chosen."""
        typed = self.cleaned_data
        points = [
            PointSaid(n, typed[f"point{n}_field"], typed[f"point{n}_level"], typed[f"point{n}_competent"])
            for n in self.numbers
        ]
        return Said(field=typed["field"], level=typed["level"], competent=typed["competent"], points=points)


class AssignForm(StepForm):
    """The assigning letter: its symbol and day, who leads, who coordinates, by which day."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "letter_without_symbol": "symbol",
        "letter_of_tomorrow": "signed_on",
        "due_day_is_over": "due_on",
        "coordinates_itself": "help1",
    }

    def assigning(self) -> Assigning:
        """The letter as it was typed."""
        typed = self.cleaned_data
        helping = [typed[f"help{n}"] for n in range(1, HELPERS + 1) if typed[f"help{n}"]]
        return Assigning(Letter(typed["symbol"], typed["signed_on"]), typed["lead"], typed["due_on"], helping)

    @property
    def said(self) -> Said:
        """The assignment."""
        return Said(assigning=self.assigning())


class GiveBackForm(StepForm):
    """Why it is not the agency's, and whose it seems to be."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "reason_too_short": "reason",
        "suggests_itself": "suggested",
        "competence_was_decided": None,
    }

    @property
    def said(self) -> Said:
        """The reason and the suggestion."""
        return Said(reason=self.cleaned_data["reason"], suggested=self.cleaned_data["suggested"])


class ReviewForm(StepForm):
    """What the committee thinks of it, in words, and which committee it was."""

    field_of: ClassVar[Mapping[str, str | None]] = {"promises_wait": None, "nothing_promised": None}
    committee = forms.ChoiceField(label=gettext_lazy("Ban thẩm tra"), required=False)
    reason = Lines(label=gettext_lazy("Nhận xét của Ban"), required=False, max_length=LONGEST_REASON)

    @property
    def said(self) -> Said:
        """The committee and its words."""
        return Said(reason=self.cleaned_data["reason"], committee=self.cleaned_data["committee"])


class ComeBackForm(ReviewForm):
    """Why it is not enough, which points are owed again, by which day."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "reason_too_short": "reason",
        "due_day_is_over": "due_on",
        "no_such_point": "owed",
    }
    reason = Lines(label=gettext_lazy("Vì sao chưa đạt"), max_length=LONGEST_REASON)
    owed = forms.MultipleChoiceField(
        label=gettext_lazy("Ý phải trả lời lại"),
        help_text=gettext_lazy("Để trống là mọi ý."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=gettext_lazy("Ngày phải trả lời lại"))

    @property
    def said(self) -> Said:
        """The words, the points and the day."""
        typed = self.cleaned_data
        owed = [int(each) for each in typed["owed"]]
        return Said(reason=typed["reason"], committee=typed["committee"], owed=owed, due_on=typed["due_on"])


class ReportBackForm(StepForm):
    """What those who asked were told, and at which meeting."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reason_too_short": "reason"}
    reason = Lines(label=gettext_lazy("Nội dung báo cáo cử tri"), max_length=LONGEST_REASON)
    meeting = forms.ChoiceField(label=gettext_lazy("Báo cáo tại buổi tiếp xúc"), required=False)

    @property
    def said(self) -> Said:
        """The words and the meeting."""
        meeting = self.cleaned_data["meeting"]
        return Said(reason=self.cleaned_data["reason"], meeting=int(meeting) if meeting else None)


@require_http_methods(["GET", "POST"])
@at_desk
def step(request: DeskRequest, task_id: int, outcome: str) -> HttpResponse:
    """GET shows what the outcome asks for; POST completes the step."""
    petition, choice = queries.choice(task_id, outcome, request.official)
    if choice.move == "send":
        return redirect(f"{reverse('desk:new_batch')}?ky-hop={petition.session_id or ''}")
    made, initial = form_for(choice, petition, request)
    if request.method == "GET" and request.GET.get("vao"):
        initial |= {"into": request.GET["vao"][:40].replace("\0", "")}
    form = filled(made, request, initial)
    title = (english() and choice.title_en) or choice.title
    ask = Ask(title, title, _("Đã xong: %(outcome)s.") % {"outcome": title}, grave=choice.move in GRAVE)
    shown: dict[str, Any] = about(petition)
    if choice.move in SHOWS_ANSWERS:
        shown["answers"] = queries.points_followed(petition.pk, localdate(request.now))
    return asked(
        request,
        form,
        ask,
        lambda: actions.complete_task(
            task_id, outcome, by=request.official, now=request.now, said=getattr(form, "said", Said())
        ),
        address(petition.pk),
        context=shown,
        names={"agency": "competent" if choice.move == "classify" else "lead"},
    )


def form_for(choice: Choice, petition: Any, request: DeskRequest) -> tuple[type[PetitionForm], dict[str, Any]]:
    """The form of an outcome, and what stands in its boxes at first."""
    today = localdate(request.now)
    match choice.move:
        case "classify":
            return classify_form(petition, queries.units(today))
        case "assign":
            lead = petition.competent_id and agency_code(petition)
            return assign_form(queries.units(today)), {"lead": lead or "", "due_on": queries.suggested_due(today)}
        case "give_back":
            return give_back_form(queries.units(today)), {}
        case "join":
            return JoinForm, {}
        case "set_aside":
            return WhyForm, {}
        case "guide":
            guide = dict(feedback.terms().get("complaint_guide") or {})
            return GuideForm, {"reason": str(guide.get("vi", ""))}
        case "settle" | "follow":
            return _with_committees(ReviewForm, today), {"committee": _committee(petition)}
        case "come_back":
            made = _with_committees(ComeBackForm, today)
            made.base_fields["owed"].choices = points_of(queries.points_of(petition.pk))
            due_on = queries.suggested_due(today, "come_back_days")
            return made, {"committee": _committee(petition), "due_on": due_on}
        case "report_back":
            return _report_form(request), {}
    return NoForm, {}


def agency_code(petition: Any) -> str:
    """The code of the agency that is competent."""
    return str(petition.competent.code) if petition.competent is not None else ""


def assign_form(units: Units) -> type[AssignForm]:
    """The form with today's agencies."""
    fields: dict[str, Any] = {
        "symbol": forms.CharField(
            label=_("Số, ký hiệu công văn giao việc"), help_text=_("Ví dụ: 4102/UBND-TH"), max_length=100
        ),
        "signed_on": DayField(label=_("Ngày công văn"), help_text=_("Ví dụ: 8 10 2024")),
        "lead": UnitField(units, label=_("Cơ quan chủ trì")),
    }
    for n in range(1, HELPERS + 1):
        fields[f"help{n}"] = UnitField(units, label=_("Cơ quan phối hợp %(n)s") % {"n": n}, required=False)
    fields["due_on"] = DayField(
        label=_("Ngày phải trả lời"), help_text=_("Ngày ghi trong công văn; hệ thống chỉ gợi ý.")
    )
    return type("AssignForm", (AssignForm,), fields)


def give_back_form(units: Units) -> type[GiveBackForm]:
    """The form with today's agencies."""
    fields: dict[str, Any] = {
        "reason": Lines(label=_("Vì sao không thuộc thẩm quyền"), max_length=LONGEST_REASON),
        "suggested": UnitField(units, label=_("Cơ quan nên giao"), required=False),
    }
    return type("GiveBackForm", (GiveBackForm,), fields)


def classify_form(petition: Any, units: Units) -> tuple[type[ClassifyForm], dict[str, Any]]:
    """The form for the whole and, where there are several points, for each of them."""
    topics, levels = named(queries.fields()), named(queries.levels())
    points = queries.points_of(petition.pk)
    fields: dict[str, Any] = {
        "field": forms.ChoiceField(label=_("Lĩnh vực"), choices=[("", _("Chọn trong danh sách")), *topics]),
        "level": forms.ChoiceField(label=_("Cấp có thẩm quyền"), choices=levels, widget=forms.RadioSelect),
        "competent": UnitField(units, label=_("Cơ quan có thẩm quyền")),
        "numbers": [each.number for each in points] if len(points) > 1 else [],
    }
    same = [("", _("Như cả kiến nghị"))]
    for n in fields["numbers"]:
        about_it = {"n": n}
        fields[f"point{n}_field"] = forms.ChoiceField(
            label=_("Ý %(n)s: lĩnh vực") % about_it, choices=[*same, *topics], required=False
        )
        fields[f"point{n}_level"] = forms.ChoiceField(
            label=_("Ý %(n)s: cấp có thẩm quyền") % about_it, choices=[*same, *levels], required=False
        )
        fields[f"point{n}_competent"] = UnitField(
            units, label=_("Ý %(n)s: cơ quan có thẩm quyền") % about_it, required=False
        )
    first = {"field": petition.field, "level": petition.level, "competent": agency_code(petition)}
    for each in points if petition.level else ():
        own = each.competent.code if each.competent is not None else ""
        for name, value in (("field", each.field), ("level", each.level), ("competent", own)):
            first[f"point{each.number}_{name}"] = value if value != first[name] else ""
    return type("ClassifyForm", (ClassifyForm,), fields), first


def _with_committees(made: type[ReviewForm], today: date) -> Any:
    rows = [(code, agencies.agency_coded(code, today).name) for code in queries.terms().get("committees", ())]
    choice = forms.ChoiceField(label=_("Ban thẩm tra"), choices=[("", _("Theo lĩnh vực")), *rows], required=False)
    return type(made.__name__, (made,), {"committee": choice, **_fresh(made)})


def _fresh(made: type[ReviewForm]) -> dict[str, Any]:
    """A box whose choices are of one petition must not be shared between forms."""
    if "owed" not in made.base_fields:
        return {}
    return {
        "owed": forms.MultipleChoiceField(
            label=made.base_fields["owed"].label,
            help_text=made.base_fields["owed"].help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    }


def _committee(petition: Any) -> str:
    return next((str(each["committee"]) for each in queries.fields() if each["code"] == petition.field), "")


def _report_form(request: DeskRequest) -> Any:
    rows = [
        (str(each.pk), f"{each.day:%d/%m/%Y}, {each.place}")
        for each in queries.meetings_for_council(request.official)[:30]
    ]
    choice = forms.ChoiceField(
        label=_("Báo cáo tại buổi tiếp xúc"), choices=[("", _("Báo bằng tin nhắn, thư")), *rows], required=False
    )
    return type("ReportBackForm", (ReportBackForm,), {"meeting": choice})
