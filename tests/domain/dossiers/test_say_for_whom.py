"""Before the form: for whom somebody files, what the form then knows, and what is never offered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Behalf, Draft
from motcua.domain.dossiers.rules.behalf import terms_of
from motcua.kernel.actors import Citizen
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.behalf import MOTHER, MOTHER_NUMBER, certified, lan, mo, say, typed_behalf
from tests.build.dossiers import BIRTH, MONDAY, PDF, a_dossier

MARRIAGE = "1.000894"
TODAY = date(2024, 10, 14)

pytestmark = pytest.mark.django_db


@pytest.fixture
def daughter() -> Citizen:
    return lan()


def begun(by: Citizen, procedure: str = BIRTH) -> Draft:
    return actions.start(procedure, by=by, now=MONDAY)


def test_what_is_said_is_kept_and_the_form_knows_it(daughter: Citizen) -> None:
    draft = say(begun(daughter), daughter)
    assert queries.said_of(draft)["principal_name"] == MOTHER
    assert draft.answers["relationship"] == "agent"
    assert draft.answers["grantor_name"] == MOTHER
    assert draft.answers["grantor_identity_number"] == MOTHER_NUMBER
    assert draft.answers["grantor_is_kin"] == "yes"


def test_the_form_does_not_ask_again_what_was_said(daughter: Citizen) -> None:
    draft = say(begun(daughter), daughter)
    assert "uy-quyen" not in [page.id for page in queries.asked_pages(draft)]
    page = next(page.id for page in queries.asked_pages(draft) if "relationship" in {f.name for f in page.fields})
    assert "relationship" not in {field.name for field in queries.page_view(draft, page).fields}
    saved = actions.save_page(draft.token, page, {"relationship": ["mother"]}, by=daughter, now=MONDAY)
    assert saved.draft.answers["relationship"] == "agent"


def test_nothing_that_is_known_of_the_owner_is_offered_to_who_files(daughter: Citizen) -> None:
    """The mother's phone, address and earlier papers stay hers, though she has an account and a dossier."""
    mother = Account.objects.get(pk=mo().account_id)
    mother.phone, mother.residence, mother.birth_date = "0977777777", "thôn Bí Mật", "1965-05-05"
    mother.save()
    earlier = a_dossier(Citizen(mother.pk))
    draft = say(begun(daughter), daughter)
    everything = str(draft.answers)
    for secret in ("0977777777", "Bí Mật", "1965-05-05", earlier.matter.request_code):
        assert secret not in everything
    assert queries.files_of_draft(draft)[0].file.name == "quan-he.pdf"
    assert len(queries.files_of_draft(draft)) == 1


def test_an_unknown_number_and_a_known_one_look_the_same_to_who_files(daughter: Citizen) -> None:
    before = say(begun(daughter), daughter)
    told = dict(before.answers)
    mo()
    after = say(before, daughter, scan=False)
    assert dict(after.answers) == told


def test_what_is_typed_wrong_is_kept_and_told(daughter: Citizen) -> None:
    draft = begun(daughter)
    typed = typed_behalf(principal_number="12")
    saved = actions.say_for_whom(draft.token, "nguoi-uy-quyen", typed, by=daughter, now=MONDAY)
    assert set(saved.problems) == {"principal_number"}
    assert queries.said_of(saved.draft)["principal_number"] == "12"


def test_nobody_authorises_themselves(daughter: Citizen) -> None:
    draft = begun(daughter)
    own = Account.objects.get(pk=daughter.account_id).identity_number
    saved = actions.say_for_whom(
        draft.token, "nguoi-uy-quyen", typed_behalf(principal_number=own), by=daughter, now=MONDAY
    )
    assert set(saved.problems) == {"principal_number"}


def test_kin_name_no_document_and_others_do(daughter: Citizen) -> None:
    draft = begun(daughter)
    say(draft, daughter, scan=False)
    kin = queries.behalf_view(queries.draft_of(daughter, draft.token), "van-ban-uy-quyen")
    assert [field.name for field in kin.fields] == ["scope"]
    say(draft, daughter, scan=False, **certified())
    other = queries.behalf_view(queries.draft_of(daughter, draft.token), "van-ban-uy-quyen")
    assert [field.name for field in other.fields] == ["scope", "document", "document_on", "certified_by", "valid_to"]
    assert kin.wants_scan
    assert other.wants_scan


def test_an_authorisation_that_has_run_out_is_told(daughter: Citizen) -> None:
    draft = begun(daughter)
    past = {"valid_to-day": "1", "valid_to-month": "10", "valid_to-year": "2024"}
    say(draft, daughter, scan=False, **certified())
    saved = actions.say_for_whom(
        draft.token, "van-ban-uy-quyen", typed_behalf(**certified(), **past), by=daughter, now=MONDAY
    )
    assert set(saved.problems) == {"valid_to"}


def test_for_oneself_after_all_takes_the_answers_back_and_keeps_what_was_typed(daughter: Citizen) -> None:
    draft = say(begun(daughter), daughter)
    saved = actions.say_for_whom(draft.token, "nop-cho-ai", {"whom": ["self"]}, by=daughter, now=MONDAY)
    assert "relationship" not in saved.draft.answers
    assert "grantor_name" not in saved.draft.answers
    assert queries.said_of(saved.draft)["principal_name"] == MOTHER
    assert queries.behalf_undone(saved.draft, "", [], TODAY) is None


def test_the_first_page_that_still_wants_something(daughter: Citizen) -> None:
    draft = begun(daughter)
    assert queries.behalf_undone(draft, "", [], TODAY) == "nop-cho-ai"
    draft = say(draft, daughter, scan=False)
    assert queries.behalf_undone(draft, "", [], TODAY) == "van-ban-uy-quyen"
    actions.attach_authority(draft.token, "quan-he.pdf", PDF, by=daughter, now=MONDAY)
    assert queries.behalf_undone(draft, "", queries.files_of_draft(draft), TODAY) is None


def test_a_marriage_is_filed_by_the_two_alone(daughter: Citizen) -> None:
    draft = begun(daughter, MARRIAGE)
    assert not queries.may_file_for_another(draft.procedure)
    assert "không ủy quyền" in queries.instead_of_authority(draft.procedure).vi
    assert queries.behalf_undone(draft, "", [], TODAY) is None
    with pytest.raises(Refused, match="authorisation_not_allowed"):
        actions.say_for_whom(draft.token, "nguoi-uy-quyen", typed_behalf(), by=daughter, now=MONDAY)
    with pytest.raises(Refused, match="authorisation_not_allowed"):
        actions.attach_authority(draft.token, "a.pdf", PDF, by=daughter, now=MONDAY)


def test_a_procedure_that_says_nothing_is_filed_by_its_owner() -> None:
    assert not terms_of({}).allowed


def test_the_form_that_says_agent_sends_back_to_the_question(daughter: Citizen) -> None:
    draft = begun(daughter)
    actions.say_for_whom(draft.token, "nop-cho-ai", {"whom": ["self"]}, by=daughter, now=MONDAY)
    page = next(page.id for page in queries.asked_pages(draft) if "relationship" in {f.name for f in page.fields})
    saved = actions.save_page(draft.token, page, {"relationship": ["agent"]}, by=daughter, now=MONDAY)
    assert queries.says_agent(queries.draft_of(daughter, draft.token))
    assert saved.draft.answers["relationship"] == "agent"


def test_a_stranger_says_nothing(daughter: Citizen) -> None:
    draft = begun(daughter)
    with pytest.raises(NotFound):
        actions.say_for_whom(draft.token, "nop-cho-ai", {"whom": ["self"]}, by=people.a_stranger(), now=MONDAY)
    with pytest.raises(NotFound):
        actions.attach_authority(draft.token, "a.pdf", PDF, by=people.a_stranger(), now=MONDAY)
    with pytest.raises(NotFound):
        actions.say_for_whom(draft.token, "gi-do", {}, by=daughter, now=MONDAY)


def test_a_discarded_draft_forgets_whom_it_was_for(daughter: Citizen) -> None:
    draft = say(begun(daughter), daughter)
    actions.discard(draft.token, by=daughter, now=MONDAY + timedelta(hours=1))
    assert Behalf.objects.get(pk=draft.pk).said == {}
