"""The questions of a report, one page each. Whether enough was said is for the rules; a form says what is misspelt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.domain.agencies import queries as agencies
from motcua.kernel.errors import Malformed
from motcua.kernel.text import phone
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.places import Groups, PlaceSelect

LONGEST, SHORTEST = 10_000, 10
LINE = 300


def places(day: date, *, english: bool) -> Groups:
    """Every place of the land under the area it lies in."""
    return tuple(
        (_called(group.area, english), tuple((area.code, _called(area, english)) for area in group.places))
        for group in agencies.grouped_areas(day)
    )


class WhereForm(PageForm):
    """Which commune, and where exactly; a telephone may add where it stands."""

    area = forms.CharField(
        label=_("Xã, phường, thị trấn"),
        required=False,
        error_messages={"required": _("Việc này cần biết ở đâu. Hãy chọn xã, phường hoặc thị trấn.")},
    )
    detail = forms.CharField(
        label=_("Thôn, ấp, khu phố và chỗ cụ thể"),
        required=False,
        max_length=LINE,
        widget=forms.TextInput({"spellcheck": "false"}),
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, groups: Groups = (), needed: bool, **rest: Any):
        super().__init__(data, **rest)
        self.fields["area"].widget = PlaceSelect(groups)
        self.fields["area"].required = needed
        self.codes = {code for _above, listed in groups for code, _name in listed}

    def clean_area(self) -> str:
        """A place of the list, or none."""
        code = str(self.cleaned_data["area"])
        if code and code not in self.codes:
            raise ValidationError(_("Nơi này không có trong danh sách của tỉnh. Hãy chọn lại."))
        return code


class ToldForm(PageForm):
    """What happened, and when."""

    content = Lines(label=_("Việc gì đang xảy ra?"), max_length=LONGEST)
    occurred_on = DayField(label=_("Xảy ra ngày nào?"), required=False)

    def clean_content(self) -> str:
        """Enough to be understood."""
        said = str(self.cleaned_data["content"])
        if len(said.strip()) < SHORTEST:
            raise ValidationError(_("Hãy viết rõ việc gì đang xảy ra (ít nhất 10 ký tự)."))
        return said


class Tick(forms.BooleanField):
    """A box to tick. It is never called optional: leaving it open is an answer."""

    def validate(self, value: Any) -> None:
        """Both are good."""


class WhoForm(PageForm):
    """Who reports, as far as they want to say, or as far as the matter needs it."""

    name = forms.CharField(
        label=_("Họ và tên"), required=False, max_length=LINE, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        required=False,
        max_length=LINE,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Việc này cần số điện thoại hoặc thư điện tử để cơ quan hỏi lại và trả lời.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, widget=forms.TextInput({"autocomplete": "email", "inputmode": "email"})
    )
    address = forms.CharField(
        label=_("Địa chỉ của bạn"),
        required=False,
        max_length=LINE,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    shows = Tick(label=_("Tôi đồng ý cho đơn vị giải quyết biết tên và cách liên hệ của tôi"))

    def __init__(self, data: Mapping[str, Any] | None = None, *files: Any, needed: bool, **rest: Any):
        super().__init__(data, *files, **rest)
        # One of the two is enough; who gives an e-mail address need give no number.
        self.fields["phone"].required = needed and not str((data or {}).get("email") or "").strip()

    def clean_phone(self) -> str:
        """A Vietnamese number in its national form."""
        typed = str(self.cleaned_data["phone"])
        if not typed.strip():
            return ""
        try:
            return phone(typed)
        except Malformed:
            raise ValidationError(_("Số điện thoại chưa đúng, ví dụ đúng: 0912 345 678.")) from None


class ReplyForm(PageForm):
    """The answer to what the unit asked."""

    reply = Lines(label=_("Câu trả lời của bạn"), max_length=4000)


class VerdictForm(PageForm):
    """Whether it is done."""

    fixed = forms.ChoiceField(
        label=_("Việc đã xong chưa?"),
        choices=[("yes", _("Đã xong")), ("no", _("Chưa xong"))],
        widget=forms.RadioSelect,
    )
    late = Tick(label=_("Việc được giải quyết chậm"))
    words = Lines(label=_("Muốn nói thêm điều gì?"), required=False, max_length=2000)


def _called(thing: Any, english: bool) -> str:
    return str((thing.name_en if english else "") or thing.name)
