"""Pages for when something is not as wished, as a browser meets them."""

from __future__ import annotations

import pytest
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.test import Client, RequestFactory
from django.utils import translation

from motcua.web.shared import views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "sentence"), [("/khong-co/", "Không tìm thấy trang này"), ("/en/no/", "Page not found")]
)
def test_an_address_that_does_not_exist_says_so_in_the_language_of_the_address(path: str, sentence: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert sentence in response.content.decode()


@pytest.mark.parametrize("path", ["/thu-tuc/%00/", "/thu-tuc/quoc-gia/%00/", "/api/v1/matters/%00", "/%00"])
def test_an_address_that_no_database_could_take_is_found_nowhere(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_an_address_of_the_api_that_does_not_exist_is_a_problem_document() -> None:
    response = Client().get("/api/v1/khong-co")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_the_address_of_a_button_says_that_nothing_was_done_and_what_it_takes() -> None:
    response = Client().get("/ung-dung/bao-tin/x/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Chưa có việc gì được thực hiện" in response.content.decode()


def test_a_way_the_api_does_not_know_is_a_problem_document() -> None:
    response = Client().get("/api/v1/zalo/webhook")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "POST"


def test_a_page_that_was_open_too_long_says_how_to_keep_what_was_typed() -> None:
    response = views.csrf_failure(RequestFactory().post("/ho-so/"), reason="CSRF token missing.")
    assert response.status_code == 403
    page = response.content.decode()
    assert "Trang đã mở quá lâu" in page
    assert "những gì đã nhập vẫn còn" in page
    assert "CSRF" not in page


def test_more_than_a_form_can_hold_is_413() -> None:
    response = views.bad_request(RequestFactory().post("/ho-so/"), RequestDataTooBig("…"))
    assert response.status_code == 413
    assert "20 MB" in response.content.decode()


def test_a_form_of_too_much_text_is_413_through_the_whole_program() -> None:
    response = Client().post("/tai-khoan/login/", {"login": "x" * 3_000_000, "password": "y"})
    assert response.status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "bad host"])
def test_a_foreign_host_name_gets_a_page_and_no_link_to_itself(host: str) -> None:
    request = RequestFactory().get("/", headers={"host": host, "referer": f"http://{host}/"})
    response = views.bad_request(request, DisallowedHost())
    assert response.status_code == 400
    assert host not in response.content.decode()


def test_a_fault_of_ours_is_told_without_asking_the_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "không phải do anh/chị" in response.content.decode()
    with translation.override("en"):
        assert 'lang="en"' in views.server_error(RequestFactory().get("/en/")).content.decode()


@pytest.mark.parametrize("name", ["bad_request", "forbidden", "not_found", "too_large"])
def test_each_page_is_whole_in_english(name: str) -> None:
    with translation.override("en"):
        page = getattr(views, name)(RequestFactory().get("/en/")).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert main.isascii(), [word for word in main.split() if not word.isascii()]
