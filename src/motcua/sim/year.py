"""A year of births, event by event in the order of their dates, each through the action a person would use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.states import Event
from motcua.domain.papers import actions as papers
from motcua.domain.papers.queries import waiting as papers_waiting
from motcua.domain.procedures import queries as procedures
from motcua.kernel.worktime import Calendar, add_working_minutes
from motcua.sim.people import SIM, Family, Invention, Staff

# The smallest PDF that is one: a page of a scan would only make the demonstration heavier.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
Act = Callable[[datetime], None]


@dataclass
class Year:
    """The events still to come, and what has happened."""

    script: Mapping[str, Any]
    invention: Invention
    staff: Staff
    calendar: Calendar
    random: Random
    until: datetime
    events: list[tuple[datetime, int, Act]] = field(default_factory=list)
    filed: int = 0
    asked: set[int] = field(default_factory=set)
    _order: Iterator[int] = field(default_factory=count)

    def plan(self, moment: datetime, act: Act) -> None:
        """Let something happen at that moment, if it comes before the end."""
        if moment < self.until:
            heappush(self.events, (moment, next(self._order), act))

    def run(self, told: Callable[[int], None]) -> None:
        """Let everything happen in order; `told` hears of every dossier that is filed."""
        while self.events:
            moment, _, act = heappop(self.events)
            before = self.filed
            act(moment)
            if self.filed != before:
                told(self.filed)

    def birth(self, procedure: str, area: str, moment: datetime, *, persona: Mapping[str, Any] | None = None) -> None:
        """A family files for a child some days old."""
        born = localdate(moment) - timedelta(days=self.random.randint(2, 45))
        family = self.invention.family(area, born, moment, persona)
        draft = actions.start(procedure, by=family.citizen, now=moment)
        typed = typed_for(self.script["typed"][procedure], family.words)
        form = procedures.form_of(draft.procedure)
        done: set[str] = set()
        while (page := next((p for p in form.visible_pages(draft.answers) if p.id not in done), None)) is not None:
            saved = actions.save_page(draft.token, page.id, typed, by=family.citizen, now=moment)
            if saved.problems:
                raise ValueError(f"{procedure}, {page.id}: {saved.problems}")
            draft = saved.draft
            done.add(page.id)
        for part in queries.parts_of_draft(draft):
            actions.attach(draft.token, part.code, f"{part.code}.pdf", SCAN, by=family.citizen, now=moment)
        dossier = actions.submit(draft.token, by=family.citizen, now=moment)
        self.filed += 1
        self._next(dossier.pk, family, moment)

    def _next(self, dossier_id: int, family: Family, moment: datetime) -> None:
        """Plan what happens to each open task of the dossier."""
        for task in queries.open_tasks(dossier_id):
            if task.agency_id is None:
                self.plan(self._later(moment, 1, 9 * 480), partial(self._supply, dossier_id, family))
            else:
                minutes = task.budget or 60
                # Most work is done well inside its budget; now and then a desk is swamped.
                share = self.random.uniform(0.1, 0.9) if self.random.random() < 0.88 else self.random.uniform(1.5, 6)
                when = self._later(moment, 5, max(10, int(minutes * share)), exact=True)
                self.plan(when, partial(self._work, dossier_id, task.pk, family))

    def _work(self, dossier_id: int, task_id: int, family: Family, moment: datetime) -> None:
        """An official completes the task, mostly as one hopes."""
        task = next((task for task in queries.open_tasks(dossier_id) if task.pk == task_id), None)
        if task is None or task.agency_id is None:
            return
        chosen = self._choose(queries.choices(task), asked=dossier_id in self.asked)
        if chosen.move == "ask_supplement":
            self.asked.add(dossier_id)
        official = self.staff.one(task.agency_id, task.duty, self.random)
        reasons = self.script["reasons"]
        said = Said(
            reason=reasons.get(chosen.move, "") if chosen.needs_reason else "",
            items=self.script["items"] if chosen.needs_items else (),
            entries={
                str(entry["name"]): filled(str(self.script["entries"][entry["name"]]), family.words)
                for entry in chosen.entries
                if entry["name"] in self.script["entries"]
            },
        )
        actions.complete_task(task_id, chosen.outcome, by=official, now=moment, said=said)
        self._tell(dossier_id, chosen.move, moment)
        self._next(dossier_id, family, moment)

    def _choose(self, choices: list[queries.Choice], *, asked: bool) -> queries.Choice:
        """The hoped-for outcome nine times in ten; otherwise one of the others."""
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
        return unhappy or choices[0]

    def _supply(self, dossier_id: int, family: Family, moment: datetime) -> None:
        """The family sends what was asked for."""
        item = self.script["items"][0]
        files = [(str(item["code"]), "anh-chup-lai.pdf", SCAN)]
        actions.resume(dossier_id, files, "Gia đình gửi lại ảnh rõ hơn.", by=family.citizen, now=moment)
        self._tell(dossier_id, "resume", moment)
        self._next(dossier_id, family, moment)

    def _tell(self, dossier_id: int, move: str | None, moment: datetime) -> None:
        """What the worker would have done that day: tell the applicant."""
        event = TOLD.get(move or "")
        if event is not None:
            actions.tell(dossier_id, event, by=SIM, now=moment)

    def _later(self, moment: datetime, least: int, most: int, *, exact: bool = False) -> datetime:
        minutes = most if exact else self.random.randint(least, max(least, most))
        return add_working_minutes(moment, max(minutes, least), self.calendar)


TOLD = {
    "accept": Event.ACCEPTED,
    "reject": Event.REJECTED,
    "ask_supplement": Event.SUPPLEMENT_ASKED,
    "resume": Event.SUPPLIED,
    "stop": Event.STOPPED,
    "finish": Event.FINISHED,
    "hand_over": Event.HANDED_OVER,
}


def live_a_year(
    script: Mapping[str, Any], *, size: int, until: datetime, seed: int, told: Callable[[int], None]
) -> Year:
    """Fill the database with about `size` dossiers of the year before `until`."""
    random = Random(seed)  # noqa: S311  # a demonstration is to be the same each time
    begins = until - timedelta(days=365)
    invention = Invention(script, random)
    staff = invention.staff(day=begins - timedelta(days=1), persona_area=str(script["persona_area"]))
    communes = _areas(script, localdate(until))
    calendar = agencies.working(agencies.calendar_coded(str(script["calendar"])))
    year = Year(script, invention, staff, calendar, random, until)
    codes, weights = list(script["shares"]), list(script["shares"].values())
    shown, persona = str(script["persona_area"]), script["persona"]["citizen"]
    for number in range(size - 2):
        # The last days are fuller than the year, and fullest where visitors look: there is work on every desk.
        fresh = number % 8 == 0
        before = random.randint(30, 4 * 24 * 60) if fresh else random.randint(30, 365 * 24 * 60 - 60)
        area = shown if fresh and random.random() < 0.5 else random.choice(communes)
        procedure = random.choices(codes, weights)[0]
        year.plan(until - timedelta(minutes=before), partial(year.birth, procedure, area))
    for days, procedure in ((345, codes[0]), (11, codes[-1])):
        year.plan(until - timedelta(days=days), partial(year.birth, procedure, shown, persona=persona))
    year.run(told)
    return year


def filled(text: str, words: Mapping[str, str]) -> str:
    """A line of the script with its placeholders filled in."""
    return text.format_map(words)


def typed_for(script: Mapping[str, str], words: Mapping[str, str]) -> dict[str, list[str]]:
    """What a person types into every input; a date written in one piece goes into three boxes."""
    typed: dict[str, list[str]] = {}
    for name, text in script.items():
        value = filled(str(text), words)
        typed[name] = [value]
        parts = value.split("/")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            typed |= {f"{name}-{box}": [part] for box, part in zip(("day", "month", "year"), parts, strict=True)}
    return typed


def _areas(script: Mapping[str, Any], day: date) -> list[str]:
    kinds = {kind for code in script["shares"] for kind in procedures.in_force(code, day).body["event_area_kinds"]}
    return [area.code for area in agencies.areas_of_kinds(kinds, day)]


def finish_papers(*, now: datetime) -> int:
    """Typeset what the year's dossiers brought forth; how many there were."""
    waiting = papers_waiting()
    for paper_id in waiting:
        papers.typeset(paper_id, by=SIM, now=now)
    return len(waiting)
