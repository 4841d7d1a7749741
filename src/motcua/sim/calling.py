"""The hotline's month: shifts, calls by what they were for, callbacks and reviews, told as a telephone system tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import queries as feedback
from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.gateways import Told
from motcua.domain.hotline.models import Call, Callback
from motcua.domain.hotline.states import Direction, State, Why, WrapUp
from motcua.kernel.actors import Official, System
from motcua.sim.reporting import Story
from motcua.sim.running import DAYS, Month, by_telephone

TELEPHONES = System("telephony")
NORMAL, NO_ANSWER = 16, 19
STILL_WAITS = timedelta(hours=5)
"""Whoever may be called back so shortly before the end has not been yet: there is work for who looks in."""
SPARE = timedelta(minutes=15)
"""So long before the desk closes, or the month ends, nobody calls any more: calls end in their time."""
WITHHELD, KNOWN, MISSED, UNWRAPPED, PROVES, LIES = 0.04, 0.25, 0.08, 0.02, 0.5, 0.2
"""How often a number is hidden, or a known one; a search finds nothing; a call is left without a result; whoever asks
proves whose a report is, and is wrong about it."""
TODAY = 0.08
"""How many of the calls came on the last day, for the board of the shift."""
WRAPS = {
    "guidance": WrapUp.GUIDED,
    "report": WrapUp.REPORTED,
    "status": WrapUp.STATUS,
    "transfer": WrapUp.TRANSFERRED,
    "emergency": WrapUp.EMERGENCY,
    "call_back": WrapUp.CALL_BACK,
    "complaint": WrapUp.COMPLAINT,
    "cut_off": WrapUp.CUT_OFF,
    "spam": WrapUp.SPAM,
}
"""What an operator writes down after each kind of call."""
BRIEF = frozenset({"cut_off", "spam"})


@dataclass
class Line:
    """One call at the telephone system: what it tells, each a little later than the last."""

    name: str
    now: datetime
    _told: Iterator[int] = field(default_factory=lambda: count(1))

    def tell(self, kind: type[Told], after: float = 0.0, **said: Any) -> Call:
        """The call, after one more event of it was heard."""
        self.now += timedelta(seconds=after)
        told = kind(call=self.name, key=f"{self.name}-{next(self._told)}", at=self.now, **said)
        return actions.hear(told, gateway=gateways.code(), by=TELEPHONES, now=self.now)


@dataclass
class Switchboard:
    """Operators at their telephones and everybody who calls them, in the words of the pack's script."""

    month: Month
    script: Mapping[str, Any]
    operators: Sequence[Official]
    leader: Official
    dialled: str
    on_duty: list[Official] = field(default_factory=list)
    free_at: dict[int, datetime] = field(default_factory=dict)
    number: int = 0
    reported: int = 0

    # --- shifts ------------------------------------------------------------------------------------------

    def open(self, moment: datetime) -> None:
        """The shift sits down: the first of the operators always, the others by turns."""
        turn, others = moment.toordinal(), list(self.operators[1:])
        others = others[turn % len(others) :] + others[: turn % len(others)] if others else []
        self.on_duty = [self.operators[0], *others][: int(self.script["operators"])]
        for each in self.on_duty:
            actions.sign_on(self._extension(each), by=each, now=moment)
            self.free_at[each.account_id] = moment

    def close(self, moment: datetime) -> None:
        """Everybody goes home; what nobody did for who hung up early is set aside."""
        actions.take_commands(gateways.code(), now=moment)
        for each in self.on_duty:
            actions.sign_off(by=each, now=moment)
        self.on_duty = []

    def judge(self, most: int, moment: datetime) -> None:
        """The leader hears some calls of the week and says what was good."""
        random, criteria = self.month.random, [str(each["code"]) for each in queries.terms()["criteria"]]
        for call in list(queries.reviewable(self.leader, moment)[:most]):
            met = [code for code in criteria if random.random() < 0.8]
            actions.review(call.pk, met, random.choice(self.script["reviews"]), by=self.leader, now=moment)

    # --- calls -------------------------------------------------------------------------------------------

    def ring(self, kind: str, moment: datetime) -> None:
        """Somebody calls for this reason."""
        story = self._one_to_ask_about() if kind == "status" else None
        line = self._line(moment)
        number = story.phone if story is not None and story.phone else self._number(kind)
        call = line.tell(gateways.CallOffered, number=number, to=self.dialled)
        if kind == "short":
            line.tell(gateways.Ended, self._seconds(2, 8), cause=NORMAL)
        elif kind == "voicemail":
            self._leave_message(line)
        else:
            asked = self.month.random.choice(self.script["asks"])
            key = str(asked["key"]) if kind == "guidance" else "2" if kind == "report" else "0"
            call = line.tell(gateways.Digits, self._seconds(4, 16), digits=key)
            line.tell(gateways.Queued, 0.4, skill=call.skill)
            actions.take_commands(gateways.code(), now=line.now)
            operator = self._free_within(line.now, self._seconds(45, 240)) if kind != "lost" else None
            if operator is None:
                line.tell(gateways.Ended, self._seconds(40, 200), cause=NORMAL)
                return
            self._answered(kind, line, operator, story, str(asked["note"]))

    def call_back(self, callback_id: int, moment: datetime) -> None:
        """Somebody who waits for it is called back; nobody there is tried again."""
        callback = Callback.objects.get(pk=callback_id)
        if callback.state != State.WAITING:
            return
        operator = self._free_within(moment, 0)
        if operator is None:  # all are busy, or gone home
            again = moment + timedelta(minutes=7) if self.on_duty else self.month.later(moment, 70, 150)
            self.month.plan(again, partial(self.call_back, callback_id))
            return
        out = actions.take_up(callback_id, by=operator, now=moment)
        if out is None:
            actions.reach(callback_id, by=operator, now=moment)
            return
        line, extension = Line(out.reference, moment), self._extension(operator)
        actions.take_commands(gateways.code(), now=moment)
        line.tell(gateways.CallOffered, number=callback.number, direction=Direction.OUT, extension=extension)
        line.tell(gateways.AgentRinging, 0.5, extension=extension)
        reached = self.month.random.random() < 0.75
        if reached:
            line.tell(gateways.Answered, self._seconds(5, 20), extension=extension)
        line.tell(gateways.Ended, self._seconds(60, 240) if reached else 30, cause=NORMAL if reached else NO_ANSWER)
        if reached:
            actions.reach(callback_id, by=operator, now=line.now)
            self._write_down(out.pk, WrapUp.CALL_BACK, str(self.script["about"]["voicemail"]), operator, line)
            return
        self._busy_until(operator, line.now)
        missed = actions.miss(callback_id, by=operator, now=line.now)
        if missed.state == State.WAITING:
            self.expect(missed)

    def expect(self, callback: Callback) -> None:
        """Somebody will call back within the slot, at an hour at which people are called; the last ones still wait."""
        if self.month.until - callback.opens_at < STILL_WAITS:
            return
        early = callback.opens_at.astimezone(get_current_timezone()).hour < 8
        after = self.month.random.randint(65, 150) if early else self.month.random.randint(3, 50)
        self.month.plan(callback.opens_at + timedelta(minutes=after), partial(self.call_back, callback.pk))

    def _answered(self, kind: str, line: Line, operator: Official, story: Story | None, note: str) -> None:
        extension, month = self._extension(operator), self.month
        line.now = max(line.now, self.free_at[operator.account_id])
        line.tell(gateways.AgentRinging, 0.5, extension=extension)
        call = line.tell(gateways.Answered, self._seconds(2, 12), extension=extension)
        line.now += timedelta(seconds=self._seconds(5, 20) if kind in BRIEF else self._seconds(50, 300))
        wrap = WRAPS[kind]
        about = note if kind == "guidance" else str(self.script["about"].get(kind, ""))
        if kind == "report":
            wrap = self._take_down(call.pk, operator, line)
        elif kind == "status" and story is not None:
            self._tell(call.pk, story, operator, line)
        elif kind == "call_back" and call.number:
            self.expect(actions.ask_callback(call.pk, about, by=operator, now=line.now))
        elif kind in {"transfer", "emergency"}:
            to = self.script["emergency_to"] if kind == "emergency" else month.random.choice(self.script["transfer_to"])
            line.tell(gateways.Transferred, 5, to=str(to))
        elif month.random.random() < MISSED:
            actions.note_missed_search(month.random.choice(self.script["missed"]), by=operator, now=line.now)
        line.tell(gateways.Ended, self._seconds(10, 60), cause=NORMAL)
        self._write_down(call.pk, wrap, about, operator, line)

    def _take_down(self, call_id: int, operator: Official, line: Line) -> WrapUp:
        """What the caller reports, read back; the second of the month should have gone under seal, and does."""
        month = self.month
        self.reported += 1
        if self.reported == 2:
            said = month.script["denunciations"][-1]
            spoken = actions.Spoken(said["category"], said["said"], "", month.reporters.some_phone())
            actions.take_down(call_id, spoken, read_back=True, by=operator, now=line.now)
            return WrapUp.COMPLAINT
        story = by_telephone(month, line.now)
        new = story.new
        spoken = actions.Spoken(
            category=new.category,
            content=new.content,
            name=new.sender.name,
            phone=new.sender.phone,
            address=new.sender.address,
            shows_sender=new.sender.shows,
            area=new.place.area,
            place=new.place.detail,
        )
        filed = actions.take_down(call_id, spoken, read_back=True, by=operator, now=line.now)
        month.filed(story, filed, line.now)
        month.follow(story, month.times(story, line.now)[1:])
        return WrapUp.REPORTED

    def _tell(self, call_id: int, story: Story, operator: Official, line: Line) -> None:
        """How a report stands; everything of the caller's, once they proved whose it is."""
        actions.tell_status(call_id, story.code, by=operator, now=line.now)
        random = self.month.random
        if story.phone and random.random() < PROVES:
            phone = self.month.reporters.some_phone() if random.random() < LIES else story.phone
            actions.open_caller(
                call_id, queries.Said(story.code, phone=phone), Why.ASKED_STATUS, by=operator, now=line.now
            )

    def _leave_message(self, line: Line) -> None:
        seconds = int(self._seconds(8, 40))
        actions.take_commands(gateways.code(), now=line.now + timedelta(seconds=3))
        call = line.tell(gateways.Voicemail, 20 + seconds, recording=f"loi-nhan-{line.name}", seconds=seconds)
        line.tell(gateways.Ended, 1, cause=NORMAL)
        waiting = Callback.objects.filter(call_id=call.pk).order_by("pk").first()
        if waiting is not None:
            self.expect(waiting)

    def _write_down(self, call_id: int, code: WrapUp, note: str, operator: Official, line: Line) -> None:
        """What the call was for; now and then an operator goes on without saying it."""
        line.now += timedelta(seconds=self._seconds(15, 45))
        if self.month.random.random() >= UNWRAPPED:
            actions.wrap_up(call_id, code, note, by=operator, now=line.now)
        actions.go_ready(by=operator, now=line.now + timedelta(seconds=2))
        self._busy_until(operator, line.now + timedelta(seconds=2))

    # --- small things ------------------------------------------------------------------------------------

    def _line(self, moment: datetime) -> Line:
        self.number += 1
        return Line(f"thang-{self.number:05d}", moment)

    def _number(self, kind: str) -> str:
        random = self.month.random
        if kind != "call_back" and random.random() < WITHHELD:
            return ""
        if random.random() < KNOWN:
            return str(random.choice(self.script["callers"]))
        return self.month.reporters.some_phone()

    def _one_to_ask_about(self) -> Story | None:
        """A report that lies open or ended in the open: one that went under seal is never asked about."""
        fitting = [each for each in self.month.stories[-80:] if all(deed != "seal" for deed, *_ in each.fate.deeds)]
        return self.month.random.choice(fitting) if fitting else None

    def _free_within(self, moment: datetime, patience: float) -> Official | None:
        """Whoever is free first, if a caller waits so long for them."""
        first = min(self.on_duty, key=lambda each: (self.free_at[each.account_id], each.account_id), default=None)
        if first is None or self.free_at[first.account_id] > moment + timedelta(seconds=patience):
            return None
        return first

    def _busy_until(self, operator: Official, moment: datetime) -> None:
        self.free_at[operator.account_id] = moment

    def _extension(self, operator: Official) -> str:
        return str(int(self.script["extensions_from"]) + list(self.operators).index(operator))

    def _seconds(self, least: float, most: float) -> float:
        return self.month.random.uniform(least, most)


def plan_calls(month: Month, wanted: int) -> Switchboard:
    """Plan the shifts of the month and about so many calls in them: each kind once, then by its share."""
    script, random, day = month.script["calls"], month.random, localdate(month.until)
    unit = agencies.agency_coded(str(queries.terms()["agency"]), day)
    staff = month.desk.staff
    operators = staff.at[unit.pk, Duty.OPERATOR]
    leader, dialled = staff.one(unit.pk, Duty.LEADER, random), str(feedback.terms()["hotline"])
    board = Switchboard(month, script, operators, leader, dialled)
    shifts = [hours for back in range(DAYS.days, -1, -1) if (hours := _hours(month, day - timedelta(days=back)))]
    for number, hours in enumerate(shifts):
        opens, closes = hours[0][0], min(hours[-1][1] + SPARE + SPARE, month.until - timedelta(minutes=1))
        if opens < closes:
            month.plan(opens, board.open)
            month.plan(closes, board.close)
        if number % 5 == 4:
            month.plan(hours[-1][0] + timedelta(hours=1), partial(board.judge, max(wanted // 100, 1)))
    usable = [
        (opens, until)
        for hours in shifts
        for opens, closes in hours
        if (until := min(closes, month.until) - SPARE) > opens + timedelta(minutes=1)
    ]
    kinds = script["kinds"]
    names = [*kinds, *random.choices(list(kinds), list(kinds.values()), k=max(wanted - len(kinds), 0))]
    for name in names:
        if name == "voicemail":
            moment = _after_hours(month, random.choice(shifts)[0][0])
        else:
            of_today = [each for each in usable if localdate(each[0]) == day] if random.random() < TODAY else []
            opens, until = random.choice(of_today or usable)
            moment = opens + random.random() * (until - opens) + timedelta(seconds=30)
        month.plan(moment, partial(board.ring, name))
    return board


def _hours(month: Month, day: date) -> list[tuple[datetime, datetime]]:
    """From when until when the desk works on a day; nothing on a day off."""
    midnight = datetime.combine(day, time.min, get_current_timezone())
    periods = month.calendar.periods_of(month.calendar.moment(midnight).day)
    return [(midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)) for opens, closes in periods]


def _after_hours(month: Month, opens: datetime) -> datetime:
    """In the evening of a working day, or before it begins."""
    if month.random.random() < 0.3:
        return opens - timedelta(minutes=month.random.randint(5, 50))
    return opens + timedelta(hours=11, minutes=month.random.randint(0, 170))
