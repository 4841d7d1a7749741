"""Dossiers walked through the real actions, whose rows the bench copies: closed ones, and open ones at each desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.feedback.models import Report
from motcua.domain.matters.models import Matter
from motcua.domain.notices import actions as notices
from motcua.domain.notices.models import Email, Text
from motcua.domain.notices.states import WAITING
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Official
from motcua.kernel.reading import read_yaml
from motcua.sim.fates import FATES
from motcua.sim.filing import fill_in, filled, typed_for
from motcua.sim.papers import finish_papers
from motcua.sim.people import SIM, Applicant
from motcua.sim.running import begun
from motcua.sim.year import Year, live_a_year

SIZE_OF_A_MONTH = 24  # reports
TOLD_WITHOUT_A_PHOTO = ("dn-nuoc", "dn-mat-dien", "mt-tieng-on", "gt-qua-tai", "mt-nuoc-thai")  # none proves an answer
KINDS = 3  # walked dossiers at each stage, so that the copies are not all of one family
STAGES = 6  # of the shorter route: 0 just handed in … 5 handed over


@dataclass(frozen=True)
class Seeds:
    """The walked matters by where they stand, and the people of the commune they lie in."""

    closed: list[int]
    reports: list[int]
    at_reception: list[int]
    at_work: list[int]
    handed_over: int
    step: str
    draft: int
    drafter: int
    reception: int
    reception_agency: int
    specialist: int
    leader: int
    lead_agency: int
    route_id: int
    procedure: str
    typed: dict[str, list[str]]


def walked(pack: Path, *, size: int, until: datetime, seed: int) -> Seeds:
    """A small year of the whole province, then one commune's dossiers stopped at every stage."""
    script = read_yaml(pack / "demo.yaml")
    year = live_a_year(script, size=max(size, 4), until=until, seed=seed, told=lambda _filed: None)
    area, procedure = str(script["persona_area"]), str(next(iter(script["typed"])))
    stages: list[list[int]] = [[] for _ in range(STAGES)]
    for stage in range(STAGES):
        for kind in range(KINDS):
            stages[stage].append(
                _stopped_at(year, procedure, area, stage, until - timedelta(hours=20, minutes=7 * kind))
            )
    finish_papers(now=until)
    closed = list(Matter.objects.filter(closed_at__isnull=False).order_by("pk").values_list("pk", flat=True))
    _letters_arrive()
    matter = Matter.objects.get(pk=stages[1][0])
    draft, family = _filled_in(year, procedure, area, until - timedelta(hours=1))
    return Seeds(
        closed=closed,
        reports=_published(pack, year, until),
        at_reception=[*stages[0], *stages[4]],
        at_work=stages[1],
        handed_over=stages[5][0],
        step=queries.open_tasks(matter.pk)[0].step,
        draft=draft.pk,
        drafter=family.citizen.account_id,
        reception=_one(year, matter.one_stop_id, Duty.RECEPTION).account_id,
        reception_agency=matter.one_stop_id,
        specialist=_one(year, matter.lead_agency_id, Duty.SPECIALIST).account_id,
        leader=_one(year, matter.lead_agency_id, Duty.LEADER).account_id,
        lead_agency=matter.lead_agency_id,
        route_id=matter.route_id,
        procedure=procedure,
        typed=typed_for(script["typed"][procedure], family.words),
    )


def _stopped_at(year: Year, procedure: str, area: str, stage: int, filed_at: datetime) -> int:
    """A dossier taken that many steps along its hoped-for way; its matter."""
    year.until = filed_at  # nothing happens to it by itself
    matter = Matter.objects.get(pk=year.file(procedure, area, filed_at))
    child = str(Dossier.objects.get(pk=matter.pk).answers["child_birth_date"])
    for step in range(stage):
        task = queries.open_tasks(matter.pk)[0]
        choice = queries.choices(task)[0]
        entries = {
            str(entry["name"]): filled(str(year.script["entries"][entry["name"]]), _numbers(child, matter.pk))
            for entry in choice.entries
            if entry["name"] in year.script["entries"]
        }
        official = _one(year, task.agency_id or 0, task.duty)
        now = filed_at + timedelta(minutes=20 * (step + 1))
        if choice.move == "hand_over":
            actions.hand_over(matter.pk, by=official, now=now)
        else:
            actions.complete_task(task.pk, choice.outcome, by=official, now=now, said=Said(entries=entries))
    return matter.pk


def _published(pack: Path, year: Year, until: datetime) -> list[int]:
    """Reports that were answered, held for done and published: without files and accounts, which have no copies."""
    script = read_yaml(pack / "demo-reports.yaml")
    month = begun(script, year.script, year.staff, until=until, seed=SIZE_OF_A_MONTH)
    fate, moment = FATES["published"], until - timedelta(days=20)
    for number in range(SIZE_OF_A_MONTH):
        code = TOLD_WITHOUT_A_PHOTO[number % len(TOLD_WITHOUT_A_PHOTO)]
        month.send(month.reporters.story(code, fate, moment - timedelta(minutes=13 * number)), moment)
    month.run()
    if month.failed:
        raise RuntimeError(month.failed[0])
    bare = Report.objects.filter(visibility="public", sender__isnull=True, photos__isnull=True)
    return list(bare.filter(closed_at__isnull=False).order_by("pk").values_list("pk", flat=True))


def _letters_arrive() -> None:
    """Every e-mail and SMS left when it was written, and got there: a closed matter has none that waits."""
    for email in Email.objects.filter(state__in=WAITING).select_related("message").order_by("pk"):
        notices.email_sent(email.pk, by=SIM, now=email.message.created_at)
    for text in Text.objects.filter(state__in=WAITING).order_by("pk"):
        sent = notices.text_sent(text.pk, f"walked-{text.pk}", by=SIM, now=text.next_attempt_at)
        notices.text_reported(sent.reference or "", delivered=True, by=SIM, now=text.next_attempt_at)


def _numbers(child_birth: str, number: int) -> dict[str, str]:
    """What an official enters, as the placeholders of the pack's script name it."""
    return {
        "child_number": f"0703{child_birth[2:4]}{number:06d}",
        "number": str(number),
        "card": f"{number:09d}",
        "child_birth_iso": child_birth,
    }


def _filled_in(year: Year, procedure: str, area: str, moment: datetime) -> tuple[Any, Applicant]:
    """A draft with every page right and no paper given yet."""
    family = year.invention.family(area, localdate(moment) - timedelta(days=20), moment)
    draft = actions.start(procedure, by=family.citizen, now=moment)
    typed = typed_for(year.script["typed"][procedure], family.words)
    form = procedures.form_of(draft.procedure)
    return fill_in(draft, form, typed, by=family.citizen, now=moment), family


def _one(year: Year, agency_id: int, duty: str) -> Official:
    return year.staff.one(agency_id, duty, year.random)
