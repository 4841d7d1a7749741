"""An official rests the clock, for a reason of the closed list, on a ground, with the document that proves it.

The open steps stay where they are and nobody completes them until the hold is ended: time that is not counted is
not worked in. The applicant may still take the dossier back.
"""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.actions.deciding import record, taken
from motcua.domain.dossiers.actions.effects import put_in
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.obligations import Sent
from motcua.domain.dossiers.states import PROOF_PART, Event
from motcua.domain.matters import actions as matters
from motcua.kernel.actors import Official
from motcua.kernel.later import defer


@atomic
def hold(dossier_id: int, reason: str, ground: str, proof: Sent | None, *, by: Official, now: datetime) -> Dossier:
    """Rest the clock of a dossier that is being worked on.

    Raises:
        NotFound: the dossier is not this official's to see.
        Refused: `other_agency`, `other_duty`, `illegal_move` (it waits already, or there is a result),
            `hold_reason_unknown`, `reason_missing`, `proof_missing`, `already_held`, or what is wrong with the file.
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.SPECIALIST, Duty.LEADER)
    rules.ensure_under_way(dossier, "hold")
    why = rules.ensure_grounded(reason, ground, proof)
    assert proof is not None
    kept = put_in(dossier, proof, PROOF_PART, by=by, now=now)
    matters.declare_hold(dossier.matter, why, ground.strip(), kept.file, by=by, now=now)
    record("dossiers.held", dossier, by=by, now=now, facts={"reason": why})
    defer(f"dossiers.tell_{Event.HELD}", dossier_id=dossier.pk)
    return dossier


@atomic
def end_hold(dossier_id: int, *, by: Official, now: datetime) -> Dossier:
    """The ground is gone: the clock goes on, and the due date moves by the time that was held.

    Raises:
        NotFound: the dossier is not this official's to see.
        Refused: `other_agency`, `other_duty`, `not_held`.
    """
    dossier = taken(dossier_id, by)
    rules.ensure_leads(dossier, by, Duty.SPECIALIST, Duty.LEADER)
    held, minutes = matters.end_declared_hold(dossier.matter, by=by, now=now)
    facts = {"reason": held.reason, "minutes": minutes, "due": dossier.matter.due_at}
    record("dossiers.hold_ended", dossier, by=by, now=now, facts=facts)
    defer(f"dossiers.tell_{Event.HOLD_ENDED}", dossier_id=dossier.pk)
    return dossier
