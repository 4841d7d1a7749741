"""The reports of a month, from whoever sends them to the end that their fate has in store, in order of their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import Channel, Event
from motcua.kernel.actors import Citizen
from motcua.kernel.later import Asked
from motcua.kernel.worktime import Calendar, add_working_minutes
from motcua.sim import fates
from motcua.sim.agenda import Agenda
from motcua.sim.answering import Desk
from motcua.sim.fates import DAY, FATES, Fate
from motcua.sim.people import SIM, Applicant, Invention, Staff
from motcua.sim.reporting import Reporters, Story

DAYS = timedelta(days=31)
TELLING = "reports.tell_"
FIRST_NUMBER = 50_000
"""The running part of the identity numbers of these people, so that they are nobody of the year's."""
TRIES = 14
PUT_ANYWHERE = FATES["in_handling"]
"""Into a category of this fate's goes what the script gives none for."""
SEALED_LETTERS_ARE_LEFT = timedelta(days=4)
"""A letter that came so lately still waits for somebody to take it up."""


@dataclass
class Month(Agenda):
    """The events still to come, and what has happened. `followed`: reports whose sender has an account."""

    script: Mapping[str, Any]
    reporters: Reporters
    desk: Desk
    calendar: Calendar
    random: Random
    stories: list[Story] = field(default_factory=list)
    followed: set[int] = field(default_factory=set)
    letters: int = 0

    def send(self, story: Story, moment: datetime) -> None:
        """Somebody will report then, and what is to become of it will."""
        times = self.times(story, moment)
        self.plan(times[0], partial(self.file, story))
        self.follow(story, times[1:])

    def follow(self, story: Story, times: list[datetime]) -> None:
        """Let the deeds of its fate happen at these times."""
        for (deed, _least, _most), when in zip(story.fate.deeds, times, strict=True):
            self.plan(when, partial(self.do, deed, story))

    def in_time(self, story: Story, moment: datetime) -> datetime:
        """The moment, or an earlier day, from which everything that is to become of it happens before the end."""
        for _ in range(TRIES):
            if self.times(story, moment)[-1] < self.until:
                break
            moment -= timedelta(days=1)
        return moment

    def file(self, story: Story, moment: datetime) -> None:
        """Somebody reports."""
        self.filed(story, actions.file_report(story.new, by=story.by, now=moment), moment)

    def filed(self, story: Story, filed: actions.Filed, moment: datetime) -> None:
        """It has its code; what went under seal is nobody's story any more."""
        story.code, story.filed_at = filed.code, moment
        if filed.report is not None:
            self._known(story, filed.report)

    def do(self, deed: str, story: Story, moment: datetime) -> None:
        """One deed of somebody's, unless the report went another way."""
        if not story.report_id:
            return
        for part in self.desk.do(deed, story, moment):
            other = Story(
                fates.PART, story.category, story.area, story.said, story.lines, story.draws, story.done, story.new,
                story.by,
            )  # fmt: skip
            other.code, other.filed_at = str(part.matter.code), moment
            self._known(other, part)
            self.follow(other, self.times(other, moment)[1:])

    def watch(self, moment: datetime) -> None:
        """What the timetable does: time that runs out is told, silence is taken for consent."""
        actions.escalate(by=SIM, now=moment)
        actions.confirm_lapsed(by=SIM, now=moment)

    def run(self) -> None:
        """Let everything happen in order."""
        self.play(self._do)

    def later(self, moment: datetime, least: int, most: int) -> datetime:
        """So much working time later."""
        return add_working_minutes(moment, self.random.randint(least, max(least, most)), self.calendar)

    def _known(self, story: Story, report: Report) -> None:
        story.report_id, story.lead_id = report.pk, report.matter.lead_agency_id
        self.stories.append(story)
        if isinstance(story.by, Citizen):
            self.followed.add(report.pk)
            if story.twin_of is not None:  # whoever is merged is told of the other one
                self.followed.add(story.twin_of.report_id)

    def times(self, story: Story, moment: datetime) -> list[datetime]:
        """When it is sent and when each deed happens; always the same for the same story and moment."""
        again = Random(f"{story.said} {moment:%j%H%M}")  # noqa: S311  # asked twice, answered alike
        times = [moment]
        for _deed, least, most in story.fate.deeds:
            minutes = again.randint(least, most)
            if story.category.body.get("urgency") == "urgent":
                times.append(times[-1] + timedelta(minutes=max(minutes // fates.URGENT, 2)))
            else:
                times.append(add_working_minutes(times[-1], minutes, self.calendar))
        return times

    def _do(self, asked: list[Asked], moment: datetime) -> None:
        """What the worker would have done: tell people, copy pictures."""
        for work in asked:
            report_id = work.ids.get("report_id", 0)
            if work.job == "reports.tell_sealed_queue":
                self._letter(work.ids["letter_id"], moment)
            elif work.job == "reports.tell_escalation":
                actions.tell_escalation(report_id, work.ids["percent"], by=SIM, now=moment)
            elif work.job == "reports.make_public_copies":
                actions.make_public_copies(report_id, by=SIM, now=moment)
            elif not work.job.startswith(TELLING):
                work.queue()
            elif report_id in self.followed:  # nobody else has an account to be told at
                actions.tell(report_id, Event(work.job.removeprefix(TELLING)), by=SIM, now=moment)

    def _letter(self, letter_id: int, moment: datetime) -> None:
        actions.tell_sealed_queue(letter_id, by=SIM, now=moment)
        if self.until - moment > SEALED_LETTERS_ARE_LEFT:
            self.plan(self.later(moment, 30, 2 * DAY), partial(self.desk.letter, letter_id, self.letters))
        self.letters += 1


def begun(script: Mapping[str, Any], people: Mapping[str, Any], staff: Staff, *, until: datetime, seed: int) -> Month:
    """A month in which everybody is at work and nothing was reported. `people` is the script of the year."""
    random, day, terms = Random(seed), localdate(until), queries.terms()  # noqa: S311  # the same each time
    invention = Invention(people, random, made=FIRST_NUMBER)
    coordinator = agencies.agency_coded(str(terms["coordinator"]), day)
    sealed_unit = agencies.agency_coded(str(terms["sealed_unit"]), day)
    hamlets, home = people["hamlets"], str(people["persona_area"])
    reporters = Reporters(script, hamlets, home, invention, staff, random, day, until - DAYS)
    calendar = agencies.working(agencies.calendar_coded(str(people["calendar"])))
    desk = Desk(script, staff, random, coordinator, sealed_unit)
    return Month(until, script, reporters, desk, calendar, random)


def plan_reports(month: Month, count: int, persona: Applicant | None) -> None:
    """Plan about so many reports: each fate once, what the script lists, then by weight."""
    script, random, listed = month.script, month.random, 0
    for entry in script["persona"] if persona is not None else ():
        fate, area = FATES[entry["fate"]], month.reporters.area(month.reporters.persona_area)
        _send(month, fate, entry["category"], said=entry["said"], area=area, spot=entry["place"], persona=persona)
    for fate, entries in (
        (fates.GUIDED, script["complaints"]),
        (fates.SEALED, script["denunciations"]),
        (fates.TURNED_OUT, script["turned_out"]),
        (fates.REJECTED, [{"said": said} for said in script["rejected"].values()]),
        (fates.PASSED_ON, [{"said": script["passed_on"]}]),
    ):
        for entry in entries:
            _send(month, fate, entry.get("category") or month.reporters.one_for(PUT_ANYWHERE), said=entry["said"])
            listed += 1
    names = list(FATES)
    while len(names) + listed < count:
        names.append(random.choices(list(FATES), [each.weight for each in FATES.values()])[0])
    for name in names:
        fate = FATES[name]
        said = script["withdrawn"] if fate.account else ""
        first = _send(month, fate, month.reporters.one_for(fate), said=said)
        for number in range(fate.twins):
            moment = first[1] + timedelta(minutes=random.randint(20, 90) * (number + 1))
            merged = Fate(0, (0, 0), (("merge", 5, 30),)) if fate.deeds else Fate(0, (0, 0))
            month.send(month.reporters.twin(first[0], merged, moment), moment)


def _send(month: Month, fate: Fate, code: str, **told: Any) -> tuple[Story, datetime]:
    """Plan one report so many days ago as its fate wants, and early enough for everything that becomes of it."""
    moment = month.until - timedelta(days=month.random.uniform(*fate.days))
    story = month.reporters.story(code, fate, moment, **told)
    moment = month.in_time(story, moment)
    month.send(story, moment)
    return story, moment


def by_telephone(month: Month, moment: datetime) -> Story:
    """What a caller reports at that moment, and what is to become of it."""
    names = [name for name, fate in FATES.items() if not fate.twins and not fate.account]
    age = (month.until - moment) / timedelta(days=1)
    fitting = [name for name in names if FATES[name].days[0] <= age <= FATES[name].days[1]] or ["published"]
    fate = FATES[month.random.choices(fitting, [FATES[name].weight for name in fitting])[0]]
    return month.reporters.story(month.reporters.one_for(fate), fate, moment, channel=Channel.PHONE)
