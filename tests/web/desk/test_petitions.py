"""Petitions at the desk: on the worklist, on the list with its filters, and who sees what on the page of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import queries
from tests.build import people
from tests.build.petitions import DONE, LEAD, NO_DAY, SOLVING, VOTER, WORDS, Council, a_petition, walk
from tests.build.reports import a_report
from tests.web.desk.petition_pages import LIST, SECRETS, WORKLIST, deed_of, fresh, page_of, queries_of, step_of
from tests.web.desk.visits import at, text_of


@pytest.fixture
def council() -> Council:
    return Council.of()


def test_steps_of_petitions_stand_on_the_worklist_of_whoever_has_them(council: Council) -> None:
    petition = walk(a_petition(council), council, "assigned")
    sorting = a_petition(council, content="Đề nghị sửa đường liên thôn bị hư hỏng nặng")
    for who, mine, other in ((council.lead, petition, sorting), (council.secretary, sorting, petition)):
        page = at(who).get(WORKLIST)
        assert page_of(mine) in page.content.decode()
        assert "Kiến nghị cử tri" in text_of(page)
        assert str(other.matter.code) not in text_of(page)
        for secret in (*SECRETS, WORDS):
            assert secret not in text_of(page)


def test_a_step_is_taken_given_back_and_handed_on_from_the_page(council: Council) -> None:
    other = people.an_official("Trần Văn Hai", Agency.objects.get(code=LEAD), Duty.SPECIALIST)
    petition, client = walk(a_petition(council), council, "assigned"), at(council.lead)
    task = {"task_id": queries.open_tasks(petition.pk)[0].pk}
    assert client.post(reverse("desk:claim", kwargs=task))["Location"] == page_of(petition)
    assert "Phạm Văn Mạng đang giữ việc này." in text_of(at(other).get(page_of(petition)))
    asked = reverse("desk:reassign", kwargs=task)
    assert client.post(asked, {"colleague": other.account.pk})["Location"] == page_of(petition)
    assert queries.task_seen_by(other.official, task["task_id"]).assignee_id == other.account.pk


def test_the_head_of_the_agency_may_give_a_step_that_somebody_has_to_another(council: Council) -> None:
    petition = walk(a_petition(council), council, "assigned")
    at(council.lead).post(reverse("desk:claim", kwargs={"task_id": queries.open_tasks(petition.pk)[0].pk}))
    assert "Giao cho đồng nghiệp" in text_of(at(council.director).get(page_of(petition)))
    assert "Giao cho đồng nghiệp" not in text_of(at(council.secretary).get(page_of(petition)))


def test_the_box_at_the_top_of_every_page_finds_a_petition_too(council: Council) -> None:
    petition = a_petition(council)
    found = at(council.secretary).get("/can-bo/ho-so/", {"q": f" {str(petition.matter.code).lower()}"}, follow=True)
    assert found.redirect_chain[-1][0] == page_of(petition)


@pytest.mark.parametrize("address", [WORKLIST, LIST])
def test_more_petitions_ask_no_more_queries(council: Council, address: str) -> None:
    client = at(council.secretary)
    client.get(address)
    a_petition(council)
    one = queries_of(client, address)
    for number in range(3):
        a_petition(council, content=f"Đề nghị xây cầu qua suối số {number} cho dân đi lại")
    assert queries_of(client, address) == one
    assert one <= 16


def test_the_page_asks_as_many_queries_whatever_happened(council: Council) -> None:
    client = at(council.secretary)
    first = walk(a_petition(council), council, "reviewed")
    client.get(page_of(first))
    one = queries_of(client, page_of(first))
    other = walk(
        a_petition(council, points=("Sửa đường liên thôn.", "Xây cầu qua suối.", "Lắp đèn đường.")),
        council,
        "reviewed",
        answers=(DONE, SOLVING, NO_DAY),
    )
    assert queries_of(client, page_of(other)) <= one


def test_the_list_is_found_by_code_and_by_each_filter(council: Council) -> None:
    red = walk(a_petition(council), council, "answered", answers=(DONE, NO_DAY))
    other = a_petition(council, content="Đề nghị sửa đường liên thôn", area="25405")
    session = queries.session_numbered("X", 15).pk
    client = at(council.secretary)
    assert client.get(LIST, {"q": str(red.matter.code).lower()})["Location"] == page_of(red)
    for asked in (
        {"linh-vuc": "cai-cach-hanh-chinh"},
        {"co-quan": LEAD},
        {"ket-qua": "planned"},
        {"trang-thai": "answered"},
        {"dia-ban": "25399"},
        {"chua-lo-trinh": "1"},
    ):
        page = text_of(client.get(LIST, asked))
        assert str(red.matter.code) in page, asked
        assert str(other.matter.code) not in page, asked
    assert "2 kiến nghị" in text_of(client.get(LIST, {"ky-hop": str(session)}))
    assert "Không có kiến nghị nào khớp" in text_of(client.get(LIST, {"qua-han": "1"}))
    assert client.get(LIST, {"trang-thai": "sealed", "linh-vuc": "\0", "ky-hop": "x", "trang": "x"}).status_code == 200


def test_what_is_overdue_stands_in_red(council: Council) -> None:
    late = walk(a_petition(council), council, "accepted", due_on=date(2024, 10, 9))
    page = text_of(at(council.secretary).get(LIST, {"qua-han": "1"}))
    assert str(late.matter.code) in page
    assert "Quá hạn" in page
    assert "Quá hạn trả lời" in text_of(at(council.lead).get(page_of(late)))


def test_only_the_office_of_the_council_reads_who_asked(council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    page = text_of(at(council.secretary).get(page_of(petition)))
    assert "Nguyễn Quyết Thắng" in page
    assert "thang@example.vn" in page
    for who in (council.lead, council.helper, council.assigner):
        page = text_of(at(who).get(page_of(petition)))
        assert WORDS in page
        assert "Cử tri không đồng ý nêu tên" in page
        for secret in SECRETS:
            assert secret not in page


def test_who_agreed_to_be_named_is_named_to_whoever_answers_and_no_more(council: Council) -> None:
    voter = type(VOTER)(VOTER.name, VOTER.phone, VOTER.email, VOTER.address, named=True)
    petition = walk(a_petition(council, voter=voter), council, "accepted")
    page = text_of(at(council.lead).get(page_of(petition)))
    assert VOTER.name in page
    for secret in (VOTER.phone, VOTER.email, VOTER.address):
        assert secret not in page


def test_words_that_may_denounce_are_for_the_secretaries_alone(council: Council) -> None:
    petition = a_petition(council, content="Tôi tố cáo ông chủ tịch xã nhận hối lộ khi cấp đất")
    client = at(council.secretary)
    page = client.get(page_of(petition))
    assert "Có thể là tố cáo" in text_of(page)
    assert step_of(petition, "classify") not in page.content.decode()
    client.post(deed_of(petition, "desk:clear_petition"))
    assert not fresh(petition).suspected
    assert step_of(petition, "classify") in client.get(page_of(petition)).content.decode()


def test_a_denunciation_leaves_every_list(council: Council) -> None:
    petition, client = a_petition(council), at(council.secretary)
    assert "Không ai ở đây xem được nữa" in text_of(client.post(deed_of(petition, "desk:seal_petition"), follow=True))
    assert client.get(page_of(petition)).status_code == 404
    assert str(petition.matter.code) not in text_of(client.get(LIST))


def test_strangers_find_nothing(council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    stranger = at(people.an_official("Vũ Thị Lạ", Agency.objects.get(code="H10.18"), Duty.SPECIALIST, Duty.LEADER))
    for address in (
        page_of(petition),
        deed_of(petition, "desk:draft_answer", point=1),
        deed_of(petition, "desk:remind_petition"),
        deed_of(petition, "desk:petition_slip"),
        reverse("desk:meetings"),
        reverse("desk:batches"),
        reverse("desk:new_batch"),
        reverse("desk:sessions"),
        reverse("desk:petition_sheets"),
        reverse("desk:new_petition"),
        reverse("desk:new_meeting"),
    ):
        assert stranger.get(address).status_code == 404, address
    assert str(petition.matter.code) not in text_of(stranger.get(LIST))


def test_the_pages_speak_english(council: Council) -> None:
    petition = walk(a_petition(council), council, "reviewed")
    client = at(council.secretary)
    for address, sentence in (
        (LIST, "Voters' petitions"),
        (page_of(petition), "The points and their answers"),
        (reverse("desk:batches"), "Batches sent on"),
        (reverse("desk:new_meeting"), "Note a meeting with voters"),
    ):
        assert sentence in text_of(client.get(f"/en{address}")), address


def test_reports_and_petitions_keep_to_their_own_pages(council: Council) -> None:
    report, petition = a_report(people.an()), a_petition(council)
    client = at(council.secretary)
    assert client.get(reverse("desk:petition", kwargs={"petition_id": report.pk})).status_code == 404
    assert client.get(reverse("desk:report", kwargs={"report_id": petition.pk})).status_code == 404
    assert client.get(reverse("desk:dossier", kwargs={"dossier_id": petition.pk})).status_code == 404
