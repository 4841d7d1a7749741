"""Whoever a letter waits for is told, in their language, and of each turn it takes once."""

from __future__ import annotations

import pytest
from django.db import connection

from motcua.domain.accounts.models import Account
from motcua.domain.letters import actions
from motcua.domain.letters.models import Delivery, Incoming, Letter
from motcua.domain.notices.models import Message
from motcua.jobs import letter_notices as jobs
from motcua.kernel.actors import System
from tests.build.letters import COMMITTEE, Desk, House, press, received
from tests.build.pens import PIN

BY = System("jobs")


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def told(letter: Letter, desk: Desk) -> list[tuple[str, str]]:
    """Who was told what just now, as the job does it: twice, to no more effect."""
    before = set(Message.objects.values_list("pk", flat=True))
    actions.tell(letter.pk, by=BY, now=desk.later())
    assert actions.tell(letter.pk, by=BY, now=desk.later()) == []
    fresh = Message.objects.exclude(pk__in=before).select_related("account").order_by("pk")
    return [(str(each.account.full_name), each.subject) for each in fresh]


def test_everybody_it_waits_for_is_told_once_on_its_way(desk: Desk) -> None:
    house, letter = desk.house, desk.draft()
    assert told(letter, desk) == []
    actions.ask_check(letter.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    assert told(letter, desk) == [("Bùi Văn Phòng", "Văn bản chờ anh/chị kiểm tra nội dung")]
    actions.check_content(letter.pk, by=house.head.official, now=desk.later())
    assert told(letter, desk) == [("Đào Văn Dấu", "Văn bản chờ kiểm tra thể thức")]
    actions.check_form(letter.pk, by=house.clerk.official, now=desk.later())
    assert told(letter, desk) == [("Mai Thị Ký", "Văn bản chờ anh/chị ký")]
    actions.sign([letter.pk], PIN, by=house.signer.official, now=desk.later())
    assert told(letter, desk) == [("Đào Văn Dấu", "Văn bản đã ký, chờ cấp số và ban hành")]
    message = Message.objects.latest("pk")
    assert letter.subject in message.body
    assert f"/can-bo/van-ban/{letter.pk}/" in message.body


def test_what_was_sent_back_and_submitted_again_is_told_again(desk: Desk) -> None:
    house, letter = desk.house, desk.to_content_check()
    assert len(told(letter, desk)) == 1
    actions.send_back(letter.pk, "Chưa nêu rõ căn cứ.", by=house.head.official, now=desk.later())
    assert told(letter, desk) == [("Trần Thị Soạn", "Văn bản bị trả lại để sửa")]
    actions.ask_check(letter.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    assert told(letter, desk) == [("Bùi Văn Phòng", "Văn bản chờ anh/chị kiểm tra nội dung")]


def test_each_is_told_in_their_language(desk: Desk) -> None:
    letter = desk.to_content_check()
    Account.objects.filter(pk=desk.house.head.account.pk).update(language="en")
    assert told(letter, desk) == [("Bùi Văn Phòng", "A document waits for you to check what it says")]


def test_the_clerk_who_has_to_register_or_give_back_a_letter_is_told(desk: Desk) -> None:
    committee, letter = House.of(COMMITTEE, "Chủ tịch"), desk.issued()
    assert told(letter, desk) == [("Đào Văn Dấu", "Văn bản mới gửi đến, chờ vào sổ")]
    incoming = received(letter, committee)
    assert told(letter, desk) == []
    actions.tell_of_incoming(incoming.pk, by=BY, now=desk.later())
    assert Message.objects.latest("pk").subject == "Văn bản đến chờ phân công"
    actions.recall(letter.pk, "Ban hành nhầm văn bản.", by=desk.house.signer.official, now=desk.later())
    assert told(letter, desk) == [("Đào Văn Dấu", "Văn bản đã nhận bị thu hồi, cần trả lại hoặc xóa")]
    delivery = Delivery.objects.get(letter=letter, agency=committee.agency)
    actions.give_back(delivery.pk, by=committee.clerk.official, now=desk.later())
    Message.objects.all().delete()
    assert told(Letter.objects.get(pk=letter.pk), desk) == []


def test_to_whom_something_was_assigned_is_told_once_an_assignment(desk: Desk) -> None:
    house = desk.house
    mail = actions.NewIncoming("Hội Nông dân tỉnh", "Về việc phối hợp")
    incoming = actions.register_incoming(mail, press=press(), by=house.clerk.official, now=desk.later())
    for to in (house.writer, house.colleague):
        actions.assign_incoming(incoming.pk, to.account.pk, by=house.signer.official, now=desk.later())
        jobs.tell_of_incoming(incoming.pk)
        assert actions.tell_of_incoming(incoming.pk, by=BY, now=desk.later()) == []
    named = Message.objects.order_by("pk").values_list("account_id", flat=True)
    assert list(named) == [house.writer.account.pk, house.colleague.account.pk]
    actions.handle_incoming(incoming.pk, "Đã trả lời bằng văn bản.", by=house.colleague.official, now=desk.later())
    assert actions.tell_of_incoming(incoming.pk, by=BY, now=desk.later()) == []
    assert Incoming.objects.get().state == "handled"


def test_each_step_queues_the_telling(desk: Desk) -> None:
    letter = desk.to_issue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'letter_id' FROM procrastinate_jobs WHERE task_name = 'letters.tell'")
        assert [int(found) for (found,) in cursor.fetchall()] == [letter.pk] * 4
    jobs.tell(letter.pk)
    assert Message.objects.count() == 1
