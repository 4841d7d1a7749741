"""Supplying what an office asked for: all of it at once, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import Dossier
from motcua.kernel.errors import Refused
from motcua.web.portal import file_sentences, typing_kept
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.views.papers import SeveralFiles
from motcua.web.shared import uploads
from motcua.web.shared.forms import Lines, PageForm

ACCEPTED = "application/pdf,image/jpeg,image/png"
LONGEST_NOTE = 1000


@typing_kept.keeps_typed
@citizen_only
def supplement(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """What is missing, a box for each thing, and a word to the office. What is typed stays, come what may."""
    found = queries.followed(dossier_id, request.citizen)
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    asked = queries.with_everything(found, "en" if language == "en" else "vi").asked
    if asked is None:
        messages.info(request, _("Hồ sơ này hiện không có gì phải bổ sung."))
        return redirect("portal:dossier", dossier_id=dossier_id)
    names = [_named(found, item, language) for item in asked.items]
    shape = _shape(names)
    if request.method != "POST":
        form = shape(initial=_typed_before(request))
    else:
        form = shape(request.POST)
        form.upload_problems = uploads.problems(request)
        if form.is_valid() and _supplied(request, found, form, asked.items):
            messages.success(request, _("Đã gửi phần bổ sung. Cơ quan sẽ xem và làm tiếp."))
            return redirect("portal:dossier", dossier_id=dossier_id)
    for name in form.fields.keys() - {"note"}:
        # Each may be explained instead of given, but what an office asks for is not called optional.
        form.fields[name].required = True
    return render(
        request,
        "portal/dossiers/supplement.html",
        {
            "dossier": found,
            "asked": asked,
            "form": form,
            "boxes": [
                (_box_name(n), {"name": name, "note": item.get("note", "")})
                for n, (name, item) in enumerate(zip(names, asked.items, strict=True))
            ],
        },
    )


def _shape(names: Sequence[str]) -> type[PageForm]:
    """A form with a box for each thing that is missing."""
    fields: dict[str, Any] = {
        _box_name(number): forms.FileField(
            label=name, required=False, widget=SeveralFiles({"accept": ACCEPTED, "multiple": True})
        )
        for number, name in enumerate(names)
    }
    fields["note"] = Lines(label=_("Điều bạn muốn nói với cơ quan giải quyết"), required=False, max_length=LONGEST_NOTE)
    return type("SupplementForm", (PageForm,), fields)


def _supplied(request: CitizenRequest, found: Dossier, form: PageForm, items: Sequence[dict[str, str]]) -> bool:
    """Whether it was taken; if not, the form says why."""
    boxes = {_box_name(number): _part(found, item) for number, item in enumerate(items)}
    given = [(box, part, file) for box, part in boxes.items() for file in request.FILES.getlist(box)]
    files = [(part, file.name or "", file.read()) for _box, part, file in given]
    note = form.cleaned_data["note"]
    if not files and not note.strip():
        form.add_error(
            None,
            ValidationError(_("Chưa có gì để gửi. Hãy thêm tệp, hoặc viết cho cơ quan biết vì sao chưa có.")),
        )
        return False
    try:
        actions.resume(found.pk, files, note, by=request.citizen, now=request.now)
    except Refused as refusal:
        name = str(refusal.details.get("name", ""))
        sentence = file_sentences.about(refusal, name)
        box = next((box for box, _part, file in given if (file.name or "") == name), None)
        again = _("Chưa gửi gì cả; hãy chọn lại các tệp rồi gửi lại.")
        form.add_error(box, ValidationError(f"{sentence} {again}".replace("%", "%%"), params={}))
        return False
    return True


def _part_asked(found: Dossier, item: dict[str, str]) -> dict[str, Any] | None:
    """The procedure's own paper that an item asks for; before items kept its code, it was known by its name."""
    parts: list[dict[str, Any]] = found.procedure.body.get("parts") or []
    code, name = item.get("code"), item["name"]
    return next((part for part in parts if part["code"] == code or (not code and name in part["name"].values())), None)


def _part(found: Dossier, item: dict[str, str]) -> str:
    """The code under which what is given is kept; things that the procedure does not list go together."""
    part = _part_asked(found, item)
    return str(part["code"]) if part else actions.SUPPLIED_PART


def _named(found: Dossier, item: dict[str, str], language: str) -> str:
    """What the thing is called in the reader's language, where it is one of the procedure's own papers."""
    part = _part_asked(found, item)
    return str(part["name"].get(language) or item["name"]) if part else item["name"]


def _typed_before(request: CitizenRequest) -> dict[str, str]:
    typed = typing_kept.given_back(request)
    if typed is None:
        return {}
    messages.info(request, _("Phiên đăng nhập trước đã hết hạn. Lời bạn viết vẫn còn; riêng tệp thì hãy chọn lại."))
    return {"note": typed.get("note", [""])[-1]}


def _box_name(number: int) -> str:
    return f"giay-{number + 1}"
