"""An agency ends that coordinates, drafts, or owes what it promised: its heir goes on, and what was answered stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Answer
from motcua.jobs import succession
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    DONE,
    FIELD,
    HELPS,
    LEAD,
    LEVEL,
    MET,
    PROOF,
    SOLVING,
    TOLD,
    Council,
    a_petition,
    walk,
)

pytestmark = pytest.mark.django_db
BY, HEIR = System("jobs"), "H10.03"
ENDED, AFTER = date(2024, 11, 1), datetime(2024, 11, 5, 2, 0, tzinfo=UTC)


def merge(code: str, into: str) -> Agency:
    """An agency ends and becomes part of another; that one."""
    heir = Agency.objects.get(code=into)
    Agency.objects.filter(code=code).update(valid_to=ENDED, successor=heir)
    return heir


def test_the_heir_owes_the_promise_keeps_it_and_sees_the_petition() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed", answers=(DONE, SOLVING))
    heir = merge(HELPS, HEIR)
    there = people.an_official("Mai Văn Nối", heir, people.Duty.SPECIALIST)
    with pytest.raises(NotFound):
        queries.one_seen_by(petition.pk, there.official)
    assert queries.leaning_on([council.helper.official.agency_id], 10) == [petition.pk]
    assert actions.hand_on_ended(by=BY, now=AFTER) == 1
    assert actions.hand_on_ended(by=BY, now=AFTER) == 0
    assert queries.coordinating(petition.pk) == {heir.pk}
    mine, theirs = queries.commitments_of(petition.pk)
    assert (mine.unit.code, theirs.unit.code) == (LEAD, HEIR)
    facts = journal.facts("petitions.handed_on")
    assert (facts["from"], facts["to"], facts["roles"]) == (HELPS, HEIR, ["coordinating", "promise"])
    assert queries.one_seen_by(petition.pk, there.official).pk == petition.pk
    kept = actions.keep_commitment(
        theirs.pk, AFTER.date(), "Đã tập huấn 32 người.", PROOF, by=there.official, now=AFTER
    )
    assert kept.unit.code == HEIR


def test_what_was_kept_or_answered_stays_whose_it_was_and_drafts_go_on() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    drafted = actions.draft_answer(petition.pk, 1, TOLD, by=council.helper.official, now=ACCEPTED)
    answered = walk(a_petition(council, client_key="b"), council, "reviewed", answers=(DONE, SOLVING))
    first, second = queries.commitments_of(answered.pk)
    actions.keep_commitment(
        second.pk, date(2024, 10, 31), "Đã tập huấn 32 người.", PROOF, by=council.helper.official, now=AFTER
    )
    heir = merge(HELPS, HEIR)
    actions.hand_on_ended(by=BY, now=AFTER)
    assert Answer.objects.get(pk=drafted.pk).agency_id == heir.pk
    assert [each.unit.code for each in queries.commitments_of(answered.pk)] == [first.unit.code, HELPS]


def test_who_takes_over_from_both_does_not_coordinate_with_itself() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    merge(HELPS, LEAD)
    draft = actions.draft_answer(petition.pk, 1, TOLD, by=council.helper.official, now=ACCEPTED)
    own = actions.draft_answer(petition.pk, 1, DONE, by=council.lead.official, now=ACCEPTED)
    assert actions.hand_on_ended(by=BY, now=AFTER) == 1
    assert queries.coordinating(petition.pk) == frozenset()
    assert Answer.objects.get(pk=draft.pk).agency.code == HELPS, "the heir drafted its own: the other is left to read"
    assert Answer.objects.get(pk=own.pk).agency.code == LEAD
    assert actions.hand_on_ended(by=BY, now=AFTER) == 0


def test_what_is_not_assigned_yet_is_for_the_heir() -> None:
    council = Council.of()
    petition = a_petition(council)
    actions.classify(petition.pk, FIELD, LEVEL, HELPS, by=council.secretary.official, now=MET)
    heirs = {council.helper.official.agency_id: merge(HELPS, HEIR)}
    assert actions.hand_on(petition.pk, heirs, by=BY, now=AFTER)
    assert not actions.hand_on(petition.pk, heirs, by=BY, now=AFTER)
    petition.refresh_from_db()
    competent = [petition.competent, *(each.competent for each in queries.points_of(petition.pk))]
    assert [agency.code if agency is not None else None for agency in competent] == [HEIR] * 3


def test_who_leads_and_who_helps_are_handed_on_by_the_one_job() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    merge(LEAD, HEIR)
    merge(HELPS, "H10.04")
    succession.hand_on()
    found = queries.of_matter(petition.pk)
    assert found is not None
    assert found.matter.lead_agency.code == HEIR
    assert [Agency.objects.get(pk=each).code for each in queries.coordinating(petition.pk)] == ["H10.04"]


def test_under_seal_nothing_is_handed_on() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    heirs = {council.helper.official.agency_id: merge(HELPS, HEIR)}
    actions.seal(petition.pk, by=council.secretary.official, now=ANSWERED)
    assert not actions.hand_on(petition.pk, heirs, by=BY, now=AFTER)
