"""A dossier that lives every life in turn: each act in a savepoint, taken back before the next one is tried.

Lives that begin alike share their beginning, so that all of them cost as many acts as there are different ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.standing import Standing, bucket, in_time
from motcua.domain.dossiers.states import NATIONAL_CODE, State
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.rules import verdict_of
from motcua.kernel.actors import System
from tests.build.cast import NOTICE, REASON, RECEIPT, Cast
from tests.build.dossiers import PDF, a_dossier
from tests.build.routes import a_procedure
from tests.domain.dossiers import slow_life
from tests.domain.dossiers.every_move import STEPS
from tests.domain.dossiers.slow_life import RECEIVED, Life, Rest
from tests.kernel.calendars import OFFICE

ZERO = datetime(2024, 10, 13, 17, 0, tzinfo=UTC)
"""Midnight before Monday the fourteenth in Hà Nội."""
QUARTER = timedelta(minutes=15)
SHAPES = [
    ((5, 7), (9, 60), (2, 3), (30, 11)),
    ((38, 20), (1, 1), (96, 200), (4, 5)),
    ((0, 4), (0, 96), (3, 2), (70, 9)),
    ((150, 33), (12, 410), (1, 8), (26, 2)),
]
"""For each place in a sequence: quarters of an hour of work before the rest, and of the rest itself."""
MOST = 4
"""How many rests the longest life of all has."""
BEFORE, WORK = "I", "SPH"
LATER = (0, 6, 130, 700)
"""How long after an act the dossier is looked at again: nothing happens, and its time runs out."""
ITEM = {"code": "giay-chung-sinh", "name": "Giấy chứng sinh"}


def at(tick: int) -> datetime:
    """The moment of a tick of the slow model."""
    return ZERO + tick * QUARTER


def tick_of(moment: datetime) -> int:
    """The tick of a moment, which has to be one."""
    ticks, rest = divmod(moment - ZERO, QUARTER)
    assert not rest
    return ticks


@dataclass(frozen=True)
class Lived:
    """What happened to the dossier so far."""

    rests: tuple[Rest, ...] = ()
    tick: int = RECEIVED
    received: int | None = None
    ending: str = "open"

    @property
    def kinds(self) -> str:
        """The sequence, a letter for each rest."""
        return "".join(rest.kind for rest in self.rests)

    def resting(self, kind: str) -> tuple[Lived, int]:
        """The same life when it has just begun to rest, and the tick at which that rest may end.

        Which shape a rest has hangs on everything before it, so that all four meet in one tree.
        """
        number = sum((place + 1) * "ISPH".index(each) for place, each in enumerate(self.kinds + kind))
        before, length = SHAPES[number % len(SHAPES)][len(self.rests)]
        start = self.tick + before
        return replace(self, rests=(*self.rests, Rest(kind, start, None)), tick=start), start + length

    def rested(self, tick: int) -> Lived:
        """The same life when its last rest has ended."""
        *before, last = self.rests
        return replace(self, rests=(*before, replace(last, end=tick)), tick=tick)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done inside was never done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Walk:
    """One dossier, walked through every life that begins with a rest of one kind.

    `seen` keeps, for each sequence of rests, whether its last rest lasted and how the dossier ended.
    """

    cast: Cast
    dossier_id: int
    limit: str
    style: str
    most: int = MOST
    seen: dict[str, set[tuple[bool, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, limit: str, style: str, most: int = MOST) -> Walk:
        """A dossier just handed in, under a procedure of this limit and this way of counting after a supplement."""
        terms = {"window_days": 1, "style": style, "max_after_acceptance": 1}
        a_procedure("9.000060", STEPS, limit=limit, policy="same_time", body={"supplement": terms})
        cast = Cast.of()
        return cls(cast, a_dossier(cast.an, procedure="9.000060", now=at(RECEIVED - 2)).pk, limit, style, most)

    def every_life(self, first: str) -> None:
        """Every life whose first rest is of this kind; with none said, the one that never rests."""
        if first == BEFORE:
            self._rest(Lived(), BEFORE)
            return
        life = self._accept(Lived())
        if first:
            self._rest(life, first)
        else:
            self._ends(life, "finish", "stop", "withdraw")

    def _accept(self, life: Lived) -> Lived:
        after = replace(life, received=life.tick)
        reception = self.cast.officials[0].official
        actions.accept(self.dossier_id, by=reception, now=at(life.tick))
        actions.begin(self.dossier_id, by=reception, now=at(life.tick))
        self._compare(after)
        return after

    def _rest(self, life: Lived, kind: str) -> None:
        """One rest: it begins, may be the end of the dossier, ends, and life goes on in every way there is."""
        waits, end = life.resting(kind)
        with taken_back():
            self._begin(kind, waits.tick, again="S" in life.kinds)
            self._compare(waits)
            # While an official's hold lasts no step makes a move, but the applicant may leave.
            self._ends(replace(waits, tick=end), *(("withdraw",) if kind == "H" else ("withdraw", "stop")))
            self._end(kind, end)
            lived = waits.rested(end)
            self._compare(lived)
            if kind == BEFORE:
                self._ends(lived, "withdraw")
                if len(lived.rests) < self.most:
                    self._rest(lived, BEFORE)
                lived = self._accept(lived)
            self._ends(replace(lived, tick=end + 6), "finish", "stop", "withdraw")
            for following in WORK if len(lived.rests) < self.most else "":
                self._rest(lived, following)

    def _begin(self, kind: str, tick: int, *, again: bool) -> None:
        reception, specialist, leader = (each.official for each in self.cast.officials[:3])
        now, pk = at(tick), self.dossier_id
        match kind:
            case "I":
                actions.ask_supplement(pk, [ITEM], REASON, by=reception, now=now)
            case "S":
                if again:
                    actions.allow_supplement(pk, REASON, by=leader, now=now)
                actions.ask_supplement(pk, [ITEM], REASON, by=specialist, now=now)
            case "P":
                actions.ask_payment(pk, REASON, NOTICE, by=specialist, now=now)
            case _:
                actions.hold(pk, "opinion", REASON, ("a.pdf", PDF), by=leader, now=now)

    def _end(self, kind: str, tick: int) -> None:
        now, pk = at(tick), self.dossier_id
        specialist, leader = self.cast.officials[1].official, self.cast.officials[2].official
        ways: dict[str, Callable[[], object]] = {
            "P": lambda: actions.paid(pk, RECEIPT, by=specialist, now=now),
            "H": lambda: actions.end_hold(pk, by=leader, now=now),
        }
        ways.get(kind, lambda: actions.resume(pk, [], "Tôi đã bổ sung.", by=self.cast.an, now=now))()

    def _ends(self, life: Lived, *endings: str) -> None:
        """Each of these ends of this life, one after another, none of which stays."""
        now, pk = at(life.tick), self.dossier_id
        for ending in endings:
            with taken_back():
                match ending:
                    case "withdraw":
                        actions.withdraw(pk, by=self.cast.an, now=now)
                    case "stop":
                        actions.stop(pk, REASON, by=System("clock"), now=now)
                    case _:
                        actions.finish(pk, by=self.cast.officials[1].official, now=now)
                self._compare(replace(life, ending=ending))

    def _compare(self, life: Lived) -> None:
        """What the tables say now, and would say later if nothing happened, beside the slow hand."""
        dossier = Dossier.objects.select_related("matter").get(pk=self.dossier_id)
        written = Written.of(dossier.matter)
        for later in LATER if life.ending == "open" else (0,):
            found = read(dossier, written, life, life.tick + later)
            slow = slow_life.lived(
                self.limit, self.style, life.rests, life.ending, life.tick + later, received=life.received
            )
            assert found == slow, (life, later)
        lasts = bool(life.rests) and life.rests[-1].end is None
        self.seen.setdefault(life.kinds, set()).add((lasts, life.ending))


@dataclass(frozen=True)
class Written:
    """What else stands of a dossier: read once, however much later it is looked at again."""

    opened_at: list[datetime]
    facts: dict[str, Any]

    @classmethod
    def of(cls, matter: Matter) -> Written:
        """When its open step was opened, and the facts of the last entry in the journal."""
        opened = Task.objects.filter(matter=matter, closed_at__isnull=True).values_list("opened_at", flat=True)
        facts = Entry.objects.filter(matter_id=matter.pk).order_by("-pk").values_list("facts", flat=True)
        return cls(list(opened), facts[0])


def read(dossier: Dossier, written: Written, life: Lived, now: int) -> Life:
    """The life of a dossier as its rows and its journal tell it."""
    matter: Matter = dossier.matter
    received, ended = matter.received_at is not None, life.ending != "open"
    last = life.rests[-1] if life.rests else None
    holds = last is not None and last.kind == "H" and last.end is None and not ended
    assert matter.held_at == (at(last.start) if holds and last else None)
    waits = None
    if not ended:
        (waits,) = written.opened_at
    if dossier.state not in {State.INCOMPLETE, State.SUPPLEMENT, State.PAYMENT}:
        waits = matter.held_at
    national = bucket(dossier.state, received=received)
    if matter.due_at is None or not received:
        assert (matter.due_at, matter.in_time, matter.verdict) == (None, None, "")
        timely = in_time(Standing(dossier.state, received, None, len(life.rests), waits), at(now))
        return Life(None, NATIONAL_CODE[State(dossier.state)], national, timely, "")
    standing = Standing(dossier.state, True, matter.due_at, sum(kind in "IS" for kind in life.kinds), waits)
    by_the_day = verdict_of(at(now).astimezone(OFFICE.zone).date(), matter.due_at.astimezone(OFFICE.zone).date())
    assert matter.verdict == (by_the_day if life.ending == "finish" else "")
    facts = written.facts
    assert facts.get("in_time") == matter.in_time
    return Life(
        due=tick_of(matter.due_at),
        state=NATIONAL_CODE[State(dossier.state)],
        bucket=national,
        in_time=matter.in_time if ended else in_time(standing, at(now)),
        by_the_day=by_the_day,
        gross=facts.get("gross_minutes"),
        net=facts.get("net_minutes"),
    )
