"""What whoever holds a report's secret reads and does, and what anybody with its code may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.rules import Said
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.reports import MONDAY, Offices, a_photo, a_report, press, walk

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)


def test_a_question_is_answered_by_the_secret_and_the_journal_knows_no_person() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "accepted")
    said = Said(question="Cầu gãy ở nhịp nào?")
    press(report, "ask", offices.handler.official, said=said, now=LATER)
    token = report.matter.token
    followed = queries.followed(token)
    assert followed.asked is not None
    assert actions.reply_by_link(token, "Nhịp giữa.", now=LATER).state == "accepted"
    entry = Entry.objects.get(verb="feedback.replied")
    assert (entry.by_kind, entry.by_id) == ("system", "report-link")
    with refused("nothing_to_reply_to"):
        actions.reply_by_link(token, "Nữa.", now=LATER)


def test_it_is_taken_back_by_the_secret_once() -> None:
    report = a_report()
    assert queries.followed(report.matter.token).may_withdraw
    assert actions.withdraw_by_link(report.matter.token, now=LATER).state == "withdrawn"
    with refused("illegal_move"):
        actions.withdraw_by_link(report.matter.token, now=LATER)


def test_an_answer_is_there_once_it_was_approved_and_until_it_was_called_unfinished() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "answer_drafted")
    assert queries.followed(report.matter.token).answer is None
    report = press(report, "answer", offices.head.official, now=LATER)
    followed = queries.followed(report.matter.token)
    assert followed.answer is not None
    assert followed.verdict is not None
    assert queries.verdict_asked(followed.verdict.token).pk == followed.verdict.pk
    actions.give_verdict(followed.verdict.token, fixed=False, words="Vẫn gãy", now=LATER)
    assert queries.followed(report.matter.token).answer is None


def test_a_picture_is_given_only_with_the_secret_of_its_report() -> None:
    report = a_report(files=[("cau.jpg", a_photo())])
    photo = report.photos.get()
    with pytest.raises(NotFound):
        queries.photo_followed(report.matter.token, photo.pk)
    actions.make_public_copies(report.pk, by=NURSE, now=LATER)
    assert queries.photo_followed(report.matter.token, photo.pk).public is not None
    with pytest.raises(NotFound):
        queries.photo_followed(a_report().matter.token, photo.pk)


def test_anybody_with_the_code_learns_state_and_dates() -> None:
    report = a_report()
    state = queries.state_for_anybody(str(report.matter.code).replace("-", " ").lower())
    assert (state.code, state.state, state.sealed) == (report.matter.code, "new", False)
    assert queries.reported(report.matter.token).pk == report.pk
    for wrong in ("khong", "BP-241014-9999-0", ""):
        with pytest.raises(NotFound):
            queries.state_for_anybody(wrong)


def test_under_seal_there_is_nothing_to_follow() -> None:
    offices = Offices.of()
    report = a_report()
    actions.seal(report.pk, by=offices.dispatcher.official, now=LATER)
    with pytest.raises(NotFound):
        queries.followed(report.matter.token)
    assert queries.state_for_anybody(str(report.matter.code)).sealed
    assert queries.state_for_anybody(str(report.matter.code)).due_at is None
