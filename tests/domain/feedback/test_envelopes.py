"""Reports written without network: opened when whole, filed once, with the time they were written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Piece, Report, SealedLetter
from motcua.kernel.errors import NotFound
from tests.build.envelopes import a_key, a_large_photo, closed, pieces
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.reports import MONDAY, WORDS

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
