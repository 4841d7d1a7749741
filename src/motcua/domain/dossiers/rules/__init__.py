"""Who may do what with a dossier, and what it needs. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.domain.dossiers.models import (
    Apology,
    Dossier,
)
from motcua.domain.dossiers.rules.obligations import (
    Notice,
    Receipt,
)
from motcua.domain.dossiers.states import (
    State,
)
from motcua.domain.matters.states import (
    GROUNDED,
    HoldReason,
)
from motcua.domain.procedures.models import (
    Procedure,
)
from motcua.domain.procedures.rules import Part, Problem
from motcua.domain.procedures.rules.formats import broken
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound, Refused

SHORTEST_REASON = 10
MEGABYTE = 1024 * 1024
_ENDINGS = {"application/pdf": {"pdf"}, "image/jpeg": {"jpg", "jpeg"}, "image/png": {"png"}}


@dataclass(frozen=True)
class Said:
    """What an official says with an outcome: a reason, the list of what is missing, the fields of the step.

    `notice` goes with a payment that is asked for, `receipt` with one that is made; `at_once` that the dossier is
    accepted, settled and handed over while the person waits, so that no date is promised.
    """

    reason: str = ""
    items: Sequence[Mapping[str, str]] = ()
    entries: Mapping[str, object] = field(default_factory=dict)
    notice: Notice | None = None
    receipt: Receipt | None = None
    at_once: bool = False


def ensure_complete(problems: Mapping[str, Mapping[str, Problem]]) -> None:
    """Every page that is shown is filled in rightly."""
    wrong = [page for page, found in problems.items() if found]
    if wrong:
        raise Refused("answers_incomplete", pages=wrong)


def ensure_proved(move: str | None, by: Actor) -> None:
    """No official hands a result over by one press: who took it, what was owed and the signature are noted with it."""
    if move == "hand_over" and isinstance(by, Official):
        raise Refused("hand_over_unproved")


def in_force(procedure: Procedure, day: date) -> bool:
    """Whether this version of a procedure is the one that counts on a day."""
    return procedure.valid_from <= day and (procedure.valid_to is None or day <= procedure.valid_to)


def ensure_in_force(procedure: Procedure, day: date) -> None:
    """What is handed in follows the version that counts on that day, not the one it was begun with."""
    if not in_force(procedure, day):
        raise Refused("version_ended")


def ensure_parts(wanted: Sequence[Part], given: set[str]) -> None:
    """Every paper the procedure requires in this case is there."""
    missing = [part.code for part in wanted if part.required and part.code not in given]
    if missing:
        raise Refused("parts_missing", parts=missing)


def ensure_fits(part: Part, media_type: str, size: int) -> None:
    """A file is of a format and a size (bytes) that its paper allows."""
    if size > part.max_mb * MEGABYTE:
        raise Refused("file_too_large", megabytes=part.max_mb)
    if not _ENDINGS.get(media_type, set()) & set(part.formats):
        raise Refused("file_type_not_wanted", formats=", ".join(part.formats))


def ensure_applicants(dossier: Dossier, citizen: Citizen, *, agent: bool = False) -> None:
    """Somebody else's dossier does not exist, but for the agent who handed it in."""
    if dossier.applicant_id != citizen.account_id and not agent:
        raise NotFound("dossier")


def ensure_works_on(dossier: Dossier, official: Official) -> None:
    """Only the one-stop that received a dossier and the office that leads it touch a step that waits."""
    if official.agency_id not in {dossier.matter.one_stop_id, dossier.matter.lead_agency_id}:
        raise NotFound("task")


def ensure_waits_for_applicant(move: str | None) -> None:
    """In a waiting step the applicant does one thing: supply what was asked."""
    if move != "resume":
        raise NotFound("task")


def ensure_wait_is_over(
    dossier: Dossier, move: str | None, window_ends_on: date | None, today: date, official: Official
) -> None:
    """An office notes a payment when it is made; a wait it ends only by stopping, after the last day of the window."""
    ensure_works_on(dossier, official)
    if move == "paid":
        return
    if move != "stop" or window_ends_on is None or today <= window_ends_on:
        raise Refused("window_still_open", day=window_ends_on)


def ensure_reasoned(said: Said) -> None:
    """A refusal tells its reason in words the applicant can act on (NĐ 61/2018/NĐ-CP)."""
    ensure_reason(said.reason)


def ensure_reason(reason: str) -> None:
    """A decision about somebody's dossier has a reason in words."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reason_missing", least=SHORTEST_REASON)


def ensure_lists_everything(said: Said) -> None:
    """A supplement request names what is missing, each thing with a word on how to mend it."""
    if not said.items or not all(item.get("name", "").strip() for item in said.items):
        raise Refused("items_missing")


def ensure_one_supplement(asked_after_acceptance: int, most: int) -> None:
    """So many requests after acceptance as the procedure allows; one more needs a leader's leave."""
    if asked_after_acceptance >= most:
        raise Refused("supplement_asked_before", most=most)


def ensure_leave_is_needed(asked_after_acceptance: int, most: int, *, unused: bool) -> None:
    """A leader's leave is given where the procedure allows no further request, and one at a time."""
    if asked_after_acceptance < most:
        raise Refused("supplement_still_allowed")
    if unused:
        raise Refused("already_allowed")


UNDER_WAY = frozenset({State.ACCEPTED, State.IN_PROGRESS})
"""Received, no result yet, and nobody waited for."""
RECEIVED = frozenset(set(State) - {State.NEW, State.REJECTED, State.INCOMPLETE})
CLOSED_BY_THE_OFFICE = frozenset({State.STOPPED, State.HANDED_OVER})


def ensure_leads(dossier: Dossier, official: Official, *duties: str) -> None:
    """What decides about a whole dossier is done at the competent office, by somebody with one of these duties."""
    if official.agency_id != dossier.matter.lead_agency_id:
        raise Refused("other_agency")
    if not official.duties & set(duties):
        raise Refused("other_duty", duty=duties[0])


def ensure_under_way(dossier: Dossier, move: str) -> None:
    """The office works on the dossier now; `move` is what was wanted, for the refusal."""
    if dossier.state not in UNDER_WAY:
        raise Refused("illegal_move", move=move, state=str(dossier.state))


def ensure_grounded(reason: str, ground: str, proof: tuple[str, bytes] | None) -> HoldReason:
    """An official's hold has a reason of the closed list, a ground in words and a document that proves it."""
    if reason not in GROUNDED:
        raise Refused("hold_reason_unknown")
    ensure_reason(ground)
    if proof is None:
        raise Refused("proof_missing")
    return HoldReason(reason)


def ensure_no_apology_signed(signed_at: datetime | None) -> None:
    """A result is appointed anew at most once (NĐ 61/2018/NĐ-CP [K])."""
    if signed_at is not None:
        raise Refused("apologised_before", day=signed_at)


def ensure_new_date(new_due: datetime, due: datetime, now: datetime) -> None:
    """A new appointment lies after the old one and in the future."""
    if new_due <= max(due, now):
        raise Refused("new_date_not_later")


def ensure_apology_written(apology: Apology | None) -> Apology:
    """What a leader signs says who is at fault, why, and the new date."""
    if apology is None or apology.written_at is None:
        raise Refused("apology_not_written")
    return apology


CORRECTABLE = RECEIVED - {State.WITHDRAWN, State.STOPPED}
WITH_RESULT = frozenset({State.FINISHED, State.HANDED_OVER})


def ensure_keeps(dossier: Dossier, official: Official) -> None:
    """A clerical mistake is put right by the office that received the dossier or the one that leads it."""
    if official.agency_id not in {dossier.matter.one_stop_id, dossier.matter.lead_agency_id}:
        raise Refused("other_agency")
    if not official.duties & {"reception", "specialist", "leader"}:
        raise Refused("other_duty", duty="specialist")


def ensure_correctable(dossier: Dossier) -> None:
    """What was received and not given up may be corrected, even after the result."""
    if dossier.state not in CORRECTABLE:
        raise Refused("illegal_move", move="correct", state=str(dossier.state))


def ensure_corrects(before: object, after: object, *, wrong: bool) -> None:
    """The new value is one that the question takes, and another than the old."""
    if wrong or after in (None, ""):
        raise Refused("answer_wrong")
    if before == after:
        raise Refused("nothing_corrected")


def ensure_same_case(
    before: Mapping[str, object], after: Mapping[str, object], problems: Mapping[str, Mapping[str, Problem]]
) -> None:
    """A correction leaves every other question as it was asked, and the whole form without a contradiction."""
    if set(after) != set(before) or any(problems.values()):
        raise Refused("correction_changes_the_case")


def ensure_has_result(dossier: Dossier) -> None:
    """There is a result to replace."""
    if dossier.state not in WITH_RESULT:
        raise Refused("illegal_move", move="reissue", state=str(dossier.state))


def ensure_not_replaced(replaced: bool) -> None:
    """The latest result is the one that is replaced; each has one successor."""
    if replaced:
        raise Refused("replaced_before")


def ensure_closed_by_the_office(dossier: Dossier) -> None:
    """Only what an office stopped or handed over is taken up again; the applicant files anew what they gave up."""
    if dossier.state not in CLOSED_BY_THE_OFFICE:
        raise Refused("not_to_be_reopened", state=str(dossier.state))


def ensure_not_reopened(reopened: bool) -> None:
    """A closed dossier is taken up again once; its successor may be in turn."""
    if reopened:
        raise Refused("reopened_before")


def ensure_silence_means(outcome: str | None) -> str:
    """The route says what the silence of a consulted agency comes to."""
    if not outcome:
        raise Refused("silence_means_nothing")
    return outcome


def ensure_time_is_over(due_at: datetime | None, now: datetime) -> datetime:
    """An agency that was asked has the whole of its time."""
    if due_at is None or now <= due_at:
        raise Refused("agency_has_time_left", at=due_at)
    return due_at


def wanted_entries(body: Mapping[str, object], step: str, outcome: str) -> list[Mapping[str, object]]:
    """The fields an official fills in when completing this step with this outcome."""
    fields = body.get("officer_fields") or []
    return [
        wanted
        for wanted in fields  # type: ignore[attr-defined]  # the pack's check made sure it is a list
        if wanted["step"] == step and wanted.get("outcome", outcome) == outcome
    ]


def kept_entries(
    body: Mapping[str, object], step: str, outcome: str, entries: Mapping[str, object]
) -> dict[str, object]:
    """Of what was sent only the fields of this step and outcome: nothing else may reach a result paper."""
    names = {str(wanted["name"]) for wanted in wanted_entries(body, step, outcome)}
    return {name: value for name, value in entries.items() if name in names and value not in (None, "")}


def part_codes(body: Mapping[str, object]) -> set[str]:
    """The codes of every paper the procedure may ask for."""
    return {str(part["code"]) for part in body.get("parts") or []}  # type: ignore[attr-defined]  # checked in the pack


def items_kept(items: Iterable[Mapping[str, str]], known: Collection[str]) -> list[dict[str, str]]:
    """What a request keeps of its items: name, note, and the code where it is one of the procedure's own papers."""
    return [
        {
            "name": str(item["name"]),
            "note": str(item.get("note", "")),
            **({"code": str(item["code"])} if item.get("code") in known else {}),
        }
        for item in items
    ]


def entry_problems(
    body: Mapping[str, object], step: str, outcome: str, entries: Mapping[str, object], today: date
) -> dict[str, str]:
    """The fields of the step that are missing or not of their form: name → code of the problem."""
    problems = {}
    for wanted in wanted_entries(body, step, outcome):
        name, value = str(wanted["name"]), entries.get(str(wanted["name"]))
        if value in (None, ""):
            if wanted.get("required", True):
                problems[name] = "missing"
        elif broken(wanted.get("schema") or {}, value, today):  # type: ignore[arg-type]  # checked in the pack
            problems[name] = "malformed"
    return problems


def ensure_entries(
    body: Mapping[str, object], step: str, outcome: str, entries: Mapping[str, object], today: date
) -> None:
    """The step's own fields are filled in."""
    problems = entry_problems(body, step, outcome, entries, today)
    if problems:
        raise Refused("entries_missing", fields=problems)
