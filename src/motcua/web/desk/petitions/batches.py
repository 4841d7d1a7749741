"""Batches: what the council's office sends on with one letter, and what the executive's office assigns with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Letter
from motcua.domain.petitions.states import BatchState, State
from motcua.kernel.errors import NotFound
from motcua.web.desk.petitions.asking import did, filled
from motcua.web.desk.petitions.forms import PetitionForm, named, sessions
from motcua.web.desk.petitions.listing import line
from motcua.web.desk.petitions.steps import assign_form
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField

ON_A_PAGE, MOST_AT_ONCE = 20, 500
AWAITING = {State.SENT, State.RETURNED}


class SendForm(PetitionForm):
    """The letter that petitions go with."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "letter_without_symbol": "symbol",
        "letter_of_tomorrow": "signed_on",
        "letter_was_sent": "symbol",
        "nothing_to_send": "chosen",
        "too_many_to_send": "chosen",
        "illegal_move": None,
    }
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu công văn"), help_text=gettext_lazy("Ví dụ: 210/HĐND-VP"), max_length=100
    )
    signed_on = DayField(label=gettext_lazy("Ngày công văn"), help_text=gettext_lazy("Ví dụ: 12 8 2024"))
    session = forms.ChoiceField(label=gettext_lazy("Kỳ họp"))
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Kiến nghị chuyển đi"), required=False, widget=forms.CheckboxSelectMultiple
    )


@require_safe
@at_desk
def batches(request: DeskRequest) -> HttpResponse:
    """The batches, the newest first, with how far each is."""
    found = Paginator(queries.batches_for(request.official), ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = [(each, state_of(each)) for each in found.object_list]
    return page(request, "petitions/batches", {"found": found, "rows": rows, "desks": _desks(request)})


@require_http_methods(["GET", "POST"])
@at_desk
def new_batch(request: DeskRequest) -> HttpResponse:
    """GET shows what is classified and waits; POST sends what was chosen with one letter."""
    asked = request.GET.get("ky-hop", "")
    offered = sessions()
    session = asked if asked in dict(offered) else ""
    waiting = list(queries.to_send(int(session) if session else None, request.official)[:MOST_AT_ONCE])
    newest = queries.session_on(localdate(request.now))
    about = session or next(
        (str(each.session_id) for each in waiting if each.session_id), str(newest.pk) if newest else ""
    )
    first = {"session": about, "chosen": [str(each.pk) for each in waiting]}
    form = filled(SendForm, request, first)
    form.fields["session"].choices = offered  # type: ignore[attr-defined]  # as it is one
    form.fields["chosen"].choices = [(str(each.pk), str(each.matter.code)) for each in waiting]  # type: ignore[attr-defined]
    made: list[Any] = []

    def act() -> None:
        typed = form.cleaned_data
        letter = Letter(typed["symbol"], typed["signed_on"])
        chosen = [int(each) for each in typed["chosen"]]
        made.append(actions.send_batch(int(typed["session"]), chosen, letter, by=request.official, now=request.now))

    if request.method == "POST" and form.is_valid() and did(form, act, {"session": "session"}):
        messages.success(request, _("Đã chuyển đợt kiến nghị. Cử tri được báo."))
        return redirect("desk:batch", batch_id=made[0].pk)
    context = {
        **_choosing(form, waiting, request),
        "filter": (session, offered),
    }
    return page(request, "petitions/send", context)


@require_http_methods(["GET", "POST"])
@at_desk
def batch(request: DeskRequest, batch_id: int) -> HttpResponse:
    """GET shows a batch; for whoever assigns, POST assigns what was chosen with one letter: all of it, or none."""
    found = queries.batch_for(batch_id, request.official)
    inside = queries.in_batch(batch_id, request.official)
    assigns = _desks(request).assigning
    today = localdate(request.now)
    form: Any = None
    waiting = [each for each in inside if each.state in AWAITING]
    if assigns and waiting:
        form = filled(_assigning_form(waiting, today), request, {"due_on": queries.suggested_due(today)})
    if request.method == "POST":
        if form is None:
            raise NotFound("batch")
        if form.is_valid() and did(form, _assign(request, form), {"agency": "lead"}):
            count = len(form.cleaned_data["chosen"])
            said = ngettext("Đã giao %(num)s kiến nghị.", "Đã giao %(num)s kiến nghị.", count) % {"num": count}
            messages.success(request, said)
            return redirect("desk:batch", batch_id=batch_id)
    names = dict(named(queries.fields()))
    context = {
        "batch": found,
        "state": state_of(found),
        "rows": [line(each, names, today) for each in inside],
        **(_choosing(form, waiting, request) if form is not None else {"form": None}),
    }
    return page(request, "petitions/batch", context)


def state_of(found: Any) -> tuple[str, str]:
    """How far a batch is, by its counts: a tone and the words."""
    if found.whole and found.answered == found.whole:
        return "finished", str(BatchState.ANSWERED.label)
    if found.waiting == found.whole:
        return "new", str(BatchState.SENT.label)
    return "in_progress", str(BatchState.UNDER_WAY.label)


def _assigning_form(waiting: list[Any], today: Any) -> Any:
    made = assign_form(queries.units(today))
    chosen = forms.MultipleChoiceField(
        label=_("Kiến nghị được giao"),
        choices=[(str(each.pk), str(each.matter.code)) for each in waiting],
        widget=forms.CheckboxSelectMultiple,
    )
    return type("AssignSeveralForm", (made,), {"chosen": chosen})


def _assign(request: DeskRequest, form: Any) -> Callable[[], Any]:
    chosen = [int(each) for each in form.cleaned_data["chosen"]]
    return lambda: actions.assign_all(chosen, form.assigning(), by=request.official, now=request.now)


def _choosing(form: Any, waiting: list[Any], request: DeskRequest) -> dict[str, Any]:
    """The form, and the lines to choose from with what was chosen."""
    names = dict(named(queries.fields()))
    chosen = {str(each) for each in form["chosen"].value() or ()}
    today = localdate(request.now)
    return {
        "form": form,
        "lines": [(line(each, names, today), str(each.pk) in chosen) for each in waiting],
    }


def _desks(request: DeskRequest) -> Any:
    return queries.desks_of(request.official)
