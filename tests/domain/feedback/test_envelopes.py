"""Reports written without network: opened when whole, filed once, with the time they were written."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Piece, Report, SealedLetter
from motcua.kernel.errors import NotFound, Refused
from tests.build.envelopes import a_key, a_large_photo, closed, pieces
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.reports import MONDAY, WORDS, decided

pytestmark = pytest.mark.django_db
AGO = timedelta(days=2, hours=3)


def post(key: str, envelope: bytes) -> int:
    """Every piece, as a telephone sends them."""
    parts = pieces(envelope)
    for number, part in enumerate(parts):
        actions.take_piece(key, number, part, by=NURSE, now=MONDAY)
    return len(parts)


def test_it_is_filed_once_with_the_time_it_was_written() -> None:
    key = a_key()
    count = post(key, closed(key, photos=(a_large_photo(),)))
    assert count > 1
    assert queries.pieces_arrived(key) == list(range(count))
    first = actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
    assert actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY + timedelta(hours=1)) == first
    report = Report.objects.get()
    assert (report.channel, report.content, report.written_at) == ("app", WORDS, MONDAY - AGO)
    assert report.matter.submitted_at == MONDAY, "the clock runs from when it came"
    assert report.photos.count() == 1
    assert not Piece.objects.exists()


def test_a_piece_that_comes_again_changes_nothing_and_one_that_is_missing_is_named() -> None:
    key = a_key()
    parts = pieces(closed(key, photos=(a_large_photo(),)))
    actions.take_piece(key, 0, parts[0], by=NURSE, now=MONDAY)
    actions.take_piece(key, 0, b"another", by=NURSE, now=MONDAY)
    with refused("pieces_missing", missing=list(range(1, len(parts)))):
        actions.open_envelope(key, len(parts), AGO, by=NURSE, now=MONDAY)
    for number, part in enumerate(parts):
        actions.take_piece(key, number, part, by=NURSE, now=MONDAY)
    assert actions.open_envelope(key, len(parts), AGO, by=NURSE, now=MONDAY).code


def test_what_was_closed_for_another_key_or_altered_or_renamed_is_not_opened() -> None:
    key = a_key()
    envelope = bytearray(closed(key))
    envelope[-1] ^= 1
    for broken, name in ((bytes(envelope), key), (closed(a_key()), a_key()), (b"x" * 80, a_key()), (b"x", a_key())):
        count = post(name, broken)
        with refused("envelope_broken"):
            actions.open_envelope(name, count, AGO, by=NURSE, now=MONDAY)
    assert not Report.objects.exists()


def test_too_large_and_wrongly_named_is_not_taken() -> None:
    with refused("envelope_too_large"):
        actions.take_piece(a_key(), 0, b"x" * (128 * 1024 + 1), by=NURSE, now=MONDAY)
    with refused("envelope_too_large"):
        actions.take_piece(a_key(), 320, b"x", by=NURSE, now=MONDAY)
    for wrong in ("", "x" * 32, "0" * 31):
        with pytest.raises(NotFound):
            actions.take_piece(wrong, 0, b"x", by=NURSE, now=MONDAY)
        with pytest.raises(NotFound):
            queries.pieces_arrived(wrong)


def test_what_filing_refuses_is_refused_and_the_envelope_stays() -> None:
    key = a_key()
    count = post(key, closed(key, content="hỏng"))
    with refused("report_says_nothing"):
        actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
    assert queries.pieces_arrived(key) == [0]


def test_a_letter_that_was_refused_is_given_back_to_who_knows_its_name_and_one_that_was_filed_is_not() -> None:
    key, photo = a_key(), a_large_photo()
    count = post(key, closed(key, content="hỏng", photos=(photo,)))
    with refused("report_says_nothing"):
        actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
    inside = queries.envelope_again(key, count)
    assert (inside.body["content"], inside.photos) == ("hỏng", [("0.jpg", photo)])
    assert inside == queries.whole_envelope(key, count)
    with refused("pieces_missing", missing=[count]):
        queries.envelope_again(key, count + 1)
    for wrong in (a_key(), "x"):
        with pytest.raises((NotFound, Refused)):
            queries.envelope_again(wrong, 1)
    for content in (WORDS, "Tôi tố cáo ông Nguyễn Văn Mỗ nhận hối lộ."):
        key = a_key()
        count = post(key, closed(key, content=content))
        actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
        with refused("report_sent"):
            queries.envelope_again(key, count)


def test_a_denunciation_goes_under_seal_once() -> None:
    key = a_key()
    count = post(key, closed(key, content="Tôi tố cáo ông Nguyễn Văn Mỗ nhận hối lộ."))
    first = actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
    assert first.sealed
    assert actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY) == first
    assert SealedLetter.objects.count() == 1
    assert not Report.objects.exists()


def test_an_answer_that_was_lost_is_given_again_after_the_draft_is_gone() -> None:
    key = a_key()
    count = post(key, closed(key))
    first = actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY)
    assert actions.forget_drafts(by=NURSE, now=MONDAY + timedelta(days=2)) == 0
    assert actions.forget_drafts(by=NURSE, now=MONDAY + timedelta(days=31)) == 1
    assert actions.open_envelope(key, count, AGO, by=NURSE, now=MONDAY + timedelta(days=32)) == first


MEGABYTE = 1024 * 1024


def roomy(address: int = 1, house: int = 2, days: int = 14) -> None:
    """Room for so many megabytes, in the terms of the province."""
    decided(unfinished={"days": days, "address_megabytes": address, "house_megabytes": house})


def begun(address: str, *, at: datetime = MONDAY, pieces: int = 1) -> str:
    """A letter that a telephone began to send: so many of the largest pieces."""
    key = a_key()
    for number in range(pieces):
        actions.take_piece(key, number, b"x" * (128 * 1024), address=address, by=NURSE, now=at)
    return key


def test_of_one_address_only_so_much_lies_here_unfinished_and_others_go_on() -> None:
    roomy()
    begun("192.0.2.1", pieces=8)
    with refused("address_is_full"):
        begun("192.0.2.1")
    assert begun("192.0.2.2")
    assert "192.0.2.1" not in str(list(Piece.objects.values_list("address", flat=True)))
    assert queries.unfinished() == MEGABYTE + 128 * 1024


def test_a_piece_that_lies_here_already_needs_no_room_and_what_is_filed_gives_it_back() -> None:
    roomy()
    key = a_key()
    parts = pieces(closed(key, photos=(a_large_photo(),)))
    for number, part in enumerate(parts):
        actions.take_piece(key, number, part, address="192.0.2.1", by=NURSE, now=MONDAY)
    begun("192.0.2.1", pieces=(MEGABYTE - queries.unfinished()) // (128 * 1024))
    with refused("address_is_full"):
        begun("192.0.2.1")
    actions.take_piece(key, 0, parts[0], address="192.0.2.1", by=NURSE, now=MONDAY)
    actions.open_envelope(key, len(parts), AGO, by=NURSE, now=MONDAY)
    assert begun("192.0.2.1")


def test_a_full_house_takes_no_more_until_the_oldest_is_cleared_and_a_telephone_sends_it_again() -> None:
    roomy(address=2)
    oldest = begun("192.0.2.1", pieces=8)
    newer = begun("192.0.2.2", at=MONDAY + timedelta(hours=1), pieces=8)
    with refused("house_is_full"):
        begun("192.0.2.3")
    assert actions.make_room(by=NURSE, now=MONDAY + timedelta(hours=2)) == 1
    assert (queries.pieces_arrived(oldest), queries.pieces_arrived(newer)) == ([], list(range(8)))
    assert begun("192.0.2.3")
    assert actions.make_room(by=NURSE, now=MONDAY + timedelta(hours=2)) == 0


def test_what_was_left_for_too_long_is_cleared_though_there_is_room() -> None:
    roomy(days=3)
    left, sending = begun("192.0.2.1"), begun("192.0.2.2")
    actions.take_piece(sending, 1, b"x", by=NURSE, now=MONDAY + timedelta(days=2))
    assert actions.make_room(by=NURSE, now=MONDAY + timedelta(days=3, hours=1)) == 1
    assert queries.pieces_arrived(left) == []
    assert queries.pieces_arrived(sending) == [0, 1]
