"""A morning at the counter: people without an account, each received for what they came for, with any form."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.accounts.actions import Person
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Brought, HandedIn, Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import officer_fields
from motcua.kernel.actors import Official
from tests.build import counter
from tests.build.dossiers import Commune, open_task
from tests.build.forms import typed_by_the_form
from tests.build.people import DAK_NHAU

NAMES = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


def somebody(number: int) -> Person:
    """The citizen with this place in the line, from 1."""
    return Person(
        full_name=f"Trần Văn {NAMES[number - 1]}",
        identity_number=f"0700850020{number:02}",
        birth_date="1985-02-20",
        phone=f"09771234{number:02}",
        residence="thôn 3, xã Đak Nhau",
    )


def received(
    procedure: str, person: Person, by: Official, *, now: datetime, typed: dict[str, list[str]] | None = None
) -> Dossier:
    """Somebody received at the counter with the form filled in page by page and every paper that must be there."""
    facts = counter.facts_of(person)
    typed = typed or typed_by_the_form(procedure, DAK_NHAU, facts, result_method="one_stop")
    sheet = actions.open_sheet(procedure, by=by, now=now)
    sheet = actions.keep_sheet(sheet.draft.token, facts, by=by, now=now)
    form, done = procedures.form_of(sheet.draft.procedure, sheet.draft.channel), set[str]()
    draft = sheet.draft
    while page := next((page for page in form.visible_pages(draft.answers) if page.id not in done), None):
        saved = actions.keep_sheet_page(draft.token, page.id, typed, by=by, now=now)
        assert not saved.problems, (page.id, saved.problems)
        draft = saved.draft
        done.add(page.id)
    brought = [Brought(part.code, originals=1) for part in queries.parts_of_draft(draft) if part.required]
    return actions.receive(draft.token, HandedIn(person, brought), by=by, now=now)


def settled(dossier: Dossier, commune: Commune, *, now: datetime, **entered: object) -> Dossier:
    """Proposed, signed and issued by the officials of the commune; `entered` are what the officer enters."""
    officials = (commune.registrar, commune.leader, commune.clerk)
    for somebody_at_work, outcome in zip(officials, ("propose", "approve", "issued"), strict=True):
        task = open_task(dossier)
        asked = {field.name for field in officer_fields(dossier.procedure.body, task.step, outcome)}
        said = Said(entries={name: text for name, text in entered.items() if name in asked})
        dossier = actions.complete_task(task.pk, outcome, by=somebody_at_work.official, now=now, said=said)
    return dossier
