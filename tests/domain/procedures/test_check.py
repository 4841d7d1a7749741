"""Bad input: one sentence a field that says what is wrong and what to do, whatever was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.packs.rules import ProcedureFile
from motcua.domain.procedures.rules import Form, Problem, check, check_all, check_fields, read
from tests.domain.packs.copies import shipped
from tests.domain.procedures.forms import FORM, FULL

TODAY = date(2026, 11, 23)


def _typed(name: str, **typed: str) -> Problem | None:
    """The problem of one field after these inputs were posted into a form that is otherwise right."""
    page = next(page for page in FORM.pages if FORM.fields[name] in page.fields)
    raw = {key.replace("__", "-"): [value] for key, value in typed.items()}
    answers = {key: value for key, value in FULL.items() if key != name} | read([FORM.fields[name]], raw)
    return check(FORM, page, answers, TODAY).get(name)


def _day(day: str, month: str, year: str) -> dict[str, str]:
    return {"child_born__day": day, "child_born__month": month, "child_born__year": year}


def test_nothing_is_wrong_with_a_form_filled_in_rightly() -> None:
    assert check_all(FORM, FULL, TODAY) == {}


SENTENCES = [
    ("child_name", {"child_name": ""}, "required", "Họ tên của bé còn trống. Hãy nhập thông tin này."),
    ("child_name", {"child_name": "\u200b \x07"}, "required", "Họ tên của bé còn trống. Hãy nhập thông tin này."),
    ("child_name", {"child_name": "An" * 250}, "too_long",
     "Họ tên của bé dài 500 ký tự, chỉ được dài tối đa 100 ký tự. Hãy viết ngắn lại."),
    ("own_name", {"own_name": "An" * 250}, "too_long",
     "Họ tên của bạn dài 500 ký tự, chỉ được dài tối đa 100 ký tự. Hãy viết ngắn lại."),
    ("child_name", {"child_name": "An 2"}, "digits_in_name",
     "Họ tên của bé không được có chữ số. Hãy chỉ ghi chữ cái."),
    ("child_name", {"child_name": "An <b>"}, "strange_sign",
     "Họ tên của bé có ký tự “<” không dùng trong họ tên. Hãy bỏ ký tự đó."),
    ("child_name", {"child_name": "Ан"}, "strange_sign",
     "Họ tên của bé có ký tự “А” không dùng trong họ tên. Hãy bỏ ký tự đó."),
    ("child_name", {"child_name": "A"}, "too_short", "Họ tên của bé phải có ít nhất 2 ký tự. Hãy viết đầy đủ."),
    ("child_name", {"child_name": "-An"}, "bad_name",
     "Họ tên của bé phải bắt đầu bằng một chữ cái. Hãy kiểm tra lại."),
    ("child_born", _day("23", "11", "2027"), "too_late",
     "Ngày sinh của bé không thể sau hôm nay (23/11/2026). Hãy kiểm tra lại năm."),
    ("child_born", _day("1", "12", "2026"), "too_late",
     "Ngày sinh của bé không thể sau hôm nay (23/11/2026). Hãy kiểm tra lại tháng."),
    ("child_born", _day("24", "11", "2026"), "too_late",
     "Ngày sinh của bé không thể sau hôm nay (23/11/2026). Hãy kiểm tra lại ngày."),
    ("child_born", _day("1", "1", "1204"), "too_early",
     "Ngày sinh của bé không thể trước ngày 01/01/1900. Hãy kiểm tra lại năm."),
    ("child_born", _day("31", "02", "2024"), "no_such_day",
     "Ngày sinh của bé: không có ngày 31/2/2024, vì tháng 2 năm 2024 chỉ có 29 ngày."),
    ("child_born", _day("5", "3", "0024"), "bad_year",
     "Ngày sinh của bé: năm phải có đủ bốn chữ số, ví dụ 2024; bạn đã nhập “0024”."),
    ("child_born", _day("5", "3", "24"), "bad_year",
     "Ngày sinh của bé: năm phải có đủ bốn chữ số, ví dụ 2024; bạn đã nhập “24”."),
    ("child_born", _day("32", "3", "2024"), "bad_day",
     "Ngày sinh của bé: ngày phải là số từ 1 đến 31; bạn đã nhập “32”."),
    ("child_born", _day("5", "13", "2024"), "bad_month",
     "Ngày sinh của bé: tháng phải là số từ 1 đến 12; bạn đã nhập “13”."),
    ("child_born", _day("5", "", "2024"), "incomplete_date", "Ngày sinh của bé còn thiếu tháng. Hãy nhập thêm."),
    ("child_born", _day("", "", ""), "required", "Ngày sinh của bé còn trống. Hãy nhập ngày, tháng và năm."),
    ("mother_born", {"mother_born__day": "5", "mother_born__year": "1990"}, "incomplete_date",
     "Ngày sinh của mẹ còn thiếu tháng. Hãy nhập thêm."),
    ("mother_born", {"mother_born__month": "1", "mother_born__year": "2027"}, "too_late",
     "Ngày sinh của mẹ không thể sau hôm nay (23/11/2026). Hãy kiểm tra lại năm."),
    ("identity", {"identity": "0701950001"}, "wrong_length",
     "Số định danh cá nhân phải có đúng 12 chữ số; bạn đã nhập 10."),
    ("identity", {"identity": "070 195 000 1234"}, "wrong_length",
     "Số định danh cá nhân phải có đúng 12 chữ số; bạn đã nhập 13."),
    ("identity", {"identity": "07019500O123"}, "not_digits",
     "Số định danh cá nhân phải có đúng 12 chữ số và không có ký tự nào khác."),
    ("phone", {"phone": "12345"}, "bad_phone",
     "Số điện thoại phải là số điện thoại Việt Nam có 10 hoặc 11 chữ số, bắt đầu bằng số 0, ví dụ 0912 345 678."),
    ("email", {"email": "mai@"}, "bad_email",
     "Thư điện tử phải là một địa chỉ thư điện tử, có dạng tennguoi@tencoquan.vn."),
    ("asks_for", {"asks_for": "neighbour"}, "not_an_option",
     "“Bạn làm cho ai?”: hãy chọn một trong các mục của danh sách."),
    ("asks_for", {}, "required", "“Bạn làm cho ai?” chưa được chọn. Hãy chọn một mục."),
    ("copies", {"copies": "hai"}, "not_a_number", "Số bản sao phải là một số, chỉ gồm chữ số; bạn đã nhập “hai”."),
    ("copies", {"copies": "21"}, "out_of_range", "Số bản sao phải từ 1 đến 20."),
    ("copies", {"copies": "9" * 30}, "not_a_number",
     f"Số bản sao phải là một số, chỉ gồm chữ số; bạn đã nhập “{'9' * 30}”."),
    ("paper_number", {"paper_number": "12"}, "wrong_pattern",
     "Số giấy chứng sinh chưa đúng mẫu. Bắt đầu bằng GCS, ví dụ GCS12."),
    ("remark", {"remark": "a" * 501}, "too_long",
     "Ghi chú dài 501 ký tự, chỉ được dài tối đa 500 ký tự. Hãy viết ngắn lại."),
    ("origin", {"origin__code": "25405", "origin__elsewhere": "Paris"}, "two_places",
     "Quê quán: hãy chọn trong danh sách, hoặc ghi nơi khác, không làm cả hai."),
    ("origin", {"origin__detail": "thôn 3"}, "required",
     "Quê quán chưa được chọn. Hãy chọn trong danh sách hoặc ghi nơi khác."),
    ("origin", {"origin__elsewhere": "a" * 301}, "too_long",
     "Quê quán quá dài, chỉ được tối đa 300 ký tự. Hãy viết ngắn lại."),
    ("place", {"place__code": "<script>"}, "unreadable", "Nơi đăng ký không đọc được. Hãy nhập lại."),
    ("pledge", {}, "not_ticked", "Hãy đánh dấu vào ô “Tôi cam đoan khai đúng” để đi tiếp."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "code", "sentence"), SENTENCES)
def test_bad_input_gets_a_sentence(name: str, typed: dict[str, str], code: str, sentence: str) -> None:
    problem = _typed(name, **typed)
    assert problem is not None
    assert (problem.code, str(problem.sentence)) == (code, sentence)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("child_name", {"child_name": "Nguye\u0302\u0303n Thi\u0323 A\u0301nh"}),
        ("child_name", {"child_name": "H'Đĭm Niê"}),
        ("child_name", {"child_name": "Y Ƀlăm"}),
        ("identity", {"identity": "070 195-000.123"}),
        ("phone", {"phone": "+84 (91) 2345678"}),
        ("child_born", _day("29", "2", "2024")),
        ("child_born", _day("23", "11", "2026")),
        ("mother_born", {"mother_born__year": "1990"}),
        ("origin", {"origin__elsewhere": "Phnom Penh"}),
        ("copies", {"copies": "20"}),
        ("email", {"email": ""}),
    ],
)
def test_what_people_rightly_type_is_taken(name: str, typed: dict[str, str]) -> None:
    assert _typed(name, **typed) is None


def test_the_wrong_boxes_of_a_day_are_named() -> None:
    problems = [
        _typed("child_born", **_day(*boxes)) for boxes in (("", "3", ""), ("31", "2", "2024"), ("1", "1", "2030"))
    ]
    assert [problem.boxes for problem in problems if problem] == [
        ("day", "year"),
        ("day", "month"),
        ("year",),
    ]


def test_what_is_not_asked_is_not_checked() -> None:
    assert "be" not in check_all(FORM, {**FULL, "asks_for": "self", "child_name": "123"}, TODAY)


def test_what_is_asked_by_condition_is_required_then() -> None:
    assert list(check(FORM, FORM.page("be"), {**FULL, "twin": True}, TODAY)) == ["twin_name"]


def test_problems_of_a_whole_form_come_by_page_in_its_order() -> None:
    found = check_all(FORM, {"asks_for": "child"}, TODAY)
    assert {page: list(problems) for page, problems in found.items()} == {
        "noi-nop": ["place"],
        "nguoi-yeu-cau": ["own_name", "identity", "phone"],
        "be": ["child_name", "child_born"],
        "cha-me": ["father_name"],
        "cam-doan": ["pledge"],
    }


def test_an_area_outside_the_list_is_refused_where_a_list_is_given() -> None:
    page = FORM.page("noi-nop")
    assert check(FORM, page, FULL, TODAY, areas={"25405"}) == {}
    problem = check(FORM, page, FULL, TODAY, areas={"25399"})["place"]
    assert (problem.code, str(problem.sentence)) == (
        "unknown_area",
        "Nơi đăng ký: nơi đã chọn không có trong danh sách. Hãy chọn lại.",
    )


def test_one_of_several_must_be_answered() -> None:
    answers = {key: value for key, value in FULL.items() if key != "mother_name"}
    problem = check(FORM, FORM.page("cha-me"), answers, TODAY)["father_name"]
    assert (problem.code, str(problem.sentence)) == ("at_least_one", "Hãy khai mẹ hoặc cha của bé.")
    assert check(FORM, FORM.page("cha-me"), {**answers, "father_name": "Điểu Khét"}, TODAY) == {}


def test_two_answers_must_not_be_the_same_however_they_are_typed() -> None:
    problem = check(FORM, FORM.page("cha-me"), {**FULL, "father_name": "ĐIỂU THỊ MAI"}, TODAY)["father_name"]
    assert problem.code == "not_same"


def test_days_come_in_their_order_as_far_as_they_are_known() -> None:
    wrong = check_all(FORM, {**FULL, "mother_born": "12/2026", "child_born": "2026-11-02"}, date(2026, 12, 31))
    assert wrong["cha-me"]["mother_born"].code == "date_order"
    assert check_all(FORM, {**FULL, "mother_born": "11/2026"}, TODAY) == {}


def test_a_rule_across_fields_waits_until_each_of_them_is_right() -> None:
    found = check_all(FORM, {**FULL, "mother_name": "Mai 2", "father_name": "Mai 2"}, TODAY)
    assert {name: problem.code for name, problem in found["cha-me"].items()} == {
        "mother_name": "digits_in_name",
        "father_name": "digits_in_name",
    }


def test_fields_of_no_form_are_checked_alike() -> None:
    assert list(check_fields([FORM.fields["identity"]], {"identity": "1"}, TODAY)) == ["identity"]


json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=10), inner, max_size=4)),
    max_leaves=8,
)
tempting = st.sampled_from(
    ["child", True, "1995", "13/2024", "2024-02-30", "99/99/9999", "0000", {"day": "1", "month": "", "year": "x"},
     {"code": ["25405"]}, {"code": "1", "elsewhere": 2}, {"day": 1, "month": 2, "year": 3}, 10**400, float("nan")],
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(FORM.fields)), st.one_of(json, tempting)))
def test_no_answers_make_it_fail(answers: dict[str, object]) -> None:
    for problems in check_all(FORM, {"asks_for": "child", **answers}, TODAY).values():
        assert all(str(problem.sentence) for problem in problems.values())


@pytest.mark.parametrize("procedure", shipped().procedures, ids=lambda procedure: procedure.code)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_no_answers_to_the_forms_of_the_pack_make_it_fail(procedure: ProcedureFile, data: st.DataObject) -> None:
    form = Form.of(procedure.form)
    chosen = data.draw(st.lists(st.sampled_from(list(form.fields.values())), max_size=12, unique=True))
    answers = {}
    for field in chosen:
        options = [value for value, _ in field.options]
        answers[field.name] = data.draw(
            st.one_of(st.sampled_from(options), json) if options else st.one_of(tempting, json)
        )
    for problems in check_all(form, answers, TODAY).values():
        assert all(str(problem.sentence) for problem in problems.values())
