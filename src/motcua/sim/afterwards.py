"""What happens around the dossiers of the year: people say how they were served, units look at what they publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.publicity import actions as publicity
from motcua.domain.publicity import queries as published
from motcua.domain.ratings import actions as ratings
from motcua.domain.ratings.states import Overall
from motcua.kernel.actors import Citizen, Official
from motcua.sim.people import Staff

Plan = Callable[[datetime, Callable[[datetime], object]], None]
RATES = 0.35
"""How often somebody says how they were served."""
CONTENT = {Overall.VERY_SATISFIED: 38, Overall.SATISFIED: 52, Overall.NOT_SATISFIED: 10}
LOOKS = 0.5
"""How many units look after what they publish."""
FINDS_A_FAULT = 0.06


@dataclass(frozen=True)
class Afterwards:
    """Rates and verifies, always the same for the same random numbers; the words are the pack's."""

    random: Random
    discontent: str
    fault: str

    def may_rate(self) -> bool:
        """Whether this person says how they were served."""
        return self.random.random() < RATES

    def rate(self, dossier_id: int, citizen: Citizen, moment: datetime) -> None:
        """The slip that the receipt asks for."""
        overall = Overall(self.random.choices(list(CONTENT), list(CONTENT.values()))[0])
        content = overall is not Overall.NOT_SATISFIED
        weights = (80, 18, 2) if content else (10, 40, 50)
        contacts, bodies, publication, attitude, convenience = self.random.choices((2, 1, 0), weights, k=5)
        slip = ratings.Slip(
            contacts=contacts,
            bodies=bodies,
            publication=publication,
            attitude=attitude,
            convenience=convenience,
            overall=overall,
            reason="" if content else self.discontent,
        )
        ratings.give(dossiers.followed(dossier_id, citizen).matter.token, slip, by=citizen, now=moment)

    def look_after_publication(self, staff: Staff, shown: set[int], until: datetime, plan: Plan) -> None:
        """Some units verify each item once in the last months; where visitors look, nearly all of them."""
        desks = {agency: held[0] for (agency, duty), held in staff.at.items() if duty == Duty.RECEPTION}
        items: list[str] = []
        for agency, official in sorted(desks.items()):
            items = items or [each.item.code for each in published.state_of(official, until).checked]
            if agency not in shown and self.random.random() >= LOOKS:
                continue
            for item in items:
                if self.random.random() < 0.85:
                    moment = until - timedelta(days=self.random.randint(1, 80), minutes=self.random.randint(0, 300))
                    plan(moment, partial(self._verify, agency, item, official))

    def _verify(self, agency: int, item: str, official: Official, moment: datetime) -> None:
        good = self.random.random() >= FINDS_A_FAULT
        publicity.verify(agency, item, good=good, note="" if good else self.fault, by=official, now=moment)
