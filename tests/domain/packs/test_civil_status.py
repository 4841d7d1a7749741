"""What the forms of civil status let pass, and what they send back with a sentence."""

from __future__ import annotations

from motcua.domain.procedures import rules as forms
from tests.domain.packs.citizens import SHIPPED, TODAY, Citizen

FORMS = {procedure.code: forms.Form.of(procedure.form) for procedure in SHIPPED.procedures}
BODIES = {procedure.code: procedure.body for procedure in SHIPPED.procedures}


def told(code: str, chosen: dict[str, object], **answers: object) -> dict[str, str]:
    """The sentences that one reads who answers like this, by field."""
    form = FORMS[code]
    filled = {**Citizen(form, chosen).answers, **answers}
    return {
        name: problem.sentence
        for wrong in forms.check_all(form, filled, TODAY).values()
        for name, problem in wrong.items()
    }


def asked(code: str, **chosen: object) -> set[str]:
    """The ids of the pages that one sees who chooses this."""
    form = FORMS[code]
    return {page.id for page in form.visible_pages(Citizen(form, chosen).answers)}


def test_a_groom_marries_from_twenty_and_a_bride_from_eighteen_on_the_birthday_itself() -> None:
    bride = {"relationship": "bride"}
    day_before, birthday = {"groom_birth_date": "2004-10-08"}, {"groom_birth_date": "2004-10-07"}
    late = {"groom_id_issued_on": "2020-01-01", "requester_id_issued_on": "2022-01-01"}
    assert "20 tuổi" in told("1.000894", bride, **day_before, **late)["groom_birth_date"]
    assert told("1.000894", bride, **birthday, **late) == {}
    assert "18 tuổi" in told("1.000894", bride, requester_birth_date="2006-10-08", **late)["requester_birth_date"]
    assert told("1.000894", bride, requester_birth_date="2006-10-07", **late) == {}


def test_what_the_account_says_of_one_side_of_a_marriage_is_not_asked_again() -> None:
    assert {"ben-nu", "giay-to-ben-nu"} <= asked("1.000894", relationship="groom")
    assert not {"ben-nam", "giay-to-ben-nam"} & asked("1.000894", relationship="groom")
    assert not {"ben-nu", "giay-to-ben-nu"} & asked("1.000894", relationship="bride")


def test_the_two_sides_of_a_marriage_have_two_identity_numbers() -> None:
    number = "070190000001"
    answers = {"requester_identity_number": number, "bride_identity_number": number}
    assert list(told("1.000894", {"relationship": "groom"}, **answers)) == ["bride_identity_number"]


def test_a_correction_from_fourteen_on_is_sent_to_the_district_and_an_addition_is_not() -> None:
    child = {"relationship": "child", "change_kind": "correct"}
    grown = {"subject_birth_date": "07/10/2010", "record_date": "2011-01-01"}
    assert "2.000748" in told("1.004859", child, **grown)["subject_birth_date"]
    assert told("1.004859", child, subject_birth_date="08/10/2010", record_date="2011-01-01") == {}
    assert told("1.004859", {**child, "change_kind": "supplement"}, **grown) == {}


def test_the_district_sends_back_a_child_under_fourteen() -> None:
    young = {"subject_birth_date": "01/01/2015", "record_date": "2015-02-01"}
    chosen = {"relationship": "child", "district_case": "over_14"}
    assert "1.004859" in told("2.000748", chosen, **young)["subject_birth_date"]
    assert told("2.000748", {**chosen, "district_case": "foreign"}, **young) == {}


def test_each_marital_status_asks_for_what_it_needs_and_nothing_else() -> None:
    follow_ups = {"vo-chong", "ly-hon", "vo-chong-da-mat", "khoang-thoi-gian"}
    wanted = {
        "single": set(),
        "divorced": {"ly-hon"},
        "widowed": {"vo-chong-da-mat"},
        "married": {"vo-chong"},
        "single_before": {"vo-chong", "khoang-thoi-gian"},
        "other": set(),
    }
    assert {status: asked("1.004873", status=status) & follow_ups for status in wanted} == wanted


def test_a_death_is_not_before_the_birth_nor_its_notice_before_the_death() -> None:
    assert "died_on" in told("1.000656", {}, deceased_birth_date="1950", died_on="1949")
    assert "notice_date" in told("1.000656", {}, died_on="02/10/2024", notice_date="2024-10-01")
    assert told("1.000656", {}, died_on="10/2024", notice_date="2024-10-01") == {}


def test_a_late_death_is_paid_for_unless_the_household_is_poor() -> None:
    def due(**chosen: object) -> int:
        answers = Citizen(FORMS["1.000656"], {"copies_wanted": "no", **chosen}).answers
        return sum(fee.amount * fee.quantity for fee in forms.fees_due(BODIES["1.000656"], answers, "direct", TODAY))

    assert due(reg_kind="on_time") == 0
    assert due(reg_kind="late", fee_group="none") > 0
    assert due(reg_kind="late", fee_group="poor") == 0


def test_an_adopter_is_twenty_years_older_unless_a_step_parent_or_aunt_or_uncle() -> None:
    near = {"father_birth_date": "1995-01-02", "child_birth_date": "2014-01-02"}
    assert "father_birth_date" in told("2.001263", {"adoption_case": "general"}, **near)
    assert told("2.001263", {"adoption_case": "step_parent"}, **near) == {}
