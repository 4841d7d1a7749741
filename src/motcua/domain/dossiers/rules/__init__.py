"""Who may do what with a dossier, and what it needs. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures.models import Procedure
from motcua.domain.procedures.rules import Part, Problem
from motcua.domain.procedures.rules.formats import broken
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound, Refused

SHORTEST_REASON = 10
MEGABYTE = 1024 * 1024
_ENDINGS = {"application/pdf": {"pdf"}, "image/jpeg": {"jpg", "jpeg"}, "image/png": {"png"}}


@dataclass(frozen=True)
class Said:
    """What an official says with an outcome: a reason, the list of what is missing, the fields of the step."""

    reason: str = ""
    items: Sequence[Mapping[str, str]] = ()
    entries: Mapping[str, object] = field(default_factory=dict)


def ensure_complete(problems: Mapping[str, Mapping[str, Problem]]) -> None:
    """Every page that is shown is filled in rightly."""
    wrong = [page for page, found in problems.items() if found]
    if wrong:
        raise Refused("answers_incomplete", pages=wrong)


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


def ensure_applicants(dossier: Dossier, citizen: Citizen) -> None:
    """Somebody else's dossier does not exist."""
    if dossier.applicant_id != citizen.account_id:
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
    """An office notes a payment when it is made; a wait for papers it ends only by stopping, after the window."""
    ensure_works_on(dossier, official)
    if move == "paid":
        return
    if move != "stop" or window_ends_on is None or today <= window_ends_on:
        raise Refused("window_still_open", day=window_ends_on)


def ensure_reasoned(said: Said) -> None:
    """A refusal tells its reason in words the applicant can act on (NĐ 61/2018/NĐ-CP)."""
    if len(said.reason.strip()) < SHORTEST_REASON:
        raise Refused("reason_missing", least=SHORTEST_REASON)


def ensure_lists_everything(said: Said) -> None:
    """A supplement request names what is missing, each thing with a word on how to mend it."""
    if not said.items or not all(item.get("name", "").strip() for item in said.items):
        raise Refused("items_missing")


def ensure_one_supplement(asked_after_acceptance: int, most: int) -> None:
    """One request after acceptance; a second one is for the leader (a later rule of the office)."""
    if asked_after_acceptance >= most:
        raise Refused("supplement_asked_before", most=most)


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
