"""A year of work, event by event in the order of their dates, each through the action a person would use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.states import Channel, Event, ResultMethod
from motcua.domain.procedures import queries as procedures
from motcua.domain.returns.actions import NewHandOver, Receiver
from motcua.domain.returns.states import IDENTITY_ENDING, Relation
from motcua.kernel.actors import Official
from motcua.kernel.later import Asked
from motcua.kernel.worktime import Calendar, add_working_minutes
from motcua.sim import catalogue
from motcua.sim.afterwards import Afterwards
from motcua.sim.agenda import Agenda
from motcua.sim.filing import SCAN, Writer, fill_in, scan_of
from motcua.sim.paying import Till
from motcua.sim.people import SIM, Applicant, Invention, Staff

UNHAPPY = frozenset({"ask_supplement", "reject", "stop", "withdraw"})
"""Moves an official makes only now and then."""
TELLING, TYPESETTING = "dossiers.tell_", "papers.typeset"
"""Jobs that the year does itself, on the day they are about."""
PROMPT = 0.85
"""How many come for their result, or take it online, within days."""
AGAIN = 0.25
"""How often somebody files who has filed before."""


@dataclass
class Year(Agenda):
    """The events still to come, and what has happened."""

    script: Mapping[str, Any]
    invention: Invention
    staff: Staff
    calendar: Calendar
    random: Random
    filed: int = 0
    known: list[Applicant] = field(default_factory=list)
    asked: dict[int, list[dict[str, str]]] = field(default_factory=dict)
    pressed: set[tuple[int, str, str]] = field(default_factory=set)

    @property
    def till(self) -> Till:
        """Who takes money."""
        return Till(self.random)

    @property
    def afterwards(self) -> Afterwards:
        """Who says how they were served, and who looks at what is published."""
        return Afterwards(self.random, str(self.script["discontent"]), str(self.script["fault"]))

    @property
    def writer(self) -> Writer:
        """Who types and enters for everybody."""
        return Writer(self.script, self.invention)

    def run(self, told: Callable[[int], None]) -> None:
        """Let everything happen in order; `told` hears of every dossier that is filed."""
        heard = self.filed

        def after(asked: list[Asked], moment: datetime) -> None:
            nonlocal heard
            self._do(asked, moment)
            if self.filed != heard:
                heard = self.filed
                told(heard)

        self.play(after)

    def come(self, procedure: str, area: str, moment: datetime) -> None:
        """Somebody will file then: online at any hour, at a counter or by post while the office is open."""
        channel = self.writer.channel()
        when = moment
        while channel != Channel.ONLINE and (when := self._later(moment, 1, 30)) >= self.until:
            moment -= timedelta(days=1)
        self.plan(when, partial(self.file, procedure, area, channel=channel))

    def file(
        self,
        procedure: str,
        area: str,
        moment: datetime,
        *,
        persona: Mapping[str, Any] | None = None,
        channel: Channel = Channel.ONLINE,
    ) -> int:
        """Somebody files; the dossier's id."""
        applicant = self._applicant(procedure, area, moment, persona)
        draft = actions.start(procedure, by=applicant.citizen, now=moment)
        form = procedures.form_of(draft.procedure, draft.channel)
        typed = self.writer.typed(form, procedure, applicant, area, moment)
        draft = fill_in(draft, form, typed, by=applicant.citizen, now=moment)
        for part in queries.parts_of_draft(draft):
            if part.required or self.random.random() < 0.2:
                actions.attach(draft.token, part.code, *scan_of(part), by=applicant.citizen, now=moment)
        dossier = actions.submit(draft.token, by=applicant.citizen, now=moment, channel=channel)
        self.filed += 1
        self._next(dossier.pk, applicant, moment)
        return int(dossier.pk)

    def _applicant(self, procedure: str, area: str, moment: datetime, persona: Mapping[str, Any] | None) -> Applicant:
        """Who files: a family where the script tells what it types, else an adult, now and then one seen before."""
        if procedure in self.script["typed"]:
            born = localdate(moment) - timedelta(days=self.random.randint(2, 45))
            return self.invention.family(area, born, moment, persona)
        if self.known and self.random.random() < AGAIN:
            return self.random.choice(self.known)
        self.known.append(self.invention.someone(moment))
        return self.known[-1]

    def _next(self, dossier_id: int, applicant: Applicant, moment: datetime) -> None:
        """Plan what happens to each open task of the dossier."""
        for task in queries.open_tasks(dossier_id):
            if task.agency_id is None:
                act = self._paid if any(one.move == "paid" for one in queries.choices(task)) else self._supply
                self.plan(self._later(moment, 1, 9 * 480), partial(act, dossier_id, applicant))
            else:
                if task.duty == Duty.RETURNS:
                    # Most come for their result within days; some let it lie for weeks.
                    least, most = (30, 4 * 480) if self.random.random() < PROMPT else (6 * 480, 45 * 480)
                    self.plan(self._later(moment, least, most), partial(self._work, dossier_id, task.pk, applicant))
                    continue
                minutes = task.budget or 60
                # Most work is done well inside its budget; now and then a desk is swamped.
                share = self.random.uniform(0.1, 0.9) if self.random.random() < 0.88 else self.random.uniform(1.5, 6)
                when = self._later(moment, 5, max(10, int(minutes * share)), exact=True)
                self.plan(when, partial(self._work, dossier_id, task.pk, applicant))

    def _work(self, dossier_id: int, task_id: int, applicant: Applicant, moment: datetime) -> None:
        """An official completes the task, mostly as one hopes."""
        task = next((task for task in queries.open_tasks(dossier_id) if task.pk == task_id), None)
        if task is None or task.agency_id is None:
            return
        chosen = self._choose(queries.choices(task), asked=dossier_id in self.asked)
        self.pressed.add((dossier_id, task.step, chosen.outcome))
        if chosen.needs_items:
            self.asked[dossier_id] = self.writer.missing(chosen)
        reasons = self.script["reasons"]
        said = Said(
            reason=reasons.get(chosen.move, "") if chosen.needs_reason else "",
            items=self.asked[dossier_id] if chosen.needs_items else (),
            entries=self.writer.entries(applicant, chosen, moment),
            notice=self._notice(moment) if chosen.move == "ask_payment" else None,
        )
        official = self.staff.one(task.agency_id, task.duty, self.random)
        if chosen.move == "hand_over":
            self._hand_over(dossier_id, official, applicant, moment)
            return
        actions.complete_task(task_id, chosen.outcome, by=official, now=moment, said=said)
        if chosen.move == "accept":
            self.till.at_reception(dossier_id, official, applicant, moment)
        self._next(dossier_id, applicant, moment)

    def _hand_over(self, dossier_id: int, official: Official, applicant: Applicant, moment: datetime) -> None:
        """What is owed is paid, and the result goes out the way it was asked for."""
        self.till.before_return(dossier_id, official, moment)
        method = queries.one_seen_by(official, dossier_id).result_method
        if method == ResultMethod.ONLINE:
            actions.hand_over(dossier_id, by=applicant.citizen, now=moment)
        elif method == ResultMethod.POST:
            actions.send_by_post(dossier_id, f"EB{dossier_id:09d}VN", by=official, now=moment)
            arrives = self._later(moment, 480, 4 * 480)
            self.plan(arrives, partial(self._delivered, dossier_id, official, applicant))
        else:
            ending = applicant.facts["account.identity_number"][-IDENTITY_ENDING:]
            receiver = NewHandOver(Receiver(applicant.facts["account.full_name"], Relation.SELF, ending))
            actions.hand_over_at_counter(dossier_id, receiver, by=official, now=moment)
        if method != ResultMethod.POST:
            self._rated(dossier_id, applicant, moment)

    def _delivered(self, dossier_id: int, official: Official, applicant: Applicant, moment: datetime) -> None:
        """The post has brought it."""
        name, day = applicant.facts["account.full_name"], localdate(moment)
        actions.delivered_by_post(dossier_id, name, day, by=official, now=moment)
        self._rated(dossier_id, applicant, moment)

    def _rated(self, dossier_id: int, applicant: Applicant, moment: datetime) -> None:
        """Whoever says how they were served does so within days."""
        if self.afterwards.may_rate():
            later = self._later(moment, 60, 5 * 480)
            self.plan(later, partial(self.afterwards.rate, dossier_id, applicant.citizen))

    def _choose(self, choices: list[queries.Choice], *, asked: bool) -> queries.Choice:
        """The hoped-for outcome nine times in ten; otherwise one of the others.

        A step that comes round again goes on by an outcome it has not had, so that no loop is played for ever.
        """
        luck = self.random.random()
        wanted = (
            "ask_supplement"
            if luck < 0.07 and not asked
            else "reject"
            if luck < 0.09
            else "stop"
            if luck > 0.992
            else None
        )
        unhappy = next((choice for choice in choices if wanted and choice.move == wanted), None)
        hoped = [choice for choice in choices if choice.move not in UNHAPPY] or choices
        fresh = [one for one in hoped if (one.task.matter_id, one.task.step, one.outcome) not in self.pressed]
        return unhappy or (fresh or hoped)[0]

    def _supply(self, dossier_id: int, applicant: Applicant, moment: datetime) -> None:
        """The applicant sends what was asked for."""
        files = [(item["code"], "anh-chup-lai.pdf", SCAN) for item in self.asked[dossier_id]]
        actions.resume(dossier_id, files, str(self.script["supply_note"]), by=applicant.citizen, now=moment)
        self._next(dossier_id, applicant, moment)

    def _paid(self, dossier_id: int, applicant: Applicant, moment: datetime) -> None:
        """What was owed is paid."""
        receipt = actions.Receipt(f"BL-{self.random.randint(1, 9_999_999):07d}", localdate(moment))
        actions.paid(dossier_id, receipt, by=SIM, now=moment)
        self._next(dossier_id, applicant, moment)

    def _notice(self, moment: datetime) -> actions.Notice:
        """What the tax office writes: a made-up amount in whole thousands."""
        number, said = self.random.randint(100, 9_999), self.script["notice"]
        amount = self.random.randint(200, 60_000) * 1_000
        return actions.Notice(f"{number}/TB", localdate(moment), str(said["issuer"]), amount, str(said["payee"]))

    def _do(self, asked: list[Asked], moment: datetime) -> None:
        """What the worker would have done that day: tell people. Papers are typeset together at the end."""
        for work in asked:
            if work.job.startswith(TELLING):
                event = Event(work.job.removeprefix(TELLING))
                actions.tell(work.ids["dossier_id"], event, by=SIM, now=moment)
            elif work.job != TYPESETTING:
                work.queue()

    def _later(self, moment: datetime, least: int, most: int, *, exact: bool = False) -> datetime:
        minutes = most if exact else self.random.randint(least, max(least, most))
        return add_working_minutes(moment, max(minutes, least), self.calendar)


def begun(script: Mapping[str, Any], *, until: datetime, seed: int) -> Year:
    """A year in which everybody is at work and nothing has been filed."""
    random = Random(seed)  # noqa: S311  # a demonstration is to be the same each time
    invention = Invention(script, random)
    begins = until - timedelta(days=366)
    desks = catalogue.desks(localdate(until))
    staff = invention.staff(day=begins, persona_area=str(script["persona_area"]), shown=desks)
    calendar = agencies.working(agencies.calendar_coded(str(script["calendar"])))
    return Year(until, script, invention, staff, calendar, random)


def live_a_year(
    script: Mapping[str, Any],
    *,
    size: int,
    until: datetime,
    seed: int,
    told: Callable[[int], None],
    staffed: Callable[[], object] | None = None,
) -> Year:
    """Fill the database with about `size` dossiers of the year before `until`.

    `staffed` is called once everybody is at work, before anything is filed.
    """
    year = begun(script, until=until, seed=seed)
    if staffed is not None:
        staffed()
    random = year.random
    choice = catalogue.shares(script, localdate(until))
    since = catalogue.beginnings(localdate(until))
    shown, persona = str(script["persona_area"]), script["persona"]
    places = {code: catalogue.places(code, localdate(until)) for code in choice}
    for number in range(size - 2):
        # The last days are fuller than the year, and fullest where visitors look: there is work on every desk.
        fresh = number % 8 == 0
        before = random.randint(30, 4 * 24 * 60) if fresh else random.randint(30, 365 * 24 * 60 - 60)
        moment = until - timedelta(minutes=before)
        begun_by_then = [code for code in choice if since[code] <= localdate(moment)]
        procedure = random.choices(begun_by_then, [choice[code] for code in begun_by_then])[0]
        area = shown if fresh and random.random() < 0.5 else random.choice(places[procedure])
        year.come(procedure, area, moment)
    for code, days in persona["files"].items():
        moment = until - timedelta(days=days)
        year.plan(moment, partial(year.file, str(code), shown, persona=persona["citizen"]))
    year.afterwards.look_after_publication(year.staff, catalogue.one_stops(shown, localdate(until)), until, year.plan)
    year.run(told)
    return year
