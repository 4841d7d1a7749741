"""Invented people: officials for every desk that the routes name, and families to be born into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Protocol

from django.utils.timezone import localdate

from motcua.domain.accounts import actions
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.kernel.actors import Citizen, Official, System

SIM = System("sim")


class AgencyRow(Protocol):
    """What is needed of an agency here."""

    pk: int
    code: str


@dataclass
class Staff:
    """Who holds which duty where."""

    at: dict[tuple[int, str], list[Official]] = field(default_factory=dict)

    def one(self, agency_id: int, duty: str, random: Random) -> Official:
        """Somebody with this duty at this agency."""
        return random.choice(self.at[agency_id, duty])


@dataclass(frozen=True)
class Family:
    """What one birth is about, as the placeholders of the pack's `demo.yaml` name it."""

    citizen: Citizen
    words: Mapping[str, str]


@dataclass
class Invention:
    """Makes people up from the name lists of a pack's `demo.yaml`, always the same for the same seed."""

    script: Mapping[str, Any]
    random: Random
    made: int = 0

    def name(self, *, male: bool, old: bool = True) -> str:
        """A full name."""
        names, sex = self.script["names"], "male" if male else "female"
        given = names[f"given_old_{sex}" if old and self.random.random() < 0.6 else f"given_{sex}"]
        return " ".join(self.random.choice(part) for part in (names["family"], names[f"middle_{sex}"], given))

    def number(self, born: date, *, male: bool) -> str:
        """An identity number of the right structure; its running part starts at 9, which no register has reached."""
        self.made += 1
        century = (0 if born.year < 2000 else 2) + (0 if male else 1)
        return f"070{century}{born:%y}9{self.made:05d}"

    def staff(self, *, day: datetime, persona_area: str) -> Staff:
        """An official for every line of `officials` at every agency of that kind; those of one area are personas."""
        staff = Staff()
        shown = self._persona_agencies(persona_area, day)
        for line in self.script["officials"]:
            for agency in agencies.of_kind(line["agency_kind"], localdate(day)):
                self._official(staff, agency, line, day, persona=agency.pk in shown)
        return staff

    def family(self, area: str, born: date, now: datetime, persona: Mapping[str, Any] | None = None) -> Family:
        """A mother with an account, a father and a child."""
        male = self.random.random() < 0.52
        mother_born = born - timedelta(days=self.random.randint(20 * 365, 38 * 365))
        father_born = mother_born - timedelta(days=self.random.randint(-700, 2600))
        mother = self.name(male=False)
        hamlet = self.random.choice(self.script["hamlets"])
        mother_number = self.number(mother_born, male=False)
        phone, email = f"09{self.random.randint(0, 99999999):08d}", f"nguoi-dan-{self.made}@example.vn"
        if persona is not None:
            mother, mother_number, hamlet = persona["name"], persona["identity_number"], persona["hamlet"]
            mother_born, phone, email = persona["birth_date"], persona["phone"], persona["email"]
        father = self.name(male=True)
        account = actions.recognise(
            actions.Person(
                full_name=mother,
                identity_number=mother_number,
                birth_date=mother_born.isoformat(),
                phone=phone,
                email=email,
                residence=hamlet,
                persona=persona is not None,
            ),
            by=SIM,
            now=now,
        )
        child_family = father.split()[0]
        child = " ".join([child_family, *self.name(male=male, old=False).split()[1:]])
        words = {
            "area": area,
            "hamlet": hamlet,
            "mother": mother,
            "mother_birth": f"{mother_born:%d/%m/%Y}",
            "mother_number": mother_number,
            "father": father,
            "father_birth": f"{father_born:%d/%m/%Y}",
            "father_number": self.number(father_born, male=True),
            "child": child,
            "child_birth": f"{born:%d/%m/%Y}",
            "child_birth_iso": born.isoformat(),
            "child_number": self.number(born, male=male),
            "gender": "male" if male else "female",
            "ethnicity": self.random.choice(self.script["ethnicities"]),
            "facility": self.random.choice(self.script["facilities"]),
            "phone": phone,
            "email": email,
            "number": str(1000 + self.made),
            "card": f"{900000000 + self.made:09d}",
            "result_method": self.random.choice(["online", "online", "one_stop", "post"]),
        }
        return Family(Citizen(account.pk), words)

    def _persona_agencies(self, persona_area: str, day: datetime) -> set[int]:
        area = agencies.area(persona_area, localdate(day))
        kinds = {line["agency_kind"] for line in self.script["officials"]}
        found = (agencies.responsible(kind, area, localdate(day)) for kind in kinds)
        return {agency.pk for agency in found if agency is not None}

    def _official(
        self, staff: Staff, agency: AgencyRow, line: Mapping[str, Any], day: datetime, *, persona: bool
    ) -> None:
        self.made += 1
        account = actions.enrol(
            f"cb-{self.made:04d}",
            actions.Person(full_name=self.name(male=self.random.random() < 0.5), persona=persona),
            by=SIM,
            now=day,
        )
        for duty in line["duties"]:
            actions.post(account.pk, agency.pk, Duty(duty), by=SIM, now=day, position=line["position"])
        official = Official(account.pk, agency.pk, agency.code, frozenset(line["duties"]))
        for duty in line["duties"]:
            staff.at.setdefault((agency.pk, duty), []).append(official)
