"""Which decisions about a dossier an official is offered, and corrections as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.models import Correction, Dossier, SupplementRequest
from motcua.domain.dossiers.queries.deciding import correctable
from motcua.domain.dossiers.queries.life import Happened
from motcua.domain.dossiers.queries.succession import answered_for
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


@dataclass(frozen=True)
class ShownCorrection:
    """A correction in words: the question, what stood there, what stands there now, when, by whom, why."""

    label: str
    before: str
    after: str
    at: datetime
    by: str
    reason: str


def deeds_open_to(
    official: Official, dossier: Dossier, happened: Happened, requests: Sequence[SupplementRequest]
) -> list[str]:
    """The decisions to offer beside the steps, as the rules allow them: names of actions, in order."""
    dossier = answered_for(dossier, official)
    apology, held = happened.apology, dossier.matter.held_at is not None
    most = int((dossier.procedure.body.get("supplement") or {}).get("max_after_acceptance", 1))
    asked = sum(not request.before_acceptance for request in requests)
    unused = any(leave.request_id is None for leave in happened.leaves)
    leads, leader = (Duty.SPECIALIST, Duty.LEADER), (Duty.LEADER,)
    offered: dict[str, list[Callable[[], object]]] = {
        "end_hold": [lambda: rules.ensure_leads(dossier, official, *leads), lambda: _ensure(held)],
        "write_apology": [
            lambda: rules.ensure_leads(dossier, official, *leads),
            lambda: rules.ensure_under_way(dossier, "apologise"),
            lambda: rules.ensure_no_apology_signed(apology.signed_at if apology else None),
        ],
        "allow_supplement": [
            lambda: rules.ensure_leads(dossier, official, *leader),
            lambda: rules.ensure_under_way(dossier, "ask_supplement"),
            lambda: rules.ensure_leave_is_needed(asked, most, unused=unused),
        ],
        "hold": [
            lambda: rules.ensure_leads(dossier, official, *leads),
            lambda: rules.ensure_under_way(dossier, "hold"),
            lambda: _ensure(not held),
        ],
        "correct": [
            lambda: rules.ensure_keeps(dossier, official),
            lambda: rules.ensure_correctable(dossier),
        ],
        "reissue": [
            lambda: rules.ensure_leads(dossier, official, *leader),
            lambda: rules.ensure_has_result(dossier),
        ],
        "reopen": [
            lambda: rules.ensure_leads(dossier, official, *leader),
            lambda: rules.ensure_closed_by_the_office(dossier),
            lambda: rules.ensure_not_reopened(happened.after is not None),
        ],
    }
    return [name for name, rules_of in offered.items() if _allowed(rules_of)]


def corrections_in_words(
    dossier: Dossier, corrections: Sequence[Correction], language: str, areas: Mapping[str, str]
) -> list[ShownCorrection]:
    """What was put right, the latest last."""
    fields = correctable(dossier) if corrections else {}
    return [
        ShownCorrection(
            label=fields[each.field].label.in_language(language) if each.field in fields else each.field,
            before=procedures.shown(fields[each.field], each.before, language, areas) if each.field in fields else "",
            after=procedures.shown(fields[each.field], each.after, language, areas) if each.field in fields else "",
            at=each.at,
            by=each.by.full_name,
            reason=each.reason,
        )
        for each in corrections
    ]


def _allowed(rules_of: list[Callable[[], object]]) -> bool:
    try:
        for rule in rules_of:
            rule()
    except Refused:
        return False
    return True


def _ensure(true: bool) -> None:
    if not true:
        raise Refused("illegal_move")
