"""A closed dossier taken up again by a leader's decision: a new dossier, and the closed one stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.forms.models import model_to_dict

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier, Reopening
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.queries import orphans
from motcua.domain.papers.models import Paper
from motcua.domain.procedures.models import Procedure
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Kết luận thanh tra: việc dừng giải quyết không đúng quy định, phải giải quyết lại."
LATER = MONDAY + timedelta(days=2)


def closed(cast: Cast, *outcomes: str) -> Dossier:
    return cast.go(a_dossier(cast.an), *(outcomes or ("accept", "stop")), now=MONDAY)


def reopened(cast: Cast, dossier: Dossier) -> Dossier:
    return actions.reopen(dossier.pk, WHY, by=cast.officials[2].official, now=LATER)


@pytest.mark.parametrize("outcomes", [("accept", "stop"), ("accept", "propose", "approve", "issued", "returned")])
def test_a_new_dossier_goes_on_with_the_answers_and_files_of_the_closed_one(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    old = closed(cast, *outcomes)
    new = reopened(cast, old)
    assert new.pk != old.pk
    assert (new.state, open_task(new).step) == ("in_progress", "register")
    assert new.matter.received_at == new.matter.counted_from == LATER
    assert new.matter.code not in {None, old.matter.code}
    new = Dossier.objects.select_related("matter").get(pk=new.pk)
    assert (new.answers, new.subject_name, new.applicant_id) == (old.answers, old.subject_name, old.applicant_id)
    assert [file.file_id for file in queries.files_of(new)] == [file.file_id for file in queries.files_of(old)]
    assert Paper.objects.filter(matter_id=new.pk, template__code="form-01").count() == 1
    assert orphans() == []


def test_the_closed_one_is_not_touched() -> None:
    cast = Cast.of()
    old = closed(cast)
    before = [
        model_to_dict(Dossier.objects.get(pk=old.pk)),
        model_to_dict(Matter.objects.get(pk=old.pk)),
        list(Task.objects.filter(matter_id=old.pk).order_by("pk").values()),
        list(Paper.objects.filter(matter_id=old.pk).order_by("pk").values_list("pk", flat=True)),
        [file.pk for file in queries.files_of(old)],
    ]
    reopened(cast, old)
    assert before == [
        model_to_dict(Dossier.objects.get(pk=old.pk)),
        model_to_dict(Matter.objects.get(pk=old.pk)),
        list(Task.objects.filter(matter_id=old.pk).order_by("pk").values()),
        list(Paper.objects.filter(matter_id=old.pk).order_by("pk").values_list("pk", flat=True)),
        [file.pk for file in queries.files_of(old)],
    ]


def test_the_new_one_ends_like_any_other_and_its_clock_is_its_own() -> None:
    cast = Cast.of()
    new = cast.go(reopened(cast, closed(cast)), "propose", "approve", "issued", "returned", now=LATER)
    assert (new.state, new.matter.verdict, new.matter.in_time) == ("handed_over", "on_time", True)


def test_both_are_linked_for_everybody_and_the_applicant_is_told() -> None:
    cast = Cast.of()
    old = closed(cast)
    new = reopened(cast, old)
    decision = Reopening.objects.get()
    assert (decision.dossier_id, decision.reopens_id, decision.reason) == (new.pk, old.pk, WHY)
    after = queries.with_everything(queries.own(old.pk, cast.an), "vi").happened.after
    before = queries.with_everything(queries.own(new.pk, cast.an), "vi").happened.before
    assert after is not None
    assert before is not None
    assert (after.dossier_id, before.reopens_id) == (new.pk, old.pk)
    assert jobs.waiting("dossiers.tell_reopened") == [{"dossier_id": new.pk}]


def test_the_decision_is_journalled_on_both_sides_without_its_words() -> None:
    cast = Cast.of()
    old = closed(cast)
    new = reopened(cast, old)
    assert journal.verbs_of(new.pk) == ["dossiers.reopened", "dossiers.accepted", "dossiers.begun"]
    assert journal.facts("dossiers.reopened")["reopens"] == old.pk
    assert journal.facts("dossiers.taken_up_again")["as"] == new.pk
    leader = str(cast.officials[2].account.pk)
    assert set(Entry.objects.filter(matter_id=new.pk).values_list("by_id", flat=True)) == {leader}
    assert "thanh tra" not in journal.everything()


def test_it_is_taken_up_again_once_and_its_successor_in_turn() -> None:
    cast = Cast.of()
    old = closed(cast)
    new = reopened(cast, old)
    with refused("reopened_before"):
        reopened(cast, old)
    actions.stop(new.pk, WHY, by=cast.officials[1].official, now=LATER)
    assert reopened(cast, new).pk not in {old.pk, new.pk}


@pytest.mark.parametrize(
    "outcomes", [("accept",), ("reject",), ("ask_more",), ("accept", "propose", "approve", "issued")]
)
def test_what_is_open_or_was_refused_is_not_taken_up_again(outcomes: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = closed(cast, *outcomes)
    with refused("not_to_be_reopened", state=dossier.state):
        reopened(cast, dossier)


def test_what_the_applicant_took_back_is_filed_anew() -> None:
    cast = Cast.of()
    dossier = actions.withdraw(a_dossier(cast.an).pk, by=cast.an, now=MONDAY)
    with refused("not_to_be_reopened", state="withdrawn"):
        reopened(cast, dossier)


def test_only_a_leader_of_the_competent_office_with_a_reason() -> None:
    cast = Cast.of()
    old = closed(cast)
    with refused("other_duty", duty="leader"):
        actions.reopen(old.pk, WHY, by=cast.officials[1].official, now=LATER)
    with refused("other_agency"):
        actions.reopen(old.pk, WHY, by=cast.officials[0].official, now=LATER)
    with pytest.raises(NotFound):
        actions.reopen(old.pk, WHY, by=people.dung().official, now=LATER)
    with refused("reason_missing"):
        actions.reopen(old.pk, "", by=cast.officials[2].official, now=LATER)
    assert not Reopening.objects.exists()


def test_the_version_under_which_it_was_asked_goes_on_though_it_has_ended() -> None:
    cast = Cast.of()
    old = closed(cast)
    Procedure.objects.filter(pk=old.procedure_id).update(valid_to=date(2024, 10, 15))
    assert reopened(cast, old).procedure_id == old.procedure_id
