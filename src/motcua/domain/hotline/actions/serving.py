"""What an operator does for a caller: takes a report down, tells how a matter stands, says what the call was for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.actions import Filed
from motcua.domain.feedback.rules import NewReport, Place, Sender
from motcua.domain.feedback.states import Channel
from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.actions.commanding import own_call
from motcua.domain.hotline.actions.restricting import restrict
from motcua.domain.hotline.models import Call, CallMatter
from motcua.domain.hotline.states import Became, WrapUp
from motcua.domain.journal import actions as journal
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


@dataclass(frozen=True)
class Spoken:
    """What a caller reports: in their words, who they say they are, and where it is. `press` is the operator's own name
    for this report, so that two presses file one."""

    category: str
    content: str
    name: str = ""
    phone: str = ""
    address: str = ""
    shows_sender: bool = False
    area: str = ""
    place: str = ""
    about_code: str = ""
    press: str = "1"


@atomic
def take_down(call_id: int, said: Spoken, *, read_back: bool, by: Official, now: datetime) -> Filed:
    """File what a caller reports, in their words, once it was read back to them and they agreed.

    The same press again files nothing new. What goes under seal leaves nothing in the call that names the caller.

    Raises:
        NotFound: it is another operator's call.
        Refused: `not_read_back`, and whatever `feedback.file_report` refuses.
    """
    call = own_call(call_id, by)
    if not read_back:
        raise Refused("not_read_back")
    new = NewReport(
        category=said.category,
        content=said.content,
        channel=Channel.PHONE,
        sender=Sender(said.name, said.phone, "", said.address, said.shows_sender),
        place=Place(said.area, said.place),
        client_key=f"call-{call.pk}-{said.press}",
        about_code=said.about_code,
    )
    filed = feedback.file_report(new, by=by, now=now)
    if filed.report is None:
        restrict(call)
        return filed
    matter = filed.report.matter
    _link(call, matter, Became.FILED, now)
    # The journal names no call beside a report: the call may name who called, and the report may yet go under seal.
    facts = {"agency": matter.lead_agency.code}
    journal.record("hotline.reported", subject=("report", matter.pk), by=by, at=now, matter_id=matter.pk, facts=facts)
    return filed


@atomic
def tell_status(call_id: int, code: str, *, by: Official, now: datetime) -> Matter:
    """Look up how a matter stands by its code, as anybody may who has the code; the call remembers what was told.

    Raises:
        NotFound: it is another operator's call, or no matter has this code.
    """
    call = own_call(call_id, by)
    matter = matters.with_code(code)
    if _link(call, matter, Became.TOLD, now):
        facts = {"agency": matter.lead_agency.code}
        journal.record("hotline.told", subject=("matter", matter.pk), by=by, at=now, matter_id=matter.pk, facts=facts)
    return matter


@atomic
def wrap_up(call_id: int, code: WrapUp, note: str = "", *, by: Official, now: datetime) -> Call:
    """Say what a call was for; it may be said again as long as nobody judged the call.

    Raises:
        NotFound: it is another operator's call.
        Refused: `call_not_over`, `call_note_too_long`, `call_reviewed`.
    """
    call = own_call(call_id, by)
    if call.left_at is None and call.ended_at is None:
        raise Refused("call_not_over")
    if len(note) > rules.LONGEST_NOTE:
        raise Refused("call_note_too_long", longest=rules.LONGEST_NOTE)
    if queries.is_reviewed(call):
        raise Refused("call_reviewed")
    first = call.wrapped_at is None
    over = call.left_at or call.ended_at or now
    call.wrap_code, call.note = code, "" if call.restricted else note.strip()
    if first:
        call.wrapped_at, call.wrap_seconds = now, max(int((now - over).total_seconds()), 0)
    call.save(update_fields=["wrap_code", "note", "wrapped_at", "wrap_seconds"])
    facts: dict[str, object] = {"code": str(code), "wrap_seconds": call.wrap_seconds}
    journal.record("hotline.wrapped_up", subject=("call", call.pk), by=by, at=now, facts=facts)
    bell.ring(by.account_id)
    return call


def _link(call: Call, matter: Matter, became: Became, now: datetime) -> bool:
    return CallMatter.objects.get_or_create(call=call, matter=matter, became=became, defaults={"at": now})[1]
