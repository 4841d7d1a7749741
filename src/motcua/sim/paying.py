"""Fees of the invented year: most are paid when a dossier is accepted, at the counter or online, others later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.states import Channel
from motcua.domain.payments import actions, queries
from motcua.domain.payments.states import OPEN, Means, Stage
from motcua.kernel.actors import Official
from motcua.sim.people import SIM, Applicant

MEANS = {Means.CASH: 75, Means.TRANSFER: 17, Means.CARD: 8}
"""By what means people pay at a counter, as weights."""
AT_ONCE = 0.85
"""How often who stands at the counter pays when the dossier is taken in."""
ONLINE = 0.55
"""How often who filed online pays online."""


@dataclass(frozen=True)
class Till:
    """Takes money, always the same for the same random numbers."""

    random: Random

    def at_reception(self, dossier_id: int, official: Official, applicant: Applicant, moment: datetime) -> None:
        """What is due now is paid by most: at the counter by who stands there, online by who filed so."""
        dossier = dossiers.one_seen_by(official, dossier_id)
        online = dossier.channel == Channel.ONLINE
        if self.random.random() >= (ONLINE if online else AT_ONCE):
            return
        due = self._due(dossier_id, official)
        if not due:
            return
        if online:
            self._online(dossier_id, applicant, moment)
        elif now := {number: amount for number, (amount, stage) in due.items() if stage != Stage.RETURN}:
            actions.collect(dossier_id, now, self._means(), by=official, now=moment)

    def before_return(self, dossier_id: int, official: Official, moment: datetime) -> None:
        """Whatever is still owed is paid before the result leaves the office."""
        due = {number: amount for number, (amount, _stage) in self._due(dossier_id, official).items()}
        if due:
            actions.collect(dossier_id, due, self._means(), by=official, now=moment)

    def _due(self, dossier_id: int, official: Official) -> dict[int, tuple[int, str]]:
        charges = queries.statement_for(official, dossier_id).charges
        return {each.pk: (each.amount, str(each.stage)) for each in charges if each.state in OPEN}

    def _online(self, dossier_id: int, applicant: Applicant, moment: datetime) -> None:
        """An order, and the provider's word that it was paid."""
        through = queries.gateway()
        order = actions.pay_online(dossier_id, through=through, by=applicant.citizen, now=moment)
        told = queries.Told(order.reference, order.amount, f"mo-phong-{order.pk}", paid=True)
        actions.settle(told, provider=through.code, by=SIM, now=moment)

    def _means(self) -> str:
        return str(self.random.choices(list(MEANS), list(MEANS.values()))[0])
