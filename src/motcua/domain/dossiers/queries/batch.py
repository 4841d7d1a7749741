"""What an official can decide in one go: steps whose hoped-for outcome asks for nothing to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from motcua.domain.dossiers.models import Attachment
from motcua.domain.dossiers.queries.drafts import area_names
from motcua.domain.dossiers.queries.tasks import Choice, choices
from motcua.domain.matters.models import Task
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.models import without_large


@dataclass(frozen=True)
class Decidable:
    """A task with the outcome that one press makes, and what is to be looked at before."""

    choice: Choice
    answers: Any
    findings: list[tuple[str, str]]
    files: list[Attachment]


def decidable(tasks: Sequence[Task], today: date, language: Literal["vi", "en"]) -> list[Decidable]:
    """Of these tasks of the reader's those that can be decided at one press: three queries however many there are."""
    found = {
        task.pk: task
        for task in Task.objects.filter(
            pk__in=[task.pk for task in tasks], closed_at__isnull=True, matter__dossier__isnull=False
        )
        .select_related("matter__route", "matter__dossier__procedure")
        .defer("matter__route__body", *without_large("matter__dossier__procedure"))
        .order_by("pk")
    }
    first = [choices(found[task.pk])[:1] for task in tasks if task.pk in found]
    ready = [
        choice
        for hoped in first
        for choice in hoped
        if not (choice.needs_reason or choice.needs_items or choice.entries) and choice.task.agency_id is not None
    ]
    dossiers = [choice.task.matter.dossier for choice in ready]
    named = {f"{dossier.pk}-{name}": value for dossier in dossiers for name, value in dossier.answers.items()}
    areas = area_names(named, today, language)
    files: dict[int, list[Attachment]] = {}
    attached = Attachment.objects.filter(dossier__in=[dossier.pk for dossier in dossiers], removed_at__isnull=True)
    for each in attached.select_related("file").order_by("pk"):
        files.setdefault(each.dossier_id or 0, []).append(each)
    return [
        Decidable(
            choice,
            procedures.read_back(
                procedures.form_of(dossier.procedure, dossier.channel), dossier.answers, language, areas
            ),
            _findings(dossier, language),
            files.get(dossier.pk, []),
        )
        for choice, dossier in zip(ready, dossiers, strict=True)
    ]


def _findings(dossier: Any, language: str) -> list[tuple[str, str]]:
    """What officials have entered so far, by the label of its field."""
    labels = {
        str(field["name"]): str(field["label"].get(language) or field["label"].get("vi"))
        for field in dossier.procedure.body.get("officer_fields") or []
    }
    return [(labels.get(name, name), str(value)) for name, value in dossier.findings.items()]
