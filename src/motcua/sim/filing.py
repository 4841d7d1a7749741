"""What people type, attach and enter: told by the pack's script, or made up for the form at hand."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.dossiers.states import Channel
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Citizen
from motcua.sim.inventing import Pen, typed_from
from motcua.sim.people import Applicant, Invention

# The smallest PDF that is one: a page of a scan would only make the demonstration heavier.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==")
"""One white dot, as a PNG: for papers that are to be a picture."""
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Writer:
    """Types and enters for invented people: what the script tells, else what fits the field."""

    script: Mapping[str, Any]
    invention: Invention

    def typed(self, form: procedures.Form, procedure: str, applicant: Applicant, area: str, now: datetime) -> Typed:
        """What the applicant types into every input of the form."""
        if procedure in self.script["typed"]:
            return typed_for(self.script["typed"][procedure], applicant.words)
        return typed_from(form, self._pen(applicant, area, now).fill(form))

    def entries(self, applicant: Applicant, chosen: queries.Choice, now: datetime) -> dict[str, object]:
        """What an official enters with an outcome."""
        body, task, entered = chosen.task.matter.dossier.procedure.body, chosen.task, dict[str, object]()
        pen = self._pen(applicant, "", now)
        for asked in procedures.officer_fields(body, task.step, chosen.outcome):
            told = self.script["entries"].get(asked.name)
            try:
                entered[asked.name] = pen.entry(asked) if told is None else filled(str(told), applicant.words)
            except KeyError:  # the script speaks of somebody this dossier is not about
                entered[asked.name] = pen.entry(asked)
        return entered

    def missing(self, chosen: queries.Choice) -> list[dict[str, str]]:
        """What an official finds missing: the first paper, or something else where the dossier has none."""
        dossier = chosen.task.matter.dossier
        parts = procedures.parts_wanted(dossier.procedure.body, dossier.answers)
        note = str(self.script["item_note"])
        if parts:
            return [{"code": parts[0].code, "name": parts[0].name.vi, "note": note}]
        return [{"code": "", "name": str(self.script["item_else"]), "note": note}]

    def channel(self) -> Channel:
        """How a dossier comes in."""
        ways = self.script["channels"]
        return Channel(self.invention.random.choices(list(ways), list(ways.values()))[0])

    def _pen(self, applicant: Applicant, area: str, now: datetime) -> Pen:
        today, random = localdate(now), self.invention.random
        return Pen(
            random=random,
            today=today,
            area=area,
            hamlets=self.script["hamlets"],
            facts=applicant.facts,
            lines=self.script["invented"],
            name=lambda male: self.invention.name(male=random.random() < 0.5 if male is None else male),
            number=lambda born, male: self.invention.number(born, male=male),
        )


def scan_of(part: procedures.Part) -> tuple[str, bytes]:
    """A file for a paper, with its name, in a format that the paper may have."""
    return (f"{part.code}.pdf", SCAN) if "pdf" in part.formats else (f"{part.code}.png", PICTURE)


def fill_in(draft: Draft, form: procedures.Form, typed: Typed, *, by: Citizen, now: datetime) -> Draft:
    """The draft with every page that is asked filled in.

    Raises:
        ValueError: what was typed is not right: the script, or what was made up, does not fit the form.
    """
    done: set[str] = set()
    while (page := next((p for p in form.visible_pages(draft.answers) if p.id not in done), None)) is not None:
        saved = actions.save_page(draft.token, page.id, typed, by=by, now=now)
        if saved.problems:
            raise ValueError(f"{form.code}, {page.id}: {saved.problems}")
        draft = saved.draft
        done.add(page.id)
    return draft


def filled(text: str, words: Mapping[str, str]) -> str:
    """A line of the script with its placeholders filled in."""
    return text.format_map(words)


def typed_for(script: Mapping[str, str], words: Mapping[str, str]) -> dict[str, list[str]]:
    """What a person types into every input; a date written in one piece goes into three boxes."""
    typed: dict[str, list[str]] = {}
    for name, text in script.items():
        value = filled(str(text), words)
        typed[name] = [value]
        parts = value.split("/")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            typed |= {f"{name}-{box}": [part] for box, part in zip(("day", "month", "year"), parts, strict=True)}
    return typed
