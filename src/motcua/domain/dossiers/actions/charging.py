"""What a dossier costs: quoted when it is handed in, fixed when it is accepted, dropped when nothing comes of it."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import Channel
from motcua.domain.journal import actions as journal
from motcua.domain.payments import actions as payments
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Actor
from motcua.kernel.prepared import Writes


def quote(dossier: Dossier, payer_id: int, *, by: Actor, now: datetime, along: Writes) -> list[journal.NewEntry]:
    """The fees of the day of filing, owed by who files, written `along`; their entries for the same journal write."""
    return payments.quote(_charges(dossier, payer_id, now, at_filing=True), by=by, now=now, along=along)


def fix(dossier: Dossier, *, by: Actor, now: datetime) -> None:
    """The fees in force at acceptance stand from now on."""
    row = queries.agent_of(dossier)
    payer_id = row.agent_id if row is not None and dossier.channel == Channel.ONLINE else dossier.applicant_id
    payments.fix(_charges(dossier, payer_id, now, at_filing=False), by=by, now=now)


def _charges(dossier: Dossier, payer_id: int, now: datetime, *, at_filing: bool) -> payments.NewCharges:
    fees = procedures.fees_due(dossier.procedure.body, dossier.answers, str(dossier.channel), localdate(now))
    return payments.NewCharges(dossier.matter, fees, payer_id, at_filing)
