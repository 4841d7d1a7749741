"""Who assigns, who answers, who reviews: each at their desk, and what each is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Answer, Commitment, Petition
from motcua.domain.petitions.states import State
from tests.build.dossiers import PDF
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    HELPS,
    LEAD,
    NO_DAY,
    SOLVING,
    TOLD,
    WHY,
    WORDS,
    Council,
    a_petition,
    walk,
)
from tests.web.desk.petition_pages import a_committee, boxes, deed_of, fresh, judged, page_of, step_of
from tests.web.desk.visits import at, now, text_of

TEXT = "Sở phối hợp với các huyện, xã tập huấn và công khai nơi liên hệ."


@pytest.fixture
def council() -> Council:
    return Council.of()


def today() -> date:
    return localdate(now())


def later(days: int) -> date:
    return today() + timedelta(days=days)


def letter(**changed: Any) -> dict[str, Any]:
    """The assigning letter as it is typed."""
    return {
        "symbol": "4102/UBND-TH",
        **boxes("signed_on", today()),
        "lead": LEAD,
        "help1": HELPS,
        **boxes("due_on", later(20)),
        **changed,
    }


def test_a_batch_is_assigned_with_one_letter(council: Council) -> None:
    petition = walk(a_petition(council), council, "sent")
    here = reverse("desk:batch", kwargs={"batch_id": petition.batch_id})
    client = at(council.assigner)
    assert "1 chờ giao" in text_of(client.get(here))
    for wrong, sentence in (
        (letter(), "Chưa chọn mục “Kiến nghị được giao”"),
        (letter(chosen=[petition.pk], **boxes("due_on", today())), "Ngày phải trả lời phải sau hôm nay"),
        (letter(chosen=[petition.pk], help1=LEAD), "Cơ quan chủ trì không đồng thời là cơ quan phối hợp"),
        (letter(chosen=[petition.pk], lead="x"), "Cơ quan này không có trong danh sách"),
        (letter(chosen=[petition.pk], **boxes("signed_on", later(1))), "Ngày của công văn không được sau hôm nay"),
    ):
        page = client.post(here, wrong)
        assert sentence in text_of(page)
        assert 'value="4102/UBND-TH"' in page.content.decode()
    assert "Đã giao 1 kiến nghị." in text_of(client.post(here, letter(chosen=[petition.pk]), follow=True))
    stands = queries.assignment_of(petition.pk)
    assert stands is not None
    assert (stands.symbol, stands.lead.code, fresh(petition).due_on) == ("4102/UBND-TH", LEAD, later(20))
    assert at(council.secretary).post(here, letter(chosen=[petition.pk])).status_code == 404
    assert at(council.lead).get(here).status_code == 404


def test_one_is_assigned_from_its_page_and_given_back_with_a_reason(council: Council) -> None:
    petition = walk(a_petition(council), council, "sent")
    at(council.assigner).post(step_of(petition, "assign"), letter())
    client = at(council.lead)
    asked = step_of(petition, "give_back")
    page = client.post(asked, {"reason": "Không", "suggested": HELPS})
    assert "Hãy viết rõ lý do" in text_of(page)
    assert f'value="{HELPS}" selected' in page.content.decode()
    assert "Hãy đề xuất một cơ quan khác" in text_of(client.post(asked, {"reason": WHY, "suggested": LEAD}))
    client.post(asked, {"reason": WHY, "suggested": HELPS})
    assert fresh(petition).state == State.RETURNED
    page = at(council.assigner).get(page_of(petition))
    assert WHY in text_of(page)
    assert "Đề nghị giao: Sở Nội vụ" in text_of(page)


def test_who_was_chosen_for_good_sees_no_button_to_give_it_back(council: Council) -> None:
    petition = walk(a_petition(council), council, "assigned")
    Petition.objects.filter(pk=petition.pk).update(returns=2)
    page = at(council.lead).get(page_of(petition)).content.decode()
    assert step_of(petition, "accept") in page
    assert step_of(petition, "give_back") not in page
    assert at(council.lead).get(step_of(petition, "give_back")).status_code == 409


def test_an_answer_is_drafted_point_by_point_with_milestones(council: Council) -> None:
    petition = walk(a_petition(council), council, "assigned")
    client = at(council.lead)
    client.post(step_of(petition, "accept"))
    assert "Ngày phải trả lời 30/10/2024" in text_of(client.get(page_of(petition)))
    first, second = (deed_of(petition, "desk:draft_answer", point=n) for n in (1, 2))
    done = {"result": "done", "detail": "inspected", "text": DONE.text}
    assert "Hãy ghi ngày" in text_of(client.post(first, done)) or client.post(first, done).status_code == 200
    assert not Answer.objects.exists()
    client.post(first, {**done, **boxes("done_on", date(2023, 10, 13))})
    solving = {"result": "ongoing", "text": TEXT, "detail": "roadmap"}
    row = {"what1": "Công khai số điện thoại ở mọi nơi", "unit1": LEAD, **boxes("due1", later(30))}
    for wrong, sentence in (
        ({**solving, "detail": ""}, "Hãy chọn chi tiết của kết quả"),
        (solving, "Có lộ trình thì phải ghi việc, cơ quan làm và ngày xong"),
        ({**solving, **row, "detail": "no_roadmap"}, "thì không phải là “Chưa có lộ trình”"),
        ({**solving, **row, "unit1": ""}, "Mỗi mốc phải ghi đủ việc làm, cơ quan làm và ngày xong."),
        ({**solving, **row, **boxes("due1", today())}, "Ngày hẹn làm xong phải sau hôm nay."),
        ({**solving, **row, "what1": "Làm"}, "Hãy ghi rõ việc sẽ làm."),
        ({**solving, **row, "result": "explained", "detail": ""}, "mới có việc hẹn làm"),
        ({**solving, "result": "explained"}, "Kết quả loại này không có chi tiết"),
    ):
        page = client.post(second, wrong)
        assert sentence in text_of(page), sentence
        assert TEXT in text_of(page)
    more = client.post(second, {**solving, **row, "them": "1"})
    assert "Mốc 3" in text_of(more)
    assert 'value="Công khai số điện thoại ở mọi nơi"' in more.content.decode()
    assert f'name="due1-year" type="text" value="{later(30).year}"' in " ".join(more.content.decode().split())
    client.post(second, {**solving, **row})
    assert Commitment.objects.get().made_at is None
    again = client.get(second).content.decode()
    assert f'value="{LEAD}" selected' in again
    page = text_of(client.get(page_of(petition)))
    assert "Dự thảo" in page
    assert TEXT not in text_of(at(council.secretary).get(page_of(petition)))


def test_who_helps_drafts_and_sees_only_their_own(council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ACCEPTED)
    client = at(council.helper)
    assert DONE.text not in text_of(client.get(page_of(petition)))
    client.post(deed_of(petition, "desk:draft_answer", point=1), {"result": "explained", "text": TOLD.text})
    assert TOLD.text in text_of(client.get(page_of(petition)))
    assert TOLD.text in text_of(at(council.lead).get(page_of(petition)))
    assert client.get(deed_of(petition, "desk:answered_on_paper")).status_code == 404


def test_a_promise_without_a_day_counts_in_red(council: Council) -> None:
    petition = walk(a_petition(council), council, "answered", answers=(DONE, NO_DAY))
    page = text_of(at(council.secretary).get(page_of(petition)))
    assert "Sẽ giải quyết · Chưa có lộ trình" in page
    client = at(council.lead)
    asked = deed_of(petition, "desk:commit", point=2)
    typed = {"what": "Mở thêm lớp tập huấn ở thôn xa", "unit": HELPS}
    assert "Ngày hẹn làm xong phải sau" in text_of(client.post(asked, {**typed, **boxes("due_on", today())}))
    client.post(asked, {**typed, **boxes("due_on", later(60))})
    assert "Chưa có lộ trình" not in text_of(client.get(page_of(petition)))
    assert "Ý này không ở kết quả" in text_of(
        client.post(deed_of(petition, "desk:commit", point=1), {**typed, **boxes("due_on", later(60))})
    )


def test_a_letter_from_outside_binds_the_drafts(council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    client = at(council.lead)
    asked = deed_of(petition, "desk:answered_on_paper")
    for number, said in ((1, DONE), (2, TOLD)):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ACCEPTED)
    typed = {"symbol": "1520/STTTT", **boxes("signed_on", today()), "points": ["1", "2"]}
    late = client.post(asked, {**typed, **boxes("signed_on", later(1))})
    assert "Ngày của công văn không được sau hôm nay." in text_of(late)
    assert "Chưa chọn mục" in text_of(client.post(asked, {**typed, "points": []}))
    client.post(asked, typed)
    assert fresh(petition).state == State.ANSWERED
    assert "Văn bản 1520/STTTT" in text_of(at(council.secretary).get(page_of(petition)))


def test_the_lead_agency_goes_to_the_letter_that_answers(council: Council) -> None:
    petition = walk(a_petition(council), council, "answered", letter_id=77)
    href = reverse("desk:letter", kwargs={"letter_id": 77})
    assert href in at(council.lead).get(page_of(petition)).content.decode()
    assert href not in at(council.secretary).get(page_of(petition)).content.decode()


def test_an_answer_comes_back_with_words_and_a_day(council: Council) -> None:
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    client = at(council.secretary)
    asked = step_of(petition, "come_back")
    assert DONE.text in text_of(client.get(asked))
    typed = {"reason": WHY, "owed": ["2"], **boxes("due_on", later(15)), "committee": "H10.73"}
    assert "Hãy viết rõ lý do" in text_of(client.post(asked, {**typed, "reason": "Chưa"}))
    assert "Ngày phải trả lời phải sau hôm nay" in text_of(client.post(asked, {**typed, **boxes("due_on", today())}))
    client.post(asked, typed)
    assert fresh(petition).state == State.CAME_BACK
    page = text_of(at(council.lead).get(page_of(petition)))
    assert WHY in page
    assert "Trả lời ý 2" in page
    assert "Trả lời ý 1" not in page


def test_a_committee_says_itself_that_it_is_not_enough(council: Council) -> None:
    petition = walk(a_petition(council), council, "answered", answers=(DONE, TOLD))
    committee = a_committee()
    client = at(committee)
    assert str(petition.matter.code) in text_of(client.get("/can-bo/kien-nghi/"))
    asked = deed_of(petition, "desk:judge_petition")
    assert TOLD.text in text_of(client.get(asked))
    assert "Hãy viết rõ lý do" in text_of(client.post(asked, {"enough": "chua-dat"}))
    client.post(asked, {"enough": "chua-dat", "reason": WHY, "owed": ["2"]})
    assert fresh(petition).state == State.CAME_BACK
    assert "Ban Pháp chế" in text_of(at(council.secretary).get(page_of(petition)))
    assert client.get(asked).status_code == 404
    other = walk(a_petition(council, content=f"{WORDS} khác"), council, "answered")
    assert judged(other, committee, ANSWERED).state == State.FOLLOWED
    assert at(council.lead).get(deed_of(other, "desk:judge_petition")).status_code == 404


def test_what_was_promised_is_kept_with_proof(council: Council) -> None:
    answered = datetime.combine(today(), time(1), tzinfo=UTC)
    petition = walk(a_petition(council), council, "reviewed", answers=(DONE, SOLVING), answered=answered)
    mine, theirs = queries.commitments_of(petition.pk)
    client = at(council.lead)
    asked = reverse("desk:keep_commitment", kwargs={"commitment_id": mine.pk})
    assert asked in client.get(page_of(petition)).content.decode()
    typed = {"how": "Đã công khai ở mọi bộ phận một cửa.", **boxes("done_on", today())}
    page = client.post(asked, typed)
    assert "Hãy kèm tài liệu chứng minh" in text_of(page)
    assert typed["how"] in text_of(page)
    late = {**typed, **boxes("done_on", later(1)), "proof": SimpleUploadedFile("bb.pdf", PDF)}
    assert "Ngày làm xong không được sau hôm nay." in text_of(client.post(asked, late))
    early = {**typed, **boxes("done_on", later(-3650)), "proof": SimpleUploadedFile("bb.pdf", PDF)}
    assert "Hãy xem lại ngày, tháng, năm." in text_of(client.post(asked, early))
    client.post(asked, {**typed, "proof": SimpleUploadedFile("bb.pdf", PDF)})
    proof = reverse("desk:commitment_proof", kwargs={"commitment_id": mine.pk})
    assert at(council.secretary).get(proof).content == PDF
    helper = at(council.helper)
    assert helper.get(asked).status_code == 404
    asked = reverse("desk:keep_commitment", kwargs={"commitment_id": theirs.pk})
    helper.post(asked, {**typed, "proof": SimpleUploadedFile("bb.pdf", PDF)})
    assert fresh(petition).state == State.SETTLED


def test_reminders_and_later_sessions(council: Council) -> None:
    petition = walk(a_petition(council), council, "accepted")
    client = at(council.secretary)
    asked = deed_of(petition, "desk:remind_petition")
    assert "Hãy viết rõ lý do" in text_of(client.post(asked, {"words": "Nhắc"}))
    client.post(asked, {"words": "Đề nghị trả lời trước kỳ họp.", "symbol": "95/HĐND-VP"})
    carry = deed_of(petition, "desk:carry_petition")
    to = {"to": str(queries.session_numbered("X", 16).pk)}
    assert "Hãy viết rõ lý do" in text_of(client.post(carry, {**to, "why": "Chậm"}))
    client.post(carry, {**to, "why": "Chưa xong việc đã hứa với cử tri."})
    assert "Kiến nghị đã được chuyển sang kỳ họp này." in text_of(
        client.post(carry, {**to, "why": "Chưa xong việc đã hứa với cử tri."})
    )
    page = text_of(at(council.lead).get(page_of(petition)))
    assert "95/HĐND-VP Đề nghị trả lời trước kỳ họp." in page
    assert "Kỳ họp 16, khóa X: Chưa xong việc" in page


def test_voters_are_told_the_end_of_it(council: Council) -> None:
    petition = walk(a_petition(council), council, "reviewed", answers=(DONE, TOLD))
    client = at(council.secretary)
    asked = step_of(petition, "report_back")
    assert "Hãy viết rõ lý do" in text_of(client.post(asked, {"reason": "Xong"}))
    client.post(asked, {"reason": "Đã báo cáo cử tri tại buổi tiếp xúc."})
    assert fresh(petition).state == State.REPORTED
