"""What surrounds every page: language, navigation, demo banner, who is signed in, the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from motcua.domain.packs.models import Installation
from motcua.web.shared import clock, context, filters, middleware, site

pytestmark = pytest.mark.django_db


def visit(path: str = "/thu-tuc/?q=khai+sinh", method: str = "get", user: Any = None, **session: Any) -> HttpRequest:
    request = getattr(RequestFactory(), method)(path)
    request.user = user or AnonymousUser()
    request.session = session
    assert isinstance(request, HttpRequest)
    return request


def shown(request: HttpRequest, template: str = "shared/base.html", **more: Any) -> str:
    return str(render_to_string(template, more, request))


def install(**columns: Any) -> None:
    Installation.objects.all().delete()
    portal = {
        "name": {"vi": "Cổng tỉnh Mẫu", "en": "Mau portal"},
        "short_name": {"vi": "Một Cửa Mẫu"},
        "hotline": "1022",
    }
    Installation.objects.create(id=1, pack="mau", portal=portal, loaded_at=datetime(2024, 10, 1, tzinfo=UTC), **columns)
    site.forget()


def test_the_names_come_from_the_pack() -> None:
    install()
    page = shown(visit())
    assert "Một Cửa Mẫu" in page
    assert "Cổng tỉnh Mẫu" in page
    with translation.override("en"):
        page = shown(visit("/en/"))
    assert "Mau portal" in page
    assert "Một Cửa Mẫu" in page, "Vietnamese where the pack has no English"


def test_a_page_can_be_shown_before_any_pack_is_loaded() -> None:
    Installation.objects.all().delete()
    site.forget()
    assert "Một Cửa" in shown(visit())


def test_a_demonstration_says_so_with_its_own_date() -> None:
    install(demo=True, clock_offset=datetime.now(UTC) - datetime(2024, 10, 21, 3, tzinfo=UTC))
    page = shown(visit())
    assert "Đây là bản trình diễn với số liệu giả định." in page
    assert "21/10/2024" in page


def test_a_real_installation_has_no_such_banner() -> None:
    install()
    assert "bản trình diễn" not in shown(visit())


def test_a_request_has_one_moment_by_the_clock_of_the_installation() -> None:
    install(demo=True, clock_offset=timedelta(days=100))
    request = visit()
    seen: list[datetime] = []
    middleware.present(lambda request: seen.append(request.now))(request)  # type: ignore[attr-defined, arg-type, return-value]
    assert abs(datetime.now(UTC) - timedelta(days=100) - seen[0]) < timedelta(seconds=10)
    assert seen[0].utcoffset() == timedelta(0)
    assert context.page(request)["now"] == seen[0]


def test_the_database_is_asked_once_for_many_pages(django_assert_num_queries: Any) -> None:
    install()
    with django_assert_num_queries(2):
        for _ in range(3):
            clock.now()
            shown(visit())


@pytest.mark.parametrize(
    ("language", "path", "other"),
    [
        ("vi", "/thu-tuc/?q=khai+sinh", "/en/thu-tuc/?q=khai+sinh"),
        ("en", "/en/thu-tuc/?q=khai+sinh", "/thu-tuc/?q=khai+sinh"),
        ("vi", "/", "/en/"),
        ("en", "/en/", "/"),
        ("vi", "/english/", "/en/english/"),
    ],
)
def test_the_language_switch_leads_to_the_same_page(language: str, path: str, other: str) -> None:
    with translation.override(language):
        links = context.page(visit(path))["languages"]
    assert [link["href"] for link in links if not link["active"]] == [other]
    assert [link["code"] for link in links if link["active"]] == [language]


def test_after_a_form_the_language_switch_leads_to_the_page_without_what_was_sent() -> None:
    links = context.page(visit("/ho-so/?buoc=2", "post"))["languages"]
    assert [link["href"] for link in links] == ["/ho-so/", "/en/ho-so/"]


def test_a_visitor_is_offered_to_sign_in_and_a_person_to_sign_out() -> None:
    class Person:
        is_authenticated, is_staff, full_name = True, False, "Điểu Thị <Mai>"

    assert "Đăng nhập" in shown(visit())
    page = shown(visit(user=Person()))
    assert "Điểu Thị &lt;Mai&gt;" in page
    assert "Đăng xuất" in page
    assert "Đăng nhập" not in page


def test_the_title_says_that_a_form_has_errors() -> None:
    class Form:
        errors = {"name": ["…"]}  # noqa: RUF012

    assert "<title>Lỗi: " in shown(visit(), form=Form())
    assert "<title>Lỗi: " not in shown(visit())


def test_the_desk_names_the_agency_one_acts_for() -> None:
    assert "UBND xã Mẫu" in shown(visit("/can-bo/"), "shared/desk_base.html", seat={"agency_name": "UBND xã Mẫu"})
    assert "desk.css" in shown(visit("/can-bo/"), "shared/desk_base.html")


def test_the_context_gives_what_it_promises() -> None:
    given = set(context.page(visit()))
    assert given <= context.NAMES
    # The rest comes from Django's own backend and from its messages.
    assert context.NAMES - given == {
        "request",
        "csrf_token",
        "messages",
        "DEFAULT_MESSAGE_LEVELS",
    }


MOMENT = datetime(2024, 9, 5, 6, 30, tzinfo=UTC)


def test_days_and_moments_are_local_and_read_the_same_way_round_by_everybody() -> None:
    assert filters.day(MOMENT) == "05/09/2024"
    assert filters.moment(MOMENT) == "13:30 ngày 05/09/2024"
    assert filters.day(datetime(2024, 9, 5, 18, tzinfo=UTC)) == "06/09/2024"
    with translation.override("en"):
        assert filters.day(MOMENT.date()) == "5 September 2024"
        assert filters.moment(MOMENT) == "13:30 on 5 September 2024"


def test_money_and_sizes_as_people_write_them() -> None:
    assert filters.money(1_250_000) == "1.250.000 đồng"
    assert [filters.decimal(value) for value in (9.0, 1.75)] == ["9", "1,75"]
    assert filters.file_size(2_400_000) == "2,4 MB"
    assert filters.file_size(1) == "1 kB"
    with translation.override("en"):
        assert filters.money(15_000) == "VND 15,000"
        assert filters.file_size(2_400_000) == "2.4 MB"


def test_a_pair_of_words_from_the_pack_is_read_in_the_language_of_the_page() -> None:
    assert filters.said({"vi": "Khai sinh", "en": "Birth"}) == "Khai sinh"
    assert filters.said("Khai sinh") == "Khai sinh"
    assert filters.said(None) == ""
    with translation.override("en"):
        assert filters.said({"vi": "Khai sinh", "en": "Birth"}) == "Birth"
        assert filters.said({"vi": "Khai sinh", "en": ""}) == "Khai sinh"
