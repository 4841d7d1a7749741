"""The council's office at its desk: meetings, opinions, other sources, points, screening, batches, sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Batch, Meeting, Opinion, Petition, Sheet
from motcua.domain.petitions.states import State
from motcua.jobs import petitions as jobs
from motcua.web.desk.petitions.forms import points_in
from tests.build import people
from tests.build.dossiers import PDF
from tests.build.people import DAK_NHAU
from tests.build.petitions import FIELD, LEAD, LEVEL, MET, POINTS, WORDS, Council, a_meeting, a_petition, a_sheet, walk
from tests.web.desk.petition_pages import LIST, boxes, deed_of, fresh, page_of, queries_of, step_of
from tests.web.desk.visits import at, text_of

MEETING, SHEETS, SEND = reverse("desk:new_meeting"), "/can-bo/kien-nghi/bang/", "/can-bo/kien-nghi/dot/moi/"
NEW, COUNCIL = "/can-bo/kien-nghi/moi/", "/can-bo/kien-nghi/hoi-dong/"
LIKE_IT = "Đề nghị khắc phục hạn chế chuyển đổi số gây khó khăn cho người dân khi thực hiện thủ tục hành chính"


@pytest.fixture
def council() -> Council:
    return Council.of()


def session() -> int:
    return queries.session_numbered("X", 15).pk


def a_day(council: Council, **changed: Any) -> dict[str, Any]:
    """A meeting as it is typed."""
    return {
        "session": str(session()),
        "period": "after",
        **boxes("day", date(2024, 7, 15)),
        "area": DAK_NHAU,
        "place": "Nhà văn hóa thôn Đak Xuyên",
        "organiser": "Ủy ban Mặt trận Tổ quốc huyện",
        "attendance": "86",
        **changed,
    }


def test_a_meeting_is_noted_with_delegates_and_minutes(council: Council) -> None:
    delegate = actions.name_delegate("X", "Nguyễn Thị Biểu", "bu-dang", by=council.secretary.official, now=MET)
    client = at(council.secretary)
    typed = a_day(council, delegates=[str(delegate.pk)], minutes=SimpleUploadedFile("bb.pdf", PDF))
    page = client.post(MEETING, typed, follow=True)
    held = Meeting.objects.get()
    assert page.redirect_chain[-1][0] == reverse("desk:meeting", kwargs={"meeting_id": held.pk})
    for said in ("Nhà văn hóa thôn Đak Xuyên", "86", "Nguyễn Thị Biểu", "Chưa ghi ý kiến nào"):
        assert said in text_of(page), said
    assert client.get(reverse("desk:meeting_minutes", kwargs={"meeting_id": held.pk})).content == PDF
    assert "Nhà văn hóa thôn Đak Xuyên" in text_of(client.get(reverse("desk:meetings")))


def test_what_is_wrong_with_a_meeting_stands_beside_its_box_and_the_rest_is_kept(council: Council) -> None:
    client = at(council.secretary)
    page = client.post(MEETING, a_day(council, **boxes("day", date(2031, 1, 1))))
    assert "Ngày tiếp xúc cử tri không được sau hôm nay." in text_of(page)
    assert 'value="Nhà văn hóa thôn Đak Xuyên"' in page.content.decode()
    assert "Chưa nhập mục “Địa điểm”" in text_of(client.post(MEETING, a_day(council, place="")))
    assert "rỗng" in text_of(client.post(MEETING, a_day(council, minutes=SimpleUploadedFile("bb.pdf", b""))))
    assert "Chỉ nhận tệp PDF" in text_of(client.post(MEETING, a_day(council, minutes=SimpleUploadedFile("x", b"xx"))))
    assert not Meeting.objects.exists()


def test_opinions_are_answered_on_the_spot_or_become_petitions(council: Council) -> None:
    held, client = a_meeting(council), at(council.secretary)
    here = reverse("desk:meeting", kwargs={"meeting_id": held.pk})
    assert "Hãy viết rõ điều cử tri kiến nghị" in text_of(client.post(here, {"words": "Đường"}))
    wrong = client.post(here, {"words": WORDS, "phone": "12"})
    assert not Opinion.objects.exists()
    assert WORDS in text_of(wrong)
    client.post(here, {"words": WORDS, "name": "Nguyễn Quyết Thắng", "hamlet": "thôn 5", "phone": "0912345670"})
    client.post(here, {"words": "Hỏi lịch làm việc của bộ phận một cửa."})
    spot = {"meeting_id": held.pk, "number": 2}
    asked = reverse("desk:answer_opinion", kwargs=spot)
    assert "Chưa nhập mục “Người trả lời”" in text_of(client.post(asked, {"words": "Làm cả tuần, trừ Chủ nhật."}))
    page = client.post(asked, {"who": "Chủ tịch xã", "words": "Làm cả tuần, trừ Chủ nhật."}, follow=True)
    assert "Đã trả lời tại chỗ Chủ tịch xã" in text_of(page)
    take = reverse("desk:take_opinion", kwargs={**spot, "number": 1})
    assert "Mỗi ý kiến nghị phải có nội dung" in text_of(client.post(take, {"points": "Ngắn"}))
    page = client.post(take, {"points": "\n".join(POINTS), "named": "on"}, follow=True)
    taken = Petition.objects.get()
    assert page.redirect_chain[-1][0] == page_of(taken)
    assert (taken.named, taken.points.count(), taken.meeting_id) == (True, 2, held.pk)
    assert str(taken.matter.code) in text_of(client.get(here))
    assert "đã thành kiến nghị" in text_of(client.post(take, {"points": ""}))


def test_a_petition_comes_from_another_source_once(council: Council) -> None:
    client = at(council.secretary)
    typed = {"source": "front", "content": WORDS, "points": "\n".join(POINTS), "session": str(session()), "key": "k1"}
    assert "chưa đúng" in text_of(client.post(NEW, {**typed, "email": "x"}))
    assert "Hãy viết rõ điều cử tri" in text_of(client.post(NEW, {**typed, "content": "Đường"}))
    for _ in range(2):
        client.post(NEW, typed)
    assert Petition.objects.get().source == "front"


def test_the_counter_and_the_hotline_write_petitions_down_too(council: Council) -> None:
    binh = people.binh()
    client = at(binh)
    typed = {"source": "reception", "content": WORDS, "session": str(session()), "key": "k2"}
    page = client.post(NEW, typed, follow=True)
    assert str(Petition.objects.get().matter.code) in text_of(page)
    assert "không có trong danh sách" in text_of(client.post(NEW, {**typed, "source": "front", "key": "k3"}))


def test_points_are_split_before_it_is_sent(council: Council) -> None:
    petition, client = a_petition(council, points=()), at(council.secretary)
    assert WORDS[:60] in text_of(client.get(deed_of(petition, "desk:split_petition")))
    page = client.post(deed_of(petition, "desk:split_petition"), {"points": "\n".join(POINTS)}, follow=True)
    assert "Ý 2" in text_of(page)
    sent = walk(a_petition(council), council, "sent")
    assert client.get(deed_of(sent, "desk:split_petition")).status_code == 404


def test_points_are_numbered_where_one_is_longer_than_a_line() -> None:
    assert points_in(["Sửa cầu.", "Sửa đường."]) == ["Sửa cầu.", "Sửa đường."]
    assert points_in(["1. Sửa cầu", "ở thôn 3.", "2) Sửa đường."]) == ["Sửa cầu\nở thôn 3.", "Sửa đường."]
    assert points_in(["1. Sửa cầu.", "3. Sửa đường."]) == ["Sửa cầu.\n3. Sửa đường."], "not the next number"
    assert points_in(["2. Sửa cầu.", "Sửa đường."]) == ["2. Sửa cầu.", "Sửa đường."]
    assert points_in([]) == []


def test_long_points_come_back_numbered_to_be_split_again(council: Council) -> None:
    petition, client = a_petition(council, points=()), at(council.secretary)
    asked = deed_of(petition, "desk:split_petition")
    typed = "1. Sửa cầu qua suối\nở thôn 3 xã Đak Nhau.\n2. Sửa đường liên thôn."
    client.post(asked, {"points": typed})
    assert [each.text for each in queries.points_of(petition.pk)] == [
        "Sửa cầu qua suối\nở thôn 3 xã Đak Nhau.",
        "Sửa đường liên thôn.",
    ]
    assert typed in client.get(asked).content.decode()


def test_the_reports_are_led_to_from_the_bar_and_the_list(council: Council) -> None:
    reports = f'href="{reverse("desk:petition_reports")}"'
    assert at(council.secretary).get(LIST).content.decode().count(reports) == 2
    assert reports not in at(council.lead).get(LIST).content.decode(), "it never led one"
    walk(a_petition(council), council, "accepted")
    assert at(council.lead).get(LIST).content.decode().count(reports) == 1


def test_similar_ones_stand_beside_it_and_are_joined(council: Council) -> None:
    first, second = a_petition(council), a_petition(council, content=LIKE_IT, points=())
    client = at(council.secretary)
    page = client.get(page_of(second))
    assert "Có thể trùng với" in text_of(page)
    assert str(first.matter.code) in text_of(page)
    asked = f"{step_of(second, 'join')}?vao={first.matter.code}"
    assert f'value="{first.matter.code}"' in client.get(asked).content.decode()
    assert "Mã kiến nghị này chưa đúng" in text_of(client.post(asked, {"into": "KN-1"}))
    assert "Không tìm thấy kiến nghị đang mở" in text_of(client.post(asked, {"into": str(second.matter.code)}))
    client.post(asked, {"into": str(first.matter.code)})
    assert fresh(second).joined_to_id == first.pk
    assert str(second.matter.code) in text_of(client.get(page_of(first)))


@pytest.mark.parametrize(("move", "state"), [("set_aside", State.SET_ASIDE), ("guide", State.GUIDED)])
def test_what_is_no_petition_is_screened_out_with_a_reason(council: Council, move: str, state: str) -> None:
    petition, client = a_petition(council), at(council.secretary)
    asked = step_of(petition, move)
    assert "Hãy viết rõ lý do" in text_of(client.post(asked, {"reason": "Không"}))
    client.post(asked, {"reason": "Đây là câu hỏi về lịch làm việc, đã trả lời."})
    assert fresh(petition).state == state


def test_each_point_is_classified(council: Council) -> None:
    petition, client = a_petition(council), at(council.secretary)
    asked = step_of(petition, "classify")
    whole = {"field": FIELD, "level": LEVEL, "competent": LEAD}
    page = client.post(asked, {**whole, "field": ""})
    assert "Chưa chọn mục “Lĩnh vực”" in text_of(page)
    assert f'value="{LEAD}" selected' in page.content.decode()
    client.post(asked, {**whole, "point2_field": "giao-thong", "point2_competent": "H10.02"})
    one, two = queries.points_of(petition.pk)
    assert (one.field, two.field, two.level) == (FIELD, "giao-thong", LEVEL)
    assert (one.competent.code, two.competent.code) == (LEAD, "H10.02")  # type: ignore[union-attr]
    again = client.get(step_of(petition, "classify")).content.decode()
    assert '<option value="giao-thong" selected' in again


def test_a_batch_is_sent_with_its_letter(council: Council) -> None:
    one, two = (walk(a_petition(council, content=f"{WORDS} {n}"), council, "classified") for n in (1, 2))
    client = at(council.secretary)
    assert str(one.matter.code) in text_of(client.get(SEND))
    letter = {"symbol": "210/HĐND-VP", **boxes("signed_on", date(2024, 8, 12)), "session": str(session())}
    page = client.post(SEND, letter)
    assert "Hãy chọn ít nhất một kiến nghị để chuyển." in text_of(page)
    assert 'value="210/HĐND-VP"' in page.content.decode()
    late = client.post(SEND, {**letter, "chosen": [one.pk], **boxes("signed_on", date(2031, 1, 1))})
    assert "Ngày của công văn không được sau hôm nay." in text_of(late)
    client.post(SEND, {**letter, "chosen": [one.pk]})
    assert (fresh(one).state, fresh(two).state) == (State.SENT, State.CLASSIFIED)
    assert "Công văn này đã dùng" in text_of(client.post(SEND, {**letter, "chosen": [two.pk]}))
    assert client.get(step_of(two, "send"))["Location"] == f"{SEND}?ky-hop={session()}"
    batch = Batch.objects.get()
    assert "210/HĐND-VP" in text_of(client.get(reverse("desk:batches")))
    assert str(one.matter.code) in text_of(client.get(reverse("desk:batch", kwargs={"batch_id": batch.pk})))


def test_more_batches_and_petitions_ask_no_more_queries(council: Council) -> None:
    client = at(council.secretary)
    first = walk(a_petition(council), council, "sent")
    a_meeting(council)
    pages = [reverse("desk:batches"), reverse("desk:meetings"), SEND, SHEETS, COUNCIL]
    pages.append(reverse("desk:batch", kwargs={"batch_id": first.batch_id}))
    before = [queries_of(client, each) for each in pages if client.get(each)]
    for n in range(2):
        walk(a_petition(council, content=f"{WORDS} {n}"), council, "sent")
        walk(a_petition(council, content=f"{WORDS} {n + 5}"), council, "classified")
        a_meeting(council)
    assert [queries_of(client, each) for each in pages] == before


def test_a_sheet_is_shown_before_it_is_taken_with_one_press(council: Council) -> None:
    rows = [
        (
            1,
            "Nguyễn Văn Một",
            "thôn 1",
            "Xã Đak Nhau, huyện Bù Đăng",
            "Đề nghị sửa đường liên thôn 1.",
            "Giao thông",
            "",
        ),
        (2, "Nguyễn Văn Hai", "thôn 2", "Xã Không Có", "Đề nghị xây cầu qua suối.", "", ""),
    ]
    client = at(council.secretary)
    typed = {"session": str(session()), "file": SimpleUploadedFile("bang.xlsx", a_sheet(*rows))}
    page = client.post(SHEETS, typed, follow=True)
    sheet = Sheet.objects.get()
    assert page.redirect_chain[-1][0] == reverse("desk:petition_sheet", kwargs={"sheet_id": sheet.pk})
    assert "Không nhận ra địa bàn “Xã Không Có”" in text_of(page)
    assert "Đề nghị sửa đường liên thôn 1." in text_of(page)
    assert not Petition.objects.exists()
    press = reverse("desk:take_petition_sheet", kwargs={"sheet_id": sheet.pk})
    assert "Đang đưa các dòng" in text_of(client.post(press, follow=True))
    jobs.take_lines(sheet.pk)
    assert Petition.objects.get().voter_name == "Nguyễn Văn Một"
    assert "Bảng này đã được đưa vào trước đó." in text_of(client.post(press))
    assert "bang.xlsx" in text_of(client.get(SHEETS))


def test_a_corrected_sheet_says_which_lines_were_there_and_takes_the_others(council: Council) -> None:
    heading, road, bridge = ("TT", "Nội dung kiến nghị"), "Đề nghị sửa đường liên thôn 1.", "Đề nghị xây cầu qua suối."
    client, by = at(council.secretary), council.secretary.official
    first = actions.read_in("a.xlsx", a_sheet([1, road], heading=heading), session(), by=by, now=MET)
    actions.take_sheet(first.pk, by=by, now=MET)
    jobs.take_lines(first.pk)
    content = a_sheet([1, bridge], [2, road], heading=heading)
    page = client.post(SHEETS, {"session": str(session()), "file": SimpleUploadedFile("b.xlsx", content)}, follow=True)
    there = Petition.objects.get()
    for said in ("Dòng đã có trong hệ thống", str(there.matter.code), "Đưa 1 dòng vào hệ thống", "1 dòng đã có"):
        assert said in text_of(page), said
    corrected = Sheet.objects.exclude(pk=first.pk).get()
    client.post(reverse("desk:take_petition_sheet", kwargs={"sheet_id": corrected.pk}))
    jobs.take_lines(corrected.pk)
    assert sorted(each.content for each in Petition.objects.all()) == [road, bridge]
    again = text_of(client.get(reverse("desk:petition_sheet", kwargs={"sheet_id": corrected.pk})))
    assert "1 dòng đã thành kiến nghị" in again
    assert str(Petition.objects.latest("pk").matter.code) in again
    third = actions.read_in("c.xlsx", a_sheet([5, road], heading=heading), session(), by=by, now=MET)
    page = client.post(reverse("desk:take_petition_sheet", kwargs={"sheet_id": third.pk}))
    assert "Mọi dòng đưa vào được của bảng này đã có trong hệ thống" in text_of(page)


def test_a_large_sheet_is_read_by_a_job_and_the_page_says_so(council: Council) -> None:
    client = at(council.secretary)
    lines = ([n, f"Đề nghị sửa đường liên thôn, đoạn số {n}."] for n in range(20_001))
    content = a_sheet(*lines, heading=("TT", "Nội dung kiến nghị"))
    page = client.post(SHEETS, {"session": str(session()), "file": SimpleUploadedFile("to.xlsx", content)}, follow=True)
    assert "hệ thống đang đọc" in text_of(page)
    assert "0 dòng" not in text_of(page)
    assert "Đang đọc bảng" in text_of(client.get(SHEETS))
    sheet = Sheet.objects.get()
    jobs.read_sheet(sheet.pk)
    page = client.get(reverse("desk:petition_sheet", kwargs={"sheet_id": sheet.pk}))
    assert "Không đọc được bảng này. Bảng có quá 20.000 dòng. Hãy tách thành nhiều bảng." in text_of(page)
    assert "Không đọc được" in text_of(client.get(SHEETS))


def test_a_sheet_that_cannot_be_read_says_why(council: Council) -> None:
    client = at(council.secretary)
    for content, sentence in (
        (b"not a sheet", "Không đọc được tệp này"),
        (a_sheet((1, 2), heading=("A", "B")), "Không tìm thấy dòng tiêu đề"),
    ):
        page = client.post(SHEETS, {"session": str(session()), "file": SimpleUploadedFile("x.xlsx", content)})
        assert sentence in text_of(page)
    assert "Chưa chọn tệp" in text_of(client.post(SHEETS, {"session": str(session())}))


def test_sessions_groups_and_delegates_are_named(council: Council) -> None:
    client = at(council.secretary)
    for typed in (
        {"loai": "khoa", "khoa-code": "XI", **boxes("khoa-begins", date(2026, 5, 24))},
        {"loai": "ky-hop", "ky-hop-term": "XI", "ky-hop-number": "1", **boxes("ky-hop-opens", date(2026, 6, 24))},
        {"loai": "to", "to-term": "X", "to-code": "bu-gia-map", "to-name": "Tổ đại biểu huyện Bù Gia Mập"},
        {"loai": "dai-bieu", "dai-bieu-term": "X", "dai-bieu-full_name": "Trần Văn Biểu"},
    ):
        assert "Đã thêm vào danh sách." in text_of(client.post(COUNCIL, typed, follow=True)), typed
    assert "XI" in queries.term_codes()
    assert "Kỳ họp 1, khóa XI" in text_of(client.get(COUNCIL))
    again = {"loai": "ky-hop", "ky-hop-term": "X", "ky-hop-number": "15", **boxes("ky-hop-opens", date(2024, 7, 3))}
    assert "Kỳ họp này đã có trong danh sách." in text_of(client.post(COUNCIL, again))


def test_a_petition_is_published_in_words_of_its_own(council: Council) -> None:
    petition, client = a_petition(council), at(council.secretary)
    asked = deed_of(petition, "desk:publish_petition")
    assert "></textarea>" in client.get(asked).content.decode()
    assert "Hãy viết rõ điều" in text_of(client.post(asked, {"text": "Ngắn"}))
    client.post(asked, {"text": "Cử tri đề nghị tạo thuận lợi khi làm thủ tục."})
    assert fresh(petition).published_at is not None
    client.post(deed_of(petition, "desk:keep_petition_private"))
    assert fresh(petition).published_at is None


def test_a_voter_agrees_to_be_named_and_takes_it_back(council: Council) -> None:
    petition, client = a_petition(council), at(council.secretary)
    page = client.post(deed_of(petition, "desk:name_voter"), {"dong-y": "1"}, follow=True)
    assert "Đã ghi: cử tri đồng ý công khai tên." in text_of(page)
    assert "Cử tri rút lại đồng ý công khai tên" in text_of(page)
    assert fresh(petition).named
    page = client.post(deed_of(petition, "desk:name_voter"), {"dong-y": "0"}, follow=True)
    assert "Tên cử tri không còn hiện công khai." in text_of(page)
    assert not fresh(petition).named
    nobody = a_petition(council, client_key="b", voter=actions.Voter(several=True))
    assert client.post(deed_of(nobody, "desk:name_voter"), {"dong-y": "1"}).status_code == 404


def test_the_office_is_closed_to_other_secretaries(council: Council) -> None:
    other = people.an_official("Đỗ Thị Thẩm", Agency.objects.get(code="H10.73"), Duty.COUNCIL)
    petition, client = a_petition(council), at(other)
    for address in (page_of(petition), MEETING, SHEETS, SEND, COUNCIL, NEW):
        assert client.get(address).status_code == 404, address
    assert str(petition.matter.code) not in text_of(client.get(LIST))
