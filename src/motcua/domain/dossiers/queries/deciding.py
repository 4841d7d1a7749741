"""What an office decides about a whole dossier: whom it may name, what it may correct, what form 04 says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localtime

from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Apology, Dossier
from motcua.domain.matters.models import Task
from motcua.domain.papers.models import Paper
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Field
from motcua.kernel.errors import NotFound

NOT_CLERICAL = {"result_method"}
"""Answers that decide what is done; changing them is a choice, not a slip of the pen."""


def parties(dossier: Dossier) -> list[Agency]:
    """Every agency that has a part in the dossier: whoever leads, receives, or has or had a step."""
    matter = dossier.matter
    at_work = Task.objects.filter(matter_id=dossier.pk, agency__isnull=False).values("agency_id")
    ids = {matter.lead_agency_id, matter.one_stop_id}
    return list(Agency.objects.filter(pk__in=ids).union(Agency.objects.filter(pk__in=at_work)).order_by("id"))


def agency_in(dossier: Dossier, agency_id: int) -> Agency:
    """One of them; any other has no part in it."""
    found = next((agency for agency in parties(dossier) if agency.pk == agency_id), None)
    if found is None:
        raise NotFound("agency")
    return found


def apology_content(dossier: Dossier, apology: Apology) -> dict[str, object]:
    """Form 04: when it was promised, who is at fault and why, and what is promised now (TT 01/2018/TT-VPCP)."""
    matter = dossier.matter
    return {
        "received_at": localtime(matter.received_at).isoformat() if matter.received_at else "",
        "due_at": localtime(matter.due_at).isoformat() if matter.due_at else "",
        "new_due_at": localtime(apology.new_due_at).isoformat() if apology.new_due_at else "",
        "at_fault": apology.at_fault.name if apology.at_fault else "",
        "reason": apology.reason,
    }


def correctable(dossier: Dossier) -> dict[str, Field]:
    """The answers and officials' entries in which a clerical mistake may be put right, by name.

    Not the place of the event, which decides about the office.
    """
    form = procedures.form_of(dossier.procedure, dossier.channel)
    kept = form.pruned(dossier.answers)
    fixed = NOT_CLERICAL | {form.event_field.name}
    found = {name: field for name, field in form.fields.items() if name in kept and name not in fixed}
    body = dossier.procedure.body
    for written in body.get("officer_fields") or []:
        if written["name"] in dossier.findings:
            for field in procedures.officer_fields(
                {"officer_fields": [written]}, written["step"], written.get("outcome") or ""
            ):
                found[field.name] = field
    return found


def result_of_paper(dossier: Dossier, paper: Paper) -> Mapping[str, Any] | None:
    """What the procedure says of the result that this paper is."""
    results = dossier.procedure.body.get("results") or []
    return next((result for result in results if result["template"] == paper.template.code), None)
