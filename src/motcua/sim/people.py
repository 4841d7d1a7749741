"""Invented people: officials for every desk that the routes name, and those who file."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts import actions
from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import on
from motcua.kernel.actors import Citizen, Official, System

SIM = System("sim")
HAVE_EMAIL = 0.25
"""How many people have an address for e-mail."""


@dataclass
class Staff:
    """Who holds which duty where."""

    at: dict[tuple[int, str], list[Official]] = field(default_factory=dict)

    def one(self, agency_id: int, duty: str, random: Random) -> Official:
        """Somebody with this duty at this agency."""
        return random.choice(self.at[agency_id, duty])

    @classmethod
    def at_work(cls, day: date) -> Staff:
        """Everybody who holds a post on a day, as they were enrolled."""
        staff, duties = cls(), dict[tuple[int, int], set[str]]()
        posts = list(Post.objects.filter(on(day)).select_related("agency").order_by("pk"))
        for post in posts:
            duties.setdefault((post.account_id, post.agency_id), set()).add(str(post.duty))
        for post in posts:
            held = frozenset(duties[post.account_id, post.agency_id])
            official = Official(post.account_id, post.agency_id, post.agency.code, held)
            staff.at.setdefault((post.agency_id, str(post.duty)), []).append(official)
        return staff


@dataclass(frozen=True)
class Applicant:
    """Who files: what is known of the account, and the placeholders of the pack's `demo.yaml` filled in."""

    citizen: Citizen
    facts: Mapping[str, str]
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

    def staff(self, *, day: datetime, persona_area: str, shown: Set[tuple[str, str]]) -> Staff:
        """An official for every line of `officials` at every agency of its kinds, all enrolled together.

        At the agencies of one area and those above it one person for each of the duties `shown` (by kind of
        agency, or by the line itself) is a persona: somebody a visitor of the demonstration can be; a line may name
        kinds where whoever it is about is one `also`.
        """
        today, newcomers, codes = localdate(day), list[actions.Newcomer](), dict[int, str]()
        kinds = {kind for line in self.script["officials"] for kind in line["agency_kinds"]}
        near = self._agencies_near(persona_area, kinds, today)
        at_kind = {kind: list(agencies.of_kind(kind, today)) for kind in sorted(kinds)}
        taken: set[tuple[int, str]] = set()
        for line in self.script["officials"]:
            duties = [Duty(duty) for duty in line["duties"]]
            for agency in (agency for kind in line["agency_kinds"] for agency in at_kind[kind]):
                seen = {duty for duty in duties if line.get("shown") or (agency.kind, str(duty)) in shown}
                wanted = {(agency.pk, str(duty)) for duty in seen} - taken
                persona = agency.pk in near and (bool(wanted) or agency.kind in line.get("also", ()))
                taken |= wanted if persona else set()
                person = actions.Person(full_name=self.name(male=self.random.random() < 0.5), persona=persona)
                username = f"cb-{len(newcomers) + 1:04d}"
                newcomers.append(actions.Newcomer(username, person, agency.pk, duties, str(line["position"])))
                codes[agency.pk] = agency.code
        staff = Staff()
        for account, one in zip(actions.enrol_all(newcomers, by=SIM, now=day), newcomers, strict=True):
            held = frozenset(str(duty) for duty in one.duties)
            official = Official(account.pk, one.agency_id, codes[one.agency_id], held)
            for duty in held:
                staff.at.setdefault((one.agency_id, duty), []).append(official)
        return staff

    def someone(self, now: datetime) -> Applicant:
        """An adult with an account."""
        male = self.random.random() < 0.5
        born = localdate(now) - timedelta(days=self.random.randint(20 * 365, 70 * 365))
        number, hamlet = self.number(born, male=male), self.random.choice(self.script["hamlets"])
        return self._recognised(self.name(male=male), number, born, hamlet, now, words=self._numbers(hamlet))

    def family(self, area: str, born: date, now: datetime, persona: Mapping[str, Any] | None = None) -> Applicant:
        """A mother with an account, a father and a child."""
        male = self.random.random() < 0.52
        mother_born = born - timedelta(days=self.random.randint(20 * 365, 38 * 365))
        father_born = mother_born - timedelta(days=self.random.randint(-700, 2600))
        mother = self.name(male=False)
        hamlet = self.random.choice(self.script["hamlets"])
        mother_number = self.number(mother_born, male=False)
        if persona is not None:
            mother, mother_number, hamlet = persona["name"], persona["identity_number"], persona["hamlet"]
            mother_born = persona["birth_date"]
        father = self.name(male=True)
        child = " ".join([father.split()[0], *self.name(male=male, old=False).split()[1:]])
        words = {
            **self._numbers(hamlet),
            "area": area,
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
            "result_method": self.random.choice(["online", "online", "one_stop", "post"]),
        }
        return self._recognised(mother, mother_number, mother_born, hamlet, now, words=words, persona=persona)

    def _numbers(self, hamlet: str) -> dict[str, str]:
        return {"hamlet": hamlet, "number": str(1000 + self.made), "card": f"{900000000 + self.made:09d}"}

    def _recognised(
        self,
        name: str,
        number: str,
        born: date,
        hamlet: str,
        now: datetime,
        *,
        words: Mapping[str, str],
        persona: Mapping[str, Any] | None = None,
    ) -> Applicant:
        phone = f"09{self.random.randint(0, 99999999):08d}"
        email = f"nguoi-dan-{self.made}@nguoidan.example" if self.random.random() < HAVE_EMAIL else ""
        if persona is not None:
            phone, email = persona["phone"], persona["email"]
        person = actions.Person(
            full_name=name,
            identity_number=number,
            birth_date=born.isoformat(),
            phone=phone,
            email=email,
            residence=hamlet,
            persona=persona is not None,
        )
        account = actions.recognise(person, by=SIM, now=now)
        known = {"full_name": name, "birth_date": born.isoformat(), "identity_number": number}
        facts = {f"account.{fact}": text for fact, text in (known | {"phone": phone, "email": email}).items()}
        return Applicant(Citizen(account.pk), facts, {**words, "phone": phone, "email": email})

    def _agencies_near(self, area_code: str, kinds: Set[str], day: date) -> set[int]:
        area = agencies.area(area_code, day)
        found = (agencies.responsible(kind, area, day) for kind in kinds)
        return {agency.pk for agency in found if agency is not None}
