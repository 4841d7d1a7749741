"""What has to be said with each outcome of a report's step, as a form; its words become what the action takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions import AnswerSaid, Said
from motcua.domain.feedback.queries import Choice, Units
from motcua.domain.feedback.states import RejectReason, Remedy, Urgency, Visibility
from motcua.kernel import codes
from motcua.kernel.errors import Malformed, Refused
from motcua.web.desk.paying import ACCEPTED
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.places import PlaceSelect
from motcua.web.shared.refusals import sentence_for

LONGEST = 4000
MOST_FILES = 5
COPY = "chep"
"""The buttons that copy the sender's words, or the answer, into the boxes for the public."""


class ManyFiles(forms.FileInput):
    """A box for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        """Every file that was chosen."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Files(forms.FileField):
    """Several files as actions take them: name and bytes."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        """Each file is checked as one alone would be."""
        if not data:
            super().clean(None, initial)
            return []
        if len(data) > MOST_FILES:
            raise ValidationError(_("Mỗi lần gửi được tối đa %(most)s tệp.") % {"most": MOST_FILES})
        return [(file.name or "", file.read()) for file in (super(Files, self).clean(each) for each in data)]


ANYWHERE: Mapping[str, str | None] = {"said_too_long": None, "name_too_long": None}
"""Refusals that any of these forms may meet."""


class StepForm(PageForm):
    """What goes with an outcome. `field_of`: the box beside which a refusal of the action stands."""

    field_of: ClassVar[Mapping[str, str | None]] = {}

    @property
    def said(self) -> Said:
        """What was typed, as the action takes it."""
        return Said()

    def refuse(self, no: Refused) -> bool:
        """Show a refusal beside what it is about; false where it is about something else."""
        fields = {**ANYWHERE, **self.field_of}
        if no.code not in fields:
            return False
        field = fields[no.code]
        self.add_error(field if field in self.fields else None, ValidationError(sentence_for(no), code=no.code))
        return True


class ReasonForm(StepForm):
    """A reason in words and nothing besides."""

    field_of: ClassVar[Mapping[str, str | None]] = dict.fromkeys(
        ("reason_too_short", "reply_says_nothing", "words_of_a_denunciation"), "reason"
    )
    reason = Lines(label=gettext_lazy("Lý do"), max_length=LONGEST)

    @property
    def said(self) -> Said:
        """The reason."""
        return Said(reason=self.cleaned_data["reason"])


class QuestionForm(StepForm):
    """A question to whoever reported, through the system."""

    field_of: ClassVar[Mapping[str, str | None]] = {"question_says_nothing": "question"}
    question = Lines(
        label=gettext_lazy("Câu hỏi"),
        help_text=gettext_lazy("Hỏi đúng điều cần để giải quyết. Đừng hỏi người gửi là ai."),
        max_length=LONGEST,
    )

    @property
    def said(self) -> Said:
        """The question."""
        return Said(question=self.cleaned_data["question"])


class RejectForm(StepForm):
    """A reason of the list, and a few words to it."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reject_needs_a_reason": "reject"}
    reject = forms.ChoiceField(
        label=gettext_lazy("Vì sao không tiếp nhận"), choices=RejectReason.choices, widget=forms.RadioSelect
    )
    reason = Lines(label=gettext_lazy("Giải thích thêm cho người gửi"), required=False, max_length=LONGEST)

    @property
    def said(self) -> Said:
        """The reason of the list and the words."""
        return Said(reject=RejectReason(self.cleaned_data["reject"]), reason=self.cleaned_data["reason"])


class MergeForm(StepForm):
    """The code of the report it is merged into."""

    field_of: ClassVar[Mapping[str, str | None]] = {"nothing_to_merge_into": "into"}
    into = forms.CharField(
        label=gettext_lazy("Mã phản ánh đã có"),
        help_text=gettext_lazy("Ví dụ: BP-241012-0042-7"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_into(self) -> str:
        """The code in its one form."""
        try:
            return codes.parse_report_code(self.cleaned_data["into"])
        except Malformed:
            raise ValidationError(_("Mã phản ánh này chưa đúng. Hãy đọc lại từng chữ số.")) from None

    @property
    def said(self) -> Said:
        """The code."""
        return Said(into=self.cleaned_data["into"])


class AnswerForm(StepForm):
    """What was done, by whom, when, with pictures from the place."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "answer_says_nothing": "what",
        "answer_needs_a_day": "done_on",
        "answer_needs_a_photo": "evidence",
        "answer_needs_a_promise": "promised_on",
        **dict.fromkeys(
            ("file_empty", "file_too_large", "file_type_unknown", "file_cut_short", "file_with_active_content"),
            "evidence",
        ),
    }
    remedy = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=Remedy.choices, widget=forms.RadioSelect)
    what = Lines(
        label=gettext_lazy("Đã làm gì"),
        help_text=gettext_lazy("Nói rõ việc đã làm để người gửi hiểu và kiểm tra được."),
        max_length=LONGEST,
    )
    who = forms.CharField(label=gettext_lazy("Ai làm"), max_length=300)
    done_on = DayField(label=gettext_lazy("Ngày làm xong"), required=False)
    promised_on = DayField(
        label=gettext_lazy("Ngày sẽ làm xong"),
        help_text=gettext_lazy("Chỉ ghi khi đã có kế hoạch mà chưa làm xong."),
        required=False,
    )
    evidence = Files(
        label=gettext_lazy("Ảnh chụp tại chỗ sau khi làm xong"),
        required=False,
        widget=ManyFiles({"accept": ACCEPTED}),
    )

    @property
    def said(self) -> Said:
        """The answer as it will be laid before the leader."""
        typed = self.cleaned_data
        answer = AnswerSaid(
            remedy=Remedy(typed["remedy"]),
            what=typed["what"],
            who=typed["who"],
            done_on=typed["done_on"],
            promised_on=typed["promised_on"],
            evidence=typed["evidence"],
        )
        return Said(answer=answer)


class PublicForm(StepForm):
    """The last look: whether the public may read it, and in which words. Nobody's own words stand in the boxes."""

    field_of: ClassVar[Mapping[str, str | None]] = {"not_publishable": None, "nothing_to_publish": "public_text"}
    publish = forms.ChoiceField(
        label=gettext_lazy("Công khai phản ánh này"),
        choices=[("co", gettext_lazy("Công khai")), ("khong", gettext_lazy("Không công khai"))],
        widget=forms.RadioSelect,
    )
    public_text = Lines(
        label=gettext_lazy("Nội dung công khai"),
        help_text=gettext_lazy("Viết lại ngắn gọn. Không ghi tên, số điện thoại, địa chỉ nhà của ai."),
        required=False,
        max_length=LONGEST,
    )
    public_answer = Lines(label=gettext_lazy("Trả lời công khai"), required=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        """What is published has both texts."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("publish") == "co":
            for name in ("public_text", "public_answer"):
                if not (typed.get(name) or "").strip():
                    self.add_error(name, _("Hãy viết nội dung cho mục này, hoặc chọn không công khai."))
        return typed

    @property
    def said(self) -> Said:
        """The texts, or none."""
        if self.cleaned_data["publish"] != "co":
            return Said()
        return Said(public_text=self.cleaned_data["public_text"], public_answer=self.cleaned_data["public_answer"])


class ForwardForm(StepForm):
    """Category, urgency and unit; a unit left open is the one whose business the category is at the place."""

    field_of: ClassVar[Mapping[str, str | None]] = {"unit_of_the_official": "to"}
    report: ClassVar[Any]
    today: ClassVar[date]

    @property
    def said(self) -> Said:
        """What was chosen, with the unit found where none was."""
        typed = self.cleaned_data
        code, to = typed["category"], typed["to"]
        if not to and code != self.report.category.code:
            owner = queries.owner_of(queries.category(code, self.today), self.report.matter.event_area, self.today)
            to = owner.code if owner is not None else ""
        return Said(category=code, to=to, urgency=Urgency(typed["urgency"]))


class ExtendForm(StepForm):
    """How many days more, and why."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "extension_is_not_later": "days",
        "reason_too_short": "reason",
        "already_extended": None,
        "too_late_to_extend": None,
    }
    days = forms.IntegerField(
        label=gettext_lazy("Thêm bao nhiêu ngày làm việc"), min_value=1, max_value=60, widget=forms.TextInput
    )
    reason = Lines(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Người gửi đọc được lý do này."),
        max_length=LONGEST,
    )


class PublishForm(StepForm):
    """The text for the public."""

    field_of: ClassVar[Mapping[str, str | None]] = {"nothing_to_publish": "public_text", "not_publishable": None}
    public_text = Lines(
        label=gettext_lazy("Nội dung công khai"),
        help_text=gettext_lazy("Viết lại ngắn gọn. Không ghi tên, số điện thoại, địa chỉ nhà của ai."),
        max_length=LONGEST,
    )


class UnitField(forms.CharField):
    """One agency of the list, by its code."""

    def __init__(self, groups: Units, **options: Any) -> None:
        super().__init__(widget=PlaceSelect(groups), **options)
        self.known = {code for _area, found in groups for code, _name in found}

    def clean(self, value: Any) -> str:
        """A code of the list, or nothing where nothing has to be chosen."""
        chosen = str(super().clean(value))
        if chosen and chosen not in self.known:
            raise ValidationError(_("Đơn vị này không có trong danh sách. Hãy chọn lại."))
        return chosen


def split_form(groups: Units) -> type[StepForm]:
    """Up to three further units at a time."""
    fields: dict[str, Any] = {
        f"unit{place}": UnitField(groups, label=_("Đơn vị thứ %(n)s") % {"n": place}, required=place == 1)
        for place in (1, 2, 3)
    }
    fields["field_of"] = {
        "split_among_nobody": "unit1",
        "split_among_too_many": None,
        "split_before": None,
        "unit_of_the_official": None,
    }
    return type("SplitForm", (StepForm,), fields)


def form_for(choice: Choice, report: Any, units: Units, today: date) -> type[StepForm]:
    """The form of an outcome; one without fields where nothing has to be said."""
    match choice.move:
        case "forward":
            return _forward_form(report, units, today)
        case "reject":
            return RejectForm
        case "merge":
            return MergeForm
        case "ask":
            return QuestionForm
        case "draft_answer":
            return AnswerForm
        case "close" if report.category.body.get("publishable", False):
            return PublicForm
        case "give_back" | "send_back" | "pass_on":
            return ReasonForm
        case "guide":
            return type(
                "GuideForm",
                (ReasonForm,),
                {"reason": Lines(label=_("Lời hướng dẫn gửi người gửi"), max_length=LONGEST)},
            )
        case "reply":
            return type("ReplyForm", (ReasonForm,), {"reason": Lines(label=_("Câu trả lời"), max_length=LONGEST)})
    return StepForm


def initial_for(choice: Choice, report: Any, today: date) -> dict[str, Any]:
    """What stands in the boxes at first: what is proposed, never what the sender wrote."""
    match choice.move:
        case "forward":
            return {"category": report.category.code, "urgency": report.urgency}
        case "draft_answer":
            return {"who": report.matter.lead_agency.name, "done_on": today}
        case "guide":
            return {"reason": str(dict(queries.terms().get("complaint_guide") or {}).get("vi", ""))}
        case "close" if report.visibility == Visibility.PUBLIC:
            return {"publish": "co", "public_text": report.public_text}
    return {}


def _forward_form(report: Any, units: Units, today: date) -> type[StepForm]:
    english = (get_language() or "vi").startswith("en")
    categories: Sequence[tuple[str, Any]] = [
        (
            (english and group.name_en) or group.name,
            [(each.code, (english and each.name_en) or each.name) for each in group.categories],
        )
        for group in queries.groups(today)
    ]
    known = {code for _name, rows in categories for code, _text in rows}
    if report.category.code not in known:  # the catalogue changed since; what it was filed under stays a choice
        categories = [(_("Hiện nay"), [(report.category.code, report.category.name)]), *categories]
    fields: dict[str, Any] = {
        "category": forms.ChoiceField(label=_("Lĩnh vực"), choices=_flat(categories)),
        "urgency": forms.ChoiceField(label=_("Mức độ"), choices=Urgency.choices, widget=forms.RadioSelect),
        "to": UnitField(
            units,
            label=_("Đơn vị khác"),
            required=False,
            help_text=_("Để trống thì chuyển đến đơn vị được đề xuất theo lĩnh vực và nơi xảy ra."),
        ),
        "report": report,
        "today": today,
    }
    return type("ForwardForm", (ForwardForm,), fields)


def _flat(groups: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    """govuk's list has no groups: the group stands before the name."""
    return [(code, f"{group}: {name}") for group, rows in groups for code, name in rows]
