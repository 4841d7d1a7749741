"""Calls about what lies under seal, known by it from the moment it went there: the job that wipes them runs later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.feedback.states import State
from motcua.domain.hotline import rules
from motcua.domain.hotline.models import Call, CallMatter


def about_sealed(call: str = "pk") -> Q:
    """Rows whose call was about a report that lies under seal now; `call` is the column that names the call."""
    filed = CallMatter.objects.filter(call=OuterRef(call), matter__report__state=State.SEALED)
    asked = Call.objects.filter(pk=OuterRef(call), pin_matter__report__state=State.SEALED)
    return Q(Exists(filed)) | Q(Exists(asked))


def calls() -> QuerySet[Call]:
    """Calls that know whether they are about what lies under seal, for `as_shown`."""
    return Call.objects.annotate(under_seal=about_sealed())


def as_shown(found: Iterable[Any]) -> list[Call]:
    """These of `calls` as anybody may see them: of what lies under seal, when it was and how long it took."""
    shown = list(found)
    for each in shown:
        if each.under_seal:
            rules.name_nobody(each)
    return shown
