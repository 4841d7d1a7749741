"""A report taken down at the counter: in the citizen's words, read back to them, filed, and a receipt printed."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import AT_COUNTER
from motcua.domain.papers import queries as papers
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.text import phone
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.paying import ACCEPTED
from motcua.web.desk.reports_forms import Files, ManyFiles
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.places import Groups, PlaceSelect
from motcua.web.shared.refusals import sentence_for

REMOVE = "bo"
"""The button beside each picture that is kept."""
LONGEST_NUMBER = 18
KEPT = ("category", "content", "area", "detail", "name", "phone", "email", "address", "shows")
FIELD_OF = {
    "report_says_nothing": "content",
    "report_too_long": "content",
    "report_needs_a_place": "area",
    "outside_the_province": "area",
    "report_needs_a_photo": "photos",
    "too_many_files": "photos",
    "report_needs_a_contact": "phone",
    "report_needs_a_name": "name",
    "report_needs_an_address": "address",
}
"""Beside which box a refusal of filing stands."""


class SaidForm(PageForm):
    """What somebody says at the counter, in their words, and how they can be reached."""

    category = forms.ChoiceField(label=gettext_lazy("Về việc gì"))
    content = Lines(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Ghi đúng lời người dân nói, không thêm bớt."),
        max_length=10_000,
    )
    area = forms.CharField(label=gettext_lazy("Xảy ra ở xã, phường nào"), required=False)
    detail = forms.CharField(label=gettext_lazy("Chỗ nào, gần đâu"), required=False, max_length=300)
    photos = Files(
        label=gettext_lazy("Ảnh, giấy tờ người dân đưa"), required=False, widget=ManyFiles({"accept": ACCEPTED})
    )
    name = forms.CharField(
        label=gettext_lazy("Họ tên người phản ánh"),
        help_text=gettext_lazy("Phản ánh về quy định hành chính phải có họ tên, địa chỉ và số điện thoại."),
        required=False,
        max_length=300,
    )
    phone = forms.CharField(label=gettext_lazy("Số điện thoại liên hệ"), required=False, max_length=30)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False, widget=forms.TextInput)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=300)
    shows = forms.BooleanField(
        label=gettext_lazy("Người dân đồng ý cho đơn vị giải quyết biết mình là ai"), required=False
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def clean_phone(self) -> str:
        """A Vietnamese number in its national form."""
        typed = str(self.cleaned_data["phone"]).strip()
        try:
            return phone(typed) if typed else ""
        except Malformed as problem:
            raise forms.ValidationError(str(problem)) from None

    def refuse(self, no: Refused) -> None:
        """Show a refusal of filing beside what it is about."""
        field = FIELD_OF.get(no.code)
        self.add_error(field if field in self.fields else None, sentence_for(no))


@require_http_methods(["GET", "POST"])
@at_desk
def take_down(request: DeskRequest) -> HttpResponse:
    """Write it down; everything is kept, and then read back on a page of its own."""
    token = request.GET.get("sua", "")
    kept = queries.counter_draft(token, request.official) if token else None
    if kept is not None and kept.sent_at is not None:
        return redirect("desk:counter_receipt", code=str((kept.outcome or {}).get("code", "")))
    queries.ensure_counter(request.official)
    first = queries.written(kept).body() if kept is not None else {}
    form = _form(request, {**first, "token": token or f"{AT_COUNTER}{secrets.token_hex(16)}"})
    if REMOVE in request.POST:
        return _without(request, form)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        return redirect("desk:counter_read_back", token=form.cleaned_data["token"])
    return page(request, "reports/counter", {"form": form, "photos": _photos(str(form["token"].value()))})


@require_http_methods(["GET", "POST"])
@at_desk
def read_back(request: DeskRequest, token: str) -> HttpResponse:
    """GET is read aloud; POST files it, by the button that says it was read back and agreed to."""
    draft = queries.counter_draft(token, request.official)
    if draft.sent_at is not None:
        return redirect("desk:counter_receipt", code=str((draft.outcome or {}).get("code", "")))
    said = queries.written(draft)
    problem = ""
    if request.method == "POST":
        try:
            agreed = "da-doc-lai" in request.POST
            done = actions.send_at_counter(token, read_back=agreed, by=request.official, now=request.now)
        except Refused as no:
            problem = sentence_for(no)
        else:
            return redirect("desk:counter_receipt", code=done.code)
    photos = queries.photos_of_draft(draft)
    context = {"token": token, "rows": _aloud(request, said), "photos": [each.file.name for each in photos]}
    return page(request, "reports/counter_read", {**context, "problem": problem})


@require_safe
@at_desk
def receipt(request: DeskRequest, code: str) -> HttpResponse:
    """What was filed: its code, to be said and printed; nothing of what was written."""
    found = queries.taken_down(code, request.official)
    aloud = " ".join(found.code.replace("-", ""))
    return page(request, "reports/counter_receipt", {"found": found, "aloud": aloud})


@require_safe
@at_desk
def receipt_pdf(request: DeskRequest, code: str) -> HttpResponse:
    """The receipt on paper."""
    content = queries.receipt_content(code, request.official, request.now)
    pdf = papers.render("phieu-nhan-phan-anh", content, on=localdate(request.now))
    return download(pdf, PDF, f"phieu-nhan-{content['code']}.pdf")


@require_safe
@at_desk
def posting_sheet(request: DeskRequest) -> HttpResponse:
    """The sheet that hangs at the office: where and how feedback about rules is sent."""
    content = queries.posting_sheet(request.official, request.now)
    pdf = papers.render("niem-yet-phan-anh", content, on=localdate(request.now))
    return download(pdf, PDF, f"niem-yet-phan-anh-{request.official.agency_code}.pdf")


def _form(request: DeskRequest, first: dict[str, Any]) -> SaidForm:
    today, english = localdate(request.now), _english()
    form = posted(SaidForm, request) if request.method == "POST" else SaidForm(initial=first)
    categories = [
        (each.code, f"{_called(group, english)}: {_called(each, english)}")
        for group in queries.groups(today)
        for each in group.categories
    ]
    form.fields["category"].choices = [("", _("Chọn trong danh sách")), *categories]  # type: ignore[attr-defined]  # as it is one
    form.fields["area"].widget = PlaceSelect(_places(request, english))
    return form


def _kept(request: DeskRequest, form: SaidForm) -> bool:
    """Whether everything typed lies in the draft now; what is wrong with a picture, or missing, stands on the form."""
    typed, by = form.cleaned_data, request.official
    token = str(typed["token"])
    if not token.startswith(AT_COUNTER):
        raise NotFound("draft")
    draft = actions.begin_draft(by=by, now=request.now, token=token)
    if draft.sent_at is not None:
        return True
    actions.keep_draft(token, {name: typed[name] for name in KEPT}, by=by, now=request.now)
    _add(request, form, draft)
    try:
        queries.ensure_counter_may_send(draft.token, by, request.now)
    except Refused as no:
        form.refuse(no)
    return form.is_valid()


def _add(request: DeskRequest, form: SaidForm, draft: Any) -> None:
    """What was chosen goes beside what is kept already; the same picture chosen again is the one that is there."""
    there = {each.file.sha256 for each in queries.photos_of_draft(draft)}
    for name, content in form.cleaned_data.get("photos") or ():
        if sha256(content).hexdigest() in there:
            continue
        try:
            actions.add_draft_photo(draft.token, name, content, by=request.official, now=request.now)
        except Refused as no:
            form.add_error("photos", sentence_for(no))


def _without(request: DeskRequest, form: SaidForm) -> HttpResponse:
    """Take one picture out again; whatever stands in the boxes is kept as it is, right or wrong."""
    token, photo_id = str(request.POST.get("token", "")), request.POST[REMOVE]
    draft = queries.counter_draft(token, request.official)
    if draft.sent_at is None:
        typed = {name: form.data.get(name, "") for name in KEPT} | {"shows": bool(form.data.get("shows"))}
        actions.keep_draft(token, typed, by=request.official, now=request.now)
        form.is_valid()
        _add(request, form, draft)
        if photo_id.isdecimal() and len(photo_id) <= LONGEST_NUMBER:
            actions.remove_draft_photo(token, int(photo_id), by=request.official, now=request.now)
    return redirect(f"{reverse('desk:take_down_report')}?{urlencode({'sua': token})}")


def _photos(token: str) -> list[tuple[int, str]]:
    """What is kept of pictures and papers with what is being taken down."""
    return [(each.pk, each.file.name) for each in queries.photos_taken_down(token)]


def _aloud(request: DeskRequest, said: Any) -> list[tuple[str, str]]:
    """What is read back, with names in place of codes."""
    english, today = _english(), localdate(request.now)
    about = queries.category_of_draft(said, today)
    area = agencies.areas_named({said.area}, today).get(said.area) if said.area else None
    labels = SaidForm.base_fields
    values = {
        "category": _called(about, english) if about is not None else "",
        "content": said.content,
        "area": agencies.full_name(area, english=english) if area is not None else "",
        "detail": said.detail,
        "name": said.name,
        "phone": said.phone,
        "email": said.email,
        "address": said.address,
        "shows": _("Có") if said.shows else _("Không"),
    }
    return [(str(labels[name].label), value) for name, value in values.items() if value]


def _places(request: DeskRequest, english: bool) -> Groups:
    return tuple(
        (_called(group.area, english), tuple((area.code, _called(area, english)) for area in group.places))
        for group in agencies.grouped_areas(localdate(request.now))
    )


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def _called(thing: Any, english: bool) -> str:
    return str((english and thing.name_en) or thing.name)
