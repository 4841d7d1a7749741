"""Two readings of a procedure beside each other: what is the same, what was added, taken away, changed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures.rules import differences, of_own
from motcua.domain.procedures.rules.differing import fees_on
from motcua.domain.procedures.rules.splitting import Item
from motcua.domain.procedures.rules.unfolding import Case, Law, Legible, Paper, Way

ONE = Legible(
    name="Cấp thẻ đò",
    steps=(Item("Nộp hồ sơ tại xã."), Item("Nhận thẻ.")),
    cases=(Case("", (Paper("Đơn đề nghị cấp thẻ đò ngang", 1, 0), Paper("Ảnh", 0, 2))),),
    ways=(Way("Trực tiếp", "5 ngày", "20.000 đồng"),),
    laws=(Law("12/2010/QH12", "Luật Đò"),),
)


def _changes(after: Legible) -> dict[str, list[tuple[str, str, str]]]:
    return {
        each.section: [(line.kind, line.before, line.after) for line in each.changed]
        for each in differences(ONE, after)
    }


def test_the_same_differs_in_nothing() -> None:
    assert differences(ONE, ONE) == []


def test_letters_and_the_order_of_points_are_no_difference() -> None:
    papers = ONE.cases[0].papers
    turned = Legible(name="CẤP THẺ ĐÒ", steps=ONE.steps, cases=(Case("", papers[::-1]),), ways=ONE.ways, laws=ONE.laws)
    assert differences(ONE, turned) == []


def test_each_kind_of_change_is_told() -> None:
    after = Legible(
        name="Cấp thẻ đò",
        steps=(Item("Nộp hồ sơ tại xã, phường."), Item("Nhận thẻ.")),
        cases=(Case("", (Paper("Đơn đề nghị cấp thẻ đò ngang", 2, 0), Paper("Sơ đồ bến", 1, 0))),),
        ways=(Way("Trực tiếp", "3 ngày", "Miễn phí"), Way("Trực tuyến", "2 ngày", "Miễn phí")),
        laws=(Law("12/2010/QH12", "Luật Đò ngang"), Law("9/2015/NĐ-CP", "Nghị định")),
    )
    assert _changes(after) == {
        "ways": [
            ("changed", "Trực tiếp: 5 ngày: 20.000 đồng", "Trực tiếp: 3 ngày: Miễn phí"),
            ("added", "", "Trực tuyến: 2 ngày: Miễn phí"),
        ],
        "papers": [
            (
                "changed",
                "Đơn đề nghị cấp thẻ đò ngang (1 bản chính)",
                "Đơn đề nghị cấp thẻ đò ngang (2 bản chính)",
            ),
            ("removed", "Ảnh (2 bản sao)", ""),
            ("added", "", "Sơ đồ bến (1 bản chính)"),
        ],
        "laws": [
            ("changed", "12/2010/QH12: Luật Đò", "12/2010/QH12: Luật Đò ngang"),
            ("added", "", "9/2015/NĐ-CP: Nghị định"),
        ],
        "steps": [("changed", "Nộp hồ sơ tại xã.", "Nộp hồ sơ tại xã, phường.")],
    }


def test_a_procedure_of_the_province_reads_like_a_record() -> None:
    body = {
        "parts": [{"name": {"vi": "Đơn"}, "originals": 1}],
        "fees": [
            {"channel": "direct", "amount": 8000, "valid_from": "2015-01-01"},
            {"channel": "direct", "amount": 5000, "valid_from": "2014-01-01", "valid_to": "2014-12-31"},
            {"amount": 0, "valid_from": "2015-01-01"},
        ],
        "legal": [{"number": "12/2010/QH12", "title": {"vi": "Luật Đò"}}],
        "results": [{"code": "KQ.G04.000099", "name": {"vi": "Thẻ"}}],
        "steps": {"vi": ["Nộp.", "Nhận."]},
    }
    day = date(2015, 6, 1)
    read = of_own("Cấp thẻ", "3 working_days", body, day)
    assert [step.text for step in read.steps] == ["Nộp.", "Nhận."]
    assert read.cases == (Case("", (Paper("Đơn", 1, 0),)),)
    assert {way.channel: way.fee for way in read.ways} == {
        "Trực tuyến": "Miễn phí",
        "Trực tiếp": "8.000 đồng; Miễn phí",
        "Dịch vụ bưu chính": "Miễn phí",
    }
    assert [fee["amount"] for fee in fees_on(body, "direct", date(2014, 6, 1))] == [5000]


TEXTS = st.lists(st.text("aă bđ12", max_size=8), max_size=8)


@given(TEXTS, TEXTS)
def test_every_point_of_both_sides_is_told_once(before: list[str], after: list[str]) -> None:
    one = Legible("x", steps=tuple(Item(text) for text in before))
    other = Legible("x", steps=tuple(Item(text) for text in after))
    for section in differences(one, other):
        lines = section.lines
        assert sorted(line.before for line in lines if line.kind != "added") == sorted(before)
        assert sorted(line.after for line in lines if line.kind != "removed") == sorted(after)
