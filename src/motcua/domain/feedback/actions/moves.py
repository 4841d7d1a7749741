"""Each legal move of a report by its own name: made through the open step that offers it.

Raises, each of them: `NotFound` where the report is not this actor's; `Refused` with `illegal_move` where no open step
makes the move, and with what the move itself refuses.
"""

from __future__ import annotations

from datetime import datetime

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.stepping import complete_task
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import AnswerSaid, Said
from motcua.domain.feedback.states import RejectReason
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound, Refused


def forward(report_id: int, *, to: str = "", category: str = "", by: Official, now: datetime) -> Report:
    """Send it to whoever must act: the unit of this code, or the one its category and place lead to."""
    return _make("forward", report_id, Said(to=to, category=category), by, now)


def reject(report_id: int, why: RejectReason, note: str = "", *, by: Official, now: datetime) -> Report:
    """Do not take it, for a reason of the closed list."""
    return _make("reject", report_id, Said(reject=why, reason=note), by, now)


def merge(report_id: int, into: str, *, by: Official, now: datetime) -> Report:
    """Make it part of an open report that has this code."""
    return _make("merge", report_id, Said(into=into), by, now)


def guide(report_id: int, how: str, *, by: Official, now: datetime) -> Report:
    """Tell the sender that this needs a letter under the law of complaints, and how to write one."""
    return _make("guide", report_id, Said(reason=how), by, now)


def pass_on(report_id: int, where: str, *, by: Official, now: datetime) -> Report:
    """It is the business of an office outside the province, which it was passed on to."""
    return _make("pass_on", report_id, Said(reason=where), by, now)


def accept(report_id: int, *, by: Official, now: datetime) -> Report:
    """The unit takes it."""
    return _make("accept", report_id, Said(), by, now)


def give_back(report_id: int, why: str, *, by: Official, now: datetime) -> Report:
    """It is not the unit's; after two returns the coordinator's choice binds."""
    return _make("give_back", report_id, Said(reason=why), by, now)


def ask(report_id: int, question: str, *, by: Official, now: datetime) -> Report:
    """Ask whoever reported, through the system; the clock rests until they answer."""
    return _make("ask", report_id, Said(question=question), by, now)


def reply(report_id: int, words: str, *, by: Citizen | Official, now: datetime) -> Report:
    """Answer the unit's question."""
    return _make("reply", report_id, Said(reason=words), by, now)


def draft_answer(report_id: int, answer: AnswerSaid, *, by: Official, now: datetime) -> Report:
    """Say what was done, by whom and when, for a leader to approve."""
    return _make("draft_answer", report_id, Said(answer=answer), by, now)


def send_back(report_id: int, why: str, *, by: Official, now: datetime) -> Report:
    """The answer is not good enough yet."""
    return _make("send_back", report_id, Said(reason=why), by, now)


def answer(report_id: int, *, by: Official, now: datetime) -> Report:
    """Approve the answer and send it."""
    return _make("answer", report_id, Said(), by, now)


def confirm(report_id: int, *, by: Citizen | Official, now: datetime) -> Report:
    """Whoever reported holds it for done."""
    return _make("confirm", report_id, Said(), by, now)


def reopen(report_id: int, words: str = "", *, by: Citizen | Official, now: datetime) -> Report:
    """Whoever reported says that it is not done: it goes on, on its first clock."""
    return _make("reopen", report_id, Said(reason=words), by, now)


def close(report_id: int, *, public_text: str = "", public_answer: str = "", by: Official, now: datetime) -> Report:
    """The last look: in these words, or not at all, the public may read it."""
    return _make("close", report_id, Said(public_text=public_text, public_answer=public_answer), by, now)


def _make(move: str, report_id: int, said: Said, by: Actor, now: datetime) -> Report:
    found = queries.task_for(report_id, move)
    if found is None:
        if isinstance(by, Official) and not queries.seen_by(by).filter(pk=report_id).exists():
            raise NotFound("report")
        if isinstance(by, Citizen):
            queries.own(report_id, by)
        raise Refused("illegal_move", move=move)
    return complete_task(found[0], found[1], by=by, now=now, said=said)
