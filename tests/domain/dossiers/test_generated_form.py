"""A procedure that brings no form is filed like any other: prefilled, with its own parts and fees, to the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.agencies.models import Calendar
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Draft
from motcua.domain.packs.rules import read
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as forms
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import MONDAY, PDF
from tests.build.people import DAK_NHAU, NURSE
from tests.domain.packs.additions import CODE, HEAD, RESULT, with_procedure
from tests.domain.packs.test_general_form import ASK

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
PARTS = """\
parts:
  - {code: van-ban-uy-quyen, name: {vi: Văn bản ủy quyền, en: Authorisation}, originals: 1, copies: 0, required: true,
     when: {relationship: [agent]}, formats: [pdf], max_mb: 5}
"""
FEES = """\
fees:
  - {channel: online, amount: 20000, per: dossier, when: {fee_group: [none]}, valid_from: 2023-01-01}
  - {channel: online, amount: 0, per: dossier, when: {fee_group: [merit, poor, disabled]}, valid_from: 2023-01-01}
"""
TYPED = {
    "event_area-code": DAK_NHAU,
    "requester_name": "Điểu Thị An",
    "requester_birth_date-day": "8",
    "requester_birth_date-month": "3",
    "requester_birth_date-year": "1994",
    "relationship": "agent",
    "requester_id_kind": "identity_card",
    "requester_identity_number": "070194001234",
    "requester_id_issued_on-day": "20",
    "requester_id_issued_on-month": "5",
    "requester_id_issued_on-year": "2022",
    "requester_id_issued_by": "Bộ Công an",
    "requester_phone": "0912345678",
    "grantor_name": "Điểu Văn Khang",
    "grantor_identity_number": "070092004321",
    "authorisation_scope": "both",
    "grantor_is_kin": "yes",
    "purpose": "loan",
    "square_metres": "1.250,5",
    "fee_group": "none",
    "result_method": "one_stop",
    "pledge": "true",
}


@pytest.fixture
def an(tmp_path: Path) -> Citizen:
    pack = read(with_procedure(tmp_path, HEAD + PARTS + FEES + RESULT + ASK))
    file = next(each for each in pack.procedures if each.code == CODE)
    calendar = Calendar.objects.get(code="hanh-chinh")
    procedures.publish(file.body, file.form, calendar_id=calendar.pk, by=NURSE, now=MONDAY)
    return people.an()


def filled(an: Citizen, **changes: str) -> Draft:
    typed = {name: [value] for name, value in {**TYPED, **changes}.items()}
    draft, done = actions.start(CODE, by=an, now=MONDAY), set[str]()
    form = forms.form_of(draft.procedure)
    while page := next((each for each in form.visible_pages(draft.answers) if each.id not in done), None):
        if forms.group_of(page):
            actions.save_entry(draft.token, page.id, "a1", {"number": ["12"]}, by=an, now=MONDAY)
        saved = actions.save_page(draft.token, page.id, typed, by=an, now=MONDAY)
        assert not saved.problems, (page.id, saved.problems)
        draft = saved.draft
        done.add(page.id)
    return draft


def test_it_is_filled_in_from_the_account(an: Citizen) -> None:
    draft = actions.start(CODE, by=an, now=MONDAY)
    assert draft.answers["requester_name"] == "Điểu Thị An"
    assert draft.answers["requester_phone"] == "0912345678"


def test_it_is_filed_with_its_own_parts_and_fees(an: Citizen) -> None:
    draft = filled(an)
    assert [part.code for part in queries.parts_of_draft(draft)] == ["van-ban-uy-quyen"]
    fees = forms.fees_due(draft.procedure.body, draft.answers, "online", TODAY)
    assert [fee.total for fee in fees] == [20_000]
    actions.attach(draft.token, "van-ban-uy-quyen", "uq.pdf", PDF, by=an, now=MONDAY)
    dossier = actions.submit(draft.token, by=an, now=MONDAY)
    assert dossier.subject_name == "Điểu Thị An"
    assert dossier.result_method == "one_stop"
    assert dossier.answers["parcels"] == [{"number": "12"}]
    assert dossier.answers["square_metres"] == 1250.5


def test_who_files_for_oneself_is_asked_for_no_authorisation(an: Citizen) -> None:
    draft = filled(an, relationship="self", fee_group="poor")
    assert queries.parts_of_draft(draft) == []
    assert "grantor_name" not in forms.form_of(draft.procedure).pruned(draft.answers)
    fees = forms.fees_due(draft.procedure.body, draft.answers, "online", TODAY)
    assert [fee.total for fee in fees] == [0]
