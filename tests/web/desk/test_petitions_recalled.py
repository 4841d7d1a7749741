"""At the desk: what recalling a letter would undo, that it was recalled, and the council's word on what was settled."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from motcua.domain.petitions import actions
from motcua.domain.petitions.models import Answer, Petition
from motcua.kernel.actors import System
from tests.build.letters import Desk, House
from tests.build.pens import in_memory
from tests.build.petitions import ANSWERED, DONE, SOLVING, TOLD, WHY, Council, a_petition, walk
from tests.web.desk.petition_pages import deed_of, fresh, page_of
from tests.web.desk.visits import at, text_of

BY = System("jobs")
A = 501


@pytest.fixture
def council() -> Council:
    return Council.of()


def answered(council: Council, until: str, second: Any = SOLVING) -> Petition:
    petition = walk(a_petition(council), council, until, answers=(DONE, second), letter_id=A)
    Answer.objects.update(symbol="01/STTTT-BCVTCNTT")
    return petition


def test_whoever_answers_sees_that_the_letter_was_recalled_and_drafts_anew(council: Council) -> None:
    petition = answered(council, "answered")
    actions.letter_recalled([A], by=BY, now=ANSWERED)
    page = text_of(at(council.lead).get(page_of(petition)))
    assert "Văn bản trả lời số 01/STTTT-BCVTCNTT đã bị thu hồi ngày 25/10/2024." in page
    assert "Trả lời và việc đã hứa trong văn bản đó không còn dùng." in page
    assert page.count("Văn bản trả lời bị thu hồi") == 1, "once, though it answered two points"
    assert "Phải trả lời lại" in page
    assert at(council.lead).get(deed_of(petition, "desk:draft_answer", point=1)).status_code == 200


def test_the_council_has_a_settled_petition_answered_again_with_its_reason(council: Council) -> None:
    petition = answered(council, "reviewed", TOLD)
    client, there = at(council.secretary), deed_of(petition, "desk:owe_again")
    assert client.get(there).status_code == 404
    actions.letter_recalled([A], by=BY, now=ANSWERED)
    assert "Hãy xem có cần trả lời lại không." in text_of(client.get(page_of(petition)))
    assert "ngày phải trả lời giữ nguyên" in text_of(client.get(there))
    refused = client.post(there, {"why": "Sai"})
    assert "Sai" in refused.content.decode(), "what was typed stays"
    assert fresh(petition).state == "settled"
    assert "Đã yêu cầu trả lời lại." in text_of(client.post(there, {"why": WHY}, follow=True))
    assert fresh(petition).state == "accepted"
    assert at(council.lead).get(there).status_code == 404
    assert client.get(there).status_code == 404


def test_before_a_letter_is_recalled_it_is_said_whom_it_answered(council: Council, settings: Any) -> None:
    in_memory(settings)
    desk = Desk(House.of(), ANSWERED).with_keys()
    petition = walk(a_petition(council), council, "accepted")
    for number, said in enumerate((DONE, TOLD), start=1):
        actions.draft_answer(petition.pk, number, said, by=council.lead.official, now=ANSWERED)
    letter, other = desk.issued(), desk.issued()
    Answer.objects.update(letter_id=letter.pk)
    leader = at(desk.house.signer)
    page = text_of(leader.get(reverse("desk:recall_letter", kwargs={"letter_id": letter.pk})))
    assert "Văn bản này trả lời kiến nghị của cử tri." in page
    assert f"{petition.matter.code} : ý 1, 2" in page
    plain = text_of(leader.get(reverse("desk:recall_letter", kwargs={"letter_id": other.pk})))
    assert "Văn bản này trả lời kiến nghị của cử tri." not in plain
