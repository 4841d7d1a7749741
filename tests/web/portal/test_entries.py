"""Repeated groups on the phone: a list of cards, each entry a page of its own, nothing lost; no JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.models import Draft
from motcua.kernel.actors import Citizen
from tests.build import trial
from tests.build.people import BOM_BO
from tests.build.trial import HOUSEHOLD, typed_household, typed_member
from tests.web.portal.pages import for_oneself, problems, text_of
from tests.web.portal.test_budgets import cost

SignedIn = Callable[[Citizen], Client]


@pytest.fixture
def browser(signed_in: SignedIn, an: Citizen) -> Client:
    trial.publish()
    return signed_in(an)


def the_list(client: Client) -> str:
    """A household begun: the address of the page that lists its members."""
    first = for_oneself(client, str(client.post(f"/thu-tuc/{HOUSEHOLD}/bat-dau/")["Location"]))
    return str(client.post(first, typed_household())["Location"])


def added(client: Client, page: str) -> str:
    """The address of a new, empty entry."""
    token, page_id = page.strip("/").split("/")[1:]
    response = client.get(reverse("portal:add_entry", kwargs={"token": token, "page_id": page_id}))
    assert response.status_code == 302
    return str(response["Location"])


def address(name: str, entry: str) -> str:
    """Another address of an entry, by its name."""
    token, page_id, key = entry.strip("/").split("/")[1:]
    return reverse(name, kwargs={"token": token, "page_id": page_id, "key": key})


def test_an_empty_list_says_so_and_offers_to_add(browser: Client) -> None:
    shown = text_of(browser.get(the_list(browser)))
    assert "Chưa có mục nào" in shown
    assert "Thêm thành viên" in shown


def test_an_entry_is_filled_in_and_listed_with_its_ways_to_mend_and_remove(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    assert "Thành viên 1" in text_of(browser.get(entry))
    response = browser.post(entry, typed_member(**{"home-code": BOM_BO}))
    assert response["Location"] == page
    shown = text_of(browser.get(page))
    assert "Điểu Thị Hoa" in shown
    assert "Bom Bo" in shown
    assert f'href="{address("portal:entry", entry)}"' in shown
    assert f'href="{address("portal:remove_entry", entry)}"' in shown
    assert browser.post(page, {})["Location"].endswith("/ket-qua/")


def test_every_press_on_add_is_another_entry(browser: Client) -> None:
    page = the_list(browser)
    first, second = added(browser, page), added(browser, page)
    browser.post(first, typed_member("Điểu Thị Hoa"))
    browser.post(second, typed_member("Điểu Văn Sơn"))
    browser.post(second, typed_member("Điểu Văn Sơn"))
    shown = text_of(browser.get(page))
    assert shown.count('class="govuk-summary-card ') + shown.count('class="govuk-summary-card"') == 2


def test_a_question_that_an_answer_brings_up_is_asked_next_without_an_error(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    response = browser.post(entry, typed_member(works="yes"))
    assert response["Location"] == f"{entry}#id_income"
    shown = browser.get(entry)
    assert "Thu nhập" in text_of(shown)
    assert not problems(shown)


def test_what_is_wrong_is_kept_and_shown_on_the_entry_and_in_the_list(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    response = browser.post(entry, typed_member(**{"birth_date-day": "31", "birth_date-month": "2"}))
    assert len(problems(response)) == 1
    assert 'value="31"' in text_of(response)
    listed = browser.post(page, {})
    assert listed.status_code == 200
    assert problems(listed) == ["Thành viên 1: còn chỗ cần điền hoặc sửa. Hãy bấm Sửa ở mục đó."]
    assert f'href="#muc-{entry.split("/")[-2]}"' in text_of(listed)


def test_a_list_without_an_entry_is_not_gone_past(browser: Client) -> None:
    page = the_list(browser)
    listed = browser.post(page, {})
    assert problems(listed) == ["Những người cùng hộ còn trống. Hãy thêm ít nhất một mục."]
    assert 'href="#them"' in text_of(listed)


def test_saving_for_later_keeps_the_entry(browser: Client) -> None:
    page = the_list(browser)
    assert browser.post(added(browser, page), typed_member(name="") | {"de-sau": ["1"]})["Location"] == "/ho-so/"
    assert Draft.objects.get().answers["members"]


def test_removing_asks_once_and_leads_back(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    browser.post(entry, typed_member())
    asked = text_of(browser.get(f"{entry}bo/"))
    assert "Bỏ Thành viên 1?" in asked
    assert "Điểu Thị Hoa" in asked
    assert "Điểu Thị Hoa" in text_of(browser.get(page))
    assert browser.post(f"{entry}bo/")["Location"] == page
    assert "Chưa có mục nào" in text_of(browser.get(page))
    assert browser.get(f"{entry}bo/")["Location"] == page


def test_from_the_review_one_comes_back_to_it(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    browser.post(entry, typed_member())
    browser.post(page, {})
    browser.post(page.replace("thanh-vien", "ket-qua"), typed_household())
    review = page.replace("thanh-vien", "xem-lai")
    shown = text_of(browser.get(review))
    assert "Thành viên 1" in shown
    assert "Điểu Thị Hoa" in shown
    assert f'href="{entry}?sua=1"' in text_of(browser.get(f"{page}?sua=1"))
    assert browser.post(f"{entry}?sua=1", typed_member())["Location"] == f"{page}?sua=1"
    assert browser.post(f"{page}?sua=1", {})["Location"] == review


def test_a_full_list_offers_no_more(browser: Client) -> None:
    page = the_list(browser)
    for _number in range(3):
        browser.post(added(browser, page), typed_member())
    shown = text_of(browser.get(page))
    assert "Đã đủ 3 mục" in shown
    assert "Thêm thành viên" not in shown


def test_an_entry_typed_after_the_sign_in_ended_is_kept(browser: Client) -> None:
    page = the_list(browser)
    entry = added(browser, page)
    browser.logout()
    assert "/dang-nhap" in browser.post(entry, typed_member())["Location"]


def test_the_list_costs_the_same_however_long_it_is(browser: Client) -> None:
    page = the_list(browser)
    browser.post(added(browser, page), typed_member(**{"home-code": BOM_BO}))
    one = cost(browser, page)
    browser.post(added(browser, page), typed_member(**{"home-code": BOM_BO}))
    assert cost(browser, page) == one <= 6


def test_a_key_that_is_none_is_not_found(browser: Client) -> None:
    page = the_list(browser)
    assert browser.get(f"{page}KHONG-PHAI/").status_code == 404
    assert browser.get(f"{page.replace('thanh-vien', 'chu-ho')}them/").status_code == 404


def test_in_english_the_list_speaks_english(browser: Client) -> None:
    page = the_list(browser)
    browser.post(added(browser, page), typed_member())
    shown = text_of(browser.get(f"/en{page}"))
    assert "Add member" in shown
    assert "Date of birth" in shown


def test_what_is_unlikely_is_shown_on_the_review_and_one_may_go_on(signed_in: SignedIn, an: Citizen) -> None:
    old = {
        "rule": "age",
        "fields": ["members.birth_date"],
        "most": 90,
        "warn": True,
        "message": trial.words("Có người trên 90 tuổi.", "Somebody is over 90."),
    }
    trial.publish({**trial.FORM, "check": [old]})
    client = signed_in(an)
    page = the_list(client)
    client.post(added(client, page), typed_member(**{"birth_date-year": "1920"}))
    client.post(page, {})
    review = str(client.post(page.replace("thanh-vien", "ket-qua"), typed_household())["Location"])
    shown = text_of(client.get(review))
    assert "Có người trên 90 tuổi." in shown
    assert "Đã xem lại, tiếp tục nộp hồ sơ" in shown
    assert client.post(review.replace("/xem-lai/", "/nop/"))["Location"].endswith("/da-nop/")
