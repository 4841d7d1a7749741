"""The voter's own page by its secret address: the state in plain words, the letter, the milestones, the one tap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.letters import queries as letters
from motcua.domain.packs import actions as packs
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Letter
from motcua.domain.petitions.models import Petition, Unanswered
from motcua.domain.petitions.states import State
from motcua.kernel.errors import NotFound
from motcua.web.portal.petitions_telling import STANDINGS
from motcua.web.shared import site
from tests.build import jobs, people
from tests.build.petitions import (
    ANSWERED,
    DONE,
    MET,
    NO_DAY,
    SOLVING,
    TOLD,
    WHY,
    WORDS,
    Council,
    a_petition,
    walk,
)
from tests.web.desk.visits import text_of

NOVEMBER = datetime(2024, 11, 5, 3, 0, tzinfo=UTC)
TAP = "Chưa được trả lời"


@pytest.fixture
def council() -> Council:
    return Council.of()


@pytest.fixture(autouse=True)
def november(on_that_day: None) -> Any:
    packs.begin_demonstration(offset=datetime.now(UTC) - NOVEMBER, by=people.NURSE, now=NOVEMBER)
    site.forget()


def own(petition: Petition, name: str = "portal:petition", **more: object) -> str:
    return reverse(name, kwargs={"token": petition.matter.token, **more})


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("classified", "Đã biết việc này thuộc lĩnh vực nào"),
        ("sent", "Đã chuyển đi để giao cho một cơ quan trả lời."),
        ("assigned", "Sở Thông tin và Truyền thông được giao trả lời."),
        ("accepted", "đã nhận việc và đang chuẩn bị trả lời. Phải trả lời chậm nhất ngày 30/10/2024 Đã quá hạn"),
        ("answered", "Các đại biểu đang xem trả lời đó đã được chưa."),
        ("reviewed", "Việc đã hứa được theo dõi đến khi làm xong."),
    ],
)
def test_the_state_is_said_in_words_that_anybody_understands(
    client: Client, council: Council, until: str, said: str
) -> None:
    petition = walk(a_petition(council), council, until)
    page = text_of(client.get(own(petition)))
    assert said in page.replace(" tỉnh Bình Phước", "") or said in page
    assert str(petition.matter.code) in page
    assert WORDS in page


def test_every_state_has_its_words() -> None:
    assert set(State) - set(STANDINGS) == {State.SEALED}, "under seal only one sentence is said"


def test_the_answer_the_class_and_the_milestones_stand_point_by_point(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "answered", answers=(DONE, SOLVING))
    page = text_of(client.get(own(petition)))
    assert f"Đã làm xong {DONE.text}" in page
    assert "Tập huấn cán bộ một cửa" in page
    assert "Chưa đến hẹn Hẹn làm xong chậm nhất ngày 20/12/2024 · Sở Nội vụ" in page
    red = walk(a_petition(council, client_key="b"), council, "answered", answers=(TOLD, NO_DAY))
    assert '<strong class="govuk-tag govuk-tag--red">Chưa có lộ trình</strong>' in client.get(own(red)).content.decode()


def test_one_tap_says_not_answered_without_signing_in_and_once_a_round(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "answered")
    assert TAP in text_of(client.get(own(petition)))
    answer = client.post(
        own(petition, "portal:petition_unanswered"), {"words": "Chưa nói gì về thôn tôi."}, follow=True
    )
    page = text_of(answer)
    assert "Đã ghi nhận: bạn chưa được trả lời." in page
    assert "cơ quan phải trả lời lại; bạn được báo ngày mới" in page
    assert TAP not in page
    client.post(own(petition, "portal:petition_unanswered"))
    assert [each.words for each in Unanswered.objects.all()] == ["Chưa nói gì về thôn tôi."]
    assert len(jobs.waiting("petitions.tell_unanswered")) == 1
    actions.come_back(petition.pk, WHY, by=council.secretary.official, now=NOVEMBER)
    assert "phải trả lời lại" in text_of(client.get(own(petition)))


def test_before_its_day_there_is_nothing_to_tap_and_an_old_page_is_told_so(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "classified")
    assert TAP not in text_of(client.get(own(petition)))
    assert client.post(own(petition, "portal:petition_unanswered")).status_code == 409
    assert client.get(own(petition, "portal:petition_unanswered")).status_code == 405


def test_whose_petition_was_joined_follows_the_other_without_reading_its_words(
    client: Client, council: Council
) -> None:
    main = a_petition(council, content="Nhà bà Điểu Thị Mai ở cuối thôn bị ngập.", points=())
    mine = a_petition(council, client_key="b")
    actions.join(mine.pk, str(main.matter.code), by=council.secretary.official, now=MET)
    walk(main, council, "answered", answers=(SOLVING,))
    page = text_of(client.get(own(mine)))
    assert f"giải quyết chung theo mã {main.matter.code}" in page
    assert SOLVING.text in page
    assert "Điểu Thị Mai" not in page
    client.post(own(mine, "portal:petition_unanswered"))
    assert Unanswered.objects.get().mine == mine
    assert TAP in text_of(client.get(own(main)))


def test_the_reason_stands_where_it_ended_apart(client: Client, council: Council) -> None:
    petition = a_petition(council)
    actions.set_aside(petition.pk, "Không nêu việc cụ thể nào.", by=council.secretary.official, now=MET)
    page = text_of(client.get(own(petition)))
    assert "không được xử lý như kiến nghị của cử tri. Không nêu việc cụ thể nào." in page


def test_the_voter_takes_their_name_back_with_one_press(client: Client, council: Council) -> None:
    petition = a_petition(council, voter=actions.Voter("Điểu Thị Lan", named=True))
    actions.make_public(petition.pk, "Bà Điểu Thị Lan đề nghị sửa đường.", by=council.secretary.official, now=MET)
    assert "Thôi công khai tên tôi" in text_of(client.get(own(petition)))
    page = client.post(own(petition, "portal:withdraw_petition_name"), follow=True)
    assert "Tên của bạn không còn hiện trên trang công khai." in text_of(page)
    assert "Thôi công khai tên tôi" not in text_of(page)
    public = client.get(reverse("portal:public_petition", args=[petition.matter.code]))
    assert "Điểu Thị Lan" not in text_of(public)


def test_the_page_is_nobody_elses(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "answered")
    answer = client.get(own(petition))
    assert answer["X-Robots-Tag"] == "noindex"
    assert "private" in answer["Cache-Control"]
    for path in (
        "/kien-nghi/khong-co/",
        f"/kien-nghi/{petition.matter.code}/",
        own(petition, "portal:petition_letter", letter_id=1),
    ):
        assert client.get(path).status_code == 404
    sealed = a_petition(council, client_key="b", content="Tôi tố cáo một việc làm sai trái.", points=())
    actions.seal(sealed.pk, by=council.secretary.official, now=MET)
    assert queries.under_seal(sealed.matter.token)
    page = client.get(own(sealed))
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert "đã được chuyển đến bộ phận có thẩm quyền và được xem xét riêng" in text_of(page)
    assert "sai trái" not in text_of(page)
    assert client.post(own(sealed, "portal:petition_unanswered")).status_code == 404
    assert client.get(own(sealed, "portal:own_petition_paper", attachment_id=1)).status_code == 404


def test_a_letter_from_elsewhere_is_named_and_none_is_offered(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    for number, said in enumerate((DONE, TOLD), start=1):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ANSWERED)
    letter = Letter("1234/STTTT-BCVTCNTT", ANSWERED.date())
    actions.answered_on_paper(petition.pk, [1, 2], letter, by=council.lead.official, now=ANSWERED)
    assert queries.checked_by([]) == {}
    page = text_of(client.get(own(petition)))
    assert "Văn bản trả lời số 1234/STTTT-BCVTCNTT ngày 25/10/2024" in page
    assert "Tải văn bản trả lời" not in page
    with pytest.raises(NotFound):
        letters.given_out(1)


def test_messages_stop_after_being_asked_once(client: Client, council: Council) -> None:
    petition = a_petition(council)
    assert "Thôi gửi tin" in text_of(client.get(own(petition)))
    assert "Thôi gửi tin về kiến nghị này?" in text_of(client.get(own(petition, "portal:stop_petition_mail")))
    petition.refresh_from_db()
    assert petition.mail_stopped_at is None
    page = text_of(client.post(own(petition, "portal:stop_petition_mail"), follow=True))
    assert "Sẽ không gửi tin về kiến nghị này nữa." in page
    petition.refresh_from_db()
    assert petition.mail_stopped_at is not None


def test_a_code_tells_the_state_and_the_days_and_no_more(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    typed = str(petition.matter.code).lower().replace("-", " ")
    page = text_of(client.get("/tra-cuu/", {"ma": typed}, follow=True))
    assert "đã nhận việc và đang chuẩn bị trả lời." in page
    assert "Phải trả lời chậm nhất ngày 30/10/2024 Đã quá hạn mà chưa có trả lời." in page
    assert "Ghi nhận 15/07/2024" in page
    for private in ("Nguyễn Quyết Thắng", "chuyển đổi số", petition.matter.token):
        assert private not in page
    assert queries.state_for_anybody(str(petition.matter.code), NOVEMBER).overdue
    assert "Xem kiến nghị này trên bảng công khai" not in page
    actions.make_public(petition.pk, "Đề nghị cải thiện chuyển đổi số.", by=council.secretary.official, now=NOVEMBER)
    assert "Xem kiến nghị này trên bảng công khai" in text_of(client.get(f"/tra-cuu/{petition.matter.code}"))


def test_the_page_stands_in_english(client: Client, council: Council) -> None:
    petition = walk(a_petition(council), council, "answered")
    page = text_of(client.get(f"/en{own(petition)}"))
    for said in ("Your petition", "I was not answered"):
        assert said in page
    assert queries.way_of(petition).assigned_at is not None
