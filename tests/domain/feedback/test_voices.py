"""A voice note with a report: one, as long as the province takes, heard by who works on it, and never published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report, SealedLetter, Terms
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Channel, OpeningReason
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.envelopes import a_key, closed, pieces
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.reports import LETTER, MONDAY, Offices, a_photo, a_report, press, sent, walk
from tests.build.sounds import PLACE, mp3, webm
from tests.domain.feedback.test_drafting import a_draft_report

pytestmark = pytest.mark.django_db
SPOKEN = [("ghi-am.webm", webm())]


def without_voice_notes() -> None:
    terms = Terms.objects.get(pk=1)
    terms.body = {key: value for key, value in terms.body.items() if key != "voice"}
    terms.digest = "another"  # what was published once is parsed once
    terms.save(update_fields=["body", "digest"])


def test_it_goes_with_the_draft_and_with_the_report_and_counts_as_no_picture() -> None:
    draft = a_draft_report()
    voice = actions.add_draft_voice(draft.token, "ghi-am.webm", webm(), by=NURSE, now=MONDAY)
    assert queries.photos_of_draft(draft) == []
    assert [each.pk for each in queries.voices_of_draft(draft)] == [voice.pk]
    assert queries.photo_of_draft(draft, voice.pk)[2] == "audio/webm"
    with refused("too_many_sounds", most=1):
        actions.add_draft_voice(draft.token, "nua.mp3", mp3(), by=NURSE, now=MONDAY)
    actions.remove_draft_photo(draft.token, voice.pk, by=NURSE, now=MONDAY)
    actions.add_draft_voice(draft.token, "lai.mp3", mp3(), by=NURSE, now=MONDAY)
    actions.send_draft(draft.token, Channel.WEB, by=NURSE, now=MONDAY)
    kept = Report.objects.get().photos.get()
    assert (kept.role, kept.file.media_type, kept.file.name) == (Photo.Role.VOICE, "audio/mpeg", "lai.mp3")
    assert File.objects.count() == 1


def test_how_long_it_may_be_is_the_provinces_and_where_none_is_said_none_is_taken() -> None:
    longest = queries.longest_voice()
    assert longest is not None
    assert (longest.seconds, longest.kilobytes) == (120, 2500)
    draft = a_draft_report()
    with refused("sound_too_long", seconds=120):
        actions.add_draft_voice(draft.token, "dai.webm", webm(125), by=NURSE, now=MONDAY)
    without_voice_notes()
    assert queries.longest_voice() is None
    with refused("sounds_not_taken"):
        actions.add_draft_voice(draft.token, "ghi-am.webm", webm(), by=NURSE, now=MONDAY)
    with refused("sounds_not_taken"):
        a_report(sounds=SPOKEN)


def test_it_comes_in_an_envelope_and_is_filed_once() -> None:
    key = a_key()
    parts = pieces(closed(key, photos=(a_photo(),), sounds=(webm(60),)))
    for number, part in enumerate(parts):
        actions.take_piece(key, number, part, by=NURSE, now=MONDAY)
    first = actions.open_envelope(key, len(parts), timedelta(hours=1), by=NURSE, now=MONDAY)
    assert actions.open_envelope(key, len(parts), timedelta(hours=1), by=NURSE, now=MONDAY) == first
    assert sorted(Report.objects.get().photos.values_list("role", flat=True)) == ["report", "voice"]


def test_the_unit_hears_it_bare_and_a_stranger_has_no_such_file() -> None:
    offices = Offices.of()
    report = walk(a_report(sounds=SPOKEN, files=[("cau.jpg", a_photo())]), offices, "accepted")
    voice = report.photos.get(role=Photo.Role.VOICE)
    seen = {each.photo.pk: each for each in queries.pictures_of(report, offices.handler.official)}
    assert (seen[voice.pk].is_sound, seen[voice.pk].is_picture, seen[voice.pk].ready) == (True, False, True)
    heard = queries.file_seen_by(offices.handler.official, voice.pk)
    assert heard.file is not None
    assert PLACE not in content_of(heard.file)
    assert heard.name == "ghi-am", "not by the name that its sender gave it"
    elsewhere = Offices.of("phong-ha-tang", "688")
    with pytest.raises(NotFound):
        queries.file_seen_by(elsewhere.handler.official, voice.pk)


def test_it_is_never_public_whatever_is_published() -> None:
    offices = Offices.of()
    report = walk(a_report(sounds=SPOKEN), offices, "confirmed")
    said = Said(public_text="Cầu gãy một nhịp.", public_answer="Đã thay nhịp cầu.")
    report = press(report, "close", offices.dispatcher.official, said=said, now=MONDAY + timedelta(hours=4))
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY + timedelta(hours=4))
    voice = report.photos.get(role=Photo.Role.VOICE)
    assert voice.public is None
    shown = queries.public_report(str(report.matter.code))
    assert voice.pk not in {each.number for each in (*shown.pictures, *shown.evidence)}
    with pytest.raises(NotFound):
        queries.public_picture(voice.pk)


def test_who_sent_it_hears_it_again_by_the_secret_page_alone() -> None:
    report, other = a_report(sounds=SPOKEN), a_report()
    (voice,) = queries.voices_followed(report.matter.token)
    assert queries.voice_followed(report.matter.token, voice.pk) == voice
    with pytest.raises(NotFound):
        queries.voice_followed(other.matter.token, voice.pk)
    with pytest.raises(NotFound):
        queries.voices_followed("khong-co")


def test_under_seal_it_lies_with_the_letter_and_nowhere_else() -> None:
    keeper = people.an_official("Hồ Thị Kín", Agency.objects.get(code="H10.18"), Duty.SEALED)
    filed = actions.file_report(sent(LETTER, "Tôi tố cáo một việc.", sounds=SPOKEN), by=NURSE, now=MONDAY)
    report = a_report(sounds=SPOKEN)
    actions.seal(report.pk, by=Offices.of().dispatcher.official, now=MONDAY)
    assert not Photo.objects.exists()
    assert not File.objects.exists()
    assert queries.voices_followed(report.matter.token) == []
    for code in (filed.code, str(report.matter.code)):
        letter = SealedLetter.objects.get(code=code)
        opened: Any = actions.open_sealed(letter.pk, OpeningReason.CLASSIFY, by=keeper.official, now=MONDAY)
        assert [name for name, _content in opened.files] == ["ghi-am.webm"]


def test_each_part_of_a_report_that_is_split_has_it() -> None:
    offices = Offices.of()
    report = walk(a_report(sounds=SPOKEN), offices, "forwarded")
    (part,) = actions.split(report.pk, ["H10.08"], by=offices.dispatcher.official, now=MONDAY + timedelta(hours=1))
    assert part.photos.get().role == Photo.Role.VOICE
