"""What whoever holds a report's secret reads and does, and what anybody with its code may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.rules import Said, Sender
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.reports import DONE, MONDAY, RUBBISH, Offices, a_photo, a_report, press, walk

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


SENT_BACK = Said(reason="Ảnh này không phải cây cầu ấy.")


def given_twice(offices: Offices) -> tuple[Report, list[Photo]]:
    """An answer that its leader sent back, and the one that was approved; each came with a picture."""
    report = walk(a_report(), offices, "answer_drafted")
    press(report, "send_back", offices.head.official, said=SENT_BACK, now=LATER)
    press(report, "draft_answer", offices.handler.official, said=DONE, now=LATER)
    report = press(report, "answer", offices.head.official, now=LATER)
    actions.make_public_copies(report.pk, by=NURSE, now=LATER)
    return report, list(report.photos.order_by("pk"))


def test_pictures_of_an_answer_that_was_sent_back_are_not_those_of_the_approved_one() -> None:
    report, (refused_one, approved) = given_twice(Offices.of())
    token, followed = report.matter.token, queries.followed(report.matter.token)
    assert followed.answer is not None
    assert followed.photos_of(followed.answer) == [approved]
    assert refused_one not in followed.photos
    assert queries.photo_followed(token, approved.pk) == approved
    with pytest.raises(NotFound):
        queries.photo_followed(token, refused_one.pk)


def test_an_earlier_answer_stays_to_be_read_with_its_own_pictures() -> None:
    offices = Offices.of()
    report, (_refused, first) = given_twice(offices)
    actions.give_verdict(report.verdicts.get().token, fixed=False, words="Vẫn gãy", now=LATER)
    followed = queries.followed(report.matter.token)
    assert (followed.answer, len(followed.earlier)) == (None, 1)
    press(report, "draft_answer", offices.handler.official, said=DONE, now=LATER)
    actions.make_public_copies(report.pk, by=NURSE, now=LATER)
    waits = report.photos.order_by("pk").reverse()[0]
    assert waits not in queries.followed(report.matter.token).photos
    press(report, "answer", offices.head.official, now=LATER)
    followed = queries.followed(report.matter.token)
    assert followed.answer is not None
    assert followed.photos_of(followed.answer) == [waits]
    assert [followed.photos_of(each) for each in followed.earlier] == [[first]]


def merged_into(main: Report, offices: Offices) -> Report:
    """What somebody sent who left no name and no way to reach them, merged into another report."""
    same = a_report(NURSE, category=RUBBISH, content="Cầu gãy, rác tấp đầy chân cầu.", sender=Sender())
    return press(same, "merge", offices.dispatcher.official, said=Said(into=str(main.matter.code)), now=LATER)


def test_whose_report_was_merged_reads_the_answer_to_the_other_one_by_their_own_secret() -> None:
    offices = Offices.of()
    main = walk(a_report(files=[("nha.jpg", a_photo())]), offices, "accepted")
    token = merged_into(main, offices).matter.token
    before = queries.followed(token).main
    assert before is not None
    assert (before.state, before.answer, before.photos, before.words) == ("accepted", None, [], "")
    press(main, "draft_answer", offices.handler.official, said=DONE, now=LATER)
    drafted = queries.followed(token).main
    assert drafted is not None
    assert drafted.answer is None
    press(main, "answer", offices.head.official, now=LATER)
    actions.make_public_copies(main.pk, by=NURSE, now=LATER)
    evidence, theirs = main.photos.get(role=Photo.Role.EVIDENCE), main.photos.get(role=Photo.Role.REPORT)
    after = queries.followed(token).main
    assert after is not None
    assert (after.words, after.photos, after.closed) == ("Đã thay nhịp cầu gãy, cầu thông xe.", [evidence], False)
    assert queries.photo_followed(token, evidence.pk) == evidence
    with pytest.raises(NotFound):
        queries.photo_followed(token, theirs.pk)
    assert queries.followed(token).verdict is None, "only the first sender is asked whether it is done"
    assert queries.followed(main.matter.token).main is None


def test_of_a_report_that_went_under_seal_whose_was_merged_into_it_reads_nothing() -> None:
    offices = Offices.of()
    main = walk(a_report(), offices, "answered")
    other = merged_into(walk(a_report(), offices, "accepted"), offices)
    Report.objects.filter(pk=other.pk).update(merged_into=main)
    Report.objects.filter(pk=main.pk).update(state="sealed", closed_at=LATER)
    assert queries.followed(other.matter.token).main is None


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
