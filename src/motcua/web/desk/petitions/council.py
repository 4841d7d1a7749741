"""The council's own lists: terms, sessions, groups of delegates, delegates; named on one page, four small forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.domain.petitions import actions, queries
from motcua.kernel.errors import NotFound
from motcua.web.desk.petitions.asking import did
from motcua.web.desk.petitions.forms import PetitionForm
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import posted


class SessionForm(PetitionForm):
    """A session of a term."""

    field_of: ClassVar[Mapping[str, str | None]] = {"session_is_there": "number", "ends_before_it_begins": "closes"}
    term = forms.ChoiceField(label=gettext_lazy("Khóa"))
    number = forms.IntegerField(label=gettext_lazy("Kỳ họp thứ"), min_value=1, max_value=999)
    opens = DayField(label=gettext_lazy("Ngày khai mạc"), help_text=gettext_lazy("Ví dụ: 3 7 2024"))
    closes = DayField(label=gettext_lazy("Ngày bế mạc"), required=False)


class DelegateForm(PetitionForm):
    """A delegate and the group they belong to."""

    field_of: ClassVar[Mapping[str, str | None]] = {"delegate_without_name": "full_name"}
    term = forms.ChoiceField(label=gettext_lazy("Khóa"))
    full_name = forms.CharField(label=gettext_lazy("Họ tên đại biểu"), max_length=200)
    group = forms.ChoiceField(label=gettext_lazy("Tổ đại biểu"), required=False)


class GroupForm(PetitionForm):
    """A group of delegates."""

    field_of: ClassVar[Mapping[str, str | None]] = {"group_is_there": "code"}
    term = forms.ChoiceField(label=gettext_lazy("Khóa"))
    code = forms.SlugField(
        label=gettext_lazy("Mã tổ"),
        help_text=gettext_lazy("Chữ thường không dấu, ví dụ: to-so-1"),
        max_length=60,
        error_messages={"invalid": gettext_lazy("Mã tổ chỉ gồm chữ không dấu, chữ số và dấu gạch nối.")},
    )
    name = forms.CharField(label=gettext_lazy("Tên tổ đại biểu"), max_length=200)


class TermForm(PetitionForm):
    """A term of the council."""

    field_of: ClassVar[Mapping[str, str | None]] = {"term_is_there": "code", "ends_before_it_begins": "ends"}
    code = forms.CharField(label=gettext_lazy("Khóa"), help_text=gettext_lazy("Ví dụ: X"), max_length=20)
    begins = DayField(label=gettext_lazy("Ngày bắt đầu"), help_text=gettext_lazy("Ví dụ: 23 5 2021"))
    ends = DayField(label=gettext_lazy("Ngày kết thúc"), required=False)


FORMS: Mapping[str, type[PetitionForm]] = {
    "ky-hop": SessionForm,
    "dai-bieu": DelegateForm,
    "to": GroupForm,
    "khoa": TermForm,
}


@require_http_methods(["GET", "POST"])
@at_desk
def sessions(request: DeskRequest) -> HttpResponse:
    """GET shows the council as it is; POST names one thing more."""
    if not queries.desks_of(request.official).council:
        raise NotFound("council")
    found = list(queries.sessions())
    delegates = list(queries.delegates_of(found[0])) if found else []
    groups = list(queries.groups_of(found[0])) if found else []
    sent = request.POST.get("loai", "")
    shown = {}
    for name, form_class in FORMS.items():
        bound = request.method == "POST" and sent == name
        form = posted(form_class, request, prefix=name) if bound else form_class(prefix=name)
        _offer(form, found, groups)
        shown[name] = form
        if bound and form.is_valid() and did(form, _act(request, name, form.cleaned_data), {"group": "group"}):
            messages.success(request, _("Đã thêm vào danh sách."))
            return redirect("desk:sessions")
    titles = [
        ("ky-hop", _("Thêm kỳ họp")),
        ("dai-bieu", _("Thêm đại biểu")),
        ("to", _("Thêm tổ đại biểu")),
        ("khoa", _("Thêm khóa")),
    ]
    context = {
        "sessions": found,
        "groups": [(group, [each for each in delegates if each.group_id == group.pk]) for group in groups],
        "alone": [each for each in delegates if each.group_id is None],
        "forms": [(name, title, shown[name]) for name, title in titles],
        "sent": sent,
    }
    return page(request, "petitions/sessions", context)


def _offer(form: PetitionForm, sessions: list[Any], groups: list[Any]) -> None:
    terms = dict.fromkeys(str(each.term) for each in sessions)
    choices = {
        "term": [(code, code) for code in queries.term_codes() or terms],
        "group": [("", _("Không thuộc tổ nào")), *((each.code, each.name) for each in groups)],
    }
    for name, rows in choices.items():
        if name in form.fields:
            form.fields[name].choices = rows  # type: ignore[attr-defined]  # as it is one


def _act(request: DeskRequest, name: str, typed: Mapping[str, Any]) -> Callable[[], Any]:
    who: dict[str, Any] = {"by": request.official, "now": request.now}
    match name:
        case "ky-hop":
            return lambda: actions.open_session(typed["term"], typed["number"], typed["opens"], typed["closes"], **who)
        case "dai-bieu":
            return lambda: actions.name_delegate(typed["term"], typed["full_name"], typed["group"], **who)
        case "to":
            return lambda: actions.name_group(typed["term"], typed["code"], typed["name"], **who)
    return lambda: actions.open_term(typed["code"], typed["begins"], typed["ends"], **who)
