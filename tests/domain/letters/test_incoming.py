"""What comes in: registered, assigned with a day, handled; what the sender sees of it; and the books of a year."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Delivery, Incoming
from motcua.domain.letters.queries import registers
from motcua.kernel.errors import NotFound, Refused
from tests.build.dossiers import PDF
from tests.build.letters import COMMITTEE, NOW, Desk, House, press, received

MAIL = actions.NewIncoming(
    "Hội Nông dân tỉnh", "Về việc phối hợp tuyên truyền", symbol="12/HND", dated=date(2024, 10, 9)
)


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


@pytest.fixture
def committee(db: None) -> House:
    return House.of(COMMITTEE, "Chủ tịch")


def test_a_letter_of_the_platform_waits_for_the_clerk_of_its_receiver(desk: Desk, committee: House) -> None:
    letter = desk.issued()
    clerk = committee.clerk.official
    (waiting,) = queries.not_registered(clerk)
    assert waiting.letter == letter
    assert queries.not_registered(committee.signer.official).count() == 0
    assert queries.received_letter(clerk, letter.pk) == letter
    incoming = received(letter, committee)
    assert (incoming.number, incoming.year, incoming.register) == (1, 2024, "van-ban-den")
    assert (incoming.symbol, incoming.dated) == ("01/STTTT-BCVTCNTT", date(2024, 10, 15))
    assert incoming.author == desk.house.agency.name
    assert queries.not_registered(clerk).count() == 0
    assert received(letter, committee).pk == incoming.pk
    assert Incoming.objects.count() == 1
    assert Delivery.objects.get(pk=waiting.pk).received_at is not None


def test_a_letter_that_did_not_come_here_is_not_there(desk: Desk, committee: House) -> None:
    letter = desk.issued(to=("Sở Nội vụ",))
    delivery = Delivery.objects.get(letter=letter)
    with pytest.raises(NotFound):
        actions.receive(delivery.pk, by=committee.clerk.official, now=NOW)
    with pytest.raises(NotFound):
        queries.received_letter(committee.clerk.official, letter.pk)


def test_mail_from_outside_is_written_into_the_register_with_its_file(desk: Desk) -> None:
    clerk, once = desk.house.clerk.official, press()
    mail = actions.NewIncoming("Hội Nông dân tỉnh", "Về việc phối hợp", file=("cv.pdf", PDF))
    incoming = actions.register_incoming(mail, press=once, by=clerk, now=NOW)
    assert actions.register_incoming(mail, press=once, by=clerk, now=NOW).pk == incoming.pk
    assert incoming.number == 1
    assert incoming.file is not None
    assert queries.incoming_seen_by(clerk, incoming.pk).arrived_on == NOW.date()
    entry = Entry.objects.get(verb="letters.incoming_registered")
    assert entry.facts == {"agency": "H10.12", "year": 2024, "number": 1}


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (actions.NewIncoming(" ", "Về việc"), "incoming_incomplete"),
        (actions.NewIncoming("Hội Nông dân", ""), "incoming_incomplete"),
        (actions.NewIncoming("Hội Nông dân", "Về việc", dated=date(2024, 10, 16)), "dated_in_the_future"),
        (actions.NewIncoming("Hội Nông dân", "Về việc", file=("a.exe", b"MZ")), "file_type_unknown"),
    ],
)
def test_mail_that_cannot_be_registered_takes_no_number(desk: Desk, mail: actions.NewIncoming, code: str) -> None:
    with pytest.raises(Refused) as no:
        actions.register_incoming(mail, press=press(), by=desk.house.clerk.official, now=NOW)
    assert no.value.code == code
    assert actions.register_incoming(MAIL, press=press(), by=desk.house.clerk.official, now=NOW).number == 1


def test_only_a_clerk_registers(desk: Desk) -> None:
    with pytest.raises(Refused) as no:
        actions.register_incoming(MAIL, press=press(), by=desk.house.writer.official, now=NOW)
    assert no.value.code == "other_duty"


def test_who_leads_assigns_it_and_only_who_it_is_assigned_to_sees_it_beside_them(desk: Desk) -> None:
    house = desk.house
    incoming = actions.register_incoming(MAIL, press=press(), by=house.clerk.official, now=NOW)
    with pytest.raises(NotFound):
        queries.incoming_seen_by(house.writer.official, incoming.pk)
    with pytest.raises(Refused) as no:
        actions.assign_incoming(incoming.pk, house.writer.account.pk, by=house.clerk.official, now=NOW)
    assert no.value.code == "other_duty"
    after = actions.assign_incoming(
        incoming.pk,
        house.writer.account.pk,
        instruction="Tham mưu trả lời.",
        due_on=date(2024, 10, 25),
        by=house.signer.official,
        now=NOW,
    )
    assert (after.state, after.due_on) == ("assigned", date(2024, 10, 25))
    assert queries.assigned_to(house.writer.official) == [after]
    assert queries.incoming_seen_by(house.writer.official, incoming.pk).instruction == "Tham mưu trả lời."
    assert list(queries.incoming_of(house.colleague.official)) == []
    assert queries.may_assign(house.signer.official)
    assert queries.may_register(house.clerk.official)
    actions.assign_incoming(incoming.pk, house.colleague.account.pk, by=house.signer.official, now=NOW)
    assert queries.assigned_to(house.writer.official) == []


def test_it_is_not_assigned_to_a_stranger_or_for_yesterday(desk: Desk, committee: House) -> None:
    house = desk.house
    incoming = actions.register_incoming(MAIL, press=press(), by=house.clerk.official, now=NOW)
    assert (house.writer.account.pk, "Trần Thị Soạn") in queries.colleagues_of(house.signer.official, NOW)
    with pytest.raises(Refused) as no:
        actions.assign_incoming(incoming.pk, committee.writer.account.pk, by=house.signer.official, now=NOW)
    assert no.value.code == "colleague_without_duty"
    with pytest.raises(Refused) as no:
        actions.assign_incoming(
            incoming.pk, house.writer.account.pk, due_on=date(2024, 10, 14), by=house.signer.official, now=NOW
        )
    assert no.value.code == "due_in_the_past"


def test_it_is_answered_by_a_letter_and_that_is_how_it_was_handled(desk: Desk) -> None:
    house = desk.house
    incoming = actions.register_incoming(MAIL, press=press(), by=house.clerk.official, now=NOW)
    actions.assign_incoming(incoming.pk, house.writer.account.pk, by=house.signer.official, now=NOW)
    begun = actions.draft(desk.boxes(), press=press(), answers=incoming.pk, by=house.writer.official, now=desk.later())
    assert queries.answers_to(incoming) == [begun]
    with pytest.raises(Refused) as no:
        actions.handle_incoming(
            incoming.pk, "Đã trả lời bằng công văn.", letter_id=begun.pk, by=house.writer.official, now=NOW
        )
    assert no.value.code == "letter_not_issued"
    with pytest.raises(NotFound):
        actions.handle_incoming(incoming.pk, "Đã trả lời bằng công văn.", by=house.colleague.official, now=NOW)


def test_handled_is_said_once_with_how(desk: Desk) -> None:
    house = desk.house
    incoming = actions.register_incoming(MAIL, press=press(), by=house.clerk.official, now=NOW)
    with pytest.raises(Refused) as no:
        actions.handle_incoming(incoming.pk, "Lưu để biết, không trả lời.", by=house.signer.official, now=NOW)
    assert no.value.code == "illegal_move"
    actions.assign_incoming(incoming.pk, house.writer.account.pk, by=house.signer.official, now=NOW)
    with pytest.raises(Refused) as no:
        actions.handle_incoming(incoming.pk, "Lưu để biết, không trả lời.", by=house.signer.official, now=NOW)
    assert no.value.code == "not_assigned_to_you"
    answer = desk.issued()
    after = actions.handle_incoming(
        incoming.pk, "Đã trả lời bằng công văn.", letter_id=answer.pk, by=house.writer.official, now=NOW
    )
    assert (after.state, after.handled) == ("handled", "Đã trả lời bằng công văn.")
    answer.refresh_from_db()
    assert answer.answers_id == incoming.pk
    with pytest.raises(Refused):
        actions.handle_incoming(incoming.pk, "Đã trả lời bằng công văn.", by=house.writer.official, now=NOW)


def test_the_sender_writes_down_that_somebody_outside_has_the_letter(desk: Desk, committee: House) -> None:
    letter = desk.issued(to=("Đoàn đại biểu Quốc hội", "Ủy ban nhân dân tỉnh"))
    outside, inside = queries.deliveries_of(letter)
    clerk = desk.house.clerk.official
    first = actions.confirm_receipt(outside.pk, by=clerk, now=NOW).received_at
    assert actions.confirm_receipt(outside.pk, by=clerk, now=NOW + timedelta(days=1)).received_at == first
    with pytest.raises(Refused) as no:
        actions.confirm_receipt(inside.pk, by=clerk, now=NOW)
    assert no.value.code == "receiver_confirms"
    with pytest.raises(NotFound):
        actions.confirm_receipt(outside.pk, by=committee.clerk.official, now=NOW)


def test_a_recalled_letter_is_given_back_or_never_registered(desk: Desk, committee: House) -> None:
    registered, sent = desk.issued(), desk.issued()
    received(registered, committee)
    clerk = committee.clerk.official
    delivery = Delivery.objects.get(letter=registered, agency=committee.agency)
    with pytest.raises(Refused) as no:
        actions.give_back(delivery.pk, by=clerk, now=NOW)
    assert no.value.code == "letter_in_force"
    for letter in (registered, sent):
        actions.recall(letter.pk, "Ban hành nhầm văn bản.", by=desk.house.signer.official, now=NOW)
    with pytest.raises(Refused) as no:
        received(sent, committee)
    assert no.value.code == "letter_taken_back"
    assert queries.not_registered(clerk).count() == 0
    assert [each.letter_id for each in queries.to_give_back(clerk)] == [registered.pk, sent.pk]
    first = actions.give_back(delivery.pk, by=clerk, now=NOW).returned_at
    assert actions.give_back(delivery.pk, by=clerk, now=NOW + timedelta(days=1)).returned_at == first
    assert queries.to_give_back(desk.house.clerk.official).count() == 0


def test_the_registers_have_every_column_of_the_forms(desk: Desk, committee: House) -> None:
    letter = desk.issued()
    desk.issued(kind="ke_hoach", to=())
    clerk = desk.house.clerk.official
    assert queries.codes() == ["van-ban-di-cong-van", "van-ban-di-quyet-dinh", "van-ban-di-khac", "van-ban-den"]
    (line,) = queries.outgoing_lines(clerk, list(queries.outgoing_in(clerk, "van-ban-di-cong-van", 2024)))
    assert (line.letter_id, line.symbol, line.issued_on) == (letter.pk, "01/STTTT-BCVTCNTT", date(2024, 10, 15))
    assert (line.signer, line.receivers) == ("Mai Thị Ký", "Hội đồng nhân dân tỉnh; Ủy ban nhân dân tỉnh")
    assert line.keeper == "Phòng Bưu chính, Viễn thông và Công nghệ thông tin"
    received(letter, committee)
    (came,) = queries.incoming_lines(list(queries.incoming_in(committee.clerk.official, 2024)))
    assert (came.number, came.symbol, came.received_by) == (1, "01/STTTT-BCVTCNTT", "Đào Văn Dấu")
    assert queries.is_incoming("van-ban-den")
    assert queries.register_title("van-ban-den") == ("Sổ đăng ký văn bản đến", "Register of incoming documents")
    for register in ("van-ban-den", "van-ban-di-cong-van"):
        assert queries.printed_book(clerk, register, 2024, NOW).startswith(b"%PDF")
    with pytest.raises(NotFound):
        queries.outgoing_in(desk.house.writer.official, "van-ban-di-cong-van", 2024)


def test_a_book_is_closed_when_its_year_is_over_with_its_last_number(desk: Desk) -> None:
    desk.issued(), desk.issued()
    clerk = desk.house.clerk.official
    with pytest.raises(Refused) as no:
        actions.close_book("van-ban-di-cong-van", 2024, by=clerk, now=NOW)
    assert no.value.code == "year_not_over"
    after = datetime(2025, 1, 2, 2, 0, tzinfo=UTC)
    book = actions.close_book("van-ban-di-cong-van", 2024, by=clerk, now=after)
    assert book.last == 2
    assert actions.close_book("van-ban-di-cong-van", 2024, by=clerk, now=after).pk == book.pk
    assert queries.closed(clerk, "van-ban-di-cong-van", 2024) == book
    assert registers.last_number(clerk, "van-ban-den", 2024) == 0
    with pytest.raises(NotFound):
        actions.close_book("so-khac", 2024, by=clerk, now=after)


def test_clerks_who_register_at_once_never_write_on_one_line(committed_db: str) -> None:
    clerk = House.of().clerk.official
    ready = Barrier(8)

    def register(_: int) -> int:
        try:
            ready.wait()
            return actions.register_incoming(MAIL, press=f"at-once-{_}", by=clerk, now=NOW).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as desks:
        assert sorted(desks.map(register, range(8))) == list(range(1, 9))
