"""The story of the seed letter: said in Đak Nhau, sent on, assigned by letter 4102, answered, promised and kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localtime

from motcua.domain.matters import queries as matters
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import Letter, Speaker
from motcua.domain.petitions.states import Result, State
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, petitions
from tests.build.petitions import (
    ACCEPTED,
    ANSWERED,
    ASSIGNED,
    CLASSIFIED,
    DONE,
    DUE,
    FIELD,
    HELPS,
    LEAD,
    LETTER_4102,
    LETTER_ID,
    LEVEL,
    MET,
    POINTS,
    PROOF,
    SENT,
    SOLVING,
    WORDS,
    Council,
    a_letter,
    a_meeting,
)

pytestmark = pytest.mark.django_db
JOBS = System("jobs")


def test_from_the_meeting_to_the_kept_promise() -> None:
    council = Council.of()
    secretary, lead = council.secretary.official, council.lead.official

    # 15 July: voters of the hamlet meet their delegates; one speaks.
    meeting = a_meeting(council)
    speaker = Speaker("Nguyễn Quyết Thắng", "thôn Đak Xuyên", "0912345670")
    opinion = actions.note_opinion(meeting.pk, WORDS, speaker, by=secretary, now=MET)
    petition = actions.take_opinion(opinion.pk, POINTS, named=True, by=secretary, now=MET)
    assert petition.state == State.COLLECTED
    assert [point.text for point in queries.points_of(petition.pk)] == list(POINTS)
    assert (petition.session, petition.period) == (queries.session_numbered("X", 15), "after")
    token = petition.matter.token

    # Classified, and sent with its letter.
    actions.classify(petition.pk, FIELD, LEVEL, LEAD, by=secretary, now=CLASSIFIED)
    batch = actions.send_batch(
        meeting.session_id, [petition.pk], Letter("45/HĐND-VP", date(2024, 8, 12)), by=secretary, now=SENT
    )
    assert queries.batch_state(batch.pk) == "sent"

    # 8 October: letter 4102 assigns it, by 30 October.
    said = petitions.assigning(DUE, LEAD, HELPS)
    petition = actions.assign(petition.pk, said, by=council.assigner.official, now=ASSIGNED)
    assert petition.matter.lead_agency.code == LEAD
    assert petition.due_on == DUE
    assert petition.matter.due_at is not None
    assert f"{localtime(petition.matter.due_at):%d/%m/%Y %H:%M}" == "30/10/2024 23:59"
    standing = queries.assignment_of(petition.pk)
    assert standing is not None
    assert (standing.symbol, standing.signed_on) == (LETTER_4102.symbol, LETTER_4102.signed_on)
    assert [agency.code for agency in standing.coordinating.all()] == [HELPS]
    actions.accept(petition.pk, by=lead, now=ACCEPTED)

    # Who coordinates drafts too; the lead's answers go into the letter.
    actions.draft_answer(petition.pk, 1, DONE, by=council.helper.official, now=ACCEPTED)
    first = actions.draft_answer(petition.pk, 1, DONE, by=lead, now=ACCEPTED)
    second = actions.draft_answer(petition.pk, 2, SOLVING, by=lead, now=ACCEPTED)
    a_letter(LETTER_ID, council.lead)
    actions.put_in_letter(LETTER_ID, [first.pk, second.pk], by=lead, now=ANSWERED)
    assert queries.followed(token, ANSWERED).points[0].answer == "", "a draft is nobody's answer"

    # 25 October: the letter is issued.
    told = actions.answered_by_letter(LETTER_ID, by=JOBS, now=ANSWERED)
    assert [each.pk for each in told] == [petition.pk]
    petition.refresh_from_db()
    assert (petition.state, petition.result) == (State.ANSWERED, Result.ONGOING), "furthest from done counts"
    assert petition.matter.in_time is True
    assert queries.batch_state(batch.pk) == "answered"

    # The council's committee is satisfied, and what was promised is followed.
    actions.review(petition.pk, by=secretary, now=ANSWERED + timedelta(days=3))
    petition.refresh_from_db()
    assert petition.state == State.FOLLOWED

    # The voter sees both points, the class, the letter, the milestones.
    seen = queries.followed(token, ANSWERED + timedelta(days=4))
    assert [(point.result, len(point.milestones), point.red) for point in seen.points] == [
        ("Đã giải quyết xong", 0, False),
        ("Đang giải quyết", 2, False),
    ]
    assert {point.letter_id for point in seen.points} == {LETTER_ID}

    # One promise is kept in time, the other late; the petition is settled with the last.
    milestone, training = queries.commitments_of(petition.pk)
    actions.keep_commitment(milestone.pk, date(2024, 11, 20), "Đã công khai ở 111 xã.", PROOF, by=lead, now=at(11, 21))
    actions.carry_over(
        petition.pk, queries.session_numbered("X", 16).pk, "Còn lớp tập huấn cuối năm.", by=secretary, now=at(12, 5)
    )
    actions.keep_commitment(
        training.pk, date(2024, 12, 28), "Đã tập huấn 32 người.", PROOF, by=council.helper.official, now=at(12, 29)
    )
    petition.refresh_from_db()
    assert petition.state == State.SETTLED
    last = queries.followed(token, at(12, 30)).points[1].milestones
    assert [(each.kept, each.late, each.carried_to) for each in last] == [(True, False, ""), (True, True, "16")]
    assert matters.orphans() == []

    # And told to the voters at the next meeting.
    actions.report_back(petition.pk, "Đã báo cáo tại hội nghị tiếp xúc cử tri.", by=secretary, now=at(12, 31))
    petition.refresh_from_db()
    assert (petition.state, petition.closed_at) == (State.REPORTED, at(12, 31))
    with pytest.raises(NotFound):
        queries.followed("nobody-knows-this", at(12, 31))
    assert len(jobs.waiting("petitions.tell_kept")) == 2


def at(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 2, 0, tzinfo=UTC)
