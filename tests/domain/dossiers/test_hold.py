"""An official rests the clock: a reason of the closed list, a ground in words, a document; and ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.documents import queries as documents
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.models import Hold, Matter
from motcua.domain.matters.queries import orphans
from motcua.domain.matters.states import GROUNDED
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, PDF, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
GROUND = "Văn bản số 15/TA-DS ngày 14/10/2024 của Tòa án nhân dân huyện về việc thụ lý tranh chấp."
PROOF = ("thong-bao-thu-ly.pdf", PDF)
TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


def at_work(cast: Cast) -> Dossier:
    """Accepted on Monday at eight, twenty working days to go."""
    return cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)


def held(cast: Cast) -> Dossier:
    dossier = at_work(cast)
    return actions.hold(dossier.pk, "dispute", GROUND, PROOF, by=cast.officials[1].official, now=TUESDAY)


def test_the_clock_rests_and_the_due_date_moves_by_that_time_when_it_is_over() -> None:
    cast = Cast.of()
    dossier = held(cast)
    due = dossier.matter.due_at
    assert due is not None
    dossier = actions.end_hold(dossier.pk, by=cast.officials[1].official, now=THURSDAY)
    assert dossier.matter.due_at == due + timedelta(days=2)
    hold = Hold.objects.get(matter_id=dossier.pk)
    assert (hold.reason, hold.ground, hold.starts_at, hold.ends_at) == ("dispute", GROUND, TUESDAY, THURSDAY)
    assert (hold.by_id, hold.ended_by_id) == (cast.officials[1].account.pk,) * 2
    assert hold.proof is not None
    assert documents.content_of(hold.proof) == PDF
    assert Matter.objects.get(pk=dossier.pk).held_at is None


def test_the_state_stays_and_nothing_is_an_orphan() -> None:
    dossier = held(Cast.of())
    assert (dossier.state, orphans()) == ("in_progress", [])


def test_nobody_completes_a_step_while_the_clock_rests() -> None:
    cast = Cast.of()
    dossier = held(cast)
    with refused("clock_is_held", since=TUESDAY):
        cast.press(dossier, "propose", TUESDAY)
    actions.end_hold(dossier.pk, by=cast.officials[1].official, now=THURSDAY)
    assert cast.press(dossier, "propose", THURSDAY).state == "in_progress"


def test_the_step_gets_the_same_time_more() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    before = open_task(dossier)
    actions.hold(dossier.pk, "opinion", GROUND, PROOF, by=cast.officials[1].official, now=TUESDAY)
    actions.end_hold(dossier.pk, by=cast.officials[1].official, now=THURSDAY)
    after = open_task(dossier)
    assert before.due_at is not None
    assert after.due_at == before.due_at + timedelta(days=2)
    assert (after.budget or 0) - (before.budget or 0) == 960


def test_the_applicant_may_still_take_the_dossier_back() -> None:
    cast = Cast.of()
    dossier = actions.withdraw(held(cast).pk, by=cast.an, now=THURSDAY)
    assert (dossier.state, dossier.matter.in_time) == ("withdrawn", True)
    assert Hold.objects.get(matter_id=dossier.pk).ends_at == THURSDAY
    assert Matter.objects.get(pk=dossier.pk).held_at is None


def test_the_hold_is_named_in_the_explained_date_and_shown_with_its_proof() -> None:
    cast = Cast.of()
    dossier = held(cast)
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "vi")
    assert page.explanation is not None
    assert "Đang tạm dừng từ 08:00 15/10/2024: Đang có tranh chấp" in page.explanation.sentences[-2]
    assert page.happened.hold is not None
    assert page.happened.hold.ground == GROUND
    proof = page.happened.proofs[page.happened.hold.proof_id or 0]
    assert queries.file_seen_by(cast.an, proof.pk) == proof
    assert proof not in queries.files_of(dossier)
    actions.end_hold(dossier.pk, by=cast.officials[2].official, now=THURSDAY)
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "en")
    assert page.explanation is not None
    assert "dispute" in page.explanation.sentences[-2]
    assert page.explanation.due == Dossier.objects.get(pk=dossier.pk).matter.due_at


def test_it_is_journalled_by_code_and_the_applicant_is_told() -> None:
    cast = Cast.of()
    dossier = held(cast)
    assert journal.facts("dossiers.held")["reason"] == "dispute"
    assert jobs.waiting("dossiers.tell_held") == [{"dossier_id": dossier.pk}]
    actions.end_hold(dossier.pk, by=cast.officials[1].official, now=THURSDAY)
    facts = journal.facts("dossiers.hold_ended")
    assert (facts["reason"], facts["minutes"]) == ("dispute", 960)
    assert jobs.waiting("dossiers.tell_hold_ended") == [{"dossier_id": dossier.pk}]
    assert "15/TA-DS" not in journal.everything()


def test_a_second_hold_over_the_first_is_refused() -> None:
    cast = Cast.of()
    dossier = held(cast)
    with refused("already_held"):
        actions.hold(dossier.pk, "opinion", GROUND, PROOF, by=cast.officials[2].official, now=THURSDAY)


def test_after_the_first_there_may_be_another() -> None:
    cast = Cast.of()
    dossier = held(cast)
    leader = cast.officials[2].official
    actions.end_hold(dossier.pk, by=leader, now=THURSDAY)
    actions.hold(dossier.pk, "opinion", GROUND, PROOF, by=leader, now=THURSDAY + timedelta(hours=1))
    assert [each.matter_id for each in queries.held_by(leader)] == [dossier.pk]
    assert not queries.held_by(people.dung().official).exists()


@pytest.mark.parametrize("reason", ["applicant", "payment", "", "weather"])
def test_only_reasons_of_the_closed_list(reason: str) -> None:
    cast = Cast.of()
    with refused("hold_reason_unknown"):
        actions.hold(at_work(cast).pk, reason, GROUND, PROOF, by=cast.officials[1].official, now=TUESDAY)
    assert "dispute" in GROUNDED


def test_without_a_ground_or_a_proof_there_is_no_hold() -> None:
    cast = Cast.of()
    dossier, registrar = at_work(cast), cast.officials[1].official
    with refused("reason_missing"):
        actions.hold(dossier.pk, "dispute", "vì", PROOF, by=registrar, now=TUESDAY)
    with refused("proof_missing"):
        actions.hold(dossier.pk, "dispute", GROUND, None, by=registrar, now=TUESDAY)
    with refused("file_type_unknown"):
        actions.hold(dossier.pk, "dispute", GROUND, ("a.txt", b"xin"), by=registrar, now=TUESDAY)
    assert not Hold.objects.exists()


@pytest.mark.parametrize("outcomes", [(), ("accept", "ask_more"), ("accept", "propose", "approve", "issued")])
def test_what_is_not_worked_on_is_not_held(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *outcomes, now=MONDAY)
    with refused("illegal_move", move="hold", state=dossier.state):
        actions.hold(dossier.pk, "dispute", GROUND, PROOF, by=cast.officials[2].official, now=TUESDAY)


def test_only_the_competent_office_and_not_everybody_there() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    for index, code in ((0, "other_agency"), (3, "other_duty")):
        with refused(code):
            actions.hold(dossier.pk, "dispute", GROUND, PROOF, by=cast.officials[index].official, now=TUESDAY)
        with refused(code):
            actions.end_hold(dossier.pk, by=cast.officials[index].official, now=TUESDAY)
    with pytest.raises(NotFound):
        actions.hold(dossier.pk, "dispute", GROUND, PROOF, by=people.dung().official, now=TUESDAY)
    with pytest.raises(NotFound):
        actions.end_hold(dossier.pk, by=people.dung().official, now=TUESDAY)


def test_what_is_not_held_is_not_ended() -> None:
    cast = Cast.of()
    with refused("not_held"):
        actions.end_hold(at_work(cast).pk, by=cast.officials[1].official, now=TUESDAY)


def test_a_hold_outside_working_time_moves_nothing() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    due, registrar = dossier.matter.due_at, cast.officials[1].official
    evening = datetime(2024, 10, 15, 11, 0, tzinfo=UTC)
    actions.hold(dossier.pk, "outage", GROUND, PROOF, by=registrar, now=evening)
    dossier = actions.end_hold(dossier.pk, by=registrar, now=evening + timedelta(hours=3))
    assert dossier.matter.due_at == due
    assert journal.facts("dossiers.hold_ended")["minutes"] == 0
