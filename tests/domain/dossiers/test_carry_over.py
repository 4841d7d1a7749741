"""A version of the procedure ends while a draft is open: the person sees what changed and keeps the answers."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound
from tests.build import people, trial
from tests.build.dossiers import MONDAY
from tests.build.refusals import refused
from tests.build.trial import HOUSEHOLD, a_household, typed_household, typed_member, words

pytestmark = pytest.mark.django_db
NEXT_WEEK = MONDAY + timedelta(days=7)
NEW_SINCE = date(2024, 10, 20)
OLD_FEE = {"channel": "online", "amount": 10_000, "per": "dossier", "valid_from": "2023-01-01"}


def new_form() -> dict[str, Any]:
    """The members are asked for as before; the head's name is gone, and a reason is new."""
    form = deepcopy(trial.FORM)
    form["version"], form["subject"] = 2, ["reason"]
    del form["schema"]["properties"]["head_name"]
    form["schema"]["properties"]["reason"] = {"type": "string"}
    form["pages"][0]["fields"][1] = {"name": "reason", "component": "text", "label": words("Lý do", "Reason")}
    return form


def new_version(**changes: Any) -> Procedure:
    return trial.publish(new_form(), valid_from=NEW_SINCE, **changes)


@pytest.fixture
def an() -> Citizen:
    trial.publish(fees=[OLD_FEE])
    return people.an()


def test_while_its_version_counts_nothing_is_different(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    assert queries.change_of(draft, MONDAY.date()) is None
    assert actions.carry_over(draft.token, by=an, now=MONDAY).procedure_id == draft.procedure_id


def test_the_difference_names_questions_papers_fee_and_limit(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    part = {"code": "giay-to", "name": words("Giấy xác nhận", "Confirmation"), "originals": 1, "copies": 0}
    fee = {**OLD_FEE, "amount": 25_000}
    version = new_version(parts=[part], fees=[fee], limit="2 working_days")
    change = queries.change_of(queries.draft_of(an, draft.token), NEXT_WEEK.date())
    assert change is not None
    assert change.version == version
    what = change.difference
    assert what is not None
    assert [str(each) for each in what.questions_new] == ["Lý do"]
    assert [str(each) for each in what.questions_gone] == ["Họ tên chủ hộ"]
    assert [str(each) for each in what.parts_new] == ["Giấy xác nhận"]
    assert what.parts_gone == ()
    assert what.fee == (10_000, 25_000)
    assert what.limit == ("same_day", "2 working_days")


def test_a_version_that_changes_nothing_for_this_person_says_so(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    trial.publish(trial.FORM, valid_from=NEW_SINCE, fees=[OLD_FEE])
    change = queries.change_of(queries.draft_of(an, draft.token), NEXT_WEEK.date())
    assert change is not None
    assert not change.difference


def test_answers_that_still_have_their_question_are_kept(an: Citizen) -> None:
    draft = a_household(an, typed_member(), typed_member("Điểu Văn Sơn"))
    version = new_version()
    carried = actions.carry_over(draft.token, by=an, now=NEXT_WEEK)
    assert carried.procedure_id == version.pk
    kept = queries.draft_of(an, draft.token)
    assert [entry["name"] for entry in kept.answers["members"]] == ["Điểu Thị Hoa", "Điểu Văn Sơn"]  # type: ignore[attr-defined]
    assert kept.answers["many"] == "yes"
    assert "head_name" not in kept.answers
    assert kept.pages_done == ["thanh-vien", "ket-qua"]


def test_an_answer_to_another_kind_of_question_is_not_kept(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    form = deepcopy(trial.FORM)
    form["schema"]["properties"]["head_name"] = {"type": "string", "format": "date"}
    form["pages"][0]["fields"][1]["component"] = "date"
    form["subject"] = []
    trial.publish(form, valid_from=NEW_SINCE)
    assert "head_name" not in actions.carry_over(draft.token, by=an, now=NEXT_WEEK).answers


def test_what_the_account_knows_fills_a_new_question(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    form = new_form()
    form["pages"][0]["fields"][1]["prefill"] = "account.full_name"
    trial.publish(form, valid_from=NEW_SINCE)
    assert actions.carry_over(draft.token, by=an, now=NEXT_WEEK).answers["reason"] == "Điểu Thị An"


def test_carrying_over_twice_changes_nothing_more(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    new_version()
    first = actions.carry_over(draft.token, by=an, now=NEXT_WEEK)
    second = actions.carry_over(draft.token, by=an, now=NEXT_WEEK + timedelta(hours=1))
    assert (second.answers, second.updated_at) == (first.answers, first.updated_at)


def test_a_draft_of_a_version_that_ended_is_not_handed_in(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    new_version()
    with refused("version_ended"):
        actions.submit(draft.token, by=an, now=NEXT_WEEK)
    actions.carry_over(draft.token, by=an, now=NEXT_WEEK)
    saved = actions.save_page(draft.token, "chu-ho", typed_household(reason="Vay vốn"), by=an, now=NEXT_WEEK)
    assert not saved.problems
    assert actions.submit(draft.token, by=an, now=NEXT_WEEK).answers["reason"] == "Vay vốn"


def test_beginning_again_finds_the_draft_of_the_version_before(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    new_version()
    assert actions.start(HOUSEHOLD, by=an, now=NEXT_WEEK).pk == draft.pk
    assert Draft.objects.count() == 1


def test_a_page_typed_before_one_knew_is_kept_with_the_old_version(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    new_version()
    actions.save_page(draft.token, "chu-ho", typed_household(many="no"), by=an, now=NEXT_WEEK)
    assert actions.carry_over(draft.token, by=an, now=NEXT_WEEK).answers["many"] == "no"


def test_a_procedure_that_ended_altogether_is_told_of_and_the_draft_stays(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    Procedure.objects.filter(code=HOUSEHOLD).update(valid_to=NEW_SINCE)
    change = queries.change_of(queries.draft_of(an, draft.token), NEXT_WEEK.date())
    assert change == queries.Change(None, None)
    with refused("procedure_ended"):
        actions.carry_over(draft.token, by=an, now=NEXT_WEEK)
    assert queries.draft_of(an, draft.token).answers["many"] == "yes"


def test_a_stranger_carries_nothing_over(an: Citizen) -> None:
    draft = a_household(an, typed_member())
    new_version()
    with pytest.raises(NotFound):
        actions.carry_over(draft.token, by=people.a_stranger(), now=NEXT_WEEK)
