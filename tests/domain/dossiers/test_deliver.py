"""A form filled in without network: given once into a draft of its own, with the time it was written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, a_draft, typed_birth
from tests.build.envelopes import a_key, sealed
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
AGO = timedelta(days=3)


@pytest.fixture
def an() -> Citizen:
    return people.an()


def written(procedure: str = BIRTH, **changed: Any) -> dict[str, Any]:
    """Every page of the birth form, each with its own inputs, as a telephone keeps them."""
    typed = {name: values for name, values in typed_birth().items() if "." not in name}
    form = procedures.form_of(procedures.in_force(BIRTH, MONDAY.date()))
    pages = {
        page.id: {name: typed[name] for field in page.fields for name in field.inputs if name in typed}
        for page in form.pages
    }
    return {"procedure": procedure, "typed": pages, **changed}


def deliver(said: Any, by: Citizen, key: str = "", ago: timedelta = AGO) -> Draft:
    key = key or a_key()
    return actions.deliver(key, sealed(key, said), ago, by=by, now=MONDAY)


def test_it_is_one_draft_with_its_answers_and_the_time_it_was_written(an: Citizen) -> None:
    key = a_key()
    first = deliver(written(), an, key)
    assert deliver(written(), an, key) == first
    (draft,) = queries.drafts_of(an)
    assert (draft.written_at, draft.created_at, draft.procedure.code) == (MONDAY - AGO, MONDAY, BIRTH)
    form = procedures.form_of(draft.procedure)
    assert form.pruned(draft.answers) == form.pruned(a_draft(people.a_stranger(), files=False).answers)
    assert [page.id for page in queries.asked_pages(draft) if page.id not in draft.pages_done] == []


def test_it_can_be_handed_in_as_any_draft(an: Citizen) -> None:
    draft = deliver(written(), an)
    with refused("parts_missing"):
        actions.submit(draft.token, by=an, now=MONDAY)


def test_what_was_left_open_keeps_what_the_account_tells_and_asks_for_the_rest(an: Citizen) -> None:
    draft = deliver(written(typed={"be": {"child_name": ["Điểu Minh Khôi"]}, "khong-co": {"x": ["y"]}}), an)
    assert draft.answers["child_name"] == "Điểu Minh Khôi"
    assert "x" not in draft.answers
    assert draft.answers["requester_name"] == "Điểu Thị An"
    assert draft.pages_done == [], "nothing is done that was not asked in full"


def test_a_draft_that_is_there_already_stays_as_it_is(an: Citizen) -> None:
    before = a_draft(an)
    answers = dict(before.answers)
    delivered = deliver(written(), an)
    before.refresh_from_db()
    assert before.answers == answers
    assert {each.pk for each in queries.drafts_of(an)} == {before.pk, delivered.pk}


def test_what_one_person_had_nobody_else_gets(an: Citizen) -> None:
    key = a_key()
    deliver(written(), an, key)
    with pytest.raises(NotFound):
        deliver(written(), people.a_stranger(), key)
    with pytest.raises(NotFound):
        deliver(written(), an, "khong-phai-ten")


@pytest.mark.parametrize("said", [[], 5, "x"])
def test_what_is_no_form_is_not_opened(an: Citizen, said: object) -> None:
    with refused("envelope_broken"):
        deliver(said, an)
    assert not Draft.objects.exists()


def test_nonsense_in_it_harms_nobody(an: Citizen) -> None:
    draft = deliver(written(typed={"be": {"child_name": ["a\0b"], "y": "z"}, "me": 5}), an, ago=timedelta(days=9999))
    assert draft.written_at == MONDAY - timedelta(days=90), "no telephone's clock is believed further back"
    assert deliver(written(typed=7), an).pages_done == []


def test_what_was_closed_for_another_name_or_altered_is_not_opened(an: Citizen) -> None:
    with refused("envelope_broken"):
        actions.deliver(a_key(), sealed(a_key(), written()), AGO, by=an, now=MONDAY)


def test_a_procedure_that_has_ended_is_said_to_have_ended(an: Citizen) -> None:
    said = written()
    Procedure.objects.filter(code=BIRTH).update(valid_to=MONDAY.date() - timedelta(days=1))
    with refused("procedure_ended"):
        deliver(said, an)
    with refused("procedure_ended"):
        deliver({**said, "procedure": "khong-co"}, an)


def test_too_much_is_refused(an: Citizen) -> None:
    with refused("answers_too_long"):
        typed = {page: {name: ["a" * 20_000] for name in inputs} for page, inputs in written()["typed"].items()}
        deliver(written(typed=typed), an)


def test_what_is_written_lies_sealed(an: Citizen) -> None:
    deliver(written(), an)
    assert "Điểu Minh Khôi" not in str(list(Draft.objects.values_list("answers")))
