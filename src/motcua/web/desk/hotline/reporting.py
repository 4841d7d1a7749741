"""Taking a report down while somebody speaks, reading it back to them, and only then filing it."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.domain.feedback import queries as feedback
from motcua.domain.hotline import actions, queries
from motcua.kernel.errors import Malformed, Refused
from motcua.web.desk.hotline.staying import open_page
from motcua.web.desk.seat import DeskRequest, at_desk
from motcua.web.shared.forms import PageForm, posted
from motcua.web.shared.refusals import sentence_for

FIELD_OF = {
    "report_says_nothing": "content",
    "report_too_long": "content",
    "report_needs_a_place": "area",
    "outside_the_province": "area",
    "report_needs_a_contact": "phone",
    "report_needs_a_name": "name",
    "report_needs_an_address": "address",
}


class SpokenForm(PageForm):
    """What the caller says, in their words."""

    category = forms.ChoiceField(label=gettext_lazy("Về việc gì"))
    content = forms.CharField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Ghi đúng lời người gọi, không thêm bớt."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    area = forms.ChoiceField(label=gettext_lazy("Xảy ra ở xã, phường nào"), required=False)
    place = forms.CharField(label=gettext_lazy("Chỗ nào, gần đâu"), required=False, max_length=300)
    name = forms.CharField(label=gettext_lazy("Họ tên người phản ánh"), required=False, max_length=120)
    phone = forms.CharField(label=gettext_lazy("Số điện thoại liên hệ"), required=False, max_length=20)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=300)
    shows_sender = forms.BooleanField(
        label=gettext_lazy("Người gọi đồng ý cho đơn vị giải quyết biết mình là ai"), required=False
    )
    about_code = forms.CharField(label=gettext_lazy("Về hồ sơ, phản ánh nào (mã)"), required=False, max_length=40)
    press = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def clean_about_code(self) -> str:
        """The code of something that is there: a wrong one would cost everything that was written down."""
        code = str(self.cleaned_data["about_code"]).strip()
        if code and not queries.is_known(code):
            raise forms.ValidationError(
                _("Không có hồ sơ, phản ánh nào mang mã này. Xin người gọi đọc lại từng chữ, từng số.")
            )
        return code


@require_http_methods(["GET", "POST"])
@at_desk
def report(request: DeskRequest, call_id: int) -> HttpResponse:
    """Write it down; then read it back; then file it, by the button that says it was read back."""
    call = queries.one_seen_by(request.official, call_id)
    form = _form(request, call)
    reads_back = False
    if request.method == "POST" and form.is_valid() and "sua" not in request.POST:
        if "da-doc-lai" in request.POST:
            if (answer := _filed(request, call, form)) is not None:
                return answer
        else:
            reads_back = True
    context = {"call": call, "form": form, "reads_back": reads_back, "console": _console(request)}
    if reads_back:
        context["rows"] = _aloud(form)
    return open_page(request, "hotline/report", context)


def _form(request: DeskRequest, call: Any) -> SpokenForm:
    day, english = localdate(request.now), request.LANGUAGE_CODE == "en"
    first = {"phone": call.number, "press": secrets.token_hex(8)}
    form = posted(SpokenForm, request) if request.method == "POST" else SpokenForm(initial=first)
    categories = [
        (each.code, _named(group, each, english=english)) for group in feedback.groups(day) for each in group.categories
    ]
    places = [place for _above, below in queries.places(day, english=english) for place in below]
    form.fields["category"].choices = [("", _("Chọn trong danh sách")), *categories]  # type: ignore[attr-defined]  # as it is one
    form.fields["area"].choices = [("", _("Chọn trong danh sách")), *places]  # type: ignore[attr-defined]  # as it is one
    return form


def _filed(request: DeskRequest, call: Any, form: SpokenForm) -> HttpResponse | None:
    """Filed, and told by which code; a refusal stands beside its box."""
    said = actions.Spoken(**form.cleaned_data)
    try:
        filed = actions.take_down(call.pk, said, read_back=True, by=request.official, now=request.now)
    except Refused as no:
        form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        return None
    except Malformed as problem:
        form.add_error("phone", str(problem))
        return None
    messages.success(request, _("Đã ghi. Xin đọc mã cho người gọi: %(code)s") % {"code": filed.code})
    if filed.sealed:
        messages.warning(
            request,
            _(
                "Nội dung có dấu hiệu tố cáo nên đã chuyển kín cho nơi tiếp công dân. "
                "Hãy hướng dẫn người gọi gửi đơn hoặc đến trình bày."
            ),
        )
    return redirect("desk:hotline_call", call_id=call.pk)


def _aloud(form: SpokenForm) -> list[tuple[str, str]]:
    """What is read back, with names in place of codes."""
    typed = form.cleaned_data
    chosen = {
        str(value): str(text)
        for name in ("category", "area")
        for value, text in form.fields[name].choices  # type: ignore[attr-defined]  # as it is one
    }
    rows = []
    for name, field in form.fields.items():
        value = typed.get(name)
        if name == "press" or value in {"", False, None}:
            continue
        said = (
            _("Có") if value is True else chosen.get(str(value), str(value)) if name in {"category", "area"} else value
        )
        rows.append((str(field.label), str(said)))
    return rows


def _console(request: DeskRequest) -> queries.Console:
    return queries.console(request.official, request.now)


def _named(group: Any, category: Any, *, english: bool) -> str:
    """A category with the group it belongs to: two groups may call something the same."""
    if english and category.name_en:
        return f"{group.name_en or group.name}: {category.name_en}"
    return f"{group.name}: {category.name}"
