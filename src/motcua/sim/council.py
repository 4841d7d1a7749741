"""Two sessions of the council with what voters asked, each step through the action a person would use.

Told by the pack's `demo-petitions.yaml`; letters are written, checked, signed with specimen keys
and issued as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area
from motcua.domain.letters import actions as letters
from motcua.domain.letters import queries as letters_asked
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Assigning, Letter, Promise, Speaker
from motcua.domain.petitions.states import Detail, Event, Period, Result
from motcua.kernel.actors import Official
from motcua.kernel.later import Asked
from motcua.sim.agenda import Agenda
from motcua.sim.filing import SCAN
from motcua.sim.people import SIM, Invention, Staff

TELLING, ISSUED = "petitions.tell_", "letters.issued"
TELLS = {f"{TELLING}{event}": event for event in Event}
WAITING = ("collected", "classified", "sent", "assigned", "accepted", "returned", "overdue")
"""Fates that end before anybody has answered."""
BEFORE_SENDING = ("collected", "classified", "joined", "set_aside", "guided")
SEVERAL = 3
"""So many petitions of an agency go into one letter."""
MORNING = time(2, 0, tzinfo=UTC)
"""Nine o'clock in Hà Nội."""


@dataclass
class Asking:
    """A petition and what is to become of it; its id is known once it is taken."""

    fate: str
    told: Mapping[str, Any]
    area: Area
    points: Sequence[str]
    petition_id: int = 0
    code: str = ""


@dataclass
class Council(Agenda):
    """What is still to come of the sessions, and who does it."""

    script: Mapping[str, Any]
    staff: Staff
    invention: Invention
    random: Random
    hamlets: Sequence[str]
    taken: list[Asking] = field(default_factory=list)
    letters: int = 0

    def __post_init__(self) -> None:
        terms = queries.terms()
        self.secretary = self._one(str(terms["office"]), Duty.COUNCIL)
        self.assigner = self._one(str(terms["assigning"]), Duty.SPECIALIST)

    def run(self) -> None:
        """Let everything happen in the order of its dates."""
        self.play(self._do)

    def hold(self, session: Mapping[str, Any], areas: Sequence[Area]) -> None:
        """Plan a session: voters are met, their petitions sorted, sent, assigned, answered, judged, followed."""
        fates = [fate for fate, count in session["fates"].items() for _ in range(count)]
        askings = [self._asking(fate, number, areas) for number, fate in enumerate(fates)]
        for number, each in enumerate(askings):
            self.plan(at(session["met"], number), partial(self._meet, each, session))
        met = session["met"] + timedelta(days=4)
        for number, each in enumerate(askings):
            if each.fate != "collected":
                self.plan(at(met, number), partial(self._sort, each, askings))
        sent = [each for each in askings if each.fate not in BEFORE_SENDING]
        self.plan(at(session["sent"]), partial(self._send, sent, session))
        for lead in sorted({str(each.told["lead"]) for each in sent}):
            mine = [each for each in sent if each.told["lead"] == lead and each.fate != "sent"]
            if mine:
                self.plan(at(session["assigned"]), partial(self._assign, mine, lead, session))
                self._answer_in_letters(mine, session)

    def tell_the_seed(self, session: Mapping[str, Any], area: Area) -> None:
        """The story at the front, until its letter waits for the deputy director's hand."""
        told = self.script["seed"]
        asking = Asking("seed", told, area, [each["ask"] for each in told["points"]])
        days = {**session, "assigned": told["assigned"], "assigned_number": told["assigned_number"], "due": told["due"]}
        self.plan(at(session["met"], -5), partial(self._meet, asking, session))
        self.plan(at(session["met"] + timedelta(days=4), -5), partial(self._sort, asking, []))
        later = {**session, "sent_number": session["sent_number"] + 1}
        self.plan(at(session["sent"], 5), partial(self._send, [asking], later))
        self.plan(at(told["assigned"]), partial(self._assign, [asking], told["lead"], days))
        self.plan(at(told["assigned"] + timedelta(days=1)), partial(self._accept, asking))
        self.plan(at(told["drafted"]), partial(self._write, [asking], until="to_sign"))

    def _asking(self, fate: str, number: int, areas: Sequence[Area]) -> Asking:
        told = self.script["subjects"][number % len(self.script["subjects"])]
        hamlet = self.random.choice(self.hamlets)
        asks = self.random.sample(told["asks"], 2 if number % 4 == 0 else 1)
        return Asking(fate, told, self.random.choice(areas), [ask.format(hamlet=hamlet) for ask in asks])

    def _meet(self, asking: Asking, session: Mapping[str, Any], moment: datetime) -> None:
        hamlet, seed = self.random.choice(self.hamlets), asking.fate == "seed"
        voter = asking.told.get("voter", {})
        held = actions.NewMeeting(
            session=queries.session_numbered(self.script["term"], session["number"]).pk,
            period=Period.AFTER,
            day=localdate(moment),
            area=asking.area.code,
            place=str(self.script["place"]).format(hamlet=voter.get("hamlet", hamlet)),
            organiser=str(self.script["organiser"]),
            attendance=self.random.randint(40, 160),
        )
        meeting = actions.hold_meeting(held, by=self.secretary, now=moment)
        speaker = Speaker(
            voter.get("name") or self.invention.name(male=self.random.random() < 0.6),
            voter.get("hamlet", hamlet),
            voter.get("phone") or f"09{self.random.randint(0, 99_999_999):08d}",
        )
        words = " ".join(str(asking.told.get("said", " ".join(asking.points))).split())
        opinion = actions.note_opinion(meeting.pk, words, speaker, by=self.secretary, now=moment)
        named = seed or self.random.random() < 0.5
        petition = actions.take_opinion(opinion.pk, asking.points, named=named, by=self.secretary, now=moment)
        asking.petition_id, asking.code = petition.pk, str(petition.matter.code)
        self.taken.append(asking)

    def _sort(self, asking: Asking, others: Sequence[Asking], moment: datetime) -> None:
        """Classified, or what else it turns out to be."""
        pk, by = asking.petition_id, self.secretary
        match asking.fate:
            case "set_aside":
                actions.set_aside(pk, self.script["set_aside"], by=by, now=moment)
            case "guided":
                actions.guide(pk, self.script["guided"], by=by, now=moment)
            case "joined":
                alike = (each for each in others if each.told is asking.told and each.fate not in BEFORE_SENDING)
                first = next(alike, None) or next(each for each in others if each.fate == "sent")
                actions.join(pk, first.code, by=by, now=moment)
            case _:
                actions.classify(pk, asking.told["field"], "tinh", asking.told["lead"], by=by, now=moment)
                text = " ".join(str(asking.told.get("said", " ".join(asking.points))).split())
                actions.make_public(pk, text[0].upper() + text[1:], by=by, now=moment)

    def _send(self, askings: Sequence[Asking], session: Mapping[str, Any], moment: datetime) -> None:
        letter = Letter(f"{session['sent_number']}/{self.script['batch_symbol']}", localdate(moment))
        number = queries.session_numbered(self.script["term"], session["number"]).pk
        actions.send_batch(number, [each.petition_id for each in askings], letter, by=self.secretary, now=moment)

    def _assign(self, askings: Sequence[Asking], lead: str, session: Mapping[str, Any], moment: datetime) -> None:
        letter = Letter(f"{session['assigned_number']}/{self.script['assigning_symbol']}", localdate(moment))
        said = Assigning(letter, lead, session["due"], tuple(askings[0].told.get("helps", ())))
        actions.assign_all([each.petition_id for each in askings], said, by=self.assigner, now=moment)

    def _answer_in_letters(self, mine: Sequence[Asking], session: Mapping[str, Any]) -> None:
        taken = session["assigned"] + timedelta(days=3)
        for number, each in enumerate(mine):
            if each.fate == "returned":
                self.plan(at(taken, number), partial(self._give_back, each))
            elif each.fate != "assigned":
                self.plan(at(taken, number), partial(self._accept, each))
        answering = [each for each in mine if each.fate not in WAITING]
        for place in range(0, len(answering), SEVERAL):
            together = answering[place : place + SEVERAL]
            day = session["answered"][self.random.randrange(len(session["answered"]))]
            self.plan(at(day, self.random.randint(0, 180)), partial(self._write, together))
            for number, each in enumerate(together):
                self._judge_and_follow(each, at(session["reviewed"], 4 * place + number), session)

    def _judge_and_follow(self, asking: Asking, reviewed: datetime, session: Mapping[str, Any]) -> None:
        match asking.fate:
            case "answered" | "no_roadmap":
                return
            case "came_back" | "answered_again":
                self.plan(reviewed, partial(self._come_back, asking))
                if asking.fate == "answered_again":
                    self.plan(reviewed + timedelta(days=9), partial(self._write, [asking]))
                    self.plan(reviewed + timedelta(days=20), partial(self._review, asking))
            case _:
                self.plan(reviewed, partial(self._review, asking))
        if asking.fate in {"kept", "kept_late"}:
            days = 20 if asking.fate == "kept" else 110
            self.plan(reviewed + timedelta(days=days), partial(self._keep, asking))
        if asking.fate == "reported":
            self.plan(at(session["reported"]), partial(self._report_back, asking))

    def _accept(self, asking: Asking, moment: datetime) -> None:
        actions.accept(asking.petition_id, by=self._drafter(asking), now=moment)

    def _give_back(self, asking: Asking, moment: datetime) -> None:
        actions.give_back(asking.petition_id, self.script["returned"], by=self._drafter(asking), now=moment)

    def _write(self, askings: Sequence[Asking], moment: datetime, *, until: str = "issued") -> None:
        """Answers point by point, the letter, the checks, the hand and the seal of a department."""
        by = self._drafter(askings[0])
        for each in askings:
            for number, _ask in enumerate(each.points, start=1):
                said = self._said(each, number, localdate(moment))
                actions.draft_answer(each.petition_id, number, said, by=by, now=moment)
        lead, wording = agencies.agency_coded(by.agency_code, localdate(moment)), queries.wording()
        choices = letters_asked.choices_at(by, moment)
        signer, clerk = self._one(lead.code, Duty.LEADER), self._one(lead.code, Duty.CLERK)
        unit = self.script["reply_unit"].get(lead.kind, self.script["reply_unit_else"])
        boxes = letters.Boxes(
            "cong_van",
            str(wording["subject"]),
            unit=unit,
            to=tuple(wording["to"]),
            copies=tuple(choices.copies),
            signer=signer.account_id,
        )
        ids = [each.petition_id for each in askings]
        first = queries.asked_in(ids, by)[0].points
        places = queries.offered_facts(ids, by, moment)
        stated = {each.key: first[-1].answer_id for each in places if until == "to_sign"}
        letter = actions.draft_reply(ids, boxes, press=f"demo-{ids[0]}-{moment:%j}", stated=stated, by=by, now=moment)
        head = self._heads(lead.pk)[-1]
        letters.ask_check(letter.pk, head.account_id, by=by, now=moment + timedelta(hours=1))
        letters.check_content(letter.pk, by=head, now=moment + timedelta(hours=2))
        letters.check_form(letter.pk, by=clerk, now=moment + timedelta(hours=3))
        if until == "to_sign":
            return
        pin = str(self.script["pin"])
        for batch in (
            letters.sign([letter.pk], pin, by=signer, now=moment + timedelta(hours=4)),
            letters.issue([letter.pk], pin, by=clerk, now=moment + timedelta(hours=5)),
        ):
            for left in batch.left:
                raise left.refusal
        self.letters += 1

    def _said(self, asking: Asking, number: int, day: date) -> AnswerSaid:
        """What is answered to a point, by its fate; the seed tells its own."""
        told = asking.told
        if asking.fate == "seed":
            point = told["points"][number - 1]
            promises = [
                Promise(p["what"], p["unit"], day + timedelta(days=p["days"])) for p in point.get("promises", ())
            ]
            text = " ".join(point["text"].split())
            return AnswerSaid(Result(point["result"]), text, Detail(point["detail"]), point.get("done_on"), promises)
        promising = (Result.ONGOING, told["ongoing"], Detail.ROADMAP)
        match asking.fate:
            case "kept" | "kept_late" | "promise_late" | "followed" | "answered" if number == 1:
                days = 60 if asking.fate != "kept_late" else 45
                promise = Promise(f"{told['promise']} {asking.area.name}", told["lead"], day + timedelta(days=days))
                return AnswerSaid(*promising, promises=(promise,))
            case "no_roadmap":
                return AnswerSaid(Result.PLANNED, self.script["no_roadmap"], Detail.NO_ROADMAP)
            case "not_ours":
                return AnswerSaid(Result.NOT_OURS, self.script["not_ours"])
            case "explained" | "came_back":
                return AnswerSaid(Result.EXPLAINED, told["explained"])
        done_on = day - timedelta(days=self.random.randint(2, 12))
        return AnswerSaid(Result.DONE, told["done"], Detail.CARRIED_OUT, done_on)

    def _review(self, asking: Asking, moment: datetime) -> None:
        actions.review(asking.petition_id, by=self.secretary, now=moment)

    def _come_back(self, asking: Asking, moment: datetime) -> None:
        actions.come_back(asking.petition_id, self.script["came_back"], by=self.secretary, now=moment)

    def _keep(self, asking: Asking, moment: datetime) -> None:
        for each in queries.commitments_of(asking.petition_id):
            proof = ("bien-ban-nghiem-thu.pdf", SCAN)
            done_on, by = localdate(moment) - timedelta(days=1), self._drafter(asking)
            actions.keep_commitment(each.pk, done_on, self.script["kept"], proof, by=by, now=moment)

    def _report_back(self, asking: Asking, moment: datetime) -> None:
        actions.report_back(asking.petition_id, self.script["reported"], by=self.secretary, now=moment)

    def _do(self, asked: list[Asked], moment: datetime) -> None:
        """What the worker would have done: the answers of issued letters bind, and voters are told."""
        for work in asked:
            if work.job == ISSUED and (letter := letters_asked.issued_letter(work.ids["letter_id"])) is not None:
                symbol, day = letter.symbol, letter.issued_on
                actions.answered_by_letter(
                    work.ids["letter_id"], symbol=symbol, signed_on=day, by=SIM, now=letter.issued_at
                )
            elif work.job in TELLS:
                actions.tell(work.ids["petition_id"], TELLS[work.job], by=SIM, now=moment)

    def _drafter(self, asking: Asking) -> Official:
        return self._heads(agencies.agency_coded(str(asking.told["lead"]), localdate(self.until)).pk)[-2]

    def _heads(self, agency_id: int) -> list[Official]:
        """The specialists of a department; the last one enrolled heads the unit that drafts."""
        return self.staff.at[agency_id, str(Duty.SPECIALIST)]

    def _one(self, code: str, duty: str) -> Official:
        """The last enrolled with this duty: where there are personas, one of them."""
        return self.staff.at[agencies.agency_coded(code, localdate(self.until)).pk, str(duty)][-1]


def at(day: date, minutes: int = 0) -> datetime:
    """That day in the morning, and so many minutes later."""
    return datetime.combine(day, MORNING) + timedelta(minutes=minutes)


def live_two_sessions(
    script: Mapping[str, Any], people: Mapping[str, Any], staff: Staff, *, until: datetime, seed: int
) -> Council:
    """Fill the database with the petitions of two sessions before `until`; whoever signs has a key (`sim.pens`)."""
    random = Random(seed)  # noqa: S311  # a demonstration is to be the same each time
    council = Council(until, script, staff, Invention(people, random), random, people["hamlets"])
    everywhere = [area for group in agencies.grouped_areas(localdate(until)) for area in group.places]
    for session in script["sessions"]:
        if session["number"] == script["seed"]["session"]:
            council.tell_the_seed(session, agencies.area(str(script["seed"]["area"]), localdate(until)))
        council.hold(session, everywhere)
    council.run()
    return council
