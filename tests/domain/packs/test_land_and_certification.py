"""Certification, land with its taxes and interlinked matters of the pack, as citizens and routes meet them."""

from __future__ import annotations

import pytest

from motcua.domain.packs.rules.pack import ProcedureFile
from motcua.domain.procedures import rules as forms
from motcua.kernel.route import Route
from tests.domain.packs.citizens import SHIPPED, TODAY, Citizen
from tests.domain.packs.test_every_form import plain

COPIES, TRANSFER = "2.000815", "1.013831"
KINSHIPS = ("spouse", "parent_child", "in_law", "grandparent", "sibling")


def procedure(code: str) -> ProcedureFile:
    """The procedure of this code."""
    return next(each for each in SHIPPED.procedures if each.code == code)


def route(code: str) -> Route:
    """The route of this code."""
    return next(Route.from_mapping(each.body, code) for each in SHIPPED.routes if each.code == code)


def asked_of(code: str, **chosen: object) -> set[str]:
    """The papers asked of a citizen who answers so."""
    found = procedure(code)
    answers = Citizen(forms.Form.of(found.form), chosen).answers
    return {part.code for part in forms.parts_wanted(plain(found.body), answers)}


@pytest.mark.parametrize(
    ("papers", "total"),
    [([(1, 1)], 2_000), ([(2, 1)], 4_000), ([(5, 3)], 21_000), ([(500, 2)], 400_000), ([(1, 3), (2, 1)], 10_000)],
)
def test_a_certified_copy_costs_what_its_pages_and_copies_say(papers: list[tuple[int, int]], total: int) -> None:
    body = plain(procedure(COPIES).body)
    answers: dict[str, object] = {"papers": [{"pages": pages, "copies": copies} for pages, copies in papers]}
    for channel in ("online", "direct", "post"):
        assert sum(fee.total for fee in forms.fees_due(body, answers, channel, TODAY)) == total
        assert forms.Form.of(procedure(COPIES).form).on(channel).fields["papers"].fields


def test_at_the_counter_a_certified_copy_is_a_kind_of_paper_its_pages_and_its_copies() -> None:
    form = forms.Form.of(procedure(COPIES).form)
    assert [field.name for field in form.on("direct").fields["papers"].fields] == ["name", "pages", "copies"]
    assert {"visit_on", "visit_part", "pledge"} <= form.on("online").fields.keys()
    assert not {"visit_on", "visit_part", "pledge"} & form.on("direct").fields.keys()


def test_whoever_the_law_exempts_is_told_apart_from_what_is_free() -> None:
    for each in SHIPPED.procedures:
        for fee in plain(each.body)["fees"]:
            said = fee["note"]["vi"].lower()
            assert bool(fee.get("exempt")) == (not fee["amount"] and said.startswith("miễn")), (each.code, said)


def test_the_counter_asks_few_things_for_certified_copies() -> None:
    form = forms.Form.of(procedure(COPIES).form)
    own = [field for field in form.fields.values() if not field.name.startswith(("requester_", "result_"))]
    questions = [inner for field in own for inner in (field.fields or (field,))]
    assert len([field for field in questions if field.name not in {"applicant_note", "pledge"}]) <= 12


@pytest.mark.parametrize("kinship", KINSHIPS)
def test_one_answer_on_kinship_asks_for_its_proof_and_leaves_out_the_only_home(kinship: str) -> None:
    form = forms.Form.of(procedure(TRANSFER).form)
    answers = Citizen(form, {"kinship": kinship, "change_kind": "sale"}).answers
    assert "giay-to-quan-he" in asked_of(TRANSFER, kinship=kinship)
    assert "sole_property" not in answers


def test_a_sale_among_strangers_is_asked_about_the_only_home_of_the_seller() -> None:
    chosen = {"kinship": "none", "change_kind": "sale", "sole_property": "yes"}
    assert "cam-ket-nha-dat-duy-nhat" in asked_of(TRANSFER, **chosen)
    assert "giay-to-quan-he" not in asked_of(TRANSFER, **chosen)


@pytest.mark.parametrize("code", ["dat-dai-bien-dong", "dat-dai-du-an", "dat-dai-lan-dau-to-chuc"])
def test_the_tax_office_asks_for_the_payment_and_the_clock_rests_until_it_is_made(code: str) -> None:
    found = route(code)
    owed = found["tax_sign"].outcome("owed")
    assert owed is not None
    assert (owed.move, owed.to) == ("ask_payment", ("unpaid",))
    assert found["unpaid"].waits == "payment"
    assert {outcome.move for outcome in found["unpaid"].outcomes} == {"paid", "stop"}
    nothing = found["tax_sign"].outcome("nothing_owed")
    assert nothing is not None
    assert (nothing.move, nothing.to) == (None, ("update",))


@pytest.mark.parametrize(
    ("code", "step", "legs"),
    [
        ("lien-thong-khai-sinh-dien-tu", "number_birth", ("residence", "card")),
        ("lien-thong-khai-tu", "number_death", ("deletion", "support")),
    ],
)
def test_two_offices_work_side_by_side_and_a_refusal_of_one_still_comes_together(
    code: str, step: str, legs: tuple[str, str]
) -> None:
    found = route(code)
    issued = found[step].outcome("issued")
    assert issued is not None
    assert issued.to == legs
    assert found["collect"].join == tuple(f"file_{leg}" for leg in legs)
    for leg in legs:
        refused = found[f"refuse_{leg}"].outcome("refused")
        assert refused is not None
        assert refused.to == (f"file_{leg}",)


@pytest.mark.parametrize("code", ["2.000884", "2.001019", "2.000992", "2.001008", COPIES])
def test_who_may_go_anywhere_is_asked_where_they_want_to_go(code: str) -> None:
    asked = forms.Form.of(procedure(code).form).event_field
    assert "Bạn muốn" in asked.label.vi
    assert asked.hint.vi == "Nơi nào thuận tiện cho bạn cũng được."


def test_who_may_not_is_asked_where_it_belongs() -> None:
    assert "thuộc xã" in forms.Form.of(procedure("2.001035").form).event_field.label.vi
