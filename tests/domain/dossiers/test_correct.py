"""A clerical mistake put right: old and new are kept, the journal has the field's code, a result gets a successor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Correction, Dossier, Reissue
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import CHILD_NUMBER, MONDAY, a_dossier
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Cán bộ gõ nhầm một chữ trong tên đệm của cháu."
LATER = MONDAY + timedelta(hours=1)
NAME = {"child_name": ["Điểu Minh Khôi Nguyên"]}


def at_work(cast: Cast) -> Dossier:
    return cast.press(a_dossier(cast.an), "accept", MONDAY)


def corrected(cast: Cast, dossier: Dossier, **changes: Any) -> Correction:
    what: dict[str, Any] = {"field": "child_name", "typed": NAME, "reason": WHY, **changes}
    return actions.correct(dossier.pk, by=cast.officials[1].official, now=LATER, **what)


def test_the_answer_is_changed_and_what_stood_there_is_kept() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    made = corrected(cast, dossier)
    assert (made.before, made.after, made.reason) == ("Điểu Minh Khôi", "Điểu Minh Khôi Nguyên", WHY)
    assert (made.at, made.by_id) == (LATER, cast.officials[1].account.pk)
    dossier.refresh_from_db()
    assert dossier.answers["child_name"] == "Điểu Minh Khôi Nguyên"
    assert dossier.subject_name == "Điểu Minh Khôi Nguyên"
    assert dossier.state == "in_progress"


def test_the_journal_has_the_code_of_the_field_and_the_applicant_is_told_and_sees_it() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    corrected(cast, dossier)
    assert journal.facts("dossiers.corrected")["field"] == "child_name"
    assert "Khôi" not in journal.everything()
    assert jobs.waiting("dossiers.tell_corrected") == [{"dossier_id": dossier.pk}]
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "vi")
    assert [(each.before, each.after) for each in page.happened.corrections] == [
        ("Điểu Minh Khôi", "Điểu Minh Khôi Nguyên")
    ]


def test_a_day_is_corrected_box_by_box() -> None:
    cast = Cast.of()
    typed = {"child_birth_date-day": ["2"], "child_birth_date-month": ["10"], "child_birth_date-year": ["2024"]}
    made = corrected(cast, at_work(cast), field="child_birth_date", typed=typed)
    assert (made.before, made.after) == ("2024-10-01", "2024-10-02")


def test_what_an_official_entered_is_corrected_too() -> None:
    cast = Cast.of()
    dossier = cast.press(at_work(cast), "propose", MONDAY)
    made = corrected(cast, dossier, field="child_id_number", typed={"child_id_number": ["070324000124"]})
    assert (made.before, made.after) == (CHILD_NUMBER, "070324000124")
    dossier.refresh_from_db()
    assert dossier.findings["child_id_number"] == "070324000124"
    assert "070324" not in journal.everything()


def test_the_one_stop_that_received_it_may_correct_it() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    actions.correct(dossier.pk, "child_name", NAME, WHY, by=cast.officials[0].official, now=LATER)
    assert Correction.objects.filter(dossier=dossier).count() == 1


@pytest.mark.parametrize("field", ["registration_area", "result_method", "no_such", "father_abroad"])
def test_what_decides_about_the_office_or_was_not_answered_is_no_slip_of_the_pen(field: str) -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    assert field not in queries.correctable(dossier)
    with pytest.raises(NotFound):
        corrected(cast, dossier, field=field, typed={field: ["x"]})


@pytest.mark.parametrize(
    "typed", [{}, {"child_birth_date-day": ["31"], "child_birth_date-month": ["2"], "child_birth_date-year": ["2024"]}]
)
def test_a_value_that_the_question_does_not_take_is_refused(typed: dict[str, Any]) -> None:
    cast = Cast.of()
    with refused("answer_wrong"):
        corrected(cast, at_work(cast), field="child_birth_date", typed=typed)


def test_the_same_again_corrects_nothing() -> None:
    cast = Cast.of()
    with refused("nothing_corrected"):
        corrected(cast, at_work(cast), typed={"child_name": ["Điểu Minh Khôi"]})


def test_what_would_ask_other_questions_is_for_a_supplement() -> None:
    cast = Cast.of()
    with refused("correction_changes_the_case"):
        corrected(cast, at_work(cast), field="parents_married", typed={"parents_married": ["no"]})


def test_a_correction_has_a_reason() -> None:
    cast = Cast.of()
    with refused("reason_missing"):
        corrected(cast, at_work(cast), reason="nhầm")


@pytest.mark.parametrize("outcomes", [(), ("reject",), ("accept", "stop"), ("ask_more",)])
def test_what_was_not_received_or_was_given_up_is_not_corrected(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *outcomes, now=MONDAY)
    with refused("illegal_move", move="correct", state=dossier.state):
        corrected(cast, dossier)


def test_others_do_not_correct() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with refused("other_duty"):
        actions.correct(dossier.pk, "child_name", NAME, WHY, by=cast.officials[3].official, now=LATER)
    with pytest.raises(NotFound):
        actions.correct(dossier.pk, "child_name", NAME, WHY, by=people.dung().official, now=LATER)


def issued(cast: Cast) -> tuple[Dossier, Paper]:
    """A birth with its certificate, whose name was wrong and has been corrected."""
    dossier = cast.go(at_work(cast), "propose", "approve", "issued", "returned", now=MONDAY)
    corrected(cast, dossier)
    return dossier, Paper.objects.get(matter_id=dossier.pk, result=True)


def test_a_result_is_replaced_by_one_with_a_new_number_that_names_the_old() -> None:
    cast = Cast.of()
    dossier, old = issued(cast)
    before = dict(old.content)
    made = actions.reissue(dossier.pk, old.pk, WHY, by=cast.officials[2].official, now=LATER + timedelta(days=2))
    new: Any = made.new.content
    assert (old.symbol, made.new.symbol) == ("01/2024", "02/2024")
    assert new["child"]["full_name"] == "ĐIỂU MINH KHÔI NGUYÊN"
    assert (new["registered_on"], new["signer"]["name"]) == ("2024-10-14", "Phạm Thị Chi")
    assert (new["replaces"]["symbol"], new["replaces"]["issued_at"]) == ("01/2024", before["issued_at"])
    old.refresh_from_db()
    assert dict(old.content) == before
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "vi")
    assert page.happened.replaced[old.pk].new_id == made.new_id
    assert {old.pk, made.new_id} <= {paper.pk for paper in page.papers}


def test_the_replacement_is_journalled_and_told() -> None:
    cast = Cast.of()
    dossier, old = issued(cast)
    made = actions.reissue(dossier.pk, old.pk, WHY, by=cast.officials[2].official, now=LATER)
    facts = journal.facts("dossiers.result_reissued")
    assert (facts["paper"], facts["replaced"]) == (made.new_id, old.pk)
    assert jobs.waiting("dossiers.tell_reissued") == [{"dossier_id": dossier.pk}]
    assert {"paper_id": made.new_id} in jobs.waiting("papers.typeset")


def test_each_result_has_one_successor_which_may_have_one_in_turn() -> None:
    cast = Cast.of()
    dossier, old = issued(cast)
    leader = cast.officials[2].official
    made = actions.reissue(dossier.pk, old.pk, WHY, by=leader, now=LATER)
    with refused("replaced_before"):
        actions.reissue(dossier.pk, old.pk, WHY, by=leader, now=LATER)
    actions.reissue(dossier.pk, made.new_id, WHY, by=leader, now=LATER)
    assert Reissue.objects.filter(dossier=dossier).count() == 2


def test_who_replaces_what() -> None:
    cast = Cast.of()
    dossier, old = issued(cast)
    receipt = Paper.objects.get(matter_id=dossier.pk, template__code="form-01")
    with pytest.raises(NotFound):
        actions.reissue(dossier.pk, receipt.pk, WHY, by=cast.officials[2].official, now=LATER)
    with pytest.raises(NotFound):
        actions.reissue(dossier.pk, old.pk, WHY, by=people.dung().official, now=LATER)
    with refused("other_duty", duty="leader"):
        actions.reissue(dossier.pk, old.pk, WHY, by=cast.officials[1].official, now=LATER)
    with refused("other_agency"):
        actions.reissue(dossier.pk, old.pk, WHY, by=cast.officials[0].official, now=LATER)
    with refused("reason_missing"):
        actions.reissue(dossier.pk, old.pk, "", by=cast.officials[2].official, now=LATER)
    unfinished = at_work(cast)
    with refused("illegal_move", move="reissue", state="in_progress"):
        actions.reissue(unfinished.pk, old.pk, WHY, by=cast.officials[2].official, now=LATER)
    assert queries.result_of_paper(dossier, old) is not None
    assert queries.result_of_paper(dossier, receipt) is None
