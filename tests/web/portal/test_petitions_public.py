"""The public board of voters' petitions: what was approved, what was promised and kept, session by session."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.packs import actions as packs
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Promise, Voter
from motcua.domain.petitions.models import Petition
from motcua.kernel.errors import NotFound
from motcua.web.portal import petitions_telling
from motcua.web.shared import site
from tests.build import people
from tests.build.petitions import (
    DONE,
    FIELD,
    LEAD,
    MILESTONE,
    NO_DAY,
    PROOF,
    SOLVING,
    TOLD,
    WHY,
    Council,
    a_petition,
    walk,
)
from tests.web.desk.visits import text_of

BOARD = "/kien-nghi/"
PUBLIC = "Đề nghị cải thiện chuyển đổi số:\n1. Kiểm tra, khắc phục hạn chế.\n2. Tạo thuận lợi cho người dân."
YEAR_END = datetime(2024, 12, 30, 3, 0, tzinfo=UTC)
PRIVATE = ("Nguyễn Quyết Thắng", "0912345670", "thang@example.vn", "thôn Đak Xuyên")


@pytest.fixture
def council() -> Council:
    return Council.of()


@pytest.fixture(autouse=True)
def year_end(on_that_day: None) -> Any:
    """The promises of the seed letter are due, one of them is over."""
    packs.begin_demonstration(offset=datetime.now(UTC) - YEAR_END, by=people.NURSE, now=YEAR_END)
    site.forget()


def published(council: Council, until: str = "answered", text: str = PUBLIC, **changed: Any) -> Petition:
    answers = changed.pop("answers", (DONE, SOLVING))
    petition = walk(a_petition(council, **changed), council, until, answers=answers)
    return actions.make_public(petition.pk, text, by=council.secretary.official, now=YEAR_END)


def address(petition: Petition) -> str:
    return reverse("portal:public_petition", args=[petition.matter.code])


def test_only_approved_words_are_shown_and_no_name_without_consent(client: Client, council: Council) -> None:
    petition = published(council)
    hidden = a_petition(council, client_key="hidden")
    for page in (text_of(client.get(BOARD)), text_of(client.get(address(petition)))):
        assert "Đề nghị cải thiện chuyển đổi số" in page
        assert [word for word in (*PRIVATE, petition.matter.token, str(hidden.matter.code)) if word in page] == []
    assert client.get(address(hidden)).status_code == 404
    assert client.get("/kien-nghi/cong-khai/xyz/").status_code == 404
    actions.keep_private(petition.pk, by=council.secretary.official, now=YEAR_END)
    assert client.get(address(petition)).status_code == 404


def test_a_name_is_shown_where_its_bearer_agreed(client: Client, council: Council) -> None:
    petition = published(council, voter=Voter("Nguyễn Quyết Thắng", "0912345670", named=True))
    page = text_of(client.get(address(petition)))
    assert "Nguyễn Quyết Thắng" in page
    assert "0912345670" not in page


def test_a_promise_that_names_who_asked_is_shown_without_the_name(client: Client, council: Council) -> None:
    naming = Promise("Gặp ông NGUYỄN QUYẾT THẮNG, số 0912345670, để làm rõ", LEAD, date(2024, 11, 30))
    petition = published(council, answers=(DONE, replace(SOLVING, promises=(naming,))))
    found = queries.public_petition(str(petition.matter.code), YEAR_END.date())
    assert (found.voter, found.red, len(found.milestones)) == ("", False, 1)
    page = text_of(client.get(address(petition)))
    assert "Gặp ông …, số …, để làm rõ" in page


def test_what_was_answered_is_read_by_everybody_without_whoever_asked(client: Client, council: Council) -> None:
    naming = "Đã trả lời ông Nguyễn Quyết Thắng, số 0912 345.670: đoàn đã kiểm tra thôn Đak Xuyên."
    petition = published(council, answers=(replace(DONE, text=naming), SOLVING))
    page = text_of(client.get(address(petition)))
    assert "Đã trả lời ông …, số …: đoàn đã kiểm tra …." in page
    assert SOLVING.text in page
    assert page.index(SOLVING.text) < page.index(MILESTONE.what), "the answer, then what it promises"
    assert [word for word in PRIVATE if word in page] == []
    found = queries.public_petition(str(petition.matter.code), YEAR_END.date())
    assert [bool(point.answer) for point in found.points] == [True, True]
    by = council.secretary.official
    actions.come_back(petition.pk, WHY, owed=[1], due_on=date(2025, 1, 20), by=by, now=YEAR_END)
    assert "đoàn đã kiểm tra" not in text_of(client.get(address(petition))), "it is owed again"


def test_the_page_says_each_point_its_class_its_letter_and_what_became_of_each_promise(
    client: Client, council: Council
) -> None:
    petition = published(council, "reviewed")
    first, _second = queries.commitments_of(petition.pk)
    actions.keep_commitment(
        first.pk, date(2024, 11, 20), "Đã công khai ở 111 xã.", PROOF, by=council.lead.official, now=YEAR_END
    )
    page = text_of(client.get(address(petition)))
    for said in (
        "Ý 1 Kiểm tra, khắc phục hạn chế. Đã làm xong",
        "Ý 2 Tạo thuận lợi cho người dân. Đang làm, có ngày hẹn",
        f"{MILESTONE.what} Đã làm ngày 20/11/2024, đúng hẹn Hẹn làm xong chậm nhất ngày 30/11/2024",
        "Quá hẹn 10 ngày, chưa làm xong Hẹn làm xong chậm nhất ngày 20/12/2024",
        "Kỳ họp thứ 15, khóa X",
        "Đã trả lời và hứa làm. Việc đã hứa được theo dõi đến khi làm xong.",
    ):
        assert said in page
    board = text_of(client.get(BOARD))
    assert "Đã hứa 2 việc , đã làm 1 · 1 việc trễ hẹn" in board or "Đã hứa 2 việc, đã làm 1 · 1 việc trễ hẹn" in board


def test_a_promise_without_roadmap_is_red(client: Client, council: Council) -> None:
    petition = published(council, answers=(DONE, NO_DAY))
    for path in (BOARD, address(petition)):
        assert '<strong class="govuk-tag govuk-tag--red">Chưa có lộ trình</strong>' in client.get(path).content.decode()


def test_what_is_overdue_is_said_plainly(client: Client, council: Council) -> None:
    petition = published(council, "accepted")
    page = client.get(address(petition)).content.decode()
    assert '<strong class="govuk-tag govuk-tag--red">Quá hạn, chưa trả lời</strong>' in page
    assert "1 kiến nghị đã quá hạn mà chưa trả lời." in text_of(client.get(BOARD))


def test_a_session_is_drawn_as_a_bar_whose_numbers_stand_beside_it(client: Client, council: Council) -> None:
    for key, answers in {"a": (DONE, DONE), "b": (DONE, SOLVING), "c": (DONE, NO_DAY), "d": (TOLD, TOLD)}.items():
        walk(a_petition(council, client_key=key), council, "answered", answers=answers)
    walk(a_petition(council, client_key="e"), council, "accepted")
    (counted,) = queries.progress(date(2024, 12, 30))
    groups = (counted.done, counted.under_way, counted.bare, counted.told, counted.owed)
    assert (groups, counted.total, counted.overdue) == ((1, 1, 1, 1, 1), 5, 1)
    assert (counted.promises.broken, counted.promises.total) == (2, 2)
    bar = petitions_telling.bar_of(counted)
    assert [(part.begins, part.length) for part in bar.parts] == [(0, 20), (20, 20), (40, 20), (60, 20), (80, 20)]
    page = client.get(BOARD)
    assert page.content.decode().count('class="mc-tally__part ') == 5
    said = text_of(page)
    for words in ("Kỳ họp thứ 15, khóa X : 5 kiến nghị", "1 đã làm xong", "1 chưa có lộ trình"):
        assert words in said.replace("X:", "X :")
    assert "Đã hứa 2 việc: 0 làm đúng hẹn, 0 làm trễ, 0 chưa đến hẹn. 2 việc đã quá hẹn mà chưa làm." in said


def test_the_board_is_narrowed_by_session_place_and_field(client: Client, council: Council) -> None:
    code = str(published(council, "classified").matter.code)
    for asked in ("", "ky=X-15", "noi=25399", "noi=696", f"linh-vuc={FIELD}", "ky=Y-99", "ky=%00"):
        assert code in client.get(f"{BOARD}?{asked}").content.decode(), asked
    for asked in ("ky=X-14", "noi=25405", "linh-vuc=y-te", "noi=%F0"):
        page = client.get(f"{BOARD}?{asked}").content.decode()
        assert code not in page, asked
        assert "Chưa có kiến nghị nào được đăng ở đây" in page


def test_the_board_costs_the_same_however_long_it_is(client: Client, council: Council) -> None:
    def cost() -> int:
        client.get(BOARD)
        with CaptureQueriesContext(connection) as captured:
            client.get(BOARD)
        return len(captured)

    published(council)
    before = cost()
    for number in range(3):
        published(council, client_key=f"more-{number}")
    assert cost() == before <= 15


def test_words_that_are_not_numbered_as_the_points_are_stay_together() -> None:
    assert queries.parted("Chung:\n1. Một\nhai\n2) Ba", 2) == ("Chung:", {1: "Một\nhai", 2: "Ba"})
    for text in ("1. Một", "2. Hai\n1. Một", "Không đánh số", "1. a\n2. b\n3. c"):
        assert queries.parted(text, 2) == (text, {})


def test_the_table_and_the_news_say_the_same_and_nothing_more(client: Client, council: Council) -> None:
    petition = published(council, "reviewed")
    published(council, "classified", client_key="b", text="=1+1 là lời của cử tri.")
    answer = client.get("/kien-nghi/cong-khai.csv")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    rows = {row["code"]: row for row in csv.DictReader(StringIO(text))}
    row = rows[str(petition.matter.code)]
    assert (row["session"], row["class"], row["promised"], row["kept"], row["late"]) == ("15", "ongoing", "2", "0", "2")
    assert (row["no_roadmap"], row["overdue"], row["next_day"]) == ("false", "false", "2024-11-30")
    assert row["asked"] == PUBLIC
    assert any(each["asked"].startswith("'=") for each in rows.values())
    news = client.get("/kien-nghi/cong-khai.atom")
    assert news["Content-Type"].startswith("application/atom+xml")
    assert "Đang làm, có ngày hẹn" in news.content.decode()
    assert [word for word in PRIVATE if word in text + news.content.decode()] == []
    assert client.get("/kien-nghi/cong-khai.xml").status_code == 404
    again = client.get("/kien-nghi/cong-khai.csv", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert queries.newest_change(queries.BoardFilter())[0] == 2
    narrowed = client.get("/kien-nghi/cong-khai.csv?ky=X-14")
    assert len(b"".join(narrowed.streaming_content).decode().splitlines()) == 1


def test_the_pages_stand_in_english(client: Client, council: Council) -> None:
    petition = published(council)
    assert "Voters' petitions" in client.get("/en/kien-nghi/").content.decode()
    page = text_of(client.get(f"/en/kien-nghi/cong-khai/{petition.matter.code}/"))
    for said in ("Point 1", "Under way, with a date", "Promised"):
        assert said in page


def test_home_and_the_app_lead_to_the_board(client: Client) -> None:
    for path in ("/", "/ung-dung/"):
        assert f'href="{BOARD}"' in client.get(path).content.decode()


def test_a_petition_is_read_by_its_code_as_everybody_sees_it(council: Council) -> None:
    petition = published(council)
    found = queries.public_petition(f" {str(petition.matter.code).lower()} ", YEAR_END.date())
    assert found.code == petition.matter.code
    assert queries.checked_by([4711]) == {}
    hidden = walk(a_petition(council), council, "answered")
    with pytest.raises(NotFound):
        queries.public_petition(str(hidden.matter.code), YEAR_END.date())
