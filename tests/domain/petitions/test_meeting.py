"""The council names its terms and meets voters; what each speaker said is noted, answered there, or asked further."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Speaker
from motcua.domain.petitions.models import Session
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import PDF
from tests.build.petitions import MET, WORDS, Council, a_meeting
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("tests")


def test_the_pack_names_the_council() -> None:
    session = queries.session_numbered("X", 15)
    assert session.opens == date(2024, 7, 3)
    assert queries.session_on(date(2024, 7, 2)) == queries.session_numbered("X", 14)
    assert queries.session_on(date(2024, 7, 3)) == session
    assert "bu-dang" in [group.code for group in queries.groups_of(session)]
    assert [level["code"] for level in queries.levels()] == ["trung-uong", "tinh", "huyen", "xa"]
    assert queries.name_of_field("giao-thong") == "Giao thông"
    with pytest.raises(NotFound):
        queries.session_numbered("X", 99)


def test_the_office_names_what_comes_later() -> None:
    secretary = Council.of().secretary.official
    term = actions.open_term("XI", date(2026, 3, 15), by=secretary, now=MET)
    session = actions.open_session("XI", 1, date(2026, 6, 1), by=secretary, now=MET)
    group = actions.name_group("XI", "bu-dang", "Tổ đại biểu Bù Đăng", by=secretary, now=MET)
    delegate = actions.name_delegate("XI", "Trần Văn Đại", "bu-dang", by=secretary, now=MET)
    assert (session.term, group.term, delegate.group) == (term, term, group)
    assert list(queries.delegates_of(session)) == [delegate]
    assert journal.facts("petitions.session_opened") == {"term": "XI", "number": 1, "opens": "2026-06-01"}


def test_what_is_there_already_or_ends_before_it_begins_is_refused() -> None:
    with refused("term_is_there"):
        actions.open_term("X", date(2021, 5, 23), by=BY, now=MET)
    with refused("ends_before_it_begins"):
        actions.open_term("XII", date(2021, 5, 23), date(2020, 1, 1), by=BY, now=MET)
    with refused("session_is_there"):
        actions.open_session("X", 15, date(2024, 7, 3), by=BY, now=MET)
    with refused("ends_before_it_begins"):
        actions.open_session("X", 17, date(2024, 7, 3), date(2024, 7, 1), by=BY, now=MET)
    with refused("group_is_there"):
        actions.name_group("X", "bu-dang", "Tổ", by=BY, now=MET)
    with refused("delegate_without_name"):
        actions.name_delegate("X", "  ", by=BY, now=MET)
    with pytest.raises(NotFound):
        actions.name_delegate("X", "Trần Văn Đại", "khong-co", by=BY, now=MET)
    with pytest.raises(NotFound):
        actions.open_session("ZZ", 1, date(2024, 7, 3), by=BY, now=MET)


def test_only_the_councils_office_names_and_notes() -> None:
    council = Council.of()
    meeting = a_meeting(council)
    for stranger in (council.lead.official, people.dung().official):
        with pytest.raises(NotFound):
            actions.open_term("XI", date(2026, 3, 15), by=stranger, now=MET)
        with pytest.raises(NotFound):
            actions.note_opinion(meeting.pk, WORDS, Speaker(), by=stranger, now=MET)
        with pytest.raises(NotFound):
            queries.meetings_for_council(stranger)
        with pytest.raises(NotFound):
            queries.opinions_for_council(meeting.pk, stranger)


def test_a_meeting_keeps_its_minutes_and_delegates() -> None:
    council = Council.of()
    delegate = actions.name_delegate("X", "Trần Văn Đại", "bu-dang", by=BY, now=MET)
    group = queries.groups_of(queries.session_numbered("X", 15)).get(code="bu-dang")
    meeting = a_meeting(council, delegates=[delegate.pk], group=group.pk, minutes=("bien-ban.pdf", PDF))
    assert list(meeting.delegates.all()) == [delegate]
    assert meeting.minutes is not None
    assert list(queries.meetings_for_council(council.secretary.official)) == [meeting]
    assert journal.facts("petitions.meeting_held")["attendance"] == 86


def test_a_meeting_of_tomorrow_without_a_place_or_of_unknown_people_is_refused() -> None:
    council = Council.of()
    with refused("meeting_of_tomorrow"):
        a_meeting(council, day=(MET + timedelta(days=1)).date())
    with refused("meeting_without_place"):
        a_meeting(council, place=" ")
    for unknown in ({"session": 0}, {"area": "99999"}, {"group": 0}, {"delegates": [0]}):
        with pytest.raises(NotFound):
            a_meeting(council, **unknown)


def test_opinions_are_numbered_and_sealed() -> None:
    council = Council.of()
    meeting = a_meeting(council)
    by = council.secretary.official
    first = actions.note_opinion(meeting.pk, WORDS, Speaker("Điểu Mạnh", "thôn Đak Xuyên"), by=by, now=MET)
    second = actions.note_opinion(meeting.pk, "Cầu dân sinh đã hư hỏng nặng.", Speaker(), by=by, now=MET)
    assert [first.number, second.number] == [1, 2]
    assert [each.speaker_name for each in queries.opinions_for_council(meeting.pk, by)] == ["Điểu Mạnh", ""]
    assert "Mạnh" not in journal.everything()
    with refused("petition_says_nothing"):
        actions.note_opinion(meeting.pk, "Không", Speaker(), by=by, now=MET)
    with pytest.raises(NotFound):
        actions.note_opinion(0, WORDS, Speaker(), by=by, now=MET)


def test_what_was_answered_on_the_spot_is_no_petition() -> None:
    council = Council.of()
    by = council.secretary.official
    opinion = actions.note_opinion(a_meeting(council).pk, WORDS, Speaker(), by=by, now=MET)
    with refused("answer_says_nothing"):
        actions.answer_on_the_spot(opinion.pk, "Chủ tịch xã", "Có.", by=by, now=MET)
    with refused("answerer_missing"):
        actions.answer_on_the_spot(opinion.pk, " ", "Xã đã bố trí người hướng dẫn.", by=by, now=MET)
    answered = actions.answer_on_the_spot(opinion.pk, "Chủ tịch xã", "Xã đã bố trí người hướng dẫn.", by=by, now=MET)
    assert (answered.answered_by, answered.answered_at) == ("Chủ tịch xã", MET)
    with refused("opinion_is_dealt_with"):
        actions.take_opinion(opinion.pk, by=by, now=MET)
    with refused("opinion_is_dealt_with"):
        actions.answer_on_the_spot(opinion.pk, "Chủ tịch xã", "Xã đã bố trí người hướng dẫn.", by=by, now=MET)


def test_an_opinion_becomes_one_petition_with_what_the_meeting_knows() -> None:
    council = Council.of()
    by = council.secretary.official
    opinion = actions.note_opinion(a_meeting(council).pk, WORDS, Speaker("Điểu Mạnh", "thôn 3"), by=by, now=MET)
    petition = actions.take_opinion(opinion.pk, named=True, by=by, now=MET)
    assert (petition.voter_name, petition.voter_address, petition.named) == ("Điểu Mạnh", "thôn 3", True)
    assert petition.meeting == opinion.meeting
    assert petition.matter.event_area is not None
    with refused("opinion_is_dealt_with"):
        actions.take_opinion(opinion.pk, by=by, now=MET)
    with pytest.raises(NotFound):
        actions.take_opinion(0, by=by, now=MET)


def test_the_pack_loaded_again_changes_nothing() -> None:
    terms = dict(queries.terms())
    before = Session.objects.count()
    assert actions.publish_terms(terms, by=BY, now=MET) in {0, 1}
    assert actions.publish_terms(terms, by=BY, now=MET) == 0
    assert Session.objects.count() == before
    assert actions.publish_terms(terms | {"answer_days": 20}, by=BY, now=MET) == 1
    assert queries.suggested_due(date(2024, 10, 8)) == date(2024, 10, 28)
