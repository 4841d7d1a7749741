"""Dũng of another commune and a citizen who is not the applicant reach nothing: to them it does not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Attachment
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Task
from motcua.domain.notices import actions as notices
from motcua.domain.notices import queries as inbox
from motcua.domain.papers.models import Paper
from motcua.domain.worklist import queries as worklist
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.cast import ITEMS, NOTICE, REASON, RECEIPT, Cast
from tests.build.dossiers import MONDAY, a_dossier

pytestmark = pytest.mark.django_db
STAGES = [
    (),
    ("ask_more",),
    ("reject",),
    ("accept",),
    ("accept", "ask_more"),
    ("accept", "propose"),
    ("accept", "propose", "approve"),
    ("accept", "propose", "approve", "issued"),
    ("accept", "propose", "approve", "issued", "returned"),
]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: "-".join(stage) or "filed")
def test_dung_is_refused_everywhere_at_every_stage(stage: tuple[str, ...]) -> None:
    cast, dung = Cast.of(), people.dung().official
    dossier = cast.go(a_dossier(cast.an), *stage, now=MONDAY)
    file, paper = Attachment.objects.filter(dossier=dossier)[0], Paper.objects.filter(matter_id=dossier.pk).first()
    tasks = list(Task.objects.filter(matter_id=dossier.pk))
    acts: list[Callable[[], object]] = [
        lambda: actions.accept(dossier.pk, by=dung, now=MONDAY),
        lambda: actions.reject(dossier.pk, REASON, by=dung, now=MONDAY),
        lambda: actions.begin(dossier.pk, by=dung, now=MONDAY),
        lambda: actions.ask_supplement(dossier.pk, ITEMS, REASON, by=dung, now=MONDAY),
        lambda: actions.ask_payment(dossier.pk, REASON, NOTICE, by=dung, now=MONDAY),
        lambda: actions.paid(dossier.pk, RECEIPT, by=dung, now=MONDAY),
        lambda: actions.stop(dossier.pk, REASON, by=dung, now=MONDAY),
        lambda: actions.finish(dossier.pk, by=dung, now=MONDAY),
        lambda: actions.hand_over(dossier.pk, by=dung, now=MONDAY),
        lambda: queries.file_seen_by(dung, file.pk),
        lambda: queries.paper_seen_by(dung, paper.pk if paper else 0, MONDAY.date()),
    ]
    for task in tasks:
        acts += [
            lambda task=task: actions.complete_task(task.pk, "accept", by=dung, now=MONDAY, said=Said(reason=REASON)),  # type: ignore[misc]
            lambda task=task: queries.choice(task.pk, "accept", dung),  # type: ignore[misc]
            lambda task=task: matters.claim(task.pk, by=dung, now=MONDAY),  # type: ignore[misc]
            lambda task=task: matters.release(task.pk, by=dung, now=MONDAY),  # type: ignore[misc]
            lambda task=task: matters.reassign(task.pk, dung.account_id, by=dung, now=MONDAY),  # type: ignore[misc]
        ]
    entries = journal.count()
    acts.append(lambda: queries.one_seen_by(dung, dossier.pk))
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert not queries.seen_by(dung).filter(pk=dossier.pk).exists()
    assert not worklist.waiting_for(dung).filter(matter_id=dossier.pk).exists()
    assert journal.count() == entries


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: "-".join(stage) or "filed")
def test_a_strange_citizen_is_refused_everywhere_at_every_stage(stage: tuple[str, ...]) -> None:
    cast, stranger = Cast.of(), people.a_stranger()
    dossier = cast.go(a_dossier(cast.an), *stage, now=MONDAY)
    file, paper = Attachment.objects.filter(dossier=dossier)[0], Paper.objects.filter(matter_id=dossier.pk).first()
    message = notices.tell(cast.an.account_id, "x", "chào", "chào", by=people.NURSE, now=MONDAY)
    assert message is not None
    acts: list[Callable[[], object]] = [
        lambda: queries.own(dossier.pk, stranger),
        lambda: actions.withdraw(dossier.pk, by=stranger, now=MONDAY),
        lambda: actions.resume(dossier.pk, [], "xin chào", by=stranger, now=MONDAY),
        lambda: actions.hand_over(dossier.pk, by=stranger, now=MONDAY),
        lambda: queries.file_seen_by(stranger, file.pk),
        lambda: queries.paper_seen_by(stranger, paper.pk if paper else 0, MONDAY.date()),
        lambda: notices.read(message.pk, by=stranger, now=MONDAY),
    ]
    for task in Task.objects.filter(matter_id=dossier.pk):
        for outcome in ("accept", "supplied", "not_supplied", "returned"):
            acts.append(
                lambda task=task, outcome=outcome: actions.complete_task(task.pk, outcome, by=stranger, now=MONDAY)  # type: ignore[misc]
            )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert not queries.own_dossiers(stranger).exists()
    assert not inbox.inbox_of(stranger).exists()


def test_what_anybody_may_know_is_state_and_dates() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    assert dossier.matter.code is not None
    for typed in (dossier.matter.code, dossier.matter.code.lower(), f" {dossier.matter.request_code} "):
        view = queries.public_view(typed)
        assert (view.code, view.state, view.due_at) == (dossier.matter.code, "in_progress", dossier.matter.due_at)
        assert view.unit_en == dossier.matter.one_stop.name_en != ""
        assert "Điểu" not in str(view)
    assert queries.public_view_by_token(dossier.matter.token).code == dossier.matter.code
    for nothing in ("H10.30.13.01-241014-0099", "", "%", dossier.matter.token):
        with pytest.raises(NotFound):
            queries.public_view(nothing)
    with pytest.raises(NotFound):
        queries.public_view_by_token(dossier.matter.code)


def test_an_office_that_has_had_a_part_in_it_still_sees_it() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", "issued", "returned", now=MONDAY)
    for somebody in cast.officials[:4]:
        assert queries.seen_by(somebody.official).filter(pk=dossier.pk).exists()
        assert queries.one_seen_by(somebody.official, dossier.pk) == dossier
    assert not queries.seen_by(cast.officials[4].official).filter(pk=dossier.pk).exists()  # the police had none
