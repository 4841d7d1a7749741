"""Filing online what may be handed in anywhere: one chooses at which one-stop unit the result is collected."""

from __future__ import annotations

from copy import deepcopy

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.models import Procedure
from tests.build import counter, people
from tests.build.dossiers import MONDAY, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
EXTRACT = "9.000635"
CHOICE = {
    "id": "nhan-o-dau",
    "title": {"vi": "Nhận ở đâu", "en": "Where to collect"},
    "when": {"copies": [2]},
    "fields": [
        {
            "name": "collect_area",
            "component": "area_of_unit",
            "label": {"vi": "Bạn nhận ở xã nào?", "en": "In which commune?"},
        }
    ],
}


def the_procedure() -> Procedure:
    """Handed in anywhere, with the choice of the unit asked of whoever wants two copies."""
    made = counter.a_copy_procedure(EXTRACT, anywhere=True, parts=[])
    form = deepcopy(counter.FORM)
    form["schema"]["properties"]["collect_area"] = {"type": "object", "format": "area"}
    form["pages"].append(CHOICE)
    made.form = form
    made.save(update_fields=["form"])
    return made


def filed(copies: str = "2", collect: str = people.BOM_BO) -> Dossier:
    an = people.an()
    draft = actions.start(EXTRACT, by=an, now=MONDAY)
    pages = {
        "noi": {"place-code": [people.DAK_NHAU]},
        "giay-to": {"requester_name": ["Điểu Thị An"], "paper_name": ["Khai sinh"], "copies": [copies]},
        "nhan-o-dau": {"collect_area-code": [collect]},
    }
    for page, typed in pages.items():
        actions.save_page(draft.token, page, typed, by=an, now=MONDAY)
    return actions.submit(draft.token, by=an, now=MONDAY)


def test_it_goes_in_and_comes_back_where_the_applicant_chose_and_is_settled_where_it_belongs() -> None:
    the_procedure()
    dossier = filed()
    chosen = people.agency_of("mot-cua-xa", people.BOM_BO)
    assert dossier.matter.one_stop == chosen
    assert dossier.matter.event_area.code == people.DAK_NHAU
    assert open_task(dossier).agency == chosen
    accepted = actions.complete_task(open_task(dossier).pk, "accept", by=people.dung().official, now=MONDAY)
    assert open_task(accepted).agency == people.agency_of("ubnd-xa")
    done = actions.complete_task(open_task(accepted).pk, "done", by=people.the_registrar().official, now=MONDAY)
    assert open_task(done).agency == chosen
    assert matters.orphans() == []


def test_without_the_question_it_goes_where_it_belongs() -> None:
    the_procedure()
    assert filed(copies="1").matter.one_stop == people.agency_of("mot-cua-xa")


def test_a_place_that_is_none_is_refused_and_the_page_says_so() -> None:
    made = the_procedure()
    with refused("not_served_there"):
        filed(collect="99999")
    form = procedures.form_of(made)
    page = form.page("nhan-o-dau")
    assert procedures.check(form, page, {"copies": 2}, MONDAY.date())["collect_area"].code == "required"
    answers = {"place": {"code": people.DAK_NHAU}, "collect_area": {"code": people.BOM_BO}}
    assert procedures.unit_area(form, form.pruned(answers)) == people.DAK_NHAU, "hidden, so not chosen"
    assert procedures.unit_area(form, answers) == people.BOM_BO
