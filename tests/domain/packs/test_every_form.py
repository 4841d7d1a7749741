"""Every form of the pack can be filled in to its end, whichever way one answers, and never asks too much at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from motcua.domain.packs.rules.pack import ProcedureFile
from motcua.domain.procedures import rules as forms
from tests.domain.packs.citizens import SHIPPED, TODAY, walks

MOST_A_PAGE = 7

every_procedure = pytest.mark.parametrize("procedure", SHIPPED.procedures, ids=lambda each: each.code)


@every_procedure
def test_a_form_is_filled_in_to_its_end_whichever_option_is_taken(procedure: ProcedureFile) -> None:
    form = forms.Form.of(procedure.form)
    for citizen in walks(form):
        assert forms.check_all(form, citizen.answers, TODAY) == {}, citizen.chosen


@every_procedure
def test_no_page_asks_for_more_than_seven_things(procedure: ProcedureFile) -> None:
    form = forms.Form.of(procedure.form)
    for citizen in walks(form):
        for page in form.visible_pages(citizen.answers):
            assert len(form.visible_fields(page, citizen.answers)) <= MOST_A_PAGE, (page.id, citizen.chosen)


@every_procedure
def test_the_fee_is_told_for_every_channel_whatever_is_answered(procedure: ProcedureFile) -> None:
    form, body = forms.Form.of(procedure.form), procedure.body
    for citizen in walks(form):
        for channel in {fee["channel"] for fee in body["fees"]}:
            assert forms.fees_due(plain(body), citizen.answers, channel, TODAY), (channel, citizen.chosen)


def plain(body: Any) -> Any:
    """A file of the pack as the database gives it back: days as texts."""
    if isinstance(body, Mapping):
        return {str(key): plain(part) for key, part in body.items()}
    if isinstance(body, list):
        return [plain(part) for part in body]
    return body.isoformat() if isinstance(body, date) else body
