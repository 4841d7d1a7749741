"""Which steps of a dossier are signed with keys: the leader's before the result, the clerk's that gives it out.

An agency without a key, a leader without one and a paper that is not `signed` in the pack keep ink and stamp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.contents import common_content
from motcua.domain.dossiers.queries.results import result_content
from motcua.domain.dossiers.queries.tasks import Choice, choices
from motcua.domain.dossiers.states import WORKFLOW
from motcua.domain.matters.models import Task
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Unsealed
from motcua.domain.procedures.models import without_large
from motcua.domain.routes import queries as routes
from motcua.domain.signatures import queries as signatures
from motcua.kernel.actors import Official

Result = Mapping[str, Any]
Chosen = tuple[int, str]


@dataclass(frozen=True)
class Signing:
    """Of some choices, as (task, outcome), those that the reader's own key signs, and those that their agency's seals.

    `keyless`: the agency signs with keys, and the reader has none: what would be theirs to sign is signed by hand.
    """

    own: frozenset[Chosen] = frozenset()
    agency: frozenset[Chosen] = frozenset()
    keyless: frozenset[Chosen] = frozenset()


NOTHING_TO_SIGN = Signing()


def results_signed_by(task: Task, outcome: str) -> list[Result]:
    """The results that a leader signs by this outcome: what the clerk's step that comes next gives out."""
    route = routes.playable(task.matter.route)
    chosen = route[task.step].outcome(outcome)
    if task.duty != Duty.LEADER or chosen is None or chosen.move is not None:
        return []
    return [
        result
        for result in _results(task)
        if result["step"] in chosen.to
        and route[result["step"]].duty == Duty.CLERK
        and route[result["step"]].desk == route[task.step].desk
        and _issuer_id(task, result) == task.agency_id
    ]


def results_sealed_by(task: Task, outcome: str) -> list[Result]:
    """The results that a clerk gives out by this outcome."""
    return [
        result
        for result in _results(task)
        if task.duty == Duty.CLERK
        and result["step"] == task.step
        and result["outcome"] == outcome
        and _issuer_id(task, result) == task.agency_id
    ]


def signing_of(found: Sequence[Choice], official: Official, today: date) -> Signing:
    """What of these the reader could sign or seal with a key: three queries at most, however many there are."""
    here = {_chosen(each): each.task for each in found if each.task.agency_id == official.agency_id}
    signs = {chosen: _templates(results_signed_by(task, chosen[1])) for chosen, task in here.items()}
    seals = {chosen: _templates(results_sealed_by(task, chosen[1])) for chosen, task in here.items()}
    asked = {code for codes in (*signs.values(), *seals.values()) for code in codes}
    if not asked:
        return NOTHING_TO_SIGN
    person, agency = signatures.who_can_sign(official.account_id, official.agency_id)
    if not agency:
        return NOTHING_TO_SIGN
    signed = papers.signable(asked, today)
    waiting = papers.unsealed_among({here[chosen].matter_id for chosen, codes in seals.items() if codes})
    kept = {(each.matter_id, each.template.code) for each in waiting if each.agency_id == official.agency_id}
    to_sign = frozenset(chosen for chosen, codes in signs.items() if codes & signed)
    to_seal = frozenset(
        chosen for chosen, codes in seals.items() if any((here[chosen].matter_id, code) in kept for code in codes)
    )
    return Signing(to_sign if person else frozenset(), to_seal, frozenset() if person else to_sign)


def choices_of(chosen: Mapping[int, str], official: Official) -> list[Choice]:
    """These outcomes of tasks that are open at the reader's agency, one query for all."""
    tasks = (
        Task.objects.filter(pk__in=list(chosen), closed_at__isnull=True, agency_id=official.agency_id)
        .filter(matter__dossier__isnull=False)
        .select_related("matter__route", "matter__dossier__procedure")
        .defer("matter__route__body", *without_large("matter__dossier__procedure"))
        .order_by("pk")
    )
    return [each for task in tasks for each in choices(task) if each.outcome == chosen[task.pk]]


def still_signed(dossier: Dossier, result: Result, agency_id: int | None) -> Unsealed | None:
    """What a leader of this agency has signed of this result and nobody has sealed.

    Nothing once they had the step once more, or an heir goes on with the dossier: its seal is under its own papers.
    """
    unsealed = papers.unsealed_of(dossier.pk, result["template"])
    if unsealed is None or unsealed.agency_id != agency_id:
        return None
    step = Task.objects.filter(pk=unsealed.task_id).values("step")
    again = Task.objects.filter(matter_id=dossier.pk, step__in=step, pk__gt=unsealed.task_id)
    return None if again.exists() else unsealed


def never_to_seal(signed_before: datetime, most: int) -> list[Unsealed]:
    """What leaders signed before that and nobody has to seal any more, held; the oldest first.

    For the job that erases it: sealed since, of a dossier that is over, or void because its step was done once more.
    """
    step = Task.objects.filter(pk=OuterRef(OuterRef("task_id"))).order_by().values("step")
    again = Task.objects.filter(
        matter_id=OuterRef("matter_id"), step=Subquery(step), pk__gt=OuterRef("task_id")
    ).order_by()
    over = Dossier.objects.filter(pk=OuterRef("matter_id"), state__in=WORKFLOW.final).order_by()
    return list(
        Unsealed.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(Q(paper__isnull=False) | Exists(over) | Exists(again), signed_at__lt=signed_before)
        .select_related("agency")
        .only("stored_name", "agency__code")
        .order_by("signed_at", "pk")[:most]
    )


def says_the_same(dossier: Dossier, result: Result, unsealed: Unsealed) -> bool:
    """Whether what was signed is what the dossier says still: a mistake may have been put right since."""
    now_said = {**result_content(dossier, result, unsealed.signed_at), "signer": None}
    return {**{name: unsealed.content.get(name) for name in now_said}, "signer": None} == now_said


def preview_of(choice: Choice, official: Official, now: datetime) -> list[bytes]:
    """What a choice of the reader's signs, as it would be signed now; or what it seals, as the leader signed it."""
    task = choice.task
    dossier = task.matter.dossier
    sealed = (still_signed(dossier, result, task.agency_id) for result in results_sealed_by(task, choice.outcome))
    signed = [papers.signed_file(each) for each in sealed if each is not None]
    if signed or task.agency is None:
        return signed
    results = results_signed_by(task, choice.outcome)
    open_to_keys = papers.signable({str(result["template"]) for result in results}, localdate(now))
    wanted = [result for result in results if result["template"] in open_to_keys]
    contents = [_content(dossier, result, task.agency, official, now) for result in wanted]
    return [
        papers.to_sign(result["template"], content, task.agency.pk, at=now)[0]
        for result, content in zip(wanted, contents, strict=True)
    ]


def _content(dossier: Dossier, result: Result, agency: Agency, official: Official, now: datetime) -> dict[str, object]:
    """The result as it would be signed; by whom, is not in the dossier yet."""
    common = common_content(dossier, official, now, agency)
    return {**common, **result_content(dossier, result, now), "signer": common["signer"]}


def _chosen(choice: Choice) -> Chosen:
    return choice.task.pk, choice.outcome


def _results(task: Task) -> list[Result]:
    return task.matter.dossier.procedure.body.get("results") or []


def _issuer_id(task: Task, result: Result) -> int | None:
    return task.matter.lead_agency_id if result.get("agency_desk") == "competent" else task.agency_id


def _templates(results: Sequence[Result]) -> set[str]:
    return {str(result["template"]) for result in results}
