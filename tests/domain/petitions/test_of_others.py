"""Nobody who asked is named to others without having agreed: not to those who asked the same, not to the public."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Voter
from motcua.domain.petitions.models import Petition, VoterLetter
from motcua.domain.petitions.rules.naming import without
from motcua.domain.petitions.states import Event
from motcua.kernel.actors import System
from motcua.web.desk.petition_reports.kinds import REPORTS, Asked
from tests.build.petitions import ANSWERED, DONE, MET, SOLVING, VOTER, Council, a_petition, walk

pytestmark = pytest.mark.django_db
BY = System("jobs")
NAMING = replace(DONE, text="Sở đã gặp ông Nguyễn Quyết Thắng, số điện thoại 0912.345.670, để xem việc này.")
PROMISING = replace(
    SOLVING, promises=(replace(SOLVING.promises[0], what="Trao giấy tờ cho ông Nguyễn  Quyết Thắng tại nhà"),)
)
HIDDEN = ("Quyết", "345")


def two_who_ask_the_same(council: Council) -> tuple[Petition, Petition]:
    main = a_petition(council)
    other = a_petition(council, client_key="b", voter=Voter("Lê Thị Hai", email="hai@example.vn"))
    actions.join(other.pk, str(main.matter.code), by=council.secretary.official, now=MET)
    return walk(main, council, "answered", answers=(NAMING, PROMISING)), other


def test_who_asked_the_same_is_told_the_answer_without_the_others_name() -> None:
    main, other = two_who_ask_the_same(Council.of())
    actions.tell(main.pk, Event.ANSWERED, by=BY, now=ANSWERED)
    theirs = str(VoterLetter.objects.get(petition=other).words)
    assert "Sở đã gặp" in theirs
    assert not any(each in theirs for each in HIDDEN)
    own = str(VoterLetter.objects.get(petition=main, way="email").words)
    assert "Nguyễn Quyết Thắng" in own, "of themselves everybody may read"


def test_on_the_page_of_who_asked_the_same_the_other_is_not_named_either() -> None:
    main, other = two_who_ask_the_same(Council.of())
    seen = queries.followed(other.matter.token, ANSWERED)
    shown = " ".join([each.answer + " ".join(one.what for one in each.milestones) for each in seen.points])
    assert "Sở đã gặp" in shown
    assert not any(each in shown for each in HIDDEN)
    assert "Nguyễn Quyết Thắng" in queries.followed(main.matter.token, ANSWERED).points[0].answer


def test_what_two_have_in_common_is_no_secret_between_them() -> None:
    council = Council.of()
    main = a_petition(council)
    other = a_petition(council, client_key="b", voter=Voter("Lê Thị Hai", VOTER.phone))
    actions.join(other.pk, str(main.matter.code), by=council.secretary.official, now=MET)
    hidden = queries.others_of(main, Petition.objects.get(pk=other.pk))
    said = without("Ông nguyễn quyết\nthắng và bà Lê Thị Hai dùng chung số 0912345670.", hidden)
    assert said == "Ông … và bà Lê Thị Hai dùng chung số 0912345670."


def test_words_for_everybody_name_nobody_who_did_not_agree_whoever_approved_them() -> None:
    council = Council.of()
    petition = a_petition(council)
    by = council.secretary.official
    text = "1. Ông NGUYỄN QUYẾT\u00a0THẮNG ở thôn Đak Xuyên đề nghị sửa đường.\n2. Gọi +84 912 345 670 để hẹn ngày."
    actions.make_public(petition.pk, text, by=by, now=MET)
    (shown,) = queries.as_everybody_sees(list(queries.board(queries.BoardFilter())), MET.date())
    said = " ".join([shown.text, shown.intro, *(each.words for each in shown.points)])
    assert "sửa đường" in said
    assert not any(each in said for each in ("THẮNG", "345"))
    actions.name_voter(petition.pk, named=True, by=by, now=MET)
    (shown,) = queries.as_everybody_sees(list(queries.board(queries.BoardFilter())), MET.date())
    assert "THẮNG" in shown.text, "they agreed since"
    assert VOTER.name == shown.voter


def test_what_left_the_board_is_not_found_as_like_ones_either() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council)
    actions.make_public(petition.pk, petition.content, by=by, now=MET)
    assert [each.pk for each in queries.similar_to_words(petition.content)] == [petition.pk]
    actions.guide(petition.pk, "Đây là khiếu nại, ông làm đơn gửi Ủy ban nhân dân xã.", by=by, now=MET)
    assert queries.similar_to_words(petition.content) == []


def test_reports_to_delegates_name_who_agreed_alone() -> None:
    council = Council.of()
    main, _other = two_who_ask_the_same(council)
    assert queries.unnamed(main, NAMING.text) == "Sở đã gặp ông …, số điện thoại …, để xem việc này."
    a_petition(council, client_key="c", content=f"Tôi là {VOTER.name}, đề nghị sửa đường liên thôn.", points=())
    asked = Asked((ANSWERED + timedelta(days=900)).date())
    for code in ("tap-hop-tra-loi", "dang-giai-quyet", "ton-dong", "van-ban-ban-hanh"):
        said = str(REPORTS[code][1](asked).lines)
        assert not any(each in said for each in HIDDEN), code
    actions.name_voter(main.pk, named=True, by=council.secretary.official, now=MET)
    assert VOTER.name in str(REPORTS["tap-hop-tra-loi"][1](asked).lines)
