"""What a one-stop unit has to publish: its checklist with the last look at each item, and how the units below stand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.publicity import actions, queries
from motcua.domain.publicity.queries import UnitState
from motcua.domain.publicity.states import Lack, Standing
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.filters import day
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.refusals import sentence_for

ON_A_PAGE = 30
LONGEST_HISTORY = 50
GOOD, WRONG = "dung", "sai"
TONES = {Standing.WRONG: "late", Standing.NEVER: "draft", Standing.OVERDUE: "soon", Standing.GOOD: "on_time"}
ORDERS: dict[str, tuple[Any, Callable[[UnitState], Any] | None]] = {
    "thieu": (gettext_lazy("Thiếu nhiều nhất"), lambda state: -state.weight),
    "ngay": (gettext_lazy("Lâu chưa kiểm tra nhất"), lambda state: state.last_on or date.min),
    "ten": (gettext_lazy("Theo địa bàn"), None),
}
FIELD_OF = {"fault_without_note": "note", "note_too_long": "note"}


class VerificationForm(PageForm):
    """How the item was found, what is to be said of it, and a photograph."""

    found = forms.ChoiceField(
        label=gettext_lazy("Anh/chị thấy thế nào?"),
        choices=[(GOOD, gettext_lazy("Đúng, đủ")), (WRONG, gettext_lazy("Chưa đúng hoặc còn thiếu"))],
        widget=forms.RadioSelect,
    )
    note = Lines(
        label=gettext_lazy("Ghi chú"),
        help_text=gettext_lazy("Nếu chưa đúng, hãy ghi rõ sai hoặc thiếu ở đâu."),
        max_length=1000,
        required=False,
    )
    evidence = forms.FileField(
        label=gettext_lazy("Ảnh chụp chỗ niêm yết hoặc trang công khai"),
        help_text=gettext_lazy("Ảnh JPG, PNG hoặc tệp PDF, tối đa 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
        required=False,
    )


@require_safe
@at_desk
def checklist(request: DeskRequest) -> HttpResponse:
    """The unit's own checklist; an agency that is no unit is shown those below it."""
    official, now = request.official, request.now
    try:
        state = queries.state_of(official, now)
    except NotFound:
        return redirect("desk:publicity_units")
    context = _shown(state) | {
        "own": True,
        "verifies": queries.may_verify(official),
        "above": queries.any_below(official, now),
    }
    return page(request, "publicity/checklist", context)


@require_http_methods(["GET", "POST"])
@at_desk
def item(request: DeskRequest, item: str) -> HttpResponse:
    """GET shows one item with its history and asks how it was found; POST keeps that."""
    official, now = request.official, request.now
    checked = queries.item_of(official, item, now)
    form = posted(VerificationForm, request) if request.method == "POST" else VerificationForm()
    if request.method == "POST" and form.is_valid() and _verified(request, item, form):
        messages.success(request, _("Đã ghi kết quả kiểm tra."))
        return redirect("desk:publicity")
    context = {
        "checked": checked,
        "tone": TONES[checked.standing],
        "form": form,
        "verifies": queries.may_verify(official),
        "history": queries.history_of(official, item)[:LONGEST_HISTORY],
    }
    return page(request, "publicity/item", context)


@require_safe
@at_desk
def units(request: DeskRequest) -> HttpResponse:
    """What the units below lack: counted, narrowed to one thing, in the order that is asked for."""
    states = queries.units_below(request.official, request.now)
    lack, order = _asked(request)
    counted = Counter(each for state in states for each in state.lacks)
    shown = _arranged(states, lack, order)
    context = {
        "found": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("trang")),
        "total": len(states),
        "lacking": sum(bool(state.findings) for state in states),
        "counted": [(each.value, each.label, counted[each]) for each in Lack if counted[each]],
        "lack": lack,
        "order": order,
        "orders": [(name, label) for name, (label, _key) in ORDERS.items()],
        "address": f"?loai={lack}&xep={order}&",
    }
    return page(request, "publicity/units", context)


@require_safe
@at_desk
def unit(request: DeskRequest, code: str) -> HttpResponse:
    """The checklist of a unit below, to be read."""
    state = queries.unit_below(request.official, code[:40].replace("\0", ""), request.now)
    return page(request, "publicity/checklist", _shown(state) | {"own": False, "verifies": False, "above": True})


@require_safe
@at_desk
def units_table(request: DeskRequest) -> HttpResponse:
    """The same list as a table for a spreadsheet, one column for each thing that may be lacking."""
    states = queries.units_below(request.official, request.now)
    lack, order = _asked(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"cong-khai-{localdate(request.now).isoformat()}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    table = csv.writer(response)
    table.writerow([_("Mã"), _("Đơn vị"), _("Địa bàn"), *(each.label for each in Lack), _("Kiểm tra lần cuối")])
    for state in _arranged(states, lack, order):
        area = state.agency.area.name if state.agency.area else ""
        counts = [state.lacks.get(each, 0) for each in Lack]
        table.writerow([*map(_harmless, (state.agency.code, state.agency.name, area)), *counts, day(state.last_on)])
    return response


def _shown(state: UnitState) -> dict[str, Any]:
    return {
        "state": state,
        "rows": [(each, TONES[each.standing]) for each in state.checked],
        "good": sum(each.standing is Standing.GOOD for each in state.checked),
    }


def _verified(request: DeskRequest, item: str, form: VerificationForm) -> bool:
    """Whether the verification was kept; a refusal stands at its box."""
    typed = form.cleaned_data
    file = typed["evidence"]
    try:
        actions.verify(
            request.official.agency_id,
            item,
            good=typed["found"] == GOOD,
            note=typed["note"],
            evidence=(file.name or "", file.read()) if file else None,
            by=request.official,
            now=request.now,
        )
    except Refused as no:
        box = "evidence" if no.code.startswith("file_") else FIELD_OF.get(no.code)
        form.add_error(box, sentence_for(no))
        return False
    return True


def _asked(request: DeskRequest) -> tuple[str, str]:
    """What the list is narrowed to, and its order."""
    lack, order = request.GET.get("loai", ""), request.GET.get("xep", "")
    return (lack if lack in Lack.values else ""), (order if order in ORDERS else "thieu")


def _arranged(states: Sequence[UnitState], lack: str, order: str) -> list[UnitState]:
    chosen = [state for state in states if not lack or lack in state.lacks]
    key = ORDERS[order][1]
    return sorted(chosen, key=key) if key else chosen


def _harmless(text: str) -> str:
    """A text that a spreadsheet takes for no formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
