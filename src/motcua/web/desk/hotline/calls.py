"""One call: what may be known of the caller, what is done for them, and what it was for."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.states import LIVE, CallState, Why, WrapUp
from motcua.kernel.errors import NotFound
from motcua.web.desk.seat import DeskRequest, at_desk, page

COMMANDS = {
    "nghe": "answer",
    "giu": "hold",
    "noi-tiep": "resume",
    "chuyen": "transfer",
    "ket-thuc": "hang_up",
    "ghi-am": "record",
}


@require_safe
@at_desk
def call(request: DeskRequest, call_id: int) -> HttpResponse:
    """The page that opens when it rings."""
    found = queries.one_seen_by(request.official, call_id)
    here = queries.console(request.official, request.now)
    mine = found.operator_id == request.official.account_id or here.call == found
    context = {
        "call": found,
        "caller": queries.caller_of(found),
        "console": here,
        "mine": mine,
        "live": found.state in LIVE and here.call == found,
        "over": found.state == CallState.ENDED or found.left_at is not None,
        "timeline": queries.timeline(found),
        "matters": queries.matters_of(found),
        "problem": queries.problem_of(found),
        "codes": WrapUp.choices,
        "whys": Why.choices,
        "guidance": queries.guidance("", request.now),
    }
    return page(request, "hotline/call", context)


@require_POST
@at_desk
def command(request: DeskRequest, call_id: int, act: str) -> HttpResponse:
    """Ask the telephone for something."""
    if act not in COMMANDS:
        raise NotFound("command")
    argument = request.POST.get("so", "")
    actions.command(call_id, COMMANDS[act], argument, by=request.official, now=request.now)
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def prove(request: DeskRequest, call_id: int) -> HttpResponse:
    """Check what the caller reads back, and open what is theirs."""
    said = queries.Said(
        code=request.POST.get("ma", ""),
        born=request.POST.get("ngay-sinh", ""),
        last_four=request.POST.get("bon-so-cuoi", ""),
        phone=request.POST.get("dien-thoai", ""),
    )
    why = request.POST.get("ly-do", "")
    if why not in Why.values:
        raise NotFound("reason")
    if actions.open_caller(call_id, said, Why(why), by=request.official, now=request.now):
        messages.success(
            request, _("Đúng. Hồ sơ, phản ánh của người gọi đã mở; việc mở được ghi lại và người đó xem được.")
        )
    else:
        messages.error(
            request, _("Không khớp. Xin hỏi lại người gọi; ba lần không khớp thì không mở trong cuộc gọi này.")
        )
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def tell(request: DeskRequest, call_id: int) -> HttpResponse:
    """Tell how a matter stands."""
    actions.tell_status(call_id, request.POST.get("ma", ""), by=request.official, now=request.now)
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def wrap_up(request: DeskRequest, call_id: int) -> HttpResponse:
    """Say what the call was for; then the telephone may ring again."""
    code = request.POST.get("ket-qua", "")
    if code not in WrapUp.values:
        messages.error(request, _("Hãy chọn kết quả cuộc gọi."))
        return redirect("desk:hotline_call", call_id=call_id)
    note = request.POST.get("ghi-chu", "")
    actions.wrap_up(call_id, WrapUp(code), note, by=request.official, now=request.now)
    if "san-sang" in request.POST:
        actions.go_ready(by=request.official, now=request.now)
        return redirect("desk:hotline")
    messages.success(request, _("Đã ghi kết quả cuộc gọi."))
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def promise(request: DeskRequest, call_id: int) -> HttpResponse:
    """Promise the caller a call, at the hour they like or soon."""
    wanted = _moment(request.POST.get("luc", ""))
    about = request.POST.get("viec", "")
    actions.ask_callback(call_id, about, wanted=wanted, by=request.official, now=request.now)
    messages.success(request, _("Đã hẹn gọi lại."))
    return redirect("desk:hotline_call", call_id=call_id)


def _moment(typed: str) -> datetime | None:
    """The hour a browser's own box gives (`2024-10-14T15:30`); nothing when it is empty or none."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=get_current_timezone())
    except ValueError:
        return None
