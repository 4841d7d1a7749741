"""The voter's page says in a sentence that a letter was recalled, what happens now, and which answer is the new one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.domain.packs import actions as packs
from motcua.domain.petitions import actions
from motcua.domain.petitions.models import Answer, Petition
from motcua.kernel.actors import System
from motcua.web.shared import site
from tests.build import people
from tests.build.petitions import ANSWERED, DONE, SOLVING, TOLD, WHY, Council, a_petition, issue, walk
from tests.web.desk.visits import text_of

BY = System("jobs")
NOVEMBER = datetime(2024, 11, 5, 3, 0, tzinfo=UTC)
RECALLED = datetime(2024, 10, 28, 2, 0, tzinfo=UTC)
A, B = 501, 502


@pytest.fixture(autouse=True)
def november(on_that_day: None) -> Any:
    packs.begin_demonstration(offset=datetime.now(UTC) - NOVEMBER, by=people.NURSE, now=NOVEMBER)
    site.forget()


def recalled(council: Council, until: str = "answered", second: Any = SOLVING) -> Petition:
    """A petition whose letter 01 of 25 October was recalled on the 28th."""
    petition = walk(a_petition(council), council, until, answers=(DONE, second), letter_id=A)
    Answer.objects.update(symbol="01/STTTT-BCVTCNTT", signed_on=date(2024, 10, 25))
    actions.letter_recalled([A], by=BY, now=RECALLED)
    return petition


def page_of(client: Client, petition: Petition, prefix: str = "") -> str:
    return text_of(client.get(f"{prefix}/kien-nghi/{petition.matter.token}/"))


def test_it_must_be_answered_again_by_the_day_it_was(client: Client) -> None:
    page = page_of(client, recalled(Council.of()))
    assert "Văn bản trả lời số 01/STTTT-BCVTCNTT ngày 25/10/2024 đã bị thu hồi ngày 28/10/2024." in page
    assert "Trả lời và lời hứa trong đó không còn tính nữa; Sở Thông tin và Truyền thông" in page
    assert "phải trả lời lại cho bạn." in page
    assert "Phải trả lời chậm nhất ngày 30/10/2024 Đã quá hạn" in page
    assert "Văn bản trả lời số 01/STTTT-BCVTCNTT bị thu hồi" in page, "it stands among the days"
    for gone in (DONE.text, SOLVING.text, SOLVING.promises[0].what, "Đã hứa"):
        assert gone not in page


def test_once_answered_anew_it_says_that_this_is_the_new_answer(client: Client) -> None:
    council = Council.of()
    petition = recalled(council)
    issue(petition, council, (DONE, TOLD), now=ANSWERED + timedelta(days=6), letter_id=B)
    page = page_of(client, petition)
    assert "đã bị thu hồi ngày 28/10/2024. Trả lời dưới đây là trả lời mới." in page
    assert TOLD.text in page


def test_what_was_settled_is_looked_at_by_the_delegates_first(client: Client) -> None:
    council = Council.of()
    petition = recalled(council, "reviewed", TOLD)
    page = page_of(client, petition)
    assert "Các đại biểu đang xem có phải trả lời lại hay không." in page
    assert "Tải văn bản trả lời" not in page
    actions.owe_again(petition.pk, WHY, by=council.secretary.official, now=NOVEMBER)
    assert "phải trả lời lại cho bạn." in page_of(client, petition)


def test_a_petition_without_a_recalled_letter_says_nothing_of_it_and_english_says_all_of_it(client: Client) -> None:
    council = Council.of()
    plain = walk(a_petition(council), council, "answered")
    assert "thu hồi" not in page_of(client, plain)
    english = page_of(client, recalled(council), "/en")
    assert "was recalled on 28/10/2024. The answer and the promises in it no longer count" in english
