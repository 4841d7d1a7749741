"""The way in: the home page, and everything about a procedure before it is begun."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.notices import queries as notices
from motcua.domain.procedures import queries as procedures
from motcua.kernel.worktime import Limit, explain, limit_in_words
from motcua.web.portal.citizens import PortalRequest, citizen_of

SHOWN_AT_HOME = 3
MOST_SOUGHT = 6


def home(request: PortalRequest) -> HttpResponse:
    """The first page: search, the procedures people come for, and what is under way for who signed in."""
    citizen, today = citizen_of(request), localdate(request.now)
    return render(
        request,
        "portal/home.html",
        {
            "open_procedures": procedures.sought(today, MOST_SOUGHT),
            "drafts": list(dossiers.drafts_of(citizen)[:SHOWN_AT_HOME]) if citizen else [],
            "dossiers": list(dossiers.own_dossiers(citizen)[:SHOWN_AT_HOME]) if citizen else [],
            "unread": notices.unread(citizen.account_id) if citizen else 0,
        },
    )


def procedure(request: PortalRequest, code: str) -> HttpResponse:
    """One procedure: who, what is needed, how long, what it costs, on what law; and the button to begin."""
    today = localdate(request.now)
    found = procedures.in_force(code, today)
    terms = procedures.limit_terms(found)
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    explanation = explain(
        request.now,
        terms.limit,
        terms.calendar,
        policy=terms.policy,
        cutoff=terms.cutoff,
        language="en" if language == "en" else "vi",
    )
    citizen = citizen_of(request)
    draft = dossiers.drafts_of(citizen).filter(procedure=found).first() if citizen else None
    return render(
        request,
        "portal/procedure.html",
        {
            "procedure": found,
            "body": found.body,
            "limit": limit_in_words(Limit.parse(found.limit), "en" if language == "en" else "vi"),
            "explanation": explanation,
            "draft": draft,
            "instead": str(dossiers.instead_of_authority(found)),
            "also_national": procedures.has_national(code),
            "online": found.online in {"full", "part"} and bool(found.form),
        },
    )
