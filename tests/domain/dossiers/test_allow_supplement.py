"""A second request after acceptance: refused until a leader of the competent office allows it, with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier, Leave, SupplementRequest
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Cơ quan công an trả lời tên người cha không khớp, phải có thêm giấy tờ."
LATER = MONDAY + timedelta(hours=2)


def asked_once(cast: Cast) -> Dossier:
    """A dossier back at work after one supplement."""
    return cast.go(a_dossier(cast.an), "accept", "ask_more", "supplied", now=MONDAY)


def allowed(cast: Cast, dossier: Dossier) -> Leave:
    return actions.allow_supplement(dossier.pk, WHY, by=cast.officials[2].official, now=LATER)


def test_with_the_leaders_leave_it_is_asked_once_more_and_no_further() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    leave = allowed(cast, dossier)
    dossier = cast.press(dossier, "ask_more", LATER)
    leave.refresh_from_db()
    assert dossier.state == "supplement"
    assert leave.request == SupplementRequest.objects.filter(dossier=dossier).latest("pk")
    dossier = cast.press(dossier, "supplied", LATER)
    with refused("supplement_asked_before", most=1):
        cast.press(dossier, "ask_more", LATER)


def test_the_leave_is_recorded_and_its_reason_is_not_in_the_journal() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    leave = allowed(cast, dossier)
    entry = journal.last("dossiers.supplement_allowed")
    assert (entry.by_id, entry.matter_id) == (str(cast.officials[2].account.pk), dossier.pk)
    assert leave.reason == WHY
    assert WHY not in journal.everything()
    page = queries.with_everything(dossier, "vi")
    assert [each.reason for each in page.happened.leaves] == [WHY]


def test_a_dossier_asked_twice_counts_as_late_in_the_national_index_and_in_time_by_the_day() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    allowed(cast, dossier)
    dossier = cast.go(dossier, "ask_more", "supplied", "propose", "approve", "issued", now=LATER)
    assert (dossier.matter.verdict, dossier.matter.in_time) == ("on_time", False)
    assert journal.facts("dossiers.finished")["in_time"] is False


def test_one_request_leaves_a_dossier_in_time() -> None:
    cast = Cast.of()
    dossier = cast.go(asked_once(cast), "propose", "approve", "issued", now=LATER)
    assert dossier.matter.in_time is True


def test_while_the_procedure_itself_allows_one_no_leave_is_given() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    with refused("supplement_still_allowed"):
        allowed(cast, dossier)


def test_one_leave_at_a_time() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    allowed(cast, dossier)
    with refused("already_allowed"):
        allowed(cast, dossier)


def test_only_a_leader_of_the_competent_office_with_a_reason() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    with refused("other_duty", duty="leader"):
        actions.allow_supplement(dossier.pk, WHY, by=cast.officials[1].official, now=LATER)
    with refused("other_agency"):
        actions.allow_supplement(dossier.pk, WHY, by=cast.officials[0].official, now=LATER)
    with pytest.raises(NotFound):
        actions.allow_supplement(dossier.pk, WHY, by=people.dung().official, now=LATER)
    with refused("reason_missing"):
        actions.allow_supplement(dossier.pk, "cần", by=cast.officials[2].official, now=LATER)
    assert not Leave.objects.exists()


@pytest.mark.parametrize("outcomes", [("ask_more",), ("propose", "approve", "issued")])
def test_what_waits_or_is_done_needs_no_leave(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", *outcomes, now=MONDAY)
    with refused("illegal_move", move="ask_supplement", state=dossier.state):
        allowed(cast, dossier)


def test_a_leave_that_is_not_used_changes_nothing() -> None:
    cast = Cast.of()
    dossier = asked_once(cast)
    allowed(cast, dossier)
    assert cast.go(dossier, "propose", "approve", "issued", "returned", now=LATER).state == "handed_over"
    assert SupplementRequest.objects.filter(dossier=dossier).count() == 1
