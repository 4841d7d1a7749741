"""A voter's papers at the desk: added, looked at, passed on to whoever answers, removed; minutes handed in later."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Attachment, Meeting, Petition
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import PDF
from tests.build.petitions import MET, PROOF, WORDS, Council, a_meeting, a_petition, walk
from tests.web.desk.petition_pages import deed_of, page_of
from tests.web.desk.visits import at, text_of


@pytest.fixture
def council() -> Council:
    return Council.of()


def a_file(name: str = "don.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def of(paper: Attachment, name: str) -> str:
    return reverse(name, kwargs={"attachment_id": paper.pk})


def test_papers_are_sent_with_the_petition_and_only_the_office_sees_them(council: Council) -> None:
    client = at(council.secretary)
    new = reverse("desk:new_petition")
    session = str(queries.session_numbered("X", 15).pk)
    typed = {"source": "written", "content": WORDS, "session": session, "key": "k1"}
    assert "Chỉ nhận tệp PDF" in text_of(client.post(new, {**typed, "papers": a_file("x", b"xx")}))
    assert not Petition.objects.exists()
    page = client.post(new, {**typed, "papers": [a_file(), a_file("anh.pdf")]}, follow=True)
    petition = Petition.objects.get()
    assert page.redirect_chain[-1][0] == page_of(petition)
    for said in ("don.pdf", "anh.pdf", "chỉ văn phòng xem được", "Cho cơ quan trả lời xem"):
        assert said in text_of(page), said
    walk(petition, council, "accepted")
    assert "don.pdf" not in text_of(at(council.lead).get(page_of(petition)))


def test_a_paper_is_added_looked_at_passed_on_and_taken_back(council: Council) -> None:
    petition, client = a_petition(council), at(council.secretary)
    asked = deed_of(petition, "desk:attach_paper")
    assert "Chưa chọn tệp cho mục “Giấy tờ”." in text_of(client.post(asked, {}))
    assert "rỗng" in text_of(client.post(asked, {"file": a_file(content=b"")}))
    page = client.post(asked, {"file": a_file()}, follow=True)
    assert "Đã thêm giấy tờ kèm theo." in text_of(page)
    paper = Attachment.objects.get()
    assert client.get(of(paper, "desk:petition_paper")).content == PDF
    walk(petition, council, "accepted")
    leads = at(council.lead)
    assert leads.get(of(paper, "desk:petition_paper")).status_code == 404
    assert leads.post(of(paper, "desk:pass_paper_on"), {"cho-xem": "1"}).status_code == 404
    page = client.post(of(paper, "desk:pass_paper_on"), {"cho-xem": "1"}, follow=True)
    assert "Cơ quan được giao trả lời xem được giấy tờ này." in text_of(page)
    assert leads.get(of(paper, "desk:petition_paper")).content == PDF
    page = text_of(leads.get(page_of(petition)))
    assert "don.pdf" in page
    assert "Cho cơ quan trả lời xem" not in page
    client.post(of(paper, "desk:pass_paper_on"), {"cho-xem": "0"})
    assert leads.get(of(paper, "desk:petition_paper")).status_code == 404
    assert journal.verbs_of(petition.pk).count("petitions.paper_passed_on") == 2
    assert journal.facts("petitions.paper_passed_on")["passed_on"] is False
    assert client.post(of(paper, "desk:detach_paper")).status_code == 404, "it was sent: what was asked stays"


def test_a_paper_added_by_mistake_is_removed_while_the_petition_is_sorted(council: Council) -> None:
    petition, client = a_petition(council, files=[PROOF]), at(council.secretary)
    paper = Attachment.objects.get()
    page = client.post(of(paper, "desk:detach_paper"), follow=True)
    assert "Đã bỏ giấy tờ." in text_of(page)
    assert "Không có giấy tờ kèm theo." in text_of(client.get(page_of(petition)))
    for name in ("desk:petition_paper", "desk:detach_paper", "desk:pass_paper_on"):
        asked = client.get if name == "desk:petition_paper" else client.post
        assert asked(of(paper, name)).status_code == 404


def test_no_more_papers_than_one_person_looks_at(council: Council) -> None:
    petition, client = a_petition(council, files=[PROOF] * 10), at(council.secretary)
    page = client.post(deed_of(petition, "desk:attach_paper"), {"file": a_file()})
    assert "10" in text_of(page)
    assert Attachment.objects.count() == 10


def test_passing_on_twice_is_once_and_nobody_else_may(council: Council) -> None:
    petition = a_petition(council, files=[PROOF])
    paper, by = Attachment.objects.get(petition=petition), council.secretary.official
    for _again in range(2):
        assert actions.pass_on(paper.pk, by=by, now=MET).passed_on
    assert journal.verbs_of(petition.pk).count("petitions.paper_passed_on") == 1
    assert queries.attachment_seen_by(paper.pk, by).pk == paper.pk
    for attachment_id, reader in ((paper.pk, council.lead), (0, council.secretary), (paper.pk, people.dung())):
        with pytest.raises(NotFound):
            actions.pass_on(attachment_id, by=reader.official, now=MET)
        with pytest.raises(NotFound):
            queries.attachment_seen_by(attachment_id, reader.official)


def test_minutes_are_handed_in_once_at_the_page_of_the_meeting(council: Council) -> None:
    held, client = a_meeting(council), at(council.secretary)
    here, hand_in = ({"meeting_id": held.pk}, reverse("desk:hand_in_minutes", kwargs={"meeting_id": held.pk}))
    assert "Chưa có biên bản. Nộp biên bản" in text_of(client.get(reverse("desk:meeting", kwargs=here)))
    assert "Chưa chọn tệp cho mục “Biên bản”." in text_of(client.post(hand_in, {}))
    page = client.post(hand_in, {"minutes": a_file("bb.pdf")}, follow=True)
    assert "Đã nộp biên bản. " in text_of(page)
    assert "Xem biên bản" in text_of(page)
    assert client.get(reverse("desk:meeting_minutes", kwargs=here)).content == PDF
    assert "đã có biên bản" in text_of(client.post(hand_in, {"minutes": a_file("khac.pdf")}))
    assert Meeting.objects.get().minutes is not None


def test_the_voter_reads_what_came_with_their_own_petition(client: Client, council: Council) -> None:
    petition, other = a_petition(council, files=[PROOF]), a_petition(council, client_key="b")
    paper = Attachment.objects.get()

    def own(which: Petition) -> str:
        return reverse("portal:own_petition_paper", kwargs={"token": which.matter.token, "attachment_id": paper.pk})

    page = client.get(reverse("portal:petition", kwargs={"token": petition.matter.token}))
    assert "Giấy tờ bạn đã gửi kèm" in text_of(page)
    assert own(petition) in page.content.decode()
    assert client.get(own(petition)).content == PDF
    assert client.get(own(other)).status_code == 404
    assert queries.own_attachment(petition.matter.token, paper.pk).pk == paper.file_id
