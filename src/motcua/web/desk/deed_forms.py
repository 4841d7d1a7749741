"""The forms of decisions about a whole dossier, and what their pages say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from motcua.domain.matters.states import GROUNDED, HoldReason
from motcua.web.desk.paying import file_field
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines, PageForm

REASON = "ly-do"
LONGEST = 2000
FIELD_OF: dict[str, str | None] = {
    "reason_missing": "reason",
    "hold_reason_unknown": "reason",
    "proof_missing": "proof",
    "file_type_unknown": "proof",
    "file_cut_short": "proof",
    "file_empty": "proof",
    "file_too_large": "proof",
    "file_with_active_content": "proof",
    "new_date_not_later": "day",
    "answer_wrong": None,
    "nothing_corrected": None,
    "correction_changes_the_case": None,
}
"""The box beside which each refusal about what was typed stands; any other refusal is a page of its own."""


@dataclass(frozen=True)
class Deed:
    """The words of one page: its title, what it means, its button, what is said when it is done."""

    title: Promise
    lead: Promise
    button: Promise
    done: Promise


HOLD = Deed(
    _("Tạm dừng tính thời gian"),
    _(
        "Chỉ tạm dừng khi pháp luật cho phép và có văn bản chứng minh. Trong lúc tạm dừng, không ai làm tiếp được các "
        "bước của hồ sơ; người nộp được báo và xem được lý do, căn cứ, văn bản."
    ),
    _("Tạm dừng"),
    _("Đã tạm dừng tính thời gian. Người nộp được báo ngay."),
)
ALLOW = Deed(
    _("Cho phép yêu cầu bổ sung thêm một lần"),
    _(
        "Hồ sơ đã dùng hết số lần được yêu cầu bổ sung. Yêu cầu thêm một lần nữa thì chỉ số quốc gia tính là hồ sơ quá "
        "hạn. Lý do của anh/chị được lưu trong hồ sơ."
    ),
    _("Cho phép"),
    _("Đã cho phép yêu cầu bổ sung thêm một lần."),
)
APOLOGY = Deed(
    _("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    _("Mỗi hồ sơ chỉ được hẹn lại một lần. Kết quả đúng hạn hay quá hạn vẫn tính theo ngày hẹn đầu."),
    _("Lưu phiếu"),
    _("Đã lưu phiếu xin lỗi. Phiếu có hiệu lực khi lãnh đạo ký."),
)
WHICH_FIELD = Deed(
    _("Đính chính một mục ghi sai"),
    _("Chỉ sửa chỗ ghi nhầm. Nội dung cũ vẫn được giữ; người nộp được báo và xem được cả hai."),
    _("Tiếp tục"),
    _("Tiếp tục"),
)
CORRECT = Deed(
    _("Đính chính một mục ghi sai"),
    _("Nội dung cũ vẫn được giữ trong hồ sơ. Người nộp được báo ngay."),
    _("Đính chính"),
    _("Đã đính chính. Người nộp được báo ngay."),
)
REISSUE = Deed(
    _("Cấp lại giấy tờ kết quả"),
    _("Giấy mới lấy nội dung hồ sơ hiện nay, có số mới và ghi rõ thay cho giấy nào. Giấy cũ vẫn được giữ trong hồ sơ."),
    _("Cấp lại"),
    _("Đã cấp lại. Người nộp được báo ngay."),
)
REOPEN = Deed(
    _("Giải quyết lại hồ sơ"),
    _(
        "Một hồ sơ mới được mở và tiếp nhận ngay, với nội dung khai và giấy tờ của hồ sơ này. Hồ sơ này giữ nguyên như "
        "đã đóng. Người nộp xem được cả hai."
    ),
    _("Quyết định giải quyết lại"),
    _("Đã mở hồ sơ mới để giải quyết lại."),
)


class ReasonForm(PageForm):
    """A decision that needs its reason and nothing besides."""

    reason = Lines(label=_("Lý do"), max_length=LONGEST)


class HoldForm(PageForm):
    """Why the clock rests, on what ground, proved by what."""

    reason = forms.ChoiceField(
        label=_("Lý do tạm dừng"),
        choices=[(reason.value, reason.label) for reason in HoldReason if reason in GROUNDED],
        widget=forms.RadioSelect,
    )
    ground = Lines(
        label=_("Căn cứ"), help_text=_("Điều khoản của luật và số, ngày của văn bản làm căn cứ."), max_length=LONGEST
    )
    proof = file_field(_("Văn bản chứng minh"), required=True, help_text=_("Tệp PDF hoặc ảnh chụp rõ."))


def apology_form(agencies: Sequence[tuple[str, str]]) -> type[PageForm]:
    """Who is at fault, why, and the new date with its hour."""
    fields: dict[str, forms.Field] = {
        "at_fault": forms.ChoiceField(label=_("Cơ quan, đơn vị để chậm"), choices=agencies, widget=forms.RadioSelect),
        "reason": Lines(label=_("Lý do chậm"), help_text=_("Viết để người nộp hiểu được."), max_length=LONGEST),
        "day": DayField(label=_("Ngày hẹn lại"), help_text=_("Ví dụ: 18 10 2024")),
        "hour": forms.TimeField(label=_("Giờ hẹn lại"), help_text=_("Ví dụ: 16:30"), input_formats=["%H:%M"]),
    }
    return type("ApologyForm", (PageForm,), fields)


def choice_of_field(fields: Sequence[tuple[str, str]]) -> type[PageForm]:
    """Which of the answers."""
    return type(
        "FieldForm",
        (PageForm,),
        {"field": forms.ChoiceField(label=_("Mục cần đính chính"), choices=[("", _("Chọn mục")), *fields])},
    )


def correction_form(name: str, entry: forms.Field) -> type[PageForm]:
    """The answer anew, and why."""
    return type(
        "CorrectionForm",
        (PageForm,),
        {name: entry, REASON: Lines(label=_("Vì sao phải đính chính"), max_length=LONGEST)},
    )


def moment_of(day: date, hour: time) -> datetime:
    """The day and hour on the clock of the office."""
    return datetime.combine(day, hour, get_current_timezone())
