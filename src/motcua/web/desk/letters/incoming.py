"""What comes in: received from other agencies, written into the register, assigned, handled, given back."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.letters import actions, queries
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.letters.forms import AssignForm, HandleForm, IncomingForm
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

ON_A_PAGE = 30
FIELD_OF = {
    "dated_in_the_future": "dated",
    "incoming_incomplete": "abstract",
    "due_in_the_past": "due_on",
    "colleague_without_duty": "to",
    "reason_missing": "words",
    "letter_not_issued": "answer",
}
TONES = {"registered": "soon", "assigned": "soon", "handled": "on_time"}


@require_safe
@at_desk
def arrivals(request: DeskRequest) -> HttpResponse:
    """What is not registered yet, what has to be given back, and what came so far."""
    official = request.official
    found = Paginator(queries.incoming_of(official), ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "sent": [(each, queries.number_of(each.letter)) for each in queries.not_registered(official)[:ON_A_PAGE]],
        "back": [(each, queries.number_of(each.letter)) for each in queries.to_give_back(official)[:ON_A_PAGE]],
        "found": found,
        "rows": [_row(each) for each in found.object_list],
        "clerk": queries.may_register(official),
    }
    return page(request, "letters/arrivals", context)


@require_http_methods(["GET", "POST"])
@at_desk
def register(request: DeskRequest) -> HttpResponse:
    """GET asks what came from outside; POST writes it into the register."""
    if not queries.may_register(request.official):
        raise Refused("other_duty")
    form = posted(IncomingForm, request) if request.method == "POST" else IncomingForm()
    press = request.POST.get("press", "")[:64] or token_hex(16)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        file = typed.pop("file")
        new = actions.NewIncoming(**typed, file=(file.name or "", file.read()) if file else None)
        try:
            kept = actions.register_incoming(
                new, press=f"{request.official.account_id}-{press}", by=request.official, now=request.now
            )
        except Refused as no:
            form.add_error("file" if no.code.startswith("file_") else FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã vào sổ, số đến %(number)s.") % {"number": kept.number})
            return redirect("desk:incoming_letter", incoming_id=kept.pk)
    return page(request, "letters/register_incoming", {"form": form, "press": press})


@require_safe
@at_desk
def show(request: DeskRequest, incoming_id: int) -> HttpResponse:
    """One incoming letter, with what may be done about it."""
    return _shown(request, queries.incoming_seen_by(request.official, incoming_id))


@require_POST
@at_desk
def assign(request: DeskRequest, incoming_id: int) -> HttpResponse:
    """Give it to somebody, by a day."""
    incoming = queries.incoming_seen_by(request.official, incoming_id)
    form = posted(AssignForm, request, official=request.official, now=request.now)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.assign_incoming(
                incoming.pk,
                int(typed["to"]),
                instruction=typed["instruction"],
                due_on=typed["due_on"],
                by=request.official,
                now=request.now,
            )
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã phân công."))
            return redirect("desk:incoming_letter", incoming_id=incoming.pk)
    return _shown(request, incoming, assigning=form)


@require_POST
@at_desk
def handle(request: DeskRequest, incoming_id: int) -> HttpResponse:
    """Say how it was seen to."""
    incoming = queries.incoming_seen_by(request.official, incoming_id)
    form = posted(HandleForm, request, letters=_answers(incoming))
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            actions.handle_incoming(
                incoming.pk,
                form.cleaned_data["words"],
                letter_id=int(answer) if answer else None,
                by=request.official,
                now=request.now,
            )
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã ghi kết quả giải quyết."))
            return redirect("desk:incoming_letter", incoming_id=incoming.pk)
    return _shown(request, incoming, handling=form)


@require_safe
@at_desk
def file(request: DeskRequest, incoming_id: int) -> HttpResponse:
    """What came, as a file."""
    incoming = queries.incoming_seen_by(request.official, incoming_id)
    if incoming.letter is not None:
        return download(queries.signed_pdf(incoming.letter), PDF, "van-ban-den.pdf")
    if incoming.file is None:
        raise NotFound("file")
    return download(documents.content_of(incoming.file), incoming.file.media_type, incoming.file.name)


@require_POST
@at_desk
def receive(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Take what another agency sent into the register."""
    kept = actions.receive(delivery_id, by=request.official, now=request.now)
    messages.success(request, _("Đã vào sổ, số đến %(number)s.") % {"number": kept.number})
    return redirect("desk:incoming_letter", incoming_id=kept.pk)


@require_POST
@at_desk
def give_back(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Give back what was recalled or replaced."""
    actions.give_back(delivery_id, by=request.official, now=request.now)
    messages.success(request, _("Đã ghi nhận trả lại."))
    return redirect("desk:incoming_letters")


@require_POST
@at_desk
def confirm(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Write down that somebody outside has our letter."""
    delivery = actions.confirm_receipt(delivery_id, by=request.official, now=request.now)
    messages.success(request, _("Đã ghi nơi nhận đã nhận văn bản."))
    return redirect("desk:letter", letter_id=delivery.letter_id)


def _shown(
    request: DeskRequest, incoming: Any, assigning: AssignForm | None = None, handling: HandleForm | None = None
) -> HttpResponse:
    official, now = request.official, request.now
    mine = incoming.assigned_to_id in {official.account_id, *official.stands_in_for}
    handles, assigns = (
        mine and incoming.state == "assigned",
        queries.may_assign(official) and incoming.state != "handled",
    )
    context = {
        **_row(incoming),
        "assigning": (assigning or AssignForm(official=official, now=now)) if assigns else None,
        "handling": (handling or HandleForm(letters=_answers(incoming))) if handles else None,
        "answers": [(each, queries.number_of(each)) for each in queries.answers_to(incoming)],
        "drafts": handles and queries.may_draft(official),
    }
    return page(request, "letters/incoming", context)


def _row(incoming: Any) -> dict[str, Any]:
    return {
        "incoming": incoming,
        "label": queries.IncomingState(incoming.state).label,
        "tone": TONES[incoming.state],
    }


def _answers(incoming: Any) -> list[tuple[int, str]]:
    return [(each.pk, queries.number_of(each)) for each in queries.answers_to(incoming) if each.number is not None]
