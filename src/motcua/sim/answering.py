"""What offices and senders do with reports: each deed by its name, through the action a person would use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, Verdict
from motcua.domain.feedback.rules import AnswerSaid, Said
from motcua.domain.feedback.states import OpeningReason, RejectReason, Remedy, SealedOutcome
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.sim.people import Staff
from motcua.sim.pictures import picture
from motcua.sim.reporting import Story

REMEDIES = {Remedy.DONE: 66, Remedy.INFORMED: 16, Remedy.PLANNED: 13, Remedy.NOT_OURS: 5}
PUBLISHED = 0.85
"""How many of those that may be published are."""
WITH_A_PHOTO = 0.3
LETTERS: tuple[SealedOutcome | None, ...] = (
    None,
    SealedOutcome.ACCEPTED,
    SealedOutcome.TRANSFERRED,
    SealedOutcome.NO_DENUNCIATION,
    SealedOutcome.DECLINED,
)
"""What becomes of letters under seal, by turns; the first is only taken up."""


@dataclass(frozen=True)
class Desk:
    """The dispatcher, the units, the senders and the sealed queue, in the words of the pack's script."""

    script: Mapping[str, Any]
    staff: Staff
    random: Random
    coordinator: Agency
    sealed_unit: Agency

    def do(self, deed: str, story: Story, moment: datetime) -> list[Report]:
        """One deed; the parts, where a report was split."""
        if deed == "split":
            return self._split(story, moment)
        acts: dict[str, Callable[[Story, datetime], object]] = {
            "forward_elsewhere": self._forward_elsewhere,
            "forward_bound": self._forward_bound,
            "draft": self._draft,
            "approve": lambda one, now: self._press("answer", one, now, Said()),
            "extend": self._extend,
            "fixed": lambda one, now: self._verdict(one, now, fixed=True),
            "discontent": lambda one, now: self._verdict(one, now, fixed=True, satisfied=False),
            "not_fixed": lambda one, now: self._verdict(one, now, fixed=False),
            "close": self._close,
            "close_privately": lambda one, now: self._press("close", one, now, Said()),
            "publish": self._publish,
            "seal": lambda one, now: actions.seal(one.report_id, by=self._dispatcher(), now=now),
            "withdraw": self._withdraw,
        }
        if deed in acts:
            acts[deed](story, moment)
        else:
            own = story.by if deed == "reply" and isinstance(story.by, Citizen) else None
            self._press(deed, story, moment, self._said(deed, story), by=own)
        return []

    def letter(self, letter_id: int, turn: int, moment: datetime) -> None:
        """A letter of the sealed queue is taken up, opened for a reason, and mostly comes to an end."""
        by = self.staff.one(self.sealed_unit.pk, Duty.SEALED, self.random)
        actions.take_sealed(letter_id, by=by, now=moment)
        actions.open_sealed(letter_id, OpeningReason.CLASSIFY, by=by, now=moment + timedelta(minutes=2))
        if (outcome := LETTERS[turn % len(LETTERS)]) is not None:
            actions.close_sealed(letter_id, outcome, by=by, now=moment + timedelta(hours=1))

    def _press(
        self, move: str, story: Story, moment: datetime, said: Said, *, by: Actor | None = None
    ) -> Report | None:
        """Make a move through the open step that offers it, by whoever sits there; nothing where it moved on."""
        for task in queries.open_tasks(story.report_id):
            for choice in queries.choices(task):
                if choice.move == move:
                    actor = by or self._at(task.agency_id, task.duty)
                    report = actions.complete_task(task.pk, choice.outcome, by=actor, now=moment, said=said)
                    story.lead_id = report.matter.lead_agency_id
                    return report
        return None

    def _said(self, deed: str, story: Story) -> Said:
        script = self.script
        match deed:
            case "give_back" | "send_back":
                return Said(reason=self.random.choice(script[deed]))
            case "ask":
                return Said(question=self.random.choice(script["questions"]))
            case "reply":
                return Said(reason=self.random.choice(script["replies"]))
            case "guide":
                return Said(reason=str(script["guide_words"]))
            case "pass_on":
                return Said(reason=str(script["pass_on_words"]))
            case "reject":
                why = next(code for code, words in script["rejected"].items() if words == story.said)
                return Said(reject=RejectReason(why), reason=str(script["reject"][why]))
            case "merge":
                return Said(into=story.twin_of.code if story.twin_of is not None else "")
            case "forward":
                # A report about an official stands at the coordinator, who sends it past that official's own unit.
                return Said(to=self._owner(story).code if story.new.about_official is not None else "")
            case _:
                return Said()

    def _owner(self, story: Story) -> Agency:
        today = localdate(story.filed_at)
        return queries.owner_of(story.category, story.area, today) or self.coordinator

    def _others(self, story: Story) -> list[Agency]:
        """Units that it could have been, but for what the pack says."""
        assert story.area is not None
        day, owner = localdate(story.filed_at), self._owner(story)
        found = (agencies.responsible(str(kind), story.area, day) for kind in self.script["other_units"])
        return [unit for unit in found if unit is not None and unit.pk != owner.pk]

    def _forward_elsewhere(self, story: Story, moment: datetime) -> None:
        self._press("forward", story, moment, Said(to=self.random.choice(self._others(story)).code))

    def _forward_bound(self, story: Story, moment: datetime) -> None:
        """After two returns the coordinator's choice is the last word."""
        self._press("forward", story, moment, Said(to=self._owner(story).code))

    def _draft(self, story: Story, moment: datetime) -> None:
        today = localdate(moment)
        remedy = Remedy(self.random.choices(list(REMEDIES), list(REMEDIES.values()))[0])
        if not story.done and remedy is Remedy.DONE:
            remedy = Remedy.INFORMED
        what = self.random.choice(story.done if remedy is Remedy.DONE else self.script[str(remedy)])
        shown = story.category.body.get("close_with_photo") or self.random.random() < WITH_A_PHOTO
        evidence = [("ket-qua-minh-hoa.jpg", picture(story.draws, self.random, mended=True))] if shown else []
        answer = AnswerSaid(
            remedy=remedy,
            what=str(what),
            who=str(report.matter.lead_agency.name) if (report := queries.of_matter(story.report_id)) else "",
            done_on=today if remedy is Remedy.DONE else None,
            promised_on=today + timedelta(days=self.random.randint(7, 30)) if remedy is Remedy.PLANNED else None,
            evidence=evidence if remedy is Remedy.DONE else [],
        )
        self._press("draft_answer", story, moment, Said(answer=answer))

    def _extend(self, story: Story, moment: datetime) -> None:
        leader = self.staff.one(story.lead_id, Duty.LEADER, self.random)
        days, reason = self.random.randint(2, 4), str(self.random.choice(self.script["extend"]))
        actions.extend(story.report_id, days, reason, by=leader, now=moment)

    def _verdict(self, story: Story, moment: datetime, *, fixed: bool, satisfied: bool | None = None) -> None:
        """By the link in the answer, which works once."""
        asked = Verdict.objects.filter(report_id=story.report_id, given_at__isnull=True).order_by("-pk").first()
        if asked is None:
            return
        named = "discontent" if satisfied is False else "fixed" if fixed else "not_fixed"
        words = str(self.random.choice(self.script[named]))
        actions.give_verdict(asked.token, fixed=fixed, satisfied=satisfied, words=words, now=moment)

    def _close(self, story: Story, moment: datetime) -> None:
        """The last look: what may be read by everybody mostly is, in words of the coordinator's own."""
        said = Said()
        if story.category.body.get("publishable") and self.random.random() < PUBLISHED:
            answer = queries.latest_answer(story.report_id)
            said = Said(public_text=self._for_everybody(story), public_answer=answer.what if answer else "")
        self._press("close", story, moment, said)

    def _publish(self, story: Story, moment: datetime) -> None:
        actions.make_public(story.report_id, self._for_everybody(story), by=self._dispatcher(), now=moment)

    def _withdraw(self, story: Story, moment: datetime) -> None:
        assert isinstance(story.by, Citizen), "only who has an account takes a report back in this month"
        actions.withdraw(story.report_id, by=story.by, now=moment)

    def _split(self, story: Story, moment: datetime) -> list[Report]:
        units = [unit.code for unit in self._others(story)[:2]]
        return actions.split(story.report_id, units, by=self._dispatcher(), now=moment)

    def _for_everybody(self, story: Story) -> str:
        """What was said, without what came around it, and where: no name, no telephone."""
        return f"{story.said} ({story.area.name})" if story.area is not None else story.said

    def _at(self, agency_id: int | None, duty: str) -> Official:
        """Who sits at a step; for a step of the sender's, who coordinates says for them what they said by telephone."""
        return self.staff.one(agency_id, duty, self.random) if agency_id is not None else self._dispatcher()

    def _dispatcher(self) -> Official:
        return self.staff.one(self.coordinator.pk, Duty.DISPATCHER, self.random)
