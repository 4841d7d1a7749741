"""Composed letters, sessions that are over, and a name that its bearer takes back."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Promise, Voter
from motcua.domain.petitions.models import Answer
from motcua.domain.petitions.rules import LONGEST_SAID, as_said
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.petitions import ACCEPTED, LEAD, MET, SOLVING, WORDS, Council, a_meeting, a_petition, a_sheet, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("voter")
OVER = datetime(2024, 12, 11, 2, 0, tzinfo=UTC)
"""The day after session 16 opened."""


def apart(text: str) -> str:
    """The text as some keyboards send it: each accent a letter of its own."""
    return unicodedata.normalize("NFD", text)


def test_words_are_kept_composed_however_they_were_typed() -> None:
    council = Council.of()
    by = council.secretary.official
    named = Voter(apart("Nguyễn Quyết Thắng"), named=True)
    petition = a_petition(council, content=f" {apart(WORDS)} ", points=[apart(WORDS)], voter=named)
    assert (petition.content, petition.voter_name) == (WORDS, "Nguyễn Quyết Thắng")
    assert petition.pairs == a_petition(council, client_key="b").pairs, "a likely double, not two languages"
    assert [each.text for each in queries.points_of(petition.pk)] == [WORDS]
    actions.make_public(petition.pk, apart("Đề nghị sửa đường."), by=by, now=MET)
    petition = walk(petition, council, "accepted")
    promise = Promise(apart("Sửa mặt đường thôn 3"), LEAD, date(2024, 12, 1))
    said = actions.AnswerSaid(SOLVING.result, apart(SOLVING.text), SOLVING.detail, promises=(promise,))
    drafted = actions.draft_answer(petition.pk, 1, said, by=council.lead.official, now=ACCEPTED)
    assert Answer.objects.get(pk=drafted.pk).text == SOLVING.text
    assert petition.public_text == "Đề nghị sửa đường."
    assert as_said(apart(" Điểu Mạnh ")) == "Điểu Mạnh"


def test_lengths_are_counted_in_letters_as_people_do() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "assigned")
    longest = "ế" * LONGEST_SAID
    assert len(apart(longest)) == 3 * LONGEST_SAID
    actions.give_back(petition.pk, apart(longest), by=council.lead.official, now=ACCEPTED)
    with refused("petition_says_nothing"):
        a_petition(council, content=apart("ếếếế"), client_key="b")


def test_nothing_new_comes_into_a_session_once_the_next_has_opened() -> None:
    council = Council.of()
    by, fifteen = council.secretary.official, queries.session_numbered("X", 15)
    meeting = a_meeting(council)
    opinion = actions.note_opinion(meeting.pk, WORDS, actions.Speaker(), by=by, now=MET)
    sheet = a_sheet([1, "", "", "", WORDS])  # made a second later it is another file: the hour stands in it
    early = actions.read_in("a.xlsx", sheet, fifteen.pk, by=by, now=MET)
    assert queries.session_after(fifteen, MET.date()) is None
    with refused("session_is_over", number=15, next=16):
        a_petition(council, now=OVER)
    with refused("session_is_over"):
        actions.read_in("b.xlsx", a_sheet([2, "", "", "", WORDS]), fifteen.pk, by=by, now=OVER)
    fresh = actions.NewMeeting(
        fifteen.pk, meeting.period, date(2024, 12, 1), meeting.area.code, "Nhà văn hóa", "Mặt trận", 20
    )
    with refused("session_is_over"):
        actions.hold_meeting(fresh, by=by, now=OVER)
    old = a_petition(council, session=queries.session_numbered("X", 14).pk, now=datetime(2024, 5, 1, tzinfo=UTC))
    with refused("session_is_over"):
        actions.carry_over(old.pk, fifteen.pk, "Chưa có lộ trình.", by=by, now=OVER)
    assert actions.take_opinion(opinion.pk, by=by, now=OVER).session_id == fifteen.pk, "it was said in time"
    assert queries.session_after(queries.session_numbered("X", 16), OVER.date()) is None
    assert actions.read_in("a.xlsx", sheet, fifteen.pk, by=by, now=OVER).pk == early.pk


def test_a_name_leaves_the_public_words_when_its_bearer_takes_it_back() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council, voter=Voter("Điểu Thị Lan", "0912345670", named=True))
    actions.make_public(petition.pk, "Bà Điểu Thị Lan đề nghị sửa đường.", by=by, now=MET)
    code, token = str(petition.matter.code), petition.matter.token
    assert queries.public_petition(code, MET.date()).voter == "Điểu Thị Lan"
    for _again in range(2):
        actions.withdraw_name(token, by=BY, now=MET)
    found = queries.public_petition(code, MET.date())
    assert (found.voter, found.text) == ("", "Bà … đề nghị sửa đường.")
    assert journal.verbs_of(petition.pk).count("petitions.voter_named") == 1
    assert journal.facts("petitions.voter_named")["named"] is False
    assert queries.without_who_asked(petition, "Điểu Thị Lan") == "Điểu Thị Lan", "as it was when it was read"
    assert actions.name_voter(petition.pk, named=True, by=by, now=MET).named
    with pytest.raises(NotFound):
        actions.name_voter(petition.pk, named=True, by=people.dung().official, now=MET)
    with pytest.raises(NotFound):
        actions.withdraw_name("khong-co", by=BY, now=MET)


def test_of_several_who_asked_only_the_one_who_takes_it_back_is_not_named() -> None:
    council = Council.of()
    by = council.secretary.official
    main = a_petition(council, voter=Voter("Điểu Thị Lan", named=True))
    other = a_petition(council, client_key="b", voter=Voter("Trần Văn Bình", named=True))
    actions.join(other.pk, str(main.matter.code), by=by, now=MET)
    actions.make_public(main.pk, "Bà Điểu Thị Lan và ông Trần Văn Bình đề nghị sửa đường.", by=by, now=MET)
    actions.withdraw_name(other.matter.token, by=BY, now=MET)
    found = queries.public_petition(str(main.matter.code), MET.date())
    assert found.text == "Bà Điểu Thị Lan và ông … đề nghị sửa đường."
