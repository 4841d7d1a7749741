"""The letter that answers voters, begun at the desk from what was drafted point by point."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.letters.models import Letter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Answer, Petition
from tests.build.petitions import ACCEPTED, DONE, SOLVING, Council, a_letter, a_petition, walk
from tests.web.desk.visits import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return Council.of()


def drafted(council: Council, *, whole: bool = True) -> Petition:
    petition = walk(a_petition(council), council, "accepted")
    for number, said in enumerate((DONE, SOLVING) if whole else (DONE,), start=1):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ACCEPTED)
    return petition


def page_of(petition: Petition) -> str:
    return reverse("desk:petition_letter", kwargs={"petition_id": petition.pk})


def typed(council: Council, **other: str) -> dict[str, str]:
    return {
        "subject": "trả lời ý kiến, kiến nghị của cử tri",
        "unit": "bcvtcntt",
        "to": "Hội đồng nhân dân tỉnh\nỦy ban nhân dân tỉnh",
        "copies": "Như trên\nBGĐ Sở\nLưu: VT",
        "signer": str(council.director.account.pk),
        "press": "p",
        **other,
    }


def test_the_list_names_what_waits_and_leads_to_the_letter(council: Council) -> None:
    petition = drafted(council, whole=False)
    shown = at(council.lead).get(reverse("desk:petition_letters"))
    assert "Đã soạn 1 trong 2 ý; phải trả lời chậm nhất ngày 30/10/2024" in text_of(shown)
    assert page_of(petition) in shown.content.decode()
    nothing = at(council.helper).get(reverse("desk:petition_letters"))
    assert "Không có kiến nghị nào chờ văn bản" in text_of(nothing)


def test_a_letter_is_begun_with_a_fact_under_a_point_and_shows_what_it_answers(council: Council) -> None:
    petition, browser = drafted(council), at(council.lead)
    first = browser.get(page_of(petition))
    assert "Người dân liên hệ bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau qua điện thoại 0271 000 0013" in text_of(
        first
    )
    second = Answer.objects.get(point__number=2)
    answer = browser.post(page_of(petition), typed(council, **{"fact-contact-25399": str(second.pk)}))
    letter = Letter.objects.get()
    assert answer.url == reverse("desk:write_letter", kwargs={"letter_id": letter.pk})
    assert letter.current is not None
    assert "[0271 000 0013](fact:1)" in letter.current.body
    assert (letter.authority, letter.position, letter.head) == ("KT", "PHÓ GIÁM ĐỐC", "GIÁM ĐỐC")
    shown = text_of(browser.get(reverse("desk:letter", kwargs={"letter_id": letter.pk})))
    assert f"{petition.matter.code} : ý 1, 2" in shown
    assert "Điện thoại của Một cửa xã Đak Nhau: 0271 000 0013" in shown
    browser.post(page_of(petition), typed(council))
    assert Letter.objects.count() == 1, "the same press gives the same letter"


def test_petition_and_letter_lead_to_each_other_and_a_draft_is_for_who_writes_it(council: Council) -> None:
    petition = drafted(council)
    answers = queries.drafts_of(petition.pk, council.lead.official)
    letter = a_letter(71, council.lead)
    actions.put_in_letter(letter.pk, [each.pk for each in answers], by=council.lead.official, now=ACCEPTED)
    here, there = reverse("desk:letter", kwargs={"letter_id": 71}), reverse("desk:petition", args=[petition.pk])
    browser = at(council.lead)
    page = browser.get(there)
    assert "Dự thảo văn bản trả lời : ý 1, 2 (Đang soạn thảo)" in text_of(page)
    assert f'href="{here}"' in page.content.decode()
    assert "Dự thảo văn bản trả lời" not in text_of(at(council.secretary).get(there))
    issued = {"number": 9, "year": 2024, "issued_on": ACCEPTED.date(), "signed_at": ACCEPTED, "signed_name": "x.pdf"}
    Letter.objects.filter(pk=71).update(state="issued", **issued)
    page = at(council.secretary).get(there)
    assert "Văn bản số 09/STTTT, ngày 09/10/2024 : ý 1, 2 (Đã ban hành)" in text_of(page)
    assert reverse("portal:document", kwargs={"code": letter.check_code}) in page.content.decode()


def test_further_petitions_are_answered_together(council: Council) -> None:
    one, other = drafted(council), drafted(council, whole=False)
    browser = at(council.lead)
    together = f"{page_of(one)}?cung={other.pk}&cung=x"
    shown = browser.get(together)
    assert "Còn ý chưa soạn trả lời" in text_of(shown)
    browser.post(together, typed(council))
    letter = Letter.objects.get()
    assert set(Answer.objects.filter(letter_id=letter.pk).values_list("point__petition_id", flat=True)) == {
        one.pk,
        other.pk,
    }


def test_a_signer_is_chosen_and_must_be_one(council: Council) -> None:
    petition = drafted(council)
    for signer, said in (("", "Chưa chọn mục “Người ký”"), (str(council.lead.account.pk), "không có trong danh sách")):
        response = at(council.lead).post(page_of(petition), typed(council, signer=signer))
        assert said in text_of(response)
    assert Letter.objects.count() == 0


def test_nobody_else_finds_it(council: Council) -> None:
    petition = drafted(council)
    for who in (council.helper, council.director):
        assert at(who).get(page_of(petition)).status_code == 404
    assert at(council.secretary).get(page_of(petition)).status_code == 404


def test_more_petitions_take_no_more_queries(council: Council) -> None:
    def asked() -> int:
        browser = at(council.lead)
        browser.get("/can-bo/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(reverse("desk:petition_letters"))
        return len(queries)

    drafted(council)
    few: Any = asked()
    for _ in range(3):
        drafted(council)
    assert asked() == few
