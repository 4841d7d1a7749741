"""Which voice notes are taken, and that nothing is kept beside the sound."""

from __future__ import annotations

import pytest

from motcua.domain.documents import actions, queries
from motcua.domain.documents.rules.sounds import Longest, sound
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.refusals import refused
from tests.build.sounds import PLACE, element, m4a, mp3, webm
from tests.domain.documents.test_take_in import JPEG

MOST = Longest(seconds=120, kilobytes=2500)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (webm(3), "audio/webm"),
        (m4a(3), "audio/mp4"),
        (m4a(3, fragments=True), "audio/mp4"),
        (m4a(3, coding=b"Opus"), "audio/mp4"),
        (mp3(3), "audio/mpeg"),
    ],
)
def test_what_browsers_and_recorders_make_is_taken_and_bare(content: bytes, kind: str) -> None:
    taken = sound(content, MOST)
    assert taken.kind == kind
    assert 2.4 <= taken.seconds <= 3.1
    assert PLACE in content
    assert PLACE not in taken.content
    assert sound(taken.content, MOST).seconds == taken.seconds, "it is still a voice note"


@pytest.mark.parametrize("content", [webm(130), m4a(130), m4a(130, fragments=True), mp3(130)])
def test_one_that_is_too_long_is_refused_by_what_is_in_it(content: bytes) -> None:
    with refused("sound_too_long", seconds=120):
        sound(content, Longest(seconds=120, kilobytes=9000))


@pytest.mark.parametrize(
    "content",
    [
        webm(kinds=(1, 2)),
        webm(kinds=()),
        webm(document=b"matroska"),
        m4a(handler=b"vide"),
        m4a(coding=b"samr"),
        JPEG,
        b"#!/bin/sh\necho",
        b"\xff\xfb\x90\x00" + bytes(500),
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
    ],
)
def test_what_is_no_voice_note_is_refused_whatever_it_is_called(content: bytes) -> None:
    with refused("sound_type_unknown"):
        sound(content, MOST)


@pytest.mark.parametrize(
    "content",
    [webm()[:-30], m4a()[:-30], m4a()[:60], webm()[:9] + b"\x00" * 20, b"\x1aE\xdf\xa3", b"\0\0\0\x14ftyp"],
)
def test_one_that_is_cut_short_is_refused(content: bytes) -> None:
    with refused("file_cut_short"):
        sound(content, MOST)


def test_large_and_empty_ones_are_refused() -> None:
    with refused("sound_too_large", kilobytes=10):
        sound(webm(200), Longest(seconds=300, kilobytes=10))
    with refused("file_empty"):
        sound(b"", MOST)


def test_a_short_word_beside_the_sound_is_covered_too() -> None:
    content = webm() + element("7384", b"ten.webm")
    assert b"ten.webm" not in sound(content, MOST).content


@pytest.mark.django_db
def test_it_is_kept_sealed_under_its_true_type_and_once_more_for_another_matter() -> None:
    an = people.an()
    file = actions.take_in_sound("ghi âm.jpg", webm(), MOST, by=an, now=MONDAY)
    assert (file.name, file.media_type) == ("ghi âm.jpg", "audio/webm")
    assert queries.content_of(file) == sound(webm(), MOST).content
    again = actions.take_again(file, by=an, now=MONDAY)
    assert (again.pk == file.pk, again.sha256, again.media_type) == (False, file.sha256, "audio/webm")
    assert queries.content_of(again) == queries.content_of(file)
    with refused("sound_type_unknown", name="anh.webm"):
        actions.take_in_sound("anh.webm", JPEG, MOST, by=an, now=MONDAY)
