"""A comment on a paragraph stays beside it while the paragraph stands, wherever it has moved."""

from __future__ import annotations

import pytest

from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules.anchors import Anchor, anchors
from motcua.domain.letters.rules.differences import Change, differences
from tests.build.letters import BODY, Desk, House

ONE, TWO, THREE = "Thực hiện chỉ đạo của tỉnh.", "1. Về việc kiểm tra: đã xong.", "Trân trọng./."


def test_paragraphs_are_followed_when_others_come_before_them_change_or_go() -> None:
    before = "\n\n".join([ONE, TWO, THREE])
    after = "\n\n".join(["Căn cứ quy định mới ban hành.", ONE, "1. Về việc kiểm tra: đã xong toàn bộ.", THREE])
    assert anchors(before, after) == {1: Anchor(2, False), 2: Anchor(3, True), 3: Anchor(4, False)}
    assert anchors(before, "\n\n".join([ONE, THREE])) == {1: Anchor(1, False), 3: Anchor(2, False)}
    assert anchors(before, "") == {}


def test_texts_of_very_many_paragraphs_are_not_held_against_each_other() -> None:
    many = "\n\n".join(["a"] * 3_000)
    found = differences(many, many + "\n\nb")
    assert {each.change for each in found} == {Change.REMOVED, Change.ADDED}
    assert len(found) == 6_001


@pytest.mark.django_db
def test_a_comment_survives_new_versions_and_says_what_it_was_said_of() -> None:
    desk = Desk(House.of())
    letter, by = desk.draft(), desk.house.writer.official
    assert letter.current is not None
    actions.comment(letter.current.pk, "Ghi rõ.", paragraph=2, by=desk.house.head.official, now=desk.later())

    def write(body: str) -> queries.Remark:
        now = Letter.objects.get(pk=letter.pk)
        actions.save_version(letter.pk, body, based_on=now.revision, by=by, now=desk.later())
        (remark,) = queries.comments_of(queries.letter_seen_by(by, letter.pk))
        return remark

    moved = write(f"Một đoạn mới hẳn ở đầu.\n\n{BODY}")
    assert (moved.anchor, moved.quoted) == (Anchor(3, False), "")
    changed = write(BODY.replace("đã xong.", "đã xong ngày 13 tháng 10 năm 2023."))
    assert (changed.anchor, changed.quoted) == (Anchor(2, True), "1. Về việc kiểm tra: đã xong.")
    gone = write("Trân trọng./.")
    assert (gone.anchor, gone.quoted) == (None, "1. Về việc kiểm tra: đã xong.")
