"""Forms filled in without network: closed on the telephone, and given once into a draft of whoever signs in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.drafting import MOST_ANSWERS
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures import rules as forms
from motcua.kernel import envelopes
from motcua.kernel.actors import Citizen
from motcua.kernel.codes import new_lookup_token
from motcua.kernel.errors import NotFound, Refused

LONGEST_AGO = timedelta(days=90)
MOST_INPUTS = 50
"""Values of one input; a page has none with more."""
Typed = dict[str, dict[str, list[str]]]
"""What was typed: by page, by the name of the input."""


@atomic
def deliver(client_key: str, sealed: bytes, ago: timedelta, *, by: Citizen, now: datetime) -> Draft:
    """A draft of its own with what was written so long `ago`; delivered again, it is the same draft.

    A draft that the person has for this procedure already stays as it is: which of the two is right, they know.

    Raises:
        NotFound: that is no name of an envelope, or somebody else had it.
        Refused: `envelope_broken`, `procedure_ended`, `answers_too_long`.
    """
    key = envelopes.ensure_named(client_key)
    account = Account.objects.select_for_update().get(pk=by.account_id)  # two taps make one draft
    there = Draft.objects.select_related("procedure").filter(client_key=key).order_by("pk").first()
    if there is not None:
        if there.account_id != by.account_id:
            raise NotFound("envelope")
        return there
    code, typed = _inside(envelopes.opened(sealed, key))
    try:
        procedure = procedures.in_force(code, localdate(now))
        form = procedures.form_of(procedure)
    except NotFound as gone:
        raise Refused("procedure_ended") from gone
    draft = Draft(
        account=account,
        procedure=procedure,
        token=new_lookup_token(),
        client_key=key,
        written_at=now - min(max(ago, timedelta(0)), LONGEST_AGO),
        created_at=now,
        updated_at=now,
    )
    answers = forms.prefilled(form, queries.facts_of(account))
    for page in form.pages:
        if forms.group_of(page) is None:
            answers |= forms.read(page, typed.get(page.id, {}))
    if len(json.dumps(answers, ensure_ascii=False)) > MOST_ANSWERS:
        raise Refused("answers_too_long")
    draft.answers = answers
    draft.pages_done = [
        page.id
        for page in form.visible_pages(answers)
        if page.id in typed and not forms.check(form, page, answers, localdate(now))
    ]
    draft.save()
    return draft


def _inside(said: Mapping[str, Any]) -> tuple[str, Typed]:
    """The procedure, and what was typed, as far as it has the form that a page sends."""
    pages = said.get("typed")
    typed: Typed = {}
    for page, inputs in pages.items() if isinstance(pages, Mapping) else ():
        if isinstance(inputs, Mapping):
            typed[str(page)] = {
                str(name): [str(value).replace("\0", "") for value in values[:MOST_INPUTS]]
                for name, values in inputs.items()
                if isinstance(values, list)
            }
    return str(said.get("procedure", ""))[:60].replace("\0", ""), typed
