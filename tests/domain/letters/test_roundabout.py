"""Ways around the four eyes, the hand and the number of a letter: each is shut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts import queries as seats
from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries.issued import line_of
from motcua.domain.papers import actions as papers
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused
from tests.build.letters import NOW, Desk, House, press
from tests.build.pens import PIN
from tests.build.people import Somebody

MORNING = NOW - timedelta(hours=1)
EVENING = NOW + timedelta(hours=9)


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def standing_in(one: Somebody, other: Somebody, house: House) -> Official:
    """`one` while `other` has delegated to them."""
    accounts.delegate(
        other.account.pk,
        one.account.pk,
        house.agency.pk,
        starts_at=MORNING,
        ends_at=EVENING,
        ground="Quyết định số 12/QĐ-STTTT",
        by=other.official,
        now=MORNING,
    )
    return seats.official_at(one.account.pk, house.agency.pk, NOW + timedelta(minutes=5))


def test_who_drafted_a_letter_does_not_check_it_while_standing_in_for_the_head(desk: Desk) -> None:
    letter, house = desk.to_content_check(), desk.house
    writer = standing_in(house.writer, house.head, house)
    assert house.head.account.pk in writer.stands_in_for
    with pytest.raises(Refused) as no:
        actions.check_content(letter.pk, by=writer, now=desk.later())
    assert no.value.code == "checks_own_letter"
    assert "check_content" not in queries.moves_open_to(writer, letter)
    assert queries.waiting_for(writer) == {}
    with pytest.raises(Refused):
        actions.send_back(letter.pk, "Tôi tự trả lại cho tôi.", by=writer, now=desk.later())
    colleague = standing_in(house.colleague, house.head, house)
    assert [each.pk for each in queries.waiting_for(colleague)["content_check"]] == [letter.pk]
    assert actions.check_content(letter.pk, by=colleague, now=desk.later()).state == "form_check"


def test_who_wrote_every_word_does_not_check_it_though_a_colleague_began_it(desk: Desk) -> None:
    house = desk.house
    letter = desk.draft(body="")
    written = actions.save_version(
        letter.pk, "Mọi lời của tôi./.", based_on=letter.revision, by=house.head.official, now=desk.later()
    )
    with pytest.raises(Refused) as no:
        actions.ask_check(letter.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    assert no.value.code == "checks_own_letter"
    again = actions.save_version(
        letter.pk, "Lời của người soạn./.", based_on=written.letter.revision, by=house.writer.official, now=desk.later()
    )
    actions.save_version(
        letter.pk,
        "Lời của người soạn, sửa một chữ./.",
        based_on=again.letter.revision,
        by=house.head.official,
        now=desk.later(),
    )
    asked = actions.ask_check(letter.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    assert asked.state == "content_check"


def test_who_leads_no_more_signs_nothing_that_waited_for_them(desk: Desk) -> None:
    letter, signer = desk.to_sign(), desk.house.signer
    Post.objects.filter(account=signer.account).update(duty=Duty.SPECIALIST)
    later = seats.official_at(signer.account.pk, desk.house.agency.pk, NOW)
    batch = actions.sign([letter.pk], PIN, by=later, now=desk.later())
    assert [left.refusal.code for left in batch.left] == ["not_a_signer"]
    assert Letter.objects.get(pk=letter.pk).state == "to_sign"


def test_a_letter_that_was_recalled_meanwhile_does_not_keep_its_replacement_from_being_issued(desk: Desk) -> None:
    house, old = desk.house, desk.issued()
    new = actions.replace(old.pk, press=press(), by=house.writer.official, now=desk.later())
    actions.ask_check(new.pk, house.head.account.pk, by=house.writer.official, now=desk.later())
    actions.check_content(new.pk, by=house.head.official, now=desk.later())
    actions.check_form(new.pk, by=house.clerk.official, now=desk.later())
    assert actions.sign([new.pk], PIN, by=house.signer.official, now=desk.later()).left == ()
    actions.recall(old.pk, "Có sai sót nghiêm trọng.", by=house.signer.official, now=desk.later())
    assert desk.issue(new).left == ()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == ("recalled", "issued")
    line = line_of(new.pk)
    assert line is not None
    assert (line.letter_ids, line.recalled_at) == ((old.pk, new.pk), None)


def test_a_register_that_was_closed_gives_no_number_more(desk: Desk) -> None:
    desk.now = datetime(2024, 12, 31, 16, 50, tzinfo=UTC)
    letter = desk.to_issue()
    last_second = desk.now
    new_year = datetime(2025, 1, 1, 1, 0, tzinfo=UTC)
    register = queries.terms().register_of(letter.kind)
    book = actions.close_book(register, 2024, by=desk.house.clerk.official, now=new_year)
    batch = actions.issue([letter.pk], PIN, by=desk.house.clerk.official, now=last_second)
    assert [left.refusal.code for left in batch.left] == ["register_closed"]
    assert Letter.objects.get(pk=letter.pk).number is None
    assert (book.last, queries.outgoing_in(desk.house.clerk.official, register, 2024).count()) == (0, 0)
    actions.close_book("van-ban-den", 2024, by=desk.house.clerk.official, now=new_year)
    mail = actions.NewIncoming("UBND huyện", "báo cáo tháng 12")
    with pytest.raises(Refused) as no:
        actions.register_incoming(mail, press=press(), by=desk.house.clerk.official, now=last_second)
    assert no.value.code == "register_closed"


def test_holding_a_register_takes_no_number_of_it(desk: Desk) -> None:
    agency = desk.house.agency.pk
    papers.hold_register(agency, "van-ban-den", period="2024")
    assert papers.take_number(agency, "van-ban-den", period="2024") == 1
    papers.hold_register(agency, "van-ban-den", period="2024")
    assert papers.take_number(agency, "van-ban-den", period="2024") == 2
