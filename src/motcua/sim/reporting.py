"""Who reports what, where and in which words: told by the pack's `demo-reports.yaml`, always the same for a seed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area
from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Category
from motcua.domain.feedback.rules import NewReport, Place, Sender
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Actor, Citizen
from motcua.sim.fates import Fate
from motcua.sim.people import SIM, Applicant, Invention, Staff
from motcua.sim.pictures import picture

SIGNED_IN, WITH_A_NAME = 0.3, 0.8
"""How often somebody at the web site signed in, and how often somebody who need not gives a name. In the app all do."""
AGAIN = 0.7
"""How often somebody who signed in has reported before."""
SHOWS = 0.25
"""How often the unit may know who it was."""
KNOWS_THE_PLACE = 0.75
"""How often a telephone tells where it is."""
WITH_A_PHOTO = 0.4
ABOUT = 0.012
"""Degrees: so far from the middle of its commune is most of what happens in it."""
NEAR = 0.0008
"""Degrees: so far apart are two telephones that look at the same thing."""


@dataclass
class Story:
    """One report and what is to become of it; the last four are known once it is filed.

    `lines` are the words in which others would tell the same thing.
    """

    fate: Fate
    category: Category
    area: Area | None
    said: str
    lines: Sequence[str]
    draws: str
    done: Sequence[str]
    new: NewReport
    by: Actor
    twin_of: Story | None = None
    report_id: int = 0
    code: str = ""
    lead_id: int = 0
    filed_at: datetime | None = None

    @property
    def phone(self) -> str:
        """The telephone that proves to the hotline whose it is; whoever has an account proves it otherwise."""
        return "" if isinstance(self.by, Citizen) else self.new.sender.phone


@dataclass
class Reporters:
    """People of the province with something to report."""

    script: Mapping[str, Any]
    hamlets: Sequence[str]
    persona_area: str
    invention: Invention
    staff: Staff
    random: Random
    day: date
    begins: datetime
    known: list[Applicant] = field(default_factory=list)
    _categories: dict[str, Category] = field(default_factory=dict)

    def __post_init__(self) -> None:
        groups = agencies.grouped_areas(self.day)
        self._everywhere = [area for group in groups for area in group.places]
        at_home = (group.places for group in groups if any(area.code == self.persona_area for area in group.places))
        self._nearby = list(next(at_home, self._everywhere))

    def category(self, code: str) -> Category:
        """What the pack says of a category."""
        if code not in self._categories:
            self._categories[code] = queries.category(code, self.day)
        return self._categories[code]

    def one_for(self, fate: Fate) -> str:
        """A category whose reports may come to this end, drawn by its share."""
        told = self.script["categories"]
        fitting = [code for code in told if fate.wants(self.category(code).body, told[code])]
        return str(self.random.choices(fitting, [told[code]["share"] for code in fitting])[0])

    def somewhere(self) -> Area:
        """A commune: often one around the persona's, else anyone."""
        return self.random.choice(self._nearby if self.random.random() < self.script["nearby"] else self._everywhere)

    def area(self, code: str) -> Area:
        """The area of this code."""
        return agencies.area(code, self.day)

    def some_phone(self) -> str:
        """A number that is nobody's we know of."""
        return f"09{self.random.randint(0, 99_999_999):08d}"

    def story(
        self,
        code: str,
        fate: Fate,
        moment: datetime,
        *,
        said: str = "",
        area: Area | None = None,
        spot: str = "",
        persona: Applicant | None = None,
        channel: Channel | None = None,
    ) -> Story:
        """Somebody's report: the words, the place, the photo and as much of a name as they give."""
        told, body = self.script["categories"].get(code, {}), self.category(code).body
        hamlet, area = self.random.choice(self.hamlets), area or self.somewhere()
        lines = told.get("said", ())
        line = said or self.random.choice([each for each in lines if isinstance(each, list) or not fate.twins])
        alike = [line] if isinstance(line, str) else line
        words = self._words(self.random.choice(alike), hamlet)
        needed = str(body.get("place", "optional"))
        placed = needed == "required" or (needed == "optional" and self.random.random() < 0.6)
        area = area if placed else None
        place = Place(area.code, spot or f"{hamlet}, {self.random.choice(self.script['roads'])}") if area else Place()
        place = self._located(place)
        channel = channel or (Channel.APP if persona is not None or fate.account else self._channel())
        by, sender = self._sender(body, channel, area, persona)
        draws = str(told.get("draws", "paper"))
        photo = area is not None and channel is not Channel.PHONE and self.random.random() < WITH_A_PHOTO
        new = NewReport(
            category=code,
            content=self._typed(words),
            channel=channel,
            sender=sender,
            place=place,
            files=[("anh-minh-hoa.jpg", picture(draws, self.random))] if photo else [],
            occurred_on=localdate(moment - timedelta(days=self.random.randint(0, 3))) if photo else None,
            written_at=moment - timedelta(hours=self.random.randint(2, 20)) if self._was_offline(channel) else None,
            about_official=self._about(area) if told.get("about_official") and area is not None else None,
        )
        return Story(fate, self.category(code), area, words, alike, draws, told.get("done", ()), new, by)

    def twin(self, first: Story, fate: Fate, moment: datetime) -> Story:
        """Somebody else saw the same thing: near in place and in time, in words of their own."""
        said, spot = self.random.choice(first.lines), first.new.place.detail
        story = self.story(first.category.code, fate, moment, said=said, area=first.area, spot=spot)
        if (at := first.new.place).latitude is not None and at.longitude is not None:
            latitude, longitude = (round(each + self._off(NEAR), 5) for each in (at.latitude, at.longitude))
            place = Place(at.area, at.detail, latitude, longitude)
            story.new = replace(story.new, place=place)
        story.twin_of = first
        return story

    def _words(self, line: str, hamlet: str) -> str:
        filled = line.format(
            hamlet=hamlet, road=self.random.choice(self.script["roads"]), since=self.random.choice(self.script["since"])
        )
        return filled[0].upper() + filled[1:]

    def _typed(self, words: str) -> str:
        """The words with what people write around them; some type without diacritics."""
        opening, closing = (self.random.choice(self.script[name]) for name in ("openings", "closings"))
        text = f"{opening}{words}{closing}"
        return plain(text) if self.random.random() < self.script["plain"] else text

    def _located(self, place: Place) -> Place:
        middle = self.script["spots"].get(place.area)
        if middle is None or self.random.random() >= KNOWS_THE_PLACE:
            return place
        latitude, longitude = (round(each + self._off(ABOUT), 5) for each in middle)
        return Place(place.area, place.detail, latitude, longitude)

    def _off(self, about: float) -> float:
        return self.random.uniform(-about, about)

    def _channel(self) -> Channel:
        ways = self.script["channels"]
        return Channel(self.random.choices(list(ways), list(ways.values()))[0])

    def _was_offline(self, channel: Channel) -> bool:
        return channel is Channel.APP and self.random.random() < 0.1

    def _sender(
        self, body: Mapping[str, Any], channel: Channel, area: Area | None, persona: Applicant | None
    ) -> tuple[Actor, Sender]:
        """Who reports: signed in, with a name and a telephone, or nobody where the category lets them."""
        shows, luck = self.random.random() < SHOWS, self.random.random()
        if persona is not None or channel is Channel.APP or (channel is Channel.WEB and luck < SIGNED_IN):
            person = persona or self._somebody()
            facts = person.facts
            sender = Sender(facts["account.full_name"], facts["account.phone"], facts["account.email"], "", shows)
            return person.citizen, sender
        by = self._at_a_counter(area) if channel is Channel.COUNTER and area is not None else SIM
        spoken = channel in {Channel.PHONE, Channel.COUNTER}
        if luck < WITH_A_NAME or spoken or not body.get("anonymous", False):
            name = self.invention.name(male=self.random.random() < 0.5)
            return by, Sender(name, self.some_phone(), "", self.random.choice(self.hamlets), shows)
        return by, Sender()

    def _somebody(self) -> Applicant:
        """Somebody with an account, which they had before the month began."""
        if self.known and self.random.random() < AGAIN:
            return self.random.choice(self.known)
        self.known.append(self.invention.someone(self.begins))
        return self.known[-1]

    def _at_a_counter(self, area: Area) -> Actor:
        unit = agencies.responsible(str(self.script["counter_kind"]), area, self.day)
        return self.staff.one(unit.pk, Duty.RECEPTION, self.random) if unit is not None else SIM

    def _about(self, area: Area) -> int | None:
        by = self._at_a_counter(area)
        return getattr(by, "account_id", None)


def plain(text: str) -> str:
    """A text as it is typed on a telephone that knows no diacritics."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
