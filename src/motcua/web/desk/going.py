"""Where the page of a matter is: a dossier, a report and a petition have pages of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.domain.matters.states import Kind


def is_report(matter: Any) -> bool:
    """Whether it is what a citizen reported."""
    return bool(matter.kind == Kind.REPORT)


def is_petition(matter: Any) -> bool:
    """Whether it is what a voter asked of the council."""
    return bool(matter.kind == Kind.PETITION)


def address_of(matter: Any) -> str:
    """The address of its page at the desk."""
    if is_petition(matter):
        return reverse("desk:petition", kwargs={"petition_id": matter.pk})
    if is_report(matter):
        return reverse("desk:report", kwargs={"report_id": matter.pk})
    return reverse("desk:dossier", kwargs={"dossier_id": matter.pk})


def to(matter: Any) -> HttpResponse:
    """Go there."""
    return redirect(address_of(matter))
