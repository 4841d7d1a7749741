"""A PDF reaches a unit that may not know who sent it as its pages alone; the whole stays with who coordinates."""

from __future__ import annotations

import pytest

from motcua.domain.documents.models import File
from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report, SealedLetter
from motcua.domain.feedback.rules import Sender
from motcua.domain.feedback.rules.papers import bare_jpeg, bare_pdf
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.notices.models import Message
from motcua.kernel.errors import NotFound
from tests.build import jobs
from tests.build.papers import AUTHOR, ON_THE_PAGE, a_paper, everything_in, words_on
from tests.build.people import NURSE
from tests.build.reports import MONDAY, Offices, a_photo, a_report, walk

OWN_NAME = "don-cua-Dieu-Thi-An.pdf"
LOCKED = a_paper(password="mat-khau")


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def with_paper(offices: Offices, content: bytes, **changed: object) -> tuple[Report, Photo]:
    files = [("nha-An.jpg", a_photo(where=True)), (OWN_NAME, content)]
    report = walk(a_report(files=files, **changed), offices, "accepted")
    return report, report.photos.get(file__media_type="application/pdf")


def test_the_pages_stay_as_they_are_and_nothing_beside_them_is_left() -> None:
    whole = a_paper()
    assert everything_in(whole).count(AUTHOR.encode()) > 4
    assert b"May anh" in everything_in(whole)
    bare = bare_pdf(whole)
    assert bare is not None
    assert words_on(bare) == words_on(whole)
    assert words_on(bare)[0].startswith(ON_THE_PAGE)
    found = everything_in(bare)
    assert b"Xem anh" in found, "a note on the page is on the page"
    for word in (AUTHOR, "May anh", "Exif", "xmpmeta", "/Metadata", "/Info", "/Names", "/PieceInfo"):
        assert word.encode() not in found, word


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF\n", b"%PDF-1.7 rubbish \xff\x00", LOCKED])
def test_what_cannot_be_read_has_no_copy(content: bytes) -> None:
    assert bare_pdf(content) is None


def test_a_photograph_in_it_is_drawn_as_before() -> None:
    whole = a_photo(where=True)
    bare = bare_jpeg(whole + b"Dieu Thi An")
    assert (b"Exif" in whole, b"Exif" in bare, b"Dieu" in bare) == (True, False, False)
    assert bare.endswith(whole[-200:])
    assert bare_jpeg(b"no picture") == b"no picture"
    assert bare_jpeg(bare) == bare


@pytest.mark.django_db
def test_the_unit_waits_for_the_copy_and_gets_it_under_a_name_that_says_nothing(offices: Offices) -> None:
    whole = a_paper()
    report, paper = with_paper(offices, whole)
    unit, dispatcher = offices.handler.official, offices.dispatcher.official
    (_picture, before) = queries.pictures_of(report, unit)
    assert (before.ready, before.refused, before.is_paper) == (False, False, True)
    with pytest.raises(NotFound):
        queries.file_seen_by(unit, paper.pk)
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    assert jobs.waiting("reports.make_bare_copies") == [{"report_id": report.pk}]
    assert actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY) == 1
    assert actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY) == 0
    seen = queries.file_seen_by(unit, paper.pk)
    assert seen.file is not None
    assert (seen.name, seen.hidden, seen.ready) == ("tep-2.pdf", True, True)
    assert words_on(content_of(seen.file)) == words_on(whole)
    assert AUTHOR.encode() not in everything_in(content_of(seen.file))
    assert queries.file_seen_by(unit, report.photos.get(role="report", public__isnull=False).pk).name == "anh.jpg"
    kept = queries.file_seen_by(dispatcher, paper.pk)
    assert kept.file is not None
    assert (kept.name, content_of(kept.file), kept.withheld) == (OWN_NAME, whole, False)
    paper.refresh_from_db()
    assert paper.public is None, "the public sees none"
    assert paper not in queries.followed(report.matter.token).photos


@pytest.mark.django_db
def test_one_that_cannot_be_read_stays_with_who_coordinates_and_they_are_told_once(offices: Offices) -> None:
    report, paper = with_paper(offices, LOCKED)
    for _time in range(2):
        assert actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY) == 0
    seen = queries.pictures_of(report, offices.handler.official)[1]
    assert (seen.ready, seen.refused) == (False, True)
    with pytest.raises(NotFound):
        queries.file_seen_by(offices.head.official, paper.pk)
    assert queries.file_seen_by(offices.dispatcher.official, paper.pk).withheld
    told = Message.objects.get(event=f"report-file-{paper.pk}")
    assert told.account_id == offices.dispatcher.account.pk
    assert "Tệp 2 (PDF)" in told.body
    assert OWN_NAME not in told.body
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    assert jobs.waiting("reports.make_bare_copies") == []


@pytest.mark.django_db
def test_where_the_sender_may_be_known_the_unit_has_what_was_sent(offices: Offices) -> None:
    report, paper = with_paper(offices, LOCKED, sender=Sender("Điểu Thị An", "0912345678", shows=True))
    assert actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY) == 0
    seen = queries.file_seen_by(offices.handler.official, paper.pk)
    assert (seen.name, seen.withheld) == (OWN_NAME, False)
    assert not Message.objects.filter(event__startswith="report-file").exists()


@pytest.mark.django_db
def test_a_picture_that_cannot_be_drawn_is_not_waited_for_for_ever(offices: Offices) -> None:
    report = walk(a_report(files=[("hong.jpg", a_photo()[:20] + b"\xff\xda\x00\x02\xff\xd9")]), offices, "accepted")
    (before,) = queries.pictures_of(report, offices.handler.official)
    assert not before.refused
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    (after,) = queries.pictures_of(report, offices.handler.official)
    assert after.refused
    assert queries.pictures_of(report, offices.dispatcher.official)[0].withheld


@pytest.mark.django_db
def test_under_seal_the_copy_goes_with_what_it_was_made_of(offices: Offices) -> None:
    report, _paper = with_paper(offices, a_paper())
    actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY)
    actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY)
    assert not File.objects.exists()
    assert OWN_NAME in open_letter(bytes(SealedLetter.objects.get().letter))
