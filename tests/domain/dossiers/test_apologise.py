"""Late: form 04, drafted by the system on the day, written by an official, signed by a leader; at most once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Written
from motcua.domain.dossiers.models import Apology, Dossier
from motcua.domain.dossiers.states import Event
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
CLOCK = System("clock")
WHY = "Công an xã chưa trả lời việc xác minh nơi cư trú của người cha."
DUE = MONDAY + timedelta(days=28)
"""Twenty working days from Monday the fourteenth, at eight in the morning."""
NEW = DUE + timedelta(days=4)
DAY_BEFORE = DUE - timedelta(days=3)  # Friday: one working day is left


def at_work(cast: Cast) -> Dossier:
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)
    assert dossier.matter.due_at == DUE
    return dossier


def written(cast: Cast, dossier: Dossier, now: datetime = DAY_BEFORE, new_due: datetime = NEW) -> Apology:
    what = Written(dossier.matter.lead_agency_id, WHY, new_due)
    return actions.write_apology(dossier.pk, what, by=cast.officials[1].official, now=now)


def signed(cast: Cast, dossier: Dossier, now: datetime = DAY_BEFORE) -> Apology:
    written(cast, dossier, now)
    return actions.sign_apology(dossier.pk, by=cast.officials[2].official, now=now)


def test_the_system_drafts_it_once_when_one_working_day_is_left() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    assert actions.draft_apologies(by=CLOCK, now=DAY_BEFORE - timedelta(minutes=1)) == 0
    assert actions.draft_apologies(by=CLOCK, now=DAY_BEFORE) == 1
    assert actions.draft_apologies(by=CLOCK, now=DUE + timedelta(days=1)) == 0
    assert Apology.objects.get().due_at == DUE
    facts = journal.facts("dossiers.apology_drafted")
    assert datetime.fromisoformat(facts["due"]) == DUE
    leader = cast.officials[2].official
    assert [each.dossier_id for each in queries.apologies_waiting_for(leader)] == [dossier.pk]
    assert not queries.apologies_waiting_for(people.dung().official).exists()


def test_what_is_late_already_is_drafted_too() -> None:
    at_work(Cast.of())
    assert actions.draft_apologies(by=CLOCK, now=DUE + timedelta(days=20)) == 1


def test_what_is_due_the_same_day_is_drafted_only_when_that_day_is_over() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    due = dossier.matter.due_at
    assert due is not None
    assert due - MONDAY < timedelta(days=1)
    assert actions.draft_apologies(by=CLOCK, now=MONDAY + timedelta(hours=1)) == 0
    assert actions.draft_apologies(by=CLOCK, now=due) == 1


@pytest.mark.parametrize("outcomes", [("ask_more",), ("propose", "approve", "issued", "refused"), ("stop",)])
def test_what_waits_or_is_done_needs_no_apology(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    cast.go(at_work(cast), *outcomes, now=MONDAY)
    assert actions.draft_apologies(by=CLOCK, now=DUE + timedelta(days=1)) == 0


def test_a_draft_goes_when_the_clock_has_rested_meanwhile() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    actions.draft_apologies(by=CLOCK, now=DAY_BEFORE)
    cast.press(dossier, "ask_more", DAY_BEFORE + timedelta(hours=1))
    cast.press(dossier, "supplied", DAY_BEFORE + timedelta(days=20))
    assert actions.draft_apologies(by=CLOCK, now=DAY_BEFORE + timedelta(days=18)) == 0
    assert not Apology.objects.exists()


def test_signing_issues_form_04_with_every_field() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    apology = signed(cast, dossier)
    assert apology.paper is not None
    paper = Paper.objects.select_related("template").get(pk=apology.paper_id)
    assert (paper.template.code, paper.agency_id) == ("form-04", dossier.matter.lead_agency_id)
    said = paper.content
    assert said["reason"] == WHY
    assert said["at_fault"] == dossier.matter.lead_agency.name
    assert [datetime.fromisoformat(str(said[name])) for name in ("received_at", "due_at", "new_due_at")] == [
        MONDAY,
        DUE,
        NEW,
    ]
    assert dict(said["official"])["name"] == "Phạm Thị Chi"  # type: ignore[call-overload]  # a mapping
    assert {"paper_id": paper.pk} in jobs.waiting("papers.typeset")


def test_the_verdict_keeps_the_first_date() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    signed(cast, dossier)
    done = cast.go(
        dossier, "propose", "approve", "issued", "propose", "approve", "propose", "approve", now=DUE + timedelta(days=1)
    )
    assert done.matter.due_at == DUE
    assert (done.matter.verdict, done.matter.in_time) == ("late", False)


def test_the_applicant_is_told_both_dates() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    signed(cast, dossier)
    assert jobs.waiting("dossiers.tell_apologised") == [{"dossier_id": dossier.pk}]
    message = actions.tell(dossier.pk, Event.APOLOGISED, by=CLOCK, now=DUE)
    assert message is not None
    assert "08:00 11/11/2024" in message.body
    assert "08:00 15/11/2024" in message.body
    assert WHY in message.body
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "vi")
    assert page.happened.apology is not None
    assert page.happened.apology.new_due_at == NEW


@pytest.mark.parametrize(("now", "late"), [(DAY_BEFORE, False), (DUE, False), (DUE + timedelta(hours=1), True)])
def test_it_is_journalled_for_the_figures_without_a_word(now: datetime, late: bool) -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    signed(cast, dossier, now)
    facts = journal.facts("dossiers.apologised")
    assert (facts["at_fault"], facts["late"]) == (dossier.matter.lead_agency.code, late)
    assert [datetime.fromisoformat(facts[name]) for name in ("due", "new_due")] == [DUE, NEW]
    assert WHY not in journal.everything()


def test_at_most_once() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    signed(cast, dossier)
    for again in (lambda: written(cast, dossier), lambda: signed(cast, dossier)):
        with refused("apologised_before"):
            again()
    assert actions.draft_apologies(by=CLOCK, now=DUE + timedelta(days=9)) == 0
    assert Paper.objects.filter(template__code="form-04").count() == 1


@pytest.mark.parametrize(
    ("now", "new_due"),
    [(DAY_BEFORE, DUE), (DAY_BEFORE, DUE - timedelta(hours=1)), (DUE + timedelta(days=5), DUE + timedelta(days=4))],
)
def test_the_new_date_lies_after_the_old_one_and_in_the_future(now: datetime, new_due: datetime) -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with refused("new_date_not_later"):
        written(cast, dossier, now, new_due)


def test_a_date_that_has_gone_by_is_not_signed() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    written(cast, dossier)
    with refused("new_date_not_later"):
        actions.sign_apology(dossier.pk, by=cast.officials[2].official, now=NEW)
    assert Apology.objects.get().signed_at is None


def test_an_empty_draft_is_not_signed() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with refused("apology_not_written"):
        actions.sign_apology(dossier.pk, by=cast.officials[2].official, now=DAY_BEFORE)
    actions.draft_apologies(by=CLOCK, now=DAY_BEFORE)
    with refused("apology_not_written"):
        actions.sign_apology(dossier.pk, by=cast.officials[2].official, now=DAY_BEFORE)


def test_who_writes_and_who_signs() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    written(cast, dossier)
    what = Written(dossier.matter.lead_agency_id, WHY, NEW)
    with refused("other_duty", duty="leader"):
        actions.sign_apology(dossier.pk, by=cast.officials[1].official, now=DAY_BEFORE)
    with refused("other_agency"):
        actions.write_apology(dossier.pk, what, by=cast.officials[0].official, now=DAY_BEFORE)
    for act in (
        lambda: actions.write_apology(dossier.pk, what, by=people.dung().official, now=DAY_BEFORE),
        lambda: actions.sign_apology(dossier.pk, by=people.dung().official, now=DAY_BEFORE),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_reason_is_written_and_the_agency_at_fault_has_a_part_in_it() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    by = cast.officials[1].official
    with refused("reason_missing"):
        actions.write_apology(dossier.pk, Written(dossier.matter.lead_agency_id, "trễ", NEW), by=by, now=DAY_BEFORE)
    stranger = people.dung().official.agency_id
    with pytest.raises(NotFound):
        actions.write_apology(dossier.pk, Written(stranger, WHY, NEW), by=by, now=DAY_BEFORE)
    assert {each.pk for each in queries.parties(dossier)} == {dossier.matter.lead_agency_id, dossier.matter.one_stop_id}


def test_what_waits_is_not_apologised_for() -> None:
    cast = Cast.of()
    dossier = cast.press(at_work(cast), "ask_more", MONDAY)
    with refused("illegal_move", move="apologise", state="supplement"):
        written(cast, dossier)
    assert datetime(2024, 11, 11, 1, 0, tzinfo=UTC) == DUE
