"""A petition is taken under a code, once, with its points; a possible denunciation waits until somebody looked."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import NewPetition, Voter
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.states import Source, State
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.petitions import FIELD, LEAD, LEVEL, MET, POINTS, WORDS, Council, a_petition
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
DENOUNCING = "Tôi tố cáo cán bộ địa chính nhận hối lộ khi làm giấy tờ đất cho dân."


def test_it_has_a_code_that_can_be_dictated_and_its_points() -> None:
    petition = a_petition(Council.of())
    code = str(petition.matter.code)
    assert code.startswith("KN-240715-")
    assert parse_report_code(code.lower().replace("-", " ")) == code
    assert queries.with_code(code).pk == petition.pk
    assert [point.number for point in queries.points_of(petition.pk)] == [1, 2]
    assert petition.matter.lead_agency.code == "H10.72"
    assert journal.verbs_of(petition.pk) == ["petitions.taken"]
    assert jobs.waiting("petitions.tell_taken") == [{"petition_id": petition.pk}]


def test_nothing_personal_is_in_the_journal() -> None:
    a_petition(Council.of())
    for word in ("Thắng", "0912345670", "Xuyên", "chuyển đổi số"):
        assert word not in journal.everything()


def test_the_same_sent_twice_is_one_petition() -> None:
    council = Council.of()
    first = a_petition(council, client_key="don-17")
    assert a_petition(council, client_key="don-17").pk == first.pk
    assert Petition.objects.count() == 1


def test_without_points_the_whole_is_one() -> None:
    assert [each.text for each in queries.points_of(a_petition(Council.of(), points=()).pk)] == [WORDS]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"content": "Ngắn"}, "petition_says_nothing"),
        ({"content": "x" * 20_001}, "petition_too_long"),
        ({"points": ("Ngắn",)}, "point_says_nothing"),
        ({"points": ("Sửa đường liên thôn",) * 31}, "too_many_points"),
        ({"area": "99999"}, "outside_the_province"),
    ],
)
def test_what_says_nothing_or_lies_elsewhere_is_refused(changed: dict[str, object], code: str) -> None:
    with refused(code):
        a_petition(Council.of(), **changed)


def test_an_unknown_session_is_not_found() -> None:
    with pytest.raises(NotFound):
        a_petition(Council.of(), session=0)


def test_an_operator_takes_down_what_is_said_on_the_telephone_and_nothing_else() -> None:
    operator = people.an_official("Lê Thị Máy", Agency.objects.get(code="H10.12.01"), Duty.OPERATOR).official
    new = NewPetition(WORDS, Source.HOTLINE, Voter(phone="0912345670"))
    assert actions.take_petition(new, by=operator, now=MET).source == Source.HOTLINE
    with pytest.raises(NotFound):
        actions.take_petition(NewPetition(WORDS, Source.WRITTEN), by=operator, now=MET)


def test_a_citizen_who_asks_finds_it_among_their_own() -> None:
    an = people.an()
    petition = actions.take_petition(NewPetition(WORDS, Source.WRITTEN), by=an, now=MET)
    assert [each.pk for each in queries.own_petitions(an)] == [petition.pk]
    assert list(queries.own_petitions(people.a_stranger())) == []
    assert journal.last("petitions.taken").by_id == "voter"


def test_points_are_said_anew_until_they_are_sent() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council, points=())
    made = actions.split_points(petition.pk, POINTS, by=by, now=MET)
    assert [(each.number, each.text) for each in made] == list(enumerate(POINTS, start=1))
    assert journal.facts("petitions.pointed")["points"] == 2
    with refused("point_says_nothing"):
        actions.split_points(petition.pk, [], by=by, now=MET)
    for stranger in (council.lead.official, council.assigner.official):
        with pytest.raises(NotFound):
            actions.split_points(petition.pk, POINTS, by=stranger, now=MET)
    with pytest.raises(NotFound):
        actions.split_points(0, POINTS, by=by, now=MET)
    actions.set_aside(petition.pk, "Không nêu việc cụ thể nào.", by=by, now=MET)
    with refused("points_are_sent"):
        actions.split_points(petition.pk, POINTS, by=by, now=MET)


def test_words_of_a_denunciation_stay_with_the_secretary_until_somebody_looked() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = a_petition(council, content=DENOUNCING, points=())
    assert petition.suspected
    with refused("petition_may_denounce"):
        actions.classify(petition.pk, FIELD, LEVEL, LEAD, by=by, now=MET)
    with refused("petition_may_denounce"):
        actions.set_aside(petition.pk, "Không nêu việc cụ thể nào.", by=by, now=MET)
    clerk = people.an_official("Văn Thư", Agency.objects.get(code="H10.72"), Duty.CLERK).official
    assert list(queries.seen_by(clerk)) == []
    assert [each.pk for each in queries.seen_by(by)] == [petition.pk]
    with pytest.raises(NotFound):
        actions.clear_suspicion(petition.pk, by=clerk, now=MET)
    actions.clear_suspicion(petition.pk, by=by, now=MET)
    assert actions.classify(petition.pk, FIELD, LEVEL, LEAD, by=by, now=MET).state == State.CLASSIFIED
    assert journal.verbs_of(petition.pk) == ["petitions.taken", "petitions.cleared", "petitions.classified"]
