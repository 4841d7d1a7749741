"""A report taken down at the counter: faithfully, read back, with what NĐ 20/2008 wants asked, and a receipt."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.states import Channel
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.people import DAK_NHAU, Somebody
from tests.build.refusals import refused
from tests.build.reports import AT_THE_BRIDGE, BRIDGE, MONDAY, RULE, WORDS, a_report

pytestmark = pytest.mark.django_db
TOKEN = f"{queries.AT_COUNTER}0123456789"
SAID = {"category": BRIDGE, "content": WORDS, "area": DAK_NHAU, "name": "Điểu Krai", "phone": "0912345679"}
RULE_SAID = {**SAID, "category": RULE, "content": "Quy định nộp bản sao chứng thực không còn phù hợp.", "area": ""}


@pytest.fixture
def binh() -> Somebody:
    return people.binh()


def taken(binh: Somebody, **changed: Any) -> str:
    draft = actions.begin_draft(by=binh.official, now=MONDAY, token=TOKEN)
    actions.keep_draft(draft.token, {**SAID, **changed}, by=binh.official, now=MONDAY)
    return draft.token


def test_it_is_filed_once_as_it_was_said_when_it_was_read_back(binh: Somebody) -> None:
    token = taken(binh)
    with refused("not_read_back_here"):
        actions.send_at_counter(token, read_back=False, by=binh.official, now=MONDAY)
    first = actions.send_at_counter(token, read_back=True, by=binh.official, now=MONDAY)
    assert actions.send_at_counter(token, read_back=True, by=binh.official, now=MONDAY) == first
    report = Report.objects.get()
    assert (report.channel, report.content, report.helped_by_id) == (Channel.COUNTER, WORDS, binh.account.pk)
    assert (report.sender_name, report.sender_phone, report.sender_id) == ("Điểu Krai", "0912345679", None)


def test_who_receives_nobody_has_no_counter() -> None:
    chi = people.chi().official
    for ask in (
        lambda: actions.send_at_counter(TOKEN, read_back=True, by=chi, now=MONDAY),
        lambda: queries.counter_draft(TOKEN, chi),
        lambda: queries.taken_down("BP-241014-0001-8", chi),
        lambda: queries.ensure_counter(chi),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_draft_of_the_portal_is_not_opened_here(binh: Somebody) -> None:
    draft = actions.begin_draft(by=people.NURSE, now=MONDAY)
    with pytest.raises(NotFound):
        queries.counter_draft(draft.token, binh.official)
    assert queries.counter_draft(taken(binh), binh.official).token == TOKEN


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": ""}, "report_needs_a_name"),
        ({"address": ""}, "report_needs_an_address"),
        ({"phone": ""}, "report_needs_a_contact"),
        ({"content": "hỏng"}, "report_says_nothing"),
    ],
)
def test_feedback_about_rules_needs_name_address_and_a_way_to_answer(
    binh: Somebody, changed: dict[str, str], code: str
) -> None:
    token = taken(binh, **{**RULE_SAID, "address": "thôn Đak Xuyên", **changed})
    with refused(code):
        queries.ensure_counter_may_send(token, binh.official, MONDAY)
    with refused(code):
        actions.send_at_counter(token, read_back=True, by=binh.official, now=MONDAY)
    assert not Report.objects.exists()


def test_with_all_three_it_is_taken_and_its_kind_kept(binh: Somebody) -> None:
    token = taken(binh, **RULE_SAID, address="thôn Đak Xuyên")
    queries.ensure_counter_may_send(token, binh.official, MONDAY)
    actions.send_at_counter(token, read_back=True, by=binh.official, now=MONDAY)
    assert Report.objects.get().legal_kind == 2


def test_a_denunciation_goes_under_seal_and_needs_nothing_but_its_words(binh: Somebody) -> None:
    token = taken(binh, content="Tôi tố cáo ông X nhận hối lộ.", name="", phone="", area="")
    queries.ensure_counter_may_send(token, binh.official, MONDAY)
    outcome = actions.send_at_counter(token, read_back=True, by=binh.official, now=MONDAY)
    assert outcome.sealed
    assert SealedLetter.objects.get().channel == Channel.COUNTER
    receipt = queries.receipt_content(outcome.code, binh.official, MONDAY)
    assert (receipt["sealed"], receipt["due_at"]) == (True, "")


def test_the_receipt_bears_the_code_and_nothing_of_what_was_said(binh: Somebody) -> None:
    code = str(a_report(place=AT_THE_BRIDGE).matter.code)
    receipt = queries.receipt_content(code.lower(), binh.official, MONDAY)
    assert (receipt["code"], receipt["aloud"]) == (code, " ".join(code.replace("-", "")))
    assert receipt["received_at"] == "2024-10-14T08:00:00+07:00"
    assert receipt["official"] == {"name": "Nguyễn Văn Bình"}
    assert not any(word in str(receipt) for word in ("Điểu Thị An", "0912345678", "gãy"))
    assert queries.taken_down(code, binh.official).code == code
    with pytest.raises(NotFound):
        queries.receipt_content("BP-241014-0001-9", binh.official, MONDAY)


def test_the_sheet_for_the_wall_says_where_and_how(binh: Somebody) -> None:
    sheet = queries.posting_sheet(binh.official, MONDAY)
    assert sheet["unit"]["phone"]
    assert sheet["unit"]["email"]
    assert sheet["receiver"]["name"].startswith("Văn phòng Ủy ban nhân dân tỉnh")
    assert sheet["hotline"] == "1022"
    assert sheet["qr_svg"].startswith("<svg")
