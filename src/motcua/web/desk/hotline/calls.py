"""One call: what may be known of the caller, what is done for them, and what it was for."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.states import LIVE, CallState, Why, WrapUp
from motcua.kernel.errors import NotFound
from motcua.web.desk.hotline.staying import open_page
from motcua.web.desk.seat import DeskRequest, at_desk

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
    """The page that opens when it rings; a leader who takes no calls reads it and hears the recording."""
    operates = Duty.OPERATOR in request.official.duties
    here = queries.console(request.official, request.now) if operates else queries.NO_CONSOLE
    found = queries.call_if_seen(request.official, call_id)
    if found is None and operates:  # while the page was on its way the call went on to somebody else
        messages.info(request, _("Cuộc gọi này đã kết thúc hoặc đã sang máy khác."))
        return redirect("desk:hotline")
    if found is None:
        raise NotFound("call")
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
        "pin_waits": bool(found.pin) and found.pin_until is not None and found.pin_until > request.now,
        "hears": Duty.LEADER in request.official.duties and queries.was_recorded(found),
    }
    return open_page(request, "hotline/call", context)


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
    _say_whether(request, actions.open_caller(call_id, said, Why(why), by=request.official, now=request.now))
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def send_pin(request: DeskRequest, call_id: int) -> HttpResponse:
    """Send a number to the telephone that is registered with what the caller names."""
    code = _named(request, call_id)
    if code:
        masked = actions.send_pin(call_id, code, by=request.official, now=request.now)
        messages.success(request, _("Mã số đang được gửi đến %(phone)s. Xin người gọi đọc mã số.") % {"phone": masked})
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def open_by_pin(request: DeskRequest, call_id: int) -> HttpResponse:
    """Check the number that the caller reads out, and open what is theirs."""
    why = request.POST.get("ly-do", "")
    if why not in Why.values:
        raise NotFound("reason")
    said = request.POST.get("ma-so", "")
    _say_whether(request, actions.open_by_pin(call_id, said, Why(why), by=request.official, now=request.now))
    return redirect("desk:hotline_call", call_id=call_id)


def _say_whether(request: DeskRequest, right: bool) -> None:
    if right:
        messages.success(
            request, _("Đúng. Hồ sơ, phản ánh của người gọi đã mở; việc mở được ghi lại và người đó xem được.")
        )
    else:
        messages.error(
            request, _("Không khớp. Xin hỏi lại người gọi; ba lần không khớp thì không mở trong cuộc gọi này.")
        )


@require_POST
@at_desk
def take_over(request: DeskRequest, call_id: int) -> HttpResponse:
    """Go on with a talk whose operator's page is silent."""
    actions.take_over(call_id, by=request.official, now=request.now)
    return redirect("desk:hotline_call", call_id=call_id)


@require_POST
@at_desk
def tell(request: DeskRequest, call_id: int) -> HttpResponse:
    """Tell how a matter stands."""
    code = _named(request, call_id)
    if code:
        actions.tell_status(call_id, code, by=request.official, now=request.now)
    return redirect("desk:hotline_call", call_id=call_id)


def _named(request: DeskRequest, call_id: int) -> str:
    """The code that was heard; empty where nothing has it, which is said on the page of the call."""
    queries.one_seen_by(request.official, call_id)  # whose call it is comes first
    code = request.POST.get("ma", "")
    if queries.is_known(code):
        return code
    messages.error(request, _("Không có hồ sơ, phản ánh nào mang mã này. Xin người gọi đọc lại từng chữ, từng số."))
    return ""


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
