"""A route on which every legal move of a dossier is an outcome, and everybody who may try one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Written
from motcua.domain.dossiers.models import Dossier
from motcua.domain.papers.models import Paper
from motcua.domain.returns.actions import NewHandOver
from motcua.domain.returns.rules import Receiver
from motcua.domain.returns.states import Relation
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.cast import ITEMS, NOTICE, REASON, RECEIPT, Cast
from tests.build.dossiers import MONDAY, PDF, a_dossier
from tests.build.routes import HAND_OVER, a_procedure, step, wait

CODE = "9.000050"
STOP = {"to": "end", "move": "stop"}
WORK = {
    "more": {"to": "supplement", "move": "ask_supplement"},
    "bill": {"to": "unpaid", "move": "ask_payment"},
    "stop": STOP,
    "done": {"to": "hand_over", "move": "finish"},
}
STEPS: dict[str, Any] = {
    "receive": step(
        "one_stop",
        "reception",
        {
            "accept": {"to": "open", "move": "accept"},
            "reject": {"to": "end", "move": "reject"},
            "more": {"to": "incomplete", "move": "ask_supplement"},
        },
    ),
    "incomplete": wait("applicant", {"supplied": {"to": "receive", "move": "resume"}, "never": STOP}),
    "open": step("one_stop", "reception", {"begin": {"to": "work", "move": "begin"}, **WORK}),
    "work": step("competent", "specialist", WORK),
    "supplement": wait("applicant", {"supplied": {"to": "work", "move": "resume"}, "never": STOP}),
    "unpaid": wait("payment", {"paid": {"to": "work", "move": "paid"}, "never": STOP}),
    "hand_over": HAND_OVER,
}

WALKS: dict[str, tuple[str, ...]] = {
    "new": (),
    "accepted": ("accept",),
    "rejected": ("reject",),
    "in_progress": ("accept", "begin"),
    "incomplete": ("more",),
    "supplement": ("accept", "begin", "more"),
    "payment": ("accept", "begin", "bill"),
    "withdrawn": ("accept", "withdraw"),
    "stopped": ("accept", "stop"),
    "finished": ("accept", "begin", "done"),
    "handed_over": ("accept", "begin", "done", "returned"),
}
"""How a dossier comes into each state."""

COLLECTED = NewHandOver(Receiver("Điểu Thị An", Relation.SELF, "1234"))
ACTORS = ("applicant", "stranger", "reception", "specialist", "leader", "elsewhere", "system")
DONE, GONE = "done", "not found"


def in_state(cast: Cast, state: str) -> Dossier:
    """A dossier in this state, by the shortest way."""
    a_procedure(CODE, STEPS, limit="5 working_days", policy="same_time")
    dossier = a_dossier(cast.an, procedure=CODE)
    for minute, outcome in enumerate(WALKS[state], start=1):
        now = MONDAY + timedelta(minutes=minute)
        if outcome == "withdraw":
            dossier = actions.withdraw(dossier.pk, by=cast.an, now=now)
        else:
            dossier = cast.press(dossier, outcome, now)
    assert dossier.state == state
    return dossier


def everybody(cast: Cast) -> dict[str, Any]:
    """Who may try a move, by the names of `ACTORS`."""
    reception, specialist, leader = (somebody.official for somebody in cast.officials[:3])
    cast_of = (cast.an, people.a_stranger(), reception, specialist, leader, people.dung().official, System("clock"))
    return dict(zip(ACTORS, cast_of, strict=True))


def moves(dossier_id: int, by: Any, now: datetime) -> dict[str, Callable[[], object]]:
    """Every legal move of the table as its own action, said as it has to be said."""
    return {
        "accept": lambda: actions.accept(dossier_id, by=by, now=now),
        "reject": lambda: actions.reject(dossier_id, REASON, by=by, now=now),
        "begin": lambda: actions.begin(dossier_id, by=by, now=now),
        "ask_supplement": lambda: actions.ask_supplement(dossier_id, ITEMS, REASON, by=by, now=now),
        "resume": lambda: actions.resume(dossier_id, [("giay-chung-sinh", "a.pdf", PDF)], "", by=by, now=now),
        "ask_payment": lambda: actions.ask_payment(dossier_id, REASON, NOTICE, by=by, now=now),
        "paid": lambda: actions.paid(dossier_id, RECEIPT, by=by, now=now),
        "withdraw": lambda: actions.withdraw(dossier_id, by=by, now=now),
        "stop": lambda: actions.stop(dossier_id, REASON, by=by, now=now),
        "finish": lambda: actions.finish(dossier_id, by=by, now=now),
        "hand_over": lambda: actions.hand_over(dossier_id, by=by, now=now),
    }


def deeds(dossier: Dossier, by: Any, now: datetime) -> dict[str, Callable[[], object]]:
    """What an office decides about a whole dossier, each as its own action."""
    pk, due = dossier.pk, (dossier.matter.due_at or now) + timedelta(days=3)
    name = {"child_name": ["Điểu Minh Khôi Nguyên"]}
    paper = Paper.objects.filter(matter_id=pk).order_by("pk").values_list("pk", flat=True).first() or 0
    return {
        "hold": lambda: actions.hold(pk, "dispute", REASON, ("can-cu.pdf", PDF), by=by, now=now),
        "end_hold": lambda: actions.end_hold(pk, by=by, now=now),
        "allow_supplement": lambda: actions.allow_supplement(pk, REASON, by=by, now=now),
        "write_apology": lambda: actions.write_apology(
            pk, Written(dossier.matter.lead_agency_id, REASON, due), by=by, now=now
        ),
        "sign_apology": lambda: actions.sign_apology(pk, by=by, now=now),
        "correct": lambda: actions.correct(pk, "child_name", name, REASON, by=by, now=now),
        "reissue": lambda: actions.reissue(pk, paper, REASON, by=by, now=now),
        "reopen": lambda: actions.reopen(pk, REASON, by=by, now=now),
        "supply_at_counter": lambda: actions.supply_at_counter(pk, [], [], "Đã mang bản gốc đến.", by=by, now=now),
        "hand_over_at_counter": lambda: actions.hand_over_at_counter(pk, COLLECTED, by=by, now=now),
        "send_by_post": lambda: actions.send_by_post(pk, "EB123456789VN", by=by, now=now),
        "delivered_by_post": lambda: actions.delivered_by_post(pk, "Điểu Thị An", now.date(), by=by, now=now),
    }


def tried(act: Callable[[], object]) -> str:
    """What came of it: done, not found, or the code of the refusal; nothing of it stays."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except Refused as no:
        return no.code
    except NotFound:
        return GONE
    return DONE
