"""Forms on our pages: sentences, what was typed, and the components that show them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.uploads import FILE_TOO_LARGE


class Everything(PageForm):
    name = forms.CharField(label="Họ và tên", max_length=20)
    mail = forms.EmailField(label="Thư điện tử", required=False)
    count = forms.IntegerField(label="Số bản", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("nam", "Nam"), ("nu", "Nữ")], widget=forms.RadioSelect)
    area = forms.ChoiceField(label="Xã", choices=[("", "Chọn xã"), ("1", "Xã Một"), ("2", "Xã Hai")])
    wants = forms.MultipleChoiceField(
        label="Muốn nhận",
        choices=[("a", "Giấy"), ("b", "Tệp")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = Lines(label="Ghi chú", max_length=100, required=False)
    agree = forms.BooleanField(label="Tôi cam đoan")
    paper = forms.FileField(label="Giấy chứng sinh")
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


GOOD = {"name": "An", "sex": "nu", "area": "1", "agree": "on"}


def good_file() -> dict[str, Any]:
    return {"paper": SimpleUploadedFile("a.pdf", b"x")}


def show(name: str, form: forms.Form, look: str = "") -> str:
    source = (
        '{% from "shared/components/forms.html" import field, error_summary %}'
        + (f'{{{{ field(form["{name}"]{look}) }}}}' if name else "{{ error_summary(form) }}")
    )  # fmt: skip
    return str(engines["jinja2"].from_string(source).render({"form": form}))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Chưa nhập mục “Họ và tên”."),
        ("name", "A" * 500, "“Họ và tên” dài quá 20 ký tự (đang có 500). Hãy viết ngắn lại."),
        ("mail", "an@", "“Thư điện tử” chưa đúng, ví dụ đúng: ten@example.vn."),
        ("count", "hai", "“Số bản” phải là một số nguyên."),
        ("sex", "", "Chưa chọn mục “Giới tính”."),
        ("sex", "%(x)s", "Mục “Giới tính”: lựa chọn này không có trong danh sách. Hãy chọn lại."),
        ("agree", "", "Chưa chọn mục “Tôi cam đoan”."),
    ],
)
def test_an_error_names_its_question(field: str, value: str, sentence: str) -> None:
    form = Everything({**GOOD, field: value}, good_file())
    assert form.errors == {field: [sentence]}


def test_a_missing_and_an_empty_file_are_told_apart() -> None:
    assert Everything(GOOD, {}).errors["paper"] == ["Chưa chọn tệp cho mục “Giấy chứng sinh”."]
    empty = {"paper": SimpleUploadedFile("a.pdf", b"")}
    assert Everything(GOOD, empty).errors["paper"] == ["Tệp ở mục “Giấy chứng sinh” rỗng (0 byte). Hãy chọn lại tệp."]


def test_a_form_may_keep_its_own_words() -> None:
    class Own(PageForm):
        name = forms.CharField(label="Tên", error_messages={"required": "Cho biết tên con."})

    assert Own({}).errors["name"] == ["Cho biết tên con."]


def test_a_label_with_a_percent_sign_breaks_no_sentence() -> None:
    class Odd(PageForm):
        share = forms.CharField(label="Phần 50%(s)", max_length=2)

    assert "50" in Odd({"share": "abc"}).errors["share"][0]
    assert "50" in Odd({}).errors["share"][0]


def test_letters_sent_in_pieces_are_joined_and_nul_is_dropped() -> None:
    form = Everything({**GOOD, "name": "Nguye\u0302\u0303n\0"}, good_file())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Nguyễn"


def test_a_file_dropped_for_its_size_is_said_once_and_not_called_missing() -> None:
    form = Everything(GOOD, {})
    form.upload_problems = {"paper": FILE_TOO_LARGE}
    assert form.errors == {"paper": [str(FILE_TOO_LARGE)]}


def test_a_file_dropped_from_an_unknown_field_is_said_for_the_whole_form() -> None:
    form = Everything(GOOD, good_file())
    form.upload_problems = {"elsewhere": FILE_TOO_LARGE}
    assert form.non_field_errors() == [str(FILE_TOO_LARGE)]


@pytest.mark.parametrize(
    ("field", "component"),
    [
        ("name", 'type="text"'),
        ("mail", 'type="email"'),
        ("count", 'inputmode="numeric"'),
        ("sex", 'class="govuk-radios"'),
        ("area", 'class="govuk-select"'),
        ("wants", 'class="govuk-checkboxes"'),
        ("note", 'data-maxlength="100"'),
        ("agree", 'class="govuk-checkboxes"'),
        ("paper", 'type="file"'),
        ("secret", 'data-module="govuk-password-input"'),
    ],
)
def test_each_widget_is_shown_by_its_component_with_a_label(field: str, component: str) -> None:
    page = show(field, Everything())
    assert component in page
    assert str(Everything().fields[field].label) in page
    assert f'id="id_{field}"' in page


def test_a_hidden_field_has_no_label() -> None:
    assert show("token", Everything(initial={"token": "k"})) == '<input type="hidden" name="token" value="k">'


def test_what_was_typed_is_shown_again() -> None:
    form = Everything(
        {"name": "Điểu <b>An</b>", "sex": "nu", "area": "2", "wants": ["b"], "note": "a\nb", "agree": "on"}
    )
    assert 'value="Điểu &lt;b&gt;An&lt;/b&gt;"' in show("name", form)
    assert _checked(show("sex", form)) == ["nu"]
    assert 'value="2" selected' in show("area", form)
    assert _checked(show("wants", form)) == ["b"]
    assert "a\nb</textarea>" in show("note", form)
    assert _checked(show("agree", form)) == ["on"]


def test_a_password_is_never_shown_again() -> None:
    assert "hunter2" not in show("secret", Everything({"secret": "hunter2"}))


def test_an_open_question_says_that_it_may_be_left() -> None:
    assert "Thư điện tử (không bắt buộc)" in show("mail", Everything())
    assert "(không bắt buộc)" not in show("name", Everything())


def test_a_box_is_tied_to_its_hint_and_its_error() -> None:
    page = show("name", Everything({}), ', hint="Như trong giấy tờ"')
    assert 'aria-describedby="id_name-hint id_name-error"' in page
    assert "Như trong giấy tờ" in page


def test_the_summary_links_every_error_to_a_box_that_exists() -> None:
    form = Everything({})
    page = show("", form)
    for name in form.errors:
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in show(name, form)


def test_there_is_no_summary_without_errors() -> None:
    assert show("", Everything()) == ""


def test_a_percent_sign_in_the_counter_is_the_components_own() -> None:
    assert "%{count}" in show("note", Everything())
    assert "Viết tối đa 100 ký tự" in show("note", Everything())


def _checked(page: str) -> list[str]:
    import re

    return [re.search(r'value="(\w+)"', tag)[1] for tag in re.findall(r"<input[^>]*\schecked[^>]*>", page)]  # type: ignore[index]
