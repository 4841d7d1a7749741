"""What goes under seal identifies nobody: from the moment it is sealed no column of any table can be read for it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.documents.models import File
from motcua.domain.feedback.models import SealedLetter
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, NewPetition, Promise, Speaker, Voter
from motcua.domain.petitions.models import Meeting, Passing, Petition, Sheet
from motcua.domain.petitions.states import Detail, Event, Result, Source
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.petitions import ANSWERED, LEAD, MET, WHY, Council, a_meeting, a_petition, a_sheet, walk
from tests.build.refusals import refused
from tests.build.sealed import (
    ADDRESS,
    EMAIL,
    NAME,
    PHONE,
    PHOTO_NAME,
    SPOT,
    TEXT,
    found_in_files,
    found_in_tables,
    the_photo,
)

pytestmark = pytest.mark.django_db
BY = System("jobs")
LATER = ANSWERED + timedelta(days=5)
PHOTO = (PHOTO_NAME, the_photo())
PASSING = "petitions_passing"


@pytest.fixture(autouse=True)
def their_own_files(files_of_their_own: None) -> None:
    """What is handed in lies in a folder of the test."""


def tables() -> set[str]:
    return {table for table, _column, _word in found_in_tables()}


def at_every_desk(council: Council) -> Petition:
    """Said at a meeting, answered, sent back, answered again, promised, kept and carried over; names in all of it."""
    by, lead = council.secretary.official, council.lead.official
    meeting = a_meeting(council, minutes=PHOTO, place=f"Nhà văn hóa, {SPOT}")
    opinion = actions.note_opinion(meeting.pk, TEXT, Speaker(NAME, ADDRESS, PHONE), by=by, now=MET)
    petition = actions.take_opinion(
        opinion.pk, [f"Xem lại việc của {NAME}.", f"Xem {SPOT}."], named=True, by=by, now=MET
    )
    actions.attach(petition.pk, PHOTO, passed_on=True, by=by, now=MET)
    for event in (Event.TAKEN, Event.CLASSIFIED):
        actions.tell(petition.pk, event, by=BY, now=MET)
    actions.clear_suspicion(petition.pk, by=by, now=MET)
    actions.make_public(petition.pk, f"Cử tri nêu việc ở {SPOT}.", by=by, now=MET)
    promised = Promise(f"Gặp {NAME} tại {SPOT}", LEAD, (LATER + timedelta(days=40)).date())
    solving = AnswerSaid(Result.ONGOING, f"Sở đã gặp {NAME}.", Detail.ROADMAP, promises=[promised])
    said = AnswerSaid(Result.EXPLAINED, f"Theo lời {NAME}, việc ở {SPOT} đã xong.")
    walk(petition, council, "answered", answers=(solving, said))
    actions.say_unanswered(petition.matter.token, f"Chưa ai gặp {NAME}.", by=BY, now=LATER)
    milestone = queries.commitments_of(petition.pk)[0]
    actions.keep_commitment(milestone.pk, LATER.date(), f"Đã gặp {NAME}.", PHOTO, by=lead, now=LATER)
    actions.come_back(petition.pk, f"{WHY} {NAME} vẫn chờ.", owed=[2], by=by, now=LATER)
    actions.remind(petition.pk, f"Đề nghị trả lời {NAME}.", by=by, now=LATER)
    session = queries.session_numbered("X", 16).pk
    actions.carry_over(petition.pk, session, f"Việc của {NAME} chưa xong.", by=by, now=LATER)
    actions.draft_answer(petition.pk, 2, said, by=lead, now=LATER)
    actions.tell(petition.pk, Event.CARRIED_OVER, by=BY, now=LATER)
    return petition


def test_every_column_of_every_table_is_empty_of_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="motcua")
    council = Council.of()
    petition = at_every_desk(council)
    same = a_petition(council, client_key="b", content=f"Cũng việc ấy, hỏi {NAME}.", voter=Voter(NAME, PHONE, EMAIL))
    Petition.objects.filter(pk=same.pk).update(suspected=False)
    actions.set_aside(
        a_petition(council, client_key="c").pk, "Không nêu việc cụ thể nào.", by=council.secretary.official, now=MET
    )
    other = a_petition(council, client_key="d")
    actions.join(same.pk, str(other.matter.code), by=council.secretary.official, now=LATER)
    Petition.objects.filter(pk=same.pk).update(joined_to=petition)
    token = petition.matter.token
    assert tables() >= {
        *("petitions_answer", "petitions_carrying", "petitions_commitment", "petitions_opinion", "petitions_petition"),
        *("petitions_point", "petitions_reminder", "petitions_review", "petitions_unanswered", "documents_file"),
        "petitions_meeting",
    }

    actions.seal(petition.pk, by=council.secretary.official, now=LATER)

    # The meeting's place says where everybody met, and is no secret of the speaker.
    Meeting.objects.update(place="Nhà văn hóa thôn")
    assert tables() == {PASSING, "documents_file"}, "before any job has run"
    assert Meeting.objects.get().minutes is None
    for pk in (petition.pk, same.pk):
        assert not queries.points_of(pk)
        assert not queries.answers_of(pk)
        assert not queries.commitments_of(pk)
    assert queries.opinions_for_council(Meeting.objects.get().pk, council.secretary.official) == []
    for secret in (token, same.matter.token):
        with pytest.raises(NotFound):
            queries.followed(secret, LATER)
        with pytest.raises(NotFound):
            queries.own_attachments(secret)

    running.reroute(petition.pk)
    running.reroute(same.pk)
    assert found_in_tables() == []
    assert not Passing.objects.exists()
    assert not File.objects.exists()
    inside = [open_letter(bytes(letter.letter)) for letter in SealedLetter.objects.order_by("pk")]
    assert len(inside) == 2
    for words in (TEXT, NAME, PHONE, ADDRESS, SPOT, PHOTO_NAME, "vẫn chờ", "Chưa ai gặp", "Theo lời", "chưa xong"):
        assert words in inside[0], words
    assert inside[0].count(PHOTO_NAME) == 3, "the paper, the proof, the minutes"
    assert EMAIL in inside[1]
    assert not any(NAME in f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)


def test_minutes_without_the_speaker_are_handed_in_afterwards() -> None:
    council = Council.of()
    by = council.secretary.official
    meeting = a_meeting(council)
    with pytest.raises(NotFound):
        actions.hand_in_minutes(meeting.pk, PHOTO, by=council.lead.official, now=MET)
    with pytest.raises(NotFound):
        actions.hand_in_minutes(0, PHOTO, by=by, now=MET)
    assert actions.hand_in_minutes(meeting.pk, PHOTO, by=by, now=MET).minutes is not None


def test_a_line_of_a_sheet_goes_with_the_petition_it_became_and_the_next_is_still_taken() -> None:
    council = Council.of()
    by = council.secretary.official
    row = [1, NAME, ADDRESS, "xã Đak Nhau", TEXT, "Giao thông", None]
    more = [2, "Điểu Mạnh", "thôn 3", "xã Đak Nhau", "Sửa cầu dân sinh thôn 3.", "Giao thông", None]
    sheet = actions.read_in("bang.xlsx", a_sheet(row, more), queries.session_on(MET.date()).pk, by=by, now=MET)  # type: ignore[union-attr]  # there is one
    actions.take_sheet(sheet.pk, by=by, now=MET)
    actions.take_lines(sheet.pk, by=BY, now=MET)
    first, _second = Petition.objects.order_by("pk")
    actions.seal(first.pk, by=by, now=MET)
    running.reroute(first.pk)
    assert found_in_tables() == []
    sheet = Sheet.objects.get()
    assert [line.row for line in queries.sheet_read(sheet).lines] == [6]
    assert (sheet.good, sheet.done) == (1, 1)
    assert actions.take_lines(sheet.pk, by=BY, now=MET) == 0
    corrected = actions.read_in("sua.xlsx", a_sheet(row, more, above=1), sheet.session_id, by=by, now=MET)
    told = queries.sheet_read(corrected).lines
    assert "đã chuyển bộ phận tiếp công dân" in told[0].problem
    assert queries.sealed_lines(queries.sheet_read(corrected), sheet.session_id) == set(), "nothing of it is kept"
    assert found_in_tables() == []
    with refused("sheet_all_there"):
        actions.take_sheet(corrected.pk, by=by, now=MET)


def test_a_line_that_goes_under_seal_leaves_every_sheet_that_has_it() -> None:
    council = Council.of()
    by = council.secretary.official
    row = [1, NAME, ADDRESS, "xã Đak Nhau", TEXT, "Giao thông", None]
    more = [2, "Điểu Mạnh", "thôn 3", "xã Đak Nhau", "Sửa cầu dân sinh thôn 3.", "Giao thông", None]
    session = queries.session_numbered("X", 15).pk
    sheets = [
        actions.read_in("bang.xlsx", a_sheet(*rows), session, by=by, now=MET) for rows in ((row, more), (more, row))
    ]
    actions.take_sheet(sheets[0].pk, by=by, now=MET)
    actions.take_lines(sheets[0].pk, by=BY, now=MET)
    actions.seal(Petition.objects.order_by("pk")[0].pk, by=by, now=MET)
    running.reroute(Petition.objects.order_by("pk")[0].pk)
    assert found_in_tables() == []
    assert [sheet.good for sheet in Sheet.objects.order_by("pk")] == [1, 1]


def test_what_is_over_or_joined_is_sealed_too() -> None:
    council = Council.of()
    by = council.secretary.official
    main, joined, over = (a_petition(council, client_key=key) for key in "abc")
    actions.join(joined.pk, str(main.matter.code), by=by, now=MET)
    actions.set_aside(over.pk, "Không nêu việc cụ thể nào.", by=by, now=MET)
    for each in (joined, over):
        closed = Petition.objects.get(pk=each.pk).closed_at
        actions.seal(each.pk, by=by, now=LATER)
        row = Petition.objects.get(pk=each.pk)
        assert (row.state, row.closed_at, row.content) == ("sealed", closed, "")
    assert Petition.objects.get(pk=main.pk).state == "collected", "the one it was joined to stays"
    assert queries.seen_by(by).count() == 1


def test_a_citizen_s_account_is_tied_to_nothing_of_it(django_capture_on_commit_callbacks: Any) -> None:
    an = people.an()
    council = Council.of()
    petition = actions.take_petition(NewPetition(TEXT, Source.WRITTEN, files=[PHOTO]), by=an, now=MET)
    actions.tell(petition.pk, Event.TAKEN, by=BY, now=MET)
    assert len(queries.own_attachments(petition.matter.token)) == 1
    actions.seal(petition.pk, by=council.secretary.official, now=MET)
    with django_capture_on_commit_callbacks(execute=True):
        running.reroute(petition.pk)
    assert found_in_tables() == []
    assert not File.objects.filter(owner_id=an.account_id).exists()
    assert found_in_files() == []
