"""The board for everybody, the page of who asked, and their one tap “not answered”."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Voter
from motcua.domain.petitions.models import Petition, Unanswered
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.petitions import ANSWERED, DUE, FIELD, MET, WORDS, Council, a_petition, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("voter")
PUBLIC = "Cử tri kiến nghị khắc phục hạn chế của chuyển đổi số khi làm thủ tục hành chính."
LATER = ANSWERED + timedelta(days=10)


def test_the_board_shows_what_was_approved_by_session_place_and_field() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "classified")
    hidden = a_petition(council, client_key="b")
    actions.make_public(petition.pk, PUBLIC, by=by, now=MET)
    session = queries.session_numbered("X", 15).pk
    here = queries.BoardFilter
    for wanted in (here(), here(session=session), here(area="25399"), here(area="696"), here(area="70", field=FIELD)):
        assert [each.pk for each in queries.board(wanted)] == [petition.pk]
    for wanted in (here(session=session + 999), here(area="25405"), here(field="y-te")):
        assert list(queries.board(wanted)) == []
    assert hidden.published_at is None
    assert journal.verbs_of(petition.pk)[-1] == "petitions.published"
    actions.keep_private(petition.pk, by=by, now=MET)
    assert list(queries.board(here())) == []


def test_a_name_is_shown_only_where_its_bearer_agreed() -> None:
    council = Council.of()
    shy = a_petition(council)
    bold = a_petition(council, client_key="b", voter=Voter("Nguyễn Quyết Thắng", named=True))
    assert (queries.voter_shown(shy), queries.voter_shown(bold)) == ("", "Nguyễn Quyết Thắng")


def test_what_was_set_aside_or_may_denounce_is_never_published() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council)
    with refused("petition_says_nothing"):
        actions.make_public(petition.pk, "Ngắn", by=by, now=MET)
    for stranger in (council.lead.official, people.dung().official):
        with pytest.raises(NotFound):
            actions.make_public(petition.pk, PUBLIC, by=stranger, now=MET)
        with pytest.raises(NotFound):
            actions.keep_private(petition.pk, by=stranger, now=MET)
    suspected = a_petition(council, client_key="b", content="Tôi tố cáo một việc làm sai trái.", points=())
    with refused("petition_may_denounce"):
        actions.make_public(suspected.pk, PUBLIC, by=by, now=MET)
    actions.make_public(petition.pk, PUBLIC, by=by, now=MET)
    actions.set_aside(petition.pk, "Không nêu việc cụ thể nào.", by=by, now=MET)
    assert list(queries.board(queries.BoardFilter())) == []
    with refused("petition_not_publishable"):
        actions.make_public(petition.pk, PUBLIC, by=by, now=MET)


def test_the_link_and_the_code_lead_to_it_and_a_wrong_one_nowhere() -> None:
    petition = a_petition(Council.of())
    assert queries.with_token(petition.matter.token).pk == petition.pk
    seen = queries.followed(petition.matter.token, MET)
    assert (seen.state, seen.due_on, seen.overdue, seen.may_call_unanswered) == ("Đã ghi nhận", None, False, False)
    with pytest.raises(NotFound):
        queries.with_token("x")
    assert queries.levels()


def test_it_is_called_unanswered_once_a_round() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered")
    token = petition.matter.token
    assert queries.followed(token, LATER).may_call_unanswered
    first = actions.say_unanswered(token, "Chưa nói gì về thôn tôi.", by=BY, now=LATER)
    assert actions.say_unanswered(token, by=BY, now=LATER).pk == first.pk
    seen = queries.followed(token, LATER)
    assert (seen.may_call_unanswered, seen.called_unanswered) == (False, True)
    assert journal.last("petitions.called_unanswered").by_id == "voter"
    assert len(jobs.waiting("petitions.tell_unanswered")) == 1
    assert actions.tell_unanswered(petition.pk, by=BY, now=LATER) == 1
    running.tell_unanswered(petition.pk)
    assert actions.tell_unanswered(0, by=BY, now=LATER) == 0
    actions.come_back(petition.pk, "Cử tri chưa hài lòng với trả lời.", by=council.secretary.official, now=LATER)
    assert queries.followed(token, LATER).called_unanswered is False
    assert Unanswered.objects.count() == 1


def test_before_its_day_nothing_is_unanswered_and_after_it_is() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    token = petition.matter.token
    with refused("not_yet_owed"):
        actions.say_unanswered(token, by=BY, now=ANSWERED)
    overdue = ANSWERED + timedelta(days=(DUE - ANSWERED.date()).days + 1)
    petition.refresh_from_db()
    assert queries.is_overdue(petition, overdue.date())
    assert actions.say_unanswered(token, by=BY, now=overdue).round == 0


def test_a_joined_voter_taps_for_themselves() -> None:
    council = Council.of()
    main = a_petition(council)
    other = a_petition(council, client_key="b")
    actions.join(other.pk, str(main.matter.code), by=council.secretary.official, now=MET)
    walk(main, council, "answered")
    for each in (main, other):
        actions.say_unanswered(each.matter.token, by=BY, now=LATER)
    assert main.unanswered.count() == 2


def test_committees_and_who_coordinates_see_it_and_other_offices_not() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered")
    agency = people.Agency.objects.get(code="H10.73")
    committee = people.an_official("Bùi Văn Ban", agency, people.Duty.SPECIALIST).official
    for each in (council.helper.official, council.lead.official, committee):
        assert queries.one_seen_by(petition.pk, each).content == WORDS
    with pytest.raises(NotFound):
        queries.one_seen_by(petition.pk, people.dung().official)
    fresh = a_petition(council, client_key="b")
    assert fresh.pk not in set(queries.seen_by(committee).values_list("pk", flat=True))
    assert Petition.objects.count() == 2
