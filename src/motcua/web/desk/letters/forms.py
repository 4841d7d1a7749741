"""What officials are asked about letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.letters import actions, queries
from motcua.domain.letters.queries import Choices, FactSource, Kind, Urgency
from motcua.kernel.actors import Official
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines, PageForm

LONGEST_LINES = 10_000


class BoxesForm(PageForm):
    """What stands beside the text of a letter."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    template = forms.ChoiceField(label=gettext_lazy("Bắt đầu từ mẫu"), required=False)
    subject = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        help_text=gettext_lazy(
            "Không viết “V/v” và không chấm câu ở cuối. Ví dụ: trả lời ý kiến, kiến nghị của cử tri"
        ),
        max_length=500,
    )
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị soạn thảo"), required=False)
    to = Lines(
        label=gettext_lazy("Kính gửi"),
        help_text=gettext_lazy("Mỗi nơi một dòng. Nơi có trên hệ thống sẽ nhận văn bản ngay khi ban hành."),
        required=False,
    )
    copies = Lines(
        label=gettext_lazy("Nơi nhận"),
        help_text=gettext_lazy("Mỗi nơi một dòng; dòng cuối là Lưu: VT."),
        required=False,
    )
    signer = forms.ChoiceField(label=gettext_lazy("Người ký"), required=False)
    secretary = forms.ChoiceField(
        label=gettext_lazy("Thư ký (chỉ với biên bản)"),
        help_text=gettext_lazy("Thư ký ký trước, chủ tọa ký sau."),
        required=False,
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Mức độ khẩn"), required=False)
    copy_count = forms.IntegerField(label=gettext_lazy("Số bản"), min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, choices: Choices, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        offered = {
            "kind": [(kind, str(Kind(kind).label)) for kind in choices.kinds],
            "unit": [("", _("Không ghi")), *choices.units],
            "signer": [("", _("Chưa chọn")), *((str(pk), name) for pk, name in choices.signers)],
            "secretary": [("", _("Không có")), *((str(pk), name) for pk, name in choices.secretaries)],
            "urgency": [("", _("Không khẩn")), *Urgency.choices],
            "template": [
                ("", _("Trang trắng")),
                *((code, title_en if english else title) for code, _kind, title, title_en in choices.templates),
            ],
        }
        for name, values in offered.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # as it is one
        if not new:
            del self.fields["template"]

    def boxes(self) -> actions.Boxes:
        """The boxes as they were filled."""
        typed = self.cleaned_data
        return actions.Boxes(
            kind=typed["kind"],
            subject=typed["subject"],
            unit=typed["unit"],
            to=tuple(typed["to"].splitlines()[:LONGEST_LINES]),
            copies=tuple(typed["copies"].splitlines()[:LONGEST_LINES]),
            signer=int(typed["signer"]) if typed["signer"] else None,
            secretary=int(typed["secretary"]) if typed["secretary"] else None,
            urgency=typed["urgency"],
            copy_count=typed["copy_count"],
        )


def filled(letter: Any) -> dict[str, Any]:
    """The boxes of a letter as the form shows them."""
    return {
        "kind": letter.kind,
        "subject": letter.subject,
        "unit": letter.unit,
        "to": "\n".join(party["name"] for party in letter.to),
        "copies": "\n".join(party["name"] for party in letter.copies),
        "signer": str(letter.signer_id or ""),
        "secretary": str(letter.secretary_id or ""),
        "urgency": letter.urgency,
        "copy_count": letter.copy_count,
    }


class FactForm(PageForm):
    """Something that can be shown to be so, with its source."""

    label = forms.CharField(label=gettext_lazy("Dẫn chứng về việc gì"), max_length=300)
    value = forms.CharField(
        label=gettext_lazy("Nội dung ghi vào văn bản"), help_text=gettext_lazy("Ví dụ: 1.204 hồ sơ"), max_length=300
    )
    as_of = DayField(label=gettext_lazy("Tính đến ngày"), help_text=gettext_lazy("Ví dụ: 30 9 2024"))
    source_kind = forms.ChoiceField(label=gettext_lazy("Nguồn"), choices=FactSource.choices)
    source_id = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản hoặc tên báo cáo"),
        help_text=gettext_lazy("Ví dụ: Quyết định số 1109/QĐ-UBND ngày 05/7/2023"),
        max_length=300,
    )
    after = forms.IntegerField(
        label=gettext_lazy("Đặt ở cuối đoạn thứ"),
        help_text=gettext_lazy("Để trống thì đặt ở cuối văn bản."),
        min_value=1,
        max_value=9_999,
        required=False,
    )

    def fact(self) -> actions.Fact:
        """The fact as it was typed."""
        typed = self.cleaned_data
        return actions.Fact(typed["label"], typed["value"], typed["as_of"], typed["source_kind"], typed["source_id"])


class DocxForm(PageForm):
    """A letter as somebody edited it in a word processor."""

    file = forms.FileField(
        label=gettext_lazy("Tệp .docx đã sửa"), help_text=gettext_lazy("Tệp Word, không quá 20 MB."), max_length=200
    )


class PinForm(PageForm):
    """The PIN of a token; it is asked for each time and shown to nobody."""

    pin = forms.CharField(
        label=gettext_lazy("Mã PIN"),
        help_text=gettext_lazy("Mã PIN của thiết bị ký. Hệ thống chỉ dùng cho lần này và không lưu lại."),
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        strip=False,
        max_length=64,
    )


class ReasonForm(PageForm):
    """A reason in words."""

    words = Lines(label=gettext_lazy("Lý do"), max_length=2000)


class IncomingForm(PageForm):
    """A letter from outside, as it is written into the register."""

    author = forms.CharField(label=gettext_lazy("Cơ quan, tổ chức gửi"), max_length=300)
    symbol = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=100, required=False)
    dated = DayField(label=gettext_lazy("Ngày văn bản"), help_text=gettext_lazy("Ví dụ: 8 10 2024"), required=False)
    abstract = forms.CharField(label=gettext_lazy("Tên loại và trích yếu nội dung"), max_length=1000)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Mức độ khẩn"), choices=[("", gettext_lazy("Không khẩn")), *Urgency.choices], required=False
    )
    note = Lines(label=gettext_lazy("Ghi chú"), max_length=1000, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
        help_text=gettext_lazy("Ảnh JPG, PNG hoặc tệp PDF, tối đa 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
        required=False,
    )


class AssignForm(PageForm):
    """Who sees to an incoming letter, and by when."""

    to = forms.ChoiceField(label=gettext_lazy("Người giải quyết"))
    instruction = Lines(label=gettext_lazy("Ý kiến chỉ đạo"), max_length=2000, required=False)
    due_on = DayField(label=gettext_lazy("Hạn giải quyết"), help_text=gettext_lazy("Ví dụ: 25 10 2024"), required=False)

    def __init__(self, *args: Any, official: Official, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(pk), name) for pk, name in queries.colleagues_of(official, now)]
        self.fields["to"].choices = [("", _("Chọn đồng nghiệp")), *people]  # type: ignore[attr-defined]  # as it is one


class HandleForm(PageForm):
    """How an incoming letter was seen to."""

    words = Lines(label=gettext_lazy("Đã giải quyết thế nào"), max_length=2000)
    answer = forms.ChoiceField(label=gettext_lazy("Văn bản trả lời"), required=False)

    def __init__(self, *args: Any, letters: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Không có")), *((str(pk), name) for pk, name in letters)]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # as it is one
